/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.market;

import java.time.Instant;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * Best bid and ask of one asset, with sizes, last trade and times.
 *
 * <p>Every part may be missing: nobody bids, the source does not tell sizes, nothing has traded
 * yet. Prices are currency per share. Immutable.
 */
public final class Quote {

  private final double bid;
  private final double ask;
  private final double last;
  private final int bidSize;
  private final int askSize;
  private final Instant eventTime;
  private final Instant receiveTime;

  private Quote(
      double bid,
      double ask,
      double last,
      int bidSize,
      int askSize,
      Instant eventTime,
      Instant receiveTime) {
    this.bid = bid;
    this.ask = ask;
    this.last = last;
    this.bidSize = bidSize;
    this.askSize = askSize;
    this.eventTime = eventTime;
    this.receiveTime = receiveTime;
  }

  /**
   * Returns a quote with both sides, sizes unknown.
   *
   * @param bid bid per share, ≥ 0
   * @param ask ask per share, &gt; 0
   * @param time when it was valid and received
   * @return the quote
   */
  public static Quote of(double bid, double ask, Instant time) {
    return of(bid, ask, Double.NaN, -1, -1, time, time);
  }

  /**
   * Returns a quote from column values.
   *
   * @param bid bid per share, ≥ 0, or {@code NaN} for none
   * @param ask ask per share, &gt; 0, or {@code NaN} for none
   * @param last last trade price, ≥ 0, or {@code NaN} for none
   * @param bidSize contracts or shares at the bid, or −1 for unknown
   * @param askSize contracts or shares at the ask, or −1 for unknown
   * @param eventTime when the quote was valid at its source
   * @param receiveTime when it became known here
   * @return the quote
   * @throws IllegalArgumentException if a price is negative or infinite, or a size below −1
   */
  public static Quote of(
      double bid,
      double ask,
      double last,
      int bidSize,
      int askSize,
      Instant eventTime,
      Instant receiveTime) {
    checkPrice("bid", bid);
    checkPrice("ask", ask);
    checkPrice("last", last);
    if (bidSize < -1 || askSize < -1) {
      throw new IllegalArgumentException("sizes must not be negative: " + bidSize + ", " + askSize);
    }
    return new Quote(bid, ask, last, bidSize, askSize, eventTime, receiveTime);
  }

  /**
   * Returns the best bid.
   *
   * @return bid per share ≥ 0, empty if there is none
   */
  public OptionalDouble bid() {
    return optional(bid);
  }

  /**
   * Returns the best ask.
   *
   * @return ask per share &gt; 0, empty if there is none
   */
  public OptionalDouble ask() {
    return optional(ask);
  }

  /**
   * Returns the price of the last trade, which may be old.
   *
   * @return price per share, empty if unknown
   */
  public OptionalDouble last() {
    return optional(last);
  }

  /**
   * Returns the size at the bid.
   *
   * @return contracts or shares, empty if unknown
   */
  public OptionalInt bidSize() {
    return bidSize < 0 ? OptionalInt.empty() : OptionalInt.of(bidSize);
  }

  /**
   * Returns the size at the ask.
   *
   * @return contracts or shares, empty if unknown
   */
  public OptionalInt askSize() {
    return askSize < 0 ? OptionalInt.empty() : OptionalInt.of(askSize);
  }

  /**
   * Returns when the quote was valid at its source.
   *
   * @return event time
   */
  public Instant eventTime() {
    return eventTime;
  }

  /**
   * Returns when the quote became known here; not before {@link #eventTime()} unless clocks differ.
   *
   * @return receive time
   */
  public Instant receiveTime() {
    return receiveTime;
  }

  /**
   * Returns whether both sides are there.
   *
   * @return true with a bid and an ask
   */
  public boolean isTwoSided() {
    return !Double.isNaN(bid) && !Double.isNaN(ask);
  }

  /**
   * Returns whether somebody bids more than another asks.
   *
   * @return true if both sides are there and bid &gt; ask
   */
  public boolean isCrossed() {
    return bid > ask;
  }

  /**
   * Returns the middle of bid and ask.
   *
   * @return (bid + ask) / 2 per share, empty unless both sides are there
   */
  public OptionalDouble mid() {
    return optional(0.5 * (bid + ask));
  }

  /**
   * Returns the distance from bid to ask.
   *
   * @return ask − bid per share, negative if crossed, empty unless both sides are there
   */
  public OptionalDouble spread() {
    return optional(ask - bid);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Quote quote
        && Double.compare(bid, quote.bid) == 0
        && Double.compare(ask, quote.ask) == 0
        && Double.compare(last, quote.last) == 0
        && bidSize == quote.bidSize
        && askSize == quote.askSize
        && eventTime.equals(quote.eventTime)
        && receiveTime.equals(quote.receiveTime);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * Double.hashCode(bid) + Double.hashCode(ask)) + eventTime.hashCode();
  }

  @Override
  public String toString() {
    return (!Double.isNaN(bid) ? bid : "none")
        + " / "
        + (!Double.isNaN(ask) ? ask : "none")
        + " at "
        + eventTime;
  }

  private static void checkPrice(String name, double value) {
    if (value < 0 || Double.isInfinite(value)) {
      throw new IllegalArgumentException(name + " must be a finite price >= 0: " + value);
    }
  }

  private static OptionalDouble optional(double value) {
    return !Double.isNaN(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
  }
}
