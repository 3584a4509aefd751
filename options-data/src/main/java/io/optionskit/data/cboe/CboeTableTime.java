/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.cboe;

import io.optionskit.spi.ProviderException;
import io.optionskit.spi.ProviderException.Reason;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Month;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The line of a quote table that says of when it is, in any of the ways in which it was written.
 */
final class CboeTableTime {

  private static final Pattern LINE =
      Pattern.compile(
          "Date: *(?:(\\d{1,2}) ([A-Za-z]{3,9})|([A-Za-z]{3,9}) (\\d{1,2})),?"
              + "(?: (\\d{4}| ?\\d{1,2}(?=,)))?(?: at|,)? *(\\d{1,2}):(\\d{2}) ([AP])M (E[SD]?T).*");

  private CboeTableTime() {}

  /**
   * Returns the instant.
   *
   * @param line such as {@code "Date: December 12, 2022 at 8:31 PM EST",Bid: …}
   * @param given the year, if the line does not state it
   * @throws ProviderException {@code BAD_REQUEST} if there is no year, {@code BAD_DATA} if the line
   *     cannot be read or the years contradict each other
   */
  static Instant parse(String line, OptionalInt given) {
    Matcher parts = LINE.matcher(line.replace("\"", ""));
    if (!parts.matches()) {
      throw unreadable(line);
    }
    Optional<String> stated =
        Optional.ofNullable(parts.group(5)).filter(text -> text.length() == 4);
    if (stated.isEmpty() && given.isEmpty()) {
      throw new ProviderException(
          Reason.BAD_REQUEST,
          "cboe's quote table does not state the year in '" + shown(line) + "': give it");
    }
    int year = year(stated.map(Integer::parseInt).orElseGet(given::getAsInt));
    if (given.isPresent() && given.getAsInt() != year) {
      throw new ProviderException(
          Reason.BAD_DATA,
          "cboe's quote table is of " + year + ", not of " + given.getAsInt() + " as given");
    }
    boolean isDayFirst = parts.group(1) != null;
    try {
      LocalDate date =
          LocalDate.of(
              year,
              month(String.valueOf(parts.group(isDayFirst ? 2 : 3))),
              Integer.parseInt(String.valueOf(parts.group(isDayFirst ? 1 : 4))));
      int hour = Integer.parseInt(String.valueOf(parts.group(6)));
      if (hour < 1 || hour > 12) {
        throw new DateTimeException("hour must be from 1 to 12: " + hour);
      }
      LocalTime time =
          LocalTime.of(
              hour % 12 + ("P".equals(parts.group(8)) ? 12 : 0),
              Integer.parseInt(String.valueOf(parts.group(7))));
      LocalDateTime local = date.atTime(time);
      return switch (String.valueOf(parts.group(9))) {
        case "EST" -> local.toInstant(ZoneOffset.ofHours(-5));
        case "EDT" -> local.toInstant(ZoneOffset.ofHours(-4));
        default -> local.atZone(ZoneId.of("America/New_York")).toInstant();
      };
    } catch (DateTimeException e) {
      throw new ProviderException(
          Reason.BAD_DATA, unreadable(line).getMessage() + ": " + e.getMessage(), e);
    }
  }

  private static int year(int year) {
    if (year < 1973 || year > 2199) {
      throw new ProviderException(
          Reason.BAD_DATA, "year of cboe's quote table must be from 1973 to 2199: " + year);
    }
    return year;
  }

  private static Month month(String name) {
    String wanted = name.toUpperCase(Locale.ROOT);
    for (Month month : Month.values()) {
      if (month.name().startsWith(wanted)) {
        return month;
      }
    }
    throw new DateTimeException("there is no month " + name);
  }

  private static ProviderException unreadable(String line) {
    return new ProviderException(
        Reason.BAD_DATA,
        "the line above the header of cboe's quote table must be a date such as"
            + " 'Date: 9 June 2023, 1:40 PM EDT': '"
            + shown(line)
            + "'");
  }

  private static String shown(String line) {
    return line.length() > 60 ? line.substring(0, 60) + "…" : line;
  }
}
