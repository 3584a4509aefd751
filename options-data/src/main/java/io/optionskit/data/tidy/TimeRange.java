/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.tidy;

import io.optionskit.market.EpochNanos;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;

/**
 * Span of time from which rows are wanted, both ends included. Immutable.
 *
 * <p>Example: {@code TimeRange.ALL.withFrom("2018-01-02").withTo("2018-01-31")} is January 2018 on
 * New York clocks.
 *
 * @param first first instant wanted
 * @param last last instant wanted, not before {@code first}
 */
public record TimeRange(Instant first, Instant last) {

  /** Everything from 1700 to 2199. */
  public static final TimeRange ALL =
      new TimeRange(
          Instant.parse("1700-01-01T00:00:00Z"), Instant.parse("2199-12-31T23:59:59.999999999Z"));

  private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

  /**
   * Checks that the range is not empty.
   *
   * @param first first instant wanted
   * @param last last instant wanted
   * @throws IllegalArgumentException if it ends before it starts
   */
  public TimeRange {
    if (last.isBefore(first)) {
      throw new IllegalArgumentException(
          "range must not end before it starts: from " + first + " to " + last);
    }
  }

  /**
   * Returns this range with another start.
   *
   * @param text an instant such as {@code 2018-01-02T14:31:00Z}, or a New York date such as {@code
   *     2018-01-02}, which means its first instant
   * @return copy that starts there
   * @throws IllegalArgumentException if the text is neither, or the range would be empty
   */
  public TimeRange withFrom(String text) {
    return new TimeRange(isDate(text) ? startOf(date("from", text)) : instant("from", text), last);
  }

  /**
   * Returns this range with another end.
   *
   * @param text an instant, the last one wanted, or a New York date, all of which is wanted
   * @return copy that ends there
   * @throws IllegalArgumentException if the text is neither, or the range would be empty
   */
  public TimeRange withTo(String text) {
    Instant end =
        isDate(text) ? startOf(date("to", text).plusDays(1)).minusNanos(1) : instant("to", text);
    return new TimeRange(first, end);
  }

  /**
   * Returns whether an instant is wanted.
   *
   * @param epochNanos nanoseconds since 1970-01-01T00:00Z
   * @return true from the first to the last instant
   */
  public boolean contains(long epochNanos) {
    return epochNanos >= EpochNanos.of(first) && epochNanos <= EpochNanos.of(last);
  }

  private static boolean isDate(String text) {
    return text.length() == 10;
  }

  private static Instant startOf(LocalDate date) {
    return date.atStartOfDay(NEW_YORK).toInstant();
  }

  private static LocalDate date(String name, String text) {
    try {
      return inReach(name, text, LocalDate.parse(text));
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(expected(name, text), e);
    }
  }

  private static LocalDate inReach(String name, String text, LocalDate date) {
    if (date.getYear() < 1700 || date.getYear() > 2198) {
      throw new IllegalArgumentException(name + " must lie between 1700 and 2198: " + text);
    }
    return date;
  }

  private static Instant instant(String name, String text) {
    try {
      OffsetDateTime time = OffsetDateTime.parse(text);
      inReach(name, text, time.toLocalDate());
      return time.toInstant();
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(expected(name, text), e);
    }
  }

  private static String expected(String name, String text) {
    return name
        + " must be a New York date such as 2018-01-02 or an instant such as 2018-01-02T14:31:00Z: "
        + text;
  }
}
