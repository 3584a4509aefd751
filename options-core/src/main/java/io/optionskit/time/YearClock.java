/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.time;

import java.time.Instant;

/**
 * A way to measure the time to expiry: which minutes pass, and how many of them make a year.
 *
 * <p>The clock changes the volatility that explains a price, not the price. On the day of expiry,
 * with the market open, {@link #CALENDAR} sees 525,600 / 98,280 = 5.348 times less time than {@link
 * #TRADING}, so an implied volatility on it is the square root of that, 2.313 times, higher.
 * Interest and dividends accrue on {@link #CALENDAR} whichever clock volatility uses.
 *
 * <p>Counts to the nanosecond. Allocates nothing and may be called from any thread.
 *
 * <p>Example: at 15:00 on the day of expiry an option that settles at 16:00 has 0.000114 years left
 * on the calendar clock and 0.000611 on the trading clock.
 */
public enum YearClock {
  /** Every minute counts, and a year has 525,600 of them: 365 days, as in ACT/365 Fixed. */
  CALENDAR(525_600) {
    @Override
    long nanosBetween(Instant from, Instant to) {
      long seconds = Math.subtractExact(to.getEpochSecond(), from.getEpochSecond());
      return Math.addExact(
          Math.multiplyExact(seconds, NANOS_PER_SECOND), (long) to.getNano() - from.getNano());
    }
  },
  /**
   * Minutes of regular trading on {@link TradingCalendar#usOptions()} count, early-close days with
   * the 210 that they have, and a year has 98,280 of them: 252 days of 390.
   *
   * <p>Nights, weekends and holidays take no time on this clock. An option that settles in the
   * morning therefore has no time left from the close of the day before. Both instants must be
   * within the calendar.
   */
  TRADING(98_280) {
    @Override
    long nanosBetween(Instant from, Instant to) {
      return TradingCalendar.usOptions().openNanosBetween(from, to);
    }
  };

  private static final long NANOS_PER_SECOND = 1_000_000_000L;
  private static final double NANOS_PER_MINUTE = 60e9;

  private final int minutesPerYear;
  private final double nanosPerYear;

  YearClock(int minutesPerYear) {
    this.minutesPerYear = minutesPerYear;
    this.nanosPerYear = minutesPerYear * 60e9;
  }

  /**
   * Returns the time left to settlement in years of this clock.
   *
   * @param now instant from which to count
   * @param settlesAt instant at which the settlement price is fixed
   * @return years, &ge; 0; 0 at settlement and after it; one calendar hour is about 0.000114
   * @throws IllegalArgumentException if the trading clock is asked outside its calendar
   * @throws ArithmeticException if the instants are more than 292 years apart
   */
  public double years(Instant now, Instant settlesAt) {
    return nanosLeft(now, settlesAt) / nanosPerYear;
  }

  /**
   * Returns the time left to settlement in minutes of this clock.
   *
   * @param now instant from which to count
   * @param settlesAt instant at which the settlement price is fixed
   * @return minutes with their fraction, &ge; 0; 0 at settlement and after it
   * @throws IllegalArgumentException if the trading clock is asked outside its calendar
   * @throws ArithmeticException if the instants are more than 292 years apart
   */
  public double minutes(Instant now, Instant settlesAt) {
    return nanosLeft(now, settlesAt) / NANOS_PER_MINUTE;
  }

  /**
   * Returns the length of a year on this clock.
   *
   * @return minutes per year: 525,600 or 98,280
   */
  public int minutesPerYear() {
    return minutesPerYear;
  }

  private long nanosLeft(Instant now, Instant settlesAt) {
    return now.isBefore(settlesAt) ? nanosBetween(now, settlesAt) : 0;
  }

  abstract long nanosBetween(Instant from, Instant to);
}
