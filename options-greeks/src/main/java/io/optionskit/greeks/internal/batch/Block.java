/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.internal.batch;

import io.optionskit.greeks.Measure;
import io.optionskit.greeks.internal.Elementary;
import java.util.Arrays;
import java.util.List;

/**
 * Scratch columns for a block of rows: inputs, intermediate results and measures.
 *
 * <p>Loops in which every array has the same index are the ones that the Java compiler turns into
 * vector code, so rows are copied here and back. Belongs to one thread at a time.
 */
public final class Block {

  /** Rows per block: many enough to fill vectors, few enough to stay in the nearest caches. */
  public static final int ROWS = 256;

  private static final int EIGHTH = ROWS / 8;

  /**
   * With its header of 16 bytes a column then is an odd multiple of 64 bytes: columns made one
   * after the other begin at the same place of a cache line, but not of a page.
   */
  private static final int LENGTH = ROWS + 6;

  /** Measures made of the two exchanged present values, and so on for those below. */
  public static final int LEGS =
      mask(List.of(Measure.DELTA, Measure.THETA, Measure.RHO, Measure.CHARM, Measure.DIVIDEND_RHO));

  public static final int GAMMA_AND_VEGA =
      mask(List.of(Measure.GAMMA, Measure.VEGA, Measure.SPEED, Measure.COLOR, Measure.ZOMMA));

  public static final int D1_PER_YEAR = mask(List.of(Measure.CHARM, Measure.COLOR));

  public static final int HIGHER =
      mask(
          List.of(
              Measure.VANNA,
              Measure.VOLGA,
              Measure.CHARM,
              Measure.SPEED,
              Measure.COLOR,
              Measure.ZOMMA));

  /** Result columns by index of the measure. */
  private final double[][] results = new double[Measure.COUNT][LENGTH];

  private final double[] eighths = column();

  private int wanted;

  /** Whether spot is a forward, which neither earns nor pays: rate and yield are zero. */
  public boolean isForward;

  /** +1 for a call, −1 for a put. */
  public final double[] sign = column();

  public final double[] spot = column();
  public final double[] strike = column();
  public final double[] years = column();
  public final double[] rate = column();
  public final double[] dividendYield = column();
  public final double[] volatility = column();

  /** At most 1 where the kernel's result stands. */
  public final double[] miss = column();

  /** e^(−rate · years) − 1. */
  public final double[] strikeGrowth = column();

  /** e^(−dividendYield · years) − 1. */
  public final double[] spotGrowth = column();

  /** ln(spot / strike), then ln(forward / strike), and the digits below its last one. */
  public final double[] log = column();

  public final double[] logTail = column();

  /** Strike times a power of two, within a factor of 1.51 of spot. */
  public final double[] scaled = column();

  /** Exponent of the power of two taken out of spot / strike, in an integer's place. */
  public final double[] octaves = column();

  /** z = (spot − scaled) / (spot + scaled), what 2z lacks, and 1 / (spot + scaled). */
  public final double[] ratio = column();

  public final double[] ratioTail = column();
  public final double[] perSum = column();

  /** (rate − yield) · years and the digits below its last one. */
  public final double[] drift = column();

  public final double[] driftTail = column();

  /** +1 where the forward is at or above the strike, −1 elsewhere. */
  public final double[] side = column();

  /** 1 where the option is in the money forward, 0 elsewhere. */
  public final double[] inside = column();

  public final double[] root = column();
  public final double[] deviation = column();
  public final double[] deviationTail = column();
  public final double[] perDeviation = column();

  /** 1 / (spot · deviation). */
  public final double[] perMove = column();

  /** Distance of the strike in standard deviations, less or more half a deviation. */
  public final double[] near = column();

  public final double[] nearTail = column();

  /** Density at near: first its exponent in an integer's place, then its power of two. */
  public final double[] power = column();

  public final double[] mantissa = column();

  /** Smaller present value times the density. */
  public final double[] mass = column();

  /** Present values of spot and strike; later those times the probability of exercise. */
  public final double[] spotLeg = column();

  public final double[] strikeLeg = column();

  /** Present value of spot − strike. */
  public final double[] exerciseNow = column();

  /** 1 / (a + Q), arguments and intermediate results of the Mills ratio at near and far. */
  public final double[] perNear = column();

  public final double[] perFar = column();
  public final double[] yNear = column();
  public final double[] yFar = column();
  public final double[] slope = column();
  public final double[] atFar = column();

  /** Mills ratio at the far point, and what it falls from the near one. */
  public final double[] millsFar = column();

  public final double[] millsDrop = column();
  public final double[] d1 = column();
  public final double[] d2 = column();

  /** Change of d1 per year of time passing. */
  public final double[] d1PerYear = column();

  /** What the rows of a chain share. */
  public double sharedSpot;

  public double sharedYears;
  public double sharedRate;
  public double sharedYield;
  public double sharedRoot;
  public double sharedRootTail;
  public double sharedDrift;
  public double sharedDriftTail;
  public double sharedSpotFactor;
  public double sharedStrikeFactor;

  /**
   * Present value of spot − strike is (spotUnit − strike · strikeUnit) + (spotGain − strike ·
   * strikeGrowth): spot − strike and what both accrue, exact near the money, or for large accruals
   * the difference of the present values alone.
   */
  public double sharedSpotUnit;

  public double sharedStrikeUnit;
  public double sharedSpotGain;
  public double sharedStrikeGrowth;

  /** Says which measures are wanted, as a {@link #mask}. */
  public void want(int mask) {
    wanted = mask;
  }

  /** Returns whether a measure of the mask is wanted. */
  public boolean wants(int mask) {
    return (wanted & mask) != 0;
  }

  /** Returns whether the measure is wanted. */
  public boolean wants(Measure measure) {
    return (wanted & 1 << measure.index()) != 0;
  }

  /** Returns the result column of the measure. */
  public double[] result(Measure measure) {
    return results[measure.index()];
  }

  /** Returns a set of measures as bits. */
  public static int mask(Iterable<Measure> measures) {
    int mask = 0;
    for (Measure measure : measures) {
      mask |= 1 << measure.index();
    }
    return mask;
  }

  /**
   * Returns whether no row was missed, without looking at each: adds up eight misses each, which
   * are nearly nothing where the rows are plain. May say no where every row was done.
   *
   * @param rows how many rows count
   */
  public boolean isEveryRowDone(int rows) {
    Arrays.fill(miss, rows, ROWS, 0);
    addEighths(miss, eighths);
    double sum = 0;
    for (int i = 0; i < EIGHTH; i++) {
      sum += eighths[i];
    }
    return sum <= 1;
  }

  private static void addEighths(double[] miss, double[] sums) {
    for (int i = 0; i < EIGHTH; i++) {
      double first = miss[i] + miss[i + EIGHTH];
      double second = miss[i + 2 * EIGHTH] + miss[i + 3 * EIGHTH];
      double third = miss[i + 4 * EIGHTH] + miss[i + 5 * EIGHTH];
      double fourth = miss[i + 6 * EIGHTH] + miss[i + 7 * EIGHTH];
      sums[i] = (first + second) + (third + fourth);
    }
  }

  private static double[] column() {
    return new double[LENGTH];
  }

  /**
   * Prepares what the rows of a chain share; the columns of their names are filled too.
   *
   * @param spot price of the underlying
   * @param years time to expiry
   * @param rate risk-free rate
   * @param yield dividend yield
   * @param rows how many rows of the columns are needed
   */
  public void share(double spot, double years, double rate, double yield, int rows) {
    sharedSpot = spot;
    sharedYears = years;
    sharedRate = rate;
    sharedYield = yield;
    sharedRoot = Math.sqrt(years);
    sharedRootTail = Math.fma(-sharedRoot, sharedRoot, years) / (2 * sharedRoot);
    double carry = rate - yield;
    double part = carry - rate;
    double carryTail = (rate - (carry - part)) - (yield + part);
    sharedDrift = carry * years;
    sharedDriftTail = Math.fma(carry, years, -sharedDrift) + carryTail * years;
    sharedSpotFactor = factor(-yield, years);
    sharedStrikeFactor = factor(-rate, years);
    double spotGrowth = growth(-yield, years);
    double strikeGrowth = growth(-rate, years);
    boolean isSmall = Math.abs(spotGrowth) < 0.25 && Math.abs(strikeGrowth) < 0.25;
    sharedSpotUnit = isSmall ? spot : spot * sharedSpotFactor;
    sharedStrikeUnit = isSmall ? 1 : sharedStrikeFactor;
    sharedSpotGain = isSmall ? spot * spotGrowth : 0;
    sharedStrikeGrowth = isSmall ? strikeGrowth : 0;
    Arrays.fill(this.spot, 0, rows, spot);
    Arrays.fill(this.years, 0, rows, years);
    Arrays.fill(this.rate, 0, rows, rate);
    Arrays.fill(dividendYield, 0, rows, yield);
    Arrays.fill(root, 0, rows, sharedRoot);
    Arrays.fill(drift, 0, rows, sharedDrift);
    Arrays.fill(driftTail, 0, rows, sharedDriftTail);
  }

  private static double factor(double rate, double years) {
    double product = rate * years;
    return Elementary.exp(product, Math.fma(rate, years, -product));
  }

  private static double growth(double rate, double years) {
    double product = rate * years;
    return Elementary.expm1(product, Math.fma(rate, years, -product));
  }
}
