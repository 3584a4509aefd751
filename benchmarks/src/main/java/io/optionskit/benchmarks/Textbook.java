/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.benchmarks;

/**
 * The bare reference loop of the European tables: the formulas as a textbook prints them, one row
 * after the other, with {@code Math.exp} and {@code Math.log}.
 *
 * @see <a href="https://doi.org/10.1002/wilm.42820050316">G. West, "Better approximations to
 *     cumulative normal functions", Wilmott, May 2005</a>, whose form of Hart's approximation is
 *     used
 */
final class Textbook {

  private static final double SQRT_TWO_PI = 2.5066282746310002;

  private Textbook() {}

  /** Fills value, delta, gamma, vega, theta and rho of every row. */
  static void all(EuropeanRows rows, double[][] out) {
    for (int i = 0; i < EuropeanRows.ROWS; i++) {
      double sign = rows.isCall[i] ? 1 : -1;
      double spot = rows.spots[i];
      double years = rows.years[i];
      double rate = rows.rates[i];
      double yield = rows.yields[i];
      double volatility = rows.volatilities[i];
      double root = Math.sqrt(years);
      double deviation = volatility * root;
      double d1 =
          (Math.log(spot / rows.strikes[i])
                  + (rate - yield + 0.5 * volatility * volatility) * years)
              / deviation;
      double d2 = d1 - deviation;
      double spotValue = spot * Math.exp(-yield * years);
      double strikeValue = rows.strikes[i] * Math.exp(-rate * years);
      double density = Math.exp(-0.5 * d1 * d1) / SQRT_TWO_PI;
      double spotTerm = spotValue * cumulative(sign * d1);
      double strikeTerm = strikeValue * cumulative(sign * d2);
      out[0][i] = sign * (spotTerm - strikeTerm);
      out[1][i] = sign * spotTerm / spot;
      out[2][i] = spotValue * density / (spot * spot * deviation);
      out[3][i] = spotValue * density * root;
      out[4][i] =
          -0.5 * spotValue * density * volatility / root
              + sign * (yield * spotTerm - rate * strikeTerm);
      out[5][i] = sign * years * strikeTerm;
    }
  }

  static double value(
      boolean call,
      double spot,
      double strike,
      double years,
      double rate,
      double yield,
      double volatility) {
    double sign = call ? 1 : -1;
    double deviation = volatility * Math.sqrt(years);
    double d1 =
        (Math.log(spot / strike) + (rate - yield + 0.5 * volatility * volatility) * years)
            / deviation;
    return sign
        * (spot * Math.exp(-yield * years) * cumulative(sign * d1)
            - strike * Math.exp(-rate * years) * cumulative(sign * (d1 - deviation)));
  }

  static double cumulative(double x) {
    double distance = Math.abs(x);
    double tail;
    if (distance > 37) {
      tail = 0;
    } else {
      double exponential = Math.exp(-0.5 * distance * distance);
      if (distance < 7.07106781186547) {
        double above = 3.52624965998911e-2 * distance + 0.700383064443688;
        above = above * distance + 6.37396220353165;
        above = above * distance + 33.912866078383;
        above = above * distance + 112.079291497871;
        above = above * distance + 221.213596169931;
        above = above * distance + 220.206867912376;
        double below = 8.83883476483184e-2 * distance + 1.75566716318264;
        below = below * distance + 16.064177579207;
        below = below * distance + 86.7807322029461;
        below = below * distance + 296.564248779674;
        below = below * distance + 637.333633378831;
        below = below * distance + 793.826512519948;
        below = below * distance + 440.413735824752;
        tail = exponential * above / below;
      } else {
        double fraction = distance + 0.65;
        fraction = distance + 4 / fraction;
        fraction = distance + 3 / fraction;
        fraction = distance + 2 / fraction;
        fraction = distance + 1 / fraction;
        tail = exponential / fraction / SQRT_TWO_PI;
      }
    }
    return x > 0 ? 1 - tail : tail;
  }
}
