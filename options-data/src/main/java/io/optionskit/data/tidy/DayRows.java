/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.tidy;

import java.util.List;

/** Rows of one New York date from one file, by what they say. */
final class DayRows {

  /** Prices of underlyings that came along with their options. */
  final RowBuffer prices;

  /** Rows of underlyings themselves. */
  final RowBuffer underlyings;

  /** Rows of options. */
  final RowBuffer options;

  DayRows() {
    this(new RowBuffer(0), new RowBuffer(0), new RowBuffer(0));
  }

  private DayRows(RowBuffer prices, RowBuffer underlyings, RowBuffer options) {
    this.prices = prices;
    this.underlyings = underlyings;
    this.options = options;
  }

  /** Returns the rows of all parts, file after file, not yet in order of time. */
  static DayRows concatenated(List<DayRows> parts) {
    return parts.size() == 1
        ? parts.get(0)
        : new DayRows(
            RowBuffer.concatenated(parts.stream().map(part -> part.prices).toList()),
            RowBuffer.concatenated(parts.stream().map(part -> part.underlyings).toList()),
            RowBuffer.concatenated(parts.stream().map(part -> part.options).toList()));
  }

  boolean isEmpty() {
    return prices.rows + underlyings.rows + options.rows == 0;
  }

  void sortByTime() {
    prices.sortByTime();
    underlyings.sortByTime();
    options.sortByTime();
  }

  void removeRepeats(Repeats repeats) {
    repeats.removeFrom(underlyings);
    repeats.removeFrom(options);
  }

  /** Removes rows outside a range; returns how many of the file's own rows these were. */
  int removeOutside(TimeRange range) {
    prices.removeOutside(range);
    return underlyings.removeOutside(range) + options.removeOutside(range);
  }
}
