/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.internal;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.zone.ZoneRules;

/**
 * Numbers, dates and times from texts in their plain form, which providers send by the thousand,
 * read without the parsers of the platform. Whatever has another form is left to these, so that
 * every text means what it means to them, and fails as it fails there. May be used from any thread.
 */
public final class PlainText {

  private static final int LONGEST_NUMBER = 100; // a million digits take minutes

  private static final ZoneRules NEW_YORK = ZoneId.of("America/New_York").getRules();
  private static final double[] POWERS_OF_TEN = {
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15
  };
  private static final int EXACT_DIGITS = 15;
  private static final int DATE_LENGTH = 10;
  private static final int SECONDS_PER_DAY = 86_400;
  private static final int OTHER_FORM = -1;

  /** The latest day asked for; replaced as a whole, so that every thread sees a true one. */
  private static Day knownDay = day(0);

  /** The offset that New York has for a whole day, seconds; none on days when it changes. */
  private record Day(long epochDay, boolean isConstant, int offset) {}

  private PlainText() {}

  /**
   * Returns a number as {@link BigDecimal#BigDecimal(String)} reads it, as the nearest double.
   *
   * @param text digits with or without sign, point and exponent, nothing around them
   * @return its value, infinite if it is out of range
   * @throws NumberFormatException if it is no number
   */
  public static double number(String text) {
    if (text.length() > LONGEST_NUMBER) {
      throw new NumberFormatException("number has " + text.length() + " characters");
    }
    int length = text.length();
    boolean isNegative = length > 0 && text.charAt(0) == '-';
    int first = isNegative ? 1 : 0;
    if (length - first > EXACT_DIGITS + 1) {
      return new BigDecimal(text).doubleValue();
    }
    long digits = 0;
    int point = length;
    for (int i = first; i < length; i++) {
      char c = text.charAt(i);
      if (c >= '0' && c <= '9') {
        digits = digits * 10 + (c - '0');
      } else if (c == '.' && point == length) {
        point = i;
      } else {
        return new BigDecimal(text).doubleValue();
      }
    }
    boolean hasPoint = point < length;
    int seen = length - first - (hasPoint ? 1 : 0);
    if (seen == 0 || seen > EXACT_DIGITS || (digits == 0 && isNegative)) {
      return new BigDecimal(text).doubleValue();
    }
    // Both are exact, so the quotient is the nearest double (Clinger 1990).
    double value = hasPoint ? digits / POWERS_OF_TEN[length - point - 1] : digits;
    return isNegative ? -value : value;
  }

  /**
   * Returns a date as {@link LocalDate#parse(CharSequence)} reads it.
   *
   * @param text such as {@code 2024-11-08}
   * @return the date
   * @throws java.time.DateTimeException if it is none
   */
  public static LocalDate date(String text) {
    if (text.length() != DATE_LENGTH || !isDate(text)) {
      return LocalDate.parse(text);
    }
    return LocalDate.of(digits(text, 0, 4), digits(text, 5, 2), digits(text, 8, 2));
  }

  /**
   * Returns a date as {@link DateTimeFormatter#BASIC_ISO_DATE} reads it.
   *
   * @param text such as {@code 20241108}
   * @return the date
   * @throws java.time.DateTimeException if it is none
   */
  public static LocalDate basicDate(String text) {
    if (text.length() == 8) {
      int year = digits(text, 0, 4);
      int month = digits(text, 4, 2);
      int day = digits(text, 6, 2);
      if (isDate(year, month, day)) {
        return LocalDate.of(year, month, day);
      }
    }
    return LocalDate.parse(text, DateTimeFormatter.BASIC_ISO_DATE);
  }

  /**
   * Returns a New York date and time as {@link LocalDateTime#parse(CharSequence)} reads it.
   *
   * @param text such as {@code 2024-11-04T09:30:00.91}
   * @return the instant
   * @throws java.time.DateTimeException if it is none
   */
  public static Instant newYorkTime(String text) {
    int second = secondOfDay(text);
    int nano = second < 0 ? OTHER_FORM : nano(text, text.length());
    if (nano >= 0) {
      long epochDay = date(text.substring(0, DATE_LENGTH)).toEpochDay();
      Day day = knownDay;
      if (day.epochDay != epochDay) {
        day = day(epochDay);
        knownDay = day;
      }
      if (day.isConstant) {
        return Instant.ofEpochSecond(epochDay * SECONDS_PER_DAY + second - day.offset, nano);
      }
    }
    LocalDateTime time = LocalDateTime.parse(text);
    return time.atZone(ZoneId.of("America/New_York")).toInstant();
  }

  /**
   * Returns a date and time without an offset, meant in UTC, as {@link
   * LocalDateTime#parse(CharSequence)} reads it.
   *
   * @param text such as {@code 2024-11-04T14:30:00}
   * @return the instant
   * @throws java.time.DateTimeException if it is none
   */
  public static Instant utcTime(String text) {
    Instant time = plainTime(text, text.length());
    return time.equals(Instant.MIN) ? LocalDateTime.parse(text).toInstant(ZoneOffset.UTC) : time;
  }

  /**
   * Returns a date and time with its offset as {@link OffsetDateTime#parse(CharSequence)} reads it.
   *
   * @param text such as {@code 2024-04-25T20:00:00.259610112Z}
   * @return the instant
   * @throws java.time.DateTimeException if it is none
   */
  public static Instant time(String text) {
    boolean isUtc = text.endsWith("Z");
    Instant time = isUtc ? plainTime(text, text.length() - 1) : Instant.MIN;
    return time.equals(Instant.MIN) ? OffsetDateTime.parse(text).toInstant() : time;
  }

  /** Returns the beginning of a text as a time in UTC, {@link Instant#MIN} if it is not plain. */
  private static Instant plainTime(String text, int end) {
    int second = secondOfDay(text);
    int nano = second < 0 ? OTHER_FORM : nano(text, end);
    if (nano < 0) {
      return Instant.MIN;
    }
    long epochDay =
        LocalDate.of(digits(text, 0, 4), digits(text, 5, 2), digits(text, 8, 2)).toEpochDay();
    return Instant.ofEpochSecond(epochDay * SECONDS_PER_DAY + second, nano);
  }

  /** Returns the seconds of a text that begins as {@code 2024-11-04T09:30:00}. */
  private static int secondOfDay(String text) {
    if (text.length() < 19
        || !isDate(text)
        || text.charAt(10) != 'T'
        || text.charAt(13) != ':'
        || text.charAt(16) != ':') {
      return OTHER_FORM;
    }
    int hour = digits(text, 11, 2);
    int minute = digits(text, 14, 2);
    int second = digits(text, 17, 2);
    boolean isTime = hour >= 0 && hour < 24 && minute >= 0 && minute < 60 && second >= 0;
    return isTime && second < 60 ? hour * 3600 + minute * 60 + second : OTHER_FORM;
  }

  /** Returns the nanoseconds behind the seconds: none, or a point and one to nine digits. */
  private static int nano(String text, int end) {
    int count = end - 20;
    if (end == 19) {
      return 0;
    }
    if (count < 1 || count > 9 || text.charAt(19) != '.') {
      return OTHER_FORM;
    }
    int nano = digits(text, 20, count);
    for (int i = count; i < 9 && nano > 0; i++) {
      nano *= 10;
    }
    return nano;
  }

  /** Returns whether a text begins with a date that exists. */
  private static boolean isDate(String text) {
    return text.charAt(4) == '-'
        && text.charAt(7) == '-'
        && isDate(digits(text, 0, 4), digits(text, 5, 2), digits(text, 8, 2));
  }

  private static boolean isDate(int year, int month, int day) {
    return year >= 0
        && month >= 1
        && month <= 12
        && day >= 1
        && (day <= 28 || day <= lengthOf(year, month));
  }

  private static int lengthOf(int year, int month) {
    return switch (month) {
      case 2 -> year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
      case 4, 6, 9, 11 -> 30;
      default -> 31;
    };
  }

  private static int digits(String text, int from, int count) {
    int value = 0;
    for (int i = from; i < from + count; i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        return OTHER_FORM;
      }
      value = value * 10 + (c - '0');
    }
    return value;
  }

  private static Day day(long epochDay) {
    LocalDateTime start = LocalDate.ofEpochDay(epochDay).atStartOfDay();
    ZoneOffset before = NEW_YORK.getOffset(start.minusDays(1));
    boolean isConstant = before.equals(NEW_YORK.getOffset(start.plusDays(2)));
    return new Day(epochDay, isConstant, before.getTotalSeconds());
  }
}
