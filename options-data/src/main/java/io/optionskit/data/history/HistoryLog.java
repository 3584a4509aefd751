/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.history;

import io.optionskit.data.store.StoreException;
import io.optionskit.market.EpochNanos;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/**
 * The list of the files of a history: {@code history.log}, one line per change with all files that
 * it adds and removes, each line with its checksum.
 *
 * <p>A file that no line adds is not part of the history, so that all files of a change become
 * visible with the line. A last line that was cut off counts for nothing and is overwritten.
 */
final class HistoryLog {

  static final String NAME = "history.log";
  private static final String FORMAT = "optionskit-history 1 ";
  private static final int LINES_BEFORE_REWRITE = 1_000;

  private final Path root;
  private final Path file;
  private final HistoryKind kind;
  private final TreeMap<String, TreeMap<String, StoredFile>> byUnderlying = new TreeMap<>();
  private String header = "";
  private long end;
  private long lines;

  HistoryLog(Path root, HistoryKind kind) {
    this.root = root;
    file = root.resolve(NAME);
    this.kind = kind;
  }

  /** Reads what was added since the last call; nothing if there is no log yet. */
  synchronized void refresh() {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      byte[] start = read(channel, 0, 80);
      int length = lineLength(start, 0);
      String found = length < 0 ? "" : new String(start, 0, length, StandardCharsets.UTF_8);
      if (length < 0) {
        clear(); // was being made when its process ended
        return;
      }
      if (!found.equals(header)) {
        clear();
        if (!found.startsWith(FORMAT + kind.label() + " ")) {
          throw new StoreException(
              file
                  + " begins with '"
                  + found
                  + "', which is not a history of "
                  + kind.label()
                  + " as this version writes it");
        }
        header = found;
        end = length + 1L;
      }
      take(read(channel, end, channel.size() - end));
    } catch (NoSuchFileException e) {
      clear();
    } catch (IOException e) {
      throw new StoreException("cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  /** Writes a change and brings it to stable storage; the files must be there already. */
  synchronized void append(Disk disk, List<StoredFile> added, List<StoredFile> removed)
      throws IOException {
    byte[] line = (line(added, removed) + "\n").getBytes(StandardCharsets.UTF_8);
    disk.write(file, end, line);
    disk.force(file);
    apply(added, removed);
    end += line.length;
    lines++;
  }

  /** Makes the log if there is none, and shortens one that says much about files long gone. */
  synchronized void prepare(Disk disk) throws IOException {
    refresh();
    if (header.isEmpty() || lines > LINES_BEFORE_REWRITE + 2L * files().size()) {
      rewrite(disk);
    }
  }

  synchronized List<StoredFile> files() {
    return byUnderlying.values().stream().flatMap(files -> files.values().stream()).toList();
  }

  synchronized List<StoredFile> files(String underlying) {
    TreeMap<String, StoredFile> files = byUnderlying.get(underlying);
    return files == null ? List.of() : List.copyOf(files.values());
  }

  private void rewrite(Disk disk) throws IOException {
    Path next = file.resolveSibling("." + NAME + ".new");
    String generation = header.substring(header.lastIndexOf(' ') + 1);
    long number = generation.isEmpty() ? 1 : Long.parseLong(generation) + 1;
    String newHeader = FORMAT + kind.label() + " " + number;
    StringBuilder text = new StringBuilder(newHeader).append('\n');
    List<StoredFile> files = files();
    if (!files.isEmpty()) {
      text.append(line(files, List.of())).append('\n');
    }
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    disk.write(next, 0, bytes);
    disk.force(next);
    disk.rename(next, file);
    disk.force(root);
    header = newHeader;
    end = bytes.length;
    lines = 1;
  }

  private void take(byte[] bytes) {
    int from = 0;
    for (int length = lineLength(bytes, from); length >= 0; length = lineLength(bytes, from)) {
      String line = new String(bytes, from, length, StandardCharsets.UTF_8);
      if (!isWhole(line)) {
        if (from + length + 1 < bytes.length) {
          throw new StoreException(
              file
                  + " is damaged "
                  + (end + from)
                  + " bytes from its beginning, with more changes behind: restore it from a backup");
        }
        break;
      }
      apply(line);
      from += length + 1;
      lines++;
    }
    end += from;
  }

  private void apply(String line) {
    List<StoredFile> added = new ArrayList<>();
    List<StoredFile> removed = new ArrayList<>();
    String[] items = line.split("\t", -1);
    for (int i = 1; i < items.length; i++) {
      String item = items[i];
      if (item.startsWith("+")) {
        added.add(parse(item.substring(1)));
      } else if (item.startsWith("-")) {
        StoredFile gone = find(item.substring(1));
        removed.add(gone);
      }
    }
    apply(added, removed);
  }

  private void apply(List<StoredFile> added, List<StoredFile> removed) {
    for (StoredFile each : removed) {
      TreeMap<String, StoredFile> files = byUnderlying.get(each.underlying());
      if (files != null) {
        files.remove(each.path());
        if (files.isEmpty()) {
          byUnderlying.remove(each.underlying());
        }
      }
    }
    for (StoredFile each : added) {
      byUnderlying
          .computeIfAbsent(each.underlying(), key -> new TreeMap<>())
          .put(each.path(), each);
    }
  }

  private StoredFile find(String path) {
    for (TreeMap<String, StoredFile> files : byUnderlying.values()) {
      StoredFile found = files.get(path);
      if (found != null) {
        return found;
      }
    }
    throw new StoreException(file + " removes " + path + ", which it never added");
  }

  private void clear() {
    byUnderlying.clear();
    header = "";
    end = 0;
    lines = 0;
  }

  private static String line(List<StoredFile> added, List<StoredFile> removed) {
    StringBuilder text = new StringBuilder();
    removed.forEach(each -> text.append("\t-").append(each.path()));
    added.forEach(each -> text.append("\t+").append(format(each)));
    return checksum(text) + text;
  }

  private static boolean isWhole(String line) {
    return line.length() > 8
        && line.substring(0, 8).equals(checksum(new StringBuilder(line.substring(8))));
  }

  private static String checksum(StringBuilder text) {
    CRC32C crc = new CRC32C();
    crc.update(text.toString().getBytes(StandardCharsets.UTF_8));
    return String.format(Locale.ROOT, "%08x", crc.getValue());
  }

  private static String format(StoredFile file) {
    return String.join(
        "|",
        file.path(),
        Long.toString(EpochNanos.of(file.first())),
        Long.toString(EpochNanos.of(file.last())),
        Long.toString(file.rows()),
        Long.toString(file.bytes()),
        file.sha256(),
        String.join(",", file.parts()));
  }

  private static StoredFile parse(String item) {
    String[] fields = item.split("\\|", -1);
    return new StoredFile(
        fields[0],
        EpochNanos.toInstant(Long.parseLong(fields[1])),
        EpochNanos.toInstant(Long.parseLong(fields[2])),
        Long.parseLong(fields[3]),
        Long.parseLong(fields[4]),
        fields[5],
        fields[6].isEmpty() ? List.of() : List.of(fields[6].split(",", -1)));
  }

  private static int lineLength(byte[] bytes, int from) {
    for (int i = from; i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        return i - from;
      }
    }
    return -1;
  }

  private static byte[] read(FileChannel channel, long at, long most) throws IOException {
    ByteBuffer target =
        ByteBuffer.allocate(Math.toIntExact(Math.max(0, Math.min(most, channel.size() - at))));
    while (target.hasRemaining() && channel.read(target, at + target.position()) >= 0) {
      // until the end
    }
    byte[] bytes = new byte[target.position()];
    target.flip().get(bytes);
    return bytes;
  }

  /** Returns whether a folder is a history of the kind. */
  static boolean isThere(Path root) {
    return Files.exists(root.resolve(NAME));
  }
}
