/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.internal;

import java.util.function.DoubleUnaryOperator;

/** Minimises a function of one variable between two points by golden section. Deterministic. */
public final class GoldenSection {

  private static final double RATIO = 0.6180339887498949;

  private GoldenSection() {}

  /**
   * Returns a minimum; the only one if the function has one.
   *
   * @param function what to minimise
   * @param from lower end
   * @param to upper end
   * @param steps how often the interval shrinks by the golden ratio; 40 give eight digits
   * @return where it is
   */
  public static double minimise(DoubleUnaryOperator function, double from, double to, int steps) {
    double low = from;
    double high = to;
    double left = high - RATIO * (high - low);
    double right = low + RATIO * (high - low);
    double atLeft = function.applyAsDouble(left);
    double atRight = function.applyAsDouble(right);
    for (int i = 0; i < steps; i++) {
      if (atLeft <= atRight) {
        high = right;
        right = left;
        atRight = atLeft;
        left = high - RATIO * (high - low);
        atLeft = function.applyAsDouble(left);
      } else {
        low = left;
        left = right;
        atLeft = atRight;
        right = low + RATIO * (high - low);
        atRight = function.applyAsDouble(right);
      }
    }
    return atLeft <= atRight ? left : right;
  }
}
