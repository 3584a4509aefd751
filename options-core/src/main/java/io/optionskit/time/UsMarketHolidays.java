/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.time;

import static java.time.DayOfWeek.MONDAY;
import static java.time.DayOfWeek.SATURDAY;
import static java.time.DayOfWeek.SUNDAY;
import static java.time.DayOfWeek.THURSDAY;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Weekdays from 2005 on on which the US stock and option exchanges do not open, or close at 13:00.
 *
 * <p>These are the exchanges' holidays, not the federal ones: Good Friday is one, Columbus Day and
 * Veterans Day are not. There was no unscheduled early close in this time.
 *
 * @see <a href="https://www.nyse.com/markets/hours-calendars">NYSE, Holidays and Trading Hours</a>
 */
final class UsMarketHolidays {

  private static final int FIRST_JUNETEENTH = 2022;

  private static final List<LocalDate> UNSCHEDULED_CLOSURES =
      List.of(
          LocalDate.of(2007, 1, 2), // mourning for President Ford
          LocalDate.of(2012, 10, 29), // hurricane Sandy
          LocalDate.of(2012, 10, 30), // hurricane Sandy
          LocalDate.of(2018, 12, 5), // mourning for President George H. W. Bush
          LocalDate.of(2025, 1, 9)); // mourning for President Carter

  private UsMarketHolidays() {}

  /** Returns the weekdays of a year on which the exchanges stay closed, in no order. */
  static List<LocalDate> closures(int year) {
    List<LocalDate> days = new ArrayList<>();
    LocalDate newYear = LocalDate.of(year, 1, 1);
    if (newYear.getDayOfWeek() != SATURDAY) { // else not made up for: the year's last Friday trades
      days.add(observed(newYear));
    }
    days.add(nth(3, MONDAY, year, Month.JANUARY)); // Martin Luther King Jr. Day
    days.add(nth(3, MONDAY, year, Month.FEBRUARY)); // Washington's Birthday
    days.add(goodFriday(year));
    days.add(nth(-1, MONDAY, year, Month.MAY)); // Memorial Day
    if (year >= FIRST_JUNETEENTH) {
      days.add(observed(LocalDate.of(year, 6, 19)));
    }
    days.add(observed(LocalDate.of(year, 7, 4)));
    days.add(nth(1, MONDAY, year, Month.SEPTEMBER)); // Labor Day
    days.add(thanksgiving(year));
    days.add(observed(LocalDate.of(year, 12, 25)));
    UNSCHEDULED_CLOSURES.stream().filter(day -> day.getYear() == year).forEach(days::add);
    return days;
  }

  /** Returns the days of a year on which trading ends at 13:00, in order. */
  static List<LocalDate> earlyCloses(int year) {
    List<LocalDate> closures = closures(year);
    return Stream.of(
            LocalDate.of(year, 7, 3), thanksgiving(year).plusDays(1), LocalDate.of(year, 12, 24))
        .filter(day -> !isWeekend(day) && !closures.contains(day))
        .toList();
  }

  static boolean isWeekend(LocalDate date) {
    return date.getDayOfWeek() == SATURDAY || date.getDayOfWeek() == SUNDAY;
  }

  private static LocalDate thanksgiving(int year) {
    return nth(4, THURSDAY, year, Month.NOVEMBER);
  }

  private static LocalDate observed(LocalDate holiday) {
    return switch (holiday.getDayOfWeek()) {
      case SATURDAY -> holiday.minusDays(1);
      case SUNDAY -> holiday.plusDays(1);
      default -> holiday;
    };
  }

  private static LocalDate nth(int ordinal, DayOfWeek day, int year, Month month) {
    return LocalDate.of(year, month, 1).with(TemporalAdjusters.dayOfWeekInMonth(ordinal, day));
  }

  /** Two days before Easter, by the anonymous Gregorian computus (Nature, 20 April 1876). */
  private static LocalDate goodFriday(int year) {
    int century = year / 100;
    int cycle = year % 19;
    int epact =
        (19 * cycle + century - century / 4 - (century - (century + 8) / 25 + 1) / 3 + 15) % 30;
    int weekday = (32 + 2 * (century % 4) + 2 * (year % 100 / 4) - epact - year % 100 % 4) % 7;
    int correction = (cycle + 11 * epact + 22 * weekday) / 451;
    int daysFromMarch = epact + weekday - 7 * correction + 114;
    return LocalDate.of(year, daysFromMarch / 31, daysFromMarch % 31 + 1).minusDays(2);
  }
}
