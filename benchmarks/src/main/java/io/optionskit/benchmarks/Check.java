/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.benchmarks;

import java.util.Locale;

/** Checks that what is timed gives the right numbers. */
final class Check {

  private Check() {}

  /** The columns must agree row by row to a part of the larger of value and scale. */
  static void agrees(String who, double[] expected, double[] actual, double scale, double part) {
    for (int i = 0; i < expected.length; i++) {
      double allowed = part * Math.max(Math.abs(expected[i]), scale);
      if (!(Math.abs(expected[i] - actual[i]) <= allowed)) {
        throw new IllegalStateException(
            String.format(
                Locale.ROOT,
                "%s gives %s in row %d instead of %s",
                who,
                actual[i],
                i,
                expected[i]));
      }
    }
  }

  static double sum(double[]... columns) {
    double sum = 0;
    for (double[] column : columns) {
      for (double value : column) {
        sum += value;
      }
    }
    return sum;
  }
}
