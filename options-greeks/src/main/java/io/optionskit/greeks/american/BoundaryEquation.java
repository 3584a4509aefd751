/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.american;

import io.optionskit.greeks.internal.Elementary;
import java.util.Arrays;

/**
 * Critical prices of an American put struck at 1 as a function of time to expiry, by collocation of
 * the value-matching equation and Newton's method with the full Jacobian.
 *
 * <p>The upper boundary b (in logarithms) separates holding above from exercise below and is the
 * only one unless q &lt; r &lt; 0. Then a lower one separates exercise above it from holding below.
 * Seen from its own side of holding each is the boundary of a problem that does not know the other:
 * the path meets it first. With c = +1 for the upper and −1 for the lower one, both satisfy
 *
 * <pre>
 *   terminal + ∫ r e^(−ru) N(c d−) − q e^(b−qu) N(c d+) du = 0,   d± = (b(τ) − b(τ−u))/(σ√u) + …
 * </pre>
 *
 * where the terminal term, e^(−rτ) N(d−) − e^(b−qτ) N(d+) for a strike of 1, exists for the upper
 * one alone. The collocated unknown is H = b², smooth in the root of time.
 *
 * <p>Not safe for use by several threads at once.
 */
final class BoundaryEquation {

  /** Nodes closer to expiry keep their seed: rounding would drown the equation there. */
  private static final double EARLIEST = 1e-6;

  private static final int MOST_STEPS = 12;

  /** Below this root of the relative time to expiry only ratios of squares are smooth. */
  private static final double CLOSE = 0.03;

  /** After a step smaller than this the Jacobian hardly changes. */
  private static final double SMALL_CHANGE = 1e-3;

  /**
   * Where rounding keeps steps from getting smaller than this the solution is found all the same.
   */
  private static final double GOOD_ENOUGH = 1e-8;

  private static final double[] NOTHING = {};

  final Collocation grid;

  double side;
  double rate;
  double yield;
  double volatility;
  double years;

  final double[] square;
  private final double[] seed;
  private final double[] ratio;
  final double[] volatilitySquare;
  final double[] rateSquare;

  private final double[] age;
  private final double[] rateFactor;
  private final double[] yieldFactor;
  private final double[] path;
  private final boolean[] atFloor;
  private final double[] expPath;
  private final double[] dMinus;
  private final double[] dPlus;
  private final double[] densityMinus;
  private final double[] densityPlus;
  private final double[] probabilityMinus;
  private final double[] probabilityPlus;
  private final double[] scratch1;
  private final double[] scratch2;
  private final double[] residual;
  private final double[] byVolatility;
  private final double[] byRate;
  private final double[] log;
  private final double[][] jacobian;
  private final int[] pivots;

  BoundaryEquation(Collocation grid) {
    this.grid = grid;
    int n = grid.nodes;
    int size = grid.size;
    square = new double[n + 1];
    seed = new double[n + 1];
    ratio = new double[n + 1];
    volatilitySquare = new double[n + 1];
    rateSquare = new double[n + 1];
    age = new double[size];
    rateFactor = new double[size];
    yieldFactor = new double[size];
    path = new double[size];
    atFloor = new boolean[size];
    expPath = new double[size];
    dMinus = new double[size];
    dPlus = new double[size];
    densityMinus = new double[size];
    densityPlus = new double[size];
    probabilityMinus = new double[size];
    probabilityPlus = new double[size];
    scratch1 = new double[size];
    scratch2 = new double[size];
    residual = new double[n];
    byVolatility = new double[n];
    byRate = new double[n];
    log = new double[n + 1];
    jacobian = new double[n][n];
    pivots = new int[n];
  }

  /** Sets the problem; the squares at the nodes are to be seeded next. */
  void problem(double side, double rate, double yield, double volatility, double years) {
    this.side = side;
    this.rate = rate;
    this.yield = yield;
    this.volatility = volatility;
    this.years = years;
    double limit = limitAtExpiry(rate, yield);
    square[0] = limit * limit;
    int points = grid.points;
    double sigmaRoot = volatility * Math.sqrt(years);
    for (int p = 0; p < grid.size; p++) {
      double root = grid.rootAge[p];
      double u = years * root * root;
      age[p] = sigmaRoot * root;
      scratch1[p] = -rate * u;
      scratch2[p] = -yield * u;
    }
    Gaussian.exp(scratch1, path, rateFactor, grid.size);
    Gaussian.exp(scratch2, path, yieldFactor, grid.size);
    for (int p = 0; p < grid.size; p++) {
      double w = grid.weight[p % points];
      rateFactor[p] *= w;
      yieldFactor[p] *= w;
    }
  }

  /** Returns the logarithm of the critical price, per strike, as time to expiry goes to 0. */
  private double limitAtExpiry(double rate, double yield) {
    return side < 0 || rate < yield ? Elementary.log(rate / yield) : 0;
  }

  /** Returns the logarithm of the critical price at a root of the time to expiry, 0 to 1. */
  double logAt(double root) {
    return -Math.sqrt(squareAt(root));
  }

  double squareAt(double root) {
    int k = grid.nodeAtOrAfter(root);
    double relative = root / grid.root[k];
    return Math.max(0.5 * square[k] * relative * relative, grid.at(square, root));
  }

  /**
   * Solves for another time to expiry, starting from this boundary, which beyond its end is
   * continued in a straight line.
   *
   * @return whether it succeeded; if not the boundary is not usable
   */
  boolean continueTo(double longer, double tolerance) {
    double stretch = Math.sqrt(longer / years);
    double end = logAt(1);
    double slope = (end - logAt(0.98)) / 0.02;
    double growth = 1;
    for (int i = grid.nodes; i > 0; i--) {
      double root = stretch * grid.root[i];
      if (square[0] > 0 || grid.root[i] > CLOSE) {
        double next = root <= 1 ? logAt(root) : end + slope * (root - 1);
        if (!(next < 0)) {
          return false;
        }
        growth = next * next / square[i];
      }
      ratio[i] = growth; // close to expiry the polynomial is not smooth on the scale of the squares
    }
    for (int i = 1; i <= grid.nodes; i++) {
      square[i] *= ratio[i];
    }
    problem(side, rate, yield, volatility, longer);
    return solve(tolerance);
  }

  /** Copies problem and squares. */
  void copyTo(BoundaryEquation other) {
    System.arraycopy(square, 0, other.square, 0, square.length);
    other.problem(side, rate, yield, volatility, years);
  }

  double logAtNode(int i) {
    return -Math.sqrt(Math.max(0, square[i]));
  }

  /**
   * Corrects the seeds by what solving did to those on a coarser grid.
   *
   * <p>Seeds must be smooth on the scale of the squares close to expiry, which are tiny: so it is
   * the ratio that is interpolated.
   */
  void correct(BoundaryEquation coarse) {
    int n = coarse.grid.nodes;
    for (int i = 1; i <= n; i++) {
      coarse.ratio[i] = coarse.square[i] / coarse.seed[i];
    }
    coarse.ratio[0] = coarse.square[0] == 0 ? coarse.ratio[1] : 1;
    for (int i = 1; i <= grid.nodes; i++) {
      square[i] *= coarse.grid.at(coarse.ratio, grid.root[i]);
    }
  }

  /** Seeds a node. */
  void seed(int i, double square) {
    this.square[i] = square;
    seed[i] = square;
  }

  /**
   * Takes Newton steps until they are below {@code tolerance} times the largest square; where they
   * are small already the last Jacobian is good enough.
   *
   * @return whether they got there
   */
  boolean solve(double tolerance) {
    double change = Double.POSITIVE_INFINITY;
    double before = Double.POSITIVE_INFINITY;
    for (int step = 0; step < MOST_STEPS; step++) {
      boolean fresh = !(change < SMALL_CHANGE && change < 0.1 * before);
      residuals(fresh);
      if (fresh && !factor()) {
        return false;
      }
      substitute(residual);
      before = change;
      change = 0;
      for (int i = 0; i < grid.nodes; i++) {
        double old = square[i + 1];
        double next = old - residual[i];
        if (!(next > 0.1 * old)) {
          next = 0.1 * old;
        } else if (next > 4 * old) {
          next = 4 * old;
        }
        change = Math.max(change, Math.abs(next - old));
        square[i + 1] = next;
      }
      change /= Math.max(square[0], square[grid.nodes]);
      if (change < tolerance) {
        return true;
      }
    }
    return change < GOOD_ENOUGH;
  }

  /** Computes residuals and, if asked, their derivatives with respect to the squares. */
  private void residuals(boolean derivatives) {
    int n = grid.nodes;
    int points = grid.points;
    int size = grid.size;
    double sqrtYears = Math.sqrt(years);
    double drift = (rate - yield) / volatility * sqrtYears;
    double halfSigma = 0.5 * volatility * sqrtYears;
    for (int i = 0; i <= n; i++) {
      log[i] = logAtNode(i);
    }
    interpolate(square, path);
    for (int p = 0; p < size; p++) {
      double floor = square[grid.nextNode[p]] * grid.nextShare[p];
      scratch2[p] = path[p] - floor;
      path[p] = -Math.sqrt(Math.max(floor, path[p]));
    }
    for (int p = 0; p < size; p++) {
      atFloor[p] = scratch2[p] < 0;
    }
    Gaussian.exp(path, scratch1, expPath, size);
    for (int i = 1; i <= n; i++) {
      double at = log[i];
      for (int j = 0; j < points; j++) {
        int p = (i - 1) * points + j;
        double root = grid.rootAge[p];
        double middle = Math.fma(drift, root, (at - path[p]) / age[p]);
        dMinus[p] = side * (middle - halfSigma * root);
        dPlus[p] = side * (middle + halfSigma * root);
      }
    }
    Gaussian.densities(dMinus, scratch1, scratch2, densityMinus, size);
    Gaussian.densities(dPlus, scratch1, scratch2, densityPlus, size);
    Gaussian.probabilities(dMinus, densityMinus, scratch1, probabilityMinus, size);
    Gaussian.probabilities(dPlus, densityPlus, scratch1, probabilityPlus, size);
    for (int i = 1; i <= n; i++) {
      double exp = Elementary.exp(log[i]);
      double tau = years * grid.root[i] * grid.root[i];
      double rateSum = 0;
      double yieldSum = 0;
      double pathSum = 0;
      double[] line = derivatives ? jacobian[i - 1] : NOTHING;
      Arrays.fill(line, 0);
      for (int j = 0; j < points; j++) {
        int p = (i - 1) * points + j;
        rateSum = Math.fma(rateFactor[p], probabilityMinus[p], rateSum);
        yieldSum = Math.fma(yieldFactor[p], probabilityPlus[p], yieldSum);
        if (derivatives) {
          double flow = rateFactor[p] * densityMinus[p] * (rate - yield * expPath[p]) / age[p];
          pathSum += flow;
          double perSquare = -side * flow * tau / (2 * path[p]);
          if (atFloor[p]) {
            line[grid.nextNode[p] - 1] += perSquare * grid.nextShare[p];
          } else {
            int row = p * (n + 1) + 1;
            for (int k = 0; k < n; k++) {
              line[k] = Math.fma(perSquare, grid.rows[row + k], line[k]);
            }
          }
        }
      }
      double sum = tau * (rate * rateSum - yield * exp * yieldSum);
      double slope = tau * (side * pathSum - yield * exp * yieldSum);
      if (side > 0) {
        double deviation = volatility * Math.sqrt(tau);
        double middle = (log[i] + (rate - yield) * tau) / deviation;
        double spotPart =
            exp * Elementary.exp(-yield * tau) * Normal.cumulative(middle + 0.5 * deviation);
        sum += Elementary.exp(-rate * tau) * Normal.cumulative(middle - 0.5 * deviation) - spotPart;
        slope -= spotPart;
      }
      if (grid.root[i] < EARLIEST) {
        residual[i - 1] = 0;
        if (derivatives) {
          Arrays.fill(line, 0);
          line[i - 1] = 1;
        }
        continue;
      }
      residual[i - 1] = sum;
      if (derivatives) {
        line[i - 1] += slope / (2 * log[i]);
      }
    }
  }

  /**
   * Differentiates the squares with respect to volatility and to the rate or the yield; needs a
   * solved boundary.
   */
  void differentiate(boolean byYield) {
    residuals(true);
    factor();
    int n = grid.nodes;
    int points = grid.points;
    rateSquare[0] = square[0] == 0 ? 0 : 2 * log[0] / (byYield ? -yield : rate);
    volatilitySquare[0] = 0;
    for (int i = 1; i <= n; i++) {
      double tau = years * grid.root[i] * grid.root[i];
      double exp = Elementary.exp(log[i]);
      double volatilitySum = 0;
      double rateSum = 0;
      for (int j = 0; j < points; j++) {
        int p = (i - 1) * points + j;
        double u = age[p] / volatility;
        u *= u;
        double density = rateFactor[p] * densityMinus[p];
        double flow = side * density * (rate - yield * expPath[p]) / age[p];
        volatilitySum -= density / volatility * (rate * dPlus[p] - yield * expPath[p] * dMinus[p]);
        rateSum +=
            byYield
                ? (yield * u - 1) * exp * yieldFactor[p] * probabilityPlus[p] - flow * u
                : (1 - rate * u) * rateFactor[p] * probabilityMinus[p] + flow * u;
        // the end of the polynomial moves too
        if (!atFloor[p]) {
          rateSum -= flow * grid.rows[p * (n + 1)] * rateSquare[0] / (2 * path[p]);
        }
      }
      byVolatility[i - 1] = tau * volatilitySum;
      byRate[i - 1] = tau * rateSum;
      if (side > 0) {
        double deviation = volatility * Math.sqrt(tau);
        double middle = (log[i] + (rate - yield) * tau) / deviation;
        double strikeFactor = Elementary.exp(-rate * tau);
        byVolatility[i - 1] -=
            strikeFactor * Normal.density(middle - 0.5 * deviation) * Math.sqrt(tau);
        byRate[i - 1] +=
            byYield
                ? tau
                    * exp
                    * Elementary.exp(-yield * tau)
                    * Normal.cumulative(middle + 0.5 * deviation)
                : -tau * strikeFactor * Normal.cumulative(middle - 0.5 * deviation);
      }
    }
    substitute(byVolatility);
    substitute(byRate);
    for (int i = 0; i < n; i++) {
      volatilitySquare[i + 1] = -byVolatility[i];
      rateSquare[i + 1] = -byRate[i];
    }
  }

  private void interpolate(double[] values, double[] out) {
    int size = grid.size;
    double first = values[0];
    double[] column = grid.basis[0];
    for (int p = 0; p < size; p++) {
      out[p] = first * column[p];
    }
    for (int k = 1; k <= grid.nodes; k++) {
      double value = values[k];
      double[] basis = grid.basis[k];
      for (int p = 0; p < size; p++) {
        out[p] = Math.fma(value, basis[p], out[p]);
      }
    }
  }

  /** Factors the Jacobian with partial pivoting. */
  private boolean factor() {
    int n = grid.nodes;
    for (int k = 0; k < n; k++) {
      int best = k;
      for (int i = k + 1; i < n; i++) {
        if (Math.abs(jacobian[i][k]) > Math.abs(jacobian[best][k])) {
          best = i;
        }
      }
      pivots[k] = best;
      double[] line = jacobian[best];
      jacobian[best] = jacobian[k];
      jacobian[k] = line;
      double pivot = line[k];
      if (!(Math.abs(pivot) > 0 && Math.abs(pivot) < Double.POSITIVE_INFINITY)) {
        return false;
      }
      for (int i = k + 1; i < n; i++) {
        double[] other = jacobian[i];
        double factor = other[k] / pivot;
        other[k] = factor;
        for (int j = k + 1; j < n; j++) {
          other[j] = Math.fma(-factor, line[j], other[j]);
        }
      }
    }
    return true;
  }

  private void substitute(double[] right) {
    int n = grid.nodes;
    for (int k = 0; k < n; k++) {
      double swapped = right[pivots[k]];
      right[pivots[k]] = right[k];
      right[k] = swapped;
    }
    for (int i = 0; i < n; i++) {
      double sum = right[i];
      for (int j = 0; j < i; j++) {
        sum -= jacobian[i][j] * right[j];
      }
      right[i] = sum;
    }
    for (int i = n - 1; i >= 0; i--) {
      double sum = right[i];
      for (int j = i + 1; j < n; j++) {
        sum -= jacobian[i][j] * right[j];
      }
      right[i] = sum / jacobian[i][i];
    }
  }
}
