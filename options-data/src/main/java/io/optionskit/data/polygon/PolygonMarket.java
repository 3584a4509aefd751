/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.polygon;

import com.fasterxml.jackson.databind.JsonNode;
import io.optionskit.contract.Asset;
import io.optionskit.contract.OptionContract;
import io.optionskit.contract.Underlying;
import io.optionskit.data.http.HttpUsage;
import io.optionskit.data.intake.ChainAnswer;
import io.optionskit.data.intake.RowsAnswer;
import io.optionskit.data.provider.BarProvider;
import io.optionskit.data.provider.Capabilities;
import io.optionskit.data.provider.Capability;
import io.optionskit.data.provider.ChainProvider;
import io.optionskit.data.provider.ProviderAccess;
import io.optionskit.data.stream.QuoteEvent;
import io.optionskit.data.stream.TradeEvent;
import io.optionskit.market.Bar;
import io.optionskit.market.CorporateAction;
import io.optionskit.market.DelayClass;
import io.optionskit.market.Feed;
import io.optionskit.spi.CorporateActionSource;
import io.optionskit.spi.ProviderException;
import io.optionskit.spi.ProviderException.Reason;
import io.optionskit.time.TradingCalendar;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The REST interface of Polygon.io, now Massive: chains with volatilities and Greeks of its own,
 * contracts, bars, quotes, trades and corporate actions.
 *
 * <p>The key is the secret {@value PolygonCalls#KEY}, sent in a header to the configured server and
 * to no other. Every list is read to its end, page by page. Bars are as traded, not adjusted for
 * later splits, so that they fit the strikes of their day. May be called from any thread; all share
 * one rate limit. Close it when done.
 */
public final class PolygonMarket
    implements ChainProvider, BarProvider, CorporateActionSource, AutoCloseable {

  /** Address of the REST interface; the one of the former name answers alike. */
  public static final URI HOME = URI.create("https://api.massive.com");

  private static final String CONTRACTS = "/v3/reference/options/contracts";
  private static final int MOST_SNAPSHOTS = 250;
  private static final Feed PAST =
      new Feed("polygon", DelayClass.HISTORICAL, Duration.ZERO, Optional.empty());

  private final ProviderAccess access;
  private final PolygonCalls calls;

  private PolygonMarket(ProviderAccess access) {
    this.access = access;
    calls = new PolygonCalls(access);
  }

  /**
   * Returns the market of a server.
   *
   * @param access how it is reached; without the key every call is refused by the server
   * @return the market; nothing is asked yet
   */
  public static PolygonMarket of(ProviderAccess access) {
    return new PolygonMarket(access);
  }

  /**
   * Returns what Polygon offers, as published; the plan decides what an account gets.
   *
   * @return terms of the cheapest plan with chains of now
   */
  public static Capabilities capabilities() {
    return new Capabilities(
        Set.of(
            Capability.CHAINS,
            Capability.QUOTE_HISTORY,
            Capability.BARS,
            Capability.CORPORATE_ACTIONS,
            Capability.OPTION_BARS,
            Capability.GREEKS,
            Capability.OPEN_INTEREST,
            Capability.STREAM),
        DelayClass.REAL_TIME,
        Duration.ZERO,
        100,
        Duration.ofMinutes(1),
        Optional.of(99),
        Set.of(PolygonCalls.KEY),
        "second source of chains beside the broker's");
  }

  @Override
  public List<LocalDate> expirations(String underlying) {
    return contracts(underlying).rows().stream()
        .map(OptionContract::expiry)
        .distinct()
        .sorted()
        .toList();
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
   * Gets the snapshot of one contract.
   *
   * @param contract the contract
   * @return chain of it alone, empty if its row was refused, and what became of the row
   * @throws ProviderException if Polygon fails or does not know the contract
   */
  public ChainAnswer answer(OptionContract contract) {
    PolygonCalls.Page page =
        calls.get(
            snapshots(new Underlying(contract.underlying())) + "/" + PolygonNames.of(contract),
            Map.of());
    return new PolygonChainReader(contract.underlying(), Optional.of(contract.expiry()))
        .read(List.of(page.row()), page.isDelayed(), true, page.receivedAt());
  }

  /**
   * Gets the contracts listed now.
   *
   * @param underlying ticker
   * @return contracts of standard terms in the order given; those of adjusted terms are counted as
   *     refused
   * @throws ProviderException if Polygon fails or does not know the ticker
   */
  public RowsAnswer<OptionContract> contracts(String underlying) {
    return contracts(new Underlying(underlying), Map.of());
  }

  /**
   * Gets the contracts that were listed on a day.
   *
   * @param underlying ticker
   * @param asOf the day
   * @return contracts of standard terms in the order given; those of adjusted terms are counted as
   *     refused
   * @throws ProviderException if Polygon fails or does not know the ticker
   */
  public RowsAnswer<OptionContract> contracts(String underlying, LocalDate asOf) {
    return contracts(new Underlying(underlying), Map.of("as_of", asOf.toString()));
  }

  /**
   * Gets the listing of one contract.
   *
   * @param occSymbol OCC symbol, padded or not
   * @param asOf day on which it was listed
   * @return the contract, or none and the reason if its row was refused
   * @throws ProviderException if Polygon fails or does not know the contract
   */
  public RowsAnswer<OptionContract> contract(String occSymbol, LocalDate asOf) {
    String ticker = PolygonNames.of(OptionContract.parse(occSymbol));
    PolygonCalls.Page page = calls.get(CONTRACTS + "/" + ticker, Map.of("as_of", asOf.toString()));
    PolygonRows<OptionContract> rows = contractRows();
    rows.accept(page.row(), page.receivedAt());
    return rows.answer();
  }

  /**
   * Gets the state of assets of any kind, in one call for each 250 of them.
   *
   * @param assets contracts, stocks and indices
   * @return one snapshot for each asset that Polygon knows and the account may see; the others are
   *     counted as refused
   * @throws ProviderException if Polygon fails
   */
  public RowsAnswer<PolygonSnapshot> snapshots(Collection<? extends Asset> assets) {
    PolygonRows<PolygonSnapshot> rows =
        new PolygonRows<>(
            PolygonRowReaders.snapshotFields(), PolygonRowReaders::snapshot, Integer.MAX_VALUE);
    List<? extends Asset> all = List.copyOf(assets);
    for (int first = 0; first < all.size(); first += MOST_SNAPSHOTS) {
      String tickers =
          all.subList(first, Math.min(all.size(), first + MOST_SNAPSHOTS)).stream()
              .map(PolygonNames::of)
              .collect(Collectors.joining(","));
      calls.pages(
          "/v3/snapshot",
          new TreeMap<>(Map.of("ticker.any_of", tickers, "limit", "250")),
          rows::accept);
    }
    return rows.answer();
  }

  /**
   * Gets the bars that end within a span, and what became of their rows.
   *
   * @param asset contract or underlying
   * @param length length of a bar, whole seconds up to a day
   * @param from start of the span, exclusive
   * @param to end of the span, inclusive
   * @return bars in order of time and what became of the rows
   * @throws ProviderException if Polygon fails or does not know the asset
   */
  @Override
  public RowsAnswer<Bar> barsAnswer(Asset asset, Duration length, Instant from, Instant to) {
    RowsAnswer<Bar> answer = new PolygonBars(calls).read(asset, length, from, to);
    if (answer.report().rows() == 0 && from.isBefore(to)) {
      checkKnown(asset);
    }
    return answer;
  }

  /**
   * Gets the quotes of a span.
   *
   * @param asset contract or stock
   * @param from start of the span, inclusive
   * @param to end of the span, exclusive
   * @param most how many rows at most; a liquid contract has millions a day
   * @return quotes in order of time; the report says whether there are more
   * @throws ProviderException if Polygon fails
   */
  public RowsAnswer<QuoteEvent> quotes(Asset asset, Instant from, Instant to, int most) {
    PolygonRows<QuoteEvent> rows =
        new PolygonRows<>(
            PolygonRowReaders.quoteFields(),
            (row, receivedAt) -> PolygonRowReaders.quote(asset, row, receivedAt).from(PAST),
            most);
    calls.pages("/v3/quotes/" + PolygonNames.of(asset), span(from, to, most), rows::accept);
    return rows.answer();
  }

  /**
   * Gets the trades of a span.
   *
   * @param asset contract or stock
   * @param from start of the span, inclusive
   * @param to end of the span, exclusive
   * @param most how many rows at most
   * @return trades in order of time; the report says whether there are more
   * @throws ProviderException if Polygon fails
   */
  public RowsAnswer<TradeEvent> trades(Asset asset, Instant from, Instant to, int most) {
    PolygonRows<TradeEvent> rows =
        new PolygonRows<>(
            PolygonRowReaders.tradeFields(),
            (row, receivedAt) -> PolygonRowReaders.trade(asset, row, receivedAt).from(PAST),
            most);
    calls.pages("/v3/trades/" + PolygonNames.of(asset), span(from, to, most), rows::accept);
    return rows.answer();
  }

  /**
   * Gets the cash dividends of a stock or fund.
   *
   * @param ticker ticker
   * @return dividends in the order given
   * @throws ProviderException if Polygon fails
   */
  public RowsAnswer<PolygonDividend> dividends(String ticker) {
    PolygonRows<PolygonDividend> rows =
        new PolygonRows<>(
            PolygonRowReaders.dividendFields(),
            (row, receivedAt) -> PolygonRowReaders.dividend(row),
            Integer.MAX_VALUE);
    calls.pages("/v3/reference/dividends", listOf(ticker), rows::accept);
    return rows.answer();
  }

  /**
   * Gets the splits of a stock or fund.
   *
   * @param ticker ticker
   * @return splits in the order given
   * @throws ProviderException if Polygon fails
   */
  public RowsAnswer<PolygonSplit> splits(String ticker) {
    PolygonRows<PolygonSplit> rows =
        new PolygonRows<>(
            PolygonRowReaders.splitFields(),
            (row, receivedAt) -> PolygonRowReaders.split(row),
            Integer.MAX_VALUE);
    calls.pages("/v3/reference/splits", listOf(ticker), rows::accept);
    return rows.answer();
  }

  /**
   * {@inheritDoc}
   *
   * <p>A dividend is known from the end of the day of its declaration. Polygon does not say when a
   * split was announced: it is known from the start of its day.
   */
  @Override
  public List<CorporateAction> actions(String ticker, LocalDate from, LocalDate to, Instant asOf) {
    Stream<CorporateAction> dividends =
        dividends(ticker).rows().stream().map(PolygonDividend::action);
    Stream<CorporateAction> splits = splits(ticker).rows().stream().map(PolygonSplit::action);
    return CorporateActionSource.of(Stream.concat(dividends, splits).toList())
        .actions(ticker, from, to, asOf);
  }

  /**
   * Returns what was done to reach Polygon so far.
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
    Map<String, String> query = new LinkedHashMap<>();
    expiry.ifPresent(date -> query.put("expiration_date", date.toString()));
    query.put("limit", "250");
    List<JsonNode> rows = new ArrayList<>();
    List<PolygonCalls.Page> pages = new ArrayList<>();
    boolean isWhole = calls.tryPages(snapshots(underlying), query, pages::add);
    pages.forEach(page -> page.rows().forEach(rows::add));
    if (rows.isEmpty()) {
      checkKnown(underlying);
    }
    return new PolygonChainReader(underlying.symbol(), expiry)
        .read(
            rows,
            pages.stream().anyMatch(PolygonCalls.Page::isDelayed),
            isWhole,
            pages.get(pages.size() - 1).receivedAt());
  }

  private RowsAnswer<OptionContract> contracts(Underlying underlying, Map<String, String> more) {
    Map<String, String> query = new LinkedHashMap<>();
    query.put("underlying_ticker", underlying.symbol());
    query.put("expired", "false");
    query.put("limit", "1000");
    query.putAll(more);
    PolygonRows<OptionContract> rows = contractRows();
    calls.pages(CONTRACTS, query, rows::accept);
    RowsAnswer<OptionContract> answer = rows.answer();
    if (answer.report().rows() == 0) {
      checkKnown(underlying);
    }
    return answer;
  }

  private static PolygonRows<OptionContract> contractRows() {
    return new PolygonRows<>(
        PolygonRowReaders.contractFields(),
        (row, receivedAt) -> PolygonRowReaders.contract(row),
        Integer.MAX_VALUE);
  }

  /** Tells an empty result from a ticker that does not exist: both come as an empty list. */
  private void checkKnown(Asset asset) {
    boolean known;
    if (asset instanceof OptionContract contract) {
      LocalDate today = TradingCalendar.usOptions().tradingDateAt(access.clock().instant());
      LocalDate asOf = contract.expiry().isBefore(today) ? contract.expiry() : today;
      known =
          calls.knows(CONTRACTS + "/" + PolygonNames.of(asset), Map.of("as_of", asOf.toString()));
    } else {
      known = calls.knows("/v3/reference/tickers/" + PolygonNames.of(asset), Map.of());
    }
    if (!known) {
      throw new ProviderException(
          Reason.UNKNOWN_SYMBOL, "polygon does not know " + PolygonNames.of(asset));
    }
  }

  private static String snapshots(Underlying underlying) {
    return "/v3/snapshot/options/" + PolygonNames.of(underlying);
  }

  private static Map<String, String> span(Instant from, Instant to, int most) {
    if (most <= 0) {
      throw new IllegalArgumentException("most must be above 0: " + most);
    }
    Map<String, String> query = new LinkedHashMap<>();
    query.put("timestamp.gte", nanos(from));
    query.put("timestamp.lt", nanos(to));
    query.put("order", "asc");
    query.put("sort", "timestamp");
    query.put("limit", String.valueOf(Math.min(most, 50_000)));
    return query;
  }

  private static String nanos(Instant time) {
    return String.valueOf(ChronoUnit.NANOS.between(Instant.EPOCH, time));
  }

  private static Map<String, String> listOf(String ticker) {
    Map<String, String> query = new LinkedHashMap<>();
    query.put("ticker", PolygonNames.plain(PolygonNames.of(new Underlying(ticker))));
    query.put("limit", "1000");
    return query;
  }
}
