/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.history;

import java.util.Locale;

/** What a history holds. */
public enum HistoryKind {
  /** Quotes, trades and prices one by one, as backtests play them. */
  QUOTES("epoch_ns(quote_time), place"),
  /** Chain snapshots with where their values come from and what they are worth. */
  CHAINS("fetch_time, file_row_number"),
  /** Rows of features. */
  FEATURES("time, file_row_number");

  /** How the rows of several files of one day are put into one. */
  final String order;

  HistoryKind(String order) {
    this.order = order;
  }

  /** Name in files. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
