/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.yahoo;

import com.fasterxml.jackson.databind.JsonNode;
import io.optionskit.contract.Asset;
import io.optionskit.data.http.HttpCaller;
import io.optionskit.data.http.HttpUsage;
import io.optionskit.market.Bar;
import io.optionskit.market.OptionChain;
import io.optionskit.spi.BarSource;
import io.optionskit.spi.ChainSource;
import io.optionskit.spi.ProviderException;
import io.optionskit.spi.ProviderException.Reason;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Chains and bars from Yahoo, or from a server that speaks as it does.
 *
 * <p>Quotes are delayed, have no sizes and no time of their own; outside the session most are
 * missing. There are no Greeks. See the page "Yahoo" of the how-to for what else to expect.
 *
 * <p>May be called from any thread; all share one rate limit. Close it when done.
 */
public final class YahooMarket implements ChainSource, BarSource, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(YahooMarket.class);
  private static final Duration REUSE = Duration.ofSeconds(5);
  private static final Map<Duration, String> INTERVALS =
      Map.of(
          Duration.ofMinutes(1), "1m",
          Duration.ofMinutes(2), "2m",
          Duration.ofMinutes(5), "5m",
          Duration.ofMinutes(15), "15m",
          Duration.ofMinutes(30), "30m",
          Duration.ofHours(1), "1h",
          Duration.ofDays(1), "1d");

  private final HttpUrl base;
  private final InstantSource clock;
  private final HttpCaller caller;
  private final YahooSession session;
  private final AtomicReference<@Nullable Undated> latestUndated = new AtomicReference<>();

  /** An answer about a symbol without a date: all expiries, and the contracts of the nearest. */
  private record Undated(String symbol, JsonNode result, Instant receivedAt) {}

  private YahooMarket(YahooSettings settings, InstantSource clock, HttpCaller caller) {
    HttpUrl url = HttpUrl.parse(settings.baseUrl().toString());
    if (url == null) {
      throw new IllegalArgumentException(
          "baseUrl must be an http or https address: " + settings.baseUrl());
    }
    base = url;
    this.clock = clock;
    this.caller = caller;
    session = new YahooSession(caller, settings);
  }

  /**
   * Returns the market of a server.
   *
   * @param settings where and how it is asked
   * @param clock source of receive times, which stand in for the quote times that Yahoo does not
   *     give
   * @return the market; nothing is asked yet
   */
  public static YahooMarket of(YahooSettings settings, InstantSource clock) {
    return of(settings, clock, callerOf(settings, clock).build());
  }

  /**
   * Returns the market of a server with default settings.
   *
   * @param baseUrl address of the server, such as {@code https://query2.finance.yahoo.com}
   * @param clock source of receive times
   * @return the market; nothing is asked yet
   */
  public static YahooMarket at(URI baseUrl, InstantSource clock) {
    return of(YahooSettings.at(baseUrl), clock);
  }

  static YahooMarket of(YahooSettings settings, InstantSource clock, HttpCaller caller) {
    return new YahooMarket(settings, clock, caller);
  }

  static HttpCaller.Builder callerOf(YahooSettings settings, InstantSource clock) {
    return HttpCaller.builder("yahoo", settings.http(), clock)
        .ownHosts(settings::isOwn)
        .userAgent(settings.userAgent())
        .secretParameters(Set.of("crumb", "gcrumb", "csrfToken", "sessionId"));
  }

  @Override
  public List<LocalDate> expirations(String underlying) {
    return YahooChainReader.expiries(undated(YahooSymbols.of(underlying)).result);
  }

  @Override
  public OptionChain chain(String underlying, LocalDate expiry) {
    return snapshot(underlying, expiry).chain();
  }

  /**
   * Gets the chain of one expiry date with what Yahoo tells beside it.
   *
   * @param underlying ticker
   * @param expiry expiry date
   * @return snapshot, without contracts if the date has none
   * @throws ProviderException if Yahoo fails or does not know the ticker
   */
  public YahooSnapshot snapshot(String underlying, LocalDate expiry) {
    String symbol = YahooSymbols.of(underlying);
    Undated answer = latestUndated.get();
    if (answer == null
        || !answer.symbol.equals(symbol)
        || !answer.receivedAt.plus(REUSE).isAfter(clock.instant())
        || !YahooChainReader.listedExpiry(answer.result).filter(expiry::equals).isPresent()) {
      long date = expiry.atStartOfDay(ZoneOffset.UTC).toEpochSecond();
      HttpUrl dated = optionsOf(symbol).addQueryParameter("date", Long.toString(date)).build();
      answer = ask(symbol, dated);
    }
    YahooSnapshot snapshot =
        new YahooChainReader(YahooSymbols.plain(underlying), answer.receivedAt)
            .read(answer.result, expiry);
    if (!snapshot.refused().isEmpty()) {
      LOG.warn(
          "yahoo's chain of {} {}: rows refused, by reason: {}",
          symbol,
          expiry,
          snapshot.refused());
    }
    return snapshot;
  }

  /**
   * Gets the bars that end within a span. Lengths are 1, 2, 5, 15 and 30 minutes, 1 hour and 1 day;
   * prices are adjusted for splits, not for dividends.
   *
   * @param asset contract or underlying
   * @param length length of a bar; {@code P1D} means one regular session
   * @param from start of the span, exclusive
   * @param to end of the span, inclusive
   * @return bars in order of time; empty if nothing traded
   * @throws ProviderException if Yahoo fails, does not know the asset or does not offer the length
   */
  @Override
  public List<Bar> bars(Asset asset, Duration length, Instant from, Instant to) {
    String interval = INTERVALS.get(length);
    if (interval == null) {
      throw new ProviderException(
          Reason.UNSUPPORTED,
          "yahoo has no bars of " + length + "; it has 1m, 2m, 5m, 15m, 30m, 1h and 1d");
    }
    String symbol = YahooSymbols.of(asset);
    HttpUrl url =
        base.newBuilder()
            .addPathSegments("v8/finance/chart")
            .addPathSegment(symbol)
            .addQueryParameter("interval", interval)
            .addQueryParameter("includePrePost", "false")
            .addQueryParameter("period1", Long.toString(from.minus(length).getEpochSecond()))
            .addQueryParameter("period2", Long.toString(to.getEpochSecond() + 1))
            .build();
    YahooSession.Answer answer = session.get(url);
    if (YahooSession.saysNoData(answer.root())) {
      return List.of();
    }
    JsonNode result = YahooJson.onlyResult(answer.root(), "chart", symbol);
    return new YahooBarReader(asset, length, answer.receivedAt())
        .read(result).stream()
            .filter(bar -> bar.end().isAfter(from) && !bar.end().isAfter(to))
            .toList();
  }

  /**
   * Returns what was done to reach Yahoo so far.
   *
   * @return counts since this market was made
   */
  public HttpUsage usage() {
    return caller.usage();
  }

  @Override
  public void close() {
    session.close();
  }

  private Undated undated(String symbol) {
    Undated answer = ask(symbol, optionsOf(symbol).build());
    latestUndated.set(answer);
    return answer;
  }

  private Undated ask(String symbol, HttpUrl url) {
    YahooSession.Answer answer = session.getWithCrumb(url);
    JsonNode result = YahooJson.onlyResult(answer.root(), "optionChain", symbol);
    String answered = result.path("underlyingSymbol").asText(symbol);
    if (!answered.equalsIgnoreCase(symbol)) {
      throw new ProviderException(
          Reason.BAD_DATA, "yahoo was asked for " + symbol + " but answered for " + answered);
    }
    return new Undated(symbol, result, answer.receivedAt());
  }

  private HttpUrl.Builder optionsOf(String symbol) {
    return base.newBuilder()
        .addPathSegments("v7/finance/options")
        .addPathSegment(symbol)
        .addQueryParameter("formatted", "false")
        .addQueryParameter("lang", "en-US")
        .addQueryParameter("region", "US");
  }
}
