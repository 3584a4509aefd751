/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.journal;

import io.optionskit.market.EpochNanos;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.math.BigDecimal;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;

/**
 * A growing array of bytes with the few forms of numbers and text that the journal is made of,
 * big-endian everywhere.
 */
final class BinaryWriter {

  static final int MAX_DECIMAL_BYTES = 1024;
  static final int MAX_DECIMAL_SCALE = 10_000;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  private byte[] bytes;
  private int size;

  BinaryWriter(int capacity) {
    bytes = new byte[capacity];
  }

  /** Returns the array that holds the bytes written; valid until the next write. */
  byte[] bytes() {
    return bytes;
  }

  int size() {
    return size;
  }

  /** Forgets everything behind a size. */
  void truncate(int newSize) {
    size = newSize;
  }

  void writeByte(int value) {
    ensure(1);
    bytes[size++] = (byte) value;
  }

  void writeInt(int value) {
    ensure(Integer.BYTES);
    INT.set(bytes, size, value);
    size += Integer.BYTES;
  }

  void putInt(int position, int value) {
    INT.set(bytes, position, value);
  }

  void writeLong(long value) {
    ensure(Long.BYTES);
    LONG.set(bytes, size, value);
    size += Long.BYTES;
  }

  /** Writes all bits of a number, those of a NaN too. */
  void writeDouble(double value) {
    writeLong(Double.doubleToRawLongBits(value));
  }

  void writeBoolean(boolean value) {
    writeByte(value ? 1 : 0);
  }

  /** Writes a number ≥ 0 in as few groups of seven bits as it needs, the lowest first. */
  void writeCount(long value) {
    ensure(10);
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      bytes[size++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
  }

  /** Writes a signed number; small ones of either sign are short. */
  void writeSigned(long value) {
    writeCount((value << 1) ^ (value >> 63));
  }

  void writeText(String text) {
    int length = text.length();
    ensure(5 + length);
    int start = size;
    writeCount(length);
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        size = start;
        writeEncoded(text.getBytes(StandardCharsets.UTF_8));
        return;
      }
      bytes[size++] = (byte) c;
    }
  }

  private void writeEncoded(byte[] text) {
    writeCount(text.length);
    ensure(text.length);
    System.arraycopy(text, 0, bytes, size, text.length);
    size += text.length;
  }

  /** Writes value and scale, so that 1.50 comes back as 1.50. */
  void writeDecimal(BigDecimal value) {
    byte[] unscaled = value.unscaledValue().toByteArray();
    if (unscaled.length > MAX_DECIMAL_BYTES || Math.abs((long) value.scale()) > MAX_DECIMAL_SCALE) {
      throw new IllegalArgumentException(
          "a decimal in the journal must have at most "
              + MAX_DECIMAL_BYTES
              + " bytes and a scale of at most "
              + MAX_DECIMAL_SCALE
              + ": "
              + unscaled.length
              + " bytes, scale "
              + value.scale());
    }
    writeSigned(value.scale());
    writeEncoded(unscaled);
  }

  void writeInstant(Instant instant) {
    writeLong(EpochNanos.of(instant));
  }

  void writeDate(LocalDate date) {
    writeSigned(date.toEpochDay());
  }

  private void ensure(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(size, more), grown(bytes.length)));
    }
  }

  private static int grown(int length) {
    return length > (Integer.MAX_VALUE - 64) / 2 ? Integer.MAX_VALUE - 64 : 2 * length;
  }
}
