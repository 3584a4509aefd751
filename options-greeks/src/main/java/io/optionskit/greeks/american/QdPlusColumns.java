/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.american;

import io.optionskit.greeks.internal.Elementary;
import io.optionskit.greeks.internal.NormalColumns;
import java.util.Arrays;

/**
 * First guesses of upper critical prices, a column of them at once: some Newton steps on the QD+
 * equation of M. Li, "Analytical approximations for the critical stock prices of American options",
 * Review of Derivatives Research 13, 2010, 75–99.
 *
 * <p>Where they do not converge the guess is poor, which shows when the boundary is solved.
 */
final class QdPlusColumns {

  /** How many deviations below its limit a boundary lies that starts there continuously. */
  private static final double JUMP = 0.63;

  // square of the distance from the limit in deviations, fitted to QD+ solutions with a rate above
  // the yield

  private static final double FIT = -1.585;
  private static final double FIT_RATE = -1.674;
  private static final double FIT_VARIANCE = 0.65;

  private final boolean quick;
  private final int steps;
  private final double[] start;
  private final double[] deviation;
  private final double[] perDeviation;
  private final double[] lostRate;
  private final double[] lostYield;
  private final double[] rateFactor;
  private final double[] yieldFactor;
  private final double[] spotFactor;
  private final double[] perYear;
  private final double[] root;
  private final double[] alpha;
  private final double[] beta;
  private final double[] decay;
  private final double[] log;
  private final double[] next;
  private final double[] exp;
  private final double[] scratch;
  private final double[] power;
  private final double[] mantissa;
  private final double[] gain;
  private final double[] error;
  private final double[] slope;
  private final FlowColumns flows;

  QdPlusColumns(boolean quick, int steps, int capacity) {
    this.quick = quick;
    this.steps = steps;
    start = new double[capacity];
    deviation = new double[capacity];
    perDeviation = new double[capacity];
    lostRate = new double[capacity];
    lostYield = new double[capacity];
    rateFactor = new double[capacity];
    yieldFactor = new double[capacity];
    spotFactor = new double[capacity];
    perYear = new double[capacity];
    root = new double[capacity];
    alpha = new double[capacity];
    beta = new double[capacity];
    decay = new double[capacity];
    log = new double[capacity];
    next = new double[capacity];
    exp = new double[capacity];
    scratch = new double[capacity];
    power = new double[capacity];
    mantissa = new double[capacity];
    gain = new double[capacity];
    error = new double[capacity];
    slope = new double[capacity];
    flows = new FlowColumns(quick, capacity);
    Arrays.fill(flows.expPath, 1);
  }

  /** Returns the log of the critical price at expiry, of an upper boundary. */
  static double limit(double rate, double yield) {
    return rate < yield ? Elementary.log(rate / yield) : 0;
  }

  /** Returns a log below which not to start. */
  static double deepest(double limit, double rate, double yield, double volatility) {
    return 0.1 * limit + 0.9 * perpetual(rate, yield, volatility);
  }

  /** Returns the log of the critical price without expiry, for a rate above 0. */
  private static double perpetual(double rate, double yield, double volatility) {
    double variance = volatility * volatility;
    double half = 0.5 * (1 - 2 * (rate - yield) / variance);
    double root = Math.sqrt(half * half + 2 * rate / variance);
    double exponent = half > 0 ? 2 * rate / variance / (root + half) : root - half;
    return -Elementary.log1p(1 / exponent);
  }

  /**
   * Writes squared logs of critical prices per strike.
   *
   * @param years times to expiry
   * @param limit logs of the critical price at expiry
   * @param deepest logs below which not to start
   * @param logRate ln(rate · years)
   * @param logVariance ln(volatility² · years)
   * @param out receives the squares
   */
  void guess(
      double[] years,
      double[] rate,
      double[] yield,
      double[] volatility,
      double[] lead,
      double[] limit,
      double[] deepest,
      double[] logRate,
      double[] logVariance,
      double[] out,
      int count) {
    discounts(rate, years, lostRate, rateFactor, count);
    discounts(yield, years, lostYield, yieldFactor, count);
    deviations(years, volatility, deviation, perDeviation, count);
    for (int e = 0; e < count; e++) {
      perYear[e] = rate[e] / lostRate[e];
    }
    for (int e = 0; e < count; e++) {
      double lean = lead[e];
      double twice = 2 / (volatility[e] * volatility[e]);
      root[e] = 2 * Math.sqrt(Math.fma(lean, lean, twice * perYear[e]));
    }
    for (int e = 0; e < count; e++) {
      alpha[e] = -2 / (volatility[e] * volatility[e] * root[e]);
    }
    for (int e = 0; e < count; e++) {
      double fall = 1 + alpha[e] * perYear[e] / root[e];
      beta[e] = alpha[e] * rateFactor[e] * perYear[e] * fall + (lead[e] + 0.5 * root[e]);
    }
    for (int e = 0; e < count; e++) {
      decay[e] = 0.5 * volatility[e] * volatility[e] * perDeviation[e];
    }
    begin(limit, deepest, logRate, logVariance, count);
    for (int step = 0; step < steps; step++) {
      step(rate, yield, lead, limit, count);
    }
    for (int e = 0; e < count; e++) {
      out[e] = log[e] * log[e];
    }
  }

  private void discounts(double[] rate, double[] years, double[] lost, double[] factor, int count) {
    for (int e = 0; e < count; e++) {
      scratch[e] = -rate[e] * years[e];
    }
    NormalColumns.expm1(scratch, power, mantissa, exp, count);
    for (int e = 0; e < count; e++) {
      lost[e] = -exp[e];
    }
    for (int e = 0; e < count; e++) {
      factor[e] = 1 + exp[e];
    }
  }

  private static void deviations(
      double[] years, double[] volatility, double[] deviation, double[] perDeviation, int count) {
    for (int e = 0; e < count; e++) {
      deviation[e] = volatility[e] * Math.sqrt(years[e]);
    }
    for (int e = 0; e < count; e++) {
      perDeviation[e] = 1 / deviation[e];
    }
  }

  private void begin(
      double[] limit, double[] deepest, double[] logRate, double[] logVariance, int count) {
    for (int e = 0; e < count; e++) {
      double square = FIT + FIT_RATE * logRate[e] + FIT_VARIANCE * logVariance[e];
      start[e] = Math.sqrt(Math.max(JUMP * JUMP, square));
    }
    for (int e = 0; e < count; e++) {
      double x = -limit[e] * perDeviation[e];
      next[e] = (start[e] - JUMP) / (1 + x * (0.3 + 0.2 * (x * x)));
    }
    for (int e = 0; e < count; e++) {
      log[e] = Math.max(deepest[e], limit[e] - (JUMP + next[e]) * deviation[e]);
    }
  }

  private void step(double[] rate, double[] yield, double[] lead, double[] limit, int count) {
    if (quick) {
      NormalColumns.quickExp(log, power, mantissa, exp, count);
    } else {
      NormalColumns.exp(log, power, mantissa, exp, count);
    }
    for (int e = 0; e < count; e++) {
      spotFactor[e] = yieldFactor[e] * exp[e];
    }
    flows.flows(1, log, deviation, perDeviation, lead, rateFactor, spotFactor, count);
    double[] rateHeld = flows.ratePart;
    double[] spotHeld = flows.spotPart;
    double[] spotFlow = flows.spotFlow;
    double[] far = flows.far;
    for (int e = 0; e < count; e++) {
      gain[e] = Math.fma(exp[e], lostYield[e], spotHeld[e]);
    }
    for (int e = 0; e < count; e++) {
      // rate and yield of the strike and spot that are given up
      scratch[e] =
          rate[e] * (rateFactor[e] - rateHeld[e])
              - yield[e] * (spotFactor[e] - spotHeld[e])
              - spotFlow[e] * decay[e];
    }
    for (int e = 0; e < count; e++) {
      double excess = lostRate[e] - gain[e] + rateHeld[e];
      error[e] = gain[e] - beta[e] * excess + alpha[e] * scratch[e];
    }
    for (int e = 0; e < count; e++) {
      double flow = spotFlow[e] * perDeviation[e];
      mantissa[e] = flow * (yield[e] - rate[e] + far[e] * decay[e]);
    }
    for (int e = 0; e < count; e++) {
      double lost = yield[e] * (spotFactor[e] - spotHeld[e]) + spotFlow[e] * decay[e];
      power[e] = alpha[e] * (mantissa[e] - lost);
    }
    for (int e = 0; e < count; e++) {
      slope[e] =
          Math.fma(spotFlow[e], perDeviation[e], gain[e]) + Math.fma(beta[e], gain[e], power[e]);
    }
    for (int e = 0; e < count; e++) {
      next[e] = log[e] - error[e] / slope[e];
    }
    for (int e = 0; e < count; e++) {
      double at = log[e];
      double most = 0.5 * (at + limit[e]);
      log[e] = Math.max(at - 1.5 * deviation[e], Math.min(most, next[e]));
    }
  }
}
