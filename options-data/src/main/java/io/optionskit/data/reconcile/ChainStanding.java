/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.reconcile;

import io.optionskit.market.DelayClass;
import io.optionskit.market.Feed;
import io.optionskit.market.OptionChain;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * What speaks for one provider's chain.
 *
 * @param source name of the provider
 * @param delayClass how it stands to the market of now
 * @param marketTime time of the market that the chain shows: its own time, less the declared delay
 *     where that is only the time of receipt; empty if it is known of neither
 * @param contracts contracts listed
 * @param twoSided how many of them have a bid and an ask
 * @param score quality score of the chain, 0 to 1, empty if it was not judged
 */
public record ChainStanding(
    String source,
    DelayClass delayClass,
    Optional<Instant> marketTime,
    int contracts,
    int twoSided,
    OptionalDouble score) {

  /**
   * Returns the standing of a chain.
   *
   * @param chain chain of one provider, with its provenance
   * @return its standing
   */
  public static ChainStanding of(OptionChain chain) {
    Feed feed = chain.provenance().feeds().get(0);
    return new ChainStanding(
        feed.source(),
        feed.delayClass(),
        marketTime(chain, feed),
        chain.size(),
        (int) IntStream.range(0, chain.size()).filter(row -> chain.quote(row).isTwoSided()).count(),
        chain
            .quality()
            .map(quality -> OptionalDouble.of(quality.score()))
            .orElse(OptionalDouble.empty()));
  }

  private static Optional<Instant> marketTime(OptionChain chain, Feed feed) {
    if (!feed.receiveTime().equals(Optional.of(chain.time()))) {
      return Optional.of(chain.time()); // the provider said so itself
    }
    return switch (feed.delayClass()) {
      case REAL_TIME, DELAYED, INDICATIVE -> Optional.of(chain.time().minus(feed.delay()));
      case END_OF_DAY, HISTORICAL, UNSTATED -> Optional.empty();
    };
  }
}
