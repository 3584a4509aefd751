/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.journal;

import io.optionskit.event.JournalRecord;
import io.optionskit.spi.Journal;
import io.optionskit.spi.JournalException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A journal in a folder of files.
 *
 * <p>Records are collected and written in batches. {@link #sync()} returns once everything appended
 * before it is on stable storage; what was not synced may be lost in a crash, from some record on
 * to the end. A file that has reached its size is brought to stable storage and followed by the
 * next one; each can be read without those before it.
 *
 * <p>Once a write or sync has failed, every further call fails: what is on the disk is then not
 * known, and trading must stop. One writer at a time: the folder is locked until {@link #close()}.
 * Used by one thread.
 *
 * <pre>{@code
 * try (FileJournal journal = FileJournal.create(Path.of("out/journal"))) {
 *   Backtest.of(history).strategy(strategy).journal(journal).run();
 * }
 * }</pre>
 */
public final class FileJournal implements Journal {

  /** Size from which a file is followed by the next one unless another is given, 64 MiB. */
  public static final int DEFAULT_SEGMENT_BYTES = 64 << 20;

  private static final int BATCH_BYTES = 1 << 18;

  private final JournalFiles files;
  private final Closeable lock;
  private final int segmentBytes;
  private final BinaryWriter batch = new BinaryWriter(2 * BATCH_BYTES);
  private final Frames frames;
  private final Optional<TornTail> repaired;
  private JournalFiles.@Nullable Output segment;
  private long segmentSize;
  private boolean isSynced;
  private @Nullable String failure;

  private FileJournal(JournalFiles files, Closeable lock, int segmentBytes, JournalEnd end) {
    this.files = files;
    this.lock = lock;
    this.segmentBytes = segmentBytes;
    repaired = end.tornTail();
    frames = new Frames(batch, end.nextSequence(), end.lastCrc());
  }

  /**
   * Starts a new journal.
   *
   * @param folder folder, created if it is not there
   * @return an empty journal
   * @throws JournalException if the folder already holds a journal, is in use or cannot be written
   */
  public static FileJournal create(Path folder) {
    return create(folder, DEFAULT_SEGMENT_BYTES);
  }

  /**
   * Starts a new journal with files of another size.
   *
   * @param folder folder, created if it is not there
   * @param segmentBytes size from which a file is followed by the next one, at least 1024
   * @return an empty journal
   * @throws JournalException if the folder already holds a journal, is in use or cannot be written
   */
  public static FileJournal create(Path folder, int segmentBytes) {
    return open(new FolderFiles(folder), segmentBytes, true);
  }

  /**
   * Continues a journal, or starts it if there is none.
   *
   * <p>What a crash left unfinished at the end is cut, see {@link #repaired()}.
   *
   * @param folder folder, created if it is not there
   * @return a journal that appends behind the last record
   * @throws JournalException if the end of the journal is damaged otherwise, or the folder is in
   *     use or cannot be written; nothing was changed then
   */
  public static FileJournal open(Path folder) {
    return open(folder, DEFAULT_SEGMENT_BYTES);
  }

  /**
   * Continues a journal with files of another size, or starts it if there is none.
   *
   * @param folder folder, created if it is not there
   * @param segmentBytes size from which a file is followed by the next one, at least 1024
   * @return a journal that appends behind the last record
   * @throws JournalException as {@link #open(Path)}
   */
  public static FileJournal open(Path folder, int segmentBytes) {
    return open(new FolderFiles(folder), segmentBytes, false);
  }

  static FileJournal open(JournalFiles files, int segmentBytes, boolean mustBeNew) {
    if (segmentBytes < 1024) {
      throw new IllegalArgumentException("segmentBytes must be at least 1024: " + segmentBytes);
    }
    Closeable lock = null;
    FileJournal journal = null;
    boolean isOpen = false;
    try {
      lock = files.lock();
      List<String> segments = Segments.in(files);
      if (mustBeNew && !segments.isEmpty()) {
        throw new JournalException(
            "journal folder "
                + files.description()
                + " already holds a journal: "
                + segments.get(0));
      }
      journal = new FileJournal(files, lock, segmentBytes, JournalEnd.repair(files, segments));
      journal.startSegment();
      isOpen = true;
      return journal;
    } catch (IOException e) {
      throw new JournalException(
          "journal in " + files.description() + " cannot be opened: " + e.getMessage(), e);
    } finally {
      if (!isOpen) {
        closeQuietly(journal == null ? null : journal.segment);
        closeQuietly(lock);
      }
    }
  }

  /**
   * Returns what was cut when the journal was opened.
   *
   * @return what the last crash left unfinished, empty if the journal ended with a whole record
   */
  public Optional<TornTail> repaired() {
    return repaired;
  }

  /**
   * Returns the number that the next record gets.
   *
   * @return sequence number, from 1
   */
  public long nextSequence() {
    return frames.nextSequence();
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if the record has no form in a journal, such as a decimal of
   *     ten thousand places; the journal is as before
   */
  @Override
  public void append(JournalRecord record) {
    JournalFiles.Output out = usable();
    if (segmentSize >= segmentBytes) {
      out = nextSegment(out);
    }
    int before = batch.size();
    frames.append(record);
    isSynced = false;
    segmentSize += batch.size() - before;
    if (batch.size() >= BATCH_BYTES) {
      write(out);
    }
  }

  @Override
  public void sync() {
    JournalFiles.Output out = usable();
    if (!isSynced) {
      write(out);
      force(out);
    }
    frames.synced();
  }

  /**
   * Brings everything to stable storage and closes the files. After a failure it only closes them.
   */
  @Override
  public void close() {
    JournalFiles.Output out = segment;
    if (out == null) {
      return;
    }
    try {
      if (failure == null) {
        sync();
      }
      out.close();
    } catch (IOException e) {
      throw failed("closed", e);
    } finally {
      segment = null;
      failure = "it is closed";
      closeQuietly(out);
      closeQuietly(lock);
    }
  }

  private JournalFiles.Output usable() {
    JournalFiles.Output out = segment;
    if (failure != null || out == null) {
      throw new JournalException(
          "journal in " + files.description() + " cannot be written any more: " + failure);
    }
    return out;
  }

  private JournalFiles.Output nextSegment(JournalFiles.Output full) {
    write(full);
    force(full);
    try {
      full.close();
      return startSegment();
    } catch (IOException e) {
      throw failed("continued in a new file", e);
    }
  }

  private JournalFiles.Output startSegment() throws IOException {
    JournalFiles.Output out = files.create(Segments.name(frames.nextSequence()));
    segment = out;
    frames.startSegment();
    out.write(batch.bytes(), 0, batch.size());
    segmentSize = batch.size();
    batch.truncate(0);
    out.force();
    files.forceFolder();
    isSynced = true;
    return out;
  }

  private void write(JournalFiles.Output out) {
    if (batch.size() == 0) {
      return;
    }
    try {
      out.write(batch.bytes(), 0, batch.size());
      batch.truncate(0);
    } catch (IOException e) {
      throw failed("written", e);
    }
  }

  private void force(JournalFiles.Output out) {
    try {
      out.force();
      isSynced = true;
    } catch (IOException e) {
      throw failed("brought to stable storage", e);
    }
  }

  private JournalException failed(String what, IOException cause) {
    failure = "it could not be " + what + ": " + cause.getMessage();
    return new JournalException(
        "journal in "
            + files.description()
            + " cannot be "
            + what
            + " at record "
            + nextSequence()
            + ": "
            + cause.getMessage(),
        cause);
  }

  private static void closeQuietly(@Nullable Closeable file) {
    if (file == null) {
      return;
    }
    try {
      file.close();
    } catch (IOException e) {
      // the failure that led here is the one to tell
    }
  }
}
