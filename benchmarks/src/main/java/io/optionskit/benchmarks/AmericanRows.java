/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.benchmarks;

import io.optionskit.contract.OptionType;
import java.util.SplittableRandom;

/**
 * American options on a continuous yield as columns.
 *
 * <p>One week to two years in whole days, rates and yields of 0.5 to 10 %, volatilities of 10 to 80
 * %, strikes within two deviations.
 */
final class AmericanRows {

  static final int ROWS = 1024;

  final OptionType[] types = new OptionType[ROWS];
  final double[] spots = new double[ROWS];
  final double[] strikes = new double[ROWS];
  final double[] years = new double[ROWS];
  final double[] rates = new double[ROWS];
  final double[] yields = new double[ROWS];
  final double[] volatilities = new double[ROWS];

  AmericanRows() {
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
}
