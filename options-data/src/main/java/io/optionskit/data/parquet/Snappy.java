/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.parquet;

import java.util.Arrays;

/**
 * Compresses to Snappy's format: literals and copies of what came before, within blocks of 64 KiB.
 *
 * <p>The format is that of the description published with Google's Snappy.
 */
final class Snappy {

  private static final int BLOCK = 1 << 16;
  private static final int TABLE_BITS = 14;
  private static final int LONGEST_COPY = 64;
  private static final int SHORTEST_MATCH = 4;
  private static final int LITERAL_IN_TAG = 60;

  private Snappy() {}

  static void compress(byte[] source, int length, ByteSink out) {
    out.putVarint(length);
    int[] places = new int[1 << TABLE_BITS];
    for (int from = 0; from < length; from += BLOCK) {
      Arrays.fill(places, -1);
      block(source, from, Math.min(length, from + BLOCK), places, out);
    }
  }

  private static void block(byte[] source, int from, int to, int[] places, ByteSink out) {
    int literalFrom = from;
    int at = from;
    while (at + SHORTEST_MATCH <= to) {
      int four = four(source, at);
      int slot = (four * 0x9E3779B1) >>> (Integer.SIZE - TABLE_BITS);
      int before = places[slot];
      places[slot] = at;
      if (before < 0 || four(source, before) != four) {
        at += 1 + ((at - literalFrom) >> 5); // hurries where nothing repeats
        continue;
      }
      int end = at + SHORTEST_MATCH;
      while (end < to && source[end] == source[before + end - at]) {
        end++;
      }
      literal(source, literalFrom, at, out);
      copies(at - before, end - at, out);
      at = end;
      literalFrom = end;
    }
    literal(source, literalFrom, to, out);
  }

  private static int four(byte[] source, int at) {
    return (source[at] & 0xFF)
        | ((source[at + 1] & 0xFF) << 8)
        | ((source[at + 2] & 0xFF) << 16)
        | (source[at + 3] << 24);
  }

  private static void literal(byte[] source, int from, int to, ByteSink out) {
    int length = to - from;
    if (length == 0) {
      return;
    }
    if (length <= LITERAL_IN_TAG) {
      out.put((length - 1) << 2);
    } else { // a block is not longer than two bytes can say
      boolean isShort = length <= 1 << Byte.SIZE;
      out.put((isShort ? LITERAL_IN_TAG : LITERAL_IN_TAG + 1) << 2);
      out.put(length - 1);
      if (!isShort) {
        out.put((length - 1) >> Byte.SIZE);
      }
    }
    out.put(source, from, length);
  }

  private static void copies(int distance, int length, ByteSink out) {
    for (int left = length; left > 0; left -= LONGEST_COPY) {
      out.put(((Math.min(left, LONGEST_COPY) - 1) << 2) | 2);
      out.put(distance);
      out.put(distance >> Byte.SIZE);
    }
  }
}
