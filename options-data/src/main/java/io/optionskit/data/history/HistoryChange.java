/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.history;

import io.optionskit.data.store.StoreException;
import io.optionskit.market.EpochNanos;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Files added to and removed from a history in one step.
 *
 * <p>Each new file is on stable storage under its own name before the log names any of them; files
 * that are removed go after the log no longer names them.
 */
final class HistoryChange implements AutoCloseable {

  /**
   * What a new file holds.
   *
   * @param prefix how its name begins
   * @param underlying ticker of all rows
   * @param date New York date of all rows
   * @param firstNs time of its first row
   * @param lastNs time of its last row
   * @param rows number of rows
   * @param hash 16 hexadecimal digits for its name, empty for those of the file
   * @param parts parts that it was compacted out of
   */
  record Content(
      String prefix,
      String underlying,
      LocalDate date,
      long firstNs,
      long lastNs,
      long rows,
      String hash,
      List<String> parts) {}

  private final HistoryWriter writer;
  private final List<StoredFile> added = new ArrayList<>();
  private final List<StoredFile> removed = new ArrayList<>();
  private final List<Path> written = new ArrayList<>();
  private final List<Path> temporaries = new ArrayList<>();
  private boolean isInTheLog;

  HistoryChange(HistoryWriter writer) {
    this.writer = writer;
  }

  /** Returns a file to be written; it is gone when the change is closed. */
  Path temporary() {
    Path file = writer.temporary();
    temporaries.add(file);
    return file;
  }

  /** Adds a file that was written to the end; it gets its own name when the change is committed. */
  StoredFile add(Path temporary, Content content) throws IOException {
    String sha256 = sha256(temporary);
    String hash = content.hash.isEmpty() ? sha256.substring(0, 16) : content.hash;
    String folder = StoredFile.folder(content.underlying, content.date);
    String name =
        content.prefix + "-" + content.firstNs + "-" + content.lastNs + "-" + hash + ".parquet";
    StoredFile file =
        new StoredFile(
            folder + "/" + name,
            EpochNanos.toInstant(content.firstNs),
            EpochNanos.toInstant(content.lastNs),
            content.rows,
            Files.size(temporary),
            sha256,
            content.parts);
    added.add(file);
    written.add(temporary);
    return file;
  }

  void remove(StoredFile file) {
    removed.add(file);
  }

  /** Makes the whole change visible. */
  void commit() throws IOException {
    writer.disk.forceAll(written);
    for (int i = 0; i < written.size(); i++) {
      StoredFile file = added.get(i);
      writer.disk.makeFolder(
          writer.root.resolve(StoredFile.folder(file.underlying(), file.date())));
      writer.disk.rename(written.get(i), writer.root.resolve(file.path()));
    }
    Set<Path> folders = new LinkedHashSet<>();
    for (StoredFile file : added) {
      folders.add(writer.root.resolve(StoredFile.folder(file.underlying(), file.date())));
      folders.add(writer.root.resolve(file.path().substring(0, file.path().indexOf('/'))));
    }
    if (!folders.isEmpty()) {
      folders.add(writer.root);
    }
    writer.disk.forceAll(folders);
    isInTheLog = true; // or may be, if it fails now: the next writer finds out
    writer.commit(added, removed);
    for (StoredFile file : removed) {
      deleteQuietly(writer.root.resolve(file.path()));
    }
  }

  List<StoredFile> added() {
    return List.copyOf(added);
  }

  @Override
  public void close() {
    temporaries.forEach(this::deleteQuietly);
    if (!isInTheLog) {
      added.forEach(file -> deleteQuietly(writer.root.resolve(file.path())));
    }
  }

  /** What cannot be removed now is removed when the history is opened for writing again. */
  private void deleteQuietly(Path file) {
    try {
      writer.disk.delete(file);
    } catch (IOException e) {
      // the log does not name it: nobody reads it
    }
  }

  static String sha256(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] buffer = new byte[1 << 16];
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        digest.update(buffer, 0, count);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new StoreException("every Java platform has SHA-256", e);
    }
  }
}
