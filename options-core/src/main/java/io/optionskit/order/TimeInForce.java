/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.order;

/** How long an order works. */
public enum TimeInForce {
  /** To the end of the trading day; placed after the close, to the end of the next one. */
  DAY,
  /** Until filled or cancelled. */
  GTC,
  /** What cannot be filled at once is cancelled. */
  IOC,
  /** Filled whole at once or cancelled. */
  FOK
}
