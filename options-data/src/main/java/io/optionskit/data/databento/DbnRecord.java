/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.databento;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * One record of DBN with named parts. Immutable; for speed read the {@link DbnCursor} instead.
 *
 * <p>Components named {@code …Nanos} are prices in billionths of a currency unit and those named
 * {@code …Ns} times in nanoseconds since 1970, as they came; {@link DbnCursor#NO_PRICE} and {@link
 * DbnCursor#NO_TIME} stand for none. The methods beside them give exact decimals and instants.
 */
public sealed interface DbnRecord {

  /**
   * Returns what all records have.
   *
   * @return header
   */
  Header header();

  /**
   * What all records have.
   *
   * @param kind what the record is
   * @param publisherId who published it, 0 to 65535
   * @param instrumentId Databento's number of the instrument on that day, 0 to 2^32 - 1
   * @param eventNs time of the event at the venue; start of a bar; of {@code bbo} and {@code cbbo}
   *     the last trade
   * @param sentNs when the live gateway sent it, none unless asked for
   */
  record Header(RecordKind kind, int publisherId, long instrumentId, long eventNs, long sentNs) {

    /**
     * Returns the time of the event.
     *
     * @return time, empty if undefined
     */
    public Optional<Instant> eventTime() {
      return FixedPoint.time(eventNs);
    }

    /**
     * Returns when the live gateway sent the record.
     *
     * @return time, empty unless asked for
     */
    public Optional<Instant> sentTime() {
      return FixedPoint.time(sentNs);
    }
  }

  /**
   * One level of a book.
   *
   * @param bidNanos bid price
   * @param askNanos ask price
   * @param bidSize contracts or shares at the bid
   * @param askSize contracts or shares at the ask
   * @param bidOrders orders at the bid, −1 if the record tells the venue instead
   * @param askOrders orders at the ask, −1 if the record tells the venue instead
   * @param bidVenue publisher of the best bid, −1 if the record tells orders instead
   * @param askVenue publisher of the best ask, −1 if the record tells orders instead
   */
  record Level(
      long bidNanos,
      long askNanos,
      long bidSize,
      long askSize,
      long bidOrders,
      long askOrders,
      int bidVenue,
      int askVenue) {

    /**
     * Returns the bid.
     *
     * @return exact price, empty if nobody bids
     */
    public Optional<BigDecimal> bid() {
      return FixedPoint.price(bidNanos);
    }

    /**
     * Returns the ask.
     *
     * @return exact price, empty if nobody asks
     */
    public Optional<BigDecimal> ask() {
      return FixedPoint.price(askNanos);
    }
  }

  /**
   * One trade.
   *
   * @param header header
   * @param priceNanos price
   * @param size contracts or shares
   * @param action T(rade)
   * @param side side of who started the trade: A(sk), B(id) or N(one)
   * @param flags bits
   * @param depth level of the book
   * @param receivedNs when Databento received it
   * @param inDeltaNs how long before that the venue sent it
   * @param sequence number of the message at the venue
   */
  record Trade(
      Header header,
      long priceNanos,
      long size,
      char action,
      char side,
      int flags,
      int depth,
      long receivedNs,
      int inDeltaNs,
      long sequence)
      implements DbnRecord {

    /**
     * Returns the price.
     *
     * @return exact price, empty if undefined
     */
    public Optional<BigDecimal> price() {
      return FixedPoint.price(priceNanos);
    }

    /**
     * Returns when Databento received the trade.
     *
     * @return time, empty if undefined
     */
    public Optional<Instant> receiveTime() {
      return FixedPoint.time(receivedNs);
    }
  }

  /**
   * An event of one order.
   *
   * @param header header
   * @param orderId number of the order at the venue, without a sign
   * @param priceNanos price
   * @param size contracts or shares
   * @param flags bits
   * @param channelId channel of the venue
   * @param action A(dd), C(ancel), M(odify), cleaR, T(rade), F(ill) or N(one)
   * @param side A(sk), B(id) or N(one)
   * @param receivedNs when Databento received it
   * @param inDeltaNs how long before that the venue sent it
   * @param sequence number of the message at the venue
   */
  record OrderEvent(
      Header header,
      long orderId,
      long priceNanos,
      long size,
      int flags,
      int channelId,
      char action,
      char side,
      long receivedNs,
      int inDeltaNs,
      long sequence)
      implements DbnRecord {

    /**
     * Returns the price.
     *
     * @return exact price, empty if undefined
     */
    public Optional<BigDecimal> price() {
      return FixedPoint.price(priceNanos);
    }
  }

  /**
   * An event with the best levels: after it, or before it if the event is a trade of {@code tbbo}
   * or {@code tcbbo}.
   *
   * @param header header
   * @param priceNanos price of the event
   * @param size contracts or shares of the event
   * @param action A(dd), C(ancel), M(odify), cleaR, T(rade) or N(one)
   * @param side A(sk), B(id) or N(one)
   * @param flags bits
   * @param depth level of the event, −1 if the kind of record does not tell
   * @param receivedNs when Databento received it
   * @param inDeltaNs how long before that the venue sent it
   * @param sequence number of the message at the venue, −1 if the kind of record does not tell
   * @param levels one level or ten, the best first
   */
  record BookEvent(
      Header header,
      long priceNanos,
      long size,
      char action,
      char side,
      int flags,
      int depth,
      long receivedNs,
      int inDeltaNs,
      long sequence,
      List<Level> levels)
      implements DbnRecord {

    /** Copies the list. */
    public BookEvent {
      levels = List.copyOf(levels);
    }

    /**
     * Returns the price of the event.
     *
     * @return exact price, empty if undefined
     */
    public Optional<BigDecimal> price() {
      return FixedPoint.price(priceNanos);
    }

    /**
     * Returns when Databento received the event.
     *
     * @return time, empty if undefined
     */
    public Optional<Instant> receiveTime() {
      return FixedPoint.time(receivedNs);
    }
  }

  /**
   * The best bid and ask at the end of an interval, with the last trade.
   *
   * @param header header; its time is that of the last trade
   * @param lastNanos price of the last trade
   * @param lastSize contracts or shares of the last trade
   * @param side side of who started the last trade: A(sk), B(id) or N(one)
   * @param flags bits
   * @param receivedNs end of the interval
   * @param sequence number of the last message at the venue, −1 if the kind of record does not tell
   * @param level best bid and ask
   */
  record IntervalQuote(
      Header header,
      long lastNanos,
      long lastSize,
      char side,
      int flags,
      long receivedNs,
      long sequence,
      Level level)
      implements DbnRecord {

    /**
     * Returns the price of the last trade.
     *
     * @return exact price, empty before the first trade of the session
     */
    public Optional<BigDecimal> last() {
      return FixedPoint.price(lastNanos);
    }

    /**
     * Returns the end of the interval, at which the quote was valid.
     *
     * @return time, empty if undefined
     */
    public Optional<Instant> intervalEnd() {
      return FixedPoint.time(receivedNs);
    }
  }

  /**
   * A bar of one publisher.
   *
   * @param header header; its time is the start of the bar
   * @param openNanos first price
   * @param highNanos highest price
   * @param lowNanos lowest price
   * @param closeNanos last price
   * @param volume contracts or shares, without a sign
   */
  record PublisherBar(
      Header header, long openNanos, long highNanos, long lowNanos, long closeNanos, long volume)
      implements DbnRecord {}

  /**
   * A change of the trading phase.
   *
   * @param header header
   * @param receivedNs when Databento received it
   * @param action code of what changed
   * @param reason code of why
   * @param tradingEvent code of what it does to trading
   * @param isTrading Y(es), N(o) or ~ for unknown
   * @param isQuoting Y(es), N(o) or ~ for unknown
   * @param isShortSellRestricted Y(es), N(o) or ~ for unknown
   */
  record Status(
      Header header,
      long receivedNs,
      int action,
      int reason,
      int tradingEvent,
      char isTrading,
      char isQuoting,
      char isShortSellRestricted)
      implements DbnRecord {}

  /**
   * An auction imbalance.
   *
   * @param header header
   * @param receivedNs when Databento received it
   * @param referenceNanos price at which the imbalance is reckoned
   * @param matchNanos indicative price of the match
   * @param continuousClearingNanos clearing price of the continuous book
   * @param auctionClearingNanos clearing price of auction interest alone
   * @param auctionType code of the auction
   * @param side side of the imbalance: A(sk), B(id) or N(one)
   * @param pairedSize contracts or shares that pair at the reference price
   * @param totalImbalance contracts or shares that do not
   * @param marketImbalance part of that from market orders
   */
  record Imbalance(
      Header header,
      long receivedNs,
      long referenceNanos,
      long matchNanos,
      long continuousClearingNanos,
      long auctionClearingNanos,
      char auctionType,
      char side,
      long pairedSize,
      long totalImbalance,
      long marketImbalance)
      implements DbnRecord {}

  /**
   * A figure of the venue.
   *
   * @param header header
   * @param receivedNs when Databento received it
   * @param referenceNs what time the figure is of
   * @param priceNanos its price, if it is one
   * @param rawQuantity its quantity as it came, 2^63 - 1 if it is none
   * @param sequence number of the message at the venue
   * @param type what the figure is; 9 is open interest
   * @param channelId channel of the venue
   * @param updateAction 1 new or changed, 2 deleted
   * @param flags bits
   */
  record Statistic(
      Header header,
      long receivedNs,
      long referenceNs,
      long priceNanos,
      long rawQuantity,
      long sequence,
      int type,
      int channelId,
      int updateAction,
      int flags)
      implements DbnRecord {

    /** The type of open interest. */
    public static final int OPEN_INTEREST = 9;

    /** The action that takes a figure back. */
    public static final int DELETED = 2;

    /** A quantity that is not there. */
    static final long NO_QUANTITY = Long.MAX_VALUE;

    /**
     * Returns the quantity.
     *
     * @return quantity, empty if the figure is none
     */
    public OptionalLong quantity() {
      return rawQuantity == NO_QUANTITY ? OptionalLong.empty() : OptionalLong.of(rawQuantity);
    }

    /**
     * Returns the price.
     *
     * @return exact price, empty if the figure is none
     */
    public Optional<BigDecimal> price() {
      return FixedPoint.price(priceNanos);
    }

    /**
     * Returns what time the figure is of.
     *
     * @return time, empty if undefined
     */
    public Optional<Instant> referenceTime() {
      return FixedPoint.time(referenceNs);
    }

    /**
     * Returns when Databento received the figure.
     *
     * @return time, empty if undefined
     */
    public Optional<Instant> receiveTime() {
      return FixedPoint.time(receivedNs);
    }
  }

  /**
   * Terms of an instrument.
   *
   * @param header header
   * @param receivedNs when Databento received them
   * @param rawSymbol symbol at the venue, blanks within kept
   * @param instrumentClass C(all), P(ut), K for a stock, F(uture) and others
   * @param expirationNs expiry as Databento stamps it; for OPRA midnight UTC at the beginning of
   *     the expiry date, hours before the contract's last session
   * @param activationNs first trading time
   * @param strikeNanos strike
   * @param underlying what the option is on, may be empty
   * @param asset product code, may be empty
   * @param exchange venue code, may be empty
   * @param currency currency code, may be empty
   * @param securityType venue's type, may be empty
   * @param rawContractMultiplier multiplier as it came, 2^31 - 1 if undefined, as it is in OPRA
   * @param unitQuantityNanos quantity of the unit of measure; in OPRA undefined or 1, never the
   *     shares of a contract
   * @param minimumIncrementNanos tick size
   * @param updateAction A(dd), M(odify) or D(elete)
   */
  record Definition(
      Header header,
      long receivedNs,
      String rawSymbol,
      char instrumentClass,
      long expirationNs,
      long activationNs,
      long strikeNanos,
      String underlying,
      String asset,
      String exchange,
      String currency,
      String securityType,
      int rawContractMultiplier,
      long unitQuantityNanos,
      long minimumIncrementNanos,
      char updateAction)
      implements DbnRecord {

    /**
     * Returns the strike.
     *
     * @return exact price, empty if undefined
     */
    public Optional<BigDecimal> strike() {
      return FixedPoint.price(strikeNanos);
    }

    /**
     * Returns the expiry as Databento stamps it, which is not when an option of OPRA expires.
     *
     * @return time, empty if undefined
     */
    public Optional<Instant> expiration() {
      return FixedPoint.time(expirationNs);
    }

    /**
     * Returns the multiplier that the venue tells.
     *
     * @return multiplier, empty if undefined
     */
    public OptionalInt contractMultiplier() {
      return rawContractMultiplier == Integer.MAX_VALUE
          ? OptionalInt.empty()
          : OptionalInt.of(rawContractMultiplier);
    }

    /**
     * Returns the tick size.
     *
     * @return exact price, empty if undefined
     */
    public Optional<BigDecimal> minimumIncrement() {
      return FixedPoint.price(minimumIncrementNanos);
    }
  }

  /**
   * Which symbol an instrument number stands for.
   *
   * @param header header with the instrument number
   * @param symbolIn symbol that was subscribed to
   * @param symbolOut symbol that it stands for, such as the raw one
   * @param startNs from when on
   * @param endNs until when
   */
  record SymbolMapping(Header header, String symbolIn, String symbolOut, long startNs, long endNs)
      implements DbnRecord {}

  /**
   * A word of the live gateway.
   *
   * @param header header
   * @param text what it says
   * @param code what it is: 0 heartbeat, 1 subscription acknowledged, 2 slow reader, 3 replay
   *     completed; −1 if unknown, as in version 1
   */
  record SystemMessage(Header header, String text, int code) implements DbnRecord {

    /**
     * Returns whether it only says that the connection lives.
     *
     * @return true for a heartbeat
     */
    public boolean isHeartbeat() {
      return code == 0 || (code < 0 && text.equals("Heartbeat"));
    }
  }

  /**
   * What the live gateway did not like.
   *
   * @param header header
   * @param text what it says
   * @param code its code, −1 if unknown, as in version 1
   */
  record ErrorMessage(Header header, String text, int code) implements DbnRecord {}
}
