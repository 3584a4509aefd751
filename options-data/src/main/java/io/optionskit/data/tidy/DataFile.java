/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.tidy;

import io.optionskit.spi.ProviderException;
import io.optionskit.spi.ProviderException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A file that may hold market data.
 *
 * @param path where it is
 * @param name how messages call it: its path below the directory that was named
 */
record DataFile(Path path, String name) {

  /** How the bytes of a file are to be read. */
  enum Form {
    TEXT,
    GZIP,
    PARQUET
  }

  /**
   * What was found at a path.
   *
   * @param isDirectory false if the path is that of one file
   * @param files files to read, in the order of their names
   * @param others how many files have another ending
   */
  record Found(boolean isDirectory, List<DataFile> files, int others) {}

  static Found at(Path path) {
    if (Files.isRegularFile(path)) {
      return new Found(false, List.of(new DataFile(path, path.toString())), 0);
    }
    if (!Files.isDirectory(path)) {
      throw new ProviderException(Reason.BAD_REQUEST, "there is no file or directory " + path);
    }
    List<DataFile> files = new ArrayList<>();
    int others = 0;
    try (Stream<Path> walk = Files.walk(path.toRealPath())) {
      Path root = path.toRealPath();
      for (Path found : (Iterable<Path>) walk.filter(Files::isRegularFile)::iterator) {
        String name = root.relativize(found).toString().replace('\\', '/');
        if (isHidden(name)) {
          continue;
        }
        if (hasDataEnding(name)) {
          files.add(new DataFile(found, name));
        } else {
          others++;
        }
      }
    } catch (IOException e) {
      throw new ProviderException(Reason.UNAVAILABLE, "cannot list " + path + ": " + e, e);
    }
    files.sort(Comparator.comparing(DataFile::name));
    return new Found(true, files, others);
  }

  /** Tells by the first bytes how the file is to be read. */
  Form form() {
    byte[] head = head();
    if (startsWith(head, 'P', 'A', 'R', '1')) {
      return Form.PARQUET;
    }
    if (startsWith(head, 0x1f, 0x8b)) {
      return Form.GZIP;
    }
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.endsWith(".gz") || lower.endsWith(".parquet")) {
      throw new ProviderException(
          Reason.BAD_DATA,
          head.length == 0
              ? name + " is empty"
              : name + " is not what its name says: its first bytes are not those of such a file");
    }
    return Form.TEXT;
  }

  private byte[] head() {
    try (InputStream in = Files.newInputStream(path)) {
      return in.readNBytes(4);
    } catch (IOException e) {
      throw new ProviderException(Reason.UNAVAILABLE, "cannot read " + name + ": " + e, e);
    }
  }

  private static boolean startsWith(byte[] head, int... expected) {
    if (head.length < expected.length) {
      return false;
    }
    for (int i = 0; i < expected.length; i++) {
      if ((head[i] & 0xff) != expected[i]) {
        return false;
      }
    }
    return true;
  }

  private static boolean isHidden(String name) {
    return name.startsWith(".") || name.contains("/.");
  }

  private static boolean hasDataEnding(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.endsWith(".csv") || lower.endsWith(".csv.gz") || lower.endsWith(".parquet");
  }
}
