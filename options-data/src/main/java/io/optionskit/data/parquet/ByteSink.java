/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.parquet;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Bytes that grow at their end, little-endian. */
final class ByteSink {

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  byte[] bytes = new byte[1 << 12];
  int size;

  void clear() {
    size = 0;
  }

  void reserve(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(size, more), 2 * bytes.length));
    }
  }

  void put(int value) {
    reserve(1);
    bytes[size++] = (byte) value;
  }

  void putInt(int value) {
    reserve(Integer.BYTES);
    INT.set(bytes, size, value);
    size += Integer.BYTES;
  }

  void putLong(long value) {
    reserve(Long.BYTES);
    LONG.set(bytes, size, value);
    size += Long.BYTES;
  }

  void put(byte[] source, int from, int length) {
    reserve(length);
    System.arraycopy(source, from, bytes, size, length);
    size += length;
  }

  void put(byte[] source) {
    put(source, 0, source.length);
  }

  /** Puts an unsigned number in groups of seven bits, the lowest first. */
  void putVarint(long value) {
    long left = value;
    while ((left & ~0x7FL) != 0) {
      put((int) (left & 0x7F) | 0x80);
      left >>>= 7;
    }
    put((int) left);
  }

  void setInt(int at, int value) {
    INT.set(bytes, at, value);
  }
}
