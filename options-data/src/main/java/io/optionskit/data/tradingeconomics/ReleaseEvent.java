/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.tradingeconomics;

import io.optionskit.data.stream.ProviderEvent;
import io.optionskit.market.Feed;
import java.time.Instant;

/**
 * An entry of the calendar was written anew: a figure was released, revised or forecast.
 *
 * @param release the entry as it stands now
 * @param receiveTime when it became known here
 * @param feed who says so
 */
public record ReleaseEvent(EconomicRelease release, Instant receiveTime, Feed feed)
    implements ProviderEvent {

  @Override
  public ReleaseEvent from(Feed newFeed) {
    return new ReleaseEvent(release, receiveTime, newFeed);
  }
}
