/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.journal;

import io.optionskit.event.JournalRecord;
import io.optionskit.event.MarketEvent;
import java.util.Optional;

/**
 * The first place at which a run is not as it was recorded.
 *
 * @param sequence number of the record, from 1
 * @param expected what was recorded, empty if the recording had ended
 * @param actual what happened instead, empty if nothing did
 */
public record JournalDifference(
    long sequence, Optional<JournalRecord> expected, Optional<JournalRecord> actual) {

  /**
   * Compares two journals record by record, by the bytes in which they are kept.
   *
   * @param expected journal before its first record
   * @param actual other journal before its first record
   * @return the first difference, empty if both hold the same
   * @throws io.optionskit.spi.JournalException if one cannot be read or is damaged
   */
  public static Optional<JournalDifference> first(JournalReader expected, JournalReader actual) {
    JournalComparison comparison = JournalComparison.with(expected);
    Optional<JournalDifference> difference = Optional.empty();
    while (difference.isEmpty()) {
      Optional<JournalEntry> entry = actual.next();
      if (entry.isEmpty()) {
        return comparison.end();
      }
      comparison.append(entry.get().record());
      difference = comparison.isBeyondTheEnd() ? comparison.end() : comparison.difference();
    }
    return difference;
  }

  @Override
  public String toString() {
    return "record " + sequence + ": expected " + text(expected) + " but was " + text(actual);
  }

  private static String text(Optional<JournalRecord> record) {
    if (record.orElse(null) instanceof JournalRecord.Input input
        && input.event() instanceof MarketEvent rows) {
      return "market data of " + (rows.to() - rows.from()) + " rows at " + rows.at();
    }
    return record.map(Object::toString).orElse("nothing");
  }
}
