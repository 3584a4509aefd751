/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.history;

import io.optionskit.market.AssetTable;
import io.optionskit.market.QuoteTable;
import io.optionskit.spi.MarketHistory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Tables read out of histories. */
final class Histories {

  private Histories() {}

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
