/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.internal.batch;

import static io.optionskit.greeks.internal.batch.Coefficients.EXP_0;
import static io.optionskit.greeks.internal.batch.Coefficients.EXP_1;
import static io.optionskit.greeks.internal.batch.Coefficients.EXP_10;
import static io.optionskit.greeks.internal.batch.Coefficients.EXP_2;
import static io.optionskit.greeks.internal.batch.Coefficients.EXP_3;
import static io.optionskit.greeks.internal.batch.Coefficients.EXP_4;
import static io.optionskit.greeks.internal.batch.Coefficients.EXP_5;
import static io.optionskit.greeks.internal.batch.Coefficients.EXP_6;
import static io.optionskit.greeks.internal.batch.Coefficients.EXP_7;
import static io.optionskit.greeks.internal.batch.Coefficients.EXP_8;
import static io.optionskit.greeks.internal.batch.Coefficients.EXP_9;
import static io.optionskit.greeks.internal.batch.Coefficients.FAR;
import static io.optionskit.greeks.internal.batch.Coefficients.INVERSE_SQRT_TWO_PI;
import static io.optionskit.greeks.internal.batch.Coefficients.LN2;
import static io.optionskit.greeks.internal.batch.Coefficients.LN2_REST;
import static io.optionskit.greeks.internal.batch.Coefficients.MILLS_0;
import static io.optionskit.greeks.internal.batch.Coefficients.MILLS_1;
import static io.optionskit.greeks.internal.batch.Coefficients.MILLS_10;
import static io.optionskit.greeks.internal.batch.Coefficients.MILLS_11;
import static io.optionskit.greeks.internal.batch.Coefficients.MILLS_12;
import static io.optionskit.greeks.internal.batch.Coefficients.MILLS_13;
import static io.optionskit.greeks.internal.batch.Coefficients.MILLS_14;
import static io.optionskit.greeks.internal.batch.Coefficients.MILLS_15;
import static io.optionskit.greeks.internal.batch.Coefficients.MILLS_16;
import static io.optionskit.greeks.internal.batch.Coefficients.MILLS_17;
import static io.optionskit.greeks.internal.batch.Coefficients.MILLS_18;
import static io.optionskit.greeks.internal.batch.Coefficients.MILLS_19;
import static io.optionskit.greeks.internal.batch.Coefficients.MILLS_2;
import static io.optionskit.greeks.internal.batch.Coefficients.MILLS_20;
import static io.optionskit.greeks.internal.batch.Coefficients.MILLS_21;
import static io.optionskit.greeks.internal.batch.Coefficients.MILLS_22;
import static io.optionskit.greeks.internal.batch.Coefficients.MILLS_23;
import static io.optionskit.greeks.internal.batch.Coefficients.MILLS_3;
import static io.optionskit.greeks.internal.batch.Coefficients.MILLS_4;
import static io.optionskit.greeks.internal.batch.Coefficients.MILLS_5;
import static io.optionskit.greeks.internal.batch.Coefficients.MILLS_6;
import static io.optionskit.greeks.internal.batch.Coefficients.MILLS_7;
import static io.optionskit.greeks.internal.batch.Coefficients.MILLS_8;
import static io.optionskit.greeks.internal.batch.Coefficients.MILLS_9;
import static io.optionskit.greeks.internal.batch.Coefficients.P;
import static io.optionskit.greeks.internal.batch.Coefficients.PER_LN2;
import static io.optionskit.greeks.internal.batch.Coefficients.Q;
import static io.optionskit.greeks.internal.batch.Coefficients.SHIFT;
import static io.optionskit.greeks.internal.batch.Coefficients.SUBNORMAL;
import static io.optionskit.greeks.internal.batch.Coefficients.VANISHED;

/**
 * Loops from log-moneyness and deviation to the density at the nearer of d1 and d2 and the Mills
 * ratio R at both.
 */
final class ProbabilityLoops {

  private ProbabilityLoops() {}

  /** +1 or −1 as the sign bit says. Scalar by nature. */
  static void sides(double[] log, double[] side, int rows) {
    for (int i = 0; i < rows; i++) {
      side[i] =
          Double.longBitsToDouble(
              (Double.doubleToRawLongBits(log[i]) & Long.MIN_VALUE) | 0x3FF0000000000000L);
    }
  }

  /** 1 where the option is in the money, 0 elsewhere. */
  static void insides(double[] side, double[] sign, double[] inside, int rows) {
    for (int i = 0; i < rows; i++) {
      inside[i] = Math.fma(0.5 * side[i], sign[i], 0.5);
    }
  }

  /** ln(forward / strike) in deviations, head and tail. */
  static void ratio(
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
  static void near(
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
  static void nearLimits(
      double[] near, double[] deviation, double[] perMove, double[] miss, int rows) {
    for (int i = 0; i < rows; i++) {
      double a = near[i];
      double d = deviation[i];
      double below = Math.abs(a + 1) - (a + 1);
      double wide = Math.abs(d - 3) + (d - 3);
      double above = a * 1e-12;
      double narrow = perMove[i] * 1e-75;
      double sizes = Math.fma(above, above, Math.fma(narrow, narrow, miss[i]));
      miss[i] = Math.fma(below + wide, 0x1p500, sizes);
      near[i] = Math.min(a, FAR);
    }
  }

  /** n(near): a power of two and the rest. */
  static void density(
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
  static void powers(double[] power, double[] miss, int rows) {
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

  /**
   * 1 / (a + Q) at near and far, and the argument of the Mills polynomial at near: to the last
   * digit, because the polynomial is steep.
   */
  static void millsNear(
      double[] near,
      double[] deviation,
      double[] perNear,
      double[] perFar,
      double[] yNear,
      int rows) {
    for (int i = 0; i < rows; i++) {
      double a = near[i];
      double base = a + Q;
      double baseFar = base + deviation[i];
      double inverse = 1 / (base * baseFar);
      double perBase = inverse * baseFar;
      double above = a - P;
      double rough = above * perBase;
      perNear[i] = perBase;
      perFar[i] = inverse * base;
      yNear[i] = Math.fma(Math.fma(-rough, base, above), perBase, rough);
    }
  }

  /** The argument of the Mills polynomial at far, and its two first terms there. */
  static void millsFar(
      double[] near,
      double[] deviation,
      double[] perFar,
      double[] yFar,
      double[] valuesAtFar,
      int rows) {
    for (int i = 0; i < rows; i++) {
      double a = near[i];
      double d = deviation[i];
      double perBase = perFar[i];
      double base = (a + Q) + d;
      double above = (a - P) + d;
      double rough = above * perBase;
      double y = Math.fma(Math.fma(-rough, base, above), perBase, rough);
      yFar[i] = y;
      valuesAtFar[i] = Math.fma(MILLS_23, y, MILLS_22);
    }
  }

  /**
   * First half of Horner's scheme for the polynomial at yFar and its divided difference between
   * yFar and yNear. All in one loop would be too long for the compiler, and it must read where a
   * chain starts from the column it leaves its end in.
   */
  static void millsUpper(
      double[] yNear, double[] yFar, double[] slopes, double[] valuesAtFar, int rows) {
    for (int i = 0; i < rows; i++) {
      double yn = yNear[i];
      double yf = yFar[i];
      double value = valuesAtFar[i];
      double slope = Math.fma(MILLS_23, yn, value);
      value = Math.fma(value, yf, MILLS_21);
      slope = Math.fma(slope, yn, value);
      value = Math.fma(value, yf, MILLS_20);
      slope = Math.fma(slope, yn, value);
      value = Math.fma(value, yf, MILLS_19);
      slope = Math.fma(slope, yn, value);
      value = Math.fma(value, yf, MILLS_18);
      slope = Math.fma(slope, yn, value);
      value = Math.fma(value, yf, MILLS_17);
      slope = Math.fma(slope, yn, value);
      value = Math.fma(value, yf, MILLS_16);
      slope = Math.fma(slope, yn, value);
      value = Math.fma(value, yf, MILLS_15);
      slope = Math.fma(slope, yn, value);
      value = Math.fma(value, yf, MILLS_14);
      slope = Math.fma(slope, yn, value);
      value = Math.fma(value, yf, MILLS_13);
      slope = Math.fma(slope, yn, value);
      value = Math.fma(value, yf, MILLS_12);
      slope = Math.fma(slope, yn, value);
      value = Math.fma(value, yf, MILLS_11);
      slopes[i] = slope;
      valuesAtFar[i] = value;
    }
  }

  static void millsLower(
      double[] yNear, double[] yFar, double[] slopes, double[] valuesAtFar, int rows) {
    for (int i = 0; i < rows; i++) {
      double yn = yNear[i];
      double yf = yFar[i];
      double value = valuesAtFar[i];
      double slope = slopes[i];
      slope = Math.fma(slope, yn, value);
      value = Math.fma(value, yf, MILLS_10);
      slope = Math.fma(slope, yn, value);
      value = Math.fma(value, yf, MILLS_9);
      slope = Math.fma(slope, yn, value);
      value = Math.fma(value, yf, MILLS_8);
      slope = Math.fma(slope, yn, value);
      value = Math.fma(value, yf, MILLS_7);
      slope = Math.fma(slope, yn, value);
      value = Math.fma(value, yf, MILLS_6);
      slope = Math.fma(slope, yn, value);
      value = Math.fma(value, yf, MILLS_5);
      slope = Math.fma(slope, yn, value);
      value = Math.fma(value, yf, MILLS_4);
      slope = Math.fma(slope, yn, value);
      value = Math.fma(value, yf, MILLS_3);
      slope = Math.fma(slope, yn, value);
      value = Math.fma(value, yf, MILLS_2);
      slope = Math.fma(slope, yn, value);
      value = Math.fma(value, yf, MILLS_1);
      slope = Math.fma(slope, yn, value);
      value = Math.fma(value, yf, MILLS_0);
      slopes[i] = slope;
      valuesAtFar[i] = value;
    }
  }

  /**
   * R(far), and R(near) − R(far): both the polynomial and 1 / (a + Q) fall, so that the difference
   * of their product is a sum of two positive terms.
   */
  static void mills(
      double[] deviation,
      double[] perNear,
      double[] perFar,
      double[] slopes,
      double[] valuesAtFar,
      double[] millsDrop,
      double[] millsFar,
      int rows) {
    for (int i = 0; i < rows; i++) {
      double value = valuesAtFar[i];
      double inverseNear = perNear[i];
      double inverseFar = perFar[i];
      double perWidth = Math.fma(-slopes[i], (P + Q) * inverseNear, value);
      millsDrop[i] = deviation[i] * (inverseNear * inverseFar) * perWidth;
      millsFar[i] = value * inverseFar;
    }
  }

  /** The smaller present value times the density. */
  static void mass(
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
}
