/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.examples;

import io.optionskit.data.tidy.TimeRange;
import io.optionskit.examples.report.UnderlyingTape;
import io.optionskit.market.AssetTable;
import io.optionskit.market.QuoteTable;
import io.optionskit.spi.MarketHistory;
import java.time.Instant;
import java.util.Optional;

/**
 * Rows of a history that lie within a range.
 *
 * @param history where the rows come from; closed with this one
 * @param range rows wanted
 */
record RangedHistory(MarketHistory history, TimeRange range) implements MarketHistory {

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

  /** Plays a history to its end to see what it holds, and closes it. */
  static MarketSource.Content content(MarketHistory history) {
    try (UnderlyingTape tape = new UnderlyingTape(history)) {
      while (tape.next().isPresent()) {
        // the tape looks at it
      }
      Instant first = tape.firstTime().orElse(Instant.EPOCH);
      return new MarketSource.Content(tape.assets(), first, tape.lastTime().orElse(first));
    }
  }

  private QuoteTable within(QuoteTable all) {
    int rows = all.rows();
    if (rows == 0 || (range.contains(all.timeNs()[0]) && range.contains(all.timeNs()[rows - 1]))) {
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
