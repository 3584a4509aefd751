/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.dividend;

import io.optionskit.greeks.internal.Arguments;
import io.optionskit.market.CorporateAction;
import io.optionskit.time.YearClock;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Schedule of the cash dividends of one underlying, in order of their ex-dates.
 *
 * <p>The same schedule serves every expiry. An option sees the dividends with 0 &lt; years ≤ its
 * own years: one that goes ex at this very moment has already left the spot, and one that goes ex
 * at the moment of expiry lowers the spot that the payoff sees, while an American call can still be
 * exercised just before it.
 *
 * <p>Immutable; may be used from any thread.
 */
public final class CashDividends {

  private static final LocalTime OPENING = LocalTime.of(9, 30);
  private static final ZoneId EXCHANGE = ZoneId.of("America/New_York");

  private static final CashDividends NONE = new CashDividends(List.of());

  private final List<CashDividend> list;

  private CashDividends(List<CashDividend> list) {
    this.list = list;
  }

  /**
   * Returns the empty schedule.
   *
   * @return no dividends
   */
  public static CashDividends none() {
    return NONE;
  }

  /**
   * Returns a schedule of these dividends.
   *
   * @param dividends in any order; two at the same time both count
   * @return the schedule
   */
  public static CashDividends of(CashDividend... dividends) {
    return of(List.of(dividends));
  }

  /**
   * Returns a schedule of these dividends.
   *
   * @param dividends in any order; two at the same time both count
   * @return the schedule
   */
  public static CashDividends of(List<CashDividend> dividends) {
    if (dividends.isEmpty()) {
      return NONE;
    }
    List<CashDividend> sorted = new ArrayList<>(dividends);
    sorted.sort(Comparator.comparingDouble(CashDividend::years));
    return new CashDividends(Collections.unmodifiableList(sorted));
  }

  /**
   * Returns the schedule of the dividends to come.
   *
   * @param now instant from which the years count; dividends whose ex-date has opened are left out
   * @param actions dividends and other actions of one company; only the dividends count, all in the
   *     currency of the options
   * @return the schedule
   * @throws IllegalArgumentException if two dividends are in different currencies
   */
  public static CashDividends of(Instant now, List<CorporateAction> actions) {
    List<CashDividend> coming = new ArrayList<>();
    Set<String> currencies = new TreeSet<>();
    for (CorporateAction action : actions) {
      if (action instanceof CorporateAction.Dividend dividend) {
        Instant opening = dividend.exDate().atTime(OPENING).atZone(EXCHANGE).toInstant();
        currencies.add(dividend.currency());
        if (opening.isAfter(now)) {
          coming.add(
              new CashDividend(
                  YearClock.CALENDAR.years(now, opening), dividend.amount().doubleValue()));
        }
      }
    }
    if (currencies.size() > 1) {
      throw new IllegalArgumentException("dividends must be in one currency: " + currencies);
    }
    return of(coming);
  }

  /**
   * Reads the form used in files, {@code years:amount;years:amount}.
   *
   * <p>Example: {@code parse("0.1:0.5;0.35:0.5")} is two dividends of 0.50, in 0.1 and in 0.35
   * years. Blank text is no dividends; blanks around the numbers and a last semicolon are allowed.
   *
   * @param text the schedule
   * @return the schedule
   * @throws IllegalArgumentException if the text has another form, with the part that has
   */
  public static CashDividends parse(String text) {
    List<CashDividend> parsed = new ArrayList<>();
    for (int from = 0; from < text.length(); ) {
      int semicolon = text.indexOf(';', from);
      int to = semicolon < 0 ? text.length() : semicolon;
      String part = text.substring(from, to).strip();
      if (!part.isEmpty()) {
        parsed.add(parsePart(part));
      } else if (semicolon >= 0) {
        throw new IllegalArgumentException(
            "dividends must be written years:amount;years:amount, one is empty: " + text);
      }
      from = to + 1;
    }
    return of(parsed);
  }

  private static CashDividend parsePart(String part) {
    int colon = part.indexOf(':');
    if (colon > 0) {
      try {
        return new CashDividend(
            Double.parseDouble(part.substring(0, colon)),
            Double.parseDouble(part.substring(colon + 1)));
      } catch (NumberFormatException e) {
        throw new IllegalArgumentException(
            "a dividend must be written years:amount with two numbers: " + part, e);
      }
    }
    throw new IllegalArgumentException("a dividend must be written years:amount: " + part);
  }

  /**
   * Returns the dividends in order of time.
   *
   * @return unmodifiable list
   */
  public List<CashDividend> toList() {
    return list;
  }

  /**
   * Returns whether there are no dividends at all.
   *
   * @return true for the empty schedule
   */
  public boolean isEmpty() {
    return list.isEmpty();
  }

  /**
   * Returns the schedule as it looks when time has passed.
   *
   * @param yearsPassed time by which the ex-dates have come nearer, in years, finite; negative
   *     looks back
   * @return schedule with {@code yearsPassed} less on every dividend, those already paid included
   * @throws IllegalArgumentException if {@code yearsPassed} is not finite
   */
  public CashDividends afterYears(double yearsPassed) {
    return of(
        list.stream().map(d -> new CashDividend(d.years() - yearsPassed, d.amount())).toList());
  }

  /**
   * Returns what the dividends with 0 &lt; years ≤ {@code years} are worth today: the sum of amount
   * · exp(−(rate − dividendYield) · years of the dividend).
   *
   * <p>The yield counts because whoever holds the share to pay for a later dividend earns it. With
   * this the forward for {@code years} is (spot − presentValue) · exp((rate − dividendYield) ·
   * years).
   *
   * @param years time to expiry, finite and ≥ 0
   * @param rate risk-free rate, continuously compounded, per year; |rate · years| ≤ 500
   * @param dividendYield dividend yield that comes on top of the dividends, continuously
   *     compounded, per year; |dividendYield · years| ≤ 500
   * @return currency per share, finite and ≥ 0; {@code NaN} if any argument is {@code NaN}
   * @throws IllegalArgumentException if an argument is outside its range, or the sum is beyond that
   *     of a {@code double}
   */
  public double presentValue(double years, double rate, double dividendYield) {
    if (Double.isNaN(years) || Double.isNaN(rate) || Double.isNaN(dividendYield)) {
      return Double.NaN;
    }
    Arguments.notNegative("years", years);
    Arguments.accruing("rate", rate, years);
    Arguments.accruing("dividendYield", dividendYield, years);
    double sum = sum(years, rate, dividendYield);
    if (sum == Double.POSITIVE_INFINITY) {
      throw new IllegalArgumentException(
          "dividends must be worth less than 1.8e308 together: " + this);
    }
    return sum;
  }

  double sum(double years, double rate, double dividendYield) {
    double sum = 0;
    for (CashDividend dividend : list) {
      if (dividend.years() > 0 && dividend.years() <= years) {
        sum += dividend.amount() * StrictMath.exp((dividendYield - rate) * dividend.years());
      }
    }
    return sum;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CashDividends schedule && list.equals(schedule.list);
  }

  @Override
  public int hashCode() {
    return list.hashCode();
  }

  /**
   * Returns the form that {@link #parse} reads.
   *
   * @return for example {@code 0.1:0.5;0.35:0.5}; empty without dividends
   */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (CashDividend dividend : list) {
      text.append(text.isEmpty() ? "" : ";");
      text.append(dividend.years()).append(':').append(dividend.amount());
    }
    return text.toString();
  }
}
