/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.quality;

import java.time.Duration;

/**
 * From when on something is an issue.
 *
 * @param oldest largest age of a quote, in minutes of regular trading: nights take no time; 5
 *     minutes in {@link #standard()}
 * @param widestOfPrice largest spread as a part of the middle, &gt; 0; 0.20
 * @param widestOfVolatility largest spread in volatility, spread / vega, &gt; 0; 0.10 is ten points
 * @param narrow spreads up to this are not wide whatever the price, currency per share, ≥ 0; 0.10
 * @param volatilityError largest distance of the source's volatility from the own one that passes
 *     even if the spread does not explain it, ≥ 0; 0.05 is five points
 */
public record JudgeLimits(
    Duration oldest,
    double widestOfPrice,
    double widestOfVolatility,
    double narrow,
    double volatilityError) {

  private static final JudgeLimits STANDARD =
      new JudgeLimits(Duration.ofMinutes(5), 0.20, 0.10, 0.10, 0.05);

  /**
   * Checks the limits.
   *
   * @throws IllegalArgumentException if one is out of range
   */
  public JudgeLimits {
    boolean isPossible =
        !oldest.isNegative()
            && widestOfPrice > 0
            && widestOfVolatility > 0
            && narrow >= 0
            && volatilityError >= 0;
    if (!isPossible) {
      throw new IllegalArgumentException(
          "limits must not be negative, and what is wide must be above 0: "
              + oldest
              + ", "
              + widestOfPrice
              + ", "
              + widestOfVolatility
              + ", "
              + narrow
              + ", "
              + volatilityError);
    }
  }

  /**
   * Returns the limits that judges have unless told otherwise.
   *
   * @return five minutes, 20 % of the middle, ten points of volatility, 0.10, five points
   */
  public static JudgeLimits standard() {
    return STANDARD;
  }

  /**
   * Returns these limits with another age.
   *
   * @param age largest age of a quote in minutes of regular trading, ≥ 0
   * @return a copy
   */
  public JudgeLimits withOldest(Duration age) {
    return new JudgeLimits(age, widestOfPrice, widestOfVolatility, narrow, volatilityError);
  }
}
