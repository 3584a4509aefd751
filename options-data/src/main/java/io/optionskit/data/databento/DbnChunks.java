/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.databento;

import io.optionskit.spi.ProviderException;
import io.optionskit.spi.ProviderException.Reason;
import java.io.ByteArrayInputStream;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Puts a DBN stream together of chunks that end anywhere, where {@link DbnReader} would wait for
 * the next. Not compressed. After an error nothing more can be read. One thread at a time.
 */
final class DbnChunks {

  private static final int PREFIX_BYTES = 8;
  private static final int LONGEST_HEADER = 1 << 20;

  private final String dataset;
  private byte[] rest = new byte[0];
  private boolean hasHeader;

  DbnChunks(String dataset) {
    this.dataset = dataset;
  }

  /** Returns whether the stream has begun. */
  boolean hasBegun() {
    return hasHeader || rest.length > 0;
  }

  /**
   * Hands on each record that is whole now; the view of it is valid for the call. Returns how many
   * others were of unknown kinds. BAD_DATA if it is no DBN or of another dataset.
   */
  int add(byte[] chunk, Consumer<DbnCursor> records) {
    byte[] all = chunk;
    if (rest.length > 0) {
      all = Arrays.copyOf(rest, rest.length + chunk.length);
      System.arraycopy(chunk, 0, all, rest.length, chunk.length);
    }
    int at = hasHeader ? 0 : header(all);
    hasHeader |= at > 0;
    int unknown = 0;
    DbnCursor cursor = new DbnCursor(all);
    while (hasHeader && at < all.length) {
      int length = (all[at] & 0xFF) * 4;
      if (length < DbnLayout.HEADER_BYTES) {
        throw new ProviderException(
            Reason.BAD_DATA, "a live record must have at least 16 bytes, not " + length);
      }
      if (all.length - at < length) {
        break;
      }
      RecordKind kind = RecordKind.orNull(all[at + 1] & 0xFF);
      DbnLayout layout = kind == null ? null : kind.layoutOf(length);
      if (kind == null || layout == null) {
        unknown++;
      } else {
        cursor.at(at, length, kind, layout);
        records.accept(cursor);
      }
      at += length;
    }
    rest = Arrays.copyOfRange(all, at, all.length);
    return unknown;
  }

  /** Returns the length of the header if it is whole, otherwise 0. */
  private int header(byte[] bytes) {
    if (bytes.length < PREFIX_BYTES) {
      return 0;
    }
    long length = PREFIX_BYTES + ((int) DbnCursor.INT.get(bytes, 4) & 0xFFFF_FFFFL);
    if (bytes[0] == 'D' && length <= LONGEST_HEADER && bytes.length < length) {
      return 0;
    }
    try (DbnReader reader = DbnReader.open(new ByteArrayInputStream(bytes), LONGEST_HEADER)) {
      String told = reader.metadata().map(DbnMetadata::dataset).orElse("");
      if (!told.equals(dataset)) {
        throw new ProviderException(
            Reason.BAD_DATA, "a live stream must be of " + dataset + ", not of '" + told + "'");
      }
    }
    return (int) length;
  }
}
