/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.spi;

import io.optionskit.event.JournalRecord;

/** Keeps the records of a run in order. Called on the engine's thread. */
public interface Journal extends AutoCloseable {

  /**
   * Appends a record.
   *
   * @param record what happened
   * @throws JournalException if it cannot be kept; trading must stop
   */
  void append(JournalRecord record);

  /**
   * Brings everything appended so far to stable storage.
   *
   * @throws JournalException if it cannot be
   */
  void sync();

  @Override
  void close();
}
