/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.history;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Every step by which a history changes what is on disk, one method each, so that tests can end the
 * process between any two.
 */
interface Disk {

  /** The disk of this machine, which brings several files to stable storage at the same time. */
  Disk REAL =
      new Disk() {
        @Override
        public void forceAll(Collection<Path> paths) throws IOException {
          if (paths.size() <= 2) {
            Disk.super.forceAll(paths);
            return;
          }
          ExecutorService threads =
              Executors.newFixedThreadPool(Math.min(MOST_AT_ONCE, paths.size()));
          try {
            List<Callable<Path>> tasks = new ArrayList<>();
            for (Path path : paths) {
              tasks.add(
                  () -> {
                    force(path);
                    return path;
                  });
            }
            for (Future<Path> each : threads.invokeAll(tasks)) {
              each.get();
            }
          } catch (ExecutionException e) {
            throw new IOException(e.getCause());
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for the disk");
          } finally {
            threads.shutdownNow();
          }
        }
      };

  /** Files that wait for the disk together; it then serves them in one go. */
  int MOST_AT_ONCE = 8;

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

  /** Brings several files or folders to stable storage, in any order. */
  default void forceAll(Collection<Path> paths) throws IOException {
    for (Path path : paths) {
      force(path);
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
