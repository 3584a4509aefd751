/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.cache;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * A value as it lies in the second level: the letters {@code O} and {@code K}, a byte of version
 * (1), a byte of flags (1 for gzip), the end of its life in milliseconds since 1970 (8 bytes, high
 * byte first), then the value, compressed by gzip if it is longer than 1024 bytes.
 *
 * @param value the value, not compressed
 * @param endsAt end of its life
 */
@SuppressWarnings("ArrayRecordComponent") // bytes on their way: equality by identity is meant
record Envelope(byte[] value, Instant endsAt) {

  static final int COMPRESSED_ABOVE = 1024;

  private static final int HEADER = 12;
  private static final byte VERSION = 1;
  private static final byte GZIP = 1;
  private static final int LONGEST = 256 << 20; // more is no value of ours, whatever it unpacks to

  byte[] toBytes() {
    boolean compress = value.length > COMPRESSED_ABOVE;
    byte[] content = compress ? compressed(value) : value;
    return ByteBuffer.allocate(HEADER + content.length)
        .put((byte) 'O')
        .put((byte) 'K')
        .put(VERSION)
        .put(compress ? GZIP : 0)
        .putLong(endsAt.toEpochMilli())
        .put(content)
        .array();
  }

  /** Reads bytes of the second level. Throws {@link IllegalArgumentException} if they are not. */
  static Envelope parse(byte[] bytes) {
    if (bytes.length < HEADER
        || bytes[0] != 'O'
        || bytes[1] != 'K'
        || bytes[2] != VERSION
        || (bytes[3] | GZIP) != GZIP) {
      throw new IllegalArgumentException(
          "cached value must begin with OK and version " + VERSION + ", of " + bytes.length);
    }
    byte[] content = Arrays.copyOfRange(bytes, HEADER, bytes.length);
    return new Envelope(
        bytes[3] == GZIP ? uncompressed(content) : content,
        Instant.ofEpochMilli(ByteBuffer.wrap(bytes, 4, 8).getLong()));
  }

  private static byte[] compressed(byte[] plain) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(plain);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static byte[] uncompressed(byte[] packed) {
    try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(packed))) {
      byte[] plain = gzip.readNBytes(LONGEST + 1);
      if (plain.length > LONGEST) {
        throw new IllegalArgumentException("cached value is longer than " + LONGEST + " bytes");
      }
      return plain;
    } catch (IOException e) {
      throw new IllegalArgumentException("cached value cannot be unpacked", e);
    }
  }
}
