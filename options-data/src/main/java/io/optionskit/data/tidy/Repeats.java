/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.tidy;

import java.util.Arrays;

/**
 * Finds rows that repeat or contradict an earlier one of the same asset and instant.
 *
 * <p>A quote and a trade of one instant complement each other and are both kept. Of two quotes, or
 * two rows without a quote, the later one counts.
 */
final class Repeats {

  /** Is told of each row that is removed. */
  interface Sink {

    /** Called with the row that goes and the row that stays. */
    void removed(ReadProblem problem, RowBuffer rows, int row, int keptRow);
  }

  private final Sink sink;

  // Number of the latest row of each asset, counted over all buffers so that nothing is cleared.
  private final long[] quotes;
  private final long[] trades;
  private long rowsBefore;

  Repeats(int assetCount, Sink sink) {
    this.sink = sink;
    quotes = new long[assetCount];
    trades = new long[assetCount];
    Arrays.fill(quotes, -1);
    Arrays.fill(trades, -1);
  }

  /** Removes repeats from rows in order of time. */
  void removeFrom(RowBuffer rows) {
    long instant = rowsBefore;
    boolean any = false;
    for (int row = 0; row < rows.rows; row++) {
      if (row > 0 && rows.timeNs[row] != rows.timeNs[row - 1]) {
        instant = rowsBefore + row;
      }
      int asset = rows.assetIds[row];
      long[] latest = rows.hasQuote(row) ? quotes : trades;
      long earlier = latest[asset];
      latest[asset] = rowsBefore + row;
      if (earlier >= instant) {
        any = true;
        int earlierRow = (int) (earlier - rowsBefore);
        if (rows.sameValues(earlierRow, row)) {
          sink.removed(ReadProblem.DUPLICATE_ROW, rows, row, earlierRow);
          latest[asset] = earlier;
          rows.assetIds[row] = -1;
        } else {
          sink.removed(ReadProblem.REPLACED_ROW, rows, earlierRow, row);
          rows.assetIds[earlierRow] = -1;
        }
      }
    }
    rowsBefore += rows.rows;
    if (any) {
      rows.removeMarked();
    }
  }
}
