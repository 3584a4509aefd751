/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.cache;

import java.util.OptionalDouble;

/**
 * What a cache of two levels did so far.
 *
 * @param memory hits and misses of the first level; an answer that another thread is just asking
 *     for is a hit
 * @param second hits and misses of the second level among what the first did not have; none if
 *     there is no second level or it could not be had
 * @param evictions answers dropped from memory to make room
 * @param secondFailures times the second level could not be had
 * @param unreadable values of the second level that were damaged or of another version
 * @param plainBytes bytes of the values written to the second level before compression
 * @param storedBytes bytes that they took there
 */
public record CacheReport(
    CacheStatistics memory,
    CacheStatistics second,
    long evictions,
    long secondFailures,
    long unreadable,
    long plainBytes,
    long storedBytes) {

  /**
   * Returns the share of questions that no provider was asked.
   *
   * @return hits of either level as a share of all, 0 to 1; empty before the first question
   */
  public OptionalDouble hitRate() {
    return new CacheStatistics(memory.hits() + second.hits(), memory.misses() - second.hits())
        .hitRate();
  }
}
