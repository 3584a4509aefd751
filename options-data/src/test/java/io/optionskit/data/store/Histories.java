/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.store;

import io.optionskit.market.AssetTable;
import io.optionskit.market.QuoteTable;
import io.optionskit.spi.MarketHistory;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

/** Histories made of tables, and tables read out of histories. */
final class Histories {

  private Histories() {}

  static MarketHistory of(QuoteTable... tables) {
    Queue<QuoteTable> queue = new ArrayDeque<>(Arrays.asList(tables));
    return new MarketHistory() {
      @Override
      public AssetTable assets() {
        return tables.length == 0 ? new AssetTable() : tables[0].assets();
      }

      @Override
      public Optional<QuoteTable> next() {
        return Optional.ofNullable(queue.poll());
      }

      @Override
      public void close() {}
    };
  }

  static List<QuoteTable> tables(MarketHistory history) {
    List<QuoteTable> tables = new ArrayList<>();
    for (Optional<QuoteTable> next = history.next(); next.isPresent(); next = history.next()) {
      tables.add(next.get());
    }
    return tables;
  }

  /** Returns all rows of some tables as one table. */
  static QuoteTable joined(List<QuoteTable> tables) {
    AssetTable assets = new AssetTable();
    QuoteTable.Builder joined = QuoteTable.builder(assets);
    for (QuoteTable table : tables) {
      for (int i = 0; i < table.rows(); i++) {
        joined.add(
            table.timeNs()[i],
            assets.idOf(table.assets().asset(table.assetIds()[i])),
            table.bids()[i],
            table.asks()[i],
            table.lasts()[i],
            table.bidSizes()[i],
            table.askSizes()[i],
            table.volumes()[i],
            table.openInterests()[i]);
      }
    }
    return joined.build();
  }
}
