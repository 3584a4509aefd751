/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.cache;

import java.util.OptionalDouble;

/**
 * What a cache saved so far.
 *
 * @param hits answers that were there, or just being asked for by another thread
 * @param misses answers that had to be asked for
 */
public record CacheStatistics(long hits, long misses) {

  /**
   * Returns the share of hits.
   *
   * @return 0 to 1, empty before the first question
   */
  public OptionalDouble hitRate() {
    long all = hits + misses;
    return all == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) hits / all);
  }
}
