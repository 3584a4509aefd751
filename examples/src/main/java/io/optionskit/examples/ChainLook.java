/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.examples;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.optionskit.data.intake.IntakeReport;
import io.optionskit.data.quality.JudgedChain;
import io.optionskit.data.route.Attempt;
import io.optionskit.examples.report.Json;
import io.optionskit.greeks.forward.ExpiryForward;
import io.optionskit.market.Feed;
import io.optionskit.market.Greeks;
import io.optionskit.market.OptionChain;
import io.optionskit.market.OptionQuote;
import io.optionskit.market.QuoteField;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One look at a chain, normalised: the same columns whoever was asked, blank where nothing is
 * known. Volatilities are decimal, Greeks per share in the market's units: per dollar, per calendar
 * day, per point.
 *
 * @param provider who was asked
 * @param judged the quotes with our own volatilities and Greeks, and their quality
 * @param expiry the expiry that was asked for, empty for all that was given
 * @param expiries all expiry dates that the provider lists
 * @param report what became of the provider's rows, empty if there was nothing to be refused
 * @param attempts who was asked in which order, and what became of it; none if nobody had to be
 * @param usage what it took, by provider asked
 */
record ChainLook(
    String provider,
    JudgedChain judged,
    Optional<LocalDate> expiry,
    List<LocalDate> expiries,
    Optional<IntakeReport> report,
    List<Attempt> attempts,
    Map<String, ObjectNode> usage) {

  private static final String HEADER =
      "quote_time,underlying,root,expiration,strike,right,bid,ask,bid_size,ask_size,last,volume,open_interest,underlying_price,iv,delta,gamma,theta,vega,rho,occ_symbol,last_trade_time,own_iv,own_delta,own_gamma,own_theta,own_vega,own_rho,source,delay_class,delay,quote_time_is,receive_time,open_interest_time,greeks_time,present,quality,quality_reasons\n";

  static final String INCOMPLETE =
      "not complete: the provider has more rows, but its next page was the same one again";

  private static final double DAYS_PER_YEAR = 365;
  private static final double PER_POINT = 100;

  ChainLook {
    expiries = List.copyOf(expiries);
    attempts = List.copyOf(attempts);
    usage = Collections.unmodifiableMap(new LinkedHashMap<>(usage));
  }

  /**
   * Returns what is wrong if the provider sent rows but none that could be used: they answer
   * another question, or are broken.
   */
  Optional<String> problem() {
    return report
        .filter(told -> told.rows() > 0 && quotes().isEmpty() && !told.refused().isEmpty())
        .map(
            told ->
                "%s sent %d rows for %s%s, of which none is one of it: %s"
                    .formatted(
                        provider,
                        told.rows(),
                        chain().underlying(),
                        expiry.map(date -> " " + date).orElse(""),
                        told.refused().entrySet().stream()
                            .map(each -> each.getValue() + " " + word(each.getKey()))
                            .collect(Collectors.joining(", "))));
  }

  /** What a person should know who looks at the rows. */
  List<String> notes() {
    List<String> notes = new ArrayList<>();
    if (attempts.size() > 1) {
      attempts.forEach(attempt -> notes.add(attempt.toString()));
    }
    report.ifPresent(
        told -> {
          told.refused().forEach((why, rows) -> notes.add(rows + " rows refused: " + word(why)));
          told.examples().forEach(example -> notes.add("  refused: " + example));
          told.missingParts().forEach((part, said) -> notes.add("without " + part + ": " + said));
          if (!told.complete()) {
            notes.add(INCOMPLETE);
          }
          if (!told.unknownFields().isEmpty()) {
            notes.add("fields not known of this provider: " + told.unknownFields());
          }
          if (!told.vanishedFields().isEmpty()) {
            notes.add("fields that used to be there: " + told.vanishedFields());
          }
        });
    return notes;
  }

  /** Rows in the tidy form with a few more columns. */
  String csv() {
    StringBuilder text = new StringBuilder(HEADER);
    for (OptionQuote quote : quotes()) {
      Feed feed = feed(quote, QuoteField.BID);
      List<String> cells = new ArrayList<>();
      cells.add(quote.quoteTime().map(Instant::toString).orElse(""));
      cells.add(chain().underlying());
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
      cells.add(text(chain().spot()));
      given(quote).values().forEach(value -> cells.add(text(value)));
      cells.add(quote.contract().symbol());
      cells.add(time(quote, QuoteField.LAST));
      own(quote).values().forEach(value -> cells.add(text(value)));
      cells.add(feed.source());
      cells.add(feed.delayClass().name().toLowerCase(Locale.ROOT));
      cells.add(feed.delay().toString());
      cells.add(timeMeaning(quote));
      cells.add(feed.receiveTime().map(Instant::toString).orElse(""));
      cells.add(time(quote, QuoteField.OPEN_INTEREST));
      cells.add(time(quote, QuoteField.IMPLIED_VOLATILITY));
      cells.add(String.join(" ", present(quote)));
      cells.add(text(quote.quality()));
      cells.add(String.join(" ", reasons(quote)));
      text.append(String.join(",", cells)).append('\n');
    }
    return text.toString();
  }

  ObjectNode json() {
    ObjectNode json = Json.object();
    Feed feed = chain().provenance().feeds().get(0);
    json.put("provider", provider);
    ArrayNode asked = json.putArray("attempts");
    for (Attempt attempt : attempts) {
      ObjectNode each = asked.addObject().put("provider", attempt.provider());
      each.put("outcome", word(attempt.outcome()));
      each.put("reason", attempt.reason().map(ChainLook::word).orElse(null));
      each.put("detail", orNull(attempt.detail()));
    }
    json.put("delayClass", feed.delayClass().name().toLowerCase(Locale.ROOT));
    json.put("delay", feed.delay().toString());
    json.put("receiveTime", feed.receiveTime().map(Instant::toString).orElse(null));
    json.put("underlying", chain().underlying());
    json.put("expiration", expiry.map(LocalDate::toString).orElse(null));
    json.put("time", chain().time().toString());
    json.put("tradeDate", chain().tradeDate().toString());
    put(json, "underlyingPrice", chain().spot());
    ArrayNode dates = json.putArray("expirations");
    expiries.forEach(date -> dates.add(date.toString()));
    report.ifPresent(told -> put(json.putObject("intake"), told));
    json.putObject("usage").setAll(usage);
    json.put("quality", exact(judged.quality().score()));
    ObjectNode found = json.putObject("qualityReasons");
    judged.quality().counts().forEach((issue, quotes) -> found.put(word(issue), quotes));
    ArrayNode forwards = json.putArray("forwards");
    judged.forwards().forEach(forward -> put(forwards.addObject(), forward));
    ArrayNode rows = json.putArray("quotes");
    quotes().forEach(quote -> put(rows.addObject(), quote));
    return json;
  }

  private static void put(ObjectNode json, IntakeReport told) {
    json.put("rows", told.rows()).put("accepted", told.accepted());
    ObjectNode missing = json.putObject("missing");
    told.missing().forEach((field, rows) -> missing.put(word(field), rows));
    ObjectNode refused = json.putObject("refused");
    told.refused().forEach((why, rows) -> refused.put(word(why), rows));
    told.examples().forEach(json.putArray("refusedExamples")::add);
    ObjectNode unknown = json.putObject("unknownFields");
    told.unknownFields().forEach(unknown::put);
    told.vanishedFields().forEach(json.putArray("vanishedFields")::add);
    ObjectNode parts = json.putObject("missingParts");
    told.missingParts().forEach(parts::put);
    json.put("complete", told.complete());
  }

  private void put(ObjectNode json, OptionQuote quote) {
    Feed feed = feed(quote, QuoteField.BID);
    json.put("occSymbol", quote.contract().symbol());
    json.put("root", quote.contract().root());
    json.put("expiration", quote.contract().expiry().toString());
    json.put("strike", quote.contract().strike());
    json.put("right", String.valueOf(quote.contract().type().code()));
    json.put("settlement", word(quote.contract().product().settlement()));
    json.put("quoteTime", quote.quoteTime().map(Instant::toString).orElse(null));
    json.put("quoteTimeIs", timeMeaning(quote));
    put(json, "bid", quote.bid());
    put(json, "ask", quote.ask());
    put(json, "bidSize", quote.bidSize());
    put(json, "askSize", quote.askSize());
    put(json, "last", quote.last());
    json.put("lastTradeTime", orNull(time(quote, QuoteField.LAST)));
    json.put("volume", quote.volume().isPresent() ? quote.volume().getAsLong() : null);
    put(json, "openInterest", quote.openInterest());
    json.put("openInterestTime", orNull(time(quote, QuoteField.OPEN_INTEREST)));
    given(quote).forEach((name, value) -> put(json, name, value));
    json.put("greeksTime", orNull(time(quote, QuoteField.IMPLIED_VOLATILITY)));
    own(quote).forEach((name, value) -> put(json, name, value));
    json.put("source", feed.source());
    json.put("delayClass", word(feed.delayClass()));
    present(quote).forEach(json.putArray("present")::add);
    put(json, "quality", quote.quality());
    reasons(quote).forEach(json.putArray("qualityReasons")::add);
  }

  private static void put(ObjectNode json, ExpiryForward forward) {
    json.put("root", forward.root()).put("expiration", forward.expiry().toString());
    json.put("years", exact(forward.years())).put("forward", exact(forward.forward()));
    json.put("discountFactor", exact(forward.discountFactor()));
    json.put("from", word(forward.source()));
  }

  private List<OptionQuote> quotes() {
    return expiry.isPresent()
        ? chain().all().expiry(expiry.get()).toList()
        : chain().all().toList();
  }

  private OptionChain chain() {
    return judged.chain();
  }

  private static List<String> reasons(OptionQuote quote) {
    return quote.issues().stream().map(ChainLook::word).toList();
  }

  private Feed feed(OptionQuote quote, QuoteField field) {
    return chain().provenance().feed(field, quote.row());
  }

  /** Whose time the quote time is: the quote's own, that of the whole chain, or of receipt. */
  private String timeMeaning(OptionQuote quote) {
    if (quote.quoteTime().isEmpty()) {
      return "";
    }
    if (chain().provenance().time(QuoteField.BID, quote.row()).isPresent() || report.isEmpty()) {
      return "quote";
    }
    boolean isReceipt = feed(quote, QuoteField.BID).receiveTime().equals(quote.quoteTime());
    return isReceipt ? "receipt" : "chain";
  }

  private String time(OptionQuote quote, QuoteField field) {
    return chain().provenance().time(field, quote.row()).map(Instant::toString).orElse("");
  }

  /** The provider's own figures. */
  private static Map<String, OptionalDouble> given(OptionQuote quote) {
    Map<String, OptionalDouble> given = new LinkedHashMap<>();
    given.put("iv", observed(quote, QuoteField.IMPLIED_VOLATILITY, 1));
    given.put("delta", observed(quote, QuoteField.DELTA, 1));
    given.put("gamma", observed(quote, QuoteField.GAMMA, 1));
    given.put("theta", observed(quote, QuoteField.THETA, DAYS_PER_YEAR));
    given.put("vega", observed(quote, QuoteField.VEGA, PER_POINT));
    given.put("rho", observed(quote, QuoteField.RHO, PER_POINT));
    return given;
  }

  private static OptionalDouble observed(OptionQuote quote, QuoteField field, double unit) {
    return quote
        .observation(field)
        .map(seen -> OptionalDouble.of(seen.value() / unit))
        .orElse(OptionalDouble.empty());
  }

  /** Our own figures. */
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
    for (QuoteField field : QuoteField.values()) {
      if (quote.observation(field).isPresent()) {
        present.add(word(field));
      }
    }
    return present;
  }

  private static String word(Enum<?> name) {
    return name.name().toLowerCase(Locale.ROOT);
  }

  private static @Nullable String orNull(String text) {
    return text.isEmpty() ? null : text;
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
