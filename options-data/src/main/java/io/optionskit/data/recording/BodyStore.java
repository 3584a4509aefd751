/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.recording;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** The files of an archive, by plain names: a folder or a zip file. May be used by threads. */
interface BodyStore extends AutoCloseable {

  /** Largest file that is read. */
  int LONGEST = 1 << 30;

  /** Returns whether there is a file of that name. */
  boolean has(String name);

  /** Returns the bytes of a file that is there. */
  byte[] read(String name) throws IOException;

  @Override
  void close() throws IOException;

  static BodyStore open(Path path) throws IOException {
    return Files.isDirectory(path) ? new Folder(path) : new Zip(path);
  }

  /**
   * Checks that a name is a plain one, on every system, that leads out of no folder.
   *
   * @throws ArchiveException if it is not
   */
  static void checkName(String name) {
    String stem = name.contains(".") ? name.substring(0, name.indexOf('.')) : name;
    boolean plain =
        !name.isEmpty()
            && name.length() <= 250
            && name.chars().noneMatch(c -> c < ' ' || c == 127 || "/\\:*?\"<>|".indexOf(c) >= 0)
            && !name.endsWith(".")
            && !name.endsWith(" ")
            && !Names.DEVICES.matcher(stem.toUpperCase(Locale.ROOT)).matches();
    if (!plain) {
      throw new ArchiveException(
          "a file of an archive must have a plain name without folders: '" + name + "'");
    }
  }

  /** Names that Windows keeps for itself. */
  final class Names {
    static final Pattern DEVICES = Pattern.compile("CON|PRN|AUX|NUL|COM[0-9]|LPT[0-9]");

    private Names() {}
  }

  /** Files in a folder. */
  final class Folder implements BodyStore {

    private final Path folder;

    Folder(Path folder) {
      this.folder = folder;
    }

    @Override
    public boolean has(String name) {
      return Files.isRegularFile(folder.resolve(name));
    }

    @Override
    public byte[] read(String name) throws IOException {
      Path file = folder.resolve(name);
      if (!file.toRealPath().startsWith(folder.toRealPath())) {
        throw new ArchiveException("'" + name + "' is a link that leads out of " + folder);
      }
      if (Files.size(file) > LONGEST) {
        throw new ArchiveException(file + " is larger than the " + LONGEST + " bytes allowed");
      }
      return Files.readAllBytes(file);
    }

    @Override
    public void close() {}
  }

  /** Entries of a zip file. */
  final class Zip implements BodyStore {

    private final ZipFile zip;
    private final Set<String> names = new TreeSet<>();

    Zip(Path path) throws IOException {
      zip = new ZipFile(path.toFile());
      try {
        for (Enumeration<? extends ZipEntry> all = zip.entries(); all.hasMoreElements(); ) {
          String name = all.nextElement().getName();
          checkName(name);
          if (!names.add(name)) {
            throw new ArchiveException(path + " holds '" + name + "' twice");
          }
        }
      } catch (RuntimeException e) {
        zip.close();
        throw e;
      }
    }

    @Override
    public boolean has(String name) {
      return names.contains(name);
    }

    @Override
    public byte[] read(String name) throws IOException {
      try (InputStream in = zip.getInputStream(zip.getEntry(name))) {
        byte[] bytes = in.readNBytes(LONGEST);
        if (in.read() >= 0) {
          throw new ArchiveException(
              "'" + name + "' is larger than the " + LONGEST + " bytes allowed");
        }
        return bytes;
      }
    }

    @Override
    public void close() throws IOException {
      zip.close();
    }
  }
}
