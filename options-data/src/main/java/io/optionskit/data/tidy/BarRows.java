/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.tidy;

import io.optionskit.market.EpochNanos;
import io.optionskit.time.TradingCalendar;
import io.optionskit.time.TradingSession;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Reads bars of underlyings. A bar is known at its end: the end it states, its start and the length
 * of the symbol's bars, or for daily bars the close of the session.
 */
final class BarRows extends RowReader {

  private static final LocalTime REGULAR_CLOSE = LocalTime.of(16, 0);
  private static final LocalDate FIRST_CALENDAR_DATE = LocalDate.of(2005, 1, 1);
  private static final LocalDate LAST_CALENDAR_DATE = LocalDate.of(2039, 12, 31);

  private static final long LAST_DAY = LocalDate.of(2199, 12, 31).toEpochDay();

  private final Column timeColumn;
  private final RowBuffer bars = new RowBuffer(1024);
  private final NavigableSet<Long> lengths = new TreeSet<>();

  private String symbol = "";
  private String resolvedSymbol = "";
  private int assetId;
  private long closeDay = Long.MIN_VALUE;
  private long closeNs;
  private boolean hasSession;
  private long[] previousNs = new long[0];

  BarRows(Reading reading, Layout layout) {
    super(reading, layout);
    timeColumn =
        layout.columns().stream()
            .filter(c -> c == Column.BAR_END || c == Column.BAR_START || c == Column.DATE)
            .findFirst()
            .orElseThrow();
  }

  @Override
  String content() {
    return switch (timeColumn) {
      case DATE -> "daily bars, known at the close of the session";
      case BAR_END -> "bars, known at their end";
      default ->
          lengths.isEmpty()
              ? "bars of unknown length"
              : "bars, known at their start plus "
                  + String.join(
                      " or ", lengths.stream().map(ns -> Duration.ofNanos(ns).toString()).toList());
    };
  }

  @Override
  boolean hasVolumesPerBar() {
    return timeColumn != Column.DATE;
  }

  @Override
  void clear() {}

  @Override
  void cell(Column column, char[] text, int from, int length) {
    if (column == Column.SYMBOL) {
      if (!symbol.contentEquals(java.nio.CharBuffer.wrap(text, from, length))) {
        symbol = new String(text, from, length);
      }
    } else if (column == Column.DATE) {
      long day = cells.date(text, from, length);
      if (day == Cells.NONE) {
        skip(ReadProblem.BAD_TIME, column, "a date such as 2014-06-05", text, from, length);
      } else {
        timeNs = closeOf(day);
      }
    } else {
      throw new IllegalStateException("no column of bars: " + column);
    }
  }

  @Override
  void day(Column column, long epochDay) {
    if (epochDay < 0 || epochDay > LAST_DAY) {
      String given = epochDay + " days after 1970-01-01";
      skip(ReadProblem.BAD_TIME, column, "a date from 1970 to 2199", given);
    } else {
      timeNs = closeOf(epochDay);
    }
  }

  @Override
  void strike(double strike) {
    throw new IllegalStateException("bars have no strike");
  }

  private long closeOf(long epochDay) {
    if (epochDay != closeDay) {
      LocalDate date = LocalDate.ofEpochDay(epochDay);
      boolean isCovered = !date.isBefore(FIRST_CALENDAR_DATE) && !date.isAfter(LAST_CALENDAR_DATE);
      Optional<TradingSession> session =
          isCovered ? TradingCalendar.usOptions().findSession(date) : Optional.empty();
      Instant close =
          session
              .map(TradingSession::closesAt)
              .orElseGet(() -> date.atTime(REGULAR_CLOSE).atZone(NewYorkDays.NEW_YORK).toInstant());
      hasSession = !isCovered || session.isPresent();
      closeNs = EpochNanos.of(close);
      closeDay = epochDay;
    }
    return closeNs;
  }

  @Override
  void keep() {
    if (!symbol.equals(resolvedSymbol)) {
      try {
        assetId = contracts.underlying(symbol);
      } catch (IllegalArgumentException e) {
        skip(ReadProblem.BAD_SYMBOL, String.valueOf(e.getMessage()));
        return;
      }
      resolvedSymbol = symbol;
    }
    checkOrder();
    checkQuote();
    if (timeColumn == Column.DATE && !hasSession) {
      flag(ReadProblem.NO_SESSION, "the exchanges are closed on " + LocalDate.ofEpochDay(closeDay));
    }
    append(bars, assetId);
  }

  /** Bars of several symbols may come one symbol after the other. */
  private void checkOrder() {
    if (assetId >= previousNs.length) {
      int known = previousNs.length;
      previousNs = Arrays.copyOf(previousNs, 2 * assetId + 16);
      Arrays.fill(previousNs, known, previousNs.length, Long.MIN_VALUE);
    }
    if (timeNs < previousNs[assetId]) {
      flag(
          ReadProblem.TIME_BACKWARDS,
          timeColumn.header() + " is before that of the bar of " + symbol + " above");
    }
    previousNs[assetId] = timeNs;
  }

  @Override
  FileRows finish() {
    if (timeColumn == Column.BAR_START) {
      bars.sortByTime();
      shiftToEnds();
    }
    FileRows rows = new FileRows();
    NewYorkDays days = new NewYorkDays();
    for (int i = 0; i < bars.rows; i++) {
      rows.day(days.of(bars.timeNs[i])).underlyings.addFrom(bars, i);
    }
    return rows;
  }

  private void shiftToEnds() {
    long[] lengthByAsset = BarLengths.of(bars, previousNs.length);
    for (long length : lengthByAsset) {
      if (length > 0) {
        lengths.add(length);
      }
    }
    for (int i = 0; i < bars.rows; i++) {
      long length = lengthByAsset[bars.assetIds[i]];
      length = length > 0 || lengths.isEmpty() ? length : lengths.first();
      if (length > 0) {
        bars.timeNs[i] += length;
      } else {
        findings.add(
            ReadProblem.UNKNOWN_BAR_LENGTH,
            file,
            bars.lines[i],
            "bar_start of a single bar does not tell when it ends; give bar_end");
        bars.assetIds[i] = -1;
      }
    }
    bars.removeMarked();
  }
}
