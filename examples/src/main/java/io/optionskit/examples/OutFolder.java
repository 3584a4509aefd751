/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.examples;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Folder that a run writes to. What an earlier run left there is replaced, anything else is kept.
 */
final class OutFolder {

  private static final String MARK = "optionskit-out.txt";
  private static final String MARK_TEXT =
      "Written by optionskit. The next run that writes to this folder replaces what it wrote here.\n";

  private final Path folder;
  private final List<String> names;

  private OutFolder(Path folder, List<String> names) {
    this.folder = folder;
    this.names = names;
  }

  /**
   * Describes a folder; nothing is written yet.
   *
   * @param folder path, need not exist
   * @param names files and folders that will be written
   */
  static OutFolder at(Path folder, String... names) {
    return new OutFolder(folder, List.of(names));
  }

  /** Returns why the folder cannot be used, empty if it can. */
  Optional<String> problem() {
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      return Optional.of("'" + folder + "' is a file; it must be a folder");
    }
    if (Files.exists(folder.resolve(MARK))) {
      return Optional.empty();
    }
    return names.stream()
        .filter(name -> Files.exists(folder.resolve(name)))
        .findFirst()
        .map(name -> "'" + folder + "' holds a " + name + " that is not from an earlier run");
  }

  /** Makes the folder and removes what an earlier run wrote. */
  void prepare() {
    try {
      Files.createDirectories(folder);
      for (String name : names) {
        delete(folder.resolve(name));
      }
      Files.writeString(folder.resolve(MARK), MARK_TEXT);
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /** Makes a folder within this one. */
  void makeFolder(String name) {
    try {
      Files.createDirectories(folder.resolve(name));
    } catch (IOException e) {
      throw failed(e);
    }
  }

  Path resolve(String name) {
    return folder.resolve(name);
  }

  void write(String name, String text) {
    write(name, out -> append(out, text));
  }

  /** Writes a text file in UTF-8. */
  void write(String name, Consumer<Appendable> content) {
    try (java.io.Writer out = Files.newBufferedWriter(folder.resolve(name))) {
      content.accept(out);
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /** Opens a text file in UTF-8, to be written piece by piece. */
  java.io.Writer open(String name) {
    try {
      return Files.newBufferedWriter(folder.resolve(name));
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private static void append(Appendable out, String text) {
    try {
      out.append(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path path) throws IOException {
    if (!Files.exists(path)) {
      return;
    }
    try (Stream<Path> below = Files.walk(path)) {
      for (Path each : below.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }

  private UncheckedIOException failed(IOException e) {
    return new UncheckedIOException("cannot write to '" + folder + "': " + e, e);
  }
}
