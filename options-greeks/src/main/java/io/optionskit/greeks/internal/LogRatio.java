/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.internal;

import static io.optionskit.greeks.internal.batch.Coefficients.ATANH_1;
import static io.optionskit.greeks.internal.batch.Coefficients.ATANH_2;
import static io.optionskit.greeks.internal.batch.Coefficients.ATANH_3;
import static io.optionskit.greeks.internal.batch.Coefficients.ATANH_4;
import static io.optionskit.greeks.internal.batch.Coefficients.ATANH_5;
import static io.optionskit.greeks.internal.batch.Coefficients.ATANH_6;
import static io.optionskit.greeks.internal.batch.Coefficients.ATANH_7;
import static io.optionskit.greeks.internal.batch.Coefficients.ATANH_8;
import static io.optionskit.greeks.internal.batch.Coefficients.HALF_OCTAVE;

/**
 * Natural logarithm of a ratio of two positive numbers to about 80 bits, as a rounded value and the
 * tail below its last digit.
 *
 * <p>The density at d1 magnifies an error of the log-moneyness by d1², so that the last bit of
 * {@code log(spot / strike)} alone would spoil prices far out of the money. The ratio is never
 * formed: b is scaled by a power of two until it is within a factor of 1.51 of a, z = (a − b) / (a
 * + b) is then exact up to one division whose remainder is kept, and ln(a / b) = 2 atanh z. Without
 * a branch for normal numbers, so that the compiler makes one computation of both functions.
 */
public final class LogRatio {

  private static final double LN2 =
      0x1.62e42fefa3p-1; // 41 bits, so that times an exponent is exact
  private static final double LN2_TAIL = 0x1.3de6af278ece6p-42;

  private static final double THIRD = 1.0 / 3;
  private static final double THIRD_REST = 0x1p-54 / 3; // 1/3 less THIRD

  private LogRatio() {}

  /** Returns ln(a / b), rounded; {@code a} and {@code b} are finite and above 0. */
  public static double rounded(double a, double b) {
    return isNormal(a, b) ? evaluate(a, b, 0, false) : ofTiny(a, b, false);
  }

  /** Returns ln(a / b) − {@link #rounded(double, double)}. */
  public static double tail(double a, double b) {
    return isNormal(a, b) ? evaluate(a, b, 0, true) : ofTiny(a, b, true);
  }

  private static boolean isNormal(double a, double b) {
    return a >= Double.MIN_NORMAL && b >= Double.MIN_NORMAL;
  }

  private static double ofTiny(double a, double b, boolean tail) {
    boolean isTinyA = a < Double.MIN_NORMAL;
    boolean isTinyB = b < Double.MIN_NORMAL;
    return evaluate(
        isTinyA ? a * 0x1p54 : a,
        isTinyB ? b * 0x1p54 : b,
        (isTinyB ? 54 : 0) - (isTinyA ? 54 : 0),
        tail);
  }

  private static double evaluate(double a, double b, int extra, boolean tail) {
    long bitsA = Double.doubleToRawLongBits(a);
    long bitsB = Double.doubleToRawLongBits(b);
    long octaves = (bitsA - bitsB + HALF_OCTAVE) >> 52;
    long mantissa = (bitsA & 0xFFFFFFFFFFFFFL) | 0x3FF0000000000000L;
    double one = Double.longBitsToDouble(mantissa); // a, scaled to 1 to 2
    double other = Double.longBitsToDouble(bitsB + (octaves << 52) - (bitsA - mantissa));
    double exponent = octaves + extra;
    double difference = one - other; // exact, and so is what the sum lacks
    double sum = one + other;
    double sumTail = difference - Math.fma(-2, other, sum);
    double perSum = 1 / sum;
    double z = difference * perSum;
    double zTail = Math.fma(-z, sumTail, Math.fma(-z, sum, difference)) * perSum;
    double square = z * z;
    double slope = Math.fma(square, square, square); // of atanh, less 1
    double third = square * THIRD;
    double thirdTail =
        Math.fma(square, THIRD, -third) + THIRD * Math.fma(z, z, -square) + square * THIRD_REST;
    double after = Math.fma(square * square, series(square), thirdTail);
    double high = exponent * LN2;
    double low =
        Math.fma(
            exponent,
            LN2_TAIL,
            2 * Math.fma(z, third, Math.fma(z, after, Math.fma(zTail, slope, zTail))));
    double head = high + 2 * z;
    double rest = (2 * z - (head - high)) + low; // high is 0 or the larger
    double result = head + rest;
    return tail ? rest - (result - head) : result;
  }

  /**
   * Returns ((atanh(z) / z − 1) / z² − 1/3) / z²; even and odd powers apart, so that they overlap.
   */
  private static double series(double w) {
    double ww = w * w;
    double even = Math.fma(ATANH_7, ww, ATANH_5);
    double odd = Math.fma(ATANH_8, ww, ATANH_6);
    even = Math.fma(even, ww, ATANH_3);
    odd = Math.fma(odd, ww, ATANH_4);
    even = Math.fma(even, ww, ATANH_1);
    odd = Math.fma(odd, ww, ATANH_2);
    return Math.fma(odd, w, even);
  }
}
