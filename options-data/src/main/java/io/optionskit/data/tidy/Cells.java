/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.tidy;

import java.math.BigDecimal;
import java.util.Arrays;

/**
 * Reads numbers, dates and times from slices of characters without making objects.
 *
 * <p>What a slice turned out to be is in {@link #state} after each call. Numbers equal {@link
 * Double#parseDouble} to the last bit.
 */
final class Cells {

  /** What the last slice was. */
  enum State {
    OK,
    BLANK,
    BAD,
    NOT_FINITE
  }

  /** Mark of an unreadable date or time. */
  static final long NONE = Long.MIN_VALUE;

  /** Years that quotes and bars can have. */
  static final int FIRST_YEAR = 1970;

  static final int LAST_YEAR = 2199;

  private static final double[] POWERS_OF_TEN = {
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22
  };
  private static final int EXACT_DIGITS = 15;
  private static final long NANOS_PER_SECOND = 1_000_000_000L;
  private static final int SECONDS_PER_DAY = 86_400;
  private static final int LONGEST_TIME = 48;

  State state = State.OK;

  private final char[] knownTime = new char[LONGEST_TIME];
  private int knownTimeLength = -1;
  private long knownTimeNs;

  /** Returns the number in a slice, {@code NaN} unless {@link #state} is OK. */
  double number(char[] text, int from, int length) {
    if (length == 0) {
      state = State.BLANK;
      return Double.NaN;
    }
    int to = from + length;
    int at = from;
    boolean isNegative = text[at] == '-';
    if (isNegative || text[at] == '+') {
      at++;
    }
    long digits = 0;
    int significant = 0;
    int decimals = 0;
    boolean point = false;
    int seen = 0;
    for (; at < to; at++) {
      char c = text[at];
      if (c >= '0' && c <= '9') {
        seen++;
        if (significant > 0 || c != '0') {
          significant++;
        }
        if (significant > EXACT_DIGITS) {
          return slowNumber(text, from, length);
        }
        digits = digits * 10 + (c - '0');
        decimals += point ? 1 : 0;
      } else if (c == '.' && !point) {
        point = true;
      } else {
        return slowNumber(text, from, length);
      }
    }
    if (seen == 0 || decimals >= POWERS_OF_TEN.length) {
      return slowNumber(text, from, length);
    }
    // Both operands are exact, so the quotient is the correctly rounded value (Clinger 1990).
    state = State.OK;
    double value = digits / POWERS_OF_TEN[decimals];
    return isNegative ? -value : value;
  }

  private double slowNumber(char[] text, int from, int length) {
    String value = new String(text, from, length);
    if (value.matches("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]{1,9})?")) {
      double number = Double.parseDouble(value);
      state = Double.isInfinite(number) ? State.NOT_FINITE : State.OK;
      return Double.isInfinite(number) ? Double.NaN : number;
    }
    state = value.matches("(?i)[+-]?(nan|inf|infinity)") ? State.NOT_FINITE : State.BAD;
    return Double.NaN;
  }

  /**
   * Returns a strike in thousandths of a dollar, {@link #NONE} unless it is positive, has at most
   * three decimals and fits eight digits.
   */
  long strike(char[] text, int from, int length) {
    long value = 0;
    int decimals = -1;
    for (int i = from; i < from + length; i++) {
      char c = text[i];
      boolean isDigit = c >= '0' && c <= '9';
      if (c == '.' && decimals < 0) {
        decimals = 0;
      } else if (isDigit && decimals < 3 && value <= 99_999_999) {
        value = value * 10 + (c - '0');
        decimals += decimals < 0 ? 0 : 1;
      } else if (c != '0' || decimals != 3) {
        return slowStrike(new String(text, from, length));
      }
    }
    for (int i = Math.max(0, decimals); i < 3; i++) {
      value *= 10;
    }
    return checkedStrike(value);
  }

  private long slowStrike(String text) {
    if (!text.matches("\\+?([0-9]{1,40}\\.?[0-9]{0,40})([eE][+-]?[0-9]{1,2})?")) {
      return checkedStrike(NONE);
    }
    try {
      return checkedStrike(new BigDecimal(text).movePointRight(3).longValueExact());
    } catch (ArithmeticException e) {
      return checkedStrike(NONE);
    }
  }

  /** Returns a strike in thousandths, as the slice that Java prints for it would give. */
  long strike(double value) {
    long thousandths = Math.abs(value) < 100_000 ? Math.round(value * 1000) : NONE;
    return checkedStrike(thousandths / 1000.0 == value ? thousandths : NONE);
  }

  private long checkedStrike(long thousandths) {
    boolean possible = thousandths > 0 && thousandths <= 99_999_999;
    state = possible ? State.OK : State.BAD;
    return possible ? thousandths : NONE;
  }

  /** Returns a date {@code yyyy-MM-dd} as days since 1970-01-01, or {@link #NONE}. */
  long date(char[] text, int from, int length) {
    state = length == 0 ? State.BLANK : State.BAD;
    if (length != 10 || text[from + 4] != '-' || text[from + 7] != '-') {
      return NONE;
    }
    int year = digits(text, from, 4);
    int month = digits(text, from + 5, 2);
    int day = digits(text, from + 8, 2);
    if (year < FIRST_YEAR || year > LAST_YEAR || month < 1 || month > 12) {
      return NONE;
    }
    if (day < 1 || day > lengthOfMonth(year, month)) {
      return NONE;
    }
    state = State.OK;
    return epochDay(year, month, day);
  }

  /**
   * Returns an instant such as {@code 2014-06-05T13:31:00Z}, with optional seconds and fraction and
   * any offset, as nanoseconds since 1970-01-01T00:00Z, or {@link #NONE}.
   */
  long time(char[] text, int from, int length) {
    if (length == knownTimeLength
        && Arrays.equals(text, from, from + length, knownTime, 0, length)) {
      state = State.OK;
      return knownTimeNs;
    }
    long time = parsedTime(text, from, length);
    if (time != NONE && length <= LONGEST_TIME) {
      System.arraycopy(text, from, knownTime, 0, length);
      knownTimeLength = length;
      knownTimeNs = time;
    }
    return time;
  }

  private long parsedTime(char[] text, int from, int length) {
    if (length < 17) {
      state = length == 0 ? State.BLANK : State.BAD;
      return NONE;
    }
    long day = date(text, from, 10);
    state = State.BAD;
    int to = from + length;
    int at = from + 10;
    if (day == NONE || (text[at] != 'T' && text[at] != ' ') || text[at + 3] != ':') {
      return NONE;
    }
    int hour = digits(text, at + 1, 2);
    int minute = digits(text, at + 4, 2);
    at += 6;
    int second = 0;
    long nanos = 0;
    if (at + 3 < to && text[at] == ':') {
      second = digits(text, at + 1, 2);
      at += 3;
      if (text[at] == '.' || text[at] == ',') {
        int first = ++at;
        for (long unit = NANOS_PER_SECOND / 10; at < to && isDigit(text[at]); at++, unit /= 10) {
          nanos += unit * (text[at] - '0');
        }
        if (at == first || at - first > 9) {
          return NONE;
        }
      }
    }
    int offset = offsetSeconds(text, at, to);
    if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) {
      return NONE;
    }
    if (offset == Integer.MIN_VALUE) {
      return NONE;
    }
    state = State.OK;
    long seconds = day * SECONDS_PER_DAY + hour * 3600L + minute * 60L + second - offset;
    return seconds * NANOS_PER_SECOND + nanos;
  }

  /** Returns the seconds of {@code Z}, {@code +hh}, {@code +hhmm} or {@code +hh:mm}. */
  private static int offsetSeconds(char[] text, int at, int to) {
    int length = to - at;
    if (length == 1 && text[at] == 'Z') {
      return 0;
    }
    boolean signed = length >= 3 && (text[at] == '+' || text[at] == '-');
    boolean colon = length == 6 && text[at + 3] == ':';
    if (!signed || !(length == 3 || length == 5 || colon)) {
      return Integer.MIN_VALUE;
    }
    int hours = digits(text, at + 1, 2);
    int minutes = length == 3 ? 0 : digits(text, to - 2, 2);
    if (hours < 0 || hours > 18 || minutes < 0 || minutes > 59) {
      return Integer.MIN_VALUE;
    }
    int seconds = hours * 3600 + minutes * 60;
    return text[at] == '-' ? -seconds : seconds;
  }

  private static int digits(char[] text, int from, int count) {
    int value = 0;
    for (int i = from; i < from + count; i++) {
      if (!isDigit(text[i])) {
        return -1;
      }
      value = value * 10 + (text[i] - '0');
    }
    return value;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static int lengthOfMonth(int year, int month) {
    if (month == 2) {
      boolean isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
      return isLeap ? 29 : 28;
    }
    return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
  }

  /** Days from 1970-01-01, counted in years that begin in March so that leap days come last. */
  private static int epochDay(int year, int month, int day) {
    int marchYear = month > 2 ? year : year - 1;
    int monthFromMarch = month > 2 ? month - 3 : month + 9;
    int leapDays = marchYear / 4 - marchYear / 100 + marchYear / 400;
    return 365 * marchYear + leapDays + (153 * monthFromMarch + 2) / 5 + day - 719_469;
  }
}
