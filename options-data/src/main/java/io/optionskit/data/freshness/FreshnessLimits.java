/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.freshness;

import java.time.Duration;

/**
 * How old data may be.
 *
 * @param reject age above which data are refused, on top of the delay that the feed declares
 * @param stale age above which a feed counts as stale, on top of that delay
 * @param staleIndex the same for volatility indices, which are published more seldom
 * @param latency time from the event to its receipt, without the declared delay, above which there
 *     is an alert
 */
public record FreshnessLimits(
    Duration reject, Duration stale, Duration staleIndex, Duration latency) {

  /**
   * Checks the limits.
   *
   * @throws IllegalArgumentException if one is not positive
   */
  public FreshnessLimits {
    check("reject", reject);
    check("stale", stale);
    check("staleIndex", staleIndex);
    check("latency", latency);
  }

  /**
   * Returns the defaults: refused after 300 s, stale after 60 s, volatility indices after 300 s,
   * alert above a latency of 30 s.
   *
   * @return default limits
   */
  public static FreshnessLimits defaults() {
    return new FreshnessLimits(
        Duration.ofMinutes(5),
        Duration.ofMinutes(1),
        Duration.ofMinutes(5),
        Duration.ofSeconds(30));
  }

  private static void check(String name, Duration value) {
    if (value.isNegative() || value.isZero()) {
      throw new IllegalArgumentException(name + " must be positive: " + value);
    }
  }
}
