/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.alphavantage;

import com.fasterxml.jackson.databind.JsonNode;
import io.optionskit.data.csv.CsvBody;
import io.optionskit.data.http.HttpAnswer;
import io.optionskit.data.http.HttpCaller;
import io.optionskit.data.http.HttpUsage;
import io.optionskit.data.intake.ChainAnswer;
import io.optionskit.data.json.JsonBody;
import io.optionskit.data.json.JsonFields;
import io.optionskit.data.provider.Capabilities;
import io.optionskit.data.provider.Capability;
import io.optionskit.data.provider.ChainProvider;
import io.optionskit.data.provider.ProviderAccess;
import io.optionskit.market.DelayClass;
import io.optionskit.spi.ProviderException;
import io.optionskit.spi.ProviderException.Reason;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Chains of Alpha Vantage. One answer holds every expiry.
 *
 * <p>It gives dates, no times: a chain of a past day stands at the close of the options' trading of
 * that day, one of today at its receipt, and no value has a time of its own. Refusals come as
 * successful answers and are told by their words. May be called from any thread; all share one rate
 * limit. Close it when done.
 */
public final class AlphaVantageMarket implements ChainProvider, AutoCloseable {

  /** Address of Alpha Vantage. */
  public static final URI HOME = URI.create("https://www.alphavantage.co");

  /** Name of the secret that holds the key. */
  public static final String KEY = "ALPHA_VANTAGE_API_KEY";

  private static final int LONGEST_EXCERPT = 200;
  private static final List<String> ERROR_FIELDS = List.of("Error Message", "Note", "Information");

  private final ProviderAccess access;
  private final String format;
  private final HttpCaller caller;

  private AlphaVantageMarket(ProviderAccess access, String format, HttpCaller caller) {
    this.access = access;
    this.format = format;
    this.caller = caller;
  }

  /**
   * Returns the market of a server, asked for JSON.
   *
   * @param access how it is reached; the secret {@value #KEY} is needed
   * @return the market; nothing is asked yet
   */
  public static AlphaVantageMarket of(ProviderAccess access) {
    HttpCaller.Builder caller = access.caller("alphavantage").secretParameters(Set.of("apikey"));
    access.secrets().find(KEY).ifPresent(key -> caller.secret(key.reveal()));
    return new AlphaVantageMarket(access, "", caller.build());
  }

  /**
   * Returns this market asked for CSV, which is a third of the size.
   *
   * @return market that shares connections and rate limit with this one
   */
  public AlphaVantageMarket withCsv() {
    return new AlphaVantageMarket(access, "&datatype=csv", caller);
  }

  @Override
  public List<LocalDate> expirations(String underlying) {
    return answer(underlying).chain().expiries();
  }

  @Override
  public ChainAnswer answer(String underlying, LocalDate expiry) {
    return answer(underlying).only(expiry);
  }

  /**
   * Gets the chain of the session before today's.
   *
   * @param underlying ticker, such as {@code SPY}
   * @return chain of all expiries and what became of the rows
   * @throws ProviderException if Alpha Vantage fails or allows no more calls
   */
  @Override
  public ChainAnswer answer(String underlying) {
    return read(underlying, "HISTORICAL_OPTIONS", "", Optional.empty());
  }

  /**
   * Gets the chain of now, which needs a paid plan.
   *
   * @param underlying ticker, such as {@code SPY}
   * @return chain of all expiries and what became of the rows
   * @throws ProviderException if Alpha Vantage fails or the plan does not allow it
   */
  public ChainAnswer answerOfNow(String underlying) {
    return read(underlying, "REALTIME_OPTIONS", "&require_greeks=true", Optional.empty());
  }

  /**
   * Returns what Alpha Vantage offers, as published.
   *
   * @return terms of the free plan
   */
  public static Capabilities capabilities() {
    return new Capabilities(
        Set.of(
            Capability.CHAINS, Capability.PAST_CHAINS, Capability.GREEKS, Capability.OPEN_INTEREST),
        DelayClass.END_OF_DAY,
        Duration.ZERO,
        5,
        Duration.ofMinutes(1),
        Optional.of(0),
        Set.of(KEY),
        "chains of past closes");
  }

  /**
   * Gets the chain of a past day.
   *
   * @param underlying ticker, such as {@code SPY}
   * @param date the day, from 2008 on
   * @return chain of all expiries and what became of the rows; without contracts if the day had no
   *     trading
   * @throws ProviderException if Alpha Vantage fails or allows no more calls
   */
  public ChainAnswer answerOf(String underlying, LocalDate date) {
    return read(underlying, "HISTORICAL_OPTIONS", "&date=" + date, Optional.of(date));
  }

  /**
   * Returns what was done to reach Alpha Vantage so far.
   *
   * @return counts since this market was made
   */
  public HttpUsage usage() {
    return caller.usage();
  }

  @Override
  public void close() {
    caller.close();
  }

  private ChainAnswer read(
      String underlying, String function, String parameters, Optional<LocalDate> date) {
    if (!underlying.matches("[A-Z][A-Z0-9.-]{0,9}")) {
      throw new IllegalArgumentException(
          "ticker must have 1 to 10 characters of A-Z, 0-9, dots and dashes: " + underlying);
    }
    String key =
        access
            .key(KEY, HOME)
            .map(secret -> "&apikey=" + URLEncoder.encode(secret.reveal(), StandardCharsets.UTF_8))
            .orElse("");
    HttpAnswer answer =
        caller.get(
            access.resolve(
                "/query?function="
                    + function
                    + "&symbol="
                    + underlying
                    + parameters
                    + format
                    + key));
    if (answer.status() != 200) {
      boolean isRefused = answer.status() == 401 || answer.status() == 403;
      throw new ProviderException(
          isRefused ? Reason.NOT_ENTITLED : Reason.BAD_REQUEST,
          "alphavantage answered " + answer.status() + " for " + underlying);
    }
    return new AlphaVantageReader(underlying, date, answer.receivedAt()).read(rows(answer));
  }

  private List<Row> rows(HttpAnswer answer) {
    byte first = answer.firstByte();
    return first == '{' || first == '[' || (first == 0 && answer.text().isBlank())
        ? ofJson(JsonBody.read("alphavantage", answer))
        : ofCsv(CsvBody.read("alphavantage", answer));
  }

  private List<Row> ofJson(JsonNode root) {
    for (String field : ERROR_FIELDS) {
      if (root.has(field)) {
        throw refused(root.path(field).asText());
      }
    }
    String message = root.path("message").asText("success");
    if (!message.equalsIgnoreCase("success")) {
      throw refused(message); // sample data beside it are not the caller's
    }
    if (root.isObject() && root.isEmpty()) {
      throw new ProviderException(
          Reason.UNKNOWN_SYMBOL, "alphavantage answered with nothing, as for an unknown ticker");
    }
    JsonNode data = root.path("data");
    if (!data.isArray()) {
      throw new ProviderException(
          Reason.SCHEMA_CHANGED,
          "alphavantage's answer has no list data: " + caller.redact(JsonFields.shown(root)));
    }
    List<Row> rows = new ArrayList<>(data.size());
    data.forEach(row -> rows.add(Row.of(row)));
    return rows;
  }

  private List<Row> ofCsv(CsvBody body) {
    if (!body.header().contains("contractID")) {
      throw new ProviderException(
          Reason.SCHEMA_CHANGED,
          "alphavantage's table must have a column contractID: "
              + caller.redact(cut(body.header().toString())));
    }
    Map<String, Integer> columns = Row.columns(body.header());
    List<Row> rows = new ArrayList<>(body.rows().size());
    for (List<String> cells : body.rows()) {
      boolean fits = cells.size() == body.header().size();
      rows.add(fits ? Row.of(columns, cells) : Row.empty()); // to be refused
    }
    return rows;
  }

  private ProviderException refused(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    Reason reason = Reason.BAD_REQUEST;
    if (lower.contains("rate limit")
        || lower.contains("call frequency")
        || lower.contains("requests per")
        || lower.contains("per second")) {
      reason = Reason.RATE_LIMITED;
    } else if (lower.contains("premium")
        || lower.contains("apikey")
        || lower.contains("api key")
        || lower.contains("entitlement")) {
      reason = Reason.NOT_ENTITLED;
    }
    return new ProviderException(
        reason, "alphavantage refused: '" + caller.redact(cut(text)) + "'");
  }

  private static String cut(String text) {
    return text.length() > LONGEST_EXCERPT ? text.substring(0, LONGEST_EXCERPT) + "…" : text;
  }
}
