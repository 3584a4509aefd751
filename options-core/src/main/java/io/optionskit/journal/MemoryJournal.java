/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.journal;

import io.optionskit.event.JournalRecord;
import io.optionskit.spi.Journal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * A journal in memory, for tests and short runs.
 *
 * <p>Used by one thread. What it holds is lost with the process; {@link #sync()} only marks the
 * record that follows, as on disk, so that the bytes are those that a {@link FileJournal} of one
 * file would have.
 */
public final class MemoryJournal implements Journal {

  private final List<JournalRecord> records = new ArrayList<>();
  private final BinaryWriter bytes = new BinaryWriter(1 << 12);
  private final Frames frames = new Frames(bytes, 1, 0);

  /** Creates an empty journal. */
  public MemoryJournal() {
    frames.startSegment();
  }

  @Override
  public void append(JournalRecord record) {
    frames.append(record);
    records.add(record);
  }

  @Override
  public void sync() {
    frames.synced();
  }

  /** Does nothing: what was kept can still be read. */
  @Override
  public void close() {}

  /**
   * Returns the records so far.
   *
   * @return unmodifiable view in order; it grows with the journal
   */
  public List<JournalRecord> records() {
    return Collections.unmodifiableList(records);
  }

  /**
   * Returns the journal in its form on disk.
   *
   * @return a copy; equal for equal records, on every machine
   */
  public byte[] bytes() {
    return Arrays.copyOf(bytes.bytes(), bytes.size());
  }
}
