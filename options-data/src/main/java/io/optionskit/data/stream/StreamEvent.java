/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.stream;

import io.optionskit.market.Feed;
import java.time.Instant;

/** One thing that a stream of market data tells. */
public sealed interface StreamEvent
    permits QuoteEvent,
        TradeEvent,
        BarEvent,
        ValueEvent,
        StatusEvent,
        GapEvent,
        StateEvent,
        ProviderEvent {

  /**
   * Returns where it comes from: the stream, or the source that is asked while the stream is down.
   *
   * @return feed, {@link Feed#UNSTATED} for an event that was not part of a stream
   */
  Feed feed();

  /**
   * Returns when it became known here.
   *
   * @return receive time
   */
  Instant receiveTime();

  /**
   * Returns the event as one of another feed.
   *
   * @param newFeed where it comes from
   * @return changed copy
   */
  StreamEvent from(Feed newFeed);
}
