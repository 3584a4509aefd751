/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.examples;

import io.optionskit.data.simulator.SimulatedMarket;
import io.optionskit.data.tidy.TimeRange;
import io.optionskit.examples.report.DataOrigin;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/** The simulated market of a seed: SPY, QQQ, IWM and VIX every five minutes. */
final class SimulatedSource {

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
            new RangedHistory(market.open(), range),
            new DataOrigin(true, "market simulator, seed " + seed + ", " + from + " to " + to),
            List::of,
            () -> RangedHistory.content(new RangedHistory(market.open(), range)));
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
    return LocalDate.ofInstant(time, MarketSource.NEW_YORK);
  }
}
