/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.stream;

import io.optionskit.market.Feed;
import io.optionskit.spi.Secret;
import java.time.Instant;

/**
 * Something that is said about the connection of a stream, mostly by its server.
 *
 * @param kind what it means
 * @param text its words, at most 200 characters
 * @param receiveTime when it became known here
 * @param feed whose server it is
 */
public record StatusEvent(Kind kind, String text, Instant receiveTime, Feed feed)
    implements StreamEvent {

  private static final int LONGEST = 200;

  /** What a message about the connection means. */
  public enum Kind {
    /** The connection stands; the key is asked for. */
    CONNECTED,
    /** The key is accepted. */
    AUTHENTICATED,
    /** The key is not accepted, or the account may not have this stream: do not try again. */
    REJECTED,
    /** The account has too many connections. */
    TOO_MANY_CONNECTIONS,
    /** The account may not have so many subscriptions; those it has remain. */
    TOO_MANY_SYMBOLS,
    /** Subscriptions changed. */
    SUBSCRIBED,
    /** A request was not understood, or the server failed. */
    FAILED,
    /** The server has lost where it has its data from. */
    SOURCE_LOST,
    /** Said by this side: while the stream is down, a source of chains is asked instead. */
    POLLING,
    /** Said by this side: the stream is back, and nothing else is asked. */
    POLLING_ENDED,
    /** Anything else. */
    OTHER
  }

  /** Cuts the text. */
  public StatusEvent {
    text = text.length() > LONGEST ? text.substring(0, LONGEST) : text;
  }

  /**
   * Creates a message of a feed that is not told yet.
   *
   * @param kind what it means
   * @param text the server's words
   * @param receiveTime when it became known here
   */
  public StatusEvent(Kind kind, String text, Instant receiveTime) {
    this(kind, text, receiveTime, Feed.UNSTATED);
  }

  /**
   * Returns the message without a secret that the server may have repeated.
   *
   * @param secret key or password
   * @return changed copy, or this if the secret is not in it
   */
  public StatusEvent without(Secret secret) {
    return text.contains(secret.reveal())
        ? new StatusEvent(kind, text.replace(secret.reveal(), secret.toString()), receiveTime, feed)
        : this;
  }

  @Override
  public StatusEvent from(Feed newFeed) {
    return new StatusEvent(kind, text, receiveTime, newFeed);
  }
}
