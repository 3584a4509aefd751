/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.american;

import io.optionskit.greeks.internal.Elementary;
import io.optionskit.greeks.internal.NormalColumns;
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

  private static final int MOST_STEPS = 12;

  /** Times this a difference is one of signs. */
  static final double STEEP = 1e300;

  /** Below this root of the relative time to expiry only ratios of squares are smooth. */
  private static final double CLOSE = 0.03;

  /** After a step smaller than this the Jacobian hardly changes. */
  private static final double SMALL_CHANGE = 1e-3;

  /**
   * Where rounding keeps steps from getting smaller than this the solution is found all the same.
   */
  private static final double GOOD_ENOUGH = 1e-8;

  final Collocation grid;
  private final boolean quick;

  double side;
  double rate;
  double yield;
  double volatility;
  double years;

  final double[] square;
  final double[] seed;
  final double[] volatilitySquare;
  final double[] rateSquare;
  private final double[] ratio;

  // one element per quadrature point, then one per node for what is left at expiry

  private final double[] at;
  private final double[] age;
  private final double[] perAge;
  private final double[] lead;
  private final double[] rates;
  private final double[] yields;
  private final double[] rateFactor;
  private final double[] yieldFactor;
  private final double[] spotFactor;
  private final double[] mixed;
  private final double[] floor;
  private final double[] gain;
  private final double[] perSquare;
  private final double[] held;
  private final double[] scratch1;
  private final double[] scratch2;
  private final double[] scratch3;
  private final FlowColumns flows;

  // one element per node

  private final double[] log;
  private final double[] expLog;
  private final double[] residual;
  private final double[] byVolatility;
  private final double[] byRate;
  private final double[][] jacobian;

  BoundaryEquation(Collocation grid, boolean quick) {
    this.grid = grid;
    this.quick = quick;
    int n = grid.nodes;
    int size = grid.size + n;
    square = new double[n + 1];
    seed = new double[n + 1];
    volatilitySquare = new double[n + 1];
    rateSquare = new double[n + 1];
    ratio = new double[n + 1];
    at = new double[size];
    age = new double[size];
    perAge = new double[size];
    lead = new double[size];
    rates = new double[size];
    yields = new double[size];
    rateFactor = new double[size];
    yieldFactor = new double[size];
    spotFactor = new double[size];
    mixed = new double[size];
    floor = new double[size];
    gain = new double[size];
    perSquare = new double[size];
    held = new double[size];
    scratch1 = new double[size];
    scratch2 = new double[size];
    scratch3 = new double[size];
    flows = new FlowColumns(quick, size);
    log = new double[n + 1];
    expLog = new double[n + 1];
    residual = new double[n + 1];
    byVolatility = new double[n + 1];
    byRate = new double[n + 1];
    jacobian = new double[n + 1][n + 1];
    Arrays.fill(rates, grid.size, size, 1);
    Arrays.fill(yields, grid.size, size, 1);
    Arrays.fill(flows.expPath, grid.size, size, 1);
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
    int size = grid.size;
    int all = size + grid.nodes;
    double deviation = volatility * Math.sqrt(years);
    scale(grid.rootAge, deviation, age, size);
    scale(grid.perRootAge, 1 / deviation, perAge, size);
    for (int i = 1; i <= grid.nodes; i++) {
      age[size + i - 1] = deviation * grid.root[i];
      perAge[size + i - 1] = 1 / deviation * grid.perRoot[i];
    }
    Arrays.fill(lead, 0, all, (rate - yield) / (volatility * volatility) - 0.5);
    Arrays.fill(rates, 0, size, rate);
    Arrays.fill(yields, 0, size, yield);
    discounts(rate, rateFactor);
    discounts(yield, yieldFactor);
  }

  private void discounts(double rate, double[] out) {
    int size = grid.size;
    scale(grid.ageShare, -rate * years, scratch1, size);
    for (int i = 1; i <= grid.nodes; i++) {
      scratch1[size + i - 1] = -rate * years * grid.share[i];
    }
    exp(scratch1, out, size + grid.nodes);
    for (int p = 0; p < size; p++) {
      out[p] *= grid.weight[p] * years;
    }
  }

  private static void scale(double[] a, double factor, double[] out, int count) {
    for (int p = 0; p < count; p++) {
      out[p] = a[p] * factor;
    }
  }

  private void exp(double[] x, double[] out, int count) {
    if (quick) {
      NormalColumns.quickExp(x, scratch2, scratch3, out, count);
    } else {
      NormalColumns.exp(x, scratch2, scratch3, out, count);
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

  /**
   * Takes the squares from a coarser grid.
   *
   * <p>Seeds must be smooth on the scale of the squares close to expiry, which are tiny: so there
   * it is the ratio to the seeds that is interpolated.
   *
   * @param weights of the coarse nodes at those of this grid
   * @param near root of the time to expiry, relative to the whole, up to which to correct seeds
   */
  void correct(BoundaryEquation coarse, double[][] weights, double near) {
    int n = coarse.grid.nodes;
    for (int k = 1; k <= n; k++) {
      coarse.ratio[k] = coarse.square[k] / coarse.seed[k];
    }
    coarse.ratio[0] = coarse.square[0] == 0 ? coarse.ratio[1] : 1;
    for (int i = 1; i <= grid.nodes; i++) {
      double[] row = weights[i];
      boolean isFar = grid.root[i] > near;
      double[] of = isFar ? coarse.square : coarse.ratio;
      double sum = of[0] * row[0];
      for (int k = 1; k <= n; k++) {
        sum = Math.fma(of[k], row[k], sum);
      }
      square[i] = isFar ? sum : square[i] * sum;
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
      double last = step(!(change < SMALL_CHANGE && change < 0.1 * before));
      before = change;
      change = last;
      if (!(change < Double.POSITIVE_INFINITY)) {
        return false;
      }
      if (change < tolerance) {
        return true;
      }
    }
    return change < GOOD_ENOUGH;
  }

  /**
   * Takes one Newton step.
   *
   * @param fresh whether to compute a new Jacobian
   * @return the change relative to the largest square, {@code NaN} if it failed
   */
  double step(boolean fresh) {
    residuals(fresh);
    if (fresh) {
      factor();
    }
    substitute(residual);
    return update();
  }

  /** Takes a last Newton step and differentiates on the way, as {@link #differentiate} does. */
  double stepAndDifferentiate(boolean fresh, boolean byYield) {
    residuals(fresh);
    if (fresh) {
      factor();
    }
    substitute(residual);
    if (!fresh) {
      derivatives();
      factor();
    }
    differentials(byYield);
    return update();
  }

  private double update() {
    double change = 0;
    for (int i = 1; i <= grid.nodes; i++) {
      double old = square[i];
      square[i] = Math.min(4 * old, Math.max(0.1 * old, old - residual[i]));
      if (i >= grid.first) {
        change = Math.max(change, Math.abs(old - square[i]));
      }
    }
    return change / Math.max(square[0], square[grid.nodes]);
  }

  /** Computes residuals and, if asked, their derivatives with respect to the squares. */
  private void residuals(boolean derivatives) {
    int n = grid.nodes;
    int points = grid.points;
    int size = grid.size;
    for (int i = 1; i <= n; i++) {
      log[i] = -Math.sqrt(square[i]);
    }
    exp(log, expLog, n + 1);
    for (int i = 1; i <= n; i++) {
      Arrays.fill(at, (i - 1) * points, i * points, log[i]);
      at[size + i - 1] = log[i];
      Arrays.fill(mixed, (i - 1) * points, i * points, expLog[i]);
      mixed[size + i - 1] = expLog[i];
    }
    multiply(yieldFactor, mixed, spotFactor, size + n);
    interpolate(square, mixed);
    for (int p = 0; p < size; p++) {
      floor[p] = square[grid.nextNode[p]] * grid.nextShare[p];
    }
    flows.paths(mixed, floor, size);
    flows.flows(side, at, age, perAge, lead, rateFactor, spotFactor, size + n);
    double[] ratePart = flows.ratePart;
    double[] spotPart = flows.spotPart;
    if (derivatives) {
      derivatives();
    }
    for (int i = 1; i <= n; i++) {
      double sum = 0;
      for (int p = (i - 1) * points; p < i * points; p++) {
        sum = sum + Math.fma(rate, ratePart[p], -(yield * spotPart[p]));
      }
      if (side > 0) {
        int end = size + i - 1;
        sum = sum + (ratePart[end] - spotPart[end]);
      }
      residual[i] = sum;
    }
  }

  private static void multiply(double[] a, double[] b, double[] out, int count) {
    for (int p = 0; p < count; p++) {
      out[p] = a[p] * b[p];
    }
  }

  private void derivatives() {
    int points = grid.points;
    gains(side, rates, yields, flows.strikeFlow, flows.spotFlow, perAge, gain, grid.size);
    perSquares(gain, flows.path, perSquare, grid.size);
    hold(mixed, floor, perSquare, held, grid.size);
    for (int i = 1; i <= grid.nodes; i++) {
      double slope = 0;
      double[] line = jacobian[i];
      int first = (i - 1) * points;
      scale(grid.rows[first], perSquare[first], line, grid.nodes + 1);
      for (int p = first; p < first + points; p++) {
        slope = slope + Math.fma(-yield, flows.spotPart[p], gain[p]);
      }
      int p = first + 1;
      for (; p + 4 <= first + points; p += 4) {
        add4(p, line);
      }
      for (; p < first + points; p++) {
        add(grid.rows[p], perSquare[p], line, 0);
      }
      for (p = first; p < first + points; p++) {
        int k = grid.nextNode[p];
        line[k] = Math.fma(held[p], grid.nextShare[p], line[k]);
      }
      if (side > 0) {
        slope = slope + Math.fma(-1, flows.spotPart[grid.size + i - 1], 0);
      }
      line[i] = line[i] + slope / (2 * log[i]);
    }
  }

  private void add4(int p, double[] line) {
    add4(
        grid.rows[p],
        perSquare[p],
        grid.rows[p + 1],
        perSquare[p + 1],
        grid.rows[p + 2],
        perSquare[p + 2],
        grid.rows[p + 3],
        perSquare[p + 3],
        line,
        0);
  }

  private static void add4(
      double[] a,
      double ofA,
      double[] b,
      double ofB,
      double[] c,
      double ofC,
      double[] d,
      double ofD,
      double[] line,
      int from) {
    for (int k = from; k < line.length; k++) {
      line[k] =
          Math.fma(
              ofD, d[k], Math.fma(ofC, c[k], Math.fma(ofB, b[k], Math.fma(ofA, a[k], line[k]))));
    }
  }

  private static void add(double[] a, double ofA, double[] line, int from) {
    for (int k = from; k < line.length; k++) {
      line[k] = Math.fma(ofA, a[k], line[k]);
    }
  }

  private static void gains(
      double side,
      double[] rate,
      double[] yield,
      double[] strikeFlow,
      double[] spotFlow,
      double[] perAge,
      double[] out,
      int count) {
    for (int p = 0; p < count; p++) {
      out[p] = side * (Math.fma(rate[p], strikeFlow[p], -(yield[p] * spotFlow[p])) * perAge[p]);
    }
  }

  private static void perSquares(double[] gain, double[] path, double[] out, int count) {
    for (int p = 0; p < count; p++) {
      out[p] = -gain[p] / (2 * path[p]);
    }
  }

  /** Moves derivatives to another column where the path does not follow the polynomial. */
  private static void hold(
      double[] square, double[] floor, double[] out, double[] held, int count) {
    for (int p = 0; p < count; p++) {
      held[p] = out[p] * Math.min(1, Math.max(0, (floor[p] - square[p]) * STEEP));
    }
    for (int p = 0; p < count; p++) {
      out[p] = out[p] - held[p];
    }
  }

  /**
   * Differentiates the squares with respect to volatility and to the rate or the yield; needs a
   * solved boundary.
   */
  void differentiate(boolean byYield) {
    residuals(true);
    factor();
    differentials(byYield);
  }

  private void differentials(boolean byYield) {
    int n = grid.nodes;
    int points = grid.points;
    rateSquare[0] = square[0] == 0 ? 0 : -2 * Math.sqrt(square[0]) / (byYield ? -yield : rate);
    volatilitySquare[0] = 0;
    double perVolatility = 1 / volatility;
    for (int i = 1; i <= n; i++) {
      double volatilitySum = 0;
      double rateSum = 0;
      for (int p = (i - 1) * points; p < i * points; p++) {
        double u = years * grid.ageShare[p];
        double turn =
            Math.fma(
                rate * flows.strikeFlow[p],
                flows.far[p],
                -(yield * flows.spotFlow[p] * flows.near[p]));
        volatilitySum = Math.fma(-turn, perVolatility, volatilitySum);
        double own =
            byYield
                ? Math.fma(yield, u, -1) * flows.spotPart[p] - gain[p] * u
                : Math.fma(-rate, u, 1) * flows.ratePart[p] + gain[p] * u;
        // the end of the polynomial moves too
        rateSum = rateSum + Math.fma(perSquare[p] * grid.basis[0][p], rateSquare[0], own);
      }
      if (side > 0) {
        int end = grid.size + i - 1;
        double tau = years * grid.share[i];
        volatilitySum =
            Math.fma(-flows.strikeFlow[end], Math.sqrt(years) * grid.root[i], volatilitySum);
        rateSum = rateSum + (byYield ? tau * flows.spotPart[end] : -tau * flows.ratePart[end]);
      }
      byVolatility[i] = volatilitySum;
      byRate[i] = rateSum;
    }
    substitute(byVolatility);
    substitute(byRate);
    for (int i = 1; i <= n; i++) {
      volatilitySquare[i] = -byVolatility[i];
      rateSquare[i] = -byRate[i];
    }
  }

  private void interpolate(double[] values, double[] out) {
    int size = grid.size;
    scale(grid.basis[0], values[0], out, size);
    for (int k = 1; k <= grid.nodes; k++) {
      mix(grid.basis[k], values[k], out, size);
    }
  }

  private static void mix(double[] basis, double value, double[] out, int count) {
    for (int p = 0; p < count; p++) {
      out[p] = Math.fma(value, basis[p], out[p]);
    }
  }

  /**
   * Factors the Jacobian, whose diagonal dominates: no pivots are looked for. Rows are reduced by
   * four others at a time.
   */
  private void factor() {
    int n = grid.nodes;
    for (int i = 1; i <= n; i++) {
      double[] line = jacobian[i];
      int k = 1;
      for (; k + 4 <= i; k += 4) {
        reduce(line, k, k + 4);
        add4(
            jacobian[k],
            -line[k],
            jacobian[k + 1],
            -line[k + 1],
            jacobian[k + 2],
            -line[k + 2],
            jacobian[k + 3],
            -line[k + 3],
            line,
            k + 4);
      }
      reduce(line, k, i);
      for (; k < i; k++) {
        add(jacobian[k], -line[k], line, i);
      }
      line[i] = 1 / line[i];
    }
  }

  /** Finds the multiples of rows {@code from} to {@code to} that are to be taken from a line. */
  private void reduce(double[] line, int from, int to) {
    for (int k = from; k < to; k++) {
      double[] other = jacobian[k];
      double multiple = line[k] * other[k];
      line[k] = multiple;
      for (int j = k + 1; j < to; j++) {
        line[j] = Math.fma(-multiple, other[j], line[j]);
      }
    }
  }

  private void substitute(double[] right) {
    int n = grid.nodes;
    for (int i = 2; i <= n; i++) {
      double sum = right[i];
      for (int j = 1; j < i; j++) {
        sum = Math.fma(-jacobian[i][j], right[j], sum);
      }
      right[i] = sum;
    }
    for (int i = n; i > 0; i--) {
      double sum = right[i];
      for (int j = i + 1; j <= n; j++) {
        sum = Math.fma(-jacobian[i][j], right[j], sum);
      }
      right[i] = jacobian[i][i] * sum;
    }
  }
}
