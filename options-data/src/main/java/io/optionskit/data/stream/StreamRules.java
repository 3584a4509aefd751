/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.stream;

import io.optionskit.market.Feed;
import java.time.Duration;
import java.util.Optional;

/**
 * What holds for every stream of one kind.
 *
 * @param feed where its events come from
 * @param greets whether the server speaks first, with {@code CONNECTED}
 * @param confirms whether the server confirms subscriptions
 * @param mostAssets how many assets one stream may have, &gt; 0
 * @param serverBeat how often the server says something even if nothing happens, empty if it need
 *     not
 * @param ownBeat how often this side has to say something, empty for never
 */
public record StreamRules(
    Feed feed,
    boolean greets,
    boolean confirms,
    int mostAssets,
    Optional<Duration> serverBeat,
    Optional<Duration> ownBeat) {

  /**
   * Checks the limit.
   *
   * @throws IllegalArgumentException if no asset is allowed
   */
  public StreamRules {
    if (mostAssets <= 0) {
      throw new IllegalArgumentException("mostAssets must be above 0: " + mostAssets);
    }
  }
}
