/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.journal;

import io.optionskit.market.AssetTable;
import io.optionskit.spi.JournalException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Looks at a whole journal, behind damage too, and sets damaged files aside. */
public final class JournalVerifier {

  private static final int COPY_BYTES = 1 << 16;

  private final JournalFiles files;
  private final List<JournalReport.File> reports = new ArrayList<>();
  private final List<JournalDamage> damage = new ArrayList<>();
  private @Nullable TornTail tornTail;
  private long expected = 1;
  private int lastCrc;

  private JournalVerifier(JournalFiles files) {
    this.files = files;
  }

  /**
   * Checks every record of a journal.
   *
   * @param folder folder of a {@link FileJournal}
   * @return what is there and what is damaged
   * @throws JournalException if the folder cannot be read
   */
  public static JournalReport verify(Path folder) {
    return verify(new FolderFiles(folder));
  }

  static JournalReport verify(JournalFiles files) {
    try {
      return new JournalVerifier(files).run();
    } catch (IOException e) {
      throw new JournalException(
          "journal in " + files.description() + " cannot be read: " + e.getMessage(), e);
    }
  }

  /**
   * Sets aside what cannot be used: the first damaged file and all behind it are moved to the
   * sub-folder {@code quarantine}, and the sound records at the beginning of the damaged file are
   * written anew.
   *
   * <p>The journal then ends before the damage and can be read, replayed and continued. What is
   * lost must be found out by reconciling with the broker.
   *
   * @param folder folder of a {@link FileJournal} that nobody writes to
   * @return what was found before, with the damage; if there is none nothing is changed
   * @throws JournalException if the folder is in use, or files cannot be moved or written
   */
  public static JournalReport quarantine(Path folder) {
    return quarantine(new FolderFiles(folder));
  }

  @SuppressWarnings("try") // the lock is held, not used
  static JournalReport quarantine(JournalFiles files) {
    try (Closeable lock = files.lock()) {
      JournalReport report = new JournalVerifier(files).run();
      if (!report.isSound()) {
        setAside(files, report.damage().get(0));
      }
      return report;
    } catch (IOException e) {
      throw new JournalException(
          "journal in " + files.description() + " cannot be set aside: " + e.getMessage(), e);
    }
  }

  /**
   * Goes from the last file to the first and copies before it moves, so that a crash in between
   * loses nothing.
   */
  private static void setAside(JournalFiles files, JournalDamage first) throws IOException {
    List<String> segments = Segments.in(files);
    for (int i = segments.size() - 1; i > segments.indexOf(first.file()); i--) {
      files.move(segments.get(i), quarantined(segments.get(i)));
    }
    boolean hasSoundRecords = first.offset() > SegmentHeader.BYTES;
    String copy = first.file() + ".sound";
    if (files.list().contains(copy)) {
      files.delete(copy); // of an attempt that was interrupted
    }
    if (hasSoundRecords) {
      copy(files, first.file(), copy, first.offset());
    }
    files.move(first.file(), quarantined(first.file()));
    if (hasSoundRecords) {
      files.move(copy, first.file());
    }
    files.forceFolder();
  }

  private static void copy(JournalFiles files, String from, String to, long bytes)
      throws IOException {
    try (JournalFiles.Input in = files.open(from);
        JournalFiles.Output out = files.create(to)) {
      byte[] buffer = new byte[COPY_BYTES];
      for (long position = 0; position < bytes; ) {
        int count = in.read(position, buffer, 0, (int) Math.min(COPY_BYTES, bytes - position));
        if (count < 0) {
          throw new IOException(from + " ends at byte " + position);
        }
        out.write(buffer, 0, count);
        position += count;
      }
      out.force();
    }
    files.forceFolder();
  }

  private static String quarantined(String segment) {
    return "quarantine/" + segment;
  }

  private JournalReport run() throws IOException {
    List<String> segments = Segments.in(files);
    for (int i = 0; i < segments.size(); i++) {
      try (FrameReader reader = new FrameReader(files.open(segments.get(i)), segments.get(i))) {
        look(reader, i == segments.size() - 1);
      }
    }
    return new JournalReport(reports, Optional.ofNullable(tornTail), damage);
  }

  private void look(FrameReader reader, boolean isLast) throws IOException {
    long first = reader.expected();
    SegmentHeader header = reader.header();
    if (header != null && first != expected) {
      damage.add(
          new JournalDamage(
              reader.name(),
              0,
              expected,
              "the file starts with record " + first + " where " + expected + " was expected"));
    } else if (header != null && header.previousCrc() != lastCrc) {
      damage.add(
          new JournalDamage(
              reader.name(), 0, expected, "the file does not continue the one before"));
    }
    RecordDecoder decoder = new RecordDecoder(new AssetTable());
    boolean isWhole = true;
    long records = 0;
    while (true) {
      while (reader.next()) {
        records++;
        isWhole = isWhole && decodes(reader, decoder);
      }
      Optional<JournalDamage> found = reader.damage();
      if (found.isEmpty()) {
        break;
      }
      if (isLast && isWhole && reader.isTorn()) {
        tornTail =
            new TornTail(
                reader.name(),
                reader.offset(),
                reader.size() - reader.offset(),
                found.get().reason());
        break;
      }
      damage.add(found.get());
      isWhole = false; // assets named in what is lost are not known behind it
      if (!reader.skipToSound()) {
        break;
      }
      records++;
    }
    reports.add(new JournalReport.File(reader.name(), first, records, reader.size()));
    expected = reader.expected();
    lastCrc = reader.lastCrc();
  }

  private boolean decodes(FrameReader reader, RecordDecoder decoder) {
    try {
      decoder.decode(reader.type(), reader.buffer(), reader.payloadFrom(), reader.payloadTo());
      return true;
    } catch (RuntimeException e) {
      damage.add(
          new JournalDamage(
              reader.name(),
              reader.offset(),
              reader.expected() - 1,
              "the record cannot be read: " + e.getMessage()));
      return false;
    }
  }
}
