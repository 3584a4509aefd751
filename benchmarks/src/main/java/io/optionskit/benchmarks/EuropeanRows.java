/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.benchmarks;

import io.optionskit.contract.OptionType;
import java.util.SplittableRandom;

/**
 * European options as columns: every row its own inputs, or one expiry of one underlying.
 *
 * <p>Times are whole days, because some peers know no other; strikes lie within three standard
 * deviations of the forward.
 */
final class EuropeanRows {

  static final int ROWS = 4096;

  final OptionType[] types = new OptionType[ROWS];
  final boolean[] isCall = new boolean[ROWS];
  final double[] spots = new double[ROWS];
  final double[] strikes = new double[ROWS];
  final double[] years = new double[ROWS];
  final double[] rates = new double[ROWS];
  final double[] yields = new double[ROWS];
  final double[] volatilities = new double[ROWS];

  private EuropeanRows() {}

  static EuropeanRows ofManyUnderlyings() {
    EuropeanRows rows = new EuropeanRows();
    SplittableRandom random = new SplittableRandom(20_261_121);
    for (int i = 0; i < ROWS; i++) {
      rows.set(
          i,
          random,
          20 + 580 * random.nextDouble(),
          random.nextInt(1, 731) / 365.0,
          -0.01 + 0.08 * random.nextDouble(),
          0.05 * random.nextDouble());
    }
    return rows;
  }

  static EuropeanRows ofOneExpiry() {
    EuropeanRows rows = new EuropeanRows();
    SplittableRandom random = new SplittableRandom(20_261_122);
    for (int i = 0; i < ROWS; i++) {
      rows.set(i, random, 450, 45 / 365.0, 0.043, 0.013);
    }
    return rows;
  }

  private void set(
      int i, SplittableRandom random, double spot, double time, double rate, double yield) {
    isCall[i] = random.nextBoolean();
    types[i] = isCall[i] ? OptionType.CALL : OptionType.PUT;
    spots[i] = spot;
    years[i] = time;
    rates[i] = rate;
    yields[i] = yield;
    volatilities[i] = 0.08 + 0.72 * random.nextDouble();
    double deviations = -3 + 6 * random.nextDouble();
    strikes[i] =
        spot
            * StrictMath.exp(
                (rate - yield) * time + deviations * volatilities[i] * Math.sqrt(time));
  }
}
