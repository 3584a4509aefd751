/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.time;

/** Part of the trading day of the US stock market, by New York time. */
public enum MarketPhase {
  /** From 04:00 to the opening of regular trading at 09:30. */
  PRE_MARKET,
  /** From 09:30 to the close at 16:00, on early-close days at 13:00. */
  REGULAR,
  /** The four hours after the close: to 20:00, on early-close days to 17:00. */
  AFTER_HOURS,
  /** Nights, weekends and exchange holidays. */
  CLOSED
}
