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

  /** 1 / (2k + 1): the series of atanh; with |z| below 0.1716 twelve terms reach 1e-19. */
  private static final double[] SERIES = {
    1.0 / 3, 1.0 / 5, 1.0 / 7, 1.0 / 9, 1.0 / 11, 1.0 / 13, 1.0 / 15, 1.0 / 17, 1.0 / 19, 1.0 / 21,
    1.0 / 23, 1.0 / 25
  };

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
    int exponent = exponent(a) - exponent(b);
    double scaled = Math.scalb(a, -exponent(a)); // both now between 1 and 2
    double unit = Math.scalb(b, -exponent(b));
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
    double series = 0;
    for (int k = SERIES.length - 1; k >= 0; k--) {
      series = Math.fma(series, square, SERIES[k]);
    }
    double high = exponent * LN2;
    double low = Math.fma(exponent, LN2_TAIL, 2 * Math.fma(z, square * series, zTail));
    double head = high + 2 * z;
    double rest = (high == 0 ? 0 : 2 * z - (head - high)) + low;
    double result = head + rest;
    return tail ? rest - (result - head) : result;
  }

  /** Returns the binary exponent, also of subnormal numbers. */
  private static int exponent(double value) {
    return value >= Double.MIN_NORMAL
        ? Math.getExponent(value)
        : Math.getExponent(value * 0x1p54) - 54;
  }
}
