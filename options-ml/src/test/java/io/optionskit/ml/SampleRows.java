/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.ml;

import io.optionskit.decision.FeatureRow;
import io.optionskit.time.TradingCalendar;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;

/**
 * Data sets with a planted signal or none: rows of several trading days, labels that look to the
 * end of the day.
 */
final class SampleRows {

  static final List<String> NAMES = List.of("signal", "noise_1", "noise_2", "scaled");

  private SampleRows() {}

  /**
   * Returns rows whose label follows the first feature.
   *
   * @param strength weight of the feature in the log-odds; 0 for none
   */
  static DataSet of(long seed, int days, int rowsPerDay, double strength) {
    return of(seed, days, rowsPerDay, strength, Duration.ofHours(3));
  }

  static DataSet of(long seed, int days, int rowsPerDay, double strength, Duration horizon) {
    Random random = new Random(seed);
    DataSet.Builder rows = DataSet.builder(NAMES);
    LocalDate day = LocalDate.of(2025, 1, 2);
    for (int d = 0; d < days; d++) {
      double common = random.nextGaussian();
      for (int i = 0; i < rowsPerDay; i++) {
        double signal = 0.5 * common + random.nextGaussian();
        boolean label = random.nextDouble() < 1 / (1 + StrictMath.exp(-(strength * signal + 0.4)));
        double[] values = {
          signal, random.nextGaussian(), random.nextGaussian(), 4_500 + 100 * random.nextGaussian()
        };
        Instant at =
            TradingCalendar.usOptions().getSession(day).opensAt().plus(Duration.ofMinutes(5L * i));
        rows.add(FeatureRow.of(NAMES, values), label, at, day, at.plus(horizon));
      }
      day = TradingCalendar.usOptions().nextTradingDay(day);
    }
    return rows.build();
  }

  /** Returns the rows with the labels of some days turned around. */
  static DataSet flipped(DataSet data, List<LocalDate> days) {
    DataSet.Builder rows = DataSet.builder(data.names());
    for (int row = 0; row < data.size(); row++) {
      boolean label = data.label(row) ^ days.contains(data.day(row));
      rows.add(data.features(row), label, data.time(row), data.day(row), data.labelEnd(row));
    }
    return rows.build();
  }
}
