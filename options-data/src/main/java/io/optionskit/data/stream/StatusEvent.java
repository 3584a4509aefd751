/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.stream;

/**
 * Something that the server of a stream says about the connection.
 *
 * @param kind what it means
 * @param text the server's words, at most 200 characters
 */
public record StatusEvent(Kind kind, String text) implements StreamEvent {

  private static final int LONGEST = 200;

  /** What a message about the connection means. */
  public enum Kind {
    /** The connection stands; the key is asked for. */
    CONNECTED,
    /** The key is accepted. */
    AUTHENTICATED,
    /** The key is not accepted, or the account may not have this stream: do not try again. */
    REJECTED,
    /** The account has too many connections or subscriptions. */
    LIMITED,
    /** Subscriptions changed. */
    SUBSCRIBED,
    /** A request was not understood, or the server failed. */
    FAILED,
    /** Anything else. */
    OTHER
  }

  /** Cuts the text. */
  public StatusEvent {
    text = text.length() > LONGEST ? text.substring(0, LONGEST) : text;
  }
}
