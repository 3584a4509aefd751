/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.internal.batch;

import static io.optionskit.greeks.internal.batch.Coefficients.ATANH_0;
import static io.optionskit.greeks.internal.batch.Coefficients.ATANH_1;
import static io.optionskit.greeks.internal.batch.Coefficients.ATANH_2;
import static io.optionskit.greeks.internal.batch.Coefficients.ATANH_3;
import static io.optionskit.greeks.internal.batch.Coefficients.ATANH_4;
import static io.optionskit.greeks.internal.batch.Coefficients.ATANH_5;
import static io.optionskit.greeks.internal.batch.Coefficients.ATANH_6;
import static io.optionskit.greeks.internal.batch.Coefficients.ATANH_7;
import static io.optionskit.greeks.internal.batch.Coefficients.ATANH_8;
import static io.optionskit.greeks.internal.batch.Coefficients.GROWTH_0;
import static io.optionskit.greeks.internal.batch.Coefficients.GROWTH_1;
import static io.optionskit.greeks.internal.batch.Coefficients.GROWTH_10;
import static io.optionskit.greeks.internal.batch.Coefficients.GROWTH_11;
import static io.optionskit.greeks.internal.batch.Coefficients.GROWTH_12;
import static io.optionskit.greeks.internal.batch.Coefficients.GROWTH_13;
import static io.optionskit.greeks.internal.batch.Coefficients.GROWTH_14;
import static io.optionskit.greeks.internal.batch.Coefficients.GROWTH_2;
import static io.optionskit.greeks.internal.batch.Coefficients.GROWTH_3;
import static io.optionskit.greeks.internal.batch.Coefficients.GROWTH_4;
import static io.optionskit.greeks.internal.batch.Coefficients.GROWTH_5;
import static io.optionskit.greeks.internal.batch.Coefficients.GROWTH_6;
import static io.optionskit.greeks.internal.batch.Coefficients.GROWTH_7;
import static io.optionskit.greeks.internal.batch.Coefficients.GROWTH_8;
import static io.optionskit.greeks.internal.batch.Coefficients.GROWTH_9;
import static io.optionskit.greeks.internal.batch.Coefficients.HALF_OCTAVE;
import static io.optionskit.greeks.internal.batch.Coefficients.LEAST_TIME;
import static io.optionskit.greeks.internal.batch.Coefficients.LN2;
import static io.optionskit.greeks.internal.batch.Coefficients.LN2_REST;
import static io.optionskit.greeks.internal.batch.Coefficients.SHIFT;
import static io.optionskit.greeks.internal.batch.Coefficients.SHIFT_BITS;

/** Loops from the inputs of a block to log-moneyness, deviation and present values. */
final class InputLoops {

  private InputLoops() {}

  /** e^(−rate · years) − 1. */
  static void growth(double[] years, double[] rate, double[] out, int rows) {
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
   * Scales strikes by a power of two until they are within a factor of 1.51 of spot. Scalar by
   * nature: works on bits.
   *
   * @param octaves receives the exponent of spot / strike so taken out, in the low bits of a number
   */
  static void scale(double[] spot, double[] strike, double[] scaled, double[] octaves, int rows) {
    for (int i = 0; i < rows; i++) {
      long s = Double.doubleToRawLongBits(spot[i]);
      long k = Double.doubleToRawLongBits(strike[i]);
      long steps = (s - k + HALF_OCTAVE) >> 52;
      scaled[i] = Double.longBitsToDouble(k + (steps << 52));
      octaves[i] = Double.longBitsToDouble(SHIFT_BITS + steps);
    }
  }

  /**
   * Leaves more than 1 where |rate · years| or |yield · years| is above about 1, or where the time
   * is below 1e-100 or above 1e99.
   */
  static void accrualLimits(
      double[] years, double[] rate, double[] dividendYield, double[] miss, int rows) {
    for (int i = 0; i < rows; i++) {
      double t = years[i];
      double accrual = rate[i] * t;
      double yielded = dividendYield[i] * t;
      double square = accrual * accrual;
      double yieldedSquare = yielded * yielded;
      double accruals = Math.fma(square, square, yieldedSquare * yieldedSquare);
      double beyond = t - LEAST_TIME;
      double below = Math.abs(beyond) - beyond;
      miss[i] = Math.fma(below, 0x1p500, Math.fma(t, 1e-99, accruals));
    }
  }

  /**
   * Adds to the misses where spot is above 1e75 or more than 64 octaves from strike, or where a
   * number is below zero or {@code NaN}.
   */
  static void limits(
      double[] spot,
      double[] strike,
      double[] octaves,
      double[] volatility,
      double[] miss,
      int rows) {
    for (int i = 0; i < rows; i++) {
      double s = spot[i];
      double k = strike[i];
      double v = volatility[i];
      double apart = (octaves[i] - SHIFT) * 0x1p-6;
      double large = s * 1e-75;
      double below = (Math.abs(s) - s) + (Math.abs(k) - k) + (Math.abs(v) - v);
      double sizes = Math.fma(apart, apart, Math.fma(large, large, miss[i]));
      miss[i] = Math.fma(below, 0x1p500, sizes);
    }
  }

  /** The limits of what the rows of a chain do not share. */
  static void chainLimits(
      double[] strike, double[] octaves, double[] volatility, double[] miss, int rows) {
    for (int i = 0; i < rows; i++) {
      double k = strike[i];
      double v = volatility[i];
      double apart = (octaves[i] - SHIFT) * 0x1p-6;
      double below = (Math.abs(k) - k) + (Math.abs(v) - v);
      miss[i] = Math.fma(below, 0x1p500, apart * apart);
    }
  }

  static void deviation(
      double[] years, double[] volatility, double[] root, double[] deviation, int rows) {
    for (int i = 0; i < rows; i++) {
      double sqrt = Math.sqrt(years[i]);
      root[i] = sqrt;
      deviation[i] = volatility[i] * sqrt;
    }
  }

  /**
   * With one division what is divided by spot · deviation and by spot + strike.
   *
   * @param ratio receives z = (spot − strike) / (spot + strike), where ln(spot / strike) is 2 atanh
   *     z
   */
  static void reciprocals(
      double[] spot,
      double[] scaled,
      double[] deviation,
      double[] perDeviation,
      double[] perMove,
      double[] perSum,
      double[] ratio,
      int rows) {
    for (int i = 0; i < rows; i++) {
      double s = spot[i];
      double k = scaled[i];
      double move = s * deviation[i];
      double sum = s + k;
      double inverse = 1 / (move * sum);
      double inverseSum = inverse * move;
      double inverseMove = inverse * sum;
      double z = (s - k) * inverseSum;
      perDeviation[i] = inverseMove * s;
      perMove[i] = inverseMove;
      perSum[i] = inverseSum;
      ratio[i] = z;
    }
  }

  /** What the deviation lacks to volatility · sqrt(years). */
  static void deviationTail(
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

  static void chainDeviation(
      double root,
      double rootTail,
      double[] volatility,
      double[] deviation,
      double[] deviationTail,
      int rows) {
    for (int i = 0; i < rows; i++) {
      double v = volatility[i];
      double head = v * root;
      deviation[i] = head;
      deviationTail[i] = Math.fma(v, rootTail, Math.fma(v, root, -head));
    }
  }

  /** As {@link #reciprocals}, for rows that share spot. */
  static void chainReciprocals(
      double spot,
      double perSpot,
      double[] scaled,
      double[] deviation,
      double[] perDeviation,
      double[] perMove,
      double[] perSum,
      double[] ratio,
      int rows) {
    for (int i = 0; i < rows; i++) {
      double k = scaled[i];
      double head = deviation[i];
      double sum = spot + k;
      double inverse = 1 / (head * sum);
      double inverseSum = inverse * head;
      double inverseHead = inverse * sum;
      double z = (spot - k) * inverseSum;
      perDeviation[i] = inverseHead;
      perMove[i] = inverseHead * perSpot;
      perSum[i] = inverseSum;
      ratio[i] = z;
    }
  }

  /** What 2z lacks. */
  static void ratioTail(
      double[] spot,
      double[] scaled,
      double[] perSum,
      double[] ratio,
      double[] ratioTail,
      int rows) {
    for (int i = 0; i < rows; i++) {
      double s = spot[i];
      double k = scaled[i];
      double z = ratio[i];
      double sum = s + k;
      double gap = s - k; // exact, and so is what the sum lacks
      double sumTail = gap - Math.fma(-2, k, sum);
      double rest = Math.fma(-z, sumTail, Math.fma(-z, sum, gap));
      ratioTail[i] = rest * (2 * perSum[i]);
    }
  }

  /** ln(spot / strike): octaves and 2z, and all that they lack. */
  static void logRatio(
      double[] ratio,
      double[] ratioTail,
      double[] octaves,
      double[] log,
      double[] logTail,
      int rows) {
    for (int i = 0; i < rows; i++) {
      double z = ratio[i];
      double steps = octaves[i] - SHIFT;
      double w = z * z;
      double p = ATANH_8;
      p = Math.fma(p, w, ATANH_7);
      p = Math.fma(p, w, ATANH_6);
      p = Math.fma(p, w, ATANH_5);
      p = Math.fma(p, w, ATANH_4);
      p = Math.fma(p, w, ATANH_3);
      p = Math.fma(p, w, ATANH_2);
      p = Math.fma(p, w, ATANH_1);
      p = Math.fma(p, w, ATANH_0);
      double twice = 2 * z;
      double head = Math.fma(steps, LN2, twice);
      double headTail = twice - Math.fma(steps, -LN2, head);
      double zTail = ratioTail[i];
      double rest = Math.fma(zTail, w, zTail) + Math.fma(steps, LN2_REST, headTail);
      log[i] = head;
      logTail[i] = Math.fma(twice * w, p, rest);
    }
  }

  static void drift(
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

  /** Turns ln(spot / strike) into ln(forward / strike), head and tail. */
  static void logMoneyness(
      double[] drift, double[] driftTail, double[] log, double[] logTail, int rows) {
    for (int i = 0; i < rows; i++) {
      double move = drift[i];
      double ratio = log[i];
      double total = ratio + move;
      double part = total - ratio;
      double totalTail = (ratio - (total - part)) + (move - part);
      double rest = (logTail[i] + driftTail[i]) + totalTail;
      double head = total + rest;
      double tail = rest - (head - total);
      log[i] = head;
      logTail[i] = tail;
    }
  }

  static void presentValues(
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

  static void chainPresentValues(
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
  static void chainExercise(
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
}
