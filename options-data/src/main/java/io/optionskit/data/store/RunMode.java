/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.store;

import java.util.Locale;

/** With what a run trades; the books of each are kept apart. */
public enum RunMode {
  /** Past data and simulated fills. */
  BACKTEST,
  /** Present data and no money. */
  PAPER,
  /** Money. */
  LIVE;

  /** Returns the word in the column {@code mode}. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
