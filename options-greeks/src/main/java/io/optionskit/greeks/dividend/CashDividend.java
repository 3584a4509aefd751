/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.dividend;

/**
 * One cash dividend per share.
 *
 * <p>Immutable. An estimate for pricing: amounts that are booked are {@code BigDecimal} elsewhere.
 *
 * @param years time from now to the ex-date's opening in 365-day years, hours counted; at or below
 *     0 it has been paid and pricing ignores it
 * @param amount currency per share, finite and ≥ 0
 */
public record CashDividend(double years, double amount) {

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if {@code years} is not finite or {@code amount} is not finite
   *     and at least 0
   */
  public CashDividend {
    if (!Double.isFinite(years)) {
      throw new IllegalArgumentException("years of a dividend must be finite: " + years);
    }
    if (!(amount >= 0 && amount < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "amount of a dividend must be finite and at least 0: " + amount);
    }
  }
}
