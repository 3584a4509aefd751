/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.stream;

import io.optionskit.contract.Asset;
import java.util.Collection;

/**
 * A stream that keeps itself alive: it connects, subscribes, notices silence, connects again and
 * tells of every gap. May be called from any thread.
 */
public interface StreamSession extends AutoCloseable {

  /**
   * Asks for the events of some assets, now and after every reconnect.
   *
   * @param assets contracts and underlyings; those already asked for count once
   * @throws IllegalArgumentException if they are more than one stream of the provider may have, or
   *     one is of a kind that the stream does not carry; nothing is subscribed to then
   * @throws IllegalStateException if the stream is closed
   */
  void subscribe(Collection<? extends Asset> assets);

  /**
   * Asks for no more events of some assets.
   *
   * @param assets contracts and underlyings; those not asked for are ignored
   * @throws IllegalStateException if the stream is closed
   */
  void unsubscribe(Collection<? extends Asset> assets);

  /**
   * Returns how the stream stands and what it has done.
   *
   * @return state and counts
   */
  StreamCounts counts();

  /**
   * Ends the stream. Waits until the handler has had what was waiting, but no longer than the
   * settings say; then it is interrupted and what is left is dropped.
   */
  @Override
  void close();
}
