/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.forward;

/**
 * Forwards that no quote of an expiry contradicts: outside of them, buying at the ask and selling
 * at the bid would lock in a profit.
 *
 * @param lower largest of strike + (call bid − put ask) / discount factor, per share; −∞ if no
 *     strike has both
 * @param upper smallest of strike + (call ask − put bid) / discount factor, per share; +∞ if no
 *     strike has both
 */
public record ForwardBounds(double lower, double upper) {

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if one is {@code NaN}
   */
  public ForwardBounds {
    if (Double.isNaN(lower) || Double.isNaN(upper)) {
      throw new IllegalArgumentException(
          "lower and upper must be numbers, infinite ones included: " + lower + ", " + upper);
    }
  }

  /**
   * Returns whether there is a forward that all quotes allow.
   *
   * @return false if the quotes contradict each other, as stale ones do
   */
  public boolean isConsistent() {
    return lower <= upper;
  }

  /**
   * Returns whether a forward lies within the bounds.
   *
   * @param forward forward, currency per share
   * @return true if no quote contradicts it
   */
  public boolean contains(double forward) {
    return forward >= lower && forward <= upper;
  }
}
