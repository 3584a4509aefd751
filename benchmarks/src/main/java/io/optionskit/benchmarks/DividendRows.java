/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.benchmarks;

import io.optionskit.contract.ExerciseStyle;
import io.optionskit.contract.OptionType;
import io.optionskit.greeks.american.AmericanAccuracy;
import io.optionskit.greeks.american.AmericanValue;
import io.optionskit.greeks.dividend.CashDividend;
import io.optionskit.greeks.dividend.CashDividends;
import io.optionskit.greeks.dividend.DividendModel;
import io.optionskit.greeks.dividend.DividendOptions;
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
  final CashDividends[] dividends = new CashDividends[ROWS];
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
      CashDividend[] schedule = new CashDividend[count];
      for (int k = 0; k < count; k++) {
        dividendYears[i][k] = (first + k * QUARTER) / 365.0;
        amounts[i][k] = amount;
        schedule[k] = new CashDividend(dividendYears[i][k], amount);
      }
      dividends[i] = CashDividends.of(schedule);
    }
  }

  /** Values, computed together with the Greeks, of the first rows. */
  double[] values(AmericanAccuracy accuracy, DividendModel model, int count) {
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      values[i] = evaluate(accuracy, model, i).value();
    }
    return values;
  }

  AmericanValue evaluate(AmericanAccuracy accuracy, DividendModel model, int i) {
    return DividendOptions.evaluate(
        accuracy,
        model,
        ExerciseStyle.AMERICAN,
        types[i],
        spots[i],
        strikes[i],
        years[i],
        rates[i],
        0,
        dividends[i],
        volatilities[i]);
  }
}
