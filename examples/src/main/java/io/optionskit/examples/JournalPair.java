/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.examples;

import io.optionskit.event.JournalRecord;
import io.optionskit.spi.Journal;

/**
 * Two journals that are given the same records, the one that counts first.
 *
 * @param first the journal a run is replayed from
 * @param second another place that keeps the run
 */
record JournalPair(Journal first, Journal second) implements Journal {

  @Override
  public void append(JournalRecord record) {
    first.append(record);
    second.append(record);
  }

  @Override
  public void sync() {
    first.sync();
    second.sync();
  }

  @Override
  public void close() {
    try {
      first.close();
    } finally {
      second.close();
    }
  }
}
