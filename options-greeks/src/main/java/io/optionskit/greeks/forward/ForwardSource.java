/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.forward;

/** Where the forward of an expiry comes from, and if not from parity, why not. */
public enum ForwardSource {
  /** Put–call parity of the expiry's own quotes. */
  PARITY,
  /**
   * Price of the underlying, rate and dividend yield, because fewer than two strikes have a call
   * and a put that are quoted on both sides, uncrossed and not stale.
   */
  TOO_FEW_PAIRS,
  /**
   * Price of the underlying, rate and dividend yield, because no two strikes agree on a forward
   * within twice their half spreads.
   */
  CONTRADICTORY_PAIRS,
  /**
   * Price of the underlying, rate and dividend yield, because the pairs leave the forward uncertain
   * by more than 1 %.
   */
  UNCERTAIN_PAIRS
}
