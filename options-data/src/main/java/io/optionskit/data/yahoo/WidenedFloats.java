/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.yahoo;

/**
 * Undoes what the provider does to prices: it keeps them as 32-bit floats and prints them as 64-bit
 * numbers.
 */
final class WidenedFloats {

  private static final double[] POWERS = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8};

  private WidenedFloats() {}

  /**
   * Returns the price that was meant.
   *
   * @param value price as printed, such as 75.0875015258789
   * @return the shortest decimal that gives the same 32-bit float, such as 75.0875; the value
   *     itself if it is no widened float
   */
  static double narrowed(double value) {
    float narrow = (float) value;
    if (narrow != value) {
      return value;
    }
    for (double power : POWERS) {
      double candidate = Math.rint(value * power) / power;
      if ((float) candidate == narrow) {
        return candidate;
      }
    }
    return value;
  }
}
