/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.journal;

import io.optionskit.event.JournalRecord;
import io.optionskit.spi.Journal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A journal that keeps nothing but compares what is appended with a recorded journal.
 *
 * <p>Give it to a backtest to see whether it still does what it did:
 *
 * <pre>{@code
 * JournalComparison comparison = JournalComparison.with(JournalReader.open(folder));
 * Backtest.of(history).strategy(strategy).journal(comparison).run();
 * Optional<JournalDifference> difference = comparison.end();
 * }</pre>
 *
 * <p>Records are equal if their bytes in a journal are. Behind the first difference nothing is
 * compared any more. Used by one thread.
 */
public final class JournalComparison implements Journal {

  private final JournalReader recorded;
  private final Deque<JournalEntry> expected = new ArrayDeque<>();
  private final Deque<JournalRecord> inputs = new ArrayDeque<>();
  private final List<JournalRecord> unrecorded = new ArrayList<>();
  private final BinaryWriter mine = new BinaryWriter(256);
  private final BinaryWriter theirs = new BinaryWriter(256);
  private final RecordEncoder myEncoder = new RecordEncoder(mine);
  private final RecordEncoder theirEncoder = new RecordEncoder(theirs);
  private long compared;
  private boolean isEnded;
  private @Nullable JournalDifference difference;

  private JournalComparison(JournalReader recorded) {
    this.recorded = recorded;
  }

  /**
   * Starts a comparison.
   *
   * @param recorded journal before its first record; closed by who opened it
   * @return a journal to be written to
   */
  public static JournalComparison with(JournalReader recorded) {
    return new JournalComparison(recorded);
  }

  @Override
  public void append(JournalRecord record) {
    if (difference != null) {
      return;
    }
    if (expected.isEmpty() && !readOne()) {
      unrecorded.add(record);
      return;
    }
    JournalEntry entry = expected.remove();
    compared++;
    if (!areSame(entry.record(), record)) {
      difference =
          new JournalDifference(entry.sequence(), Optional.of(entry.record()), Optional.of(record));
    }
  }

  /** Does nothing: nothing is kept. */
  @Override
  public void sync() {}

  /** Does nothing: the recorded journal is closed by who opened it. */
  @Override
  public void close() {}

  /**
   * Returns the first difference so far, without looking at what was recorded and not appended yet.
   *
   * @return the difference, empty if everything appended was recorded so
   */
  public Optional<JournalDifference> difference() {
    return Optional.ofNullable(difference);
  }

  /**
   * Ends the comparison: now something recorded and not appended is a difference, and so is
   * something appended behind the end of a run that ended in order.
   *
   * <p>What was appended behind the end of a recording that broke off is no difference, see {@link
   * #unrecorded()}.
   *
   * @return the first difference, empty if there is none
   */
  public Optional<JournalDifference> end() {
    if (difference == null && (!expected.isEmpty() || readOne())) {
      JournalEntry entry = expected.element();
      difference =
          new JournalDifference(entry.sequence(), Optional.of(entry.record()), Optional.empty());
    }
    if (difference == null && isEnded && !unrecorded.isEmpty()) {
      difference =
          new JournalDifference(compared + 1, Optional.empty(), Optional.of(unrecorded.get(0)));
    }
    return difference();
  }

  /**
   * Returns what was appended behind the end of the recording.
   *
   * @return unmodifiable view in order
   */
  public List<JournalRecord> unrecorded() {
    return Collections.unmodifiableList(unrecorded);
  }

  /**
   * Returns how many records were compared.
   *
   * @return count, ≥ 0
   */
  public long compared() {
    return compared;
  }

  boolean isBeyondTheEnd() {
    return !unrecorded.isEmpty();
  }

  /**
   * Returns whether everything read so far includes the last record of a run that ended in order.
   */
  boolean isEnded() {
    return isEnded;
  }

  /** Returns the next recorded input, reading ahead of what was appended as far as needed. */
  Optional<JournalRecord> nextInput() {
    while (inputs.isEmpty() && readOne()) {
      // ahead to the next input
    }
    return Optional.ofNullable(inputs.poll());
  }

  /** Returns what must be appended next. */
  Optional<JournalRecord> nextExpected() {
    if (expected.isEmpty()) {
      readOne();
    }
    return Optional.ofNullable(expected.peek()).map(JournalEntry::record);
  }

  private boolean readOne() {
    Optional<JournalEntry> entry = recorded.next();
    if (entry.isEmpty()) {
      return false;
    }
    JournalRecord record = entry.get().record();
    expected.add(entry.get());
    isEnded = record instanceof JournalRecord.RunEnded;
    if (record instanceof JournalRecord.Input || record instanceof JournalRecord.InputHashed) {
      inputs.add(record);
    }
    return true;
  }

  private boolean areSame(JournalRecord a, JournalRecord b) {
    if (a.equals(b)) {
      return true; // the usual case; rows of another table with the same content need the bytes
    }
    if (RecordEncoder.typeOf(a) != RecordEncoder.typeOf(b)) {
      return false;
    }
    encode(a, mine, myEncoder);
    encode(b, theirs, theirEncoder);
    return Arrays.equals(mine.bytes(), 0, mine.size(), theirs.bytes(), 0, theirs.size());
  }

  private static void encode(JournalRecord record, BinaryWriter out, RecordEncoder encoder) {
    out.truncate(0);
    encoder.startSegment();
    encoder.encode(record);
  }
}
