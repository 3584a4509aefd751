/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.surface;

import io.optionskit.contract.OptionType;
import io.optionskit.greeks.NormalDistribution;
import io.optionskit.greeks.internal.Arguments;

/** Search for the strike of a delta: d1 falls with the strike on a smile without arbitrage. */
final class DeltaStrike {

  private static final double SMALLEST = 1e-9;
  private static final double FARTHEST = 700;

  private DeltaStrike() {}

  static double logMoneyness(
      VolatilitySurface surface, OptionType type, double delta, double years) {
    Arguments.positive("years", years);
    double size = type.sign() * delta;
    if (!(size >= SMALLEST && size <= 1 - SMALLEST)) {
      throw new IllegalArgumentException(
          "delta must be from 1e-9 to 1 - 1e-9 for a call, negative for a put: " + delta);
    }
    double unit = Math.sqrt(surface.totalVariance(0, years));
    double low = -unit;
    double high = unit;
    while (excess(surface, type, size, low, years) < 0 && low > -FARTHEST) {
      low *= 2;
    }
    while (excess(surface, type, size, high, years) > 0 && high < FARTHEST) {
      high *= 2;
    }
    return falling(surface, type, size, years, low, high);
  }

  /** Finds the sign change by regula falsi in the Illinois form, halving where that is slow. */
  private static double falling(
      VolatilitySurface surface, OptionType type, double size, double years, double a, double b) {
    double low = a;
    double high = b;
    double atLow = excess(surface, type, size, low, years);
    double atHigh = excess(surface, type, size, high, years);
    for (int i = 0; i < 200 && high - low > 1e-15 * (Math.abs(low) + Math.abs(high)); i++) {
      double guess = low + (high - low) * (atLow / (atLow - atHigh));
      double middle = i % 3 == 2 || !(guess > low && guess < high) ? 0.5 * (low + high) : guess;
      double value = excess(surface, type, size, middle, years);
      if (value == 0 || middle == low || middle == high) {
        return middle;
      }
      if (value > 0) {
        low = middle;
        atLow = value;
        atHigh *= 0.5;
      } else {
        high = middle;
        atHigh = value;
        atLow *= 0.5;
      }
    }
    return 0.5 * (low + high);
  }

  /** Returns call delta minus the target; falls with the strike. */
  private static double excess(
      VolatilitySurface surface, OptionType type, double size, double logMoneyness, double years) {
    double d1 = surface.at(logMoneyness, years).upperDeviation(logMoneyness);
    return type == OptionType.CALL
        ? NormalDistribution.cumulative(d1) - size
        : size - NormalDistribution.cumulative(-d1);
  }
}
