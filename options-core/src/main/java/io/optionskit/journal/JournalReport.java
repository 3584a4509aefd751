/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.journal;

import java.util.List;
import java.util.Optional;

/**
 * What a journal consists of and what of it is damaged.
 *
 * @param files its files in order
 * @param tornTail what a crash left unfinished at the end; cut when the journal is continued
 * @param damage every place that is not as it was written, in order
 */
public record JournalReport(
    List<File> files, Optional<TornTail> tornTail, List<JournalDamage> damage) {

  /**
   * One file of a journal.
   *
   * @param name its name
   * @param firstSequence number of its first record
   * @param records records that are as they were written
   * @param bytes its size
   */
  public record File(String name, long firstSequence, long records, long bytes) {}

  /** Copies the lists. */
  public JournalReport {
    files = List.copyOf(files);
    damage = List.copyOf(damage);
  }

  /**
   * Returns whether the journal can be read to its end.
   *
   * @return true without damage; a torn tail is none
   */
  public boolean isSound() {
    return damage.isEmpty();
  }

  /**
   * Returns the number of records that are as they were written.
   *
   * @return count over all files
   */
  public long records() {
    return files.stream().mapToLong(File::records).sum();
  }
}
