/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.event;

import io.optionskit.market.EpochNanos;
import io.optionskit.market.QuoteTable;
import java.time.Instant;

/**
 * Rows of market data that became known at one instant.
 *
 * @param table table that holds them
 * @param from first row
 * @param to end of the rows, exclusive; all have the same time
 */
public record MarketEvent(QuoteTable table, int from, int to) implements Event {

  /**
   * Checks the range.
   *
   * @throws IllegalArgumentException if it is empty, outside the table, or spans several instants
   */
  public MarketEvent {
    if (from < 0
        || to <= from
        || to > table.rows()
        || table.timeNs()[from] != table.timeNs()[to - 1]) {
      throw new IllegalArgumentException(
          "rows "
              + from
              + " to "
              + to
              + " of "
              + table.rows()
              + " must be a non-empty run of one instant");
    }
  }

  @Override
  public Instant at() {
    return EpochNanos.toInstant(table.timeNs()[from]);
  }
}
