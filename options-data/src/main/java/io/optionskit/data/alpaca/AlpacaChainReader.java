/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.alpaca;

import com.fasterxml.jackson.databind.JsonNode;
import io.optionskit.contract.OptionContract;
import io.optionskit.data.intake.ChainAnswer;
import io.optionskit.data.intake.ChainIntake;
import io.optionskit.data.intake.FieldCensus;
import io.optionskit.data.intake.IntakeRow;
import io.optionskit.data.intake.Refusal;
import io.optionskit.data.json.JsonFields;
import io.optionskit.market.Feed;
import io.optionskit.market.QuoteField;
import io.optionskit.market.QuoteIssue;
import io.optionskit.spi.ProviderException;
import io.optionskit.spi.ProviderException.Reason;
import io.optionskit.time.TradingCalendar;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads snapshots of options. The chain's time is that of its newest quote or trade; the price of
 * the underlying is not in the answer.
 */
final class AlpacaChainReader {

  private static final Duration SKEW = Duration.ofMinutes(1);
  private static final double DAYS_PER_YEAR = 365;
  private static final double PER_POINT = 100;
  private static final Set<QuoteField> QUOTED =
      Collections.unmodifiableSet(
          EnumSet.of(QuoteField.BID, QuoteField.ASK, QuoteField.BID_SIZE, QuoteField.ASK_SIZE));
  private static final Set<QuoteField> TRADED = Set.of(QuoteField.LAST);
  private static final Set<String> FIELDS =
      Set.of(
          "greeks",
          "greeks.delta",
          "greeks.gamma",
          "greeks.rho",
          "greeks.theta",
          "greeks.vega",
          "impliedVolatility",
          "latestQuote",
          "latestQuote.ap",
          "latestQuote.as",
          "latestQuote.ax",
          "latestQuote.bp",
          "latestQuote.bs",
          "latestQuote.bx",
          "latestQuote.c",
          "latestQuote.t",
          "latestTrade",
          "latestTrade.c",
          "latestTrade.p",
          "latestTrade.s",
          "latestTrade.t",
          "latestTrade.x",
          "dailyBar",
          "minuteBar",
          "prevDailyBar");
  private static final Set<String> WITH_PARTS = Set.of("greeks", "latestQuote", "latestTrade");

  private final String underlying;
  private final Optional<LocalDate> expiry;
  private final OptionFeed feed;
  private final FieldCensus census = new FieldCensus(Set.of(), FIELDS);

  AlpacaChainReader(String underlying, Optional<LocalDate> expiry, OptionFeed feed) {
    this.underlying = underlying;
    this.expiry = expiry;
    this.feed = feed;
  }

  /**
   * Reads the rows of all pages.
   *
   * @param rows snapshots by symbol
   * @param isWhole whether these are all pages
   * @param receivedAt when the last page was there
   */
  ChainAnswer read(
      Collection<Map.Entry<String, JsonNode>> rows, boolean isWhole, Instant receivedAt) {
    Instant marketTime = marketTime(rows, receivedAt);
    ChainIntake intake =
        new ChainIntake(
            underlying,
            new Feed("alpaca", feed.delayClass(), feed.delay(), Optional.of(receivedAt)),
            TradingCalendar.usOptions().tradingDateAt(marketTime),
            census);
    intake.marketTime(marketTime);
    rows.forEach(row -> read(row.getKey(), row.getValue(), intake, receivedAt));
    if (!isWhole) {
      intake.stoppedEarly();
    }
    return intake.answer();
  }

  private void read(String symbol, JsonNode row, ChainIntake intake, Instant receivedAt) {
    see(row);
    OptionContract contract;
    try {
      contract = AlpacaNames.contract(symbol, underlying);
    } catch (IllegalArgumentException e) {
      intake.refuse(Refusal.IMPOSSIBLE_CONTRACT, String.valueOf(e.getMessage()));
      return;
    }
    if (expiry.isPresent() && !expiry.get().equals(contract.expiry())) {
      intake.refuse(Refusal.OTHER_EXPIRY, contract.toString());
      return;
    }
    try {
      intake.add(contract, values(row, receivedAt));
    } catch (IllegalArgumentException | ProviderException e) {
      intake.refuse(Refusal.MALFORMED, symbol + ": " + e.getMessage());
    }
  }

  private static IntakeRow values(JsonNode row, Instant receivedAt) {
    JsonNode quote = row.path("latestQuote");
    JsonNode trade = row.path("latestTrade");
    JsonNode greeks = row.path("greeks");
    IntakeRow values =
        new IntakeRow()
            .set(QuoteField.BID, JsonFields.numberOrNone(quote, "bp"))
            .set(QuoteField.ASK, JsonFields.numberOrNone(quote, "ap"))
            .set(QuoteField.BID_SIZE, JsonFields.number(quote, "bs"))
            .set(QuoteField.ASK_SIZE, JsonFields.number(quote, "as"))
            .set(QuoteField.LAST, JsonFields.numberOrNone(trade, "p"))
            .set(QuoteField.VOLUME, volume(row))
            .set(QuoteField.IMPLIED_VOLATILITY, JsonFields.numberOrNone(row, "impliedVolatility"))
            .set(QuoteField.DELTA, JsonFields.number(greeks, "delta"))
            .set(QuoteField.GAMMA, JsonFields.number(greeks, "gamma"))
            .set(QuoteField.VEGA, PER_POINT * JsonFields.number(greeks, "vega"))
            .set(QuoteField.THETA, DAYS_PER_YEAR * JsonFields.number(greeks, "theta"))
            .set(QuoteField.RHO, PER_POINT * JsonFields.number(greeks, "rho"));
    double volatility = JsonFields.number(row, "impliedVolatility");
    if (volatility == 0) {
      values.flag(QuoteIssue.IV_PLACEHOLDER);
    } else if (volatility < 0) {
      throw new IllegalArgumentException("impliedVolatility must not be negative: " + volatility);
    }
    time(quote, receivedAt).ifPresent(time -> values.time(time, QUOTED));
    time(trade, receivedAt).ifPresent(time -> values.time(time, TRADED));
    return values;
  }

  /** Returns the volume of the day of the quote; that of an earlier day says nothing of it. */
  private static double volume(JsonNode row) {
    JsonNode day = row.path("dailyBar");
    Optional<LocalDate> counted = AlpacaNames.time(day, "t").map(AlpacaChainReader::date);
    Optional<LocalDate> quoted =
        AlpacaNames.time(row.path("latestQuote"), "t").map(AlpacaChainReader::date);
    return counted.isPresent() && counted.equals(quoted) ? JsonFields.number(day, "v") : Double.NaN;
  }

  private static LocalDate date(Instant time) {
    return TradingCalendar.usOptions().tradingDateAt(time);
  }

  private static Instant marketTime(
      Collection<Map.Entry<String, JsonNode>> rows, Instant receivedAt) {
    Optional<Instant> newest = Optional.empty();
    for (Map.Entry<String, JsonNode> row : rows) {
      for (String part : new String[] {"latestQuote", "latestTrade"}) {
        Optional<Instant> time = readable(row.getValue().path(part), receivedAt);
        if (time.isPresent() && (newest.isEmpty() || time.get().isAfter(newest.get()))) {
          newest = time;
        }
      }
    }
    return newest.orElse(receivedAt);
  }

  /** Returns the time of a part, empty too if the row will be refused for it. */
  private static Optional<Instant> readable(JsonNode part, Instant receivedAt) {
    try {
      return time(part, receivedAt);
    } catch (ProviderException e) {
      return Optional.empty();
    }
  }

  private static Optional<Instant> time(JsonNode part, Instant receivedAt) {
    Optional<Instant> time = AlpacaNames.time(part, "t");
    if (time.isPresent() && time.get().isAfter(receivedAt.plus(SKEW))) {
      throw new ProviderException(
          Reason.BAD_DATA, "t must not be after the receipt at " + receivedAt + ": " + time.get());
    }
    return time;
  }

  private void see(JsonNode row) {
    row.properties()
        .forEach(
            field -> {
              census.see(field.getKey());
              if (WITH_PARTS.contains(field.getKey())) {
                field
                    .getValue()
                    .fieldNames()
                    .forEachRemaining(name -> census.see(field.getKey(), name));
              }
            });
  }
}
