/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.alpaca;

import com.fasterxml.jackson.databind.JsonNode;
import io.optionskit.contract.Asset;
import io.optionskit.contract.OptionContract;
import io.optionskit.contract.Underlying;
import io.optionskit.data.http.HttpUsage;
import io.optionskit.data.intake.ChainAnswer;
import io.optionskit.data.intake.FieldCensus;
import io.optionskit.data.intake.RowsAnswer;
import io.optionskit.data.provider.BarProvider;
import io.optionskit.data.provider.Capabilities;
import io.optionskit.data.provider.Capability;
import io.optionskit.data.provider.ChainProvider;
import io.optionskit.data.provider.ProviderAccess;
import io.optionskit.data.stream.QuoteEvent;
import io.optionskit.data.stream.TradeEvent;
import io.optionskit.market.Bar;
import io.optionskit.market.DelayClass;
import io.optionskit.market.Feed;
import io.optionskit.spi.ProviderException;
import io.optionskit.spi.ProviderException.Reason;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Alpaca's market data over REST: chains with volatilities and Greeks of its own, bars, quotes and
 * trades of stocks and options.
 *
 * <p>The keys are the secrets {@value AlpacaCalls#KEY} and {@value AlpacaCalls#SECRET}, sent in
 * headers to the configured server and to no other. Every list is read to its end, page by page.
 * Alpaca leaves out what it does not know, so that an unknown contract is an empty result; an
 * unknown stock is found out by a second call. Bars are as traded, not adjusted for later splits.
 * May be called from any thread; all share one rate limit. Close it when done.
 */
public final class AlpacaMarket implements ChainProvider, BarProvider, AutoCloseable {

  /** Address of the market data. */
  public static final URI HOME = URI.create("https://data.alpaca.markets");

  private static final int MOST_SYMBOLS = 100;
  private static final Feed PAST =
      new Feed("alpaca", DelayClass.HISTORICAL, Duration.ZERO, Optional.empty());

  private final AlpacaCalls calls;
  private final OptionFeed options;
  private final StockFeed stocks;

  private AlpacaMarket(ProviderAccess access, OptionFeed options, StockFeed stocks) {
    calls = new AlpacaCalls(access);
    this.options = options;
    this.stocks = stocks;
  }

  /**
   * Returns the market of a server with what an account has for free: indicative quotes of options,
   * and of stocks what Alpaca chooses.
   *
   * @param access how it is reached; without keys every call is refused by the server
   * @return the market; nothing is asked yet
   */
  public static AlpacaMarket of(ProviderAccess access) {
    return of(access, OptionFeed.INDICATIVE, StockFeed.BEST);
  }

  /**
   * Returns the market of a server with chosen feeds.
   *
   * @param access how it is reached; without keys every call is refused by the server
   * @param options feed of options
   * @param stocks feed of stocks
   * @return the market; nothing is asked yet
   */
  public static AlpacaMarket of(ProviderAccess access, OptionFeed options, StockFeed stocks) {
    return new AlpacaMarket(access, options, stocks);
  }

  /**
   * Returns what Alpaca offers, as published.
   *
   * @return terms of the free plan
   */
  public static Capabilities capabilities() {
    return new Capabilities(
        Set.of(
            Capability.CHAINS,
            Capability.BARS,
            Capability.OPTION_BARS,
            Capability.GREEKS,
            Capability.OPEN_INTEREST,
            Capability.STREAM),
        OptionFeed.INDICATIVE.delayClass(),
        OptionFeed.INDICATIVE.delay(),
        200,
        Duration.ofMinutes(1),
        Optional.of(0),
        Set.of(AlpacaCalls.KEY, AlpacaCalls.SECRET),
        "bars of stocks, paper trading");
  }

  @Override
  public List<LocalDate> expirations(String underlying) {
    return answer(underlying).chain().expiries();
  }

  @Override
  public ChainAnswer answer(String underlying) {
    return answer(new Underlying(underlying), Optional.empty());
  }

  @Override
  public ChainAnswer answer(String underlying, LocalDate expiry) {
    return answer(new Underlying(underlying), Optional.of(expiry));
  }

  /**
   * Gets the snapshots of chosen contracts of one underlying.
   *
   * @param underlying ticker
   * @param contracts contracts on it
   * @return chain of those that Alpaca has something of, and what became of the rows
   * @throws ProviderException if Alpaca fails
   */
  public ChainAnswer answer(String underlying, Collection<OptionContract> contracts) {
    Map<String, JsonNode> rows = new LinkedHashMap<>();
    Instant[] receivedAt = {Instant.EPOCH};
    forSymbols(
        contracts,
        symbols -> {
          Map<String, String> query = new TreeMap<>();
          query.put("symbols", symbols);
          query.put("feed", options.code());
          query.put("limit", "1000");
          calls.pages("/v1beta1/options/snapshots", query, page -> collect(page, rows, receivedAt));
        });
    return new AlpacaChainReader(underlying, Optional.empty(), options)
        .read(rows.entrySet(), true, receivedAt[0]);
  }

  /**
   * Gets the bars that end within a span, and what became of their rows.
   *
   * @param asset contract or stock
   * @param length length of a bar: 1 to 59 minutes, 1 to 23 hours or a day
   * @param from start of the span, exclusive
   * @param to end of the span, inclusive
   * @return bars in order of time and what became of the rows
   * @throws ProviderException if Alpaca fails or does not know the stock
   */
  @Override
  public RowsAnswer<Bar> barsAnswer(Asset asset, Duration length, Instant from, Instant to) {
    checkOffered(asset);
    RowsAnswer<Bar> answer = new AlpacaBars(calls, stocks).read(asset, length, from, to);
    if (answer.report().rows() == 0 && from.isBefore(to)) {
      checkKnown(asset);
    }
    return answer;
  }

  /**
   * Gets the last quotes of contracts and stocks.
   *
   * @param assets what is asked for
   * @return quotes of those that Alpaca knows
   * @throws ProviderException if Alpaca fails
   */
  public RowsAnswer<QuoteEvent> latestQuotes(Collection<? extends Asset> assets) {
    return latest(
        "quotes",
        assets,
        AlpacaTicks.quoteFields(),
        (asset, row, at) -> AlpacaTicks.quote(asset, row, at).from(feed(asset)));
  }

  /**
   * Gets the last trades of contracts and stocks.
   *
   * @param assets what is asked for
   * @return trades of those that Alpaca knows
   * @throws ProviderException if Alpaca fails
   */
  public RowsAnswer<TradeEvent> latestTrades(Collection<? extends Asset> assets) {
    return latest(
        "trades",
        assets,
        AlpacaTicks.tradeFields(),
        (asset, row, at) -> AlpacaTicks.trade(asset, row, at).from(feed(asset)));
  }

  /**
   * Gets the quotes of a stock; Alpaca has none of options' past.
   *
   * @param stock ticker
   * @param from start of the span, inclusive
   * @param to end of the span, inclusive
   * @param most how many rows at most
   * @return quotes in order of time; the report says whether there are more
   * @throws ProviderException if Alpaca fails
   */
  public RowsAnswer<QuoteEvent> quotes(Underlying stock, Instant from, Instant to, int most) {
    return history("quotes", stock, from, to, most);
  }

  /**
   * Gets the trades of a contract or stock.
   *
   * @param asset contract or stock
   * @param from start of the span, inclusive
   * @param to end of the span, inclusive
   * @param most how many rows at most
   * @return trades in order of time; the report says whether there are more
   * @throws ProviderException if Alpaca fails
   */
  public RowsAnswer<TradeEvent> trades(Asset asset, Instant from, Instant to, int most) {
    checkOffered(asset);
    AlpacaRows<TradeEvent> rows =
        new AlpacaRows<>(
            "trades",
            Map.of(AlpacaNames.of(asset), asset),
            AlpacaTicks.tradeFields(),
            (any, row, at) -> AlpacaTicks.trade(any, row, at).from(PAST),
            most);
    calls.pages(home(asset) + "/trades", span(asset, from, to, most), rows::accept);
    return rows.answer();
  }

  /**
   * Returns what was done to reach Alpaca so far.
   *
   * @return counts since this market was made
   */
  public HttpUsage usage() {
    return calls.usage();
  }

  @Override
  public void close() {
    calls.close();
  }

  private ChainAnswer answer(Underlying underlying, Optional<LocalDate> expiry) {
    Map<String, String> query = new TreeMap<>();
    query.put("feed", options.code());
    query.put("limit", "1000");
    expiry.ifPresent(date -> query.put("expiration_date", date.toString()));
    Map<String, JsonNode> rows = new LinkedHashMap<>();
    Instant[] receivedAt = {Instant.EPOCH};
    boolean isWhole =
        calls.tryPages(
            "/v1beta1/options/snapshots/" + underlying.symbol(),
            query,
            page -> collect(page, rows, receivedAt));
    if (rows.isEmpty()) {
      checkKnown(underlying);
    }
    return new AlpacaChainReader(underlying.symbol(), expiry, options)
        .read(rows.entrySet(), isWhole, receivedAt[0]);
  }

  private static boolean collect(
      AlpacaCalls.Page page, Map<String, JsonNode> rows, Instant[] receivedAt) {
    page.part("snapshots").properties().forEach(row -> rows.put(row.getKey(), row.getValue()));
    receivedAt[0] = page.receivedAt();
    return true;
  }

  private <T> RowsAnswer<T> latest(
      String part,
      Collection<? extends Asset> assets,
      FieldCensus census,
      AlpacaRows.Reader<T> reader) {
    Map<String, Asset> byName = new LinkedHashMap<>();
    assets.forEach(asset -> byName.put(AlpacaNames.of(asset), asset));
    AlpacaRows<T> rows = new AlpacaRows<>(part, byName, census, reader, Integer.MAX_VALUE);
    List<Asset> contracts = new ArrayList<>();
    List<Asset> tickers = new ArrayList<>();
    assets.forEach(asset -> (asset instanceof OptionContract ? contracts : tickers).add(asset));
    forSymbols(
        contracts,
        symbols ->
            rows.accept(
                calls.get(
                    "/v1beta1/options/" + part + "/latest",
                    new TreeMap<>(Map.of("symbols", symbols, "feed", options.code())))));
    forSymbols(
        tickers,
        symbols -> rows.accept(calls.get("/v2/stocks/" + part + "/latest", ofStocks(symbols))));
    return rows.answer();
  }

  private Feed feed(Asset asset) {
    return asset instanceof OptionContract
        ? new Feed("alpaca", options.delayClass(), options.delay(), Optional.empty())
        : new Feed("alpaca", stocks.delayClass(), Duration.ZERO, Optional.empty());
  }

  private RowsAnswer<QuoteEvent> history(
      String part, Underlying stock, Instant from, Instant to, int most) {
    checkOffered(stock);
    AlpacaRows<QuoteEvent> rows =
        new AlpacaRows<>(
            part,
            Map.of(stock.symbol(), stock),
            AlpacaTicks.quoteFields(),
            (any, row, at) -> AlpacaTicks.quote(any, row, at).from(PAST),
            most);
    calls.pages(home(stock) + "/" + part, span(stock, from, to, most), rows::accept);
    return rows.answer();
  }

  private Map<String, String> span(Asset asset, Instant from, Instant to, int most) {
    if (most <= 0) {
      throw new IllegalArgumentException("most must be above 0: " + most);
    }
    Map<String, String> query = new TreeMap<>();
    query.put("symbols", AlpacaNames.of(asset));
    query.put("start", from.toString());
    query.put("end", to.toString());
    query.put("limit", String.valueOf(Math.min(most, 10_000)));
    query.put("sort", "asc");
    if (!(asset instanceof OptionContract)) {
      query.putAll(stocks.parameter());
    }
    return query;
  }

  private Map<String, String> ofStocks(String symbols) {
    Map<String, String> query = new TreeMap<>(stocks.parameter());
    query.put("symbols", symbols);
    return query;
  }

  private static String home(Asset asset) {
    return asset instanceof OptionContract ? "/v1beta1/options" : "/v2/stocks";
  }

  private static void forSymbols(Collection<? extends Asset> assets, Consumer<String> call) {
    List<String> names = assets.stream().map(AlpacaNames::of).toList();
    for (int first = 0; first < names.size(); first += MOST_SYMBOLS) {
      call.accept(
          String.join(",", names.subList(first, Math.min(names.size(), first + MOST_SYMBOLS))));
    }
  }

  private static void checkOffered(Asset asset) {
    if (asset instanceof Underlying underlying && underlying.isIndex()) {
      throw new ProviderException(Reason.UNSUPPORTED, "alpaca has no data of the index " + asset);
    }
  }

  /** Tells an empty result from a stock that does not exist: the latter has no last trade. */
  private void checkKnown(Asset asset) {
    if (!(asset instanceof Underlying underlying) || underlying.isIndex()) {
      return;
    }
    JsonNode trades =
        calls.get("/v2/stocks/trades/latest", ofStocks(underlying.symbol())).part("trades");
    if (!trades.has(underlying.symbol())) {
      throw new ProviderException(
          Reason.UNKNOWN_SYMBOL, "alpaca does not know " + underlying.symbol());
    }
  }
}
