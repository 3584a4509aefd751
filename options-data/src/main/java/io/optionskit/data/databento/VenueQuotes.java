/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.databento;

import io.optionskit.market.Quote;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.DoubleBinaryOperator;
import java.util.function.Function;

/**
 * The last quotes of one instrument, by venue where the records are not over all venues already.
 * Not safe for use by several threads.
 */
final class VenueQuotes {

  private static final int ALL = -1;

  private final Map<Integer, Quote> last = new TreeMap<>();
  private double lastTrade = Double.NaN;

  /** Takes over a record; one that says nothing takes the venue's quote away. */
  void take(DbnCursor record) {
    int venue = record.isConsolidated() ? ALL : record.publisherId();
    Optional<Quote> quote = DbnQuotes.of(record);
    quote.ifPresentOrElse(now -> last.put(venue, now), () -> last.remove(venue));
    lastTrade = quote.map(now -> now.last().orElse(lastTrade)).orElse(lastTrade);
  }

  /** Returns the best bid and ask with the sizes there, empty if nobody quotes or traded. */
  Optional<Quote> best() {
    if (last.isEmpty()) {
      return Optional.empty();
    }
    double bid = price(Quote::bid, Math::max);
    double ask = price(Quote::ask, Math::min);
    return Optional.of(
        Quote.of(
            bid,
            ask,
            lastTrade,
            size(bid, Quote::bid, Quote::bidSize),
            size(ask, Quote::ask, Quote::askSize),
            latest(Quote::eventTime),
            latest(Quote::receiveTime)));
  }

  private double price(Function<Quote, OptionalDouble> side, DoubleBinaryOperator better) {
    return last.values().stream()
        .map(side)
        .filter(OptionalDouble::isPresent)
        .mapToDouble(OptionalDouble::getAsDouble)
        .reduce(better)
        .orElse(Double.NaN);
  }

  private int size(
      double price, Function<Quote, OptionalDouble> side, Function<Quote, OptionalInt> size) {
    long sum = -1;
    for (Quote quote : last.values()) {
      OptionalInt here = size.apply(quote);
      OptionalDouble at = side.apply(quote);
      if (here.isPresent() && at.isPresent() && at.getAsDouble() == price) {
        sum = Math.max(sum, 0) + here.getAsInt();
      }
    }
    return (int) Math.min(sum, Integer.MAX_VALUE);
  }

  private Instant latest(Function<Quote, Instant> time) {
    return last.values().stream().map(time).max(Instant::compareTo).orElseThrow();
  }
}
