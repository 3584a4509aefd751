/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.databento;

import io.optionskit.spi.ProviderException;
import io.optionskit.spi.ProviderException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads DBN of versions 1 to 3, as it is or compressed by zstd in one frame or several.
 *
 * <p>The memory used does not grow with the number of records. Read as from a result set:
 *
 * <pre>{@code
 * try (DbnReader reader = DbnReader.open(in)) {
 *   while (reader.next()) {
 *     DbnCursor record = reader.cursor();
 *     ...
 *   }
 *   if (reader.report().isTorn()) { ... }
 * }
 * }</pre>
 *
 * <p>A stream that ends within a record, or within a compressed frame, gives all whole records and
 * says so in the {@link #report()}. A record of an unknown kind or length throws {@code
 * SCHEMA_CHANGED} once; the next call goes on behind it. Bytes that cannot be DBN throw {@code
 * BAD_DATA}, and then nothing more can be read.
 *
 * <p>One thread at a time.
 */
public final class DbnReader implements AutoCloseable {

  private static final int LONGEST_METADATA = 64 << 20;

  private final DbnInput input;
  private final DbnCursor cursor;
  private final Optional<DbnMetadata> metadata;
  private long records;
  private long unknown;
  private long wholeBytes;
  private int tornBytes;
  private boolean onRecord;
  private @Nullable ProviderException failure;

  private DbnReader(DbnInput input, Optional<DbnMetadata> metadata) {
    this.input = input;
    this.metadata = metadata;
    cursor = new DbnCursor(input.buffer());
    wholeBytes = input.consumed();
  }

  /**
   * Opens a file or stream that begins with a DBN header.
   *
   * @param in bytes, compressed or not; closed with the reader, and if this throws
   * @return reader before the first record
   * @throws ProviderException {@code BAD_DATA} if there is no whole header, {@code SCHEMA_CHANGED}
   *     if its version is above 3, {@code UNSUPPORTED} for the older format DBZ, {@code
   *     UNAVAILABLE} if the stream breaks
   */
  public static DbnReader open(InputStream in) {
    return open(in, LONGEST_METADATA);
  }

  /**
   * Opens a file or stream that begins with a DBN header, which may have many symbols.
   *
   * @param in bytes, compressed or not; closed with the reader, and if this throws
   * @param longestMetadata largest header accepted, bytes; 64 MiB unless said
   * @return reader before the first record
   * @throws ProviderException as {@link #open(InputStream)}
   */
  public static DbnReader open(InputStream in, int longestMetadata) {
    return open(in, input -> Optional.of(MetadataReader.read(input, longestMetadata)));
  }

  /**
   * Opens a file of records without a header; if there is one all the same it is read.
   *
   * @param in bytes, compressed or not; closed with the reader, and if this throws
   * @return reader before the first record
   * @throws ProviderException as {@link #open(InputStream)}
   */
  public static DbnReader openFragment(InputStream in) {
    return open(
        in,
        input ->
            MetadataReader.isNext(input)
                ? Optional.of(MetadataReader.read(input, LONGEST_METADATA))
                : Optional.empty());
  }

  /**
   * Returns what the header says.
   *
   * @return metadata, empty for a fragment without
   */
  public Optional<DbnMetadata> metadata() {
    return metadata;
  }

  /**
   * Goes to the next record; waits for it if the stream is live.
   *
   * @return true if there is one, false at the end; see {@link #report()} for how it ended
   * @throws ProviderException {@code SCHEMA_CHANGED} for an unknown record, {@code BAD_DATA} for
   *     garbage, {@code UNAVAILABLE} if the stream breaks
   */
  public boolean next() {
    if (failure != null) {
      throw failure;
    }
    onRecord = false;
    try {
      return advance();
    } catch (ProviderException e) {
      if (e.reason() == Reason.BAD_DATA) {
        failure = e;
      }
      throw e;
    }
  }

  /**
   * Returns the present record.
   *
   * @return the same view for every record
   * @throws IllegalStateException unless the last call of {@link #next()} returned true
   */
  public DbnCursor cursor() {
    if (!onRecord) {
      throw new IllegalStateException("there is no record: call next() first and heed its answer");
    }
    return cursor;
  }

  /**
   * Returns what was read so far.
   *
   * @return counts
   */
  public DbnReport report() {
    return new DbnReport(records, unknown, wholeBytes, tornBytes, input.isTornFrame());
  }

  /** Closes the stream. */
  @Override
  public void close() {
    onRecord = false;
    input.close();
  }

  private static DbnReader open(InputStream in, Function<DbnInput, Optional<DbnMetadata>> header) {
    try {
      DbnInput input = DbnInput.of(in);
      try {
        return new DbnReader(input, header.apply(input));
      } catch (RuntimeException e) {
        input.close(); // frees what the decompressor holds outside the heap
        throw e;
      }
    } catch (RuntimeException e) {
      try {
        in.close();
      } catch (IOException closing) {
        e.addSuppressed(closing);
      }
      throw e;
    }
  }

  private boolean advance() {
    if (!input.require(1)) {
      return false;
    }
    int length = (input.buffer()[input.position()] & 0xFF) * 4;
    if (length < DbnLayout.HEADER_BYTES) {
      throw new ProviderException(
          Reason.BAD_DATA,
          "record at byte "
              + input.consumed()
              + " says it has "
              + length
              + " bytes; a record has at least 16");
    }
    if (!input.require(length)) {
      checkNotJoined();
      tornBytes = input.available();
      return false;
    }
    int start = input.position();
    int code = input.buffer()[start + 1] & 0xFF;
    RecordKind kind = RecordKind.orNull(code);
    DbnLayout layout = kind == null ? null : kind.layoutOf(length);
    if (kind == null || layout == null) {
      checkNotJoined();
      throw skipUnknown(kind, code, length);
    }
    input.consume(length);
    wholeBytes = input.consumed();
    cursor.at(start, length, kind, layout);
    records++;
    onRecord = true;
    return true;
  }

  /** No kind of record looks like the beginning of a header. */
  private void checkNotJoined() {
    if (MetadataReader.isNext(input)) {
      throw new ProviderException(
          Reason.BAD_DATA,
          "a second DBN header begins at byte "
              + input.consumed()
              + "; read files that were joined one by one");
    }
  }

  private ProviderException skipUnknown(@Nullable RecordKind kind, int code, int length) {
    String message = unknownRecord(kind, code, length, input.consumed());
    input.consume(length);
    wholeBytes = input.consumed();
    unknown++;
    return new ProviderException(Reason.SCHEMA_CHANGED, message);
  }

  private static String unknownRecord(
      @Nullable RecordKind kind, int code, int length, long offset) {
    String what =
        kind == null
            ? String.format(
                Locale.ROOT, "record of unknown kind 0x%02X with %d bytes", code, length)
            : kind
                + " record with "
                + length
                + " bytes; known are "
                + kind.layouts().stream().map(DbnLayout::size).toList();
    return what + " at byte " + offset;
  }
}
