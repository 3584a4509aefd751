/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.stream;

import io.optionskit.contract.Asset;
import io.optionskit.market.Feed;
import java.time.Instant;
import java.util.List;

/**
 * A trade of somebody in the market.
 *
 * @param asset what was traded
 * @param price price per share, &gt; 0, at most a billion
 * @param size contracts or shares, &ge; 0; parts of a share occur
 * @param exchange the provider's code of the exchange, empty text if it does not say
 * @param conditions the provider's codes of how the trade came about, none for an ordinary one
 * @param eventTime when it was reported by the exchange
 * @param receiveTime when it became known here
 * @param feed who says so
 */
public record TradeEvent(
    Asset asset,
    double price,
    double size,
    String exchange,
    List<String> conditions,
    Instant eventTime,
    Instant receiveTime,
    Feed feed)
    implements StreamEvent {

  /**
   * Checks that the trade is possible.
   *
   * @throws IllegalArgumentException if the price is not above 0 or the size is negative; the
   *     message shows the value
   */
  public TradeEvent {
    if (!(price > 0 && price <= QuoteEvent.HIGHEST_PRICE)) {
      throw new IllegalArgumentException("price must be above 0 and not above a billion: " + price);
    }
    if (!(size >= 0 && size < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("size must be finite and not negative: " + size);
    }
    conditions = List.copyOf(conditions);
  }

  /**
   * Creates a trade of a feed that is not told yet.
   *
   * @param asset what was traded
   * @param price price per share
   * @param size contracts or shares
   * @param exchange the provider's code of the exchange
   * @param conditions the provider's codes of how the trade came about
   * @param eventTime when it was reported by the exchange
   * @param receiveTime when it became known here
   */
  public TradeEvent(
      Asset asset,
      double price,
      double size,
      String exchange,
      List<String> conditions,
      Instant eventTime,
      Instant receiveTime) {
    this(asset, price, size, exchange, conditions, eventTime, receiveTime, Feed.UNSTATED);
  }

  @Override
  public TradeEvent from(Feed newFeed) {
    return new TradeEvent(
        asset, price, size, exchange, conditions, eventTime, receiveTime, newFeed);
  }
}
