/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.databento;

import io.optionskit.contract.Asset;
import io.optionskit.contract.OptionContract;
import io.optionskit.contract.OptionProduct;
import io.optionskit.contract.Underlying;
import io.optionskit.data.databento.DbnRecord.Definition;
import io.optionskit.data.databento.DbnRecord.PublisherBar;
import io.optionskit.data.databento.DbnRecord.Statistic;
import io.optionskit.data.http.HttpUsage;
import io.optionskit.data.intake.ChainAnswer;
import io.optionskit.data.intake.ChainIntake;
import io.optionskit.data.intake.FieldCensus;
import io.optionskit.data.intake.IntakeRow;
import io.optionskit.data.intake.Refusal;
import io.optionskit.data.intake.RowsAnswer;
import io.optionskit.data.intake.RowsIntake;
import io.optionskit.data.provider.BarProvider;
import io.optionskit.data.provider.Capabilities;
import io.optionskit.data.provider.Capability;
import io.optionskit.data.provider.ChainProvider;
import io.optionskit.data.provider.ProviderAccess;
import io.optionskit.market.Bar;
import io.optionskit.market.DelayClass;
import io.optionskit.market.EpochNanos;
import io.optionskit.market.Feed;
import io.optionskit.market.Quote;
import io.optionskit.market.QuoteField;
import io.optionskit.spi.ProviderException;
import io.optionskit.spi.ProviderException.Reason;
import io.optionskit.time.OptionHours;
import io.optionskit.time.TradingCalendar;
import io.optionskit.time.TradingSession;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Chains and bars of Databento's historical records.
 *
 * <p>A chain is put together of the definitions of its day, the last quotes before its instant, the
 * open interest published until then and, if asked for, a quote of the stock. Where there are no
 * definitions, the contracts are those that the quotes name. Nothing that became known after the
 * instant is in it. Databento gives no volatilities and no Greeks. Every request costs money: its
 * price is asked first, and what the budget of the history does not cover fails with {@code
 * TOO_EXPENSIVE}.
 *
 * <p>May be called from any thread. Closing it closes the history.
 */
public final class DatabentoMarket implements ChainProvider, BarProvider, AutoCloseable {

  private static final int MOST_SYMBOLS = 2000;
  private static final Duration DAY = Duration.ofDays(1);
  private static final int FIRST_YEAR = 2005;
  private static final int LAST_YEAR = 2039;

  private final DatabentoHistory history;
  private final DatabentoMarketSettings settings;
  private final InstantSource clock;

  private DatabentoMarket(
      DatabentoHistory history, DatabentoMarketSettings settings, InstantSource clock) {
    this.history = history;
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * Returns the market of a history.
   *
   * @param history what is asked, within its budget
   * @param settings what a chain is made of
   * @param clock the instant of the chains of {@link #answer(String, LocalDate)} and of {@link
   *     #expirations(String)}; it has to lie as far back as the account's plan wants
   * @return the market; nothing is asked yet
   */
  public static DatabentoMarket of(
      DatabentoHistory history, DatabentoMarketSettings settings, InstantSource clock) {
    return new DatabentoMarket(history, settings, clock);
  }

  /**
   * Returns the market of a server with the usual settings, paid from the money of the access'
   * budget, with chains as of the access' clock.
   *
   * @param access how it is reached; the secret {@value DatabentoHistory#KEY} is needed
   * @return the market; nothing is asked yet
   */
  public static DatabentoMarket of(ProviderAccess access) {
    return of(DatabentoHistory.of(access), DatabentoMarketSettings.defaults(), access.clock());
  }

  /**
   * Returns what Databento offers here. It charges by use and publishes no rate: that is a careful
   * guess.
   *
   * @return what is known
   */
  public static Capabilities capabilities() {
    return new Capabilities(
        Set.of(
            Capability.CHAINS,
            Capability.PAST_CHAINS,
            Capability.OPTION_BARS,
            Capability.OPEN_INTEREST,
            Capability.STREAM),
        DelayClass.HISTORICAL,
        Duration.ZERO,
        30,
        Duration.ofMinutes(1),
        Optional.empty(),
        Set.of(DatabentoHistory.KEY),
        "quotes of all exchanges for backtests");
  }

  @Override
  public List<LocalDate> expirations(String underlying) {
    Definitions definitions = definitions(underlying, clock.instant());
    return definitions.contracts.values().stream()
        .map(OptionContract::expiry)
        .distinct()
        .sorted()
        .toList();
  }

  @Override
  public ChainAnswer answer(String underlying, LocalDate expiry) {
    return answer(underlying, expiry, clock.instant());
  }

  @Override
  public ChainAnswer answer(String underlying) {
    return answer(underlying, contract -> true, clock.instant());
  }

  /**
   * Gets the chain of one expiry date as it was at an instant.
   *
   * @param underlying ticker, such as {@code AAPL} or {@code SPX}
   * @param expiry expiry date
   * @param at the instant
   * @return the chain, without contracts if the date has none, and what became of the records of
   *     this expiry
   * @throws ProviderException {@code TOO_EXPENSIVE} if the budget does not cover a part; others if
   *     Databento fails
   */
  public ChainAnswer answer(String underlying, LocalDate expiry, Instant at) {
    return answer(underlying, contract -> contract.expiry().equals(expiry), at);
  }

  private ChainAnswer answer(String underlying, Predicate<OptionContract> isWanted, Instant at) {
    Records records = records(underlying, isWanted, at);
    Instant latest = records.latest(at, at.minus(settings.lookBack()));
    ChainIntake intake =
        new ChainIntake(
            underlying,
            new Feed("databento", DelayClass.HISTORICAL, Duration.ZERO, Optional.of(at)),
            TradingCalendar.usOptions().tradingDateAt(latest),
            new FieldCensus(Set.of(), Set.of()));
    intake.marketTime(latest);
    records.refusals.forEach(refusal -> refusal.accept(intake));
    if (!records.contracts.isEmpty()) {
      fill(intake, records);
      settings.underlyings().ifPresent(dataset -> intake.spot(spot(dataset, underlying, at)));
    }
    records.missingParts.forEach(intake::missPart);
    return intake.answer();
  }

  /** What the answers for one chain hold, by instrument number. */
  private static final class Records {
    final Map<Long, OptionContract> contracts = new TreeMap<>();
    final Map<Long, VenueQuotes> quotes = new TreeMap<>();
    final Map<Long, String> broken = new TreeMap<>();
    final List<Statistic> statistics = new ArrayList<>();
    final List<Consumer<ChainIntake>> refusals = new ArrayList<>();
    final Map<String, String> missingParts = new TreeMap<>();
    long latestNs;

    /** Takes over a record if it has a quote. */
    void take(DbnCursor record) {
      if (record.levels() > 0) {
        long id = record.instrumentId();
        latestNs = Math.max(latestNs, record.receivedOrEventNs());
        try {
          quotes.computeIfAbsent(id, key -> new VenueQuotes()).take(record);
        } catch (ProviderException e) {
          broken.putIfAbsent(id, String.valueOf(e.getMessage()));
        }
      }
    }

    /**
     * Returns the time of the chain: that asked for, unless the newest quote is older than any that
     * was asked for, as in a replay.
     */
    Instant latest(Instant at, Instant oldestAsked) {
      Instant newest = FixedPoint.instant(latestNs);
      if (latestNs == 0 || !newest.isBefore(oldestAsked)) {
        return at;
      }
      missingParts.put("quotes since " + oldestAsked, "the newest one is of " + newest);
      return newest;
    }
  }

  /**
   * Asks for all parts. Where no definitions can be had, the contracts are those that the quotes of
   * all contracts of the underlying name.
   */
  private Records records(String underlying, Predicate<OptionContract> isWanted, Instant at) {
    Records records = new Records();
    try {
      Definitions definitions = definitions(underlying, at);
      records.refusals.addAll(definitions.refusals);
      definitions.contracts.forEach(
          (id, contract) -> {
            if (isWanted.test(contract)) {
              records.contracts.put(id, contract);
            }
          });
    } catch (ProviderException e) {
      if (!mayBeWithout(e.reason())) {
        throw e;
      }
      quotesOfAll(underlying, isWanted, at, records, e);
      records.missingParts.put(DbnSchema.DEFINITION.text(), String.valueOf(e.getMessage()));
      statistics(records, at);
      return records;
    }
    quotes(records, at);
    statistics(records, at);
    return records;
  }

  /** Returns whether a part can be left out that was refused for a reason. */
  private static boolean mayBeWithout(Reason reason) {
    return reason == Reason.BAD_REQUEST
        || reason == Reason.BAD_DATA
        || reason == Reason.NOT_ENTITLED;
  }

  private void quotesOfAll(
      String underlying,
      Predicate<OptionContract> isWanted,
      Instant at,
      Records records,
      ProviderException withoutDefinitions) {
    RangeRequest request =
        new RangeRequest(
            RangeRequest.OPRA,
            settings.quotes(),
            SymbolType.PARENT,
            parents(underlying),
            at.minus(settings.lookBack()),
            at.plusNanos(1),
            0);
    Set<Long> others = new TreeSet<>();
    try {
      read(
          request,
          (record, symbols) -> {
            long id = record.instrumentId();
            if (record.levels() > 0 && !records.contracts.containsKey(id) && others.add(id)) {
              named(underlying, symbols.find(record), record, records);
            }
            records.take(record);
          });
    } catch (ProviderException e) {
      if (mayBeWithout(e.reason())) {
        withoutDefinitions.addSuppressed(e);
        throw withoutDefinitions;
      }
      throw e;
    }
    records.contracts.values().removeIf(contract -> !isWanted.test(contract));
  }

  private static void named(
      String underlying, Optional<String> symbol, DbnCursor record, Records records) {
    long id = record.instrumentId();
    Optional<OptionContract> contract = symbol.flatMap(OpraContracts::find);
    if (contract.isEmpty()) {
      String shown = symbol.map(name -> "'" + name + "'").orElse("instrument " + id);
      records.refusals.add(
          intake ->
              intake.refuse(Refusal.IMPOSSIBLE_CONTRACT, shown + " has no symbol of an option"));
    } else {
      records.contracts.put(id, ofShare(underlying, contract.get()));
    }
  }

  private void quotes(Records records, Instant at) {
    forSome(
        records,
        some ->
            read(
                RangeRequest.ofOptions(
                    settings.quotes(), some, at.minus(settings.lookBack()), at.plusNanos(1)),
                (record, symbols) -> records.take(record)));
  }

  private void statistics(Records records, Instant at) {
    if (!settings.withOpenInterest()) {
      return;
    }
    try {
      forSome(
          records,
          some ->
              read(
                  RangeRequest.ofOptions(
                      DbnSchema.STATISTICS, some, startOfDay(at), at.plusNanos(1)),
                  (record, symbols) -> {
                    if (record.toRecord() instanceof Statistic statistic
                        && Long.compareUnsigned(statistic.receivedNs(), EpochNanos.of(at)) <= 0) {
                      records.statistics.add(statistic);
                    }
                  }));
    } catch (ProviderException e) {
      if (!mayBeWithout(e.reason())) {
        throw e;
      }
      records.missingParts.put(DbnSchema.STATISTICS.text(), String.valueOf(e.getMessage()));
    }
  }

  private static void forSome(Records records, Consumer<List<String>> ask) {
    List<String> symbols =
        records.contracts.values().stream().map(OptionContract::symbol).sorted().toList();
    for (int from = 0; from < symbols.size(); from += MOST_SYMBOLS) {
      ask.accept(symbols.subList(from, Math.min(symbols.size(), from + MOST_SYMBOLS)));
    }
  }

  private static void fill(ChainIntake intake, Records records) {
    Map<Long, IntakeRow> rows = new TreeMap<>();
    records.contracts.keySet().forEach(id -> rows.put(id, new IntakeRow()));
    for (OpenInterest each : OpenInterest.merged(records.statistics)) {
      Optional.ofNullable(rows.get(each.instrumentId()))
          .ifPresent(
              row ->
                  row.set(
                          QuoteField.OPEN_INTEREST,
                          (double) Math.min(each.contracts(), Integer.MAX_VALUE))
                      .time(each.publishedAt(), Set.of(QuoteField.OPEN_INTEREST)));
    }
    records.quotes.forEach(
        (id, venues) ->
            Optional.ofNullable(rows.get(id))
                .ifPresent(row -> venues.best().ifPresent(quote -> set(row, quote))));
    rows.forEach(
        (id, row) -> {
          OptionContract contract = Optional.ofNullable(records.contracts.get(id)).orElseThrow();
          if (records.broken.containsKey(id)) {
            intake.refuse(Refusal.MALFORMED, contract + ": " + records.broken.get(id));
          } else {
            intake.add(contract, row);
          }
        });
  }

  private static void set(IntakeRow row, Quote quote) {
    row.set(QuoteField.BID, quote.bid().orElse(Double.NaN))
        .set(QuoteField.ASK, quote.ask().orElse(Double.NaN))
        .set(QuoteField.LAST, quote.last().orElse(Double.NaN));
    quote.bidSize().ifPresent(size -> row.set(QuoteField.BID_SIZE, size));
    quote.askSize().ifPresent(size -> row.set(QuoteField.ASK_SIZE, size));
    row.time(
        quote.eventTime(),
        Set.of(QuoteField.BID, QuoteField.ASK, QuoteField.BID_SIZE, QuoteField.ASK_SIZE));
  }

  /** What the definitions of a day say. */
  private static final class Definitions {
    final Map<Long, OptionContract> contracts = new TreeMap<>();
    final List<Consumer<ChainIntake>> refusals = new ArrayList<>();
  }

  private Definitions definitions(String underlying, Instant at) {
    Definitions found = new Definitions();
    read(
        new RangeRequest(
            RangeRequest.OPRA,
            DbnSchema.DEFINITION,
            SymbolType.PARENT,
            parents(underlying),
            startOfDay(at),
            at.plusNanos(1),
            0),
        (record, symbols) -> {
          if (record.toRecord() instanceof Definition definition) {
            define(underlying, definition, found);
          }
        });
    return found;
  }

  private static List<String> parents(String underlying) {
    return OptionProduct.rootsOf(new Underlying(underlying).symbol()).stream()
        .map(root -> root + ".OPT")
        .toList();
  }

  private static void define(String underlying, Definition definition, Definitions found) {
    long id = definition.header().instrumentId();
    if (definition.updateAction() == 'D') {
      found.contracts.remove(id);
      return;
    }
    try {
      found.contracts.put(id, ofShare(underlying, OpraContracts.of(definition)));
    } catch (ProviderException e) {
      Refusal reason =
          e.reason() == Reason.UNSUPPORTED ? Refusal.NON_STANDARD : Refusal.IDENTITY_CLASH;
      found.refusals.add(intake -> intake.refuse(reason, String.valueOf(e.getMessage())));
    }
  }

  /** Returns a contract on a share as one on the underlying that was asked for by its root. */
  private static OptionContract ofShare(String underlying, OptionContract contract) {
    boolean isShare = !contract.settlement().isCash() && !contract.product().isAdjusted();
    return isShare && OptionProduct.rootsOf(underlying).contains(contract.root())
        ? new OptionContract(
            contract.product().withUnderlying(underlying),
            contract.expiry(),
            contract.type(),
            contract.strike())
        : contract;
  }

  private double spot(String dataset, String underlying, Instant at) {
    double[] spot = {Double.NaN};
    read(
        new RangeRequest(
            dataset,
            DbnSchema.BBO_1M,
            SymbolType.RAW_SYMBOL,
            List.of(underlying),
            at.minus(settings.lookBack()),
            at.plusNanos(1),
            0),
        (record, symbols) -> {
          if (record.levels() > 0) {
            DbnQuotes.of(record)
                .ifPresent(
                    quote -> {
                      boolean isTwoSided = quote.bid().isPresent() && quote.ask().isPresent();
                      double mid =
                          isTwoSided
                              ? (quote.bid().getAsDouble() + quote.ask().getAsDouble()) / 2
                              : quote.last().orElse(Double.NaN);
                      spot[0] = Double.isNaN(mid) ? spot[0] : mid;
                    });
          }
        });
    return spot[0];
  }

  /**
   * Gets the bars that end within a span. Of an option those of all exchanges are merged; open and
   * close are then those of the exchange with the most volume.
   *
   * @param asset option, or, if the settings name a dataset of underlyings, a stock
   * @param length a second, a minute, an hour, or for options {@code P1D}
   * @param from start of the span, exclusive
   * @param to end of the span, inclusive
   * @return bars in order of time, none if nothing traded, and what became of the records
   * @throws ProviderException {@code UNSUPPORTED} for other lengths, for days of a stock, which
   *     Databento counts in UTC and with the hours before and after the session, and for stocks
   *     without a dataset; {@code TOO_EXPENSIVE} if the budget does not cover it
   */
  @Override
  public RowsAnswer<Bar> barsAnswer(Asset asset, Duration length, Instant from, Instant to) {
    DbnSchema schema = schema(length);
    boolean isDaily = length.equals(DAY);
    boolean isOption = asset instanceof OptionContract;
    if (!isOption && (isDaily || settings.underlyings().isEmpty())) {
      throw new ProviderException(
          Reason.UNSUPPORTED,
          isDaily
              ? "databento's days are not sessions of a stock: ask for minutes of " + asset
              : "name a dataset of underlyings in the settings to ask for bars of " + asset);
    }
    Instant start = isDaily ? startOfDay(from) : from.minus(length);
    List<PublisherBar> parts = new ArrayList<>();
    RowsIntake<Bar> intake = new RowsIntake<>(new FieldCensus(Set.of(), Set.of()));
    read(
        new RangeRequest(
            isOption ? RangeRequest.OPRA : settings.underlyings().orElseThrow(),
            schema,
            SymbolType.RAW_SYMBOL,
            List.of(asset.symbol()),
            start,
            to,
            0),
        (record, symbols) -> {
          if (record.toRecord() instanceof PublisherBar bar) {
            String symbol = symbols.find(record).orElse(asset.symbol());
            if (symbol.equals(asset.symbol())) {
              parts.add(bar);
            } else {
              intake.refuse(Refusal.OTHER_UNDERLYING, symbol + " was not asked for");
            }
          }
        });
    for (Bar merged : PublisherBars.merged(asset, parts)) {
      Bar bar = isDaily ? session(merged) : merged;
      if (bar.end().isAfter(from) && !bar.end().isAfter(to)) {
        intake.add(bar);
      } else {
        intake.refuse(Refusal.OTHER_TIME, "bar of " + bar.start() + " to " + bar.end());
      }
    }
    return intake.answer();
  }

  /** Options trade within their session alone, so the day in UTC is the session of its date. */
  private static Bar session(Bar day) {
    LocalDate date = day.start().atZone(ZoneOffset.UTC).toLocalDate();
    TradingSession session =
        Optional.of(date)
            .filter(each -> each.getYear() >= FIRST_YEAR && each.getYear() <= LAST_YEAR)
            .flatMap(TradingCalendar.usOptions()::findSession)
            .orElseThrow(
                () ->
                    new ProviderException(
                        Reason.BAD_DATA, "databento sent a bar of a day without trading: " + day));
    OptionContract contract = (OptionContract) day.asset();
    return new Bar(
        contract,
        session.opensAt(),
        OptionHours.forRoot(contract.root()).closesAt(session),
        day.open(),
        day.high(),
        day.low(),
        day.close(),
        day.volume());
  }

  private static DbnSchema schema(Duration length) {
    if (length.equals(Duration.ofSeconds(1))) {
      return DbnSchema.OHLCV_1S;
    }
    if (length.equals(Duration.ofMinutes(1))) {
      return DbnSchema.OHLCV_1M;
    }
    if (length.equals(Duration.ofHours(1))) {
      return DbnSchema.OHLCV_1H;
    }
    if (length.equals(DAY)) {
      return DbnSchema.OHLCV_1D;
    }
    throw new ProviderException(
        Reason.UNSUPPORTED, "databento has bars of PT1S, PT1M, PT1H and P1D, not of " + length);
  }

  private static Instant startOfDay(Instant at) {
    return at.atZone(ZoneOffset.UTC).toLocalDate().atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  private void read(RangeRequest request, BiConsumer<DbnCursor, InstrumentMap> records) {
    try (DbnReader reader = history.range(request)) {
      InstrumentMap symbols =
          reader.metadata().map(InstrumentMap::of).orElseGet(InstrumentMap::new);
      while (reader.next()) {
        records.accept(reader.cursor(), symbols);
      }
      if (reader.report().isTorn()) {
        throw new ProviderException(
            Reason.UNAVAILABLE,
            "databento's answer broke off after " + reader.report().records() + " records");
      }
    }
  }

  /** Closes the history. */
  /**
   * Returns what was done to reach Databento so far.
   *
   * @return counts since this market was made
   */
  public HttpUsage usage() {
    return history.usage();
  }

  @Override
  public void close() {
    history.close();
  }
}
