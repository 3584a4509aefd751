/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.stream;

/** One line to a server, from its opening to its end. Any thread; no call waits. */
public interface StreamLine {

  /**
   * Hands a frame over to be sent. On a line that has ended nothing happens.
   *
   * @param frame what to send
   */
  void send(StreamFrame frame);

  /**
   * Gives the line up: says goodbye if it stands, and hangs up. The receiver may still be told that
   * it ended, and of frames already on their way.
   */
  void hangUp();
}
