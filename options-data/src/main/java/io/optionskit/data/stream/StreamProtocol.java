/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.stream;

import io.optionskit.contract.Asset;
import io.optionskit.spi.ProviderException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/**
 * How one provider speaks on its stream: what to say and what its frames mean. It keeps no time and
 * no line; those are the stream's. Each stream has a protocol of its own and calls it from one
 * thread at a time.
 */
public interface StreamProtocol {

  /** Things to say to a server. */
  enum Phrase {
    /** Shows the key; said once per line. */
    AUTHENTICATE,
    /** Asks for events. */
    SUBSCRIBE,
    /** Asks for no more events. */
    UNSUBSCRIBE,
    /** Says that this side lives. */
    HEARTBEAT
  }

  /**
   * Returns what holds for every stream of this kind.
   *
   * @return rules, always the same
   */
  StreamRules rules();

  /**
   * Checks that an asset is of a kind that the stream carries; by default every asset is.
   *
   * @param asset contract or underlying
   * @throws IllegalArgumentException if it is not
   */
  default void check(Asset asset) {}

  /**
   * Returns where a new line goes to; state that belongs to the last line is forgotten.
   *
   * @return address and headers, which may hold a key
   * @throws ProviderException {@code NOT_ENTITLED} if a key is missing
   */
  StreamRequest request();

  /**
   * Returns what to send.
   *
   * @param phrase what to say
   * @param assets about which assets; to {@code AUTHENTICATE} none
   * @return frames in order, none if there is nothing to say
   * @throws ProviderException {@code NOT_ENTITLED} if a key is missing
   */
  List<StreamFrame> say(Phrase phrase, Collection<Asset> assets);

  /**
   * Reads a frame.
   *
   * @param frame what came
   * @param receivedAt when
   * @return what it says
   * @throws ProviderException {@code BAD_DATA} if it cannot be read at all
   */
  StreamReading read(StreamFrame frame, Instant receivedAt);
}
