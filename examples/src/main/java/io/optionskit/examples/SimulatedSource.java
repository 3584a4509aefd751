/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.examples;

import io.optionskit.data.simulator.SimulatedMarket;
import io.optionskit.data.tidy.TimeRange;
import io.optionskit.examples.report.DataOrigin;
import io.optionskit.examples.report.UnderlyingTape;
import io.optionskit.market.AssetTable;
import io.optionskit.market.QuoteTable;
import io.optionskit.spi.MarketHistory;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** The simulated market of a seed: SPY, QQQ, IWM and VIX every five minutes. */
final class SimulatedSource {

  private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
  private static final LocalDate DEFAULT_FROM = LocalDate.of(2025, 1, 2);
  private static final int DEFAULT_DAYS = 30;
  private static final Duration INTERVAL = Duration.ofMinutes(5);

  private SimulatedSource() {}

  /**
   * Returns the market that {@code sim:SEED} names, for a month unless the range says otherwise.
   */
  static MarketSource parse(String text, TimeRange range) {
    long seed = seed(text);
    boolean hasStart = range.first().isAfter(TimeRange.ALL.first());
    boolean hasEnd = range.last().isBefore(TimeRange.ALL.last());
    LocalDate end = date(range.last());
    LocalDate from =
        hasStart ? date(range.first()) : hasEnd ? end.minusDays(DEFAULT_DAYS) : DEFAULT_FROM;
    LocalDate to = hasEnd ? end : from.plusDays(DEFAULT_DAYS);
    SimulatedMarket market = SimulatedMarket.builder(seed, from, to).interval(INTERVAL).build();
    return () ->
        new MarketSource.Opened(
            new WithinRange(market.open(), range),
            new DataOrigin(true, "market simulator, seed " + seed + ", " + from + " to " + to),
            List.of(),
            () -> content(new WithinRange(market.open(), range)));
  }

  /** Plays a history once to see what it holds. */
  private static MarketSource.Content content(MarketHistory history) {
    try (UnderlyingTape tape = new UnderlyingTape(history)) {
      while (tape.next().isPresent()) {
        // the tape looks at it
      }
      Instant first = tape.firstTime().orElse(Instant.EPOCH);
      return new MarketSource.Content(tape.assets(), first, tape.lastTime().orElse(first));
    }
  }

  private static long seed(String text) {
    try {
      return Long.parseLong(text.substring(Math.min(text.length(), "sim:".length())));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "the simulated market must be named sim:SEED with a whole number, such as sim:7: " + text,
          e);
    }
  }

  private static LocalDate date(Instant time) {
    return LocalDate.ofInstant(time, NEW_YORK);
  }

  /** Rows of a history that lie within a range. */
  private static final class WithinRange implements MarketHistory {

    private final MarketHistory history;
    private final TimeRange range;

    WithinRange(MarketHistory history, TimeRange range) {
      this.history = history;
      this.range = range;
    }

    @Override
    public AssetTable assets() {
      return history.assets();
    }

    @Override
    public Optional<QuoteTable> next() {
      return history.next().map(this::within);
    }

    @Override
    public void close() {
      history.close();
    }

    private QuoteTable within(QuoteTable all) {
      int rows = all.rows();
      if (rows == 0
          || (range.contains(all.timeNs()[0]) && range.contains(all.timeNs()[rows - 1]))) {
        return all;
      }
      QuoteTable.Builder some = QuoteTable.builder(all.assets());
      for (int row = 0; row < rows; row++) {
        if (range.contains(all.timeNs()[row])) {
          some.add(
              all.timeNs()[row],
              all.assetIds()[row],
              all.bids()[row],
              all.asks()[row],
              all.lasts()[row],
              all.bidSizes()[row],
              all.askSizes()[row],
              all.volumes()[row],
              all.openInterests()[row]);
        }
      }
      return some.build();
    }
  }
}
