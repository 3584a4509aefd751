/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.tidy;

import java.util.Arrays;

/** Whole numbers ≥ 0 by long keys ≥ 0, without boxes. */
final class LongIntMap {

  private static final long FREE = -1;

  private long[] keys = filled(1024);
  private int[] values = new int[1024];
  private int size;

  /** Returns the value of a key, or −1. */
  int get(long key) {
    int slot = slot(keys, key);
    return keys[slot] == key ? values[slot] : -1;
  }

  void put(long key, int value) {
    if (2 * size >= keys.length) {
      grow();
    }
    int slot = slot(keys, key);
    size += keys[slot] == key ? 0 : 1;
    keys[slot] = key;
    values[slot] = value;
  }

  private void grow() {
    long[] moreKeys = filled(2 * keys.length);
    int[] moreValues = new int[moreKeys.length];
    for (int i = 0; i < keys.length; i++) {
      if (keys[i] != FREE) {
        int slot = slot(moreKeys, keys[i]);
        moreKeys[slot] = keys[i];
        moreValues[slot] = values[i];
      }
    }
    keys = moreKeys;
    values = moreValues;
  }

  private static int slot(long[] keys, long key) {
    int mask = keys.length - 1;
    int slot = (int) ((key * 0x9E3779B97F4A7C15L) >>> 32) & mask;
    while (keys[slot] != key && keys[slot] != FREE) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private static long[] filled(int capacity) {
    long[] keys = new long[capacity];
    Arrays.fill(keys, FREE);
    return keys;
  }
}
