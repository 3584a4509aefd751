/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.chain;

/** Where the implied volatility of a chain's row comes from, or why it has none. */
public enum IvReason {
  /** Solved from the middle of the contract's own quote. */
  SOLVED,
  /**
   * Taken from the option of the other type at the same strike, because the contract's own quote
   * says less: put–call parity makes the two equal.
   */
  FROM_OTHER_TYPE,
  /** No time is left on the clock; the option is worth its intrinsic value. */
  EXPIRED,
  /** Bid or ask is missing. */
  NO_QUOTE,
  /** The bid is above the ask. */
  CROSSED_QUOTE,
  /**
   * The middle is less than half a tick above the discounted intrinsic value: rounding decides, not
   * volatility.
   */
  NO_TIME_VALUE,
  /**
   * The volatility is outside the band of 0.01 to 5.00, where it is kept and only flagged, or the
   * middle is above what any volatility gives.
   */
  IMPLAUSIBLE,
  /** Neither the chain's own parity nor a price of the underlying gives a forward. */
  NO_FORWARD
}
