/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.stream;

import io.optionskit.contract.Asset;
import io.optionskit.market.Feed;
import io.optionskit.market.Quote;
import java.time.Instant;

/**
 * A new best bid and ask.
 *
 * @param asset what is quoted
 * @param quote bid and ask with sizes as the provider counts them, and both times; a side that
 *     nobody quotes is missing
 * @param feed who says so
 */
public record QuoteEvent(Asset asset, Quote quote, Feed feed) implements StreamEvent {

  static final double HIGHEST_PRICE = 1e9;

  /**
   * Checks that the prices are possible.
   *
   * @throws IllegalArgumentException if one is above a billion
   */
  public QuoteEvent {
    if (quote.bid().orElse(0) > HIGHEST_PRICE || quote.ask().orElse(0) > HIGHEST_PRICE) {
      throw new IllegalArgumentException("prices must not be above a billion: " + quote);
    }
  }

  /**
   * Creates a quote of a feed that is not told yet.
   *
   * @param asset what is quoted
   * @param quote bid and ask
   */
  public QuoteEvent(Asset asset, Quote quote) {
    this(asset, quote, Feed.UNSTATED);
  }

  @Override
  public QuoteEvent from(Feed newFeed) {
    return new QuoteEvent(asset, quote, newFeed);
  }

  @Override
  public Instant receiveTime() {
    return quote.receiveTime();
  }

  /**
   * Returns the event of a provider's numbers, in which a price of 0 means that nobody quotes.
   *
   * @param asset what is quoted
   * @param bidAndAsk bid and ask per share, 0 or {@code NaN} for none
   * @param sizes sizes at bid and ask, {@code NaN} for unknown; that of a missing price is ignored
   * @param eventTime when the quote was valid at its source
   * @param receiveTime when it became known here
   * @return the event
   * @throws IllegalArgumentException if a price is negative, or a size is negative or not whole
   */
  public static QuoteEvent of(
      Asset asset, double[] bidAndAsk, double[] sizes, Instant eventTime, Instant receiveTime) {
    double bid = bidAndAsk[0] == 0 ? Double.NaN : bidAndAsk[0];
    double ask = bidAndAsk[1] == 0 ? Double.NaN : bidAndAsk[1];
    return new QuoteEvent(
        asset,
        Quote.of(
            bid,
            ask,
            Double.NaN,
            size("bid size", bid, sizes[0]),
            size("ask size", ask, sizes[1]),
            eventTime,
            receiveTime));
  }

  private static int size(String name, double price, double size) {
    if (Double.isNaN(price) || Double.isNaN(size)) {
      return -1;
    }
    if (!(size >= 0 && size <= Integer.MAX_VALUE && size == Math.rint(size))) {
      throw new IllegalArgumentException(
          name + " must be a whole number from 0 to " + Integer.MAX_VALUE + ": " + size);
    }
    return (int) size;
  }
}
