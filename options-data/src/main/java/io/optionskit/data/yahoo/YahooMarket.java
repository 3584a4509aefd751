/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.yahoo;

import com.fasterxml.jackson.databind.JsonNode;
import io.optionskit.contract.Asset;
import io.optionskit.data.http.HttpCaller;
import io.optionskit.data.http.HttpUsage;
import io.optionskit.data.intake.ChainAnswer;
import io.optionskit.data.intake.RowsAnswer;
import io.optionskit.data.provider.BarProvider;
import io.optionskit.data.provider.Capabilities;
import io.optionskit.data.provider.Capability;
import io.optionskit.data.provider.ChainProvider;
import io.optionskit.data.provider.ProviderAccess;
import io.optionskit.market.Bar;
import io.optionskit.market.CorporateAction;
import io.optionskit.market.DelayClass;
import io.optionskit.spi.CorporateActionSource;
import io.optionskit.spi.ProviderException;
import io.optionskit.spi.ProviderException.Reason;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * Chains, bars and dates of earnings from Yahoo, or from a server that speaks as it does.
 *
 * <p>Quotes are about 15 minutes late, have no sizes and no time of their own; outside the session
 * most are missing. There are no Greeks, and the volatilities follow no known convention. The time
 * of a chain is that of the underlying's last regular trade, as the answer gives it.
 *
 * <p>May be called from any thread; all share one rate limit. Close it when done.
 */
public final class YahooMarket
    implements ChainProvider, BarProvider, CorporateActionSource, AutoCloseable {

  /** Address of Yahoo's data. */
  public static final URI HOME = URI.create("https://query2.finance.yahoo.com");

  static final DelayClass DELAY_CLASS = DelayClass.DELAYED;
  static final Duration DELAY = Duration.ofMinutes(15);

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

  private YahooMarket(ProviderAccess access, YahooSettings settings) {
    HttpUrl url = HttpUrl.parse(access.baseUrl().toString());
    if (url == null) {
      throw new IllegalArgumentException(
          "baseUrl must be an http or https address: " + access.baseUrl());
    }
    base = url;
    clock = access.clock();
    caller =
        access
            .caller("yahoo")
            .ownHosts(uri -> settings.isOwn(access.baseUrl(), uri))
            .userAgent(settings.userAgent())
            .secretParameters(Set.of("crumb", "gcrumb", "csrfToken", "sessionId"))
            .build();
    session = new YahooSession(caller, settings, access);
  }

  /**
   * Returns the market of a server, without consent to its cookies.
   *
   * @param access how it is reached; no key is needed
   * @return the market; nothing is asked yet
   */
  public static YahooMarket of(ProviderAccess access) {
    return of(access, YahooSettings.of(access.baseUrl()));
  }

  /**
   * Returns the market of a server.
   *
   * @param access how it is reached; no key is needed
   * @param settings cookies, consent and introduction
   * @return the market; nothing is asked yet
   */
  public static YahooMarket of(ProviderAccess access, YahooSettings settings) {
    return new YahooMarket(access, settings);
  }

  /**
   * Returns what Yahoo offers, as observed; it publishes no terms of use by programs.
   *
   * @return terms
   */
  public static Capabilities capabilities() {
    return new Capabilities(
        Set.of(
            Capability.CHAINS,
            Capability.BARS,
            Capability.CORPORATE_ACTIONS,
            Capability.OPTION_BARS,
            Capability.OPEN_INTEREST,
            Capability.EARNINGS),
        DELAY_CLASS,
        DELAY,
        33,
        Duration.ofMinutes(1),
        Optional.of(0),
        Set.of(),
        "development, training, supplement to paper trading");
  }

  @Override
  public List<LocalDate> expirations(String underlying) {
    return YahooChainReader.expiries(undated(YahooSymbols.of(underlying)).result);
  }

  /**
   * Gets the chain of the nearest expiry date; Yahoo gives one at a time.
   *
   * @param underlying ticker
   * @return chain, without contracts if none is listed, and what became of the rows
   * @throws ProviderException if Yahoo fails or does not know the ticker
   */
  @Override
  public ChainAnswer answer(String underlying) {
    Undated answer = undated(YahooSymbols.of(underlying));
    LocalDate expiry = YahooChainReader.listedExpiry(answer.result).orElse(LocalDate.EPOCH);
    return new YahooChainReader(YahooSymbols.plain(underlying), answer.receivedAt)
        .read(answer.result, expiry);
  }

  @Override
  public ChainAnswer answer(String underlying, LocalDate expiry) {
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
    return new YahooChainReader(YahooSymbols.plain(underlying), answer.receivedAt)
        .read(answer.result, expiry);
  }

  /**
   * Gets the bars that end within a span and what became of the rows. Lengths are 1, 2, 5, 15 and
   * 30 minutes, 1 hour and 1 day; prices are adjusted for splits, not for dividends.
   *
   * @param asset contract or underlying
   * @param length length of a bar; {@code P1D} means one regular session
   * @param from start of the span, exclusive
   * @param to end of the span, inclusive
   * @return bars in order of time, none if nothing traded, and what became of the rows
   * @throws ProviderException if Yahoo fails, does not know the asset or does not offer the length
   */
  @Override
  public RowsAnswer<Bar> barsAnswer(Asset asset, Duration length, Instant from, Instant to) {
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
    YahooBarReader reader = new YahooBarReader(asset, length, from, to, answer.receivedAt());
    if (YahooSession.saysNoData(answer.root())) {
      return reader.answer();
    }
    JsonNode result = YahooJson.onlyResult(answer.root(), "chart", symbol);
    check(result.path("meta"), symbol, interval);
    return reader.read(result);
  }

  /**
   * Returns the calendar of some companies.
   *
   * @param tickers the companies
   * @return calendar that shares session and rate limit with this market; nothing is asked yet
   */
  public YahooEvents events(Collection<String> tickers) {
    return new YahooEvents(base, session, clock, tickers);
  }

  /**
   * {@inheritDoc}
   *
   * <p>Yahoo tells of the past only, and not when it was announced: an action is known from the
   * start of its ex-date. Dividends, which Yahoo divides by later splits, are as they were paid.
   */
  @Override
  public List<CorporateAction> actions(String ticker, LocalDate from, LocalDate to, Instant asOf) {
    String symbol = YahooSymbols.of(ticker);
    HttpUrl url =
        base.newBuilder()
            .addPathSegments("v8/finance/chart")
            .addPathSegment(symbol)
            .addQueryParameter("interval", "1d")
            .addQueryParameter("events", "div,splits")
            .addQueryParameter(
                "period1", Long.toString(from.atStartOfDay(ZoneOffset.UTC).toEpochSecond()))
            .addQueryParameter("period2", Long.toString(clock.instant().getEpochSecond()))
            .build(); // to now, because later splits have changed what Yahoo says of dividends
    YahooSession.Answer answer = session.get(url);
    return YahooSession.saysNoData(answer.root())
        ? List.of()
        : CorporateActionSource.of(
                YahooActions.of(ticker, YahooJson.onlyResult(answer.root(), "chart", symbol)))
            .actions(ticker, from, to, asOf);
  }

  /**
   * Gets the results of the last quarters of a company.
   *
   * @param ticker the company
   * @return results ascending by quarter; none if Yahoo has none of it
   * @throws ProviderException if Yahoo fails
   */
  public List<EarningsResult> results(String ticker) {
    return new YahooSummaryReader(base, session, ticker).results();
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

  /** A chart says of what and how long its bars are; what was not asked for is no answer. */
  private static void check(JsonNode meta, String asked, String interval) {
    String symbol = meta.path("symbol").asText(asked);
    String given = meta.path("dataGranularity").asText(interval);
    if (!symbol.equalsIgnoreCase(asked) || !(given.equals(interval) || isHour(given, interval))) {
      throw new ProviderException(
          Reason.BAD_DATA,
          "yahoo was asked for bars of "
              + asked
              + " of "
              + interval
              + " but answered with those of "
              + symbol
              + " of "
              + given);
    }
  }

  private static boolean isHour(String one, String other) {
    Set<String> hour = Set.of("1h", "60m");
    return hour.contains(one) && hour.contains(other);
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
