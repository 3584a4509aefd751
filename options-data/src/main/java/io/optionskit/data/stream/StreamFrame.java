/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.stream;

import java.util.Arrays;
import okio.Utf8;

/** One message on a line. It may contain a key; {@code toString()} shows its size only. */
public sealed interface StreamFrame {

  /**
   * Returns the size on the wire.
   *
   * @return bytes, &ge; 0
   */
  int size();

  /**
   * Returns a frame of text.
   *
   * @param text the text
   * @return the frame
   */
  static StreamFrame of(String text) {
    return new Text(text);
  }

  /**
   * Returns a frame of bytes.
   *
   * @param bytes the bytes, copied
   * @return the frame
   */
  static StreamFrame of(byte[] bytes) {
    return new Binary(bytes);
  }

  /**
   * A frame of text.
   *
   * @param text the text
   */
  record Text(String text) implements StreamFrame {

    @Override
    public int size() {
      return (int) Utf8.size(text);
    }

    @Override
    public String toString() {
      return "text frame of " + text.length() + " characters";
    }
  }

  /** A frame of bytes. Immutable. */
  final class Binary implements StreamFrame {

    private final byte[] bytes;

    private Binary(byte[] bytes) {
      this.bytes = bytes.clone();
    }

    /**
     * Returns the content.
     *
     * @return a copy of the bytes
     */
    public byte[] bytes() {
      return bytes.clone();
    }

    @Override
    public int size() {
      return bytes.length;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Binary binary && Arrays.equals(bytes, binary.bytes);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
      return "binary frame of " + bytes.length + " bytes";
    }
  }
}
