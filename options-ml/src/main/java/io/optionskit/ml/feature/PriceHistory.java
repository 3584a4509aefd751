/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.ml.feature;

import io.optionskit.time.TradingSession;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of the prices of one underlying: the closes of past sessions, and the current
 * one minute by minute.
 *
 * <p>Bounded: the oldest close is forgotten after {@link #DAYS}. A close counts from the end of its
 * session on, so that the same instant gives the same closes whether data arrive every minute or
 * once a day.
 */
final class PriceHistory {

  /** Closes kept: a year and some days. */
  static final int DAYS = 300;

  /** How late after the opening the first price may come and still count as the opening price. */
  private static final Duration OPENING = Duration.ofMinutes(5);

  private static final long NANOS_PER_MINUTE = 60_000_000_000L;

  private final double[] closes = new double[DAYS];
  private int closeCount;
  private LocalDate lastCloseDate = LocalDate.MIN;

  private @Nullable TradingSession session;
  private double open = Double.NaN;
  private double regularPrice = Double.NaN;
  private double latePrice = Double.NaN;
  private double[] minutes = new double[0];
  private int minutesKnown;

  /** Adds the close of a session before anything was observed. */
  void addClose(LocalDate date, double close) {
    if (session != null || !date.isAfter(lastCloseDate)) {
      throw new IllegalArgumentException(
          "daily bars must come in order, once per date and before any other data: "
              + date
              + " after "
              + (session != null ? session.date() : lastCloseDate));
    }
    push(date, close);
  }

  /**
   * Takes a price observed at an instant of a trading day; prices before the opening are passed
   * over.
   */
  void observe(TradingSession today, Instant now, double price) {
    if (session == null || !session.date().equals(today.date())) {
      start(today);
    }
    if (now.isBefore(today.opensAt())) {
      return;
    }
    if (now.isAfter(today.closesAt())) {
      latePrice = Double.isNaN(latePrice) ? price : latePrice;
      return;
    }
    if (Double.isNaN(regularPrice) && !now.isAfter(today.opensAt().plus(OPENING))) {
      open = price;
    }
    long sinceOpen = Duration.between(today.opensAt(), now).toNanos();
    int minute = (int) (sinceOpen / NANOS_PER_MINUTE);
    boolean onTheMinute = sinceOpen % NANOS_PER_MINUTE == 0;
    fillMinutes(onTheMinute ? minute - 1 : minute);
    regularPrice = price;
    if (onTheMinute) {
      minutes[minute] = price;
      minutesKnown = minute + 1;
    }
  }

  /** Returns the opening price of the session of an instant, or NaN. */
  double open(LocalDate today) {
    return isToday(today) ? open : Double.NaN;
  }

  /** Returns how many closes are known at an instant. */
  int closes(Instant now, LocalDate today) {
    return closeCount + (hasClosed(now, today) ? 1 : 0);
  }

  /**
   * Returns a close: 0 is the last one known at the instant, 1 the one before; NaN if there is
   * none.
   */
  double close(Instant now, LocalDate today, int sessionsAgo) {
    boolean closed = hasClosed(now, today);
    if (closed && sessionsAgo == 0) {
      return todaysClose();
    }
    return pastClose(closed ? sessionsAgo - 1 : sessionsAgo);
  }

  /** Returns the close of the last session before a date, or NaN. */
  double closeBefore(LocalDate today) {
    boolean observedBefore =
        session != null && session.date().isBefore(today) && !Double.isNaN(todaysClose());
    return observedBefore ? todaysClose() : pastClose(0);
  }

  /**
   * Returns the last price known at a whole minute of the current session, or NaN.
   *
   * @param minutesAgo minutes before the whole minute at or before now; 0 for that minute itself
   */
  double minute(Instant now, LocalDate today, int minutesAgo) {
    if (!isToday(today)
        || session == null
        || now.isBefore(session.opensAt())
        || now.isAfter(session.closesAt())) {
      return Double.NaN;
    }
    int minute = (int) Duration.between(session.opensAt(), now).toMinutes() - minutesAgo;
    if (minute < 0) {
      return Double.NaN;
    }
    return minute < minutesKnown ? minutes[minute] : regularPrice;
  }

  private boolean isToday(LocalDate today) {
    return session != null && session.date().equals(today);
  }

  /** Whether the session observed last is over: it is of an earlier date, or its end has come. */
  private boolean hasClosed(Instant now, LocalDate today) {
    return session != null
        && !Double.isNaN(todaysClose())
        && (session.date().isBefore(today) || !now.isBefore(session.closesAt()));
  }

  private double todaysClose() {
    return Double.isNaN(regularPrice) ? latePrice : regularPrice;
  }

  private double pastClose(int sessionsAgo) {
    return sessionsAgo < closeCount && sessionsAgo >= 0
        ? closes[closeCount - 1 - sessionsAgo]
        : Double.NaN;
  }

  private void start(TradingSession today) {
    Optional.ofNullable(session)
        .filter(old -> !Double.isNaN(todaysClose()))
        .ifPresent(old -> push(old.date(), todaysClose()));
    session = today;
    open = Double.NaN;
    regularPrice = Double.NaN;
    latePrice = Double.NaN;
    int length = (int) today.minutes() + 1;
    if (minutes.length != length) {
      minutes = new double[length];
    }
    minutesKnown = 0;
  }

  private void push(LocalDate date, double close) {
    if (closeCount == DAYS) {
      System.arraycopy(closes, 1, closes, 0, DAYS - 1);
      closeCount--;
    }
    closes[closeCount++] = close;
    lastCloseDate = date;
  }

  private void fillMinutes(int upTo) {
    if (minutesKnown <= upTo) {
      Arrays.fill(minutes, minutesKnown, upTo + 1, regularPrice);
      minutesKnown = upTo + 1;
    }
  }
}
