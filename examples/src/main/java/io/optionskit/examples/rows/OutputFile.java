/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.examples.rows;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * A file that appears when it is complete, or standard output.
 *
 * <p>It is written under another name in the same folder, which is removed if {@link #complete} is
 * not reached. Something that is not an ordinary file, such as a pipe, is written to directly. A
 * name that ends in {@code .gz} is compressed.
 */
final class OutputFile implements AutoCloseable {

  private static final int BUFFER = 1 << 16;

  private final String name;
  private final OutputStream out;
  private final @Nullable Path part;
  private final @Nullable Path target;
  private boolean isComplete;

  private OutputFile(String name, OutputStream out, @Nullable Path part, @Nullable Path target) {
    this.name = name;
    this.out = out;
    this.part = part;
    this.target = target;
  }

  /**
   * Opens a file for writing.
   *
   * @param path where it will be; empty for standard output
   */
  @SuppressWarnings("MustBeClosedChecker") // closed by the owner of this object
  static OutputFile open(Optional<Path> path) throws IOException {
    if (path.isEmpty()) {
      return new OutputFile("standard output", System.out, null, null);
    }
    Path wanted = path.get();
    Path target = Files.exists(wanted) ? wanted.toRealPath() : wanted.toAbsolutePath();
    boolean isGzip = wanted.toString().toLowerCase(Locale.ROOT).endsWith(".gz");
    if (Files.exists(target) && !Files.isRegularFile(target)) {
      return new OutputFile(
          wanted.toString(), stream(Files.newOutputStream(target), isGzip), null, null);
    }
    Path part =
        target.resolveSibling(
            "." + target.getFileName() + "." + ProcessHandle.current().pid() + ".part");
    return new OutputFile(
        wanted.toString(), stream(Files.newOutputStream(part), isGzip), part, target);
  }

  private static OutputStream stream(OutputStream raw, boolean isGzip) throws IOException {
    return isGzip ? new FastGzip(raw) : new BufferedOutputStream(raw, BUFFER);
  }

  /** Compresses at a third of the usual cost, and a tenth worse. */
  private static final class FastGzip extends GZIPOutputStream {
    FastGzip(OutputStream raw) throws IOException {
      super(raw, BUFFER);
      def.setLevel(Deflater.BEST_SPEED);
    }
  }

  String name() {
    return name;
  }

  void write(byte[] bytes, int count) throws IOException {
    out.write(bytes, 0, count);
    if (out instanceof PrintStream standard && standard.checkError()) {
      throw new IOException("it was closed by the reader");
    }
  }

  /** Ends writing and gives the file its name. */
  void complete() throws IOException {
    if (target == null || part == null) {
      out.flush();
    } else {
      out.close();
      move(part, target);
    }
    isComplete = true;
  }

  private static void move(Path part, Path target) throws IOException {
    try {
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  @Override
  public void close() throws IOException {
    if (out instanceof PrintStream) {
      return;
    }
    try {
      out.close();
    } finally {
      if (!isComplete && part != null) {
        Files.deleteIfExists(part);
      }
    }
  }
}
