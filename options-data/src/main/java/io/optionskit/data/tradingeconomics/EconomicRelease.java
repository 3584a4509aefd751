/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.tradingeconomics;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * An entry of the calendar as it stood at a time. It is rewritten when its figure is released and
 * when that is revised.
 *
 * @param id identifier of the entry, the same over all its versions
 * @param time when the figure is due or was released; midnight UTC for a holiday
 * @param country country or currency area
 * @param category kind of figure, such as {@code Inflation Rate}; {@code Holidays} for a holiday
 * @param event what is released
 * @param reference period that the figure is about, such as {@code Nov}; empty for none
 * @param referenceDate last day of that period
 * @param source who publishes it; empty for unknown
 * @param actual the figure, empty before its release
 * @param previous the figure of the period before
 * @param revised that figure as it was corrected
 * @param forecast what was expected on average
 * @param ownForecast what Trading Economics expected
 * @param importance 1 for low, 2 for medium, 3 for high
 * @param ticker Trading Economics' own name of the series, which may be cut off
 * @param knownAt when this version was written, or received if it does not say
 */
public record EconomicRelease(
    String id,
    Instant time,
    String country,
    String category,
    String event,
    String reference,
    Optional<LocalDate> referenceDate,
    String source,
    Optional<Figure> actual,
    Optional<Figure> previous,
    Optional<Figure> revised,
    Optional<Figure> forecast,
    Optional<Figure> ownForecast,
    OptionalInt importance,
    String ticker,
    Instant knownAt) {

  /**
   * Returns whether the entry is a holiday, not a figure.
   *
   * @return true for the category of holidays
   */
  public boolean isHoliday() {
    return category.equalsIgnoreCase("Holidays");
  }

  /**
   * Returns the type of the event by which strategies know it.
   *
   * @return {@code FOMC}, {@code CPI} or {@code PAYROLLS} for the decision on rates, the consumer
   *     prices and the jobs report of the United States, {@code HOLIDAY} for a holiday, otherwise
   *     the category
   */
  public String type() {
    if (isHoliday()) {
      return "HOLIDAY";
    }
    if (country.equalsIgnoreCase("United States")) {
      if (event.startsWith("Fed Interest Rate Decision")) {
        return "FOMC";
      }
      if (event.startsWith("Inflation Rate")
          || event.startsWith("Core Inflation Rate")
          || event.equals("CPI")) {
        return "CPI";
      }
      if (event.startsWith("Non Farm Payrolls")) {
        return "PAYROLLS";
      }
    }
    return category;
  }
}
