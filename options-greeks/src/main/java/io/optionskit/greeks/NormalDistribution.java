/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks;

import io.optionskit.greeks.internal.Elementary;
import io.optionskit.greeks.internal.MillsRatio;

/**
 * Standard normal distribution whose results are the same bits on every machine and Java version.
 *
 * <p>Stateless; may be used from any thread and allocates nothing.
 */
public final class NormalDistribution {

  private static final double INVERSE_SQRT_TWO_PI = 0.3989422804014327;

  private NormalDistribution() {}

  /**
   * Returns the density exp(−x²/2) / √(2π).
   *
   * @param x any number
   * @return density in [0, 0.3989…]; {@code NaN} for {@code NaN}
   */
  public static double density(double x) {
    return density(x, 0);
  }

  /**
   * Returns the density at {@code x + tail}, where {@code tail} holds digits below the last one of
   * {@code x}.
   */
  static double density(double x, double tail) {
    double square = x * x;
    if (square > 1500) {
      return 0;
    }
    // The rounding error of the square would be magnified by the exponential: put it back.
    double lost = Math.fma(x, tail, 0.5 * Math.fma(x, x, -square));
    return INVERSE_SQRT_TWO_PI * Elementary.exp(-0.5 * square, -lost);
  }

  /**
   * Returns the probability of a value of at most {@code x}.
   *
   * <p>The relative error is below 1e-15 also in the far left tail, as long as the result is above
   * 1e-300.
   *
   * <p>Example: {@code cumulative(-1.6448536269514722)} is 0.05.
   *
   * @param x any number
   * @return probability in [0, 1]; {@code NaN} for {@code NaN}
   */
  public static double cumulative(double x) {
    return cumulative(x, density(x));
  }

  /** Returns the probability of at most {@code x}, whose density the caller has already. */
  static double cumulative(double x, double density) {
    if (density == 0) {
      return x > 0 ? 1 : 0;
    }
    return x <= -MillsRatio.LOWEST ? density * MillsRatio.at(-x) : 1 - density * MillsRatio.at(x);
  }
}
