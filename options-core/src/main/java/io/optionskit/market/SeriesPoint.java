/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.market;

import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * One value of a series of interest or of the economy, as it was published. A value that was
 * revised is another point of the same date with a later release.
 *
 * @param date day or first day of the period that the value is about
 * @param releaseDate day on which this value was published, in the publisher's zone
 * @param value in the unit of the series, such as percent a year; exactly as published
 */
public record SeriesPoint(LocalDate date, LocalDate releaseDate, BigDecimal value) {

  /**
   * Returns whether the value was public.
   *
   * @param asOf any day
   * @return true if it was published on that day or before
   */
  public boolean isKnownOn(LocalDate asOf) {
    return !releaseDate.isAfter(asOf);
  }
}
