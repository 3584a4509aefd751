/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.examples;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.optionskit.examples.report.Json;
import io.optionskit.market.Greeks;
import io.optionskit.market.OptionChain;
import io.optionskit.market.OptionQuote;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.ToDoubleFunction;

/**
 * One look at a chain, normalised: the same columns whoever was asked, blank where nothing is
 * known.
 *
 * @param provider who was asked
 * @param delay how late its quotes are: {@code PT15M}, {@code PT0S} or {@code unknown}
 * @param timeMeaning what the quote times are: {@code quote} or {@code receipt}
 * @param chain the quotes with our own volatilities and Greeks, of one expiry or several
 * @param expiry the only expiry shown
 * @param expiries all expiry dates
 * @param extras what the provider tells beside the quotes, one per row; empty if it tells nothing
 * @param refused rows that were malformed, in words
 */
record ChainLook(
    String provider,
    String delay,
    String timeMeaning,
    OptionChain chain,
    LocalDate expiry,
    List<LocalDate> expiries,
    List<Extra> extras,
    List<String> refused) {

  private static final String HEADER =
      "quote_time,underlying,root,expiration,strike,right,bid,ask,bid_size,ask_size,last,volume,"
          + "open_interest,underlying_price,iv,delta,gamma,theta,vega,rho,occ_symbol,last_trade_time,"
          + "own_iv,own_delta,own_gamma,own_theta,own_vega,own_rho,source,delay,quote_time_is,present,quality,quality_reasons\n";

  /**
   * What a provider tells of a contract that is no quote.
   *
   * @param lastTradeAt when it last traded
   * @param impliedVolatility the provider's own
   * @param hasPlaceholder whether it gave a volatility that means nothing
   */
  record Extra(
      Optional<Instant> lastTradeAt, OptionalDouble impliedVolatility, boolean hasPlaceholder) {

    static final Extra NONE = new Extra(Optional.empty(), OptionalDouble.empty(), false);
  }

  ChainLook {
    expiries = List.copyOf(expiries);
    extras = List.copyOf(extras);
    refused = List.copyOf(refused);
  }

  /** Rows in the tidy form with a few more columns. */
  String csv() {
    StringBuilder text = new StringBuilder(HEADER);
    for (OptionQuote quote : quotes()) {
      Extra extra = extra(quote);
      QuoteQuality quality = quality(quote, extra);
      List<String> cells = new ArrayList<>();
      cells.add(quote.quoteTime().map(Instant::toString).orElse(""));
      cells.add(chain.underlying());
      cells.add(quote.contract().root());
      cells.add(quote.contract().expiry().toString());
      cells.add(quote.contract().strike().stripTrailingZeros().toPlainString());
      cells.add(String.valueOf(quote.contract().type().code()));
      cells.add(text(quote.bid()));
      cells.add(text(quote.ask()));
      cells.add(text(quote.bidSize()));
      cells.add(text(quote.askSize()));
      cells.add(text(quote.last()));
      cells.add(text(quote.volume()));
      cells.add(text(quote.openInterest()));
      cells.add(text(chain.spot()));
      cells.add(text(extra.impliedVolatility));
      cells.addAll(List.of("", "", "", "", ""));
      cells.add(quote.contract().symbol());
      cells.add(extra.lastTradeAt.map(Instant::toString).orElse(""));
      own(quote).values().forEach(value -> cells.add(text(value)));
      cells.add(provider);
      cells.add(delay);
      cells.add(timeMeaning);
      cells.add(String.join(" ", present(quote)));
      cells.add(Integer.toString(quality.score()));
      cells.add(String.join(" ", quality.reasons()));
      text.append(String.join(",", cells)).append('\n');
    }
    return text.toString();
  }

  ObjectNode json() {
    ObjectNode json = Json.object();
    json.put("provider", provider);
    json.put("delay", delay);
    json.put("quoteTimeIs", timeMeaning);
    json.put("underlying", chain.underlying());
    json.put("expiration", expiry.toString());
    json.put("time", chain.time().toString());
    json.put("tradeDate", chain.tradeDate().toString());
    put(json, "underlyingPrice", chain.spot());
    ArrayNode dates = json.putArray("expirations");
    expiries.forEach(date -> dates.add(date.toString()));
    refused.forEach(json.putArray("refused")::add);
    ArrayNode rows = json.putArray("quotes");
    quotes().forEach(quote -> put(rows.addObject(), quote));
    return json;
  }

  private void put(ObjectNode json, OptionQuote quote) {
    Extra extra = extra(quote);
    QuoteQuality quality = quality(quote, extra);
    json.put("occSymbol", quote.contract().symbol());
    json.put("root", quote.contract().root());
    json.put("expiration", quote.contract().expiry().toString());
    json.put("strike", quote.contract().strike());
    json.put("right", String.valueOf(quote.contract().type().code()));
    json.put("quoteTime", quote.quoteTime().map(Instant::toString).orElse(null));
    put(json, "bid", quote.bid());
    put(json, "ask", quote.ask());
    put(json, "bidSize", quote.bidSize());
    put(json, "askSize", quote.askSize());
    put(json, "last", quote.last());
    json.put("lastTradeTime", extra.lastTradeAt.map(Instant::toString).orElse(null));
    json.put("volume", quote.volume().isPresent() ? quote.volume().getAsLong() : null);
    put(json, "openInterest", quote.openInterest());
    put(json, "iv", extra.impliedVolatility);
    own(quote).forEach((name, value) -> put(json, name, value));
    present(quote).forEach(json.putArray("present")::add);
    json.put("quality", quality.score());
    quality.reasons().forEach(json.putArray("qualityReasons")::add);
  }

  private List<OptionQuote> quotes() {
    return chain.all().expiry(expiry).toList();
  }

  private Extra extra(OptionQuote quote) {
    return extras.isEmpty() ? Extra.NONE : extras.get(quote.row());
  }

  private QuoteQuality quality(OptionQuote quote, Extra extra) {
    return QuoteQuality.of(quote, chain.spot(), extra.hasPlaceholder);
  }

  /** Our own figures in the market's units: per dollar, per day, per point. */
  private static Map<String, OptionalDouble> own(OptionQuote quote) {
    Optional<Greeks> greeks = quote.greeks();
    Map<String, OptionalDouble> own = new LinkedHashMap<>();
    own.put("ownIv", quote.impliedVolatility());
    own.put("ownDelta", quote.delta());
    own.put("ownGamma", figure(greeks, Greeks::gamma));
    own.put("ownTheta", figure(greeks, Greeks::thetaPerDay));
    own.put("ownVega", figure(greeks, Greeks::vegaPerPoint));
    own.put("ownRho", figure(greeks, Greeks::rhoPerPoint));
    return own;
  }

  private static OptionalDouble figure(Optional<Greeks> greeks, ToDoubleFunction<Greeks> which) {
    double value = greeks.map(which::applyAsDouble).orElse(Double.NaN);
    return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
  }

  private static List<String> present(OptionQuote quote) {
    List<String> present = new ArrayList<>();
    quote.bid().ifPresent(value -> present.add("bid"));
    quote.ask().ifPresent(value -> present.add("ask"));
    quote.bidSize().ifPresent(value -> present.add("bid_size"));
    quote.askSize().ifPresent(value -> present.add("ask_size"));
    quote.last().ifPresent(value -> present.add("last"));
    quote.volume().ifPresent(value -> present.add("volume"));
    quote.openInterest().ifPresent(value -> present.add("open_interest"));
    return present;
  }

  private static void put(ObjectNode json, String name, OptionalDouble value) {
    if (value.isPresent()) {
      json.put(name, exact(value.getAsDouble()));
    } else {
      json.putNull(name);
    }
  }

  private static void put(ObjectNode json, String name, OptionalInt value) {
    json.put(name, value.isPresent() ? value.getAsInt() : null);
  }

  private static String text(OptionalDouble value) {
    return value.isPresent() ? exact(value.getAsDouble()).toPlainString() : "";
  }

  private static String text(OptionalInt value) {
    return value.isPresent() ? Integer.toString(value.getAsInt()) : "";
  }

  private static String text(OptionalLong value) {
    return value.isPresent() ? Long.toString(value.getAsLong()) : "";
  }

  /** The shortest decimal that is this double again. */
  private static BigDecimal exact(double value) {
    return Json.decimal(value);
  }
}
