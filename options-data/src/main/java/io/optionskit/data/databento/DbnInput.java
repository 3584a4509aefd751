/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.databento;

import com.github.luben.zstd.ZstdIOException;
import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import io.optionskit.spi.ProviderException;
import io.optionskit.spi.ProviderException.Reason;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a DBN file or stream through a buffer of constant size, decompressed if need be.
 *
 * <p>Reads what is there and never waits for a full buffer, so a live stream is not held up.
 */
final class DbnInput implements AutoCloseable {

  private static final int CAPACITY = 1 << 16;
  private static final int ZSTD_MAGIC = 0xFD2FB528;
  private static final int SKIPPABLE_MAGIC = 0x184D2A50;
  private static final int MOST_EMPTY_READS = 1000;

  private final byte[] buffer = new byte[CAPACITY];
  private final InputStream in;
  private final @Nullable ZstdInputStreamNoFinalizer zstd;
  private int position;
  private int limit;
  private long consumed;
  private boolean ended;
  private boolean tornFrame;

  private DbnInput(InputStream in, @Nullable ZstdInputStreamNoFinalizer zstd) {
    this.in = in;
    this.zstd = zstd;
  }

  /** Looks at the first bytes and undoes the compression that they tell of. */
  static DbnInput of(InputStream raw) {
    try {
      byte[] head = raw.readNBytes(4);
      InputStream whole = new SequenceInputStream(new ByteArrayInputStream(head), raw);
      int magic = head.length < 4 ? 0 : (int) DbnCursor.INT.get(head, 0);
      if ((magic & 0xFFFF_FFF0) == SKIPPABLE_MAGIC) {
        throw new ProviderException(
            Reason.UNSUPPORTED,
            "this is a DBZ file, the format before DBN; convert it with Databento's dbn tool");
      }
      if (magic != ZSTD_MAGIC) {
        return new DbnInput(whole, null);
      }
      ZstdInputStreamNoFinalizer zstd = new ZstdInputStreamNoFinalizer(whole);
      zstd.setContinuous(true); // hands out what came before the end of a torn frame
      return new DbnInput(zstd, zstd);
    } catch (IOException e) {
      throw broken(0, e);
    }
  }

  byte[] buffer() {
    return buffer;
  }

  int position() {
    return position;
  }

  /** Returns the bytes in the buffer that were not consumed. */
  int available() {
    return limit - position;
  }

  /** Returns the bytes consumed so far, decompressed. */
  long consumed() {
    return consumed;
  }

  /** Returns whether the compressed stream broke off within a frame. */
  boolean isTornFrame() {
    return tornFrame;
  }

  /** Makes some bytes available from {@link #position()} on; false if the stream ends before. */
  boolean require(int bytes) {
    while (limit - position < bytes) {
      if (ended) {
        return false;
      }
      if (buffer.length - position < bytes) {
        System.arraycopy(buffer, position, buffer, 0, limit - position);
        limit -= position;
        position = 0;
      }
      fill();
    }
    return true;
  }

  void consume(int bytes) {
    position += bytes;
    consumed += bytes;
  }

  /** Reads up to so many bytes; fewer if the stream ends. Memory grows with what really comes. */
  byte[] read(int bytes) {
    byte[] read = new byte[Math.min(bytes, CAPACITY)];
    int length = 0;
    while (length < bytes && require(1)) {
      if (length == read.length) {
        read = Arrays.copyOf(read, (int) Math.min(bytes, 2L * read.length));
      }
      int part = Math.min(available(), read.length - length);
      System.arraycopy(buffer, position, read, length, part);
      consume(part);
      length += part;
    }
    return length == read.length ? read : Arrays.copyOf(read, length);
  }

  @Override
  public void close() {
    try {
      in.close();
    } catch (IOException e) {
      throw new ProviderException(
          Reason.UNAVAILABLE, "DBN stream cannot be closed: " + e.getMessage(), e);
    }
  }

  private void fill() {
    try {
      for (int i = 0; i < MOST_EMPTY_READS; i++) {
        int read = in.read(buffer, limit, buffer.length - limit);
        if (read > 0) {
          limit += read;
          return;
        }
        if (read < 0) {
          ended = true;
          tornFrame = endsWithinFrame();
          return;
        }
      }
      throw new IOException("stream gives no bytes and does not end");
    } catch (ZstdIOException e) {
      throw new ProviderException(
          Reason.BAD_DATA,
          "zstd data are corrupt after "
              + (consumed + available())
              + " decompressed bytes: "
              + e.getMessage(),
          e);
    } catch (IOException e) {
      throw broken(consumed + available(), e);
    }
  }

  /** The decompressor only complains of an unfinished frame when it may not end anywhere. */
  private boolean endsWithinFrame() throws IOException {
    if (zstd == null) {
      return false;
    }
    zstd.setContinuous(false);
    try {
      return zstd.read() >= 0;
    } catch (ZstdIOException e) {
      return true;
    }
  }

  private static ProviderException broken(long bytes, IOException e) {
    String how =
        e instanceof SocketTimeoutException
            ? "DBN stream is silent, without so much as a heartbeat, after "
            : "DBN stream broke after ";
    return new ProviderException(
        Reason.UNAVAILABLE, how + bytes + " bytes: " + e.getClass().getSimpleName(), e);
  }
}
