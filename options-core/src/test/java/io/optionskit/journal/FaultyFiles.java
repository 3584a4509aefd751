/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.journal;

import java.io.Closeable;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.IntPredicate;

/**
 * A disk in memory that knows what is on stable storage and what only the operating system has, and
 * that can fail.
 *
 * <p>What a crash leaves is drawn at random: of what was not forced, nothing, all, a beginning, or
 * some sectors with zeros in between; a file whose folder was not forced may be gone, a deleted one
 * may be back.
 */
final class FaultyFiles implements JournalFiles {

  private static final int SECTOR = 512;

  private final TreeMap<String, Content> files = new TreeMap<>();
  private final TreeMap<String, Content> durableFiles = new TreeMap<>();
  private Runnable beforeOperation = () -> {};
  private IntPredicate fails = operation -> false;
  private Random partial = new Random(0);
  private int operations;
  private boolean isLocked;

  private static final class Content {
    byte[] written = new byte[0];
    byte[] durable = new byte[0];

    Content copy() {
      Content copy = new Content();
      copy.written = written;
      copy.durable = durable;
      return copy;
    }

    void append(byte[] bytes, int from, int length) {
      byte[] longer = Arrays.copyOf(written, written.length + length);
      System.arraycopy(bytes, from, longer, written.length, length);
      written = longer;
    }
  }

  /** Calls something before every write, sync, creation, deletion and cut. */
  void beforeEveryOperation(Runnable look) {
    beforeOperation = look;
  }

  /** Lets operations fail by their number, counted from 1; a failing write may write a part. */
  void failWhen(IntPredicate operation, long seed) {
    fails = operation;
    partial = new Random(seed);
    operations = 0;
  }

  int operations() {
    return operations;
  }

  boolean isLocked() {
    return isLocked;
  }

  byte[] bytes(String name) {
    return content(name).written.clone();
  }

  /** Returns the bytes of a file with those of the write under way. */
  byte[] written(String name) {
    Content content = content(name).copy();
    Writing now = writing;
    if (now != null && now.name.equals(name)) {
      content.append(now.bytes, now.from, now.length);
    }
    return content.written;
  }

  void put(String name, byte[] bytes) {
    Content content = new Content();
    content.written = bytes;
    content.durable = bytes;
    files.put(name, content);
    durableFiles.put(name, content);
  }

  /** Returns a disk as a power cut now may leave this one. */
  FaultyFiles afterCrash(Random random) {
    TreeMap<String, Content> left = new TreeMap<>(durableFiles);
    for (Map.Entry<String, Content> file : files.entrySet()) {
      if (random.nextBoolean()) {
        left.put(file.getKey(), file.getValue());
      }
    }
    left.keySet().removeIf(name -> !files.containsKey(name) && random.nextBoolean());
    FaultyFiles disk = new FaultyFiles();
    left.forEach((name, content) -> disk.put(name, survivor(content, random)));
    return disk;
  }

  /** As {@link #afterCrash}, in the middle of writing some bytes to the file opened last. */
  FaultyFiles afterCrashDuring(byte[] bytes, int from, int length, String name, Random random) {
    FaultyFiles before = new FaultyFiles();
    files.forEach((file, content) -> before.files.put(file, content.copy()));
    durableFiles.forEach(
        (file, content) -> before.durableFiles.put(file, before.files.getOrDefault(file, content)));
    before.content(name).append(bytes, from, random.nextInt(length + 1));
    return before.afterCrash(random);
  }

  private static byte[] survivor(Content content, Random random) {
    int safe = content.durable.length;
    int all = content.written.length;
    return switch (random.nextInt(4)) {
      case 0 -> content.durable;
      case 1 -> content.written;
      case 2 -> Arrays.copyOf(content.written, safe + random.nextInt(all - safe + 1));
      default -> withHoles(content, random);
    };
  }

  private static byte[] withHoles(Content content, Random random) {
    byte[] bytes = content.written.clone();
    int safe = content.durable.length;
    for (int sector = safe / SECTOR * SECTOR; sector < bytes.length; sector += SECTOR) {
      if (random.nextBoolean()) {
        int from = Math.max(sector, safe);
        Arrays.fill(bytes, from, Math.max(from, Math.min(sector + SECTOR, bytes.length)), (byte) 0);
      }
    }
    return bytes;
  }

  @Override
  public String description() {
    return "faulty disk";
  }

  @Override
  public Closeable lock() throws IOException {
    if (isLocked) {
      throw new IOException("locked");
    }
    isLocked = true;
    return () -> isLocked = false;
  }

  @Override
  public List<String> list() {
    return List.copyOf(files.keySet());
  }

  @Override
  public Output create(String name) throws IOException {
    operation("create " + name);
    if (files.containsKey(name)) {
      throw new IOException(name + " exists");
    }
    Content content = new Content();
    files.put(name, content);
    return new Output() {
      @Override
      public void write(byte[] bytes, int from, int length) throws IOException {
        beforeOperation.run();
        writing = new Writing(name, bytes, from, length);
        beforeOperation.run();
        writing = null;
        if (fails.test(++operations)) {
          content.append(bytes, from, partial.nextInt(length + 1));
          throw new IOException("no space left on device");
        }
        content.append(bytes, from, length);
      }

      @Override
      public void force() throws IOException {
        operation("force " + name);
        content.durable = content.written;
      }

      @Override
      public void close() {}
    };
  }

  private @org.jspecify.annotations.Nullable Writing writing;

  private record Writing(String name, byte[] bytes, int from, int length) {}

  /** As {@link #afterCrash}, or in the middle of the write under way. */
  FaultyFiles afterCrashNow(Random random) {
    Writing now = writing;
    return now == null
        ? afterCrash(random)
        : afterCrashDuring(now.bytes, now.from, now.length, now.name, random);
  }

  @Override
  public Input open(String name) throws IOException {
    byte[] bytes = content(name).written;
    return new ByteFiles(bytes).open(name);
  }

  @Override
  public void truncate(String name, long size) throws IOException {
    operation("truncate " + name);
    Content content = content(name);
    content.written = Arrays.copyOf(content.written, (int) size);
    content.durable = content.written;
  }

  @Override
  public void delete(String name) throws IOException {
    operation("delete " + name);
    files.remove(name);
  }

  @Override
  public void move(String name, String newName) throws IOException {
    operation("move " + name);
    files.put(newName, content(name));
    files.remove(name);
  }

  @Override
  public void forceFolder() throws IOException {
    operation("force folder");
    durableFiles.clear();
    durableFiles.putAll(files);
  }

  private Content content(String name) {
    Content content = files.get(name);
    if (content == null) {
      throw new IllegalArgumentException("no file " + name + " in " + files.keySet());
    }
    return content;
  }

  private void operation(String what) throws IOException {
    beforeOperation.run();
    if (fails.test(++operations)) {
      throw new IOException("input/output error: " + what);
    }
  }
}
