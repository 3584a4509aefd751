/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.journal;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/** A journal of one file in memory, to be read only. */
final class ByteFiles implements JournalFiles {

  private final byte[] bytes;

  ByteFiles(byte[] bytes) {
    this.bytes = bytes;
  }

  @Override
  public String description() {
    return "memory";
  }

  @Override
  public Closeable lock() throws IOException {
    throw readOnly();
  }

  @Override
  public List<String> list() {
    return List.of(Segments.name(1));
  }

  @Override
  public Output create(String name) throws IOException {
    throw readOnly();
  }

  @Override
  public Input open(String name) {
    return new Input() {
      @Override
      public long size() {
        return bytes.length;
      }

      @Override
      public int read(long position, byte[] into, int from, int length) {
        int count = (int) Math.min(length, bytes.length - position);
        if (count <= 0) {
          return -1;
        }
        System.arraycopy(bytes, (int) position, into, from, count);
        return count;
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public void truncate(String name, long size) throws IOException {
    throw readOnly();
  }

  @Override
  public void delete(String name) throws IOException {
    throw readOnly();
  }

  @Override
  public void move(String name, String newName) throws IOException {
    throw readOnly();
  }

  @Override
  public void forceFolder() throws IOException {
    throw readOnly();
  }

  private static IOException readOnly() {
    return new IOException("a journal in memory is read only");
  }
}
