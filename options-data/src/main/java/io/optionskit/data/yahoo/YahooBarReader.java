/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.yahoo;

import com.fasterxml.jackson.databind.JsonNode;
import io.optionskit.contract.Asset;
import io.optionskit.data.intake.FieldCensus;
import io.optionskit.data.intake.IntakeRow;
import io.optionskit.data.intake.Refusal;
import io.optionskit.data.intake.RowsAnswer;
import io.optionskit.data.intake.RowsIntake;
import io.optionskit.market.Bar;
import io.optionskit.spi.ProviderException;
import io.optionskit.spi.ProviderException.Reason;
import io.optionskit.time.TradingCalendar;
import io.optionskit.time.TradingSession;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Reads bars out of a {@code chart} answer.
 *
 * <p>Yahoo stamps a bar with its start. Its end follows from its length, cut at the close of the
 * session; a daily bar of a US stock, fund, index or option is its regular session, that of
 * anything else lasts as long as the trading period that Yahoo states. Rows with a missing price
 * and bars that were not complete on receipt are left out.
 */
final class YahooBarReader {

  private static final Set<String> AROUND_THE_CLOCK =
      Set.of("CRYPTOCURRENCY", "CURRENCY", "FUTURE");
  private static final double ROUNDING = 1e-6;

  private final Asset asset;
  private final Duration length;
  private final Instant from;
  private final Instant to;
  private final Instant receivedAt;
  private final FieldCensus census =
      new FieldCensus(Set.of("open", "high", "low", "close"), Set.of("volume"));
  private final RowsIntake<Bar> intake = new RowsIntake<>(census);

  YahooBarReader(Asset asset, Duration length, Instant from, Instant to, Instant receivedAt) {
    this.asset = asset;
    this.length = length;
    this.from = from;
    this.to = to;
    this.receivedAt = receivedAt;
  }

  /** Returns an answer without bars. */
  RowsAnswer<Bar> answer() {
    return intake.answer();
  }

  RowsAnswer<Bar> read(JsonNode result) {
    JsonNode times = result.path("timestamp");
    if (!times.isArray()) {
      return answer(); // Yahoo leaves the key out when nothing traded
    }
    result.path("indicators").path("quote").path(0).fieldNames().forEachRemaining(census::see);
    JsonNode columns = result.path("indicators").path("quote").path(0);
    Column open = new Column(columns, "open", times.size());
    Column high = new Column(columns, "high", times.size());
    Column low = new Column(columns, "low", times.size());
    Column close = new Column(columns, "close", times.size());
    Column volume = new Column(columns, "volume", times.size());
    List<Bar> bars = new ArrayList<>(times.size());
    for (int i = 0; i < times.size(); i++) {
      try {
        Optional<Span> span = span(YahooJson.instant(times.get(i)), result.path("meta"));
        double[] prices = {open.price(i), high.price(i), low.price(i), close.price(i)};
        if (span.isPresent() && !hasMissing(prices)) {
          bars.add(bar(span.get(), prices, volume.count(i)));
        }
      } catch (IllegalArgumentException | ProviderException e) {
        intake.refuse(Refusal.MALFORMED, "bar of " + times.get(i) + ": " + e.getMessage());
      }
    }
    for (Bar bar : inOrder(bars)) {
      if (bar.end().isAfter(from) && !bar.end().isAfter(to)) {
        intake.add(bar);
      } else {
        intake.refuse(Refusal.OTHER_TIME, "bar of " + bar.start() + " to " + bar.end());
      }
    }
    return answer();
  }

  private Bar bar(Span span, double[] prices, long volume) {
    if (prices[1] > IntakeRow.HIGHEST_PRICE) {
      throw new IllegalArgumentException("high must not be above a billion: " + prices[1]);
    }
    double highest = Math.max(prices[0], prices[3]);
    double lowest = Math.min(prices[0], prices[3]);
    // Prices rounded to 32 bits can stick out of high and low by the rounding.
    double high = prices[1] < highest && prices[1] > highest * (1 - ROUNDING) ? highest : prices[1];
    double low = prices[2] > lowest && prices[2] < lowest * (1 + ROUNDING) ? lowest : prices[2];
    return new Bar(asset, span.start, span.end, prices[0], high, low, prices[3], volume);
  }

  private Optional<Span> span(Instant stamp, JsonNode meta) {
    Span span = length.equals(Duration.ofDays(1)) ? daily(stamp, meta) : intraday(stamp, meta);
    return span.end.isAfter(receivedAt) || !span.end.isAfter(span.start)
        ? Optional.empty()
        : Optional.of(span);
  }

  private Span daily(Instant stamp, JsonNode meta) {
    return session(stamp, meta)
        .map(session -> new Span(session.opensAt(), session.closesAt()))
        .orElseGet(() -> new Span(stamp, stamp.plus(periodLength(meta))));
  }

  private Span intraday(Instant stamp, JsonNode meta) {
    Instant end = stamp.plus(length);
    Optional<TradingSession> session = session(stamp, meta);
    boolean isOutside = session.isPresent() && !session.get().contains(stamp);
    if (isOutside || stamp.getEpochSecond() % 60 != 0) {
      return new Span(stamp, stamp); // the latest price, which Yahoo appends as if it were a bar
    }
    Instant close = session.map(TradingSession::closesAt).orElse(end);
    return new Span(stamp, close.isBefore(end) ? close : end);
  }

  private static Optional<TradingSession> session(Instant stamp, JsonNode meta) {
    boolean isUs = meta.path("exchangeTimezoneName").asText().equals("America/New_York");
    if (!isUs
        || AROUND_THE_CLOCK.contains(
            meta.path("instrumentType").asText().toUpperCase(Locale.ROOT))) {
      return Optional.empty();
    }
    TradingCalendar calendar = TradingCalendar.usOptions();
    LocalDate date = calendar.tradingDateAt(stamp);
    return date.getYear() < 2005 || date.getYear() > 2039
        ? Optional.empty()
        : calendar.findSession(date);
  }

  private static Duration periodLength(JsonNode meta) {
    JsonNode period = meta.path("currentTradingPeriod").path("regular");
    Optional<Instant> start = YahooJson.instant(period, "start");
    Optional<Instant> end = YahooJson.instant(period, "end");
    return start.isPresent() && end.isPresent() && end.get().isAfter(start.get())
        ? Duration.between(start.get(), end.get())
        : Duration.ofDays(1);
  }

  private static boolean hasMissing(double[] prices) {
    for (double price : prices) {
      if (Double.isNaN(price)) {
        return true;
      }
    }
    return false;
  }

  private static List<Bar> inOrder(List<Bar> bars) {
    List<Bar> ordered = new ArrayList<>(bars.size());
    bars.stream()
        .sorted(Comparator.comparing(Bar::end))
        .forEach(
            bar -> {
              if (!ordered.isEmpty()
                  && ordered.get(ordered.size() - 1).start().equals(bar.start())) {
                ordered.remove(
                    ordered.size() - 1); // the day in progress comes twice: the later row counts
              }
              ordered.add(bar);
            });
    return List.copyOf(ordered);
  }

  private record Span(Instant start, Instant end) {}

  /** One column of prices or counts beside the times. */
  private static final class Column {

    private final String name;
    private final JsonNode values;

    Column(JsonNode columns, String name, int rows) {
      this.name = name;
      values = columns.path(name);
      if (values.isArray() && values.size() != rows) {
        throw new ProviderException(
            Reason.BAD_DATA,
            "yahoo's chart has " + rows + " times but " + values.size() + " values of " + name);
      }
    }

    double price(int row) {
      JsonNode value = values.path(row);
      if (value.isMissingNode() || value.isNull()) {
        return Double.NaN;
      }
      if (!value.isNumber()) {
        throw new ProviderException(
            Reason.BAD_DATA, name + " must be a number: " + value.getNodeType());
      }
      return WidenedFloats.narrowed(value.doubleValue());
    }

    long count(int row) {
      double value = price(row);
      return value >= 0 && value < 1e18 ? (long) value : -1;
    }
  }
}
