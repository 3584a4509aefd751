/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.tidy;

import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * How long the bars of each symbol are, by the smallest gap between their starts.
 *
 * <p>A gap that is rarer than one in a hundred is taken for an error in the data: too short a
 * length would make bars known before their end.
 */
final class BarLengths {

  private static final int RARE = 100;

  private BarLengths() {}

  /** Returns nanoseconds by asset, 0 for assets with fewer than two bars; bars in order of time. */
  static long[] of(RowBuffer bars, int assetCount) {
    long[] previous = new long[assetCount];
    boolean[] seen = new boolean[assetCount];
    NavigableMap<Integer, NavigableMap<Long, Integer>> gaps = new TreeMap<>();
    for (int i = 0; i < bars.rows; i++) {
      int asset = bars.assetIds[i];
      long gap = bars.timeNs[i] - previous[asset];
      if (seen[asset] && gap > 0) {
        gaps.computeIfAbsent(asset, key -> new TreeMap<>()).merge(gap, 1, Integer::sum);
      }
      seen[asset] = true;
      previous[asset] = bars.timeNs[i];
    }
    long[] lengths = new long[assetCount];
    gaps.forEach((asset, counts) -> lengths[asset] = smallestUsual(counts));
    return lengths;
  }

  private static long smallestUsual(NavigableMap<Long, Integer> counts) {
    long all = counts.values().stream().mapToLong(Integer::longValue).sum();
    return counts.entrySet().stream()
        .filter(entry -> (long) entry.getValue() * RARE >= all)
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseGet(counts::firstKey);
  }
}
