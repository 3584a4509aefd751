/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.stream;

import io.optionskit.contract.Asset;
import io.optionskit.market.Feed;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Something is missing from a stream, or may be: what was told between two instants.
 *
 * @param cause why
 * @param asset of which asset, empty for all that are subscribed to
 * @param from last time at which the stream was known to be whole
 * @param to from when on it is whole again
 * @param missed how many messages are missing, empty if nobody counted
 * @param receiveTime when it was noticed
 * @param feed whose stream
 */
public record GapEvent(
    Cause cause,
    Optional<Asset> asset,
    Instant from,
    Instant to,
    OptionalLong missed,
    Instant receiveTime,
    Feed feed)
    implements StreamEvent {

  /** Why something is missing. */
  public enum Cause {
    /** The line was down, and stands again. */
    RECONNECT,
    /** Nothing came for too long; the line was given up. */
    SILENCE,
    /** The numbers of the messages have a hole. */
    SEQUENCE,
    /** The server does not confirm a subscription, or takes no more of them. */
    NOT_SUBSCRIBED,
    /** A message could not be read. */
    UNREADABLE,
    /** The server left messages out, since this side did not take them fast enough. */
    SKIPPED
  }

  /**
   * Checks the span.
   *
   * @throws IllegalArgumentException if it ends before it starts
   */
  public GapEvent {
    if (to.isBefore(from)) {
      throw new IllegalArgumentException(
          "a gap must not end before it starts: " + from + ", " + to);
    }
  }

  @Override
  public GapEvent from(Feed newFeed) {
    return new GapEvent(cause, asset, from, to, missed, receiveTime, newFeed);
  }
}
