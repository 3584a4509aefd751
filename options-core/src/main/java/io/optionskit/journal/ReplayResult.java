/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.journal;

import io.optionskit.event.JournalRecord;
import java.util.List;
import java.util.Optional;

/**
 * What a replay found.
 *
 * @param inputs inputs applied
 * @param records records compared
 * @param difference the first difference, empty if everything was as recorded
 * @param isComplete whether the recorded run had ended in order and was the same to its end
 * @param unrecorded records that the engine made behind the end of a recording that broke off, in
 *     order: what the last recorded input led to and was not written any more
 */
public record ReplayResult(
    long inputs,
    long records,
    Optional<JournalDifference> difference,
    boolean isComplete,
    List<JournalRecord> unrecorded) {

  /** Copies the list. */
  public ReplayResult {
    unrecorded = List.copyOf(unrecorded);
  }
}
