/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.ml;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * A data set cut into training, validation and test by trading date, in order of time (ML-10), with
 * a purge gap (ML-09).
 *
 * <p>Rows of one date stay together. A row whose label looks into a later part is left out of the
 * earlier one, so that no part knows anything of the next.
 *
 * @param training first part
 * @param validation part after it, for calibration
 * @param test last part, touched by evaluation only
 * @param purged rows left out because their labels look into a later part
 */
public record TimeSplit(DataSet training, DataSet validation, DataSet test, int purged) {

  /**
   * Cuts a data set 70 / 10 / 20.
   *
   * @param data rows of at least ten trading dates
   * @return the parts
   * @throws IllegalArgumentException if there are fewer dates
   */
  public static TimeSplit of(DataSet data) {
    return of(data, 0.70, 0.10);
  }

  /**
   * Cuts a data set.
   *
   * @param data rows of at least ten trading dates
   * @param trainingShare share of the dates for training, above 0
   * @param validationShare share of the dates for validation, above 0; the rest, which must not be
   *     empty, is for the test
   * @return the parts
   * @throws IllegalArgumentException if there are fewer dates or a part would be empty
   */
  public static TimeSplit of(DataSet data, double trainingShare, double validationShare) {
    List<LocalDate> days = data.days();
    int training = (int) Math.round(days.size() * trainingShare);
    int validation = (int) Math.round(days.size() * validationShare);
    if (days.size() < 10
        || training < 1
        || validation < 1
        || training + validation >= days.size()) {
      throw new IllegalArgumentException(
          "a data set needs at least 10 trading dates and a date in each part: it has "
              + days.size()
              + ", cut "
              + trainingShare
              + " / "
              + validationShare);
    }
    LocalDate validationStart = days.get(training);
    LocalDate testStart = days.get(training + validation);
    DataSet first =
        data.between(days.get(0), days.get(training - 1), firstTime(data, validationStart));
    DataSet second =
        data.between(
            validationStart, days.get(training + validation - 1), firstTime(data, testStart));
    DataSet third = data.between(testStart, days.get(days.size() - 1), Instant.MAX);
    return new TimeSplit(
        first, second, third, data.size() - first.size() - second.size() - third.size());
  }

  private static Instant firstTime(DataSet data, LocalDate day) {
    for (int row = 0; row < data.size(); row++) {
      if (data.day(row).equals(day)) {
        return data.time(row);
      }
    }
    throw new IllegalStateException("no row of " + day);
  }
}
