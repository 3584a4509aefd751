/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.american;

import io.optionskit.greeks.internal.Elementary;
import io.optionskit.greeks.internal.NormalColumns;
import java.util.Arrays;

/**
 * The upper boundaries of many options on one grid at once: the same operations in the same order
 * as in {@link BoundaryEquation}, so the same bits, but with an option in each element of a column.
 *
 * <p>Not safe for use by several threads at once.
 */
final class BoundaryLanes {

  final Collocation grid;
  final int capacity;

  final double[] years;
  final double[] rate;
  final double[] yield;
  final double[] volatility;

  /** 1 where the yield is differentiated by, 0 where the rate is. */
  final double[] byYield;

  /** Squared logs by node and option, and their derivatives. */
  final double[][] square;

  final double[][] volatilitySquare;
  final double[][] rateSquare;

  private final double[] firstChange;
  private final double[] change;
  private final double[] limit;
  private final double[] deepest;
  private final double[] logRate;
  private final double[] logVariance;
  private final double[] nodeYears;
  private final double[] nodeLogRate;
  private final double[] nodeLogVariance;
  private final double[] perVolatility;
  private final double[] rootYears;
  private final QdPlusColumns guesses;
  private final double[][] held;

  private final double[] deviation;
  private final double[] perDeviation;
  private final double[] lead;
  private final double[] ones;
  private final double[] zeros;
  private final double[][] rateFactor;
  private final double[][] yieldFactor;
  private final double[][] strikeEnd;
  private final double[][] spotEnd;
  private final double[][] log;
  private final double[][] expLog;
  private final double[] age;
  private final double[] perAge;
  private final double[] spotFactor;
  private final double[] floor;
  private final double[] mixed;
  private final double[] mixed2;
  private final double[] scratch1;
  private final double[] scratch2;
  private final double[] scratch3;
  private final double[] slope;
  private final double[] gain;
  private final double[][] perSquare;
  private final double[][] residual;
  private final double[][][] jacobian;
  private final FlowColumns flows;

  BoundaryLanes(Collocation grid, int capacity) {
    this.grid = grid;
    this.capacity = capacity;
    int n = grid.nodes;
    years = new double[capacity];
    rate = new double[capacity];
    yield = new double[capacity];
    volatility = new double[capacity];
    square = new double[n + 1][capacity];
    volatilitySquare = new double[n + 1][capacity];
    rateSquare = new double[n + 1][capacity];
    byYield = new double[capacity];
    firstChange = new double[capacity];
    change = new double[capacity];
    limit = new double[capacity];
    deepest = new double[capacity];
    logRate = new double[capacity];
    logVariance = new double[capacity];
    nodeYears = new double[capacity];
    nodeLogRate = new double[capacity];
    nodeLogVariance = new double[capacity];
    perVolatility = new double[capacity];
    rootYears = new double[capacity];
    guesses = new QdPlusColumns(true, Boundaries.GUESS_STEPS, capacity);
    held = new double[grid.points][capacity];
    deviation = new double[capacity];
    perDeviation = new double[capacity];
    lead = new double[capacity];
    ones = new double[capacity];
    Arrays.fill(ones, 1);
    zeros = new double[capacity];
    rateFactor = new double[grid.size][capacity];
    yieldFactor = new double[grid.size][capacity];
    strikeEnd = new double[n + 1][capacity];
    spotEnd = new double[n + 1][capacity];
    log = new double[n + 1][capacity];
    expLog = new double[n + 1][capacity];
    age = new double[capacity];
    perAge = new double[capacity];
    spotFactor = new double[capacity];
    floor = new double[capacity];
    mixed = new double[capacity];
    mixed2 = new double[capacity];
    scratch1 = new double[capacity];
    scratch2 = new double[capacity];
    scratch3 = new double[capacity];
    slope = new double[capacity];
    gain = new double[capacity];
    perSquare = new double[grid.points][capacity];
    residual = new double[n + 1][capacity];
    jacobian = new double[n + 1][n + 1][capacity];
    flows = new FlowColumns(true, capacity);
  }

  /**
   * Finds the boundaries of the first options.
   *
   * @param count how many
   * @param parameters whether to differentiate them
   */
  void solve(int count, boolean parameters) {
    for (int l = 0; l < count; l++) {
      double variance = volatility[l] * volatility[l];
      limit[l] = QdPlusColumns.limit(rate[l], yield[l]);
      deepest[l] = QdPlusColumns.deepest(limit[l], rate[l], yield[l], volatility[l]);
      logRate[l] = Elementary.log(rate[l] * years[l]);
      logVariance[l] = Elementary.log(variance * years[l]);
      square[0][l] = limit[l] * limit[l];
      double by = byYield[l] == 1 ? -yield[l] : rate[l];
      rateSquare[0][l] = square[0][l] == 0 ? 0 : -2 * Math.sqrt(square[0][l]) / by;
    }
    problem(count);
    for (int i = 1; i <= grid.nodes; i++) {
      guess(i, count);
    }
    step(count, false);
    System.arraycopy(change, 0, firstChange, 0, count);
    step(count, parameters);
  }

  /** Returns whether the steps were small enough to take the boundary of an option for good. */
  boolean isSolved(int option) {
    return firstChange[option] < Boundaries.FIRST_CHANGE
        && change[option] < Boundaries.LAST_CHANGE[0];
  }

  /** Returns the log of the critical price today. */
  double log(int option) {
    return -Math.sqrt(square[grid.nodes][option]);
  }

  private void guess(int i, int count) {
    scale(years, grid.share[i], nodeYears, count);
    add(logRate, grid.logShare[i], nodeLogRate, count);
    add(logVariance, grid.logShare[i], nodeLogVariance, count);
    guesses.guess(
        nodeYears,
        rate,
        yield,
        volatility,
        lead,
        limit,
        deepest,
        nodeLogRate,
        nodeLogVariance,
        square[i],
        count);
  }

  private static void add(double[] a, double term, double[] out, int count) {
    for (int l = 0; l < count; l++) {
      out[l] = a[l] + term;
    }
  }

  /** Prepares what does not change from step to step. */
  private void problem(int count) {
    deviations(years, rate, yield, volatility, deviation, perDeviation, lead, count);
    inverse(volatility, perVolatility, count);
    roots(years, rootYears, count);
    for (int i = 1; i <= grid.nodes; i++) {
      for (int j = 0; j < grid.points; j++) {
        int p = (i - 1) * grid.points + j;
        double share = grid.ageShare[p];
        double weight = grid.weight[p];
        discount(rate, share, weight, rateFactor[p], count);
        discount(yield, share, weight, yieldFactor[p], count);
      }
      double share = grid.share[i];
      discountEnd(rate, share, strikeEnd[i], count);
      discountEnd(yield, share, spotEnd[i], count);
    }
  }

  private static void deviations(
      double[] years,
      double[] rate,
      double[] yield,
      double[] volatility,
      double[] deviation,
      double[] perDeviation,
      double[] lead,
      int count) {
    for (int l = 0; l < count; l++) {
      deviation[l] = volatility[l] * Math.sqrt(years[l]);
    }
    for (int l = 0; l < count; l++) {
      perDeviation[l] = 1 / deviation[l];
    }
    for (int l = 0; l < count; l++) {
      lead[l] = (rate[l] - yield[l]) / (volatility[l] * volatility[l]) - 0.5;
    }
  }

  private void discount(double[] rate, double share, double weight, double[] out, int count) {
    for (int l = 0; l < count; l++) {
      scratch1[l] = -rate[l] * years[l] * share;
    }
    exp(scratch1, out, count);
    for (int l = 0; l < count; l++) {
      out[l] = out[l] * (weight * years[l]);
    }
  }

  private void discountEnd(double[] rate, double share, double[] out, int count) {
    for (int l = 0; l < count; l++) {
      scratch1[l] = -rate[l] * years[l] * share;
    }
    exp(scratch1, out, count);
  }

  private void exp(double[] x, double[] out, int count) {
    NormalColumns.quickExp(x, scratch2, scratch3, out, count);
  }

  private static void multiply(double[] a, double[] b, double[] out, int count) {
    for (int l = 0; l < count; l++) {
      out[l] = a[l] * b[l];
    }
  }

  private static void scale(double[] a, double factor, double[] out, int count) {
    for (int l = 0; l < count; l++) {
      out[l] = a[l] * factor;
    }
  }

  private static void roots(double[] a, double[] out, int count) {
    for (int l = 0; l < count; l++) {
      out[l] = Math.sqrt(a[l]);
    }
  }

  private static void minusRoot(double[] a, double[] out, int count) {
    for (int l = 0; l < count; l++) {
      out[l] = -Math.sqrt(a[l]);
    }
  }

  /** One Newton step, the last one perhaps with derivatives on the way. */
  private void step(int count, boolean parameters) {
    int n = grid.nodes;
    for (int i = 1; i <= n; i++) {
      minusRoot(square[i], log[i], count);
      exp(log[i], expLog[i], count);
    }
    for (int i = 1; i <= n; i++) {
      row(i, count, parameters);
    }
    factor(count);
    substitute(residual, count);
    if (parameters) {
      substitute(volatilitySquare, count);
      substitute(rateSquare, count);
      for (int i = 1; i <= n; i++) {
        negate(volatilitySquare[i], count);
        negate(rateSquare[i], count);
      }
    }
    Arrays.fill(change, 0, count, 0);
    for (int i = 1; i <= n; i++) {
      update(square[i], residual[i], scratch1, count);
      greater(square[i], scratch1, change, count);
      System.arraycopy(scratch1, 0, square[i], 0, count);
    }
    relative(square[0], square[n], change, count);
  }

  private static void negate(double[] out, int count) {
    for (int l = 0; l < count; l++) {
      out[l] = -out[l];
    }
  }

  private static void update(double[] square, double[] step, double[] out, int count) {
    for (int l = 0; l < count; l++) {
      out[l] = Math.min(4 * square[l], Math.max(0.1 * square[l], square[l] - step[l]));
    }
  }

  private static void greater(double[] a, double[] b, double[] most, int count) {
    for (int l = 0; l < count; l++) {
      most[l] = Math.max(most[l], Math.abs(a[l] - b[l]));
    }
  }

  private static void relative(double[] a, double[] b, double[] out, int count) {
    for (int l = 0; l < count; l++) {
      out[l] = out[l] / Math.max(a[l], b[l]);
    }
  }

  private void row(int i, int count, boolean parameters) {
    int points = grid.points;
    double[] sum = residual[i];
    Arrays.fill(sum, 0, count, 0);
    Arrays.fill(slope, 0, count, 0);
    Arrays.fill(volatilitySquare[i], 0, count, 0);
    Arrays.fill(rateSquare[i], 0, count, 0);
    for (int j = 0; j < points; j++) {
      int p = (i - 1) * points + j;
      interpolate(p, count);
      scale(square[grid.nextNode[p]], grid.nextShare[p], floor, count);
      flows.paths(mixed, floor, count);
      scale(deviation, grid.rootAge[p], age, count);
      scale(perDeviation, grid.perRootAge[p], perAge, count);
      multiply(yieldFactor[p], expLog[i], spotFactor, count);
      flows.flows(1, log[i], age, perAge, lead, rateFactor[p], spotFactor, count);
      sum(rate, yield, flows.ratePart, flows.spotPart, sum, count);
      gains(rate, yield, flows.strikeFlow, flows.spotFlow, perAge, gain, count);
      slopes(gain, yield, flows.spotPart, slope, count);
      perSquares(gain, flows.path, perSquare[j], count);
      hold(mixed, floor, perSquare[j], held[j], count);
      if (parameters) {
        differentiate(i, p, perSquare[j], count);
      }
    }
    end(i, count, parameters);
    for (int k = 1; k <= grid.nodes; k++) {
      line(i, k, jacobian[i][k], count);
    }
    for (int j = 0; j < points; j++) {
      int p = (i - 1) * points + j;
      line1(held[j], grid.nextShare[p], jacobian[i][grid.nextNode[p]], count);
    }
    diagonal(slope, log[i], jacobian[i][i], count);
  }

  /** Adds what is left at expiry. */
  private void end(int i, int count, boolean parameters) {
    Arrays.fill(flows.path, 0, count, 0);
    Arrays.fill(flows.expPath, 0, count, 1);
    scale(deviation, grid.root[i], age, count);
    scale(perDeviation, grid.perRoot[i], perAge, count);
    multiply(spotEnd[i], expLog[i], spotFactor, count);
    flows.flows(1, log[i], age, perAge, lead, strikeEnd[i], spotFactor, count);
    sum(ones, ones, flows.ratePart, flows.spotPart, residual[i], count);
    slopes(zeros, ones, flows.spotPart, slope, count);
    if (parameters) {
      scale(rootYears, grid.root[i], scratch1, count);
      minus(flows.strikeFlow, scratch1, volatilitySquare[i], count);
      scale(years, grid.share[i], scratch1, count);
      endRates(byYield, scratch1, flows.spotPart, flows.ratePart, rateSquare[i], count);
    }
  }

  private static void endRates(
      double[] byYield, double[] tau, double[] spot, double[] strike, double[] out, int count) {
    for (int l = 0; l < count; l++) {
      double own = byYield[l] * (tau[l] * spot[l]) + (1 - byYield[l]) * (-tau[l] * strike[l]);
      out[l] = out[l] + own;
    }
  }

  private static void hold(
      double[] square, double[] floor, double[] out, double[] held, int count) {
    for (int l = 0; l < count; l++) {
      held[l] = out[l] * Math.min(1, Math.max(0, (floor[l] - square[l]) * BoundaryEquation.STEEP));
    }
    for (int l = 0; l < count; l++) {
      out[l] = out[l] - held[l];
    }
  }

  private void differentiate(int i, int p, double[] perSquare, int count) {
    double share = grid.ageShare[p];
    turns(rate, yield, flows.strikeFlow, flows.far, flows.spotFlow, flows.near, scratch1, count);
    minus(scratch1, perVolatility, volatilitySquare[i], count);
    yieldShares(yield, years, share, flows.spotPart, gain, scratch1, count);
    rateShares(rate, years, share, flows.ratePart, gain, scratch2, count);
    select(byYield, scratch1, scratch2, scratch3, count);
    addRates(perSquare, grid.basis[0][p], rateSquare[0], scratch3, rateSquare[i], count);
  }

  private static void turns(
      double[] rate,
      double[] yield,
      double[] strikeFlow,
      double[] far,
      double[] spotFlow,
      double[] near,
      double[] out,
      int count) {
    for (int l = 0; l < count; l++) {
      out[l] = Math.fma(rate[l] * strikeFlow[l], far[l], -(yield[l] * spotFlow[l] * near[l]));
    }
  }

  private static void yieldShares(
      double[] yield,
      double[] years,
      double share,
      double[] spot,
      double[] gain,
      double[] out,
      int count) {
    for (int l = 0; l < count; l++) {
      double u = years[l] * share;
      out[l] = Math.fma(yield[l], u, -1) * spot[l] - gain[l] * u;
    }
  }

  private static void rateShares(
      double[] rate,
      double[] years,
      double share,
      double[] strike,
      double[] gain,
      double[] out,
      int count) {
    for (int l = 0; l < count; l++) {
      double u = years[l] * share;
      out[l] = Math.fma(-rate[l], u, 1) * strike[l] + gain[l] * u;
    }
  }

  private static void select(double[] first, double[] a, double[] b, double[] out, int count) {
    for (int l = 0; l < count; l++) {
      out[l] = first[l] * a[l] + (1 - first[l]) * b[l];
    }
  }

  private static void addRates(
      double[] perSquare, double basis, double[] end, double[] own, double[] out, int count) {
    for (int l = 0; l < count; l++) {
      out[l] = out[l] + Math.fma(perSquare[l] * basis, end[l], own[l]);
    }
  }

  private static void sum(
      double[] rate, double[] yield, double[] strike, double[] spot, double[] sum, int count) {
    for (int l = 0; l < count; l++) {
      sum[l] = sum[l] + Math.fma(rate[l], strike[l], -(yield[l] * spot[l]));
    }
  }

  private static void gains(
      double[] rate,
      double[] yield,
      double[] strikeFlow,
      double[] spotFlow,
      double[] perAge,
      double[] out,
      int count) {
    for (int l = 0; l < count; l++) {
      out[l] = Math.fma(rate[l], strikeFlow[l], -(yield[l] * spotFlow[l])) * perAge[l];
    }
  }

  private static void slopes(
      double[] gain, double[] yield, double[] spot, double[] slope, int count) {
    for (int l = 0; l < count; l++) {
      slope[l] = slope[l] + Math.fma(-yield[l], spot[l], gain[l]);
    }
  }

  private static void perSquares(double[] gain, double[] path, double[] out, int count) {
    for (int l = 0; l < count; l++) {
      out[l] = -gain[l] / (2 * path[l]);
    }
  }

  private static void diagonal(double[] slope, double[] log, double[] out, int count) {
    for (int l = 0; l < count; l++) {
      out[l] = out[l] + slope[l] / (2 * log[l]);
    }
  }

  /** Derivative of a residual with respect to a square, through the path. */
  private void line(int i, int k, double[] out, int count) {
    int points = grid.points;
    double[] basis = grid.basis[k];
    int p = (i - 1) * points;
    line5(
        perSquare[0],
        basis[p],
        perSquare[1],
        basis[p + 1],
        perSquare[2],
        basis[p + 2],
        perSquare[3],
        basis[p + 3],
        perSquare[4],
        basis[p + 4],
        out,
        count);
    int j = 5;
    for (; j + 5 <= points; j += 5) {
      line5more(
          perSquare[j],
          basis[p + j],
          perSquare[j + 1],
          basis[p + j + 1],
          perSquare[j + 2],
          basis[p + j + 2],
          perSquare[j + 3],
          basis[p + j + 3],
          perSquare[j + 4],
          basis[p + j + 4],
          out,
          count);
    }
    for (; j < points; j++) {
      line1(perSquare[j], basis[p + j], out, count);
    }
  }

  private static void line1(double[] a, double wa, double[] out, int count) {
    for (int l = 0; l < count; l++) {
      out[l] = Math.fma(wa, a[l], out[l]);
    }
  }

  private static void line5(
      double[] a,
      double wa,
      double[] b,
      double wb,
      double[] c,
      double wc,
      double[] d,
      double wd,
      double[] e,
      double we,
      double[] out,
      int count) {
    for (int l = 0; l < count; l++) {
      out[l] =
          Math.fma(we, e[l], Math.fma(wd, d[l], Math.fma(wc, c[l], Math.fma(wb, b[l], wa * a[l]))));
    }
  }

  private static void line5more(
      double[] a,
      double wa,
      double[] b,
      double wb,
      double[] c,
      double wc,
      double[] d,
      double wd,
      double[] e,
      double we,
      double[] out,
      int count) {
    for (int l = 0; l < count; l++) {
      out[l] =
          Math.fma(
              we,
              e[l],
              Math.fma(
                  wd, d[l], Math.fma(wc, c[l], Math.fma(wb, b[l], Math.fma(wa, a[l], out[l])))));
    }
  }

  private void interpolate(int p, int count) {
    double[][] b = grid.basis;
    double[][] s = square;
    double[] from = mixed2;
    double[] to = mixed;
    int groups = (grid.nodes - 3) / 3;
    if (groups % 2 == 0) {
      from = mixed;
      to = mixed2;
    }
    mix4(s[0], b[0][p], s[1], b[1][p], s[2], b[2][p], s[3], b[3][p], from, count);
    for (int k = 4; k <= grid.nodes; k += 3) {
      mix3(from, s[k], b[k][p], s[k + 1], b[k + 1][p], s[k + 2], b[k + 2][p], to, count);
      double[] swap = from;
      from = to;
      to = swap;
    }
  }

  private static void mix4(
      double[] a,
      double wa,
      double[] b,
      double wb,
      double[] c,
      double wc,
      double[] d,
      double wd,
      double[] out,
      int count) {
    for (int l = 0; l < count; l++) {
      out[l] = Math.fma(wd, d[l], Math.fma(wc, c[l], Math.fma(wb, b[l], wa * a[l])));
    }
  }

  private static void mix3(
      double[] from,
      double[] a,
      double wa,
      double[] b,
      double wb,
      double[] c,
      double wc,
      double[] out,
      int count) {
    for (int l = 0; l < count; l++) {
      out[l] = Math.fma(wc, c[l], Math.fma(wb, b[l], Math.fma(wa, a[l], from[l])));
    }
  }

  private void factor(int count) {
    int n = grid.nodes;
    for (int k = 1; k <= n; k++) {
      inverse(jacobian[k][k], scratch1, count);
      for (int i = k + 1; i <= n; i++) {
        multiply(jacobian[i][k], scratch1, scratch2, count);
        System.arraycopy(scratch2, 0, jacobian[i][k], 0, count);
        for (int j = k + 1; j <= n; j++) {
          minus(scratch2, jacobian[k][j], jacobian[i][j], count);
        }
      }
      System.arraycopy(scratch1, 0, jacobian[k][k], 0, count);
    }
  }

  private static void inverse(double[] a, double[] out, int count) {
    for (int l = 0; l < count; l++) {
      out[l] = 1 / a[l];
    }
  }

  private static void minus(double[] a, double[] b, double[] out, int count) {
    for (int l = 0; l < count; l++) {
      out[l] = Math.fma(-a[l], b[l], out[l]);
    }
  }

  private void substitute(double[][] right, int count) {
    int n = grid.nodes;
    for (int i = 2; i <= n; i++) {
      for (int j = 1; j < i; j++) {
        minus(jacobian[i][j], right[j], right[i], count);
      }
    }
    for (int i = n; i >= 1; i--) {
      for (int j = i + 1; j <= n; j++) {
        minus(jacobian[i][j], right[j], right[i], count);
      }
      multiply(jacobian[i][i], right[i], scratch1, count);
      System.arraycopy(scratch1, 0, right[i], 0, count);
    }
  }
}
