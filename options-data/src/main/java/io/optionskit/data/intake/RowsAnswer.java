/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.intake;

import java.util.List;

/**
 * A list as one provider gave it: contracts, bars, quotes, trades, dividends.
 *
 * @param <T> kind of the rows
 * @param rows the rows that could be read, in the order given
 * @param report what became of all
 */
public record RowsAnswer<T>(List<T> rows, RowsReport report) {

  /** Copies the list. */
  public RowsAnswer {
    rows = List.copyOf(rows);
  }
}
