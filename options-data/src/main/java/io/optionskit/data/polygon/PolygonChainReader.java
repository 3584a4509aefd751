/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.polygon;

import com.fasterxml.jackson.databind.JsonNode;
import io.optionskit.contract.OptionContract;
import io.optionskit.data.intake.ChainAnswer;
import io.optionskit.data.intake.ChainIntake;
import io.optionskit.data.intake.FieldCensus;
import io.optionskit.data.intake.IntakeRow;
import io.optionskit.data.intake.Refusal;
import io.optionskit.data.intake.RefusedRowException;
import io.optionskit.data.json.JsonFields;
import io.optionskit.market.DelayClass;
import io.optionskit.market.Feed;
import io.optionskit.market.QuoteField;
import io.optionskit.market.QuoteIssue;
import io.optionskit.spi.ProviderException;
import io.optionskit.spi.ProviderException.Reason;
import io.optionskit.time.TradingCalendar;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the rows of option snapshots.
 *
 * <p>The chain's time is the newest that any quote, trade or underlying in it has. Quotes and
 * trades are as delayed as the row says of them; volatility and Greeks, which need both, as the
 * later of option and underlying.
 */
final class PolygonChainReader {

  private static final Duration DELAY = Duration.ofMinutes(15);
  private static final Duration SKEW = Duration.ofMinutes(1);
  private static final double DAYS_PER_YEAR = 365;
  private static final double PER_POINT = 100;
  private static final Set<QuoteField> QUOTED =
      Collections.unmodifiableSet(
          EnumSet.of(QuoteField.BID, QuoteField.ASK, QuoteField.BID_SIZE, QuoteField.ASK_SIZE));
  private static final Set<QuoteField> CALCULATED =
      Collections.unmodifiableSet(EnumSet.range(QuoteField.IMPLIED_VOLATILITY, QuoteField.RHO));
  private static final Set<QuoteField> TRADED = Set.of(QuoteField.LAST);
  private static final Set<QuoteField> COUNTED = Set.of(QuoteField.VOLUME);
  private static final Set<String> REQUIRED =
      Set.of(
          "details.contract_type",
          "details.expiration_date",
          "details.strike_price",
          "details.ticker");
  private static final Set<String> OPTIONAL =
      Set.of(
          "break_even_price",
          "day.change",
          "day.change_percent",
          "day.close",
          "day.high",
          "day.last_updated",
          "day.low",
          "day.open",
          "day.previous_close",
          "day.volume",
          "day.vwap",
          "details.additional_underlyings",
          "details.exercise_style",
          "details.shares_per_contract",
          "fmv",
          "fmv_last_updated",
          "greeks.delta",
          "greeks.gamma",
          "greeks.theta",
          "greeks.vega",
          "implied_volatility",
          "last_quote.ask",
          "last_quote.ask_exchange",
          "last_quote.ask_size",
          "last_quote.bid",
          "last_quote.bid_exchange",
          "last_quote.bid_size",
          "last_quote.last_updated",
          "last_quote.midpoint",
          "last_quote.timeframe",
          "last_trade.conditions",
          "last_trade.exchange",
          "last_trade.price",
          "last_trade.sip_timestamp",
          "last_trade.size",
          "last_trade.timeframe",
          "open_interest",
          "underlying_asset.change_to_break_even",
          "underlying_asset.last_updated",
          "underlying_asset.price",
          "underlying_asset.ticker",
          "underlying_asset.timeframe",
          "underlying_asset.value");

  private final String underlying;
  private final Optional<LocalDate> expiry;
  private final FieldCensus census = new FieldCensus(REQUIRED, OPTIONAL);
  private final Map<String, Feed> feeds = new HashMap<>();

  /**
   * Creates a reader.
   *
   * @param underlying plain ticker asked for
   * @param expiry date asked for, empty for all
   */
  PolygonChainReader(String underlying, Optional<LocalDate> expiry) {
    this.underlying = underlying;
    this.expiry = expiry;
  }

  /**
   * Reads the rows of all pages.
   *
   * @param rows snapshots of single options
   * @param delayed whether the answer as a whole says that it is delayed
   * @param isWhole whether these are all pages
   * @param receivedAt when the last page was there
   */
  ChainAnswer read(Iterable<JsonNode> rows, boolean delayed, boolean isWhole, Instant receivedAt) {
    Optional<Instant> newest = Optional.empty();
    String timeframe = delayed ? "DELAYED" : "";
    for (JsonNode row : rows) {
      newest = newest(newest, row, receivedAt);
      String quoted = row.path("last_quote").path("timeframe").asText();
      timeframe = timeframe.equals("DELAYED") || quoted.isEmpty() ? timeframe : quoted;
    }
    Instant marketTime = newest.orElse(receivedAt);
    ChainIntake intake =
        new ChainIntake(
            underlying,
            feed(timeframe, receivedAt),
            TradingCalendar.usOptions().tradingDateAt(marketTime),
            census);
    intake.marketTime(marketTime);
    for (JsonNode row : rows) {
      see(row);
      read(row, intake, receivedAt);
    }
    if (!isWhole) {
      intake.stoppedEarly();
    }
    return intake.answer();
  }

  private void read(JsonNode row, ChainIntake intake, Instant receivedAt) {
    try {
      if (row.has("error")) {
        throw new RefusedRowException(
            Refusal.PROVIDER_ERROR,
            row.path("ticker").asText() + ": " + row.path("error").asText());
      }
      JsonNode asset = row.path("underlying_asset");
      String ticker = PolygonNames.plain(JsonFields.text(asset, "ticker").orElse(underlying));
      OptionContract contract = PolygonNames.contract(row.path("details"), ticker);
      if (expiry.isPresent() && !expiry.get().equals(contract.expiry())) {
        throw new RefusedRowException(Refusal.OTHER_EXPIRY, contract.toString());
      }
      double spot = JsonFields.number(asset, asset.has("value") ? "value" : "price");
      intake.add(contract, values(row, receivedAt));
      if (ticker.equals(underlying) && spot > 0) {
        intake.spot(spot);
      }
    } catch (RefusedRowException e) {
      intake.refuse(e.reason(), String.valueOf(e.getMessage()));
    } catch (IllegalArgumentException | ProviderException e) {
      intake.refuse(
          Refusal.MALFORMED, row.path("details").path("ticker").asText() + ": " + e.getMessage());
    }
  }

  private IntakeRow values(JsonNode row, Instant receivedAt) {
    IntakeRow values = new IntakeRow();
    setQuote(values, row.path("last_quote"), receivedAt);
    setTrade(values, row.path("last_trade"), receivedAt);
    setDay(values, row);
    values.set(QuoteField.OPEN_INTEREST, JsonFields.number(row, "open_interest"));
    setCalculated(values, row, receivedAt);
    return values;
  }

  private void setQuote(IntakeRow values, JsonNode quote, Instant receivedAt) {
    values
        .set(QuoteField.BID, JsonFields.numberOrNone(quote, "bid"))
        .set(QuoteField.ASK, JsonFields.numberOrNone(quote, "ask"))
        .set(QuoteField.BID_SIZE, JsonFields.number(quote, "bid_size"))
        .set(QuoteField.ASK_SIZE, JsonFields.number(quote, "ask_size"));
    time(quote, "last_updated", receivedAt).ifPresent(time -> values.time(time, QUOTED));
    timeframe(quote).ifPresent(text -> values.feed(feed(text, receivedAt), QUOTED));
  }

  private void setTrade(IntakeRow values, JsonNode trade, Instant receivedAt) {
    values.set(QuoteField.LAST, JsonFields.numberOrNone(trade, "price"));
    time(trade, "sip_timestamp", receivedAt).ifPresent(time -> values.time(time, TRADED));
    timeframe(trade).ifPresent(text -> values.feed(feed(text, receivedAt), TRADED));
  }

  /** Takes the volume, unless the row's day is one before that of its quote. */
  private static void setDay(IntakeRow values, JsonNode row) {
    JsonNode day = row.path("day");
    Optional<Instant> counted = PolygonTimes.find(day, "last_updated");
    Optional<Instant> quoted = PolygonTimes.find(row.path("last_quote"), "last_updated");
    if (counted.isEmpty() || quoted.isEmpty() || !isDayBefore(counted.get(), quoted.get())) {
      values.set(QuoteField.VOLUME, JsonFields.number(day, "volume"));
      counted.ifPresent(time -> values.time(time, COUNTED));
    }
  }

  private static boolean isDayBefore(Instant one, Instant other) {
    TradingCalendar calendar = TradingCalendar.usOptions();
    return one.isBefore(other)
        && calendar.tradingDateAt(one).isBefore(calendar.tradingDateAt(other));
  }

  private void setCalculated(IntakeRow values, JsonNode row, Instant receivedAt) {
    JsonNode greeks = row.path("greeks");
    values
        .set(QuoteField.IMPLIED_VOLATILITY, JsonFields.numberOrNone(row, "implied_volatility"))
        .set(QuoteField.DELTA, JsonFields.number(greeks, "delta"))
        .set(QuoteField.GAMMA, JsonFields.number(greeks, "gamma"))
        .set(QuoteField.VEGA, PER_POINT * JsonFields.number(greeks, "vega"))
        .set(QuoteField.THETA, DAYS_PER_YEAR * JsonFields.number(greeks, "theta"));
    double volatility = JsonFields.number(row, "implied_volatility");
    if (volatility == 0) {
      values.flag(QuoteIssue.IV_PLACEHOLDER);
    } else if (volatility < 0) {
      throw new IllegalArgumentException("implied_volatility must not be negative: " + volatility);
    }
    timeframe(row.path("underlying_asset"))
        .filter("DELAYED"::equals)
        .ifPresent(text -> values.feed(feed(text, receivedAt), CALCULATED));
  }

  private static Optional<String> timeframe(JsonNode part) {
    return JsonFields.text(part, "timeframe");
  }

  private static Optional<Instant> time(JsonNode part, String field, Instant receivedAt) {
    Optional<Instant> time = PolygonTimes.find(part, field);
    if (time.isPresent() && time.get().isAfter(receivedAt.plus(SKEW))) {
      throw new ProviderException(
          Reason.BAD_DATA,
          field + " must not be after the receipt at " + receivedAt + ": " + time.get());
    }
    return time;
  }

  /** Returns the time of a part, empty too if the row will be refused for it. */
  private static Optional<Instant> readable(JsonNode part, String field, Instant receivedAt) {
    try {
      return time(part, field, receivedAt);
    } catch (ProviderException e) {
      return Optional.empty();
    }
  }

  private static Optional<Instant> newest(
      Optional<Instant> newest, JsonNode row, Instant receivedAt) {
    Optional<Instant> found = newest;
    for (String part : new String[] {"last_quote", "last_trade", "underlying_asset"}) {
      String field = part.equals("last_trade") ? "sip_timestamp" : "last_updated";
      Optional<Instant> time = readable(row.path(part), field, receivedAt);
      if (time.isPresent() && (found.isEmpty() || time.get().isAfter(found.get()))) {
        found = time;
      }
    }
    return found;
  }

  /** Returns the feed of a timeframe; the answers of one reading are all received at one time. */
  private Feed feed(String timeframe, Instant receivedAt) {
    return feeds.computeIfAbsent(timeframe, text -> newFeed(text, receivedAt));
  }

  private static Feed newFeed(String timeframe, Instant receivedAt) {
    return switch (timeframe) {
      case "REAL-TIME" ->
          new Feed("polygon", DelayClass.REAL_TIME, Duration.ZERO, Optional.of(receivedAt));
      case "DELAYED" -> new Feed("polygon", DelayClass.DELAYED, DELAY, Optional.of(receivedAt));
      default -> new Feed("polygon", DelayClass.UNSTATED, Duration.ZERO, Optional.of(receivedAt));
    };
  }

  private void see(JsonNode row) {
    if (row.has("error")) {
      return;
    }
    row.properties()
        .forEach(
            field -> {
              if (field.getValue().isObject()) {
                field
                    .getValue()
                    .fieldNames()
                    .forEachRemaining(name -> census.see(field.getKey(), name));
              } else {
                census.see(field.getKey());
              }
            });
  }
}
