/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.polygon;

import com.fasterxml.jackson.databind.JsonNode;
import io.optionskit.contract.Asset;
import io.optionskit.contract.OptionContract;
import io.optionskit.data.intake.FieldCensus;
import io.optionskit.data.intake.Refusal;
import io.optionskit.data.intake.RefusedRowException;
import io.optionskit.data.json.JsonFields;
import io.optionskit.data.stream.QuoteEvent;
import io.optionskit.data.stream.TradeEvent;
import io.optionskit.data.stream.ValueEvent;
import io.optionskit.market.DelayClass;
import io.optionskit.spi.ProviderException;
import io.optionskit.spi.ProviderException.Reason;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;

/** Readers of single rows of Polygon's lists. */
final class PolygonRowReaders {

  private PolygonRowReaders() {}

  static FieldCensus contractFields() {
    return new FieldCensus(
        Set.of("contract_type", "expiration_date", "strike_price", "ticker", "underlying_ticker"),
        Set.of(
            "additional_underlyings",
            "cfi",
            "correction",
            "exercise_style",
            "primary_exchange",
            "shares_per_contract"));
  }

  static OptionContract contract(JsonNode row) {
    return PolygonNames.contract(
        row, PolygonNames.plain(JsonFields.text(row, "underlying_ticker").orElse("")));
  }

  static FieldCensus quoteFields() {
    return new FieldCensus(
        Set.of("sip_timestamp"),
        Set.of(
            "ask_exchange",
            "ask_price",
            "ask_size",
            "bid_exchange",
            "bid_price",
            "bid_size",
            "conditions",
            "indicators",
            "participant_timestamp",
            "sequence_number",
            "tape",
            "trf_timestamp"));
  }

  static QuoteEvent quote(Asset asset, JsonNode row, Instant receivedAt) {
    double[] prices = {JsonFields.number(row, "bid_price"), JsonFields.number(row, "ask_price")};
    double[] sizes = {JsonFields.number(row, "bid_size"), JsonFields.number(row, "ask_size")};
    return QuoteEvent.of(asset, prices, sizes, PolygonTimes.get(row, "sip_timestamp"), receivedAt);
  }

  static FieldCensus tradeFields() {
    return new FieldCensus(
        Set.of("price", "sip_timestamp", "size"),
        Set.of(
            "conditions",
            "correction",
            "decimal_size",
            "exchange",
            "id",
            "participant_timestamp",
            "sequence_number",
            "tape",
            "trf_id",
            "trf_timestamp"));
  }

  static TradeEvent trade(Asset asset, JsonNode row, Instant receivedAt) {
    double correction = JsonFields.number(row, "correction");
    if (correction == 1 || (correction >= 7 && correction <= 11)) {
      throw new RefusedRowException(
          Refusal.WITHDRAWN, "trade with correction code " + (int) correction);
    }
    return new TradeEvent(
        asset,
        JsonFields.number(row, "price"),
        size(JsonFields.number(row, "size")),
        row.path("exchange").asText(),
        conditions(row.path("conditions")),
        PolygonTimes.get(row, "sip_timestamp"),
        receivedAt);
  }

  /** Returns condition codes, which come as a list, as one number or not at all. */
  static List<String> conditions(JsonNode codes) {
    if (codes.isArray()) {
      return StreamSupport.stream(codes.spliterator(), false).map(JsonNode::asText).toList();
    }
    return codes.isMissingNode() || codes.isNull() ? List.of() : List.of(codes.asText());
  }

  static double size(double size) {
    if (Double.isNaN(size)) {
      throw new ProviderException(Reason.BAD_DATA, "size of a trade is missing");
    }
    return size;
  }

  static FieldCensus snapshotFields() {
    return new FieldCensus(
        Set.of("ticker"),
        Set.of(
            "break_even_price",
            "details",
            "fmv",
            "fmv_last_updated",
            "greeks",
            "implied_volatility",
            "last_minute",
            "last_quote",
            "last_trade",
            "last_updated",
            "market_status",
            "name",
            "open_interest",
            "session",
            "timeframe",
            "type",
            "underlying_asset",
            "value"));
  }

  static PolygonSnapshot snapshot(JsonNode row, Instant receivedAt) {
    Asset asset = PolygonNames.asset(JsonFields.text(row, "ticker").orElse(""));
    JsonNode quote = row.path("last_quote");
    JsonNode trade = row.path("last_trade");
    return new PolygonSnapshot(
        asset,
        delayClass(row, quote),
        quote.isObject() ? Optional.of(lastQuote(asset, quote, receivedAt)) : Optional.empty(),
        trade.isObject() ? Optional.of(lastTrade(asset, trade, receivedAt)) : Optional.empty(),
        row.has("value")
            ? Optional.of(
                new ValueEvent(
                    asset,
                    ValueEvent.Kind.INDEX_LEVEL,
                    JsonFields.number(row, "value"),
                    PolygonTimes.get(row, "last_updated"),
                    receivedAt))
            : Optional.empty());
  }

  private static QuoteEvent lastQuote(Asset asset, JsonNode quote, Instant receivedAt) {
    double[] prices = {JsonFields.number(quote, "bid"), JsonFields.number(quote, "ask")};
    double[] sizes = {JsonFields.number(quote, "bid_size"), JsonFields.number(quote, "ask_size")};
    return QuoteEvent.of(asset, prices, sizes, PolygonTimes.get(quote, "last_updated"), receivedAt);
  }

  private static TradeEvent lastTrade(Asset asset, JsonNode trade, Instant receivedAt) {
    return new TradeEvent(
        asset,
        JsonFields.number(trade, "price"),
        size(JsonFields.number(trade, "size")),
        trade.path("exchange").asText(),
        conditions(trade.path("conditions")),
        PolygonTimes.get(trade, trade.has("sip_timestamp") ? "sip_timestamp" : "last_updated"),
        receivedAt);
  }

  private static DelayClass delayClass(JsonNode row, JsonNode quote) {
    JsonNode part = row.has("timeframe") ? row : quote;
    return switch (part.path("timeframe").asText()) {
      case "REAL-TIME" -> DelayClass.REAL_TIME;
      case "DELAYED" -> DelayClass.DELAYED;
      default -> DelayClass.UNSTATED;
    };
  }

  static FieldCensus dividendFields() {
    return new FieldCensus(
        Set.of("cash_amount", "ex_dividend_date", "ticker"),
        Set.of(
            "currency",
            "declaration_date",
            "dividend_type",
            "frequency",
            "id",
            "pay_date",
            "record_date"));
  }

  static PolygonDividend dividend(JsonNode row) {
    double estimate = JsonFields.number(row, "cash_amount");
    if (!(estimate > 0 && estimate < 1e9)) {
      throw new ProviderException(
          Reason.BAD_DATA, "cash_amount must be above 0 and below 1e9: " + estimate);
    }
    double frequency = JsonFields.number(row, "frequency");
    return new PolygonDividend(
        ticker(row),
        JsonFields.decimal(row, "cash_amount").orElseThrow(),
        JsonFields.text(row, "currency"),
        date(row, "ex_dividend_date"),
        JsonFields.text(row, "declaration_date").map(LocalDate::parse),
        JsonFields.text(row, "pay_date").map(LocalDate::parse),
        Double.isNaN(frequency) ? 0 : (int) frequency,
        JsonFields.text(row, "dividend_type").orElse(""));
  }

  static FieldCensus splitFields() {
    return new FieldCensus(
        Set.of("execution_date", "split_from", "split_to", "ticker"), Set.of("id"));
  }

  static PolygonSplit split(JsonNode row) {
    return new PolygonSplit(
        ticker(row),
        date(row, "execution_date"),
        JsonFields.number(row, "split_from"),
        JsonFields.number(row, "split_to"));
  }

  private static String ticker(JsonNode row) {
    return JsonFields.text(row, "ticker")
        .orElseThrow(() -> new ProviderException(Reason.BAD_DATA, "ticker is missing"));
  }

  private static LocalDate date(JsonNode row, String field) {
    return LocalDate.parse(
        JsonFields.text(row, field)
            .orElseThrow(() -> new ProviderException(Reason.BAD_DATA, field + " is missing")));
  }
}
