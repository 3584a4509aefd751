/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.internal;

/**
 * Natural logarithm of a ratio of two positive numbers to about 80 bits, as a rounded value and the
 * tail below its last digit.
 *
 * <p>The density at d1 magnifies an error of the log-moneyness by d1², so that the last bit of
 * {@code log(spot / strike)} alone would spoil prices far out of the money. The ratio is never
 * formed: z = (a − b) / (a + b) is exact up to one division whose remainder is kept, and ln(a / b)
 * = 2 atanh z.
 */
public final class LogRatio {

  private static final double LN2 =
      0x1.62e42fefa3p-1; // 41 bits, so that times an exponent is exact
  private static final double LN2_TAIL = 0x1.3de6af278ece6p-42;
  private static final double SQRT2 = 0x1.6a09e667f3bcdp0;

  private LogRatio() {}

  /** Returns ln(a / b), rounded; {@code a} and {@code b} are finite and above 0. */
  public static double rounded(double a, double b) {
    return evaluate(a, b, false);
  }

  /** Returns ln(a / b) − {@link #rounded(double, double)}. */
  public static double tail(double a, double b) {
    return evaluate(a, b, true);
  }

  private static double evaluate(double a, double b, boolean tail) {
    long bitsA = normalBits(a);
    long bitsB = normalBits(b);
    int exponent = exponent(bitsA, a) - exponent(bitsB, b);
    double scaled = mantissa(bitsA);
    double unit = mantissa(bitsB); // both now between 1 and 2
    if (scaled > SQRT2 * unit) {
      scaled *= 0.5;
      exponent++;
    } else if (scaled * SQRT2 < unit) {
      scaled *= 2;
      exponent--;
    }
    double difference = scaled - unit; // exact: the two are within a factor of two
    double sum = scaled + unit;
    double larger = Math.max(scaled, unit);
    double sumTail = Math.min(scaled, unit) - (sum - larger);
    double z = difference / sum;
    double zTail = Math.fma(-z, sumTail, Math.fma(-z, sum, difference)) / sum;
    double square = z * z;
    double series = series(square);
    double high = exponent * LN2;
    double low = Math.fma(exponent, LN2_TAIL, 2 * Math.fma(z, square * series, zTail));
    double head = high + 2 * z;
    double rest = (high == 0 ? 0 : 2 * z - (head - high)) + low;
    double result = head + rest;
    return tail ? rest - (result - head) : result;
  }

  /**
   * Returns (atanh(z) / z − 1) / z² for z² up to 0.0295: twelve terms 1 / (2k + 1) reach 1e-19.
   * Even and odd powers apart, so that they overlap.
   */
  private static double series(double w) {
    double ww = w * w;
    double even = 1.0 / 23;
    double odd = 1.0 / 25;
    even = Math.fma(even, ww, 1.0 / 19);
    odd = Math.fma(odd, ww, 1.0 / 21);
    even = Math.fma(even, ww, 1.0 / 15);
    odd = Math.fma(odd, ww, 1.0 / 17);
    even = Math.fma(even, ww, 1.0 / 11);
    odd = Math.fma(odd, ww, 1.0 / 13);
    even = Math.fma(even, ww, 1.0 / 7);
    odd = Math.fma(odd, ww, 1.0 / 9);
    even = Math.fma(even, ww, 1.0 / 3);
    odd = Math.fma(odd, ww, 1.0 / 5);
    return Math.fma(odd, w, even);
  }

  /** Returns the bits of the number, a subnormal one scaled up. */
  private static long normalBits(double value) {
    return Double.doubleToRawLongBits(value >= Double.MIN_NORMAL ? value : value * 0x1p54);
  }

  private static int exponent(long normalBits, double value) {
    int exponent = (int) (normalBits >>> 52);
    return value >= Double.MIN_NORMAL ? exponent : exponent - 54;
  }

  private static double mantissa(long normalBits) {
    return Double.longBitsToDouble((normalBits & 0xFFFFFFFFFFFFFL) | 0x3FF0000000000000L);
  }
}
