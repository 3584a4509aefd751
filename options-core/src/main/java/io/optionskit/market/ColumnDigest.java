/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.market;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * SHA-256 over columns, in blocks. Doubles enter with the bits of their value, every {@code NaN}
 * with the same.
 */
final class ColumnDigest {

  private final MessageDigest digest;
  private final ByteBuffer block = ByteBuffer.allocate(1 << 14);

  ColumnDigest() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  void add(String text) {
    flush();
    digest.update(text.getBytes(StandardCharsets.UTF_8));
    digest.update((byte) 0);
  }

  void add(long[] column) {
    for (long value : column) {
      room().putLong(value);
    }
  }

  void add(int[] column) {
    for (int value : column) {
      room().putInt(value);
    }
  }

  void add(double[] column) {
    for (double value : column) {
      room().putLong(Double.doubleToLongBits(value));
    }
  }

  String hex() {
    flush();
    return HexFormat.of().formatHex(digest.digest());
  }

  private ByteBuffer room() {
    if (block.remaining() < Long.BYTES) {
      flush();
    }
    return block;
  }

  private void flush() {
    digest.update(block.array(), 0, block.position());
    block.clear();
  }
}
