/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.tidy;

/** The order that sorts keys and leaves equal ones as they are. */
final class StableOrder {

  private StableOrder() {}

  /**
   * Returns the row numbers in ascending order of their keys, or an empty array if the keys already
   * are in order.
   */
  static int[] of(long[] keys, int count) {
    int ordered = 1;
    while (ordered < count && keys[ordered - 1] <= keys[ordered]) {
      ordered++;
    }
    if (ordered >= count) {
      return new int[0];
    }
    int[] from = new int[count];
    for (int i = 0; i < count; i++) {
      from[i] = i;
    }
    int[] to = new int[count];
    for (long width = 1; width < count; width *= 2) {
      for (long start = 0; start < count; start += 2 * width) {
        int middle = (int) Math.min(start + width, count);
        merge(keys, from, to, (int) start, middle, (int) Math.min(start + 2 * width, count));
      }
      int[] swap = from;
      from = to;
      to = swap;
    }
    return from;
  }

  private static void merge(long[] keys, int[] from, int[] to, int start, int middle, int end) {
    if (middle >= end || keys[from[middle - 1]] <= keys[from[middle]]) {
      System.arraycopy(from, start, to, start, end - start);
      return;
    }
    int left = start;
    int right = middle;
    for (int i = start; i < end; i++) {
      boolean takeLeft = right >= end || (left < middle && keys[from[left]] <= keys[from[right]]);
      to[i] = from[takeLeft ? left++ : right++];
    }
  }
}
