/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.internal;

/**
 * Minimises a sum of squares by the method of Levenberg and Marquardt with derivatives by forward
 * differences, inside bounds.
 *
 * <p>Residuals that are {@code NaN} or infinite mark a point as forbidden; the result is never one
 * unless the start is. Deterministic.
 *
 * @see <a href="https://doi.org/10.1137/0111030">D. W. Marquardt, "An algorithm for least-squares
 *     estimation of nonlinear parameters", SIAM J. 11(2), 1963, 431–441</a>
 */
public final class LevenbergMarquardt {

  private static final double DIFFERENCE = 1e-7;
  private static final double MOST_DAMPING = 1e12;

  private LevenbergMarquardt() {}

  /** What is squared and summed. */
  public interface Residuals {

    /**
     * Writes the residuals.
     *
     * @param point where; must not be kept or changed
     * @param out receives them
     */
    void at(double[] point, double[] out);

    /**
     * Writes at least those residuals that depend on one variable.
     *
     * @param point where; must not be kept or changed
     * @param variable index of the variable
     * @param out receives them at their places
     */
    default void at(double[] point, int variable, double[] out) {
      at(point, out);
    }

    /**
     * Returns the first residual that depends on a variable.
     *
     * @param variable index of the variable
     * @return its index
     */
    default int from(int variable) {
      return 0;
    }

    /**
     * Returns the end of the residuals that depend on a variable.
     *
     * @param variable index of the variable
     * @param count number of all residuals
     * @return index after the last
     */
    default int to(int variable, int count) {
      return count;
    }
  }

  /**
   * Returns the best point found.
   *
   * @param residuals what to square and sum
   * @param count number of residuals
   * @param start first point, inside the bounds
   * @param lower smallest value of each variable
   * @param upper largest value of each variable
   * @param mostSteps the search ends after this many derivatives
   * @param tolerance the search ends when a step improves the sum relatively by less
   * @return the best point, a new array
   */
  public static double[] minimise(
      Residuals residuals,
      int count,
      double[] start,
      double[] lower,
      double[] upper,
      int mostSteps,
      double tolerance) {
    int n = start.length;
    double[] point = start.clone();
    double[] current = new double[count];
    double[] moved = new double[count];
    double[][] jacobian = new double[n][count];
    double[][] matrix = new double[n][n];
    double[][] damped = new double[n][n];
    double[] gradient = new double[n];
    double[] step = new double[n];
    double cost = cost(residuals, point, current);
    double damping = 1e-3;
    for (int k = 0; k < mostSteps && cost > 0 && cost < Double.POSITIVE_INFINITY; k++) {
      differentiate(residuals, point, lower, upper, current, moved, jacobian);
      multiply(residuals, jacobian, current, matrix, gradient);
      double before = cost;
      boolean improved = false;
      while (!improved && damping < MOST_DAMPING) {
        double[] next = point.clone();
        if (solve(matrix, gradient, damping, damped, step)) {
          for (int j = 0; j < n; j++) {
            next[j] = Math.min(Math.max(point[j] - step[j], lower[j]), upper[j]);
          }
          double trial = cost(residuals, next, moved);
          if (trial < cost) {
            improved = true;
            cost = trial;
            point = next;
            System.arraycopy(moved, 0, current, 0, count);
          }
        }
        damping = improved ? Math.max(0.1 * damping, 1e-12) : 8 * damping;
      }
      if (!improved || before - cost < tolerance * before) {
        break;
      }
    }
    return point;
  }

  private static double cost(Residuals residuals, double[] point, double[] out) {
    residuals.at(point, out);
    double sum = 0;
    for (double residual : out) {
      sum += residual * residual;
    }
    return Double.isNaN(sum) ? Double.POSITIVE_INFINITY : sum;
  }

  private static void differentiate(
      Residuals residuals,
      double[] point,
      double[] lower,
      double[] upper,
      double[] current,
      double[] moved,
      double[][] jacobian) {
    for (int j = 0; j < point.length; j++) {
      double kept = point[j];
      double size = DIFFERENCE * Math.max(1, Math.abs(kept));
      point[j] = kept + size <= upper[j] ? kept + size : Math.max(kept - size, lower[j]);
      double width = point[j] - kept;
      residuals.at(point, j, moved);
      double[] column = jacobian[j];
      int to = residuals.to(j, column.length);
      for (int i = residuals.from(j); i < to; i++) {
        double slope = width == 0 ? 0 : (moved[i] - current[i]) / width;
        column[i] = Double.isFinite(slope) ? slope : 0;
      }
      point[j] = kept;
    }
  }

  private static void multiply(
      Residuals residuals,
      double[][] jacobian,
      double[] current,
      double[][] matrix,
      double[] gradient) {
    int count = current.length;
    for (int j = 0; j < gradient.length; j++) {
      int from = residuals.from(j);
      int to = residuals.to(j, count);
      gradient[j] = dot(jacobian[j], current, from, to);
      for (int l = 0; l <= j; l++) {
        matrix[j][l] =
            dot(
                jacobian[j],
                jacobian[l],
                Math.max(from, residuals.from(l)),
                Math.min(to, residuals.to(l, count)));
      }
    }
  }

  /** Returns the sum of products, in four chains that a processor works on at the same time. */
  private static double dot(double[] a, double[] b, int from, int to) {
    double first = 0;
    double second = 0;
    double third = 0;
    double fourth = 0;
    int i = from;
    for (; i + 3 < to; i += 4) {
      first += a[i] * b[i];
      second += a[i + 1] * b[i + 1];
      third += a[i + 2] * b[i + 2];
      fourth += a[i + 3] * b[i + 3];
    }
    for (; i < to; i++) {
      first += a[i] * b[i];
    }
    return (first + second) + (third + fourth);
  }

  /** Solves (matrix + damping · diagonal) · step = gradient by Cholesky's method. */
  private static boolean solve(
      double[][] matrix, double[] gradient, double damping, double[][] factor, double[] step) {
    int n = gradient.length;
    for (int j = 0; j < n; j++) {
      for (int l = 0; l <= j; l++) {
        double sum = matrix[j][l];
        if (l == j) {
          sum += damping * matrix[j][j] + 1e-14 * damping + Double.MIN_NORMAL;
        }
        for (int i = 0; i < l; i++) {
          sum -= factor[j][i] * factor[l][i];
        }
        if (l < j) {
          factor[j][l] = sum / factor[l][l];
        } else if (sum > 0) {
          factor[j][j] = Math.sqrt(sum);
        } else {
          return false;
        }
      }
    }
    for (int j = 0; j < n; j++) {
      double sum = gradient[j];
      for (int i = 0; i < j; i++) {
        sum -= factor[j][i] * step[i];
      }
      step[j] = sum / factor[j][j];
    }
    for (int j = n - 1; j >= 0; j--) {
      double sum = step[j];
      for (int i = j + 1; i < n; i++) {
        sum -= factor[i][j] * step[i];
      }
      step[j] = sum / factor[j][j];
      if (!Double.isFinite(step[j])) {
        return false;
      }
    }
    return true;
  }
}
