/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.simulator;

import io.optionskit.time.TradingCalendar;
import io.optionskit.time.TradingSession;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The clock on which the simulated market lives: it runs fast after the opening and before the
 * close, slowly around noon, and takes a step overnight.
 *
 * <p>One year of it is about one calendar year: a regular session is worth 0.71 of 1/252, the night
 * before it 0.27, and every further day without trading 0.04. The whole model, volatility, jumps
 * and options, is stated in this time, so that its shape within the day is in the options too.
 */
final class VarianceClock {

  static final double DAYS_PER_YEAR = 252;
  private static final double SESSION = 0.71 / DAYS_PER_YEAR;
  private static final double NIGHT = 0.27 / DAYS_PER_YEAR;
  private static final double CLOSED_DAY = 0.04 / DAYS_PER_YEAR;
  private static final int REGULAR_MINUTES = 390;
  private static final double REGULAR_WEIGHT = weight(REGULAR_MINUTES);

  private final List<TradingSession> sessions;
  private final List<LocalDate> dates;
  private final double[] atOpen;
  private final double[] atClose;

  /**
   * Creates the clock for the trading days of a span.
   *
   * @param calendar trading calendar
   * @param from first date; its opening is time 0
   * @param to last date
   */
  VarianceClock(TradingCalendar calendar, LocalDate from, LocalDate to) {
    sessions =
        from.datesUntil(to.plusDays(1))
            .flatMap(date -> calendar.findSession(date).stream())
            .toList();
    dates = new ArrayList<>(sessions.stream().map(TradingSession::date).toList());
    atOpen = new double[sessions.size()];
    atClose = new double[sessions.size()];
    for (int day = 0; day < sessions.size(); day++) {
      atOpen[day] = day == 0 ? 0 : atClose[day - 1] + night(day);
      atClose[day] = atOpen[day] + SESSION * weight(minutes(day)) / REGULAR_WEIGHT;
    }
  }

  /** Returns the number of trading days. */
  int days() {
    return sessions.size();
  }

  TradingSession session(int day) {
    return sessions.get(day);
  }

  LocalDate date(int day) {
    return dates.get(day);
  }

  int minutes(int day) {
    return (int) sessions.get(day).minutes();
  }

  /** Returns the day of a date, or of the last trading day before it; −1 if it is before all. */
  int dayOf(LocalDate date) {
    int found = Collections.binarySearch(dates, date);
    return found >= 0 ? found : -found - 2;
  }

  /** Returns the length of the night before a day, in years of this clock; 0 for the first day. */
  double night(int day) {
    if (day == 0) {
      return 0;
    }
    long calendarDays = ChronoUnit.DAYS.between(date(day - 1), date(day));
    return NIGHT + (calendarDays - 1) * CLOSED_DAY;
  }

  double atClose(int day) {
    return atClose[day];
  }

  /** Returns the time at each minute of a day, from the opening (minute 0) to the close. */
  double[] minuteTimes(int day) {
    int minutes = minutes(day);
    double[] times = new double[minutes + 1];
    double passed = 0;
    for (int minute = 0; minute < minutes; minute++) {
      times[minute] = atOpen[day] + SESSION * passed / REGULAR_WEIGHT;
      passed += intensity(minute, minutes);
    }
    times[minutes] = atClose[day];
    return times;
  }

  /** Variance per minute relative to noon: high after the opening, higher again to the close. */
  static double intensity(int minute, int minutes) {
    double sinceOpen = minute + 0.5;
    double toClose = minutes - minute - 0.5;
    return 1 + 2.6 * StrictMath.exp(-sinceOpen / 22) + 0.9 * StrictMath.exp(-toClose / 28);
  }

  private static double weight(int minutes) {
    double sum = 0;
    for (int minute = 0; minute < minutes; minute++) {
      sum += intensity(minute, minutes);
    }
    return sum;
  }
}
