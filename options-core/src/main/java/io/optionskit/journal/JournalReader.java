/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.journal;

import io.optionskit.event.JournalRecord;
import io.optionskit.market.AssetTable;
import io.optionskit.spi.JournalException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads a journal from its first record on.
 *
 * <p>Every record is checked: its checksum, its number, and that each file continues the one
 * before. What a crash left unfinished at the end is not returned; {@link #tornTail()} tells of it.
 * Any other damage stops the reading with a {@link JournalException} that names file, byte and
 * record.
 *
 * <p>Market events come with tables over {@link #assets()}. The journal may be written to
 * meanwhile; what is added to a file after the reader has come to it is not seen. Used by one
 * thread.
 *
 * <pre>{@code
 * try (JournalReader reader = JournalReader.open(folder)) {
 *   for (Optional<JournalEntry> entry = reader.next(); entry.isPresent(); entry = reader.next()) {
 *     System.out.println(entry.get());
 *   }
 * }
 * }</pre>
 */
public final class JournalReader implements AutoCloseable {

  private final JournalFiles files;
  private final List<String> segments;
  private final AssetTable assets;
  private final RecordDecoder decoder;
  private int nextSegment;
  private @Nullable FrameReader reader;
  private long nextSequence = 1;
  private int lastCrc;
  private @Nullable TornTail tornTail;
  private @Nullable JournalException failure;

  private JournalReader(JournalFiles files, AssetTable assets) {
    this.files = files;
    this.assets = assets;
    decoder = new RecordDecoder(assets);
    try {
      segments = Segments.in(files);
    } catch (IOException e) {
      throw failed(e);
    }
    if (segments.isEmpty()) {
      throw new JournalException("there is no journal in " + files.description());
    }
  }

  /**
   * Opens a journal.
   *
   * @param folder folder of a {@link FileJournal}
   * @return a reader before the first record
   * @throws JournalException if there is no journal or it cannot be read
   */
  public static JournalReader open(Path folder) {
    return open(folder, new AssetTable());
  }

  /**
   * Opens a journal whose market events shall use given numbers of assets.
   *
   * @param folder folder of a {@link FileJournal}
   * @param assets numbers of assets, added to while reading
   * @return a reader before the first record
   * @throws JournalException if there is no journal or it cannot be read
   */
  public static JournalReader open(Path folder, AssetTable assets) {
    return open(new FolderFiles(folder), assets);
  }

  /**
   * Opens a journal of one file in memory.
   *
   * @param bytes bytes of a {@link MemoryJournal} or of the only file of a {@link FileJournal}; not
   *     copied
   * @return a reader before the first record
   */
  public static JournalReader of(byte[] bytes) {
    return open(new ByteFiles(bytes), new AssetTable());
  }

  static JournalReader open(JournalFiles files, AssetTable assets) {
    return new JournalReader(files, assets);
  }

  /**
   * Reads a whole journal.
   *
   * @param folder folder of a {@link FileJournal}
   * @return all records in order
   * @throws JournalException if there is no journal, it cannot be read or is damaged
   */
  public static List<JournalRecord> readAll(Path folder) {
    try (JournalReader reader = open(folder)) {
      return reader.readAll();
    }
  }

  /**
   * Reads what is left.
   *
   * @return the remaining records in order
   * @throws JournalException if the journal cannot be read or is damaged
   */
  public List<JournalRecord> readAll() {
    List<JournalRecord> records = new ArrayList<>();
    for (Optional<JournalEntry> entry = next(); entry.isPresent(); entry = next()) {
      records.add(entry.get().record());
    }
    return records;
  }

  /**
   * Reads the next record.
   *
   * @return record and number, empty at the end
   * @throws JournalException if the journal cannot be read or is damaged; a further call fails the
   *     same way
   */
  public Optional<JournalEntry> next() {
    JournalException before = failure;
    if (before != null) {
      throw before;
    }
    try {
      while (true) {
        FrameReader current = reader;
        if (current != null && current.next()) {
          return Optional.of(entry(current));
        }
        if (current != null) {
          end(current);
        }
        if (nextSegment == segments.size()) {
          return Optional.empty();
        }
        start(segments.get(nextSegment));
      }
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /**
   * Returns the numbers of the assets in market events.
   *
   * @return the table given at opening, or the reader's own
   */
  public AssetTable assets() {
    return assets;
  }

  /**
   * Returns what a crash left unfinished behind the last record.
   *
   * @return the torn tail, empty if the journal ends with a whole record or its end was not reached
   *     yet
   */
  public Optional<TornTail> tornTail() {
    return Optional.ofNullable(tornTail);
  }

  /** Closes the file being read. */
  @Override
  public void close() {
    FrameReader current = reader;
    reader = null;
    nextSegment = segments.size();
    if (current != null) {
      try {
        current.close();
      } catch (IOException e) {
        throw failed(e);
      }
    }
  }

  private void start(String segment) throws IOException {
    FrameReader opened = new FrameReader(files.open(segment), segment);
    reader = opened;
    nextSegment++;
    decoder.startSegment();
    SegmentHeader header = opened.header();
    if (header == null) {
      return; // told by the frame that follows
    }
    if (header.firstSequence() != nextSequence || header.previousCrc() != lastCrc) {
      throw damaged(
          new JournalDamage(
              segment,
              0,
              nextSequence,
              header.firstSequence() == nextSequence
                  ? "the file does not continue the one before"
                  : "the file starts with record "
                      + header.firstSequence()
                      + " where "
                      + nextSequence
                      + " was expected"));
    }
  }

  private void end(FrameReader current) throws IOException {
    Optional<JournalDamage> damage = current.damage();
    if (damage.isPresent()) {
      if (nextSegment < segments.size() || !current.isTorn()) {
        throw damaged(damage.get());
      }
      tornTail =
          new TornTail(
              current.name(),
              current.offset(),
              current.size() - current.offset(),
              damage.get().reason());
    }
    reader = null;
    current.close();
  }

  private JournalEntry entry(FrameReader frame) {
    long sequence = nextSequence;
    try {
      JournalRecord record =
          decoder.decode(frame.type(), frame.buffer(), frame.payloadFrom(), frame.payloadTo());
      nextSequence++;
      lastCrc = frame.lastCrc();
      return new JournalEntry(sequence, record);
    } catch (RuntimeException e) {
      JournalDamage damage =
          new JournalDamage(
              frame.name(),
              frame.offset(),
              sequence,
              "the record cannot be read: " + e.getMessage());
      throw failure(damage.message(files.description()), e);
    }
  }

  private JournalException damaged(JournalDamage damage) {
    return failure(damage.message(files.description()), null);
  }

  private JournalException failed(IOException e) {
    return failure("journal in " + files.description() + " cannot be read: " + e.getMessage(), e);
  }

  private JournalException failure(String message, @Nullable Throwable cause) {
    JournalException exception =
        cause == null ? new JournalException(message) : new JournalException(message, cause);
    failure = exception;
    return exception;
  }
}
