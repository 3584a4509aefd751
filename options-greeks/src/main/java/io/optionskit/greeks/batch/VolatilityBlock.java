/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.batch;

import io.optionskit.greeks.internal.MillsDrop;
import io.optionskit.greeks.internal.MillsDropColumns;
import io.optionskit.greeks.internal.VolatilitySeed;
import java.util.Arrays;

/**
 * Implied volatilities of a block of rows in plain loops, which the Java compiler turns into vector
 * code by itself: one guess and one step of order five, as in {@link
 * io.optionskit.greeks.ImpliedVolatility#solve}.
 *
 * <p>What shapes the code:
 *
 * <ul>
 *   <li>Loops over numbers and loops over their bits are kept apart, because a loop with both is
 *       left scalar; no branch, the same index everywhere, few arrays per loop.
 *   <li>Only IEEE operations and {@link Math#fma}: the bits do not depend on machine or Java
 *       version, nor on whether a loop was compiled to vector code.
 * </ul>
 *
 * <p>A row the loops cannot do shows in {@link #unsolved}. Belongs to one thread at a time.
 */
final class VolatilityBlock {

  /** Rows per block: many enough to fill vectors, few enough to stay in the nearest caches. */
  static final int ROWS = 256;

  private static final double LN2 = 0x1.62e42fefap-1; // 34 bits: exact times an exponent
  private static final double LN2_REST = 0x1.cf79abc9e3b3ap-40;
  private static final double INVERSE_SQRT_TWO_PI = 0.3989422804014327;

  /** A time value below this part of the price may be a rounding error. */
  private static final double ROUNDING = 1e-15;

  /** A step below this part of the volatility leaves 0.08 of its fifth power, below 3e-17. */
  private static final double LAST_STEP = 8e-4;

  /** No price above the smallest number is farther out; a step from there is not to be trusted. */
  private static final double HIGHEST = 50;

  // farther out, and without time, others decide
  private static final double LEAST_PRICE = 1e-100;
  private static final double MOST_PRICE = 1e100;
  private static final double LEAST_DISCOUNT = 1e-40;
  private static final double MOST_DISCOUNT = 1e40;

  private static final long ROOT_HALF = 0x3FE6A09E667F3BCDL; // bits of sqrt(1/2)
  private static final long ONE = 1023L << 52;
  private static final long EXPONENT_BIAS = 1024;
  private static final long UP = (EXPONENT_BIAS << 52) - ROOT_HALF;

  /** Bits of 2^52: or-ing a small integer into them makes the number 2^52 + integer. */
  private static final long INTEGER = 0x4330000000000000L;

  private static final double INTEGER_ZERO = 0x1p52;
  private static final double INTEGER_BIAS = INTEGER_ZERO + EXPONENT_BIAS;

  // inputs
  final long[] put = new long[ROWS]; // all bits of a put, none of a call
  final double[] forward = column();
  final double[] strike = column();
  final double[] years = column();
  final double[] discountFactor = column();
  final double[] price = column();

  // results
  final double[] volatility = column();

  private final double[] larger = column();
  private final double[] smaller = column();
  private final double[] scale = column(); // power of two between larger and smaller
  private final double[] exponent = column();
  private final double[] insideDiscount = column(); // discount factor in the money, else 0
  private final double[] root = column();
  private final double[] timeValue = column();
  private final double[] perTimeValue = column();
  private final double[] value = column(); // time value per unit of the smaller present value
  private final double[] z = column();
  private final double[] tail = column();
  private final double[] distance = column();
  private final double[] mantissa = column();
  private final double[] binary = column();
  private final double[] logarithm = column();
  private final double[] s = column(); // total volatility
  private final double[] near = column();
  private final MillsDropColumns mills = new MillsDropColumns(ROWS);
  private final double[] drop = column();
  private final double[] error = column();
  private final double[] newton = column();
  private final double[] p = column();
  private final double[] p1 = column();
  private final double[] slope = column();
  private final double[] p2 = column();
  private final double[] p3 = column();
  private final double[] h2 = column();
  private final double[] h3 = column();
  private final double[] h4 = column();
  private final double[] bottom = column();
  private final double[] step = column();

  private static double[] column() {
    return new double[ROWS];
  }

  /** Solves rows of which each has its own inputs. */
  void solve(int rows) {
    root(years, root, rows);
    start(rows);
    guess(rows);
    step(rows);
  }

  /** Solves rows whose inputs but strike, type and price are the same. */
  void solveChain(int rows) {
    Arrays.fill(root, 0, rows, Math.sqrt(years[0]));
    start(rows);
    guess(rows);
    step(rows);
  }

  /**
   * Lists the rows that the loops have not solved to full accuracy.
   *
   * @param rows rows of the block
   * @param unsolved receives them
   * @return how many there are
   */
  int unsolved(int rows, int[] unsolved) {
    double[] step = newton;
    double[] at = near;
    double[] time = timeValue;
    double[] paid = price;
    double[] low = smaller;
    double[] high = larger;
    double[] discount = discountFactor;
    double[] result = volatility;
    int count = 0;
    for (int i = 0; i < rows; i++) {
      boolean isSolved =
          Math.abs(step[i]) < LAST_STEP
              && at[i] >= MillsDrop.LOWEST
              && at[i] <= HIGHEST
              && time[i] > ROUNDING * paid[i]
              && low[i] > LEAST_PRICE
              && high[i] < MOST_PRICE
              && discount[i] > LEAST_DISCOUNT
              && discount[i] < MOST_DISCOUNT
              && result[i] > 0
              && result[i] < Double.POSITIVE_INFINITY;
      if (!isSolved) {
        unsolved[count++] = i;
      }
    }
    return count;
  }

  private void start(int rows) {
    sides(rows);
    timeValues(larger, smaller, insideDiscount, price, timeValue, rows);
    quotients(smaller, discountFactor, timeValue, perTimeValue, value, rows);
    quotientsOfDifference(larger, smaller, scale, z, tail, rows);
    distances(z, tail, exponent, distance, rows);
  }

  private void guess(int rows) {
    ratios(larger, smaller, discountFactor, perTimeValue, logarithm, rows);
    split(logarithm, mantissa, binary, rows);
    roughLogarithms(mantissa, binary, logarithm, rows);
    bachelier(logarithm, value, distance, s, rows);
    lognormal(distance, s, rows);
  }

  private void step(int rows) {
    near(distance, s, near, rows);
    mills.compute(near, s, drop, rows);
    targets(smaller, discountFactor, perTimeValue, drop, error, rows);
    split(error, mantissa, binary, rows);
    logarithms(mantissa, binary, logarithm, rows);
    newton(near, s, drop, logarithm, error, newton, rows);
    derivatives(near, s, p, p1, slope, rows);
    third(error, newton, p, slope, p2, h2, h3, rows);
    p3(p, p1, slope, p3, rows);
    fourth(error, newton, p, p2, p3, h4, rows);
    bottom(h2, h3, h4, bottom, rows);
    householder(h2, h3, bottom, newton, step, rows);
    finish(step, s, root, volatility, rows);
  }

  /** Sorts forward and strike, if they are positive, by their bits. */
  private void sides(int rows) {
    for (int i = 0; i < rows; i++) {
      long f = Double.doubleToRawLongBits(forward[i]);
      long k = Double.doubleToRawLongBits(strike[i]);
      long d = Double.doubleToRawLongBits(discountFactor[i]);
      long difference = f - k; // positive numbers are in the order of their bits
      long isBelow = difference >> 63;
      long high = f - (difference & isBelow);
      long low = k + (difference & isBelow);
      long quotient = (high - low + (1L << 51)) >>> 52;
      larger[i] = Double.longBitsToDouble(high);
      smaller[i] = Double.longBitsToDouble(low);
      scale[i] = Double.longBitsToDouble(ONE - (quotient << 52));
      exponent[i] = Double.longBitsToDouble(quotient | INTEGER);
      insideDiscount[i] = Double.longBitsToDouble(d & ~(isBelow ^ put[i]));
    }
  }

  private static void root(double[] years, double[] root, int rows) {
    for (int i = 0; i < rows; i++) {
      root[i] = Math.sqrt(years[i]);
    }
  }

  private static void timeValues(
      double[] larger,
      double[] smaller,
      double[] insideDiscount,
      double[] price,
      double[] timeValue,
      int rows) {
    for (int i = 0; i < rows; i++) {
      double gap = larger[i] - smaller[i];
      double tail = (larger[i] - gap) - smaller[i];
      timeValue[i] = Math.fma(-insideDiscount[i], gap, price[i]) - insideDiscount[i] * tail;
    }
  }

  private static void quotients(
      double[] smaller,
      double[] discountFactor,
      double[] timeValue,
      double[] perTimeValue,
      double[] value,
      int rows) {
    for (int i = 0; i < rows; i++) {
      double unit = discountFactor[i] * smaller[i];
      double perBoth = 1 / (timeValue[i] * unit);
      perTimeValue[i] = unit * perBoth;
      value[i] = timeValue[i] * timeValue[i] * perBoth;
    }
  }

  /** z = (larger − smaller) / (larger + smaller) of the scaled numbers, and twice its tail. */
  private static void quotientsOfDifference(
      double[] larger, double[] smaller, double[] scale, double[] z, double[] tail, int rows) {
    for (int i = 0; i < rows; i++) {
      double scaled = larger[i] * scale[i];
      double difference = scaled - smaller[i];
      double sum = scaled + smaller[i];
      double sumTail = smaller[i] - (sum - scaled);
      double perSum = 1 / sum;
      double rough = difference * perSum;
      z[i] = rough;
      tail[i] = 2 * perSum * Math.fma(-rough, sumTail, Math.fma(-rough, sum, difference));
    }
  }

  /** ln(larger / smaller) = 2 atanh(z) + exponent · ln 2. */
  private static void distances(
      double[] z, double[] tail, double[] exponent, double[] distance, int rows) {
    for (int i = 0; i < rows; i++) {
      double k = exponent[i] - INTEGER_ZERO;
      double w = z[i] * z[i];
      double rest = Math.fma(w, VolatilitySeed.ATANH_7, VolatilitySeed.ATANH_6);
      rest = Math.fma(rest, w, VolatilitySeed.ATANH_5);
      rest = Math.fma(rest, w, VolatilitySeed.ATANH_4);
      rest = Math.fma(rest, w, VolatilitySeed.ATANH_3);
      rest = Math.fma(rest, w, VolatilitySeed.ATANH_2);
      rest = Math.fma(rest, w, VolatilitySeed.ATANH_1);
      rest = Math.fma(rest, w, VolatilitySeed.ATANH_0);
      double low = Math.fma(k, LN2_REST, Math.fma(2 * z[i] * w, rest, tail[i]));
      distance[i] = Math.fma(k, LN2, Math.fma(2, z[i], low));
    }
  }

  /** 1 + |forward − strike| / undiscounted time value, moved a little. */
  private static void ratios(
      double[] larger,
      double[] smaller,
      double[] discountFactor,
      double[] perTimeValue,
      double[] ratio,
      int rows) {
    for (int i = 0; i < rows; i++) {
      double gap = discountFactor[i] * (larger[i] - smaller[i]);
      ratio[i] = 1 + Math.fma(gap, perTimeValue[i], VolatilitySeed.FLOOR);
    }
  }

  /** Splits numbers into a mantissa between sqrt(1/2) and sqrt(2) and a power of two. */
  private static void split(double[] number, double[] mantissa, double[] binary, int rows) {
    for (int i = 0; i < rows; i++) {
      long bits = Double.doubleToRawLongBits(number[i]);
      long power = (bits + UP) >>> 52;
      mantissa[i] = Double.longBitsToDouble(bits - (power << 52) + (EXPONENT_BIAS << 52));
      binary[i] = Double.longBitsToDouble(power | INTEGER);
    }
  }

  /** Twice the logarithm to 1e-6. */
  private static void roughLogarithms(
      double[] mantissa, double[] binary, double[] logarithm, int rows) {
    for (int i = 0; i < rows; i++) {
      double f = mantissa[i] - 1;
      double series = Math.fma(f, VolatilitySeed.LOG_6, VolatilitySeed.LOG_5);
      series = Math.fma(f, series, VolatilitySeed.LOG_4);
      series = Math.fma(f, series, VolatilitySeed.LOG_3);
      series = Math.fma(f, series, VolatilitySeed.LOG_2);
      series = Math.fma(f, series, VolatilitySeed.LOG_1);
      series = Math.fma(f, series, VolatilitySeed.LOG_0);
      logarithm[i] = 2 * Math.fma(binary[i] - INTEGER_BIAS, LN2, f * series);
    }
  }

  private static void logarithms(double[] mantissa, double[] binary, double[] logarithm, int rows) {
    for (int i = 0; i < rows; i++) {
      double k = binary[i] - INTEGER_BIAS;
      double z = (mantissa[i] - 1) / (mantissa[i] + 1);
      double w = z * z;
      double rest = Math.fma(w, VolatilitySeed.ATANH_7, VolatilitySeed.ATANH_6);
      rest = Math.fma(rest, w, VolatilitySeed.ATANH_5);
      rest = Math.fma(rest, w, VolatilitySeed.ATANH_4);
      rest = Math.fma(rest, w, VolatilitySeed.ATANH_3);
      rest = Math.fma(rest, w, VolatilitySeed.ATANH_2);
      rest = Math.fma(rest, w, VolatilitySeed.ATANH_1);
      rest = Math.fma(rest, w, VolatilitySeed.ATANH_0);
      double low = Math.fma(k, LN2_REST, 2 * (z * w) * rest);
      logarithm[i] = Math.fma(k, LN2, Math.fma(2, z, low));
    }
  }

  /** Total volatility in Bachelier's model, see {@link VolatilitySeed#of}. */
  private static void bachelier(
      double[] square, double[] value, double[] distance, double[] s, int rows) {
    for (int i = 0; i < rows; i++) {
      double g2 = square[i];
      double g = Math.sqrt(g2);
      double top =
          Math.fma(
              g2,
              Math.fma(
                  g2,
                  Math.fma(
                      g2,
                      VolatilitySeed.TOP_6,
                      Math.fma(g, VolatilitySeed.TOP_5, VolatilitySeed.TOP_4)),
                  Math.fma(g, VolatilitySeed.TOP_3, VolatilitySeed.TOP_2)),
              Math.fma(g, VolatilitySeed.TOP_1, VolatilitySeed.TOP_0));
      double bottom =
          Math.fma(
              g2,
              Math.fma(
                  g2,
                  Math.fma(g, VolatilitySeed.BOTTOM_5, VolatilitySeed.BOTTOM_4),
                  Math.fma(g, VolatilitySeed.BOTTOM_3, VolatilitySeed.BOTTOM_2)),
              Math.fma(g, VolatilitySeed.BOTTOM_1, 1));
      s[i] = Math.fma(VolatilitySeed.FLOOR, value[i], distance[i]) * top / (bottom * g2);
    }
  }

  private static void lognormal(double[] distance, double[] s, int rows) {
    for (int i = 0; i < rows; i++) {
      double t = s[i];
      double a = t * t;
      double b = distance[i] * distance[i];
      double first =
          Math.fma(
              b,
              Math.fma(
                  b,
                  Math.fma(b, VolatilitySeed.CORRECTION_13, VolatilitySeed.CORRECTION_12),
                  VolatilitySeed.CORRECTION_11),
              VolatilitySeed.CORRECTION_10);
      double second =
          Math.fma(
              b,
              Math.fma(b, VolatilitySeed.CORRECTION_22, VolatilitySeed.CORRECTION_21),
              VolatilitySeed.CORRECTION_20);
      double third =
          Math.fma(
              a,
              VolatilitySeed.CORRECTION_40,
              Math.fma(b, VolatilitySeed.CORRECTION_31, VolatilitySeed.CORRECTION_30));
      s[i] = Math.fma(t * a, Math.fma(a, Math.fma(a, third, second), first), t);
    }
  }

  private static void near(double[] distance, double[] s, double[] near, int rows) {
    for (int i = 0; i < rows; i++) {
      near[i] = distance[i] / s[i] - 0.5 * s[i];
    }
  }

  /** Value at s over the value wanted, times exp(near² / 2). */
  private static void targets(
      double[] smaller,
      double[] discountFactor,
      double[] perTimeValue,
      double[] drop,
      double[] target,
      int rows) {
    for (int i = 0; i < rows; i++) {
      double unit = discountFactor[i] * smaller[i];
      target[i] = drop[i] * (unit * INVERSE_SQRT_TWO_PI) * perTimeValue[i];
    }
  }

  private static void newton(
      double[] near,
      double[] s,
      double[] drop,
      double[] logarithm,
      double[] error,
      double[] newton,
      int rows) {
    for (int i = 0; i < rows; i++) {
      double e = Math.fma(-0.5 * near[i], near[i], logarithm[i]);
      error[i] = e;
      newton[i] = -e * drop[i] / s[i];
    }
  }

  /** Derivatives of the value over its first one, times powers of s. */
  private static void derivatives(
      double[] near, double[] s, double[] p, double[] p1, double[] slope, int rows) {
    for (int i = 0; i < rows; i++) {
      double ratio = Math.fma(0.5, s[i], near[i]);
      double three = 3 * ratio * ratio;
      p[i] = near[i] * (near[i] + s[i]);
      p1[i] = three;
      slope[i] = Math.fma(-0.25 * s[i], s[i], -three);
    }
  }

  private static void third(
      double[] error,
      double[] newton,
      double[] p,
      double[] slope,
      double[] p2,
      double[] h2,
      double[] h3,
      int rows) {
    for (int i = 0; i < rows; i++) {
      double a = p[i] * newton[i];
      double second = Math.fma(p[i], p[i], slope[i]);
      h2[i] = a + error[i];
      h3[i] = Math.fma(second * newton[i], newton[i], error[i] * Math.fma(3, a, 2 * error[i]));
      p2[i] = second;
    }
  }

  private static void p3(double[] p, double[] p1, double[] slope, double[] p3, int rows) {
    for (int i = 0; i < rows; i++) {
      p3[i] = Math.fma(p[i], Math.fma(p[i], p[i], 3 * slope[i]), 4 * p1[i]);
    }
  }

  private static void fourth(
      double[] error,
      double[] newton,
      double[] p,
      double[] p2,
      double[] p3,
      double[] h4,
      int rows) {
    for (int i = 0; i < rows; i++) {
      double square = newton[i] * newton[i];
      double quadratic = square * Math.fma(4, p2[i], 3 * p[i] * p[i]);
      double rest = error[i] * Math.fma(12 * p[i], newton[i], 6 * error[i]);
      h4[i] = Math.fma(p3[i] * newton[i], square, error[i] * (quadratic + rest));
    }
  }

  /** Denominator of the step. */
  private static void bottom(double[] h2, double[] h3, double[] h4, double[] bottom, int rows) {
    for (int i = 0; i < rows; i++) {
      double rest = Math.fma(h3[i], 1.0 / 3, h4[i] * (1.0 / 24));
      bottom[i] = 1 + Math.fma(h2[i], Math.fma(h2[i], 0.25, 1.5), rest);
    }
  }

  private static void householder(
      double[] h2, double[] h3, double[] bottom, double[] newton, double[] step, int rows) {
    for (int i = 0; i < rows; i++) {
      step[i] = newton[i] * (1 + Math.fma(h3[i], 1.0 / 6, h2[i])) / bottom[i];
    }
  }

  private static void finish(
      double[] step, double[] s, double[] root, double[] volatility, int rows) {
    for (int i = 0; i < rows; i++) {
      volatility[i] = Math.fma(s[i], step[i], s[i]) / root[i];
    }
  }
}
