/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.history;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Every step by which a history changes what is on disk, one method each, so that tests can end the
 * process between any two.
 */
interface Disk {

  /** The disk of this machine. */
  Disk REAL = new Disk() {};

  /** Makes a folder and those above it that are not there. */
  default void makeFolder(Path folder) throws IOException {
    Files.createDirectories(folder);
  }

  /** Brings the content of a file, or the names in a folder, to stable storage. */
  default void force(Path path) throws IOException {
    boolean isFolder = Files.isDirectory(path);
    try (FileChannel channel =
        FileChannel.open(path, isFolder ? StandardOpenOption.READ : StandardOpenOption.WRITE)) {
      channel.force(true);
    } catch (IOException e) {
      if (!isFolder) {
        throw e; // some systems cannot force a folder, and need not
      }
    }
  }

  /** Gives a file another name at once, replacing what had it. */
  default void rename(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Writes bytes at a place of a file, making it if it is not there, and cuts off what follows. */
  default void write(Path file, long at, byte[] bytes) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      channel.truncate(at);
      ByteBuffer left = ByteBuffer.wrap(bytes);
      while (left.hasRemaining()) {
        channel.write(left, at + left.position());
      }
    }
  }

  /** Removes a file if it is there. */
  default void delete(Path file) throws IOException {
    Files.deleteIfExists(file);
  }
}
