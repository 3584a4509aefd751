/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.ml;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.CholeskyDecomposition;

/**
 * Logistic regression with an L2 penalty, fitted by Newton's method.
 *
 * <p>Minimises C · Σ log(1 + exp(−yᵢ(b + w·xᵢ))) + ½ |w|², y = ±1, the intercept b not penalised.
 * The sum runs in the order of the rows and every function is of {@code StrictMath}: the same rows
 * give the same bits everywhere.
 */
final class Logistic {

  private static final int MOST_STEPS = 100;

  private Logistic() {}

  /**
   * Returns intercept and weights, in this order.
   *
   * @param rows inputs without missing values
   * @param labels one per row; both values must occur
   * @param c inverse strength of the penalty, &gt; 0
   */
  static double[] fit(double[][] rows, boolean[] labels, double c) {
    int n = rows.length == 0 ? 1 : rows[0].length + 1;
    double[] parameters = new double[n];
    double loss = loss(rows, labels, c, parameters);
    for (int step = 0; step < MOST_STEPS; step++) {
      double[] gradient = gradient(rows, labels, c, parameters);
      if (norm(gradient) <= 1e-12 * Math.max(1, c * rows.length)) {
        break;
      }
      double[] direction = newtonStep(rows, c, parameters, gradient);
      double scale = 1;
      double[] next = moved(parameters, direction, scale);
      double nextLoss = loss(rows, labels, c, next);
      while (!(nextLoss <= loss) && scale > 1e-10) {
        scale /= 2;
        next = moved(parameters, direction, scale);
        nextLoss = loss(rows, labels, c, next);
      }
      if (!(nextLoss <= loss)) {
        break; // No smaller value can be told apart: this is the minimum as far as doubles go.
      }
      parameters = next;
      loss = nextLoss;
    }
    return parameters;
  }

  static double loss(double[][] rows, boolean[] labels, double c, double[] parameters) {
    double sum = 0;
    for (int i = 0; i < rows.length; i++) {
      double margin = margin(parameters, rows[i]);
      sum += softplus(labels[i] ? -margin : margin);
    }
    double penalty = 0;
    for (int j = 1; j < parameters.length; j++) {
      penalty += parameters[j] * parameters[j];
    }
    return c * sum + penalty / 2;
  }

  static double[] gradient(double[][] rows, boolean[] labels, double c, double[] parameters) {
    double[] gradient = new double[parameters.length];
    for (int i = 0; i < rows.length; i++) {
      double residual = c * (probability(margin(parameters, rows[i])) - (labels[i] ? 1 : 0));
      gradient[0] += residual;
      for (int j = 1; j < gradient.length; j++) {
        gradient[j] += residual * rows[i][j - 1];
      }
    }
    for (int j = 1; j < gradient.length; j++) {
      gradient[j] += parameters[j];
    }
    return gradient;
  }

  static double margin(double[] parameters, double[] row) {
    double sum = parameters[0];
    for (int j = 0; j < row.length; j++) {
      sum += parameters[j + 1] * row[j];
    }
    return sum;
  }

  static double probability(double margin) {
    double tail = StrictMath.exp(-Math.abs(margin));
    return margin >= 0 ? 1 / (1 + tail) : tail / (1 + tail);
  }

  /** Returns log(1 + exp(x)) without overflow. */
  static double softplus(double x) {
    return Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x)));
  }

  private static double[] newtonStep(
      double[][] rows, double c, double[] parameters, double[] gradient) {
    int n = parameters.length;
    double[][] hessian = new double[n][n];
    double[] extended = new double[n];
    extended[0] = 1;
    for (double[] row : rows) {
      double probability = probability(margin(parameters, row));
      double weight = c * probability * (1 - probability);
      System.arraycopy(row, 0, extended, 1, n - 1);
      for (int j = 0; j < n; j++) {
        double weighted = weight * extended[j];
        for (int k = 0; k <= j; k++) {
          hessian[j][k] += weighted * extended[k];
        }
      }
    }
    for (int j = 0; j < n; j++) {
      hessian[j][j] += j == 0 ? 1e-12 * Math.max(1, hessian[0][0]) : 1;
      for (int k = 0; k < j; k++) {
        hessian[k][j] = hessian[j][k];
      }
    }
    return new CholeskyDecomposition(new Array2DRowRealMatrix(hessian, false))
        .getSolver()
        .solve(new ArrayRealVector(gradient, false))
        .toArray();
  }

  private static double[] moved(double[] parameters, double[] direction, double scale) {
    double[] next = new double[parameters.length];
    for (int j = 0; j < next.length; j++) {
      next[j] = parameters[j] - scale * direction[j];
    }
    return next;
  }

  private static double norm(double[] vector) {
    double largest = 0;
    for (double value : vector) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }
}
