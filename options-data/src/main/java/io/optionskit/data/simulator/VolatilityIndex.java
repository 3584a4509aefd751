/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.simulator;

import java.util.Optional;

/**
 * A volatility index: the volatility that the model expects of an underlying over some days, as a
 * log contract on it is worth, in points of 0.01.
 *
 * <p>Days are counted on {@link VarianceClock}, not on the calendar as in the published indices, so
 * that the level does not move with the number of weekends ahead.
 *
 * @see <a href="https://cdn.cboe.com/api/global/us_indices/governance/VIX_Methodology.pdf">Cboe,
 *     Volatility Index Methodology</a>
 */
enum VolatilityIndex {
  VIX("SPY", 30),
  VIX9D("SPY", 9),
  VIX3M("SPY", 93),
  VIX6M("SPY", 184),
  VXN("QQQ", 30),
  RVX("IWM", 30);

  private final String underlying;
  private final int days;

  VolatilityIndex(String underlying, int days) {
    this.underlying = underlying;
    this.days = days;
  }

  static Optional<VolatilityIndex> find(String symbol) {
    for (VolatilityIndex index : values()) {
      if (index.name().equals(symbol)) {
        return Optional.of(index);
      }
    }
    return Optional.empty();
  }

  String underlying() {
    return underlying;
  }

  /** Returns how far the index looks ahead, in years of {@link VarianceClock}. */
  double years() {
    return days / 365.0;
  }
}
