/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.sampling;

import io.optionskit.time.MarketPhase;
import io.optionskit.time.TradingCalendar;
import io.optionskit.time.TradingSession;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/**
 * When to look at the market next, by the phase of the trading day in New York.
 *
 * <p>Samples are counted from the start of each phase, and the start of the next phase is one too:
 * from 09:30:00 on every minute, whatever came before. Holidays, early closes and daylight saving
 * are those of the exchanges. Immutable; may be used by several threads.
 *
 * @param regular time between samples in regular trading, &gt; 0
 * @param preMarket time between samples before it
 * @param afterHours time between samples after it
 * @param closed time between samples in nights, weekends and holidays
 */
public record SessionSampling(
    Duration regular, Duration preMarket, Duration afterHours, Duration closed) {

  private static final TradingCalendar CALENDAR = TradingCalendar.usOptions();
  private static final Duration PRE_MARKET = Duration.ofHours(5).plusMinutes(30);
  private static final Duration AFTER_HOURS = Duration.ofHours(4);

  /**
   * Checks the times.
   *
   * @throws IllegalArgumentException if one is not positive
   */
  public SessionSampling {
    check("regular", regular);
    check("preMarket", preMarket);
    check("afterHours", afterHours);
    check("closed", closed);
  }

  /**
   * Returns the defaults: 1 minute in regular trading, 5 before it, 10 after it, 60 otherwise.
   *
   * @return default sampling
   */
  public static SessionSampling defaults() {
    return new SessionSampling(
        Duration.ofMinutes(1), Duration.ofMinutes(5), Duration.ofMinutes(10), Duration.ofHours(1));
  }

  /**
   * Returns the time between samples in a phase.
   *
   * @param phase phase of the trading day
   * @return time, &gt; 0
   */
  public Duration spacing(MarketPhase phase) {
    return switch (phase) {
      case REGULAR -> regular;
      case PRE_MARKET -> preMarket;
      case AFTER_HOURS -> afterHours;
      case CLOSED -> closed;
    };
  }

  /**
   * Returns when to look at the market next.
   *
   * @param now any instant of the years 2005 to 2039, apart from the first and last few days
   * @return the first sample after {@code now}
   * @throws IllegalArgumentException if the calendar ends before the sessions around {@code now}
   */
  public Instant next(Instant now) {
    MarketPhase phase = CALENDAR.phaseAt(now);
    Span span = span(phase, now);
    Duration spacing = spacing(phase);
    long passed = Duration.between(span.start, now).dividedBy(spacing);
    Instant next = span.start.plus(spacing.multipliedBy(passed + 1));
    return next.isBefore(span.end) ? next : span.end;
  }

  private record Span(Instant start, Instant end) {}

  private static Span span(MarketPhase phase, Instant now) {
    LocalDate date = CALENDAR.tradingDateAt(now);
    if (phase == MarketPhase.CLOSED) {
      return closedSpan(date, now);
    }
    TradingSession session = CALENDAR.getSession(date);
    return switch (phase) {
      case PRE_MARKET -> new Span(preMarketStart(session), session.opensAt());
      case REGULAR -> new Span(session.opensAt(), session.closesAt());
      case AFTER_HOURS, CLOSED -> new Span(session.closesAt(), afterHoursEnd(session));
    };
  }

  private static Span closedSpan(LocalDate date, Instant now) {
    Optional<TradingSession> today = CALENDAR.findSession(date);
    boolean isEvening = today.filter(session -> !now.isBefore(afterHoursEnd(session))).isPresent();
    boolean isMorning = today.isPresent() && !isEvening;
    LocalDate last = isEvening ? date : CALENDAR.previousTradingDay(date);
    LocalDate next = isMorning ? date : CALENDAR.nextTradingDay(date);
    return new Span(
        afterHoursEnd(CALENDAR.getSession(last)), preMarketStart(CALENDAR.getSession(next)));
  }

  private static Instant preMarketStart(TradingSession session) {
    return session.opensAt().minus(PRE_MARKET);
  }

  private static Instant afterHoursEnd(TradingSession session) {
    return session.closesAt().plus(AFTER_HOURS);
  }

  private static void check(String name, Duration value) {
    if (value.isNegative() || value.isZero()) {
      throw new IllegalArgumentException(name + " must be positive: " + value);
    }
  }
}
