/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.time;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The days and hours at which US stock and index options trade: exchange holidays, early closes and
 * unscheduled closures, in New York time.
 *
 * <p>It covers 2005 to 2039. Sessions up to 2028 are those that took place or that the exchanges
 * have announced; later ones follow from the same rules, so that long-dated contracts have a
 * settlement instant too. A closure that is decided at short notice is only known to a later
 * version. Methods that are asked about a day outside these years throw {@link
 * IllegalArgumentException} instead of guessing.
 *
 * <p>Immutable and safe to use from any thread. Sessions are tabulated once, so every lookup takes
 * constant time; those that return primitives or enums allocate nothing.
 *
 * <p>Example: Friday, 24 November 2023, is a trading day that closes at 13:00.
 */
public final class TradingCalendar {

  private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
  private static final LocalTime OPENING = LocalTime.of(9, 30);
  private static final int REGULAR_SECONDS = 390 * 60;
  private static final int EARLY_CLOSE_SECONDS = 210 * 60;
  private static final int PRE_MARKET_SECONDS = 330 * 60;
  private static final int AFTER_HOURS_SECONDS = 240 * 60;
  private static final int SECONDS_PER_DAY = 24 * 60 * 60;
  private static final long NANOS_PER_SECOND = 1_000_000_000L;
  private static final double NANOS_PER_MINUTE = 60e9;

  /**
   * Subtracted from an instant before it is cut to a UTC day. New York is four or five hours behind
   * UTC, so that from pre-market to after-hours trading the UTC day found is the New York date.
   */
  private static final int DAY_SHIFT_SECONDS = 4 * 60 * 60;

  private static final TradingCalendar US_OPTIONS =
      new TradingCalendar(LocalDate.of(2005, 1, 1), LocalDate.of(2039, 12, 31));

  private final LocalDate firstDate;
  private final LocalDate lastDate;

  // One slot per calendar day from firstDate on; a day without trading has a session of no length.
  private final long[] opensAt; // epoch second of 09:30
  private final int[] openSeconds; // length of the regular session
  private final long[] openSecondsBefore; // sum of openSeconds of all earlier days
  private final int[] tradingDaysThrough; // number of trading days up to and including the day

  private TradingCalendar(LocalDate firstDate, LocalDate lastDate) {
    this.firstDate = firstDate;
    this.lastDate = lastDate;
    int days = Math.toIntExact(lastDate.toEpochDay() - firstDate.toEpochDay() + 1);
    opensAt = new long[days];
    openSeconds = new int[days];
    openSecondsBefore = new long[days];
    tradingDaysThrough = new int[days];
    setSessionLengths();
    setSessionTimes();
  }

  private void setSessionLengths() {
    for (int day = 0; day < openSeconds.length; day++) {
      openSeconds[day] = UsMarketHolidays.isWeekend(dateOf(day)) ? 0 : REGULAR_SECONDS;
    }
    for (int year = firstDate.getYear(); year <= lastDate.getYear(); year++) {
      UsMarketHolidays.closures(year).forEach(date -> openSeconds[dayOf(date)] = 0);
      UsMarketHolidays.earlyCloses(year)
          .forEach(date -> openSeconds[dayOf(date)] = EARLY_CLOSE_SECONDS);
    }
  }

  private void setSessionTimes() {
    long seconds = 0;
    int tradingDays = 0;
    for (int day = 0; day < openSeconds.length; day++) {
      opensAt[day] = dateOf(day).atTime(OPENING).atZone(NEW_YORK).toEpochSecond();
      openSecondsBefore[day] = seconds;
      seconds += openSeconds[day];
      tradingDays += openSeconds[day] > 0 ? 1 : 0;
      tradingDaysThrough[day] = tradingDays;
    }
  }

  /**
   * Returns the calendar of US stock, fund and index options.
   *
   * @return the calendar; always the same object
   */
  public static TradingCalendar usOptions() {
    return US_OPTIONS;
  }

  /**
   * Returns whether the exchanges open on a date.
   *
   * @param date date in New York, 2005 to 2039
   * @return false on weekends, exchange holidays and unscheduled closures
   * @throws IllegalArgumentException if the date is outside the calendar
   */
  public boolean isTradingDay(LocalDate date) {
    return openSeconds[dayOf(date)] > 0;
  }

  /**
   * Returns the regular session of a date, if there is one.
   *
   * @param date date in New York, 2005 to 2039
   * @return the session, empty if the exchanges are closed all day
   * @throws IllegalArgumentException if the date is outside the calendar
   */
  public Optional<TradingSession> findSession(LocalDate date) {
    int day = dayOf(date);
    return openSeconds[day] > 0 ? Optional.of(session(day)) : Optional.empty();
  }

  /**
   * Returns the regular session of a trading day.
   *
   * @param date trading day in New York, 2005 to 2039
   * @return its session
   * @throws IllegalArgumentException if the exchanges are closed on the date or it is outside the
   *     calendar
   */
  public TradingSession getSession(LocalDate date) {
    return findSession(date)
        .orElseThrow(
            () -> new IllegalArgumentException("date must be a trading day: " + describe(date)));
  }

  /**
   * Returns the regular session that an instant falls into.
   *
   * @param instant any instant of the years 2005 to 2039
   * @return the session that has opened and not yet closed; at the closing instant itself empty
   * @throws IllegalArgumentException if the instant is outside the calendar
   */
  public Optional<TradingSession> findSessionAt(Instant instant) {
    int day = dayAt(instant);
    return isOpen(day, instant.getEpochSecond()) ? Optional.of(session(day)) : Optional.empty();
  }

  /**
   * Returns the first trading day after a date.
   *
   * @param date date in New York, a trading day or not
   * @return the next trading day, never the date itself
   * @throws IllegalArgumentException if that day or the date is outside the calendar
   */
  public LocalDate nextTradingDay(LocalDate date) {
    return step(date, 1);
  }

  /**
   * Returns the last trading day before a date.
   *
   * @param date date in New York, a trading day or not
   * @return the previous trading day, never the date itself
   * @throws IllegalArgumentException if that day or the date is outside the calendar
   */
  public LocalDate previousTradingDay(LocalDate date) {
    return step(date, -1);
  }

  /**
   * Returns the number of trading days after one date up to and including another.
   *
   * <p>From a Friday to the Monday that follows it is 1, from a day to itself 0, and backwards the
   * negative of what it is forwards.
   *
   * @param from date in New York, not counted
   * @param to date in New York, counted if it is a trading day
   * @return trading days in between, negative if {@code to} is before {@code from}
   * @throws IllegalArgumentException if a date is outside the calendar
   */
  public int tradingDaysBetween(LocalDate from, LocalDate to) {
    return tradingDaysThrough[dayOf(to)] - tradingDaysThrough[dayOf(from)];
  }

  /**
   * Returns the date in New York at an instant, which is the trading date of what happens then.
   *
   * @param instant any instant, also outside the years of this calendar
   * @return date in {@link #zone()}, a trading day or not
   */
  public LocalDate tradingDateAt(Instant instant) {
    return LocalDate.ofInstant(instant, NEW_YORK);
  }

  /**
   * Returns the phase of the trading day at an instant; each phase includes its first instant.
   *
   * @param instant any instant of the years 2005 to 2039
   * @return the phase, {@link MarketPhase#CLOSED} all day on days without trading
   * @throws IllegalArgumentException if the instant is outside the calendar
   */
  public MarketPhase phaseAt(Instant instant) {
    int day = dayAt(instant);
    long sinceOpening = instant.getEpochSecond() - opensAt[day];
    if (openSeconds[day] == 0
        || sinceOpening < -PRE_MARKET_SECONDS
        || sinceOpening >= openSeconds[day] + AFTER_HOURS_SECONDS) {
      return MarketPhase.CLOSED;
    }
    if (sinceOpening < 0) {
      return MarketPhase.PRE_MARKET;
    }
    return sinceOpening < openSeconds[day] ? MarketPhase.REGULAR : MarketPhase.AFTER_HOURS;
  }

  /**
   * Returns the time left in the regular session that an instant falls into.
   *
   * @param instant any instant of the years 2005 to 2039
   * @return minutes to the close with their fraction, &gt; 0 and at most 390; empty unless {@link
   *     #phaseAt} is {@link MarketPhase#REGULAR}
   * @throws IllegalArgumentException if the instant is outside the calendar
   */
  public OptionalDouble minutesToClose(Instant instant) {
    int day = dayAt(instant);
    if (!isOpen(day, instant.getEpochSecond())) {
      return OptionalDouble.empty();
    }
    long left = openSeconds[day] * NANOS_PER_SECOND - openNanosOfDay(day, instant);
    return OptionalDouble.of(left / NANOS_PER_MINUTE);
  }

  /**
   * Returns the time zone in which the exchanges state their dates and hours.
   *
   * @return {@code America/New_York}
   */
  public ZoneId zone() {
    return NEW_YORK;
  }

  /** Returns the nanoseconds of regular trading between two instants, negative if reversed. */
  long openNanosBetween(Instant from, Instant to) {
    return openNanosUntil(to) - openNanosUntil(from);
  }

  private long openNanosUntil(Instant instant) {
    int day = dayAt(instant);
    return openSecondsBefore[day] * NANOS_PER_SECOND + openNanosOfDay(day, instant);
  }

  private long openNanosOfDay(int day, Instant instant) {
    long seconds = instant.getEpochSecond() - opensAt[day];
    if (seconds < 0) {
      return 0;
    }
    return seconds >= openSeconds[day]
        ? openSeconds[day] * NANOS_PER_SECOND
        : seconds * NANOS_PER_SECOND + instant.getNano();
  }

  private boolean isOpen(int day, long epochSecond) {
    long sinceOpening = epochSecond - opensAt[day];
    return sinceOpening >= 0 && sinceOpening < openSeconds[day];
  }

  private TradingSession session(int day) {
    return new TradingSession(
        dateOf(day),
        Instant.ofEpochSecond(opensAt[day]),
        Instant.ofEpochSecond(opensAt[day] + openSeconds[day]),
        openSeconds[day] < REGULAR_SECONDS);
  }

  private LocalDate step(LocalDate date, int step) {
    int day = dayOf(date) + step;
    while (day >= 0 && day < openSeconds.length) {
      if (openSeconds[day] > 0) {
        return dateOf(day);
      }
      day += step;
    }
    throw outside(date, step > 0 ? "the next trading day of date" : "the one before date");
  }

  private int dayOf(LocalDate date) {
    if (date.isBefore(firstDate) || date.isAfter(lastDate)) {
      throw outside(date, "date");
    }
    return (int) (date.toEpochDay() - firstDate.toEpochDay());
  }

  private int dayAt(Instant instant) {
    long epochDay =
        Math.floorDiv(instant.getEpochSecond() - DAY_SHIFT_SECONDS, (long) SECONDS_PER_DAY);
    long day = epochDay - firstDate.toEpochDay();
    if (day < 0 || day >= openSeconds.length) {
      throw outside(instant, "instant");
    }
    return (int) day;
  }

  private LocalDate dateOf(int day) {
    return firstDate.plusDays(day);
  }

  private String describe(LocalDate closedDate) {
    return closedDate + " is a " + closedDate.getDayOfWeek() + " on which the exchanges are closed";
  }

  private IllegalArgumentException outside(Object value, String what) {
    return new IllegalArgumentException(
        what + " must be within the calendar, " + firstDate + " to " + lastDate + ": " + value);
  }
}
