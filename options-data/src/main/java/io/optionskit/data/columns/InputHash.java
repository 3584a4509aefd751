/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.columns;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * SHA-256 of everything that data are made of: settings, and names and contents of files. Used by
 * one thread.
 */
public final class InputHash {

  private final MessageDigest digest;

  /** Begins with nothing. */
  public InputHash() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /**
   * Adds a text, which is kept apart from those before and behind it.
   *
   * @param text a setting, or the hash of something else
   * @return this hash
   */
  public InputHash add(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
    digest.update(bytes);
    return this;
  }

  /**
   * Adds a file with its name and content, or all files below a directory in the order of their
   * names, hidden ones left out.
   *
   * @param path file or directory
   * @return this hash
   * @throws IOException if one cannot be read
   */
  public InputHash addFiles(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      return addFile(String.valueOf(path.getFileName()), path);
    }
    Path root = path.toRealPath();
    List<String> names;
    try (Stream<Path> walk = Files.walk(root)) {
      names =
          walk.filter(Files::isRegularFile)
              .map(file -> root.relativize(file).toString().replace('\\', '/'))
              .filter(name -> !name.startsWith(".") && !name.contains("/."))
              .sorted()
              .toList();
    }
    for (String name : names) {
      addFile(name, root.resolve(name));
    }
    return this;
  }

  /**
   * Returns the hash of all that was added; nothing can be added any more.
   *
   * @return 64 hexadecimal digits
   */
  public String hex() {
    return HexFormat.of().formatHex(digest.digest());
  }

  private InputHash addFile(String name, Path file) throws IOException {
    add(name).add(Long.toString(Files.size(file)));
    try (InputStream in = Files.newInputStream(file)) {
      byte[] buffer = new byte[1 << 16];
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        digest.update(buffer, 0, count);
      }
    }
    return this;
  }
}
