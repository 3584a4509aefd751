/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.examples.report;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.DoubleFunction;

/** Numbers as text for people: the same on every Java version, whatever the locale. */
public final class Numbers {

  private static final String NONE = "–";

  private Numbers() {}

  /**
   * Returns a number with a fixed number of decimals.
   *
   * @param value number; not finite gives a dash
   * @param decimals digits behind the point, ≥ 0
   * @return text such as {@code -0.25}; never {@code -0.00}
   */
  public static String fixed(double value, int decimals) {
    return Double.isFinite(value) ? fixed(new BigDecimal(value), decimals) : NONE;
  }

  /**
   * Returns an exact number with a fixed number of decimals.
   *
   * @param value number
   * @param decimals digits behind the point, ≥ 0; rounded half up
   * @return text such as {@code -0.25}
   */
  public static String fixed(BigDecimal value, int decimals) {
    return value.setScale(decimals, RoundingMode.HALF_UP).toPlainString();
  }

  /**
   * Returns dollars with thousands separated.
   *
   * @param value dollars
   * @return text such as {@code -1,234.50}
   */
  public static String dollars(BigDecimal value) {
    return grouped(fixed(value, 2));
  }

  /**
   * Returns dollars with thousands separated.
   *
   * @param value dollars; not finite gives a dash
   * @return text such as {@code -1,234.50}
   */
  public static String dollars(double value) {
    return grouped(fixed(value, 2));
  }

  /**
   * Returns dollars with their sign.
   *
   * @param value dollars
   * @return text such as {@code +1,234.50}
   */
  public static String signedDollars(BigDecimal value) {
    return (value.signum() > 0 ? "+" : "") + dollars(value);
  }

  /**
   * Returns a fraction in percent.
   *
   * @param value fraction, 0.05 is 5 %; not finite gives a dash
   * @param decimals digits behind the point, ≥ 0
   * @return text such as {@code 5.00 %}
   */
  public static String percent(double value, int decimals) {
    return Double.isFinite(value)
        ? fixed(new BigDecimal(value).movePointRight(2), decimals) + " %"
        : NONE;
  }

  /**
   * Returns a fraction in percent.
   *
   * @param value fraction, empty gives a dash
   * @param decimals digits behind the point, ≥ 0
   * @return text such as {@code 5.00 %}
   */
  public static String percent(OptionalDouble value, int decimals) {
    return percent(value.orElse(Double.NaN), decimals);
  }

  /**
   * Returns a number with a fixed number of decimals.
   *
   * @param value number, empty gives a dash
   * @param decimals digits behind the point, ≥ 0
   * @return text such as {@code -0.25}
   */
  public static String fixed(OptionalDouble value, int decimals) {
    return fixed(value.orElse(Double.NaN), decimals);
  }

  /**
   * Returns a count with thousands separated.
   *
   * @param count count
   * @return text such as {@code 4,130,000}
   */
  public static String count(long count) {
    return grouped(Long.toString(count));
  }

  /**
   * Returns an interval.
   *
   * @param interval its ends, empty gives a dash
   * @param format how the ends are written
   * @return text such as {@code 0.10 to 0.20}
   */
  public static String interval(
      Optional<DayBootstrap.Interval> interval, DoubleFunction<String> format) {
    return interval
        .map(ends -> format.apply(ends.low()) + " to " + format.apply(ends.high()))
        .orElse(NONE);
  }

  private static String grouped(String plain) {
    int point = plain.indexOf('.');
    int end = point < 0 ? plain.length() : point;
    StringBuilder text = new StringBuilder(plain);
    for (int i = end - 3; i > 0 && Character.isDigit(plain.charAt(i - 1)); i -= 3) {
      text.insert(i, ',');
    }
    return text.toString();
  }
}
