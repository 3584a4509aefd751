/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.spi;

import io.optionskit.market.SeriesPoint;
import java.time.LocalDate;
import java.util.List;

/**
 * Gives series of interest and of the economy as they were known at a time. May be called from any
 * thread.
 */
@FunctionalInterface
public interface SeriesSource {

  /**
   * Gets the values of a series that were public at the end of a day.
   *
   * <p>A backtest that decides during day D asks as of the day before, or later on D only if it
   * knows the hour of the release.
   *
   * @param series name, such as {@code DGS3MO}
   * @param from first day that a value may be about
   * @param to last day that a value may be about
   * @param asOf day at whose end the values were public
   * @return one point per date that had a value then, ascending by date, each as it stood then; a
   *     date without a value is not in the list
   * @throws ProviderException if the source fails, does not know the series, or cannot tell what
   *     was known then
   */
  List<SeriesPoint> observations(String series, LocalDate from, LocalDate to, LocalDate asOf);
}
