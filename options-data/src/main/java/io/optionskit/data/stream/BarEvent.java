/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.stream;

import io.optionskit.market.Bar;
import io.optionskit.market.Feed;
import java.time.Instant;

/**
 * A bar that is complete.
 *
 * @param bar the bar
 * @param receiveTime when it became known here
 * @param feed who says so
 */
public record BarEvent(Bar bar, Instant receiveTime, Feed feed) implements StreamEvent {

  /**
   * Creates a bar of a feed that is not told yet.
   *
   * @param bar the bar
   * @param receiveTime when it became known here
   */
  public BarEvent(Bar bar, Instant receiveTime) {
    this(bar, receiveTime, Feed.UNSTATED);
  }

  @Override
  public BarEvent from(Feed newFeed) {
    return new BarEvent(bar, receiveTime, newFeed);
  }
}
