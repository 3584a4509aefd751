/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.stream;

/**
 * How a line ended.
 *
 * @param kind which way
 * @param code HTTP status if it was refused, WebSocket code if it was closed, 0 if it broke
 * @param text the server's words or the kind of failure, at most 200 characters, empty for none
 */
public record StreamEnd(Kind kind, int code, String text) {

  private static final int LONGEST = 200;

  /** Ways in which a line ends. */
  public enum Kind {
    /** The server answered the request for a line with something else. */
    REFUSED,
    /** One side closed it in order. */
    CLOSED,
    /** It broke, took too long, or could not be had. */
    BROKEN
  }

  /** Cuts the text. */
  public StreamEnd {
    text = text.length() > LONGEST ? text.substring(0, LONGEST) : text;
  }
}
