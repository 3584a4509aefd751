/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.simulator;

import java.util.Arrays;

/** Small statistics for tests. */
final class Sample {

  private Sample() {}

  static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }

  static double moment(double[] values, int power) {
    double mean = mean(values);
    return Arrays.stream(values)
        .map(value -> Math.pow(value - mean, power))
        .average()
        .orElseThrow();
  }

  static double deviation(double[] values) {
    return Math.sqrt(moment(values, 2));
  }

  static double excessKurtosis(double[] values) {
    return moment(values, 4) / Math.pow(moment(values, 2), 2) - 3;
  }

  static double skewness(double[] values) {
    return moment(values, 3) / Math.pow(moment(values, 2), 1.5);
  }

  static double correlation(double[] x, double[] y) {
    double meanX = mean(x);
    double meanY = mean(y);
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += (x[i] - meanX) * (y[i] - meanY);
    }
    return sum / x.length / (deviation(x) * deviation(y));
  }

  /** Returns the correlation of one series with another some steps later. */
  static double correlation(double[] earlier, double[] later, int lag) {
    int pairs = earlier.length - lag;
    return correlation(Arrays.copyOf(earlier, pairs), Arrays.copyOfRange(later, lag, pairs + lag));
  }

  static double[] absolute(double[] values) {
    return Arrays.stream(values).map(Math::abs).toArray();
  }
}
