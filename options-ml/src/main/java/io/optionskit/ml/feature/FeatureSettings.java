/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.ml.feature;

import io.optionskit.time.YearClock;
import java.util.Map;

/**
 * What the definitions of features leave open.
 *
 * @param clock clock of the time to expiry in {@code time_to_expiry_years} and {@code
 *     std_moneyness}
 * @param spreadWidth width of the put vertical of {@code credit_to_width}, dollars, &gt; 0; the
 *     listed strike nearest to it counts
 * @param volatilityIndices ticker of the volatility index of an underlying where it is not VIX,
 *     such as VXN for QQQ
 */
public record FeatureSettings(
    YearClock clock, double spreadWidth, Map<String, String> volatilityIndices) {

  /** Calendar clock, width $5, VIX for every underlying. */
  public static final FeatureSettings STANDARD =
      new FeatureSettings(YearClock.CALENDAR, 5, Map.of());

  /**
   * Checks the width and copies the map.
   *
   * @throws IllegalArgumentException unless the width is finite and positive
   */
  public FeatureSettings {
    if (!(spreadWidth > 0 && spreadWidth < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "width of the put vertical must be above 0: " + spreadWidth);
    }
    volatilityIndices = Map.copyOf(volatilityIndices);
  }

  String volatilityIndex(String underlying) {
    return volatilityIndices.getOrDefault(underlying, "VIX");
  }
}
