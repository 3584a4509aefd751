/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.intake;

import io.optionskit.contract.Asset;
import io.optionskit.contract.OptionContract;
import io.optionskit.market.Bar;
import io.optionskit.time.OptionHours;
import io.optionskit.time.TradingCalendar;
import io.optionskit.time.TradingSession;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Makes bars of rows that carry the start of their span, and counts what became of them. A daily
 * row is given the hours of its regular session; a row whose span has not ended when the answer
 * came, or lies outside of what was asked for, is left out silently. Not safe for use by several
 * threads.
 */
public final class BarIntake {

  private static final Duration DAY = Duration.ofDays(1);
  private static final int FIRST_YEAR = 2005;
  private static final int LAST_YEAR = 2039;

  private final Asset asset;
  private final Duration length;
  private final Instant from;
  private final Instant to;
  private final RowsIntake<Bar> intake;
  private final TreeMap<Instant, Bar> bars = new TreeMap<>();

  /**
   * Creates an intake.
   *
   * @param asset what the bars are of
   * @param length length of a bar; {@code P1D} means one regular session
   * @param from start of the span asked for, exclusive
   * @param to end of the span asked for, inclusive
   * @param census fields seen, filled by the reader before {@link #answer()}
   */
  public BarIntake(Asset asset, Duration length, Instant from, Instant to, FieldCensus census) {
    this.asset = asset;
    this.length = length;
    this.from = from;
    this.to = to;
    intake = new RowsIntake<>(census);
  }

  /**
   * Adds a row.
   *
   * @param start start of the row as the provider stamps it; for a day any instant of its date in
   *     New York
   * @param prices open, high, low and close
   * @param volume contracts or shares, {@code NaN} if unknown; parts of a share are cut off
   * @param receivedAt when the answer was there
   */
  public void add(Instant start, double[] prices, double volume, Instant receivedAt) {
    try {
      Bar bar = bar(start, prices, volume);
      boolean wanted = bar.end().isAfter(from) && !bar.end().isAfter(to);
      if (!wanted) {
        refuse(Refusal.OTHER_TIME, "bar of " + start + " to " + bar.end());
        return;
      }
      if (bar.end().isAfter(receivedAt)) {
        return;
      }
      if (bars.putIfAbsent(bar.start(), bar) != null) {
        refuse(Refusal.LISTED_TWICE, "bar of " + bar.start());
      }
    } catch (IllegalArgumentException e) {
      refuse(Refusal.MALFORMED, "bar of " + start + ": " + e.getMessage());
    }
  }

  /**
   * Counts a row that is no bar.
   *
   * @param reason why
   * @param row the row and what is wrong with it, without secrets
   */
  public void refuse(Refusal reason, String row) {
    intake.refuse(reason, row);
  }

  /** Notes that the provider has more rows than it gave. */
  public void stoppedEarly() {
    intake.stoppedEarly();
  }

  /**
   * Returns the bars in order of time and the account of all.
   *
   * @return bars and report
   */
  public RowsAnswer<Bar> answer() {
    bars.values().forEach(intake::add);
    return intake.answer();
  }

  private Bar bar(Instant start, double[] prices, double volume) {
    if (prices[1] > IntakeRow.HIGHEST_PRICE) {
      throw new IllegalArgumentException("high must not be above a billion: " + prices[1]);
    }
    long whole = volume >= 0 && volume < 1e18 ? (long) volume : -1;
    if (volume < 0) {
      throw new IllegalArgumentException("volume must not be negative: " + volume);
    }
    if (!length.equals(DAY)) {
      return new Bar(
          asset, start, start.plus(length), prices[0], prices[1], prices[2], prices[3], whole);
    }
    TradingSession session = session(start);
    Instant end =
        asset instanceof OptionContract contract
            ? OptionHours.forRoot(contract.root()).closesAt(session)
            : session.closesAt();
    return new Bar(
        asset, session.opensAt(), end, prices[0], prices[1], prices[2], prices[3], whole);
  }

  private static TradingSession session(Instant stamp) {
    LocalDate date = TradingCalendar.usOptions().tradingDateAt(stamp);
    Optional<TradingSession> session =
        date.getYear() < FIRST_YEAR || date.getYear() > LAST_YEAR
            ? Optional.empty()
            : TradingCalendar.usOptions().findSession(date);
    return session.orElseThrow(
        () -> new IllegalArgumentException("day must be one of trading: " + date));
  }
}
