/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.stream;

import java.util.function.Consumer;

/** Gives quotes and trades as they come. May be called from any thread. */
@FunctionalInterface
public interface StreamSource {

  /**
   * Begins a stream and returns at once. Whatever goes wrong is told as an event: nothing is thrown
   * for a server that cannot be reached or a key that it does not take.
   *
   * @param handler is given every event, one after the other on a thread of the stream's own; as
   *     long as it works on one, quotes wait and newer ones replace them
   * @return the stream, subscribed to nothing; close it when done
   */
  StreamSession connect(Consumer<? super StreamEvent> handler);
}
