/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.examples.rows;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/** A file to read, compressed or not, or standard input; counts the bytes as they are read. */
final class InputFile implements AutoCloseable {

  private static final int BUFFER = 1 << 16;
  private static final int MAGIC = 0x1f8b;
  private static final byte[] MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

  private final String name;
  private final long size;
  private final CountedBytes counted;
  private final InputStream content;

  private InputFile(String name, long size, CountedBytes counted) throws IOException {
    this.name = name;
    this.size = size;
    this.counted = counted;
    this.content = withoutMark(decompressed(counted));
  }

  /**
   * Opens a file.
   *
   * @param path where it is; empty for standard input
   */
  @SuppressWarnings("MustBeClosedChecker") // closed by the owner of this object
  static InputFile open(Optional<Path> path) throws IOException {
    if (path.isEmpty()) {
      return new InputFile("standard input", 0, new CountedBytes(System.in));
    }
    CountedBytes bytes = new CountedBytes(Files.newInputStream(path.get()));
    try {
      return new InputFile(path.get().toString(), Files.size(path.get()), bytes);
    } catch (IOException e) {
      bytes.close();
      throw e;
    }
  }

  /** What compressed data begin with tells them from text, whatever the name says. */
  private static InputStream decompressed(InputStream in) throws IOException {
    BufferedInputStream buffered = new BufferedInputStream(in, BUFFER);
    buffered.mark(2);
    int first = (buffered.read() << 8) | buffered.read();
    buffered.reset();
    return first == MAGIC ? new GZIPInputStream(buffered, BUFFER) : buffered;
  }

  /** Drops the byte order mark of UTF-8, which would stand in front of the first name. */
  private static InputStream withoutMark(InputStream in) throws IOException {
    BufferedInputStream buffered = new BufferedInputStream(in, BUFFER);
    buffered.mark(MARK.length);
    if (!Arrays.equals(buffered.readNBytes(MARK.length), MARK)) {
      buffered.reset();
    }
    return buffered;
  }

  String name() {
    return name;
  }

  InputStream content() {
    return content;
  }

  /** Returns the part of the file that has been read, 0 to 1; 0 if its size is unknown. */
  double fraction() {
    return size <= 0 ? 0 : Math.min(1, (double) counted.count / size);
  }

  @Override
  public void close() throws IOException {
    content.close();
  }

  private static final class CountedBytes extends FilterInputStream {

    private long count;

    CountedBytes(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int value = super.read();
      count += value < 0 ? 0 : 1;
      return value;
    }

    @Override
    public int read(byte[] target, int from, int length) throws IOException {
      int read = super.read(target, from, length);
      count += Math.max(0, read);
      return read;
    }
  }
}
