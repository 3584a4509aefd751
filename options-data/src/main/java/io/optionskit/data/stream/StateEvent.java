/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.stream;

import io.optionskit.market.Feed;
import io.optionskit.spi.ProviderException.Reason;
import java.time.Instant;
import java.util.Optional;

/**
 * A stream came into another state.
 *
 * @param state the state from now on
 * @param reason why it is not live, empty if nothing is wrong
 * @param text what happened, without secrets
 * @param receiveTime when
 * @param feed whose stream
 */
public record StateEvent(
    StreamState state, Optional<Reason> reason, String text, Instant receiveTime, Feed feed)
    implements StreamEvent {

  @Override
  public StateEvent from(Feed newFeed) {
    return new StateEvent(state, reason, text, receiveTime, newFeed);
  }
}
