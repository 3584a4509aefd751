/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.parquet;

import java.util.Arrays;

/** Numbers the different values of a column in the order in which they come. */
final class Dictionary {

  private static final int SMALLEST = 256;

  private final int[] slots = new int[1 << 18];
  private int mask;
  private long[] values = new long[SMALLEST];
  private int size;

  /**
   * Numbers values.
   *
   * @param most how many different ones at most
   * @return false if there are more, and nothing that was numbered counts
   */
  boolean number(long[] bits, int count, int most, int[] numbers) {
    mask = SMALLEST - 1;
    Arrays.fill(slots, 0, SMALLEST, 0);
    size = 0;
    long before = 0;
    int numberBefore = -1;
    for (int i = 0; i < count; i++) {
      long value = bits[i];
      if (value != before || numberBefore < 0) {
        numberBefore = numberOf(value);
        before = value;
        if (size > most) {
          return false;
        }
      }
      numbers[i] = numberBefore;
    }
    return true;
  }

  int size() {
    return size;
  }

  long value(int number) {
    return values[number];
  }

  private int numberOf(long value) {
    int slot = slotOf(value);
    while (slots[slot] != 0) {
      if (values[slots[slot] - 1] == value) {
        return slots[slot] - 1;
      }
      slot = (slot + 1) & mask;
    }
    if (size == values.length) {
      values = Arrays.copyOf(values, 2 * size);
    }
    values[size++] = value;
    slots[slot] = size;
    if (2 * size > mask && mask < slots.length - 1) {
      grow();
    }
    return size - 1;
  }

  private void grow() {
    mask = 2 * mask + 1;
    Arrays.fill(slots, 0, mask + 1, 0);
    for (int i = 0; i < size; i++) {
      int slot = slotOf(values[i]);
      while (slots[slot] != 0) {
        slot = (slot + 1) & mask;
      }
      slots[slot] = i + 1;
    }
  }

  private int slotOf(long value) {
    long mixed = value * 0x9E3779B97F4A7C15L;
    return (int) ((mixed >>> 40) ^ (mixed >>> 20)) & mask;
  }
}
