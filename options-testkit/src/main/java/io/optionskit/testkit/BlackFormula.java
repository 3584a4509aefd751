/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.testkit;

import io.optionskit.contract.OptionType;
import io.optionskit.market.Greeks;

/**
 * Value and Greeks of a European option, and the volatility behind a value, simple rather than
 * fast.
 *
 * <p>Uses {@link StrictMath} only, so that test markets are the same on every machine.
 *
 * @param type call or put
 * @param spot price of the underlying
 * @param strike exercise price
 * @param years time to settlement in 365-day years
 * @param rate continuously compounded, per year
 * @param dividendYield continuously compounded, per year
 */
record BlackFormula(
    OptionType type, double spot, double strike, double years, double rate, double dividendYield) {

  private static final double LOWEST_VOLATILITY = 1e-4;
  private static final double HIGHEST_VOLATILITY = 20;

  double forward() {
    return spot * StrictMath.exp((rate - dividendYield) * years);
  }

  double value(double volatility) {
    int sign = type.sign();
    double deviation = volatility * Math.sqrt(years);
    if (!(deviation > 0)) {
      return discount() * type.intrinsic(forward(), strike);
    }
    double d1 = d1(deviation);
    double undiscounted =
        sign * (forward() * normalCdf(sign * d1) - strike * normalCdf(sign * (d1 - deviation)));
    return discount() * Math.max(0, undiscounted);
  }

  /** Returns the Greeks at a volatility above 0 and a time above 0. */
  Greeks greeks(double volatility) {
    int sign = type.sign();
    double rootYears = Math.sqrt(years);
    double deviation = volatility * rootYears;
    double d1 = d1(deviation);
    double carry = StrictMath.exp(-dividendYield * years);
    double density = StrictMath.exp(-0.5 * d1 * d1) / Math.sqrt(2 * Math.PI);
    double spotPart = sign * carry * normalCdf(sign * d1);
    double strikePart = sign * strike * discount() * normalCdf(sign * (d1 - deviation));
    return new Greeks(
        spotPart,
        carry * density / (spot * deviation),
        spot * carry * density * rootYears,
        -spot * carry * density * volatility / (2 * rootYears)
            + dividendYield * spot * spotPart
            - rate * strikePart,
        years * strikePart);
  }

  /** Returns the volatility at which the option has a value, {@code NaN} if there is none. */
  double impliedVolatility(double value) {
    if (!(value > value(LOWEST_VOLATILITY)) || !(value < value(HIGHEST_VOLATILITY))) {
      return Double.NaN;
    }
    double low = LOWEST_VOLATILITY;
    double high = HIGHEST_VOLATILITY;
    for (int i = 0; i < 100; i++) {
      double middle = 0.5 * (low + high);
      if (value(middle) < value) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return 0.5 * (low + high);
  }

  private double discount() {
    return StrictMath.exp(-rate * years);
  }

  private double d1(double deviation) {
    return StrictMath.log(forward() / strike) / deviation + 0.5 * deviation;
  }

  /** Returns the probability that a standard normal variable is below x, to about 1e-15. */
  static double normalCdf(double x) {
    if (x > 0) {
      return 1 - normalCdf(-x);
    }
    double z = -x;
    double density = StrictMath.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI);
    return z < 3 ? 0.5 - density * series(z) : density / continuedFraction(z);
  }

  /** z + z³/3 + z⁵/(3·5) + z⁷/(3·5·7) + … */
  private static double series(double z) {
    double term = z;
    double sum = z;
    for (int odd = 3; term > sum * 1e-17; odd += 2) {
      term *= z * z / odd;
      sum += term;
    }
    return sum;
  }

  /** z + 1/(z + 2/(z + 3/(z + …))), Laplace's fraction of the Mills ratio. */
  private static double continuedFraction(double z) {
    double value = z;
    for (int k = 100; k >= 1; k--) {
      value = z + k / value;
    }
    return value;
  }
}
