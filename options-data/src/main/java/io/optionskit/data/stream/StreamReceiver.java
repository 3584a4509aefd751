/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.stream;

/**
 * Is told what happens on one line. Calls come one after the other, not necessarily on the same
 * thread; they must be short, since the server's next frame waits for them.
 */
public interface StreamReceiver {

  /**
   * The line stands and takes frames.
   *
   * @param line the line
   */
  void opened(StreamLine line);

  /**
   * The server sent a frame.
   *
   * @param frame what came
   */
  void received(StreamFrame frame);

  /**
   * The line is over, or never stood. Nothing follows.
   *
   * @param end how it ended
   */
  void ended(StreamEnd end);
}
