/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.internal.batch;

import io.optionskit.greeks.Measure;
import java.util.Arrays;
import java.util.List;

/**
 * The block kernel in plain loops, which the Java compiler turns into vector code by itself.
 *
 * <p>The formulas are those of {@link io.optionskit.greeks.BlackScholes}: the out-of-the-money
 * option of each strike is the smaller present value times n(near) · (R(near) − R(far)) with the
 * Mills ratio R; the in-the-money one follows from parity. What shapes the code:
 *
 * <ul>
 *   <li>Floating-point loops and loops over bits are kept apart, because one of each kind in the
 *       same loop is left scalar.
 *   <li>At most seven arrays and about fifteen operations per loop, polynomials excepted, the same
 *       index everywhere, no branch: JDK 17 leaves larger loops scalar. A choice is a product with
 *       0 or 1. Everything is read before anything is written: the compiler cannot know that two
 *       columns are not the same array.
 *   <li>Only IEEE operations and {@link Math#fma}: the bits do not depend on machine or Java
 *       version, nor on whether a loop was compiled to vector code.
 * </ul>
 *
 * <p>Stateless.
 */
public final class PlainKernel implements BlockKernel {

  // Public for the other kernel. Polynomials made by src/test/reference/batch_polynomials.py,
  // lowest
  // power first.

  // e^x = 1 + x GROWTH(x), |x| ≤ 1
  public static final double GROWTH_0 = 1.0;
  public static final double GROWTH_1 = 0.5;
  public static final double GROWTH_2 = 0.16666666666666669;
  public static final double GROWTH_3 = 0.04166666666666501;
  public static final double GROWTH_4 = 0.0083333333333331;
  public static final double GROWTH_5 = 0.001388888888906751;
  public static final double GROWTH_6 = 0.00019841269841456506;
  public static final double GROWTH_7 = 2.4801587216571472e-05;
  public static final double GROWTH_8 = 2.7557319150687833e-06;
  public static final double GROWTH_9 = 2.7557339990277737e-07;
  public static final double GROWTH_10 = 2.505212401145532e-08;
  public static final double GROWTH_11 = 2.0874041838692515e-09;
  public static final double GROWTH_12 = 1.60571992722078e-10;
  public static final double GROWTH_13 = 1.1651309874417153e-11;
  public static final double GROWTH_14 = 7.760411617749028e-13;

  // ln((1 + z) / (1 − z)) = 2z + 2z³ ATANH(z²), |z| ≤ 0.6
  public static final double ATANH_0 = 0.3333333333333333;
  public static final double ATANH_1 = 0.19999999999999526;
  public static final double ATANH_2 = 0.14285714285838733;
  public static final double ATANH_3 = 0.1111111109816272;
  public static final double ATANH_4 = 0.09090909798666204;
  public static final double ATANH_5 = 0.07692284275515987;
  public static final double ATANH_6 = 0.06667176094565713;
  public static final double ATANH_7 = 0.058746764549820335;
  public static final double ATANH_8 = 0.05346007689473639;
  public static final double ATANH_9 = 0.04108163946139789;
  public static final double ATANH_10 = 0.08158679723726464;
  public static final double ATANH_11 = -0.12427683401119975;
  public static final double ATANH_12 = 0.5558240722751813;
  public static final double ATANH_13 = -1.1380463774472727;
  public static final double ATANH_14 = 1.8430683261806973;
  public static final double ATANH_15 = -1.708735184538315;
  public static final double ATANH_16 = 0.8458697144758911;

  // e^r = 1 + r + r² EXP(r), |r| ≤ ln(2) / 2
  public static final double EXP_0 = 0.5;
  public static final double EXP_1 = 0.1666666666666667;
  public static final double EXP_2 = 0.04166666666666668;
  public static final double EXP_3 = 0.008333333333326141;
  public static final double EXP_4 = 0.0013888888888879082;
  public static final double EXP_5 = 0.00019841269874802173;
  public static final double EXP_6 = 2.4801587336422683e-05;
  public static final double EXP_7 = 2.755725542387984e-06;
  public static final double EXP_8 = 2.755726330017862e-07;
  public static final double EXP_9 = 2.510520706464424e-08;
  public static final double EXP_10 = 2.091812988660952e-09;

  // (a + Q) R(a) = MILLS((a − P) / (a + Q)), a ≥ −1
  public static final double MILLS_0 = 2.313697256583789;
  public static final double MILLS_1 = -2.8644673483888603;
  public static final double MILLS_2 = 3.1986323714918306;
  public static final double MILLS_3 = -3.2236181253944514;
  public static final double MILLS_4 = 2.928464189747613;
  public static final double MILLS_5 = -2.39006803755121;
  public static final double MILLS_6 = 1.7421416544723647;
  public static final double MILLS_7 = -1.1232924090759084;
  public static final double MILLS_8 = 0.6308350146593694;
  public static final double MILLS_9 = -0.30054101458465166;
  public static final double MILLS_10 = 0.11544822879059354;
  public static final double MILLS_11 = -0.03149561885233067;
  public static final double MILLS_12 = 0.003109135094221648;
  public static final double MILLS_13 = 0.0021716199289937197;
  public static final double MILLS_14 = -0.0012689572891774511;
  public static final double MILLS_15 = 0.0002064469635744478;
  public static final double MILLS_16 = 9.551909247927606e-05;
  public static final double MILLS_17 = -5.803301930487621e-05;
  public static final double MILLS_18 = 2.778118286010584e-06;
  public static final double MILLS_19 = 7.816957468069113e-06;
  public static final double MILLS_20 = -2.143617988563104e-06;
  public static final double MILLS_21 = -7.896041058647277e-07;
  public static final double MILLS_22 = 4.4622027794939437e-07;
  public static final double MILLS_23 = 6.019892650211494e-08;
  public static final double MILLS_24 = -6.325574445615953e-08;
  public static final double MILLS_25 = -2.689223283518311e-09;
  public static final double MILLS_26 = 5.003168686128894e-09;
  public static final double P = 5;
  public static final double Q = 7;

  public static final double INVERSE_SQRT_TWO_PI = 0.3989422804014327;
  public static final double PER_LN2 = 1.4426950408889634;
  public static final double LN2 = 0x1.62e42fefap-1;
  public static final double LN2_REST = 0x1.cf79abc9e3b3ap-40;

  /** Adding this leaves an integer in the low bits of the sum. */
  public static final double SHIFT = 0x1.8p52;

  /** Farther out than this many standard deviations every measure is zero. */
  public static final double FAR = 60;

  /** Binary exponents of the density between which results may lose digits to underflow. */
  public static final int SUBNORMAL = -960;

  public static final int VANISHED = -1280;

  /** Measures made of the two exchanged present values, and so on for those below. */
  public static final int LEGS =
      Block.mask(
          List.of(Measure.DELTA, Measure.THETA, Measure.RHO, Measure.CHARM, Measure.DIVIDEND_RHO));

  public static final int GAMMA_AND_VEGA =
      Block.mask(List.of(Measure.GAMMA, Measure.VEGA, Measure.SPEED, Measure.COLOR, Measure.ZOMMA));

  public static final int D1_PER_YEAR = Block.mask(List.of(Measure.CHARM, Measure.COLOR));

  public static final int HIGHER =
      Block.mask(
          List.of(
              Measure.VANNA,
              Measure.VOLGA,
              Measure.CHARM,
              Measure.SPEED,
              Measure.COLOR,
              Measure.ZOMMA));

  @Override
  public void rows(Block b, int rows) {
    if (b.isForward) {
      Arrays.fill(b.strikeGrowth, 0, rows, 0);
      Arrays.fill(b.spotGrowth, 0, rows, 0);
    } else {
      growth(b.years, b.rate, b.strikeGrowth, rows);
      growth(b.years, b.dividendYield, b.spotGrowth, rows);
    }
    accrualLimits(b.years, b.rate, b.dividendYield, b.miss, rows);
    ratioLimits(b.spot, b.strike, b.miss, rows);
    signLimits(b.spot, b.strike, b.volatility, b.miss, rows);
    sums(b.spot, b.strike, b.sum, b.sumTail, rows);
    gaps(b.spot, b.strike, b.gap, b.gapTail, rows);
    ratios(b.sum, b.sumTail, b.gap, b.gapTail, b.log, b.logTail, b.series, rows);
    series(b.series, rows);
    drift(b.years, b.rate, b.dividendYield, b.drift, b.driftTail, rows);
    logMoneyness(b.series, b.drift, b.driftTail, b.log, b.logTail, rows);
    deviation(b.years, b.volatility, b.spot, b.root, b.deviation, b.perDeviation, b.perMove, rows);
    deviationTail(
        b.years, b.volatility, b.root, b.deviation, b.perDeviation, b.deviationTail, rows);
    presentValues(
        b.spot,
        b.strike,
        b.spotGrowth,
        b.strikeGrowth,
        b.spotLeg,
        b.strikeLeg,
        b.exerciseNow,
        rows);
    probabilities(b, rows);
    measures(b, rows);
  }

  @Override
  public void chain(Block b, int rows) {
    Arrays.fill(b.miss, 0, rows, 0);
    ratioLimits(b.spot, b.strike, b.miss, rows);
    signLimits(b.spot, b.strike, b.volatility, b.miss, rows);
    sums(b.spot, b.strike, b.sum, b.sumTail, rows);
    gaps(b.spot, b.strike, b.gap, b.gapTail, rows);
    ratios(b.sum, b.sumTail, b.gap, b.gapTail, b.log, b.logTail, b.series, rows);
    series(b.series, rows);
    chainLogMoneyness(b.series, b.sharedDrift, b.sharedDriftTail, b.log, b.logTail, rows);
    chainDeviation(
        b.sharedRoot,
        b.sharedRootTail,
        1 / b.sharedSpot,
        b.volatility,
        b.deviation,
        b.deviationTail,
        b.perDeviation,
        b.perMove,
        rows);
    chainPresentValues(
        b.sharedSpot * b.sharedSpotFactor,
        b.sharedStrikeFactor,
        b.strike,
        b.spotLeg,
        b.strikeLeg,
        rows);
    chainExercise(
        b.sharedSpotUnit,
        b.sharedStrikeUnit,
        b.sharedSpotGain,
        b.sharedStrikeGrowth,
        b.strike,
        b.exerciseNow,
        rows);
    probabilities(b, rows);
    measures(b, rows);
  }

  private static void probabilities(Block b, int rows) {
    sides(b.log, b.sign, b.side, b.inside, rows);
    ratio(b.log, b.logTail, b.deviation, b.deviationTail, b.perDeviation, b.near, b.nearTail, rows);
    near(b.side, b.deviation, b.deviationTail, b.near, b.nearTail, rows);
    nearLimits(b.near, b.deviation, b.perMove, b.miss, rows);
    density(b.near, b.nearTail, b.power, b.mantissa, rows);
    powers(b.power, b.miss, rows);
    millsBases(b.near, b.deviation, b.perBoth, b.perNear, b.perFar, rows);
    millsArguments(b.near, b.deviation, b.perNear, b.perFar, b.yNear, b.yFar, b.atFar, rows);
    millsUpper(b.yNear, b.yFar, b.slope, b.atFar, rows);
    millsLower(b.yNear, b.yFar, b.slope, b.atFar, rows);
    millsDrop(b.deviation, b.perNear, b.perBoth, b.slope, b.atFar, b.millsDrop, rows);
    millsFar(b.perFar, b.atFar, b.millsFar, rows);
    mass(b.spotLeg, b.strikeLeg, b.power, b.mantissa, b.mass, rows);
  }

  private static void measures(Block b, int rows) {
    if (b.wants(Measure.VALUE)) {
      value(b.mass, b.millsDrop, b.inside, b.exerciseNow, b.result(Measure.VALUE), rows);
    }
    if (b.wants(LEGS)) {
      leg(-0.5, b.mass, b.millsFar, b.millsDrop, b.side, b.inside, b.spotLeg, rows);
      leg(0.5, b.mass, b.millsFar, b.millsDrop, b.side, b.inside, b.strikeLeg, rows);
    }
    if (b.wants(Measure.DELTA)) {
      delta(b.sign, b.spotLeg, b.perMove, b.deviation, b.result(Measure.DELTA), rows);
    }
    if (b.wants(Measure.RHO)) {
      rho(b.sign, b.years, b.strikeLeg, b.result(Measure.RHO), rows);
    }
    if (b.wants(Measure.DIVIDEND_RHO)) {
      dividendRho(b.sign, b.years, b.spotLeg, b.result(Measure.DIVIDEND_RHO), rows);
    }
    double[] gamma = b.result(Measure.GAMMA);
    if (b.wants(GAMMA_AND_VEGA)) {
      gammaAndVega(b.mass, b.perMove, b.deviation, b.root, gamma, b.result(Measure.VEGA), rows);
    }
    if (b.wants(Measure.THETA)) {
      double[] theta = b.result(Measure.THETA);
      decay(b.mass, b.volatility, b.perDeviation, theta, rows);
      carry(b.sign, b.dividendYield, b.spotLeg, b.rate, b.strikeLeg, theta, rows);
    }
    if (b.wants(HIGHER)) {
      higher(b, gamma, rows);
    }
  }

  private static void higher(Block b, double[] gamma, int rows) {
    points(b.side, b.near, b.deviation, b.d1, b.d2, rows);
    if (b.wants(Measure.VANNA)) {
      vanna(b.mass, b.root, b.perMove, b.d2, b.result(Measure.VANNA), rows);
    }
    if (b.wants(Measure.VOLGA)) {
      volga(b.mass, b.root, b.perDeviation, b.d1, b.d2, b.result(Measure.VOLGA), rows);
    }
    if (b.wants(Measure.SPEED)) {
      speed(gamma, b.perMove, b.deviation, b.perDeviation, b.d1, b.result(Measure.SPEED), rows);
    }
    if (b.wants(Measure.ZOMMA)) {
      zomma(gamma, b.root, b.perDeviation, b.d1, b.d2, b.result(Measure.ZOMMA), rows);
    }
    if (b.wants(D1_PER_YEAR)) {
      d1PerYear(b.d2, b.rate, b.dividendYield, b.volatility, b.perDeviation, b.d1PerYear, rows);
    }
    if (b.wants(Measure.CHARM)) {
      double[] charm = b.result(Measure.CHARM);
      earned(b.sign, b.dividendYield, b.spotLeg, charm, rows);
      charm(b.mass, b.d1PerYear, b.perMove, b.deviation, charm, rows);
    }
    if (b.wants(Measure.COLOR)) {
      color(
          gamma,
          b.dividendYield,
          b.volatility,
          b.perDeviation,
          b.d1,
          b.d1PerYear,
          b.result(Measure.COLOR),
          rows);
    }
  }

  private static void growth(double[] years, double[] rate, double[] out, int rows) {
    for (int i = 0; i < rows; i++) {
      double x = -(rate[i] * years[i]);
      double tail = Math.fma(-rate[i], years[i], -x);
      double p = GROWTH_14;
      p = Math.fma(p, x, GROWTH_13);
      p = Math.fma(p, x, GROWTH_12);
      p = Math.fma(p, x, GROWTH_11);
      p = Math.fma(p, x, GROWTH_10);
      p = Math.fma(p, x, GROWTH_9);
      p = Math.fma(p, x, GROWTH_8);
      p = Math.fma(p, x, GROWTH_7);
      p = Math.fma(p, x, GROWTH_6);
      p = Math.fma(p, x, GROWTH_5);
      p = Math.fma(p, x, GROWTH_4);
      p = Math.fma(p, x, GROWTH_3);
      p = Math.fma(p, x, GROWTH_2);
      p = Math.fma(p, x, GROWTH_1);
      p = Math.fma(p, x, GROWTH_0);
      double growth = p * x;
      out[i] = Math.fma(tail, 1 + growth, growth);
    }
  }

  /**
   * Leaves more than 1 where |rate · years| or |yield · years| is above about 1, or {@code NaN}.
   */
  private static void accrualLimits(
      double[] years, double[] rate, double[] dividendYield, double[] miss, int rows) {
    for (int i = 0; i < rows; i++) {
      double accrual = rate[i] * years[i];
      double yielded = dividendYield[i] * years[i];
      double square = accrual * accrual;
      double yieldedSquare = yielded * yielded;
      miss[i] = Math.fma(square, square, yieldedSquare * yieldedSquare);
    }
  }

  /** Adds to the misses where spot and strike are more than a factor of 4 apart or above 1e75. */
  private static void ratioLimits(double[] spot, double[] strike, double[] miss, int rows) {
    for (int i = 0; i < rows; i++) {
      double s = spot[i];
      double k = strike[i];
      double sum = s + k;
      double beyond = Math.fma(sum, -0.6, Math.abs(s - k));
      double large = sum * 1e-75;
      double known = Math.fma(large, large, miss[i]);
      miss[i] = Math.fma(beyond + Math.abs(beyond), 0x1p500, known);
    }
  }

  /** Adds to the misses where a number is below zero or {@code NaN}. */
  private static void signLimits(
      double[] spot, double[] strike, double[] volatility, double[] miss, int rows) {
    for (int i = 0; i < rows; i++) {
      double s = spot[i];
      double k = strike[i];
      double v = volatility[i];
      double below = (Math.abs(s) - s) + (Math.abs(k) - k) + (Math.abs(v) - v);
      miss[i] = Math.fma(below, 0x1p500, miss[i]);
    }
  }

  /** spot + strike, rounded and what rounding lost. */
  private static void sums(
      double[] spot, double[] strike, double[] sum, double[] sumTail, int rows) {
    for (int i = 0; i < rows; i++) {
      double s = spot[i];
      double k = strike[i];
      double total = s + k;
      double part = total - s;
      double tail = (s - (total - part)) + (k - part);
      sum[i] = total;
      sumTail[i] = tail;
    }
  }

  /** spot − strike, rounded and what rounding lost. */
  private static void gaps(
      double[] spot, double[] strike, double[] gap, double[] gapTail, int rows) {
    for (int i = 0; i < rows; i++) {
      double s = spot[i];
      double k = strike[i];
      double apart = s - k;
      double part = apart - s;
      double tail = (s - (apart - part)) - (k + part);
      gap[i] = apart;
      gapTail[i] = tail;
    }
  }

  /**
   * First term of ln(spot / strike) = 2 atanh z, where z = (spot − strike) / (spot + strike): 2z,
   * the digits below its last one, and z².
   */
  private static void ratios(
      double[] sum,
      double[] sumTail,
      double[] gap,
      double[] gapTail,
      double[] log,
      double[] logTail,
      double[] series,
      int rows) {
    for (int i = 0; i < rows; i++) {
      double whole = sum[i];
      double apart = gap[i];
      double perSum = 1 / whole;
      double z = apart * perSum;
      double rest = Math.fma(-z, whole, apart) + Math.fma(-z, sumTail[i], gapTail[i]);
      log[i] = 2 * z;
      logTail[i] = rest * (2 * perSum);
      series[i] = z * z;
    }
  }

  /** Turns z² into atanh(z) / z − 1. */
  private static void series(double[] series, int rows) {
    for (int i = 0; i < rows; i++) {
      double w = series[i];
      double p = ATANH_16;
      p = Math.fma(p, w, ATANH_15);
      p = Math.fma(p, w, ATANH_14);
      p = Math.fma(p, w, ATANH_13);
      p = Math.fma(p, w, ATANH_12);
      p = Math.fma(p, w, ATANH_11);
      p = Math.fma(p, w, ATANH_10);
      p = Math.fma(p, w, ATANH_9);
      p = Math.fma(p, w, ATANH_8);
      p = Math.fma(p, w, ATANH_7);
      p = Math.fma(p, w, ATANH_6);
      p = Math.fma(p, w, ATANH_5);
      p = Math.fma(p, w, ATANH_4);
      p = Math.fma(p, w, ATANH_3);
      p = Math.fma(p, w, ATANH_2);
      p = Math.fma(p, w, ATANH_1);
      p = Math.fma(p, w, ATANH_0);
      series[i] = w * p;
    }
  }

  private static void drift(
      double[] years,
      double[] rate,
      double[] dividendYield,
      double[] drift,
      double[] driftTail,
      int rows) {
    for (int i = 0; i < rows; i++) {
      double carry = rate[i] - dividendYield[i];
      double carryPart = carry - rate[i];
      double carryTail = (rate[i] - (carry - carryPart)) - (dividendYield[i] + carryPart);
      double product = carry * years[i];
      drift[i] = product;
      driftTail[i] = Math.fma(carryTail, years[i], Math.fma(carry, years[i], -product));
    }
  }

  /** Turns 2z into ln(forward / strike), head and tail. */
  private static void logMoneyness(
      double[] series,
      double[] drift,
      double[] driftTail,
      double[] log,
      double[] logTail,
      int rows) {
    for (int i = 0; i < rows; i++) {
      double twice = log[i];
      double move = drift[i];
      double moveTail = driftTail[i];
      double twiceTail = logTail[i];
      double term = series[i];
      double total = twice + move;
      double part = total - twice;
      double totalTail = (twice - (total - part)) + (move - part);
      double rest = Math.fma(twice, term, twiceTail + moveTail) + totalTail;
      double head = total + rest;
      double tail = rest - (head - total);
      log[i] = head;
      logTail[i] = tail;
    }
  }

  private static void chainLogMoneyness(
      double[] series, double drift, double driftTail, double[] log, double[] logTail, int rows) {
    for (int i = 0; i < rows; i++) {
      double twice = log[i];
      double twiceTail = logTail[i];
      double term = series[i];
      double total = twice + drift;
      double part = total - twice;
      double totalTail = (twice - (total - part)) + (drift - part);
      double rest = Math.fma(twice, term, twiceTail + driftTail) + totalTail;
      double head = total + rest;
      double tail = rest - (head - total);
      log[i] = head;
      logTail[i] = tail;
    }
  }

  private static void deviation(
      double[] years,
      double[] volatility,
      double[] spot,
      double[] root,
      double[] deviation,
      double[] perDeviation,
      double[] perMove,
      int rows) {
    for (int i = 0; i < rows; i++) {
      double s = spot[i];
      double v = volatility[i];
      double sqrt = Math.sqrt(years[i]);
      double head = v * sqrt;
      double inverse = 1 / (s * head);
      root[i] = sqrt;
      deviation[i] = head;
      perDeviation[i] = inverse * s;
      perMove[i] = inverse;
    }
  }

  /** What the deviation lacks to volatility · sqrt(years). */
  private static void deviationTail(
      double[] years,
      double[] volatility,
      double[] root,
      double[] deviation,
      double[] perDeviation,
      double[] deviationTail,
      int rows) {
    for (int i = 0; i < rows; i++) {
      double v = volatility[i];
      double sqrt = root[i];
      double rootTail = Math.fma(-sqrt, sqrt, years[i]) * (v * perDeviation[i]);
      deviationTail[i] = Math.fma(0.5 * v, rootTail, Math.fma(v, sqrt, -deviation[i]));
    }
  }

  private static void chainDeviation(
      double root,
      double rootTail,
      double perSpot,
      double[] volatility,
      double[] deviation,
      double[] deviationTail,
      double[] perDeviation,
      double[] perMove,
      int rows) {
    for (int i = 0; i < rows; i++) {
      double v = volatility[i];
      double head = v * root;
      double perHead = 1 / head;
      double tail = Math.fma(v, rootTail, Math.fma(v, root, -head));
      deviation[i] = head;
      deviationTail[i] = tail;
      perDeviation[i] = perHead;
      perMove[i] = perHead * perSpot;
    }
  }

  private static void presentValues(
      double[] spot,
      double[] strike,
      double[] spotGrowth,
      double[] strikeGrowth,
      double[] spotLeg,
      double[] strikeLeg,
      double[] exerciseNow,
      int rows) {
    for (int i = 0; i < rows; i++) {
      double s = spot[i];
      double k = strike[i];
      double spotGain = s * spotGrowth[i];
      double strikeGain = k * strikeGrowth[i];
      spotLeg[i] = s + spotGain;
      strikeLeg[i] = k + strikeGain;
      exerciseNow[i] = (s - k) + (spotGain - strikeGain);
    }
  }

  private static void chainPresentValues(
      double spotValue,
      double strikeFactor,
      double[] strike,
      double[] spotLeg,
      double[] strikeLeg,
      int rows) {
    for (int i = 0; i < rows; i++) {
      spotLeg[i] = spotValue;
      strikeLeg[i] = strike[i] * strikeFactor;
    }
  }

  /** (spot − strike · unit) + (gain − strike · growth), see {@link Block#share}. */
  private static void chainExercise(
      double spot,
      double unit,
      double gain,
      double growth,
      double[] strike,
      double[] exerciseNow,
      int rows) {
    for (int i = 0; i < rows; i++) {
      double k = strike[i];
      exerciseNow[i] = Math.fma(-k, unit, spot) + Math.fma(-k, growth, gain);
    }
  }

  /** Scalar by nature: works on sign bits. */
  private static void sides(double[] log, double[] sign, double[] side, double[] inside, int rows) {
    for (int i = 0; i < rows; i++) {
      double s =
          Double.longBitsToDouble(
              (Double.doubleToRawLongBits(log[i]) & Long.MIN_VALUE) | 0x3FF0000000000000L);
      side[i] = s;
      inside[i] = Math.fma(0.5, s * sign[i], 0.5);
    }
  }

  /** ln(forward / strike) in deviations, head and tail. */
  private static void ratio(
      double[] log,
      double[] logTail,
      double[] deviation,
      double[] deviationTail,
      double[] perDeviation,
      double[] ratio,
      double[] ratioTail,
      int rows) {
    for (int i = 0; i < rows; i++) {
      double l = log[i];
      double p = perDeviation[i];
      double head = l * p;
      double rest = Math.fma(-head, deviation[i], l) + logTail[i];
      double tail = Math.fma(-head, deviationTail[i], rest) * p;
      ratio[i] = head;
      ratioTail[i] = tail;
    }
  }

  /** Turns the ratio into its size less half a deviation, head and tail. */
  private static void near(
      double[] side,
      double[] deviation,
      double[] deviationTail,
      double[] near,
      double[] nearTail,
      int rows) {
    for (int i = 0; i < rows; i++) {
      double sd = side[i];
      double half = 0.5 * deviation[i];
      double ratio = sd * near[i];
      double head = ratio - half;
      double part = head - ratio;
      double headTail = (ratio - (head - part)) - (half + part);
      double rest = Math.fma(-0.5, deviationTail[i], sd * nearTail[i]);
      near[i] = head;
      nearTail[i] = headTail + rest;
    }
  }

  /**
   * Leaves more than 1 where near is below −1, beyond the polynomial, or enormous or not a number,
   * or where the deviation is above 3 or nearly zero; cuts near at where nothing is left.
   */
  private static void nearLimits(
      double[] near, double[] deviation, double[] perMove, double[] miss, int rows) {
    for (int i = 0; i < rows; i++) {
      double a = near[i];
      double below = Math.abs(a + 1) - (a + 1);
      double above = Math.abs(a - 1e12) + (a - 1e12);
      double wide = Math.abs(deviation[i] - 3) + (deviation[i] - 3);
      double narrow = perMove[i] * 1e-75;
      miss[i] = Math.fma(below + above + wide, 0x1p500, Math.fma(narrow, narrow, miss[i]));
      near[i] = Math.min(a, FAR);
    }
  }

  private static void density(
      double[] near, double[] nearTail, double[] power, double[] mantissa, int rows) {
    for (int i = 0; i < rows; i++) {
      double square = near[i] * near[i];
      double lost = Math.fma(near[i], nearTail[i], 0.5 * Math.fma(near[i], near[i], -square));
      double x = -0.5 * square;
      double shifted = Math.fma(x, PER_LN2, SHIFT);
      double k = shifted - SHIFT;
      double r = Math.fma(k, -LN2_REST, Math.fma(k, -LN2, x)) - lost;
      double p = EXP_10;
      p = Math.fma(p, r, EXP_9);
      p = Math.fma(p, r, EXP_8);
      p = Math.fma(p, r, EXP_7);
      p = Math.fma(p, r, EXP_6);
      p = Math.fma(p, r, EXP_5);
      p = Math.fma(p, r, EXP_4);
      p = Math.fma(p, r, EXP_3);
      p = Math.fma(p, r, EXP_2);
      p = Math.fma(p, r, EXP_1);
      p = Math.fma(p, r, EXP_0);
      double growth = Math.fma(r * r, p, r);
      power[i] = shifted;
      mantissa[i] = Math.fma(growth, INVERSE_SQRT_TWO_PI, INVERSE_SQRT_TWO_PI);
    }
  }

  /** Turns integers in the low bits into powers of two; scalar by nature. */
  private static void powers(double[] power, double[] miss, int rows) {
    for (int i = 0; i < rows; i++) {
      int k = (int) Double.doubleToRawLongBits(power[i]);
      if (k < SUBNORMAL) {
        power[i] = 0;
        if (k > VANISHED) {
          miss[i] = Double.POSITIVE_INFINITY;
        }
      } else {
        power[i] = Double.longBitsToDouble((long) (k + 1023) << 52);
      }
    }
  }

  private static void millsBases(
      double[] near,
      double[] deviation,
      double[] perBoth,
      double[] perNear,
      double[] perFar,
      int rows) {
    for (int i = 0; i < rows; i++) {
      double baseNear = near[i] + Q;
      double baseFar = baseNear + deviation[i];
      double inverse = 1 / (baseNear * baseFar);
      perBoth[i] = inverse;
      perNear[i] = inverse * baseFar;
      perFar[i] = inverse * baseNear;
    }
  }

  private static void millsArguments(
      double[] near,
      double[] deviation,
      double[] perNear,
      double[] perFar,
      double[] yNear,
      double[] yFar,
      double[] valuesAtFar,
      int rows) {
    for (int i = 0; i < rows; i++) {
      double fromNear = near[i] - P;
      double y = (fromNear + deviation[i]) * perFar[i];
      yNear[i] = fromNear * perNear[i];
      yFar[i] = y;
      valuesAtFar[i] = Math.fma(MILLS_26, y, MILLS_25);
    }
  }

  /**
   * First half of Horner's scheme for the polynomial at yFar and its divided difference between
   * yFar and yNear; all in one loop would be too long for the compiler.
   */
  private static void millsUpper(
      double[] yNear, double[] yFar, double[] slopes, double[] valuesAtFar, int rows) {
    for (int i = 0; i < rows; i++) {
      double atFar = valuesAtFar[i];
      double slope = Math.fma(MILLS_26, yNear[i], atFar);
      atFar = Math.fma(atFar, yFar[i], MILLS_24);
      slope = Math.fma(slope, yNear[i], atFar);
      atFar = Math.fma(atFar, yFar[i], MILLS_23);
      slope = Math.fma(slope, yNear[i], atFar);
      atFar = Math.fma(atFar, yFar[i], MILLS_22);
      slope = Math.fma(slope, yNear[i], atFar);
      atFar = Math.fma(atFar, yFar[i], MILLS_21);
      slope = Math.fma(slope, yNear[i], atFar);
      atFar = Math.fma(atFar, yFar[i], MILLS_20);
      slope = Math.fma(slope, yNear[i], atFar);
      atFar = Math.fma(atFar, yFar[i], MILLS_19);
      slope = Math.fma(slope, yNear[i], atFar);
      atFar = Math.fma(atFar, yFar[i], MILLS_18);
      slope = Math.fma(slope, yNear[i], atFar);
      atFar = Math.fma(atFar, yFar[i], MILLS_17);
      slope = Math.fma(slope, yNear[i], atFar);
      atFar = Math.fma(atFar, yFar[i], MILLS_16);
      slope = Math.fma(slope, yNear[i], atFar);
      atFar = Math.fma(atFar, yFar[i], MILLS_15);
      slope = Math.fma(slope, yNear[i], atFar);
      atFar = Math.fma(atFar, yFar[i], MILLS_14);
      slope = Math.fma(slope, yNear[i], atFar);
      atFar = Math.fma(atFar, yFar[i], MILLS_13);
      slopes[i] = slope;
      valuesAtFar[i] = atFar;
    }
  }

  private static void millsLower(
      double[] yNear, double[] yFar, double[] slopes, double[] valuesAtFar, int rows) {
    for (int i = 0; i < rows; i++) {
      double slope = slopes[i];
      double atFar = valuesAtFar[i];
      slope = Math.fma(slope, yNear[i], atFar);
      atFar = Math.fma(atFar, yFar[i], MILLS_12);
      slope = Math.fma(slope, yNear[i], atFar);
      atFar = Math.fma(atFar, yFar[i], MILLS_11);
      slope = Math.fma(slope, yNear[i], atFar);
      atFar = Math.fma(atFar, yFar[i], MILLS_10);
      slope = Math.fma(slope, yNear[i], atFar);
      atFar = Math.fma(atFar, yFar[i], MILLS_9);
      slope = Math.fma(slope, yNear[i], atFar);
      atFar = Math.fma(atFar, yFar[i], MILLS_8);
      slope = Math.fma(slope, yNear[i], atFar);
      atFar = Math.fma(atFar, yFar[i], MILLS_7);
      slope = Math.fma(slope, yNear[i], atFar);
      atFar = Math.fma(atFar, yFar[i], MILLS_6);
      slope = Math.fma(slope, yNear[i], atFar);
      atFar = Math.fma(atFar, yFar[i], MILLS_5);
      slope = Math.fma(slope, yNear[i], atFar);
      atFar = Math.fma(atFar, yFar[i], MILLS_4);
      slope = Math.fma(slope, yNear[i], atFar);
      atFar = Math.fma(atFar, yFar[i], MILLS_3);
      slope = Math.fma(slope, yNear[i], atFar);
      atFar = Math.fma(atFar, yFar[i], MILLS_2);
      slope = Math.fma(slope, yNear[i], atFar);
      atFar = Math.fma(atFar, yFar[i], MILLS_1);
      slope = Math.fma(slope, yNear[i], atFar);
      atFar = Math.fma(atFar, yFar[i], MILLS_0);
      slopes[i] = slope;
      valuesAtFar[i] = atFar;
    }
  }

  /**
   * R(near) − R(far): both the polynomial and 1 / (a + Q) fall, so that the difference of their
   * product is a sum of two positive terms.
   */
  private static void millsDrop(
      double[] deviation,
      double[] perNear,
      double[] perBoth,
      double[] slopes,
      double[] valuesAtFar,
      double[] millsDrop,
      int rows) {
    for (int i = 0; i < rows; i++) {
      double perWidth = Math.fma(-slopes[i], (P + Q) * perNear[i], valuesAtFar[i]);
      millsDrop[i] = deviation[i] * perBoth[i] * perWidth;
    }
  }

  private static void millsFar(double[] perFar, double[] valuesAtFar, double[] millsFar, int rows) {
    for (int i = 0; i < rows; i++) {
      millsFar[i] = valuesAtFar[i] * perFar[i];
    }
  }

  private static void mass(
      double[] spotLeg,
      double[] strikeLeg,
      double[] power,
      double[] mantissa,
      double[] mass,
      int rows) {
    for (int i = 0; i < rows; i++) {
      mass[i] = Math.min(spotLeg[i], strikeLeg[i]) * (mantissa[i] * power[i]);
    }
  }

  private static void value(
      double[] mass,
      double[] millsDrop,
      double[] inside,
      double[] exerciseNow,
      double[] value,
      int rows) {
    for (int i = 0; i < rows; i++) {
      value[i] = Math.fma(mass[i], millsDrop[i], inside[i] * Math.abs(exerciseNow[i]));
    }
  }

  /**
   * Multiplies a present value by the probability that it is exchanged.
   *
   * @param direction −½ for the spot, whose point is the far one where the forward is above the
   *     strike; ½ for the strike, whose point is then the near one
   */
  private static void leg(
      double direction,
      double[] mass,
      double[] millsFar,
      double[] millsDrop,
      double[] side,
      double[] inside,
      double[] leg,
      int rows) {
    for (int i = 0; i < rows; i++) {
      double in = inside[i];
      double out = Math.fma(-2, in, 1) * mass[i];
      double mills = Math.fma(Math.fma(side[i], direction, 0.5), millsDrop[i], millsFar[i]);
      leg[i] = Math.fma(out, mills, in * leg[i]);
    }
  }

  private static void delta(
      double[] sign,
      double[] spotLeg,
      double[] perMove,
      double[] deviation,
      double[] delta,
      int rows) {
    for (int i = 0; i < rows; i++) {
      delta[i] = Math.fma(sign[i] * spotLeg[i], perMove[i] * deviation[i], 0.0);
    }
  }

  private static void rho(
      double[] sign, double[] years, double[] strikeLeg, double[] rho, int rows) {
    for (int i = 0; i < rows; i++) {
      rho[i] = Math.fma(sign[i] * years[i], strikeLeg[i], 0.0);
    }
  }

  private static void dividendRho(
      double[] sign, double[] years, double[] spotLeg, double[] dividendRho, int rows) {
    for (int i = 0; i < rows; i++) {
      dividendRho[i] = Math.fma(-sign[i] * years[i], spotLeg[i], 0.0);
    }
  }

  private static void gammaAndVega(
      double[] mass,
      double[] perMove,
      double[] deviation,
      double[] root,
      double[] gamma,
      double[] vega,
      int rows) {
    for (int i = 0; i < rows; i++) {
      double m = mass[i];
      double p = perMove[i];
      double perVolatility = m * root[i];
      gamma[i] = m * p * (p * deviation[i]);
      vega[i] = perVolatility;
    }
  }

  private static void decay(
      double[] mass, double[] volatility, double[] perDeviation, double[] theta, int rows) {
    for (int i = 0; i < rows; i++) {
      theta[i] = -0.5 * mass[i] * volatility[i] * (volatility[i] * perDeviation[i]);
    }
  }

  private static void carry(
      double[] sign,
      double[] dividendYield,
      double[] spotLeg,
      double[] rate,
      double[] strikeLeg,
      double[] theta,
      int rows) {
    for (int i = 0; i < rows; i++) {
      double earned = Math.fma(dividendYield[i], spotLeg[i], -(rate[i] * strikeLeg[i]));
      theta[i] = Math.fma(sign[i], earned, theta[i]) + 0.0;
    }
  }

  private static void points(
      double[] side, double[] near, double[] deviation, double[] d1, double[] d2, int rows) {
    for (int i = 0; i < rows; i++) {
      double half = 0.5 * deviation[i];
      double signed = side[i] * (near[i] + half);
      d1[i] = signed + half;
      d2[i] = signed - half;
    }
  }

  private static void vanna(
      double[] mass, double[] root, double[] perMove, double[] d2, double[] vanna, int rows) {
    for (int i = 0; i < rows; i++) {
      vanna[i] = Math.fma(-mass[i] * root[i] * d2[i], perMove[i], 0.0);
    }
  }

  private static void volga(
      double[] mass,
      double[] root,
      double[] perDeviation,
      double[] d1,
      double[] d2,
      double[] volga,
      int rows) {
    for (int i = 0; i < rows; i++) {
      double r = root[i];
      volga[i] = Math.fma(mass[i] * r * d2[i] * d1[i], r * perDeviation[i], 0.0);
    }
  }

  private static void speed(
      double[] gamma,
      double[] perMove,
      double[] deviation,
      double[] perDeviation,
      double[] d1,
      double[] speed,
      int rows) {
    for (int i = 0; i < rows; i++) {
      double bend = -gamma[i] * Math.fma(d1[i], perDeviation[i], 1);
      speed[i] = Math.fma(bend, perMove[i] * deviation[i], 0.0);
    }
  }

  private static void zomma(
      double[] gamma,
      double[] root,
      double[] perDeviation,
      double[] d1,
      double[] d2,
      double[] zomma,
      int rows) {
    for (int i = 0; i < rows; i++) {
      double bend = gamma[i] * Math.fma(d1[i], d2[i], -1);
      zomma[i] = Math.fma(bend, root[i] * perDeviation[i], 0.0);
    }
  }

  private static void d1PerYear(
      double[] d2,
      double[] rate,
      double[] dividendYield,
      double[] volatility,
      double[] perDeviation,
      double[] d1PerYear,
      int rows) {
    for (int i = 0; i < rows; i++) {
      double perRoot = volatility[i] * perDeviation[i];
      double carry = rate[i] - dividendYield[i];
      d1PerYear[i] = Math.fma(0.5 * d2[i], perRoot * perRoot, -carry * perDeviation[i]);
    }
  }

  private static void earned(
      double[] sign, double[] dividendYield, double[] spotLeg, double[] charm, int rows) {
    for (int i = 0; i < rows; i++) {
      charm[i] = sign[i] * dividendYield[i] * spotLeg[i];
    }
  }

  private static void charm(
      double[] mass,
      double[] d1PerYear,
      double[] perMove,
      double[] deviation,
      double[] charm,
      int rows) {
    for (int i = 0; i < rows; i++) {
      double total = Math.fma(mass[i], d1PerYear[i], charm[i]);
      charm[i] = Math.fma(total, perMove[i] * deviation[i], 0.0);
    }
  }

  private static void color(
      double[] gamma,
      double[] dividendYield,
      double[] volatility,
      double[] perDeviation,
      double[] d1,
      double[] d1PerYear,
      double[] color,
      int rows) {
    for (int i = 0; i < rows; i++) {
      double perRoot = volatility[i] * perDeviation[i];
      double perYear = Math.fma(0.5 * perRoot, perRoot, dividendYield[i]);
      color[i] = Math.fma(gamma[i], Math.fma(-d1[i], d1PerYear[i], perYear), 0.0);
    }
  }
}
