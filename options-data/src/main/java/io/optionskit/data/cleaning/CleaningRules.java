/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.cleaning;

import java.time.Duration;
import java.util.Optional;

/**
 * By what series are cleaned.
 *
 * @param sigmas standard deviations of the trailing changes beyond which a change is an outlier,
 *     &gt; 0
 * @param window trailing changes looked at, &gt; 0
 * @param leastWindow changes needed before anything is judged, 2 to {@code window}
 * @param leastOutlier change below which nothing is an outlier however calm the series was, as a
 *     share of the price, &ge; 0
 * @param confirmations rows near each other at a new level after which it is taken as real, &gt; 0
 * @param longestFill oldest price that may be filled in
 * @param liquidity what makes a quote illiquid; empty for no such check
 */
public record CleaningRules(
    double sigmas,
    int window,
    int leastWindow,
    double leastOutlier,
    int confirmations,
    Duration longestFill,
    Optional<LiquidityFilter> liquidity) {

  /**
   * Checks the rules.
   *
   * @throws IllegalArgumentException if one is out of its range; the message names it
   */
  public CleaningRules {
    check("sigmas", sigmas, sigmas > 0 && Double.isFinite(sigmas));
    check("window", window, window >= 2);
    check("leastWindow", leastWindow, leastWindow >= 2 && leastWindow <= window);
    check("leastOutlier", leastOutlier, leastOutlier >= 0);
    check("confirmations", confirmations, confirmations > 0);
    check("longestFill", longestFill, !longestFill.isNegative());
  }

  /**
   * Returns the defaults: 3 standard deviations of the last 20 changes, at least 10 of them, no
   * outlier below 0.1 %, a new level after 3 rows, fills from the last 300 s, no check of
   * liquidity.
   *
   * @return default rules
   */
  public static CleaningRules defaults() {
    return new CleaningRules(3, 20, 10, 0.001, 3, Duration.ofMinutes(5), Optional.empty());
  }

  /**
   * Returns these rules with a check of liquidity.
   *
   * @param filter what makes a quote illiquid
   * @return changed copy
   */
  public CleaningRules withLiquidity(LiquidityFilter filter) {
    return new CleaningRules(
        sigmas, window, leastWindow, leastOutlier, confirmations, longestFill, Optional.of(filter));
  }

  private static void check(String name, Object value, boolean valid) {
    if (!valid) {
      throw new IllegalArgumentException(name + " is out of its range: " + value);
    }
  }
}
