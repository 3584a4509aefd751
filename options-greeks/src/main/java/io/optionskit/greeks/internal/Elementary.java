/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.internal;

/**
 * Exponential and logarithm whose results are the same bits on every machine and Java version, at
 * several times the speed of {@link StrictMath}.
 *
 * <p>Only IEEE arithmetic, {@link Math#fma} and tables. The error is below 0.52 units in the last
 * place for {@link #exp(double)}, 0.75 for {@link #log(double)}, 1 for {@link #expm1(double)} and
 * 1.5 for {@link #log1p(double)}. Special arguments give what {@link StrictMath} gives. Stateless;
 * allocates nothing.
 */
public final class Elementary {

  /** Adding this leaves an integer in the low bits of the sum. */
  private static final double SHIFT = 0x1.8p52;

  private static final double STEPS_PER_LN2 = 184.6649652337873; // 128 / ln 2
  private static final double STEP = 0x1.62e42fefap-8; // ln 2 / 128, 34 bits
  private static final double STEP_REST = 0x1.cf79abc9e3b3ap-47;

  private static final double LN2 = 0x1.62e42fefap-1; // 34 bits: exact times an exponent
  private static final double LN2_REST = 0x1.cf79abc9e3b3ap-40;

  /** Beyond this the result of the exponential may leave the normal numbers. */
  private static final double ORDINARY = 708;

  private static final double OVERFLOW = 709.782712893384;
  private static final double UNDERFLOW = -745.1332191019412;

  private static final long START = 0x3FE6000000000000L; // 11/16, lowest mantissa of the logarithm
  private static final long EXPONENT_BITS = 0xFFF0000000000000L;

  private Elementary() {}

  /**
   * Returns e to the power {@code x}.
   *
   * @param x any number
   * @return the power, ≥ 0; {@code NaN} for {@code NaN}
   */
  public static double exp(double x) {
    return exp(x, 0);
  }

  /**
   * Returns e to the power {@code x + tail}.
   *
   * @param x any number
   * @param tail digits below the last one of {@code x}; at most about 1e-10
   * @return the power, ≥ 0; {@code NaN} for {@code NaN}
   */
  public static double exp(double x, double tail) {
    if (!(Math.abs(x) < ORDINARY)) {
      return extremeExp(x, tail);
    }
    double shifted = Math.fma(x, STEPS_PER_LN2, SHIFT);
    int k = (int) Double.doubleToRawLongBits(shifted);
    double scale = powerOfTwo(k);
    return Math.fma(scale, growth(x, tail, shifted - SHIFT, k), scale);
  }

  /**
   * Returns e to the power {@code x + tail} divided by 2 to the power {@code exponent}, for results
   * that leave the range of normal numbers only after a last multiplication.
   *
   * @param x a number such that the result is a normal number
   * @param tail digits below the last one of {@code x}; at most about 1e-10
   * @param exponent binary exponent taken out of the result
   * @return the scaled power
   */
  public static double scaledExp(double x, double tail, int exponent) {
    double shifted = Math.fma(x, STEPS_PER_LN2, SHIFT);
    int k = (int) Double.doubleToRawLongBits(shifted);
    double scale = powerOfTwo(k - (exponent << 7));
    return Math.fma(scale, growth(x, tail, shifted - SHIFT, k), scale);
  }

  /** Returns 2^(k/128), rounded, for a result that is a normal number. */
  private static double powerOfTwo(int k) {
    long head = Double.doubleToRawLongBits(ElementaryTables.POWER[k & 127]);
    return Double.longBitsToDouble(head + ((long) (k >> 7) << 52));
  }

  /** Returns e^(x + tail) / powerOfTwo(k) − 1, where x is at most half a step from k steps. */
  private static double growth(double x, double tail, double steps, int k) {
    double r = Math.fma(steps, -STEP_REST, Math.fma(steps, -STEP, x)) + tail;
    double square = r * r;
    double cubic = Math.fma(r, 1.0 / 6, 0.5);
    double quintic = Math.fma(r, 1.0 / 120, 1.0 / 24);
    return ElementaryTables.POWER_REST[k & 127] + (r + square * Math.fma(square, quintic, cubic));
  }

  private static double extremeExp(double x, double tail) {
    if (Double.isNaN(x)) {
      return x;
    }
    if (x > OVERFLOW) {
      return Double.POSITIVE_INFINITY;
    }
    if (x < UNDERFLOW) {
      return 0;
    }
    return x > 0 ? scaledExp(x, tail, 10) * 0x1p10 : scaledExp(x, tail, -100) * 0x1p-100;
  }

  /**
   * Returns e to the power {@code x}, minus 1, without cancellation.
   *
   * @param x any number
   * @return the power minus 1, ≥ −1; {@code NaN} for {@code NaN}
   */
  public static double expm1(double x) {
    return expm1(x, 0);
  }

  /**
   * Returns e to the power {@code x + tail}, minus 1, without cancellation.
   *
   * @param x any number
   * @param tail digits below the last one of {@code x}; at most about 1e-10
   * @return the power minus 1, ≥ −1; {@code NaN} for {@code NaN}
   */
  public static double expm1(double x, double tail) {
    if (!(Math.abs(x) < ORDINARY)) {
      return extremeExp(x, tail) - 1;
    }
    if (x == 0) {
      return tail == 0 ? x : tail; // keeps the sign of zero
    }
    double shifted = Math.fma(x, STEPS_PER_LN2, SHIFT);
    int k = (int) Double.doubleToRawLongBits(shifted);
    double scale = powerOfTwo(k);
    return Math.fma(scale, growth(x, tail, shifted - SHIFT, k), scale - 1);
  }

  /**
   * Returns the natural logarithm.
   *
   * @param x any number
   * @return logarithm; −∞ for zero; {@code NaN} for {@code NaN} and numbers below zero
   */
  public static double log(double x) {
    if (!(x >= Double.MIN_NORMAL && x < Double.POSITIVE_INFINITY)) {
      return extremeLog(x);
    }
    return logOfBits(Double.doubleToRawLongBits(x), 0);
  }

  private static double extremeLog(double x) {
    if (x == 0) {
      return Double.NEGATIVE_INFINITY;
    }
    if (!(x > 0)) {
      return Double.NaN;
    }
    return x == Double.POSITIVE_INFINITY
        ? x
        : logOfBits(Double.doubleToRawLongBits(x * 0x1p54), -54);
  }

  /** Returns ln of a normal number given by its bits, plus {@code exponent} · ln 2. */
  private static double logOfBits(long bits, int exponent) {
    long fromStart = bits - START;
    int interval = (int) (fromStart >>> 45) & 127;
    double mantissa = Double.longBitsToDouble(bits - (fromStart & EXPONENT_BITS));
    double binary = (double) ((fromStart >> 52) + exponent);
    double r = Math.fma(mantissa, ElementaryTables.INVERSE[interval], -1);
    double square = r * r;
    double third = Math.fma(r, -1.0 / 4, 1.0 / 3);
    double fifth = Math.fma(r, -1.0 / 6, 1.0 / 5);
    double seventh = Math.fma(r, -1.0 / 8, 1.0 / 7);
    double series = Math.fma(square, Math.fma(square, seventh, fifth), third);
    double head = Math.fma(binary, LN2, ElementaryTables.LOG[interval]); // exact
    double sum = head + r;
    double rest = (head - sum) + r; // exact: head is zero or larger
    double halfSquare = 0.5 * square;
    double after = sum - halfSquare;
    rest += (sum - after) - halfSquare;
    // r² itself was rounded; near 1, where sum is r, that is a part of the last digit
    rest -= 0.5 * Math.fma(r, r, -square);
    rest += Math.fma(binary, LN2_REST, ElementaryTables.LOG_REST[interval]);
    return after + Math.fma(square * r, series, rest);
  }

  /**
   * Returns the natural logarithm of 1 + {@code x} without cancellation.
   *
   * @param x any number
   * @return logarithm; −∞ for −1; {@code NaN} for {@code NaN} and numbers below −1
   */
  public static double log1p(double x) {
    double sum = 1 + x;
    if (sum == 1 || !(x > -1 && x < 0x1p60)) {
      return sum == 1 ? x : log(sum);
    }
    double lost = x < 1 ? x - (sum - 1) : 1 - (sum - x);
    return log(sum) + lost / sum;
  }
}
