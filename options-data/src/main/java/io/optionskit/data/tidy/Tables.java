/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.tidy;

import io.optionskit.market.AssetTable;
import io.optionskit.market.QuoteTable;
import java.util.Arrays;

/**
 * Makes the table of one New York date: at each instant prices of underlyings that came with their
 * options, then rows of underlyings, then options, each in the order in which they were read.
 */
final class Tables {

  private final AssetTable seen;
  private final AssetTable assets;
  private final long[] usedByFile;
  private final int[] ids;
  private long priceRows;

  // Numbers of the latest rows of each asset, counted over all tables so that nothing is cleared.
  private final long[] latestPrice;
  private final long[] ownPrice;
  private long pricesBefore;
  private long underlyingsBefore;

  /**
   * Makes tables.
   *
   * @param seen numbers of the assets in the rows
   * @param assets numbers of the assets in the tables, given as they are met
   * @param usedByFile counts the rows of each file that are in a table
   */
  Tables(AssetTable seen, AssetTable assets, long[] usedByFile) {
    this.seen = seen;
    this.assets = assets;
    this.usedByFile = usedByFile;
    ids = new int[seen.size()];
    Arrays.fill(ids, -1);
    latestPrice = new long[seen.size()];
    ownPrice = new long[seen.size()];
    Arrays.fill(ownPrice, -1);
  }

  /** Returns how many rows were added for prices that came with options. */
  long priceRows() {
    return priceRows;
  }

  /** Returns the table of rows that are in order of time. */
  QuoteTable table(DayRows day) {
    QuoteTable.Builder out = QuoteTable.builder(assets);
    RowBuffer prices = day.prices;
    RowBuffer underlyings = day.underlyings;
    RowBuffer options = day.options;
    int i = 0;
    int j = 0;
    int k = 0;
    while (i < prices.rows || j < underlyings.rows || k < options.rows) {
      long now = Math.min(timeOf(prices, i), Math.min(timeOf(underlyings, j), timeOf(options, k)));
      int endOfPrices = endOf(prices, i, now);
      int endOfUnderlyings = endOf(underlyings, j, now);
      int endOfOptions = endOf(options, k, now);
      for (int row = i; row < endOfPrices; row++) {
        latestPrice[prices.assetIds[row]] = pricesBefore + row;
      }
      for (int row = j; row < endOfUnderlyings && i < endOfPrices; row++) {
        if (!Double.isNaN(underlyings.lasts[row])) {
          ownPrice[underlyings.assetIds[row]] = underlyingsBefore + row;
        }
      }
      for (; i < endOfPrices; i++) {
        int asset = prices.assetIds[i];
        boolean isLatest = latestPrice[asset] == pricesBefore + i;
        if (isLatest && ownPrice[asset] < underlyingsBefore + j) {
          add(out, prices, i);
          priceRows++;
        }
      }
      for (; j < endOfUnderlyings; j++) {
        add(out, underlyings, j);
        usedByFile[underlyings.files[j]]++;
      }
      for (; k < endOfOptions; k++) {
        add(out, options, k);
        usedByFile[options.files[k]]++;
      }
    }
    pricesBefore += prices.rows;
    underlyingsBefore += underlyings.rows;
    return out.build();
  }

  private static long timeOf(RowBuffer rows, int row) {
    return row < rows.rows ? rows.timeNs[row] : Long.MAX_VALUE;
  }

  private static int endOf(RowBuffer rows, int from, long now) {
    int to = from;
    while (to < rows.rows && rows.timeNs[to] == now) {
      to++;
    }
    return to;
  }

  private void add(QuoteTable.Builder out, RowBuffer rows, int row) {
    int id = ids[rows.assetIds[row]];
    if (id < 0) {
      id = assets.idOf(seen.asset(rows.assetIds[row]));
      ids[rows.assetIds[row]] = id;
    }
    out.add(
        rows.timeNs[row],
        id,
        rows.bids[row],
        rows.asks[row],
        rows.lasts[row],
        rows.bidSizes[row],
        rows.askSizes[row],
        rows.volumes[row],
        rows.openInterests[row]);
  }
}
