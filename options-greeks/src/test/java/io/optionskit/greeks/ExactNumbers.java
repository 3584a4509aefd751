/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;

/**
 * Exponential, logarithm and normal distribution to {@value #DIGITS} digits, by series and
 * fractions that anybody can check; slow.
 */
final class ExactNumbers {

  static final int DIGITS = 60;
  static final MathContext CONTEXT = new MathContext(DIGITS);

  /** Digits in which sums are formed, so that their rounding cannot be seen in the results. */
  private static final MathContext MORE = new MathContext(DIGITS + 12);

  private static final BigDecimal ONE = BigDecimal.ONE;
  private static final BigDecimal TWO = BigDecimal.valueOf(2);
  private static final BigDecimal END = BigDecimal.ONE.movePointLeft(DIGITS + 12);

  /** ln 10 = 3·ln 2 + ln 1.25 = 6·artanh(1/3) + 2·artanh(1/9). */
  private static final BigDecimal LN_10 =
      artanh(3).multiply(BigDecimal.valueOf(6)).add(artanh(9).multiply(TWO));

  /** Machin: π = 16·arctan(1/5) − 4·arctan(1/239). */
  private static final BigDecimal PI =
      arctan(5)
          .multiply(BigDecimal.valueOf(16))
          .subtract(arctan(239).multiply(BigDecimal.valueOf(4)));

  private static final BigDecimal ROOT_2_PI = PI.multiply(TWO).sqrt(MORE);

  /** Powers below e to this are 0 next to anything a double can hold. */
  private static final BigDecimal VANISHED = BigDecimal.valueOf(-20_000);

  private static final BigDecimal SERIES_END = BigDecimal.valueOf(6);

  private ExactNumbers() {}

  static BigDecimal exp(BigDecimal x) {
    if (x.compareTo(VANISHED) < 0) {
      return BigDecimal.ZERO;
    }
    BigInteger tens = x.divide(LN_10, MORE).toBigInteger();
    BigDecimal rest = x.subtract(LN_10.multiply(new BigDecimal(tens)));
    BigDecimal small = rest.divide(BigDecimal.valueOf(256), MORE);
    BigDecimal sum = ONE;
    BigDecimal term = ONE;
    for (int k = 1; term.abs().compareTo(END) > 0; k++) {
      term = term.multiply(small, MORE).divide(BigDecimal.valueOf(k), MORE);
      sum = sum.add(term, MORE);
    }
    for (int squaring = 0; squaring < 8; squaring++) {
      sum = sum.multiply(sum, MORE);
    }
    return sum.scaleByPowerOfTen(tens.intValueExact());
  }

  /** Returns the logarithm of a number that may be smaller or larger than any double. */
  static BigDecimal log(BigDecimal x) {
    int tens = x.precision() - x.scale() - 1;
    BigDecimal mantissa = x.scaleByPowerOfTen(-tens);
    BigDecimal guess = new BigDecimal(StrictMath.log(mantissa.doubleValue()));
    BigDecimal gap = mantissa.multiply(exp(guess.negate()), MORE).subtract(ONE);
    BigDecimal sum = BigDecimal.ZERO;
    BigDecimal power = gap;
    for (int k = 1; power.abs().compareTo(END) > 0; k++) {
      BigDecimal term = power.divide(BigDecimal.valueOf(k), MORE);
      sum = k % 2 == 1 ? sum.add(term) : sum.subtract(term);
      power = power.multiply(gap, MORE);
    }
    return guess.add(sum).add(LN_10.multiply(BigDecimal.valueOf(tens)), MORE);
  }

  static BigDecimal density(BigDecimal x) {
    return exp(x.multiply(x, MORE).divide(TWO, MORE).negate()).divide(ROOT_2_PI, MORE);
  }

  /** Returns the probability below {@code x}, small ones with all their digits. */
  static BigDecimal cumulative(BigDecimal x) {
    BigDecimal size = x.abs();
    BigDecimal upper =
        size.compareTo(SERIES_END) < 0
            ? new BigDecimal("0.5").subtract(centre(size))
            : density(size).multiply(mills(size), MORE);
    return x.signum() > 0 ? ONE.subtract(upper) : upper;
  }

  /** Returns the probability between 0 and {@code x}: n(x)·(x + x³/3 + x⁵/15 + …). */
  private static BigDecimal centre(BigDecimal x) {
    BigDecimal square = x.multiply(x, MORE);
    BigDecimal term = x;
    BigDecimal sum = x;
    for (int k = 3; term.compareTo(END) > 0; k += 2) {
      term = term.multiply(square, MORE).divide(BigDecimal.valueOf(k), MORE);
      sum = sum.add(term, MORE);
    }
    return sum.multiply(density(x), MORE);
  }

  /** Returns (1 − N(x)) / n(x) by Laplace's continued fraction. */
  private static BigDecimal mills(BigDecimal x) {
    double digits = (DIGITS + 12) * StrictMath.log(10);
    int depth = 8 + (int) Math.min(1e6, digits * digits / (2 * StrictMath.pow(x.doubleValue(), 2)));
    BigDecimal fraction = x;
    for (int k = depth; k > 0; k--) {
      fraction = x.add(BigDecimal.valueOf(k).divide(fraction, MORE), MORE);
    }
    return ONE.divide(fraction, MORE);
  }

  /** Returns artanh(1 / n). */
  private static BigDecimal artanh(int n) {
    return oddPowers(n, 1);
  }

  /** Returns arctan(1 / n). */
  private static BigDecimal arctan(int n) {
    return oddPowers(n, -1);
  }

  private static BigDecimal oddPowers(int n, int sign) {
    BigDecimal square = BigDecimal.valueOf((long) sign * n * n);
    BigDecimal power = ONE.divide(BigDecimal.valueOf(n), MORE);
    BigDecimal sum = BigDecimal.ZERO;
    for (int k = 1; power.abs().compareTo(END) > 0; k += 2) {
      sum = sum.add(power.divide(BigDecimal.valueOf(k), MORE));
      power = power.divide(square, MORE);
    }
    return sum;
  }
}
