/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.yahoo;

import com.fasterxml.jackson.databind.JsonNode;
import io.optionskit.contract.OccSymbol;
import io.optionskit.contract.OptionContract;
import io.optionskit.contract.OptionProduct;
import io.optionskit.contract.OptionType;
import io.optionskit.data.intake.ChainAnswer;
import io.optionskit.data.intake.ChainIntake;
import io.optionskit.data.intake.FieldCensus;
import io.optionskit.data.intake.IntakeRow;
import io.optionskit.data.intake.Refusal;
import io.optionskit.data.intake.RefusedRowException;
import io.optionskit.market.Feed;
import io.optionskit.market.QuoteField;
import io.optionskit.market.QuoteIssue;
import io.optionskit.spi.ProviderException;
import io.optionskit.spi.ProviderException.Reason;
import io.optionskit.time.TradingCalendar;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reads one chain out of an {@code optionChain} answer. Used once. */
final class YahooChainReader {

  private static final double IV_PLACEHOLDER = 1.1e-5;
  private static final double STRIKE_TOLERANCE = 0.0005;
  private static final Set<String> REQUIRED =
      Set.of(
          "contractSymbol",
          "strike",
          "lastPrice",
          "contractSize",
          "expiration",
          "lastTradeDate",
          "impliedVolatility");
  private static final Set<String> OPTIONAL =
      Set.of(
          "bid",
          "ask",
          "volume",
          "openInterest",
          "currency",
          "change",
          "percentChange",
          "inTheMoney");

  private static final Set<QuoteField> TRADED = Set.of(QuoteField.LAST);

  private final String ticker;
  private final Set<String> roots;
  private final Instant receivedAt;
  private final FieldCensus census = new FieldCensus(REQUIRED, OPTIONAL);

  YahooChainReader(String ticker, Instant receivedAt) {
    this.ticker = ticker;
    roots = Set.copyOf(OptionProduct.rootsOf(ticker));
    this.receivedAt = receivedAt;
  }

  /** Returns the expiry dates, ascending. */
  static List<LocalDate> expiries(JsonNode result) {
    JsonNode dates = result.path("expirationDates");
    if (!dates.isArray()) {
      throw new ProviderException(
          Reason.SCHEMA_CHANGED, "yahoo's chain has no list expirationDates any more");
    }
    TreeSet<LocalDate> expiries = new TreeSet<>();
    dates.forEach(date -> expiries.add(YahooJson.date(date)));
    return List.copyOf(expiries);
  }

  /** Returns the expiry date of the contracts listed, empty if none is. */
  static Optional<LocalDate> listedExpiry(JsonNode result) {
    JsonNode date = result.path("options").path(0).path("expirationDate");
    return date.isIntegralNumber() ? Optional.of(YahooJson.date(date)) : Optional.empty();
  }

  /** Returns the chain of one expiry. */
  ChainAnswer read(JsonNode result, LocalDate expiry) {
    JsonNode underlying = result.path("quote");
    Instant marketTime = marketTime(underlying);
    Feed feed =
        new Feed("yahoo", YahooMarket.DELAY_CLASS, YahooMarket.DELAY, Optional.of(receivedAt));
    ChainIntake intake =
        new ChainIntake(
            ticker, feed, TradingCalendar.usOptions().tradingDateAt(marketTime), census);
    intake.marketTime(marketTime);
    intake.spot(WidenedFloats.narrowed(YahooJson.number(underlying, "regularMarketPrice")));
    for (JsonNode listed : result.path("options")) {
      addAll(listed.path("calls"), OptionType.CALL, expiry, intake);
      addAll(listed.path("puts"), OptionType.PUT, expiry, intake);
    }
    ChainAnswer answer = intake.answer();
    return result.path("expirationDates").isArray() ? answer.listing(expiries(result)) : answer;
  }

  private Instant marketTime(JsonNode underlying) {
    try {
      return YahooJson.instant(underlying, "regularMarketTime")
          .filter(time -> !time.isAfter(receivedAt))
          .orElse(receivedAt);
    } catch (ProviderException e) {
      return receivedAt; // a time that is none takes nothing from the quotes
    }
  }

  private void addAll(JsonNode rows, OptionType type, LocalDate expiry, ChainIntake intake) {
    for (JsonNode row : rows) {
      row.fieldNames().forEachRemaining(census::see);
      try {
        intake.add(contract(row, type, expiry), values(row));
      } catch (RefusedRowException e) {
        intake.refuse(e.reason(), String.valueOf(e.getMessage()));
      } catch (IllegalArgumentException | ProviderException e) {
        intake.refuse(
            Refusal.MALFORMED, row.path("contractSymbol").asText() + ": " + e.getMessage());
      }
    }
  }

  private OptionContract contract(JsonNode row, OptionType type, LocalDate expiry) {
    String text = row.path("contractSymbol").asText();
    OccSymbol symbol = symbol(text);
    if (symbol.type() != type) {
      throw new RefusedRowException(
          Refusal.IDENTITY_CLASH, text + " listed among those of the type " + type);
    }
    boolean expires =
        symbol.expiry().equals(expiry)
            && (YahooJson.instant(row, "expiration").isEmpty()
                || YahooJson.date(row.path("expiration")).equals(expiry));
    if (!expires) {
      throw new RefusedRowException(Refusal.OTHER_EXPIRY, text + " in the chain of " + expiry);
    }
    double strike = YahooJson.number(row, "strike");
    if (Math.abs(strike - symbol.strike().doubleValue()) > STRIKE_TOLERANCE) {
      throw new RefusedRowException(Refusal.IDENTITY_CLASH, text + " with the strike " + strike);
    }
    String size = row.path("contractSize").asText("REGULAR");
    if (!size.equals("REGULAR")) {
      throw new RefusedRowException(Refusal.NON_STANDARD, text + " of the size " + size);
    }
    OptionProduct product = OptionProduct.ofRoot(symbol.root(), symbol.expiry());
    if (roots.contains(product.underlying())) {
      product = product.withUnderlying(ticker); // BRKB is the root of BRK.B
    }
    return new OptionContract(product, symbol.expiry(), type, symbol.strike());
  }

  private static OccSymbol symbol(String text) {
    try {
      return OccSymbol.parse(text);
    } catch (IllegalArgumentException e) {
      throw new RefusedRowException(Refusal.IMPOSSIBLE_CONTRACT, String.valueOf(e.getMessage()));
    }
  }

  private static IntakeRow values(JsonNode row) {
    // Zero is how Yahoo says that there is none.
    double bid = price(row, "bid");
    double ask = price(row, "ask");
    boolean hasAsk = ask > 0;
    double last = price(row, "lastPrice");
    double volatility = YahooJson.number(row, "impliedVolatility");
    IntakeRow values =
        new IntakeRow()
            .set(QuoteField.BID, bid > 0 ? bid : Double.NaN)
            .set(QuoteField.ASK, hasAsk ? ask : Double.NaN)
            .set(QuoteField.LAST, last > 0 ? last : Double.NaN)
            .set(QuoteField.VOLUME, YahooJson.number(row, "volume"))
            .set(QuoteField.OPEN_INTEREST, YahooJson.number(row, "openInterest"));
    YahooJson.instant(row, "lastTradeDate").ifPresent(time -> values.time(time, TRADED));
    if (volatility <= IV_PLACEHOLDER) {
      values.flag(QuoteIssue.IV_PLACEHOLDER);
    } else {
      values.set(QuoteField.IMPLIED_VOLATILITY, volatility);
    }
    return values;
  }

  private static double price(JsonNode row, String field) {
    double value = YahooJson.number(row, field);
    if (value < 0) {
      throw new ProviderException(Reason.BAD_DATA, field + " below 0: " + value);
    }
    return WidenedFloats.narrowed(value);
  }
}
