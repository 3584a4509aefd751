/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.http;

import java.time.Duration;
import java.util.OptionalDouble;

/**
 * What was done to reach a provider so far.
 *
 * @param calls requests sent, retries and redirects included
 * @param callsToday requests sent on this day of UTC by all who share the budget
 * @param retries how many of the calls were retries
 * @param failures how many failed
 * @param coalesced questions answered by the answer to an equal one that was under way
 * @param bytes bytes of the answers, decompressed
 * @param networkBytes bytes of the answers as they came over the network, 0 if they did not
 * @param waited time spent waiting for the rate limit and between retries
 */
public record HttpUsage(
    long calls,
    long callsToday,
    long retries,
    long failures,
    long coalesced,
    long bytes,
    long networkBytes,
    Duration waited) {

  /**
   * Returns how many times larger answers are than what came over the network.
   *
   * @return ratio, 1 without compression; empty if nothing came over the network
   */
  public OptionalDouble compressionRatio() {
    return networkBytes > 0
        ? OptionalDouble.of((double) bytes / networkBytes)
        : OptionalDouble.empty();
  }
}
