/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.store;

import java.util.OptionalInt;

/**
 * How long data are kept.
 *
 * @param daysInDetail calendar days for which data stay as they came in, empty for always; older
 *     ones are put together, one file per underlying and date
 * @param days calendar days after which data are removed, empty for never
 */
public record Retention(OptionalInt daysInDetail, OptionalInt days) {

  /** A look-back of 252 trading days needs a year; two years leave room to begin one anywhere. */
  private static final int TWO_YEARS = 731;

  private static final int YEAR = 366;

  /** Kinds of data with a time of their own. */
  public enum Kind {
    /** Chain snapshots and quotes of options. */
    OPTION_CHAINS,
    /** Bars within the day. */
    BARS,
    /** One value a day, needed for look-backs of 252 trading days. */
    DAILY_SERIES,
    /** Volatility indices. */
    VOLATILITY_INDICES,
    /** Rows of features, which can be computed again. */
    FEATURES,
    /** Logs of programs. */
    LOGS,
    /** Trades, orders, fills and the audit log. */
    TRADES
  }

  /** Which kind of trading the data are for. */
  public enum Profile {
    /** Options that expire the same day. */
    SAME_DAY,
    /** Options of some days to weeks. */
    WEEKLY
  }

  /** Kept as it came in, for ever. */
  public static final Retention FOREVER = new Retention(OptionalInt.empty(), OptionalInt.empty());

  private static final Retention MONTH = new Retention(OptionalInt.of(7), OptionalInt.of(30));

  /**
   * Checks the days.
   *
   * @throws IllegalArgumentException if a number is below 1, or data would be kept in detail for
   *     longer than at all
   */
  public Retention {
    if (daysInDetail.orElse(1) < 1 || days.orElse(1) < 1) {
      throw new IllegalArgumentException(
          "data must be kept for at least 1 day: " + daysInDetail + ", " + days);
    }
    if (daysInDetail.orElse(0) > days.orElse(Integer.MAX_VALUE)) {
      throw new IllegalArgumentException(
          "data cannot be kept in detail for longer than at all: "
              + daysInDetail.getAsInt()
              + " and "
              + days.getAsInt()
              + " days");
    }
  }

  /**
   * Returns the retention of a number of days.
   *
   * @param days calendar days
   * @return data kept for as long, as they came in
   */
  public static Retention ofDays(int days) {
    return new Retention(OptionalInt.empty(), OptionalInt.of(days));
  }

  /**
   * Returns how long data are kept by default.
   *
   * <p>Same-day: chains and bars for 30 days, 7 of them in detail, volatility indices and daily
   * series for 2 years, logs for 7 days. Weekly: chains for 1 year, bars for 5, volatility indices
   * and daily series for 10, logs for 90 days. Trades, orders, fills and the audit log for ever. A
   * year counts 366 days.
   *
   * @param profile which kind of trading
   * @param kind which data
   * @return the default
   */
  public static Retention of(Profile profile, Kind kind) {
    boolean isWeekly = profile == Profile.WEEKLY;
    return switch (kind) {
      case OPTION_CHAINS, FEATURES -> isWeekly ? ofDays(YEAR) : MONTH;
      case BARS -> isWeekly ? ofDays(5 * YEAR) : MONTH;
      case DAILY_SERIES, VOLATILITY_INDICES -> ofDays(isWeekly ? 10 * YEAR : 2 * YEAR);
      case LOGS -> ofDays(isWeekly ? 90 : 7);
      case TRADES -> FOREVER;
    };
  }

  /**
   * Checks that a kind of data may be kept for so short a time.
   *
   * @param kind which data
   * @return this retention
   * @throws IllegalArgumentException if trades were to be removed, or daily series and volatility
   *     indices before two years
   */
  public Retention requireAllowed(Kind kind) {
    boolean isAllowed =
        switch (kind) {
          case TRADES -> days.isEmpty();
          case DAILY_SERIES, VOLATILITY_INDICES -> days.orElse(Integer.MAX_VALUE) >= TWO_YEARS;
          default -> true;
        };
    if (!isAllowed) {
      throw new IllegalArgumentException(
          kind == Kind.TRADES
              ? "trades, orders, fills and the audit log are never removed"
              : kind + " must be kept for at least " + TWO_YEARS + " days: " + days.orElse(0));
    }
    return this;
  }
}
