/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.benchmarks;

import io.optionskit.contract.OptionType;
import io.optionskit.greeks.Black76;
import io.optionskit.greeks.ImpliedVolatility;
import io.optionskit.greeks.IvStatus;
import java.util.SplittableRandom;

/** European prices whose volatility is known, as columns. */
final class ImpliedRows {

  static final int ROWS = 4096;
  static final int WIDE = 90_000;

  private static final double SMALLEST_PRICE = 1e-290;

  final OptionType[] types;
  final boolean[] isCall;
  final double[] forwards;
  final double[] strikes;
  final double[] years;
  final double[] discountFactors;
  final double[] prices;
  final double[] volatilities;

  private ImpliedRows(int rows) {
    types = new OptionType[rows];
    isCall = new boolean[rows];
    forwards = new double[rows];
    strikes = new double[rows];
    years = new double[rows];
    discountFactors = new double[rows];
    prices = new double[rows];
    volatilities = new double[rows];
  }

  int size() {
    return prices.length;
  }

  /** One day to two years, volatilities of 8 to 80 %, within two and a half deviations. */
  static ImpliedRows ordinary() {
    ImpliedRows rows = new ImpliedRows(ROWS);
    SplittableRandom random = new SplittableRandom(20_261_123);
    for (int i = 0; i < ROWS; i++) {
      double time = random.nextInt(1, 731) / 365.0;
      double volatility = 0.08 + 0.72 * random.nextDouble();
      double distance = (-2.5 + 5 * random.nextDouble()) * volatility * Math.sqrt(time);
      rows.set(i, random, time, volatility, distance);
    }
    return rows;
  }

  /**
   * Total volatilities from 0.001 to 5, strikes up to twenty deviations away on either side, prices
   * down to 1e-290; only rows whose price lies within its limits.
   */
  static ImpliedRows wide() {
    ImpliedRows rows = new ImpliedRows(WIDE);
    SplittableRandom random = new SplittableRandom(20_261_124);
    for (int i = 0; i < WIDE; ) {
      double time = random.nextInt(1, 731) / 365.0;
      double deviation = 0.001 * StrictMath.pow(5000, random.nextDouble());
      double distance = (-20 + 40 * random.nextDouble()) * deviation;
      rows.set(i, random, time, deviation / Math.sqrt(time), distance);
      if (rows.prices[i] >= SMALLEST_PRICE && rows.isSolvable(i)) {
        i++;
      }
    }
    return rows;
  }

  /** How many times larger the relative change of the volatility is than that of the price. */
  double condition(int i) {
    double vega =
        Black76.vega(
            types[i], forwards[i], strikes[i], years[i], discountFactors[i], volatilities[i]);
    return prices[i] / (vega * volatilities[i]);
  }

  /** Price of the call of the same forward and strike, by parity. */
  double callPrice(int i) {
    return isCall[i] ? prices[i] : prices[i] + discountFactors[i] * (forwards[i] - strikes[i]);
  }

  private boolean isSolvable(int i) {
    return ImpliedVolatility.status(
            types[i], forwards[i], strikes[i], years[i], discountFactors[i], prices[i])
        == IvStatus.OK;
  }

  private void set(
      int i, SplittableRandom random, double time, double volatility, double distance) {
    isCall[i] = random.nextBoolean();
    types[i] = isCall[i] ? OptionType.CALL : OptionType.PUT;
    forwards[i] = 20 + 580 * random.nextDouble();
    strikes[i] = forwards[i] * StrictMath.exp(distance);
    years[i] = time;
    discountFactors[i] = StrictMath.exp(-0.06 * random.nextDouble() * time);
    volatilities[i] = volatility;
    prices[i] =
        Black76.value(types[i], forwards[i], strikes[i], time, discountFactors[i], volatility);
  }
}
