/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.cache;

/**
 * How much a Redis server may hold and what it does when it is full.
 *
 * @param usedBytes bytes in use
 * @param mostBytes bytes allowed, 0 for no limit
 * @param policy what it forgets when it is full, such as {@code allkeys-lru}
 */
public record RedisMemory(long usedBytes, long mostBytes, String policy) {

  /**
   * Returns whether the server is set up as a cache: with a limit, forgetting whatever was used
   * least lately.
   *
   * @return true with {@code maxmemory} above 0 and {@code maxmemory-policy allkeys-lru}; 256 MB is
   *     what this library is meant for
   */
  public boolean isCache() {
    return mostBytes > 0 && policy.equals("allkeys-lru");
  }
}
