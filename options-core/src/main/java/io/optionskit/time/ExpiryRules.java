/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.time;

import io.optionskit.contract.Settlement;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.List;

/**
 * The dates on which US listed options expire, and what happens when on the way there.
 *
 * <p>Four things that are easily taken for one:
 *
 * <ul>
 *   <li>the <em>expiry</em>, the date printed in the option's symbol;
 *   <li>the <em>settlement day</em>, the trading day whose price decides: the expiry itself, or the
 *       trading day before it if the exchanges are closed then;
 *   <li>the instant at which the settlement price is fixed, {@link #settlesAt};
 *   <li>the last trade and the cut-off for exercising, {@link #lastTradeAt} and {@link
 *       #exerciseCutoffAt}.
 * </ul>
 *
 * <p>Before February 2015 the printed expiry of a monthly option was the Saturday after the third
 * Friday. Immutable and safe to use from any thread. Dates outside {@link TradingCalendar} are
 * refused with {@link IllegalArgumentException}.
 *
 * @see <a href="https://www.govinfo.gov/content/pkg/FR-2013-05-06/html/2013-10605.htm">OCC, Change
 *     of the expiration date to the third Friday, SR-OCC-2013-04</a>
 */
public final class ExpiryRules {

  private static final LocalDate FIRST_FRIDAY_EXPIRY = LocalDate.of(2015, 2, 1);

  /** Series of long standing that kept their Saturday after the change, such as SPY and OEX. */
  private static final LocalDate GRANDFATHERED_SATURDAY = LocalDate.of(2015, 12, 19);

  private static final Duration EXERCISE_WINDOW = Duration.ofMinutes(90);

  private static final ExpiryRules US_OPTIONS = new ExpiryRules(TradingCalendar.usOptions());

  private final TradingCalendar calendar;

  private ExpiryRules(TradingCalendar calendar) {
    this.calendar = calendar;
  }

  /**
   * Returns the rules for US stock, fund and index options.
   *
   * @return the rules; always the same object
   */
  public static ExpiryRules usOptions() {
    return US_OPTIONS;
  }

  /**
   * Returns the expiry printed in the standard monthly options of a month.
   *
   * @param month month from 2005 to 2039
   * @return the third Friday, or the Thursday before it if the exchanges are closed; up to January
   *     2015 the Saturday after the third Friday in either case
   */
  public LocalDate monthlyExpiry(YearMonth month) {
    LocalDate friday = thirdFriday(month);
    return friday.isBefore(FIRST_FRIDAY_EXPIRY) ? friday.plusDays(1) : settlementDay(friday);
  }

  /**
   * Returns whether an expiry is that of the standard monthly options, in any of the ways in which
   * it has been written.
   *
   * <p>That is the third Friday of the month, the Thursday before it if the exchanges are closed on
   * the Friday, and for options up to January 2015 also the Saturday after it: the exchanges
   * printed the Saturday, some data vendors write the last trading day. 19 December 2015 counts
   * too, a Saturday that long-dated series kept.
   *
   * @param expiry expiry date from 2005 to 2039
   * @return true for a standard monthly expiry, false for weekly, daily and quarterly ones
   */
  public boolean isStandardMonthly(LocalDate expiry) {
    LocalDate friday = thirdFriday(YearMonth.from(expiry));
    return expiry.equals(settlementDay(friday))
        || expiry.equals(GRANDFATHERED_SATURDAY)
        || (friday.isBefore(FIRST_FRIDAY_EXPIRY) && expiry.equals(friday.plusDays(1)));
  }

  /**
   * Returns the expiry printed in the symbol of an option of which a source gives the expiry or the
   * last trading day.
   *
   * <p>Up to January 2015 the two differ for monthly options: the symbol names the Saturday, some
   * sources write the Friday before it or, if the exchanges were closed then, the Thursday. This is
   * the one form in which contracts are kept; {@link #lastTradingDay} leads back. Example: 20 June
   * 2014 and 21 June 2014 both give 21 June 2014; 20 June 2025 gives itself.
   *
   * @param stated date as the source gives it, from 2005 to 2039
   * @return the printed expiry; {@code stated} itself if it is no standard monthly one
   */
  public LocalDate printedExpiry(LocalDate stated) {
    return isStandardMonthly(stated) && !stated.equals(GRANDFATHERED_SATURDAY)
        ? monthlyExpiry(YearMonth.from(stated))
        : stated;
  }

  /**
   * Returns the printed expiries of a cycle within a span of dates.
   *
   * <p>The weekly expiry is the last trading day from Monday to Friday. In the week of the monthly
   * expiry there is no other at its end: up to January 2015 the Saturday stands for the Friday.
   *
   * @param cycle how often the options expire
   * @param from first date that counts
   * @param to last date that counts; before {@code from} the result is empty
   * @return the expiries in order, without repetition, unmodifiable
   */
  public List<LocalDate> expiries(ExpiryCycle cycle, LocalDate from, LocalDate to) {
    return from.isAfter(to)
        ? List.of()
        : from.datesUntil(to.plusDays(1)).filter(date -> isExpiry(cycle, date)).toList();
  }

  private boolean isExpiry(ExpiryCycle cycle, LocalDate date) {
    LocalDate monthly = monthlyExpiry(YearMonth.from(date));
    if (date.equals(monthly)) {
      return true;
    }
    if (!calendar.isTradingDay(date) || date.equals(settlementDay(monthly))) {
      return false;
    }
    return switch (cycle) {
      case MONTHLY -> false;
      case WEEKLY ->
          date.equals(settlementDay(date.with(TemporalAdjusters.nextOrSame(DayOfWeek.FRIDAY))));
      case DAILY -> true;
    };
  }

  /**
   * Returns the trading day whose price decides what an option is worth at expiry.
   *
   * @param expiry expiry date printed in the symbol
   * @return the expiry, or the last trading day before it if the exchanges are closed then
   */
  public LocalDate settlementDay(LocalDate expiry) {
    return calendar.isTradingDay(expiry) ? expiry : calendar.previousTradingDay(expiry);
  }

  /**
   * Returns the last day on which an option trades.
   *
   * @param expiry expiry date printed in the symbol
   * @param settlement how the option settles
   * @return the settlement day; for options settled in the morning the trading day before it
   */
  public LocalDate lastTradingDay(LocalDate expiry, Settlement settlement) {
    LocalDate settlementDay = settlementDay(expiry);
    return settlement.isMorning() ? calendar.previousTradingDay(settlementDay) : settlementDay;
  }

  /**
   * Returns the instant at which the settlement price is fixed.
   *
   * <p>Example: the SPX option of 21 January 2022 settles at 14:30Z, the SPXW option of the same
   * day at 21:00Z.
   *
   * @param expiry expiry date printed in the symbol
   * @param settlement how the option settles
   * @return close of regular trading on the settlement day (16:00 in New York, 13:00 on early-close
   *     days); for options settled in the morning its opening, 09:30
   */
  public Instant settlesAt(LocalDate expiry, Settlement settlement) {
    TradingSession session = calendar.getSession(settlementDay(expiry));
    return settlement.isMorning() ? session.opensAt() : session.closesAt();
  }

  /**
   * Returns the instant from which an option can no longer be traded.
   *
   * <p>Options that settle at the close stop with it, also those whose class trades later on other
   * days. Exchanges do let expiring fund options trade for another quarter of an hour; this library
   * does not count on it, since the price that decides is then fixed and brokers restrict closing
   * earlier. So the last trade is never after {@link #settlesAt}.
   *
   * @param expiry expiry date printed in the symbol
   * @param settlement how the option settles
   * @param hours usual hours of its class
   * @return close of regular trading of the last trading day; for options settled in the morning
   *     the end of their usual hours on that day, 16:15 for index options
   */
  public Instant lastTradeAt(LocalDate expiry, Settlement settlement, OptionHours hours) {
    TradingSession session = calendar.getSession(lastTradingDay(expiry, settlement));
    return settlement.isMorning() ? hours.closesAt(session) : session.closesAt();
  }

  /**
   * Returns the deadline for the decision to exercise an expiring stock or fund option, or not to.
   *
   * <p>Brokers ask for it earlier. After an unscheduled closure the exchanges have set later ones.
   *
   * @param expiry expiry date printed in the symbol
   * @return an hour and a half after the close of the settlement day: 17:30 in New York, 14:30 on
   *     early-close days
   * @see <a href="https://www.finra.org/rules-guidance/rulebooks/finra-rules/2360">FINRA Rule
   *     2360(b)(23)(A)</a>
   */
  public Instant exerciseCutoffAt(LocalDate expiry) {
    return calendar.getSession(settlementDay(expiry)).closesAt().plus(EXERCISE_WINDOW);
  }

  /**
   * Returns the calendar days from the trading date of an instant to an expiry.
   *
   * @param now instant from which to count
   * @param expiry expiry date printed in the symbol
   * @return days between the dates in New York; 0 on the day of expiry, negative after it
   */
  public int daysToExpiry(Instant now, LocalDate expiry) {
    return Math.toIntExact(ChronoUnit.DAYS.between(calendar.tradingDateAt(now), expiry));
  }

  private static LocalDate thirdFriday(YearMonth month) {
    return month.atDay(1).with(TemporalAdjusters.dayOfWeekInMonth(3, DayOfWeek.FRIDAY));
  }
}
