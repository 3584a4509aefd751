/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.history;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * A disk whose process ends at a step: nothing happens any more from then on. What the system had
 * not brought to stable storage can be lost on top.
 */
final class CrashingDisk implements Disk {

  /** The process has ended. */
  static final class Crash extends Error {
    private static final long serialVersionUID = 1L;
  }

  /** What becomes of the step at which the process ends. */
  enum Last {
    /** It is not done. */
    NOT_DONE,
    /** Half of the bytes are written, if it writes. */
    HALF_DONE,
    /** It is done, and nothing more. */
    DONE
  }

  private final int lastStep;
  private final Last last;
  private final boolean losesUnforced;
  private final Map<Path, Long> unforced = new HashMap<>();
  private final Deque<Path[]> renamed = new ArrayDeque<>();
  private int steps;
  private boolean isOver;

  CrashingDisk(int lastStep, Last last, boolean losesUnforced) {
    this.lastStep = lastStep;
    this.last = last;
    this.losesUnforced = losesUnforced;
  }

  int steps() {
    return steps;
  }

  private interface Step {
    void run() throws IOException;
  }

  private void step(Step whole, Step half) throws IOException {
    if (isOver) {
      throw new Crash();
    }
    steps++;
    if (steps < lastStep) {
      whole.run();
      return;
    }
    if (last == Last.DONE) {
      whole.run();
    } else if (last == Last.HALF_DONE) {
      half.run();
    }
    isOver = true;
    if (losesUnforced) {
      lose();
    }
    throw new Crash();
  }

  /** Takes back names and bytes that may not have reached the disk. */
  private void lose() throws IOException {
    while (!renamed.isEmpty()) {
      Path[] names = renamed.pollLast();
      if (Files.exists(names[1]) && !names[1].getFileName().toString().equals(HistoryLog.NAME)) {
        Files.move(names[1], names[0]);
      }
    }
    for (Map.Entry<Path, Long> each : unforced.entrySet()) {
      if (Files.exists(each.getKey())) {
        try (FileChannel channel = FileChannel.open(each.getKey(), StandardOpenOption.WRITE)) {
          channel.truncate(each.getValue());
        }
      }
    }
  }

  @Override
  public void makeFolder(Path folder) throws IOException {
    step(() -> Disk.super.makeFolder(folder), () -> {});
  }

  @Override
  public void force(Path path) throws IOException {
    step(
        () -> {
          Disk.super.force(path);
          unforced.remove(path);
          renamed.removeIf(names -> path.equals(names[1].getParent()));
        },
        () -> {});
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    step(
        () -> {
          Disk.super.rename(from, to);
          renamed.add(new Path[] {from, to});
        },
        () -> {});
  }

  @Override
  public void write(Path file, long at, byte[] bytes) throws IOException {
    step(
        () -> {
          unforced.putIfAbsent(file, at);
          Disk.super.write(file, at, bytes);
        },
        () -> {
          unforced.putIfAbsent(file, at);
          Disk.super.write(file, at, java.util.Arrays.copyOf(bytes, bytes.length / 2));
        });
  }

  @Override
  public void delete(Path file) throws IOException {
    step(() -> Disk.super.delete(file), () -> {});
  }
}
