/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.stream;

import java.time.Duration;

/**
 * Opens lines over which both sides send frames at any time: the network, or a recording in its
 * place. It is to streams what {@link io.optionskit.data.http.Wire} is to single requests. Called
 * by several threads.
 */
@FunctionalInterface
public interface StreamWire {

  /**
   * Begins to open a line and returns at once. What comes of it is told to the receiver, trouble
   * with the network included: nothing is thrown for that.
   *
   * @param request where to
   * @param receiver is told what happens on the line, one call after the other, the first maybe
   *     before this method returns; the last is {@link StreamReceiver#ended}
   * @return the line, which may be given up before it stands
   */
  StreamLine open(StreamRequest request, StreamReceiver receiver);

  /**
   * Returns the network, with one connection pool. It sends a WebSocket ping when {@code ping} has
   * passed, and ends a line whose ping is not answered until the next.
   *
   * <p>Behind a tcp address there are no frames but those made here: each line of printable ASCII
   * is a frame of text, without its end, until a byte comes that is no such text; from there on
   * frames of bytes are what the network hands over at once. A frame of text is sent with a line
   * end. There are no pings.
   *
   * @param timeout longest time until a line stands, &gt; 0
   * @param ping time between pings, &gt; 0
   * @return wire of real WebSockets and TCP connections
   * @throws IllegalArgumentException if a time is not above 0
   */
  static StreamWire network(Duration timeout, Duration ping) {
    return new StreamNetwork(timeout, ping);
  }
}
