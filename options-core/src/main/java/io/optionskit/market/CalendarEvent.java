/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.market;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/**
 * Something on a calendar that moves prices: earnings, a decision on rates, the release of a
 * figure.
 *
 * @param type what it is, such as {@code EARNINGS}, {@code FOMC}, {@code CPI} or {@code PAYROLLS};
 *     other types are named as the source names them
 * @param subject ticker of the company, or name of the country or currency area
 * @param date its day in the zone of the subject's exchange, New York unless the source says
 *     otherwise
 * @param timing how it stands to regular trading of that day
 * @param time its instant, empty if the source gives only the day
 * @param knownAt from when on this could be known here, in this form
 */
public record CalendarEvent(
    String type,
    String subject,
    LocalDate date,
    Timing timing,
    Optional<Instant> time,
    Instant knownAt) {

  /** How an event stands to regular trading. The names are stable. */
  public enum Timing {
    /** Before the opening. */
    BEFORE_OPEN,
    /** During regular trading. */
    DURING_SESSION,
    /** After the close. */
    AFTER_CLOSE,
    /** Lasts all day, or falls on a day without trading. */
    ALL_DAY,
    /** The source does not say. */
    UNSTATED
  }
}
