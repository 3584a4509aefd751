/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.benchmarks;

import io.optionskit.contract.OptionType;
import io.optionskit.greeks.american.AmericanBatch;
import java.util.SplittableRandom;

/**
 * American options on a continuous yield as columns.
 *
 * <p>One week to two years in whole days, rates and yields of 0.5 to 10 %, volatilities of 10 to 80
 * %, strikes within two deviations.
 */
final class AmericanRows {

  static final int ROWS = 1024;

  final OptionType[] types;
  final double[] spots;
  final double[] strikes;
  final double[] years;
  final double[] rates;
  final double[] yields;
  final double[] volatilities;

  private AmericanRows(int rows) {
    types = new OptionType[rows];
    spots = new double[rows];
    strikes = new double[rows];
    years = new double[rows];
    rates = new double[rows];
    yields = new double[rows];
    volatilities = new double[rows];
  }

  AmericanRows() {
    this(ROWS);
    SplittableRandom random = new SplittableRandom(20_261_125);
    for (int i = 0; i < ROWS; i++) {
      types[i] = random.nextBoolean() ? OptionType.CALL : OptionType.PUT;
      spots[i] = 20 + 580 * random.nextDouble();
      years[i] = random.nextInt(7, 731) / 365.0;
      rates[i] = 0.005 + 0.095 * random.nextDouble();
      yields[i] = 0.005 + 0.095 * random.nextDouble();
      volatilities[i] = 0.1 + 0.7 * random.nextDouble();
      double distance = (-2 + 4 * random.nextDouble()) * volatilities[i] * Math.sqrt(years[i]);
      strikes[i] = spots[i] * StrictMath.exp(distance);
    }
  }

  AmericanRows first(int count) {
    AmericanRows first = new AmericanRows(count);
    System.arraycopy(types, 0, first.types, 0, count);
    System.arraycopy(spots, 0, first.spots, 0, count);
    System.arraycopy(strikes, 0, first.strikes, 0, count);
    System.arraycopy(years, 0, first.years, 0, count);
    System.arraycopy(rates, 0, first.rates, 0, count);
    System.arraycopy(yields, 0, first.yields, 0, count);
    System.arraycopy(volatilities, 0, first.volatilities, 0, count);
    return first;
  }

  double[] values(AmericanBatch batch, double[] values) {
    batch.values(types, spots, strikes, years, rates, yields, volatilities, values);
    return values;
  }
}
