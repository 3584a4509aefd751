/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.american;

import io.optionskit.greeks.internal.Elementary;
import io.optionskit.greeks.internal.MillsRatio;

/** Normal density and probability of single numbers, to a few units in the last place. */
final class Normal {

  private static final double INVERSE_SQRT_TWO_PI = 0.3989422804014327;

  private Normal() {}

  static double density(double x) {
    return INVERSE_SQRT_TWO_PI * Elementary.exp(-0.5 * x * x);
  }

  static double cumulative(double x) {
    return cumulative(x, density(x));
  }

  /** Returns the probability of at most {@code x}, whose density is known. */
  static double cumulative(double x, double density) {
    double tail = density == 0 ? 0 : density * MillsRatio.at(Math.abs(x));
    return x <= 0 ? tail : 1 - tail;
  }
}
