/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.surface;

/** What the quote of one strike does for a fit, or why it does nothing. */
public enum QuoteUse {
  /** Bid and ask: the smile is drawn to their middle. */
  USED,
  /** No bid: the smile is only kept from going above the ask. */
  UPPER_BOUND,
  /** No ask: the smile is only kept from going below the bid. */
  LOWER_BOUND,
  /** Neither bid nor ask, or a weight of 0. */
  NO_QUOTE,
  /** Bid above ask. */
  CROSSED,
  /** A volatility outside 0.001 to 20, or a strike farther from the forward than a factor of e⁸. */
  IMPLAUSIBLE,
  /** Strike, bid, ask or weight is {@code NaN}, infinite or negative where it must not be. */
  INVALID,
  /**
   * Grossly contradicts the other quotes of its expiry: dearer than options nearer to the forward,
   * or absurdly far from the smile they agree on.
   */
  OUTLIER;

  /**
   * Returns whether the quote takes part in the fit.
   *
   * @return true for the first three
   */
  public boolean isUsed() {
    return this == USED || this == UPPER_BOUND || this == LOWER_BOUND;
  }
}
