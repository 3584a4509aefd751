/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.american;

import io.optionskit.greeks.internal.NormalColumns;

/**
 * Integrals along boundaries that are values of early exercise, and their derivatives, per unit of
 * strike, for some options at once:
 *
 * <pre>
 *   ∫ r e^(−ru) N(−d−) − q e^(m−qu) N(−d+) du,   d± = (m − b(years − u))/(σ√u) + …
 * </pre>
 *
 * with m = ln(spot / strike), over those u at which the boundary exists.
 *
 * <p>Near the boundary the integrand of gamma is a spike at u ≈ (distance / σ)², so the points are
 * spread evenly in asinh of that scale.
 *
 * <p>Not safe for use by several threads at once.
 */
final class Premium {

  /** Keeps a distance of 0 from having no exponent. */
  private static final double TINY = 1e-12;

  /** How many options fit. */
  final int capacity;

  /** The integrals and their derivatives, by number of the option. */
  final double[] value;

  final double[] slope;
  final double[] curvature;
  final double[] vega;
  final double[] rho;

  private int options;

  private final SpotRule rule;
  private final boolean quick;
  private final boolean[] byYield;
  private final double[] perVolatility;

  // one element per point of each option

  private final double[] at;
  private final double[] time;
  private final double[] age;
  private final double[] perAge;
  private final double[] lead;
  private final double[] rate;
  private final double[] yield;
  private final double[] weight;
  private final double[] square;
  private final double[] floor;
  private final double[] byVolatility;
  private final double[] byRate;
  private final double[] rateFactor;
  private final double[] spotFactor;
  private final double[] gain;
  private final double[] scratch1;
  private final double[] scratch2;
  private final double[] scratch3;
  private final FlowColumns flows;

  Premium(SpotRule rule, boolean quick, int capacity) {
    this.rule = rule;
    this.quick = quick;
    this.capacity = capacity;
    value = new double[capacity];
    slope = new double[capacity];
    curvature = new double[capacity];
    vega = new double[capacity];
    rho = new double[capacity];
    byYield = new boolean[capacity];
    perVolatility = new double[capacity];
    int size = capacity * rule.points;
    at = new double[size];
    time = new double[size];
    age = new double[size];
    perAge = new double[size];
    lead = new double[size];
    rate = new double[size];
    yield = new double[size];
    weight = new double[size];
    square = new double[size];
    floor = new double[size];
    byVolatility = new double[size];
    byRate = new double[size];
    rateFactor = new double[size];
    spotFactor = new double[size];
    gain = new double[size];
    scratch1 = new double[size];
    scratch2 = new double[size];
    scratch3 = new double[size];
    flows = new FlowColumns(quick, size);
  }

  /** Forgets all options. */
  void clear() {
    options = 0;
  }

  /** Returns how many options there are. */
  int options() {
    return options;
  }

  /**
   * Adds an option whose boundary reaches back to {@code reach} before expiry.
   *
   * @param m ln(spot / strike)
   * @param years time to expiry, at least that of the boundary
   * @param squares squared logs of the boundary at the nodes
   * @param volatilitySquares their derivatives with respect to volatility, read if wanted
   * @param rateSquares their derivatives with respect to the rate or the yield, read if wanted
   */
  void add(
      double m,
      double years,
      double reach,
      double rate,
      double yield,
      double volatility,
      double[] squares,
      double[] volatilitySquares,
      double[] rateSquares,
      boolean parameters,
      boolean byYield) {
    int points = rule.points;
    int first = options * points;
    double gap = years - reach;
    double last = squares[squares.length - 1];
    double distance = Math.abs(m + Math.sqrt(last)) / volatility;
    SpotRule.Level level = rule.level(Math.sqrt(Math.max(distance * distance, gap) / reach) + TINY);
    double tilt = (rate - yield) / (volatility * volatility) - 0.5;
    for (int j = 0; j < points; j++) {
      int e = first + j;
      time[e] = Math.fma(reach, level.sine[j] * level.sine[j], gap);
      weight[e] = reach * level.weight[j];
      floor[e] = squares[level.nextNode[j]] * level.nextShare[j];
    }
    for (int j = 0; j < points; j++) {
      int e = first + j;
      at[e] = m;
      age[e] = volatility * Math.sqrt(time[e]);
      lead[e] = tilt;
      this.rate[e] = rate;
      this.yield[e] = yield;
    }
    interpolate(level, squares, square, first);
    if (parameters) {
      interpolate(level, volatilitySquares, byVolatility, first);
      interpolate(level, rateSquares, byRate, first);
    }
    perVolatility[options] = 1 / volatility;
    this.byYield[options] = byYield;
    options++;
  }

  private static void interpolate(SpotRule.Level level, double[] values, double[] out, int first) {
    for (int j = 0; j < level.rows.length; j++) {
      double[] row = level.rows[j];
      double sum = row[0] * values[0];
      for (int k = 1; k < row.length; k++) {
        sum = Math.fma(values[k], row[k], sum);
      }
      out[first + j] = sum;
    }
  }

  /**
   * Integrates for all options.
   *
   * @param derivatives whether slope and curvature are wanted
   * @param parameters whether vega and rho are wanted
   */
  void integrate(boolean derivatives, boolean parameters) {
    int points = rule.points;
    int count = options * points;
    inverses(age, perAge, count);
    discounts(rate, time, weight, rateFactor, count);
    exponents(at, yield, time, scratch1, count);
    exp(scratch1, spotFactor, count);
    times(weight, spotFactor, count);
    flows.paths(square, floor, count);
    flows.flows(-1, at, age, perAge, lead, rateFactor, spotFactor, count);
    for (int i = 0; i < options; i++) {
      double sum = 0;
      for (int e = i * points; e < (i + 1) * points; e++) {
        sum += Math.fma(rate[e], flows.ratePart[e], -(yield[e] * flows.spotPart[e]));
      }
      value[i] = sum;
    }
    if (derivatives || parameters) {
      gains(rate, yield, flows.strikeFlow, flows.spotFlow, perAge, gain, count);
      slopes();
    }
    if (parameters) {
      parameters();
    }
  }

  private static void inverses(double[] a, double[] out, int count) {
    for (int e = 0; e < count; e++) {
      out[e] = 1 / a[e];
    }
  }

  private void discounts(double[] rate, double[] time, double[] weight, double[] out, int count) {
    for (int e = 0; e < count; e++) {
      scratch1[e] = -rate[e] * time[e];
    }
    exp(scratch1, out, count);
    times(weight, out, count);
  }

  private static void exponents(
      double[] at, double[] yield, double[] time, double[] out, int count) {
    for (int e = 0; e < count; e++) {
      out[e] = at[e] - yield[e] * time[e];
    }
  }

  private static void times(double[] factor, double[] out, int count) {
    for (int e = 0; e < count; e++) {
      out[e] = factor[e] * out[e];
    }
  }

  private void exp(double[] x, double[] out, int count) {
    if (quick) {
      NormalColumns.quickExp(x, scratch2, scratch3, out, count);
    } else {
      NormalColumns.exp(x, scratch2, scratch3, out, count);
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
    for (int e = 0; e < count; e++) {
      out[e] = Math.fma(rate[e], strikeFlow[e], -(yield[e] * spotFlow[e])) * perAge[e];
    }
  }

  private void slopes() {
    int points = rule.points;
    for (int i = 0; i < options; i++) {
      double slopeSum = 0;
      double curvatureSum = 0;
      for (int e = i * points; e < (i + 1) * points; e++) {
        slopeSum -= Math.fma(yield[e], flows.spotPart[e], gain[e]);
        curvatureSum += perAge[e] * Math.fma(-gain[e], flows.far[e], yield[e] * flows.spotFlow[e]);
      }
      slope[i] = slopeSum;
      curvature[i] = curvatureSum;
    }
  }

  private void parameters() {
    int points = rule.points;
    for (int i = 0; i < options; i++) {
      double vegaSum = 0;
      double rhoSum = 0;
      double per = perVolatility[i];
      boolean isYield = byYield[i];
      for (int e = i * points; e < (i + 1) * points; e++) {
        double perSquare = gain[e] / (2 * flows.path[e]);
        double turn =
            Math.fma(
                rate[e] * flows.strikeFlow[e],
                flows.far[e],
                -(yield[e] * flows.spotFlow[e] * flows.near[e]));
        vegaSum += Math.fma(perSquare, byVolatility[e], -per * turn);
        double own =
            isYield
                ? Math.fma(yield[e], time[e], -1) * flows.spotPart[e] + gain[e] * time[e]
                : Math.fma(-rate[e], time[e], 1) * flows.ratePart[e] - gain[e] * time[e];
        rhoSum += Math.fma(perSquare, byRate[e], own);
      }
      vega[i] = vegaSum;
      rho[i] = rhoSum;
    }
  }
}
