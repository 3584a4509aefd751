/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.market;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One answer of a source: who gave the values, how far behind the market, and when it arrived.
 *
 * @param source name of the provider or file, such as {@code cboe}
 * @param delayClass how the source stands to the market of now
 * @param delay how far it is behind the market by its own word, &ge; 0; zero if it is not behind or
 *     does not say
 * @param receiveTime when the answer arrived here, empty if nobody noted it
 */
public record Feed(
    String source, DelayClass delayClass, Duration delay, Optional<Instant> receiveTime) {

  /** Of values that came without saying from where. */
  public static final Feed UNSTATED =
      new Feed("unstated", DelayClass.UNSTATED, Duration.ZERO, Optional.empty());

  /**
   * Checks the feed.
   *
   * @throws IllegalArgumentException if the source is blank or the delay negative
   */
  public Feed {
    if (source.isBlank() || delay.isNegative()) {
      throw new IllegalArgumentException(
          "feed needs a source and a delay >= 0: '" + source + "', " + delay);
    }
  }
}
