/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.history;

import java.util.OptionalInt;

/**
 * How long data are kept.
 *
 * @param daysInDetail calendar days for which data stay as they came in, empty for always; older
 *     ones are put together, one file per underlying and date
 * @param days calendar days after which data are removed, empty for never
 */
public record Retention(OptionalInt daysInDetail, OptionalInt days) {

  /** Trading days of a look-back of 252 days and then some: two years. */
  private static final int TWO_YEARS = 731;

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
   * <p>Same-day: 30 days, 7 of them in detail. Weekly: chains for 1 year, bars for 5, volatility
   * indices for 10, logs for 90 days. Daily series for at least 2 years. Trades, orders, fills and
   * the audit log for ever.
   *
   * @param profile which kind of trading
   * @param kind which data
   * @return the default
   */
  public static Retention of(Profile profile, Kind kind) {
    boolean isWeekly = profile == Profile.WEEKLY;
    return switch (kind) {
      case OPTION_CHAINS, FEATURES ->
          isWeekly ? ofDays(366) : new Retention(OptionalInt.of(7), OptionalInt.of(30));
      case BARS -> isWeekly ? ofDays(5 * 366) : ofDays(30);
      case DAILY_SERIES -> ofDays(isWeekly ? 5 * 366 : TWO_YEARS);
      case VOLATILITY_INDICES -> ofDays(isWeekly ? 10 * 366 : TWO_YEARS);
      case LOGS -> ofDays(isWeekly ? 90 : 30);
      case TRADES -> FOREVER;
    };
  }

  /**
   * Checks that a kind of data may be kept for so short a time.
   *
   * @param kind which data
   * @return this retention
   * @throws IllegalArgumentException if trades were to be removed, or daily series before two years
   */
  public Retention requireAllowed(Kind kind) {
    boolean isAllowed =
        switch (kind) {
          case TRADES -> days.isEmpty();
          case DAILY_SERIES -> days.orElse(Integer.MAX_VALUE) >= TWO_YEARS;
          default -> true;
        };
    if (!isAllowed) {
      throw new IllegalArgumentException(
          kind == Kind.TRADES
              ? "trades, orders, fills and the audit log are never removed"
              : "daily series must be kept for at least " + TWO_YEARS + " days: " + days.orElse(0));
    }
    return this;
  }
}
