/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.files;

import io.optionskit.contract.OptionContract;
import io.optionskit.market.EpochNanos;
import io.optionskit.market.QuoteTable;
import io.optionskit.spi.MarketHistory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The rows of a history as text, one line each. */
final class Played {

  private Played() {}

  static List<String> rows(MarketHistory history) {
    List<String> rows = new ArrayList<>();
    long last = Long.MIN_VALUE;
    for (Optional<QuoteTable> piece = history.next(); piece.isPresent(); piece = history.next()) {
      QuoteTable table = piece.get();
      for (int row = 0; row < table.rows(); row++) {
        if (table.timeNs()[row] < last) {
          throw new AssertionError("rows go back in time at row " + row);
        }
        last = table.timeNs()[row];
        rows.add(
            EpochNanos.toInstant(last)
                + " "
                + table.assets().asset(table.assetIds()[row])
                + " "
                + table.bids()[row]
                + "x"
                + table.bidSizes()[row]
                + " "
                + table.asks()[row]
                + "x"
                + table.askSizes()[row]
                + " last "
                + table.lasts()[row]
                + " volume "
                + table.volumes()[row]
                + " interest "
                + table.openInterests()[row]);
      }
    }
    return rows;
  }

  static List<String> options(MarketHistory history) {
    List<String> rows = new ArrayList<>();
    for (Optional<QuoteTable> piece = history.next(); piece.isPresent(); piece = history.next()) {
      QuoteTable table = piece.get();
      for (int row = 0; row < table.rows(); row++) {
        if (table.assets().asset(table.assetIds()[row]) instanceof OptionContract contract) {
          rows.add(
              table.timeNs()[row]
                  + " "
                  + contract
                  + " "
                  + table.bids()[row]
                  + "x"
                  + table.bidSizes()[row]
                  + " "
                  + table.asks()[row]
                  + "x"
                  + table.askSizes()[row]
                  + " last "
                  + table.lasts()[row]
                  + " volume "
                  + table.volumes()[row]);
        }
      }
    }
    return rows;
  }
}
