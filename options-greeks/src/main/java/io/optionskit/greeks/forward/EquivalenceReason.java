/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.forward;

/** How the European equivalent of a quote was found, or why there is none. */
public enum EquivalenceReason {
  /** Solved: the American volatility of the quote gives the European prices. */
  SOLVED,
  /** The option is European; its quote stands as it is. */
  EUROPEAN,
  /**
   * The middle is no more than exercising brings, so it has no volatility; bid and ask still bound
   * the European prices.
   */
  AT_EXERCISE_VALUE,
  /** Even the ask is below what exercising brings: stale, or an arbitrage. */
  BELOW_EXERCISE_VALUE,
  /** The middle is above what any volatility gives. */
  ABOVE_MAXIMUM,
  /** Bid or ask is missing; the side that is there has its equivalent. */
  NO_QUOTE,
  /** The bid is above the ask. */
  CROSSED_QUOTE,
  /** No time is left. */
  EXPIRED,
  /** Neither the chain's own parity nor a price of the underlying gives a forward. */
  NO_FORWARD
}
