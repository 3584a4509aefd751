/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.databento;

import io.optionskit.market.Quote;
import io.optionskit.spi.ProviderException;
import io.optionskit.spi.ProviderException.Reason;
import java.time.Instant;
import java.util.Optional;

/**
 * Quotes from records that have a best bid and ask: {@code mbp-1}, {@code mbp-10}, {@code bbo},
 * {@code cbbo}, {@code cmbp-1}, {@code tbbo} and {@code tcbbo}.
 *
 * <p>A side without a price is missing, as is a price of zero, which venues send to take a side
 * away. A quote of an event is valid at the event; one of an interval at the interval's end, for
 * its event time is that of the last trade.
 */
public final class DbnQuotes {

  private DbnQuotes() {}

  /**
   * Returns the quote of a recorded record, known here when Databento received it.
   *
   * @param record record with levels
   * @return quote, empty if it has neither side nor trade, as before the opening, or no time
   * @throws ProviderException {@code BAD_DATA} if a price is negative
   * @throws IllegalArgumentException if the kind of record has no levels
   */
  public static Optional<Quote> of(DbnCursor record) {
    long received = record.receivedNs();
    return received == DbnCursor.NO_TIME
        ? Optional.empty()
        : of(record, FixedPoint.instant(received));
  }

  /**
   * Returns the quote of a live record.
   *
   * @param record record with levels
   * @param receiveTime when it became known here
   * @return quote, empty if it has neither side nor trade, as before the opening, or no time
   * @throws ProviderException {@code BAD_DATA} if a price is negative
   * @throws IllegalArgumentException if the kind of record has no levels
   */
  public static Optional<Quote> of(DbnCursor record, Instant receiveTime) {
    if (record.levels() == 0) {
      throw new IllegalArgumentException(record.kind() + " records have no bid and ask");
    }
    boolean atInterval = isInterval(record.kind());
    long eventNs = atInterval ? record.receivedNs() : eventOrReceipt(record);
    double bid = side(record, "bid", record.bidNanos(0));
    double ask = side(record, "ask", record.askNanos(0));
    double last =
        atInterval || record.action() == 'T'
            ? side(record, "last", record.priceNanos())
            : Double.NaN;
    boolean isEmpty = Double.isNaN(bid) && Double.isNaN(ask) && Double.isNaN(last);
    if (isEmpty || eventNs == DbnCursor.NO_TIME) {
      return Optional.empty();
    }
    return Optional.of(
        Quote.of(
            bid,
            ask,
            last,
            size(bid, record.bidSize(0)),
            size(ask, record.askSize(0)),
            FixedPoint.instant(eventNs),
            receiveTime));
  }

  private static boolean isInterval(RecordKind kind) {
    return switch (kind) {
      case BBO_1S, BBO_1M, CBBO_1S, CBBO_1M -> true;
      default -> false;
    };
  }

  private static long eventOrReceipt(DbnCursor record) {
    return record.eventNs() == DbnCursor.NO_TIME ? record.receivedNs() : record.eventNs();
  }

  private static double side(DbnCursor record, String name, long nanos) {
    if (nanos < 0) {
      throw new ProviderException(
          Reason.BAD_DATA,
          name + " must not be negative: " + FixedPoint.exact(nanos) + " in " + record);
    }
    return nanos == 0 ? Double.NaN : FixedPoint.estimate(nanos);
  }

  private static int size(double price, long size) {
    return Double.isNaN(price) || size == FixedPoint.NO_U32
        ? -1
        : (int) Math.min(size, Integer.MAX_VALUE);
  }
}
