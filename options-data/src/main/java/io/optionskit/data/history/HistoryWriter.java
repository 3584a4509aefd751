/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.history;

import io.optionskit.data.store.StoreException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The one writer of a history, alone on this machine while it is open. Clears away what an earlier
 * one left when its process ended.
 */
final class HistoryWriter implements AutoCloseable {

  /** Names of the files that a history makes; nothing else is ever removed. */
  private static final Pattern OWN =
      Pattern.compile("(part|day)(ns)?-[0-9]{1,19}-[0-9]{1,19}-[0-9a-f]{16}\\.parquet");

  private static final String TEMPORARY = ".incoming-";

  final Path root;
  final HistoryLog log;
  final Disk disk;
  private final FileChannel lock;
  private boolean isBroken;
  private long temporaries;

  HistoryWriter(Path directory, HistoryKind kind, Disk disk) {
    root = directory.toAbsolutePath().normalize();
    this.disk = disk;
    log = new HistoryLog(root, kind);
    lock = lock(root);
    boolean isOpen = false;
    try {
      requireOwnFolder();
      log.prepare(disk);
      clearLeftovers();
      isOpen = true;
    } catch (IOException e) {
      throw new StoreException("cannot write into " + root + ": " + e.getMessage(), e);
    } finally {
      if (!isOpen) {
        close();
      }
    }
  }

  /** Begins a change; closed without being committed it leaves nothing. */
  HistoryChange change() {
    if (isBroken) {
      throw new StoreException(
          "an earlier change of " + root + " failed half way: close the history and open it again");
    }
    return new HistoryChange(this);
  }

  /** Returns a name for a file that is being written. */
  Path temporary() {
    return root.resolve(TEMPORARY + temporaries++ + ".tmp");
  }

  void commit(List<StoredFile> added, List<StoredFile> removed) throws IOException {
    isBroken = true; // until it is known to be on disk
    log.append(disk, added, removed);
    isBroken = false;
  }

  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException e) {
      throw new StoreException("cannot close " + root + ": " + e.getMessage(), e);
    }
  }

  private void requireOwnFolder() throws IOException {
    if (HistoryLog.isThere(root)) {
      return;
    }
    try (DirectoryStream<Path> partitions = Files.newDirectoryStream(root, "underlying=*")) {
      if (partitions.iterator().hasNext()) {
        throw new StoreException(
            root
                + " holds partitions but no "
                + HistoryLog.NAME
                + ": it was not written by this version; import into another folder");
      }
    }
  }

  private void clearLeftovers() throws IOException {
    Set<String> known = new HashSet<>();
    log.files().forEach(file -> known.add(file.path()));
    deleteTemporaries(root);
    try (DirectoryStream<Path> underlyings = Files.newDirectoryStream(root, "underlying=*")) {
      for (Path underlying : underlyings) {
        try (DirectoryStream<Path> dates = Files.newDirectoryStream(underlying, "date=*")) {
          for (Path date : dates) {
            clearLeftovers(date, known);
          }
        }
      }
    }
  }

  private void clearLeftovers(Path date, Set<String> known) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(date, "*.parquet")) {
      for (Path file : files) {
        String path = root.relativize(file).toString().replace('\\', '/');
        if (!known.contains(path) && OWN.matcher(String.valueOf(file.getFileName())).matches()) {
          disk.delete(file);
        }
      }
    }
  }

  private void deleteTemporaries(Path folder) throws IOException {
    try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, TEMPORARY + "*")) {
      for (Path file : left) {
        disk.delete(file);
      }
    }
  }

  private static FileChannel lock(Path root) {
    try {
      Files.createDirectories(root);
      FileChannel channel =
          FileChannel.open(
              root.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      try {
        if (channel.tryLock() != null) {
          return channel;
        }
      } catch (OverlappingFileLockException e) {
        // held by this process: the same answer as for another one
      }
      channel.close();
      throw new StoreException(
          "another import into "
              + root
              + " is running, or it is open for writing: wait until it"
              + " has ended");
    } catch (IOException e) {
      throw new StoreException("cannot write into " + root + ": " + e.getMessage(), e);
    }
  }
}
