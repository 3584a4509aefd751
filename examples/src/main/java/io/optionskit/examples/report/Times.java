/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.examples.report;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times as the report shows them: in New York, where the options trade. */
final class Times {

  private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
  private static final DateTimeFormatter MINUTE = formatter("uuuu-MM-dd HH:mm");
  private static final DateTimeFormatter CLOCK = formatter("HH:mm");
  private static final DateTimeFormatter DAY = formatter("MM-dd");
  private static final DateTimeFormatter MONTH = formatter("uuuu-MM");

  private Times() {}

  static LocalDate date(Instant time) {
    return LocalDate.ofInstant(time, NEW_YORK);
  }

  static String minute(Instant time) {
    return MINUTE.format(time);
  }

  static String clock(Instant time) {
    return CLOCK.format(time);
  }

  static int hour(Instant time) {
    return time.atZone(NEW_YORK).getHour();
  }

  static String day(Instant time) {
    return DAY.format(time);
  }

  static String month(Instant time) {
    return MONTH.format(time);
  }

  private static DateTimeFormatter formatter(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(NEW_YORK);
  }
}
