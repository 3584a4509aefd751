/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.stream;

import io.optionskit.contract.Asset;
import io.optionskit.market.Feed;
import java.time.Instant;

/**
 * A value that nobody traded or quoted.
 *
 * @param asset what it is the value of
 * @param kind what it is
 * @param value currency per share, or points of an index; &gt; 0, at most a billion
 * @param eventTime its time at the source
 * @param receiveTime when it became known here
 * @param feed who says so
 */
public record ValueEvent(
    Asset asset, Kind kind, double value, Instant eventTime, Instant receiveTime, Feed feed)
    implements StreamEvent {

  /** What a value is. */
  public enum Kind {
    /** The level of an index. */
    INDEX_LEVEL,
    /** The provider's estimate of a fair price. */
    FAIR_VALUE,
    /** A price made of several sources, for display only. */
    DISPLAY_VALUE,
    /** The price of the last trade, whose size is not told. */
    LAST_PRICE
  }

  /**
   * Checks the value.
   *
   * @throws IllegalArgumentException if it is not above 0 or above a billion
   */
  public ValueEvent {
    if (!(value > 0 && value <= QuoteEvent.HIGHEST_PRICE)) {
      throw new IllegalArgumentException("value must be above 0 and not above a billion: " + value);
    }
  }

  /**
   * Creates a value of a feed that is not told yet.
   *
   * @param asset what it is the value of
   * @param kind what it is
   * @param value currency per share, or points of an index
   * @param eventTime its time at the source
   * @param receiveTime when it became known here
   */
  public ValueEvent(Asset asset, Kind kind, double value, Instant eventTime, Instant receiveTime) {
    this(asset, kind, value, eventTime, receiveTime, Feed.UNSTATED);
  }

  @Override
  public ValueEvent from(Feed newFeed) {
    return new ValueEvent(asset, kind, value, eventTime, receiveTime, newFeed);
  }
}
