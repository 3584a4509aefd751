/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.benchmarks;

import io.optionskit.contract.OptionType;
import java.util.SplittableRandom;

/**
 * American options on a share that pays one to four cash dividends before expiry, as columns.
 *
 * <p>A month to a year in whole days, dividends every quarter of 0.2 to 1.5 % of the spot.
 */
final class DividendRows {

  static final int ROWS = 128;

  private static final int QUARTER = 91;

  final OptionType[] types = new OptionType[ROWS];
  final double[] spots = new double[ROWS];
  final double[] strikes = new double[ROWS];
  final double[] years = new double[ROWS];
  final double[] rates = new double[ROWS];
  final double[] volatilities = new double[ROWS];
  final double[][] dividendYears = new double[ROWS][];
  final double[][] amounts = new double[ROWS][];

  DividendRows() {
    SplittableRandom random = new SplittableRandom(20_261_126);
    for (int i = 0; i < ROWS; i++) {
      types[i] = i % 2 == 0 ? OptionType.CALL : OptionType.PUT;
      spots[i] = 50 + 250 * random.nextDouble();
      int days = random.nextInt(30, 361);
      years[i] = days / 365.0;
      rates[i] = 0.01 + 0.05 * random.nextDouble();
      volatilities[i] = 0.12 + 0.48 * random.nextDouble();
      double distance = (-1.5 + 3 * random.nextDouble()) * volatilities[i] * Math.sqrt(years[i]);
      strikes[i] = spots[i] * StrictMath.exp(distance);
      int first = random.nextInt(5, Math.min(days - 3, QUARTER));
      int count = 1 + (days - 3 - first) / QUARTER;
      double amount = spots[i] * (0.002 + 0.013 * random.nextDouble());
      dividendYears[i] = new double[count];
      amounts[i] = new double[count];
      for (int k = 0; k < count; k++) {
        dividendYears[i][k] = (first + k * QUARTER) / 365.0;
        amounts[i][k] = amount;
      }
    }
  }
}
