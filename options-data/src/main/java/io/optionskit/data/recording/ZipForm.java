/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.recording;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDateTime;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A folder as one zip file whose bytes depend on nothing but the files: sorted by name, of one
 * time, not compressed, since compressors differ from system to system.
 */
final class ZipForm {

  private static final LocalDateTime TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  private ZipForm() {}

  static void write(Path folder, Path zip) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.list(folder)) {
      files =
          all.filter(Files::isRegularFile)
              .filter(file -> !name(file).endsWith(".draft"))
              .sorted((one, other) -> name(one).compareTo(name(other)))
              .toList();
    }
    Path draft = zip.resolveSibling(name(zip) + ".draft");
    try (OutputStream out = Files.newOutputStream(draft);
        ZipOutputStream entries = new ZipOutputStream(out)) {
      for (Path file : files) {
        byte[] bytes = Files.readAllBytes(file);
        CRC32 crc = new CRC32();
        crc.update(bytes);
        ZipEntry entry = new ZipEntry(name(file));
        entry.setMethod(ZipEntry.STORED);
        entry.setTimeLocal(TIME);
        entry.setSize(bytes.length);
        entry.setCompressedSize(bytes.length);
        entry.setCrc(crc.getValue());
        entries.putNextEntry(entry);
        entries.write(bytes);
        entries.closeEntry();
      }
    }
    Files.move(draft, zip, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }
}
