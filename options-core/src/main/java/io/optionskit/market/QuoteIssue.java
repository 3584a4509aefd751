/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.market;

/** A reason to trust a quote less. The names are stable: programs and files may refer to them. */
public enum QuoteIssue {
  /** Neither a bid above 0 nor an ask. */
  NO_QUOTE,
  /** A bid or an ask, but not both. */
  ONE_SIDED,
  /** The bid is above the ask. */
  CROSSED,
  /** The bid equals the ask. */
  LOCKED,
  /** Older than the underlying's price, or than a quote may be. */
  STALE,
  /** The ask is below what immediate exercise on the parity forward would bring. */
  BELOW_INTRINSIC,
  /** Worth more than the contract one strike further in the money, beyond both spreads. */
  VERTICAL_ARBITRAGE,
  /** Worth more than its two neighbours by strike together can be, beyond the spreads. */
  BUTTERFLY_ARBITRAGE,
  /** Worth more than the same contract of a later expiry, beyond both spreads. */
  CALENDAR_ARBITRAGE,
  /** The source's volatility stands for "none" or cannot be one. */
  IV_PLACEHOLDER,
  /**
   * The source's volatility is far from the one of the quote, or from the one of the other type.
   */
  IV_UNRELIABLE,
  /** The spread is wide against the price. */
  WIDE_AGAINST_PRICE,
  /** The spread is worth many points of volatility. */
  WIDE_AGAINST_VEGA,
  /** Root, expiry, strike or type differ between the parts of the answer. */
  IDENTITY_CLASH,
  /** A Greek of the source's own lies outside what such a contract can have. */
  GREEKS_OUT_OF_RANGE,
  /** Not quoted: filled in from an earlier time. */
  FILLED
}
