/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.parquet;

/**
 * Small numbers as runs of one value and packed groups of eight, the encoding of Parquet that is
 * called RLE.
 */
final class RunLengths {

  private static final int GROUP = 8;

  private RunLengths() {}

  /** Returns the bits that numbers from 0 to {@code largest} take. */
  static int bits(int largest) {
    return Integer.SIZE - Integer.numberOfLeadingZeros(largest);
  }

  static void write(int[] values, int count, int bits, ByteSink out) {
    int packedFrom = 0;
    int at = 0;
    while (at < count) {
      int end = at + 1;
      int value = values[at];
      while (end < count && values[end] == value) {
        end++;
      }
      if (end - at < GROUP) {
        at = Math.min(count, at + GROUP); // the group that holds this run, and what follows it
      } else {
        packed(values, packedFrom, at, bits, out);
        out.putVarint((long) (end - at) << 1);
        for (int shift = 0; shift < bits; shift += Byte.SIZE) {
          out.put(value >>> shift);
        }
        at = end;
        packedFrom = end;
      }
    }
    packed(values, packedFrom, count, bits, out);
  }

  /** Writes groups; the last one is filled up with zeros. */
  private static void packed(int[] values, int from, int to, int bits, ByteSink out) {
    if (from == to) {
      return;
    }
    int groups = (to - from + GROUP - 1) / GROUP;
    out.putVarint(((long) groups << 1) | 1);
    out.reserve(groups * bits + Long.BYTES);
    byte[] bytes = out.bytes;
    int size = out.size;
    long waiting = 0;
    int waitingBits = 0;
    for (int i = from; i < to; i++) {
      waiting |= (long) values[i] << waitingBits;
      waitingBits += bits;
      while (waitingBits >= Byte.SIZE) {
        bytes[size++] = (byte) waiting;
        waiting >>>= Byte.SIZE;
        waitingBits -= Byte.SIZE;
      }
    }
    int end = out.size + groups * bits;
    while (size < end) {
      bytes[size++] = (byte) waiting;
      waiting = 0;
    }
    out.size = end;
  }
}
