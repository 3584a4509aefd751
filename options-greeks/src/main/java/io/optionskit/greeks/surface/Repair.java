/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.surface;

/** What was done to the smile of an expiry to keep the surface free of arbitrage. */
public enum Repair {
  /** Nothing: the best fit has no arbitrage. */
  NONE,
  /** Fitted again with a penalty on arbitrage. */
  REFITTED,
  /** Moved from the best fit towards the smile before it until the arbitrage was gone. */
  PROJECTED,
  /** Fewer than five strikes: the shape is that of the whole surface, only the level its own. */
  SHAPE_OF_SURFACE,
  /** No usable quote, or the same time as an expiry with more: the surface does without. */
  LEFT_OUT
}
