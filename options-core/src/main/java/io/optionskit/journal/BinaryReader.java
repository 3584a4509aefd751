/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.journal;

import io.optionskit.market.EpochNanos;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;

/**
 * Reads what {@link BinaryWriter} wrote. Bytes that it cannot have written are refused with {@link
 * IllegalArgumentException}, before anything of their size is allocated.
 */
final class BinaryReader {

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  private byte[] bytes = new byte[0];
  private int position;
  private int end;

  /** Starts to read a range of an array, which is not copied. */
  void reset(byte[] source, int from, int to) {
    bytes = source;
    position = from;
    end = to;
  }

  static int intAt(byte[] source, int offset) {
    return (int) INT.get(source, offset);
  }

  static long longAt(byte[] source, int offset) {
    return (long) LONG.get(source, offset);
  }

  int remaining() {
    return end - position;
  }

  int readByte() {
    need(1);
    return bytes[position++];
  }

  int readInt() {
    need(Integer.BYTES);
    int value = intAt(bytes, position);
    position += Integer.BYTES;
    return value;
  }

  long readLong() {
    need(Long.BYTES);
    long value = longAt(bytes, position);
    position += Long.BYTES;
    return value;
  }

  double readDouble() {
    return Double.longBitsToDouble(readLong());
  }

  boolean readBoolean() {
    int value = readByte();
    if (value != 0 && value != 1) {
      throw new IllegalArgumentException("yes or no must be 0 or 1: " + value);
    }
    return value == 1;
  }

  /** Reads how many things of at least one byte each follow. */
  int readLength() {
    long length = readCount();
    if (length < 0 || length > remaining()) {
      throw new IllegalArgumentException(
          "length must be at most the " + remaining() + " bytes left: " + length);
    }
    return (int) length;
  }

  int readInt31() {
    long value = readCount();
    if (value < 0 || value > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("number must lie between 0 and 2^31 - 1: " + value);
    }
    return (int) value;
  }

  long readCount() {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      int group = readByte();
      value |= (group & 0x7FL) << shift;
      if (group >= 0) {
        return value;
      }
    }
    throw new IllegalArgumentException("number must have at most ten groups of seven bits");
  }

  long readSigned() {
    long value = readCount();
    return (value >>> 1) ^ -(value & 1);
  }

  int readSignedInt() {
    return Math.toIntExact(readSigned());
  }

  String readText() {
    int length = readLength();
    String text = new String(bytes, position, length, StandardCharsets.UTF_8);
    position += length;
    return text;
  }

  BigDecimal readDecimal() {
    int scale = readSignedInt();
    int length = readLength();
    if (length == 0
        || length > BinaryWriter.MAX_DECIMAL_BYTES
        || Math.abs((long) scale) > BinaryWriter.MAX_DECIMAL_SCALE) {
      throw new IllegalArgumentException(
          "not a decimal of a journal: " + length + " bytes, scale " + scale);
    }
    BigInteger unscaled = new BigInteger(bytes, position, length);
    position += length;
    return new BigDecimal(unscaled, scale);
  }

  Instant readInstant() {
    return EpochNanos.toInstant(readLong());
  }

  LocalDate readDate() {
    return LocalDate.ofEpochDay(readSigned());
  }

  private void need(int count) {
    if (end - position < count) {
      throw new IllegalArgumentException(
          "record ends where " + count + " more bytes were expected");
    }
  }
}
