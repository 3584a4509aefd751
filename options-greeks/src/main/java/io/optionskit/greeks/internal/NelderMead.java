/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.internal;

import java.util.function.ToDoubleFunction;

/**
 * Minimises a function of a few variables by the simplex method of Nelder and Mead, without
 * derivatives.
 *
 * <p>A value of {@code NaN} or infinity marks a point as forbidden; the result is never one unless
 * the start is. Deterministic.
 *
 * @see <a href="https://doi.org/10.1093/comjnl/7.4.308">J. A. Nelder, R. Mead, "A simplex method
 *     for function minimization", The Computer Journal 7(4), 1965, 308–313</a>
 */
public final class NelderMead {

  private NelderMead() {}

  /**
   * Returns the best point found.
   *
   * @param function what to minimise; must not keep or change the array it is given
   * @param start first point
   * @param steps first step along each axis, not 0
   * @param mostEvaluations the search ends after about this many
   * @param tolerance the search ends when the values at all corners differ relatively by less
   * @return the best corner, a new array
   */
  public static double[] minimise(
      ToDoubleFunction<double[]> function,
      double[] start,
      double[] steps,
      int mostEvaluations,
      double tolerance) {
    int n = start.length;
    double[][] corners = new double[n + 1][];
    double[] values = new double[n + 1];
    for (int i = 0; i <= n; i++) {
      corners[i] = start.clone();
      if (i > 0) {
        corners[i][i - 1] += steps[i - 1];
      }
      values[i] = at(function, corners[i]);
    }
    int evaluations = n + 1;
    while (evaluations < mostEvaluations) {
      sort(corners, values);
      if (!(values[n] - values[0] > tolerance * (Math.abs(values[0]) + Double.MIN_NORMAL))) {
        break;
      }
      double[] centre = centre(corners);
      double[] reflected = along(centre, corners[n], -1);
      double value = at(function, reflected);
      evaluations++;
      if (value < values[0]) {
        double[] expanded = along(centre, corners[n], -2);
        double further = at(function, expanded);
        evaluations++;
        corners[n] = further < value ? expanded : reflected;
        values[n] = Math.min(further, value);
      } else if (value < values[n - 1]) {
        corners[n] = reflected;
        values[n] = value;
      } else {
        double[] contracted = along(centre, corners[n], value < values[n] ? -0.5 : 0.5);
        double nearer = at(function, contracted);
        evaluations++;
        if (nearer < Math.min(value, values[n])) {
          corners[n] = contracted;
          values[n] = nearer;
        } else {
          for (int i = 1; i <= n; i++) {
            corners[i] = along(corners[0], corners[i], 0.5);
            values[i] = at(function, corners[i]);
          }
          evaluations += n;
        }
      }
    }
    sort(corners, values);
    return corners[0];
  }

  private static double at(ToDoubleFunction<double[]> function, double[] point) {
    double value = function.applyAsDouble(point);
    return Double.isNaN(value) ? Double.POSITIVE_INFINITY : value;
  }

  /** Returns the mean of all corners but the worst. */
  private static double[] centre(double[][] corners) {
    int n = corners.length - 1;
    double[] centre = new double[n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        centre[j] += corners[i][j] / n;
      }
    }
    return centre;
  }

  /** Returns {@code from + part · (to − from)}. */
  private static double[] along(double[] from, double[] to, double part) {
    double[] point = new double[from.length];
    for (int j = 0; j < point.length; j++) {
      point[j] = from[j] + part * (to[j] - from[j]);
    }
    return point;
  }

  private static void sort(double[][] corners, double[] values) {
    for (int i = 1; i < values.length; i++) {
      double value = values[i];
      double[] corner = corners[i];
      int at = i;
      while (at > 0 && values[at - 1] > value) {
        values[at] = values[at - 1];
        corners[at] = corners[at - 1];
        at--;
      }
      values[at] = value;
      corners[at] = corner;
    }
  }
}
