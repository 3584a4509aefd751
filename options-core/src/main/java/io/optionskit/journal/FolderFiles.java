/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.journal;

import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder of the file system.
 *
 * <p>Journal files are read and written through {@link RandomAccessFile} because a channel would be
 * closed by an interrupt of the engine's thread.
 */
final class FolderFiles implements JournalFiles {

  private static final String LOCK = "journal.lock";

  private final Path folder;

  FolderFiles(Path folder) {
    this.folder = folder;
  }

  @Override
  public String description() {
    return folder.toString();
  }

  @Override
  public Closeable lock() throws IOException {
    Files.createDirectories(folder);
    FileChannel channel =
        FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    boolean locked = false;
    try {
      locked = channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      throw new IOException("another journal of this process writes to the folder", e);
    } finally {
      if (!locked) {
        channel.close();
      }
    }
    if (!locked) {
      throw new IOException("another process writes to the folder");
    }
    return channel;
  }

  @Override
  public List<String> list() throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> file.getFileName().toString())
          .sorted()
          .toList();
    }
  }

  @Override
  public Output create(String name) throws IOException {
    Files.createFile(folder.resolve(name));
    RandomAccessFile file = new RandomAccessFile(folder.resolve(name).toFile(), "rw");
    return new Output() {
      @Override
      public void write(byte[] bytes, int from, int length) throws IOException {
        file.write(bytes, from, length);
      }

      @Override
      public void force() throws IOException {
        file.getFD().sync();
      }

      @Override
      public void close() throws IOException {
        file.close();
      }
    };
  }

  @Override
  public Input open(String name) throws IOException {
    RandomAccessFile file = new RandomAccessFile(folder.resolve(name).toFile(), "r");
    return new Input() {
      @Override
      public long size() throws IOException {
        return file.length();
      }

      @Override
      public int read(long position, byte[] into, int from, int length) throws IOException {
        file.seek(position);
        return file.read(into, from, length);
      }

      @Override
      public void close() throws IOException {
        file.close();
      }
    };
  }

  @Override
  public void truncate(String name, long size) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(folder.resolve(name).toFile(), "rw")) {
      file.setLength(size);
      file.getFD().sync();
    }
  }

  @Override
  public void delete(String name) throws IOException {
    Files.delete(folder.resolve(name));
  }

  @Override
  public void move(String name, String newName) throws IOException {
    Path target = folder.resolve(newName);
    Path parent = target.getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    Files.move(folder.resolve(name), target);
  }

  /**
   * Some systems, Windows among them, cannot open a folder; there the file's own sync has to do.
   */
  @Override
  public void forceFolder() throws IOException {
    if (File.separatorChar == '\\') {
      return;
    }
    boolean interrupted = Thread.interrupted(); // it would close the channel
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
