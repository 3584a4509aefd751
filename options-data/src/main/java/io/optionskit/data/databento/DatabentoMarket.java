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
import io.optionskit.data.provider.Capabilities;
import io.optionskit.data.provider.Capability;
import io.optionskit.data.provider.ChainProvider;
import io.optionskit.data.provider.ProviderAccess;
import io.optionskit.market.Bar;
import io.optionskit.market.DelayClass;
import io.optionskit.market.Feed;
import io.optionskit.market.Quote;
import io.optionskit.market.QuoteField;
import io.optionskit.spi.BarSource;
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
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Chains and bars of Databento's historical records.
 *
 * <p>A chain is put together of the definitions of its day, the last quotes before its instant, the
 * open interest published until then and, if asked for, a quote of the stock. Nothing that became
 * known after the instant is in it. Databento gives no volatilities and no Greeks. Every request
 * costs money: its price is asked first, and what the budget of the history does not cover fails
 * with {@code TOO_EXPENSIVE}.
 *
 * <p>May be called from any thread. Closing it closes the history.
 */
public final class DatabentoMarket implements ChainProvider, BarSource, AutoCloseable {

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
            Capability.OPEN_INTEREST),
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
    Definitions definitions = definitions(underlying, at);
    Map<Long, OptionContract> wanted = new TreeMap<>();
    definitions.contracts.forEach(
        (id, contract) -> {
          if (isWanted.test(contract)) {
            wanted.put(id, contract);
          }
        });
    ChainIntake intake =
        new ChainIntake(
            underlying,
            new Feed("databento", DelayClass.HISTORICAL, Duration.ZERO, Optional.of(at)),
            TradingCalendar.usOptions().tradingDateAt(at),
            new FieldCensus(Set.of(), Set.of()));
    definitions.refusals.forEach(refusal -> refusal.accept(intake));
    if (!wanted.isEmpty()) {
      fill(intake, wanted, at);
      settings.underlyings().ifPresent(dataset -> intake.spot(spot(dataset, underlying, at)));
    }
    return intake.answer();
  }

  private void fill(ChainIntake intake, Map<Long, OptionContract> wanted, Instant at) {
    Map<Long, IntakeRow> rows = new TreeMap<>();
    wanted.keySet().forEach(id -> rows.put(id, new IntakeRow()));
    List<String> symbols = wanted.values().stream().map(OptionContract::symbol).sorted().toList();
    Map<Long, VenueQuotes> quotes = new TreeMap<>();
    Map<Long, String> broken = new TreeMap<>();
    for (int from = 0; from < symbols.size(); from += MOST_SYMBOLS) {
      List<String> some = symbols.subList(from, Math.min(symbols.size(), from + MOST_SYMBOLS));
      read(
          RangeRequest.ofOptions(
              settings.quotes(), some, at.minus(settings.lookBack()), at.plusNanos(1)),
          record -> {
            if (record.levels() > 0) {
              long id = record.instrumentId();
              try {
                quotes.computeIfAbsent(id, key -> new VenueQuotes()).take(record);
              } catch (ProviderException e) {
                broken.putIfAbsent(id, String.valueOf(e.getMessage()));
              }
            }
          });
      if (settings.withOpenInterest()) {
        List<Statistic> statistics = new ArrayList<>();
        read(
            RangeRequest.ofOptions(DbnSchema.STATISTICS, some, startOfDay(at), at.plusNanos(1)),
            record -> {
              if (record.toRecord() instanceof Statistic statistic) {
                statistics.add(statistic);
              }
            });
        for (OpenInterest each : OpenInterest.merged(statistics)) {
          Optional.ofNullable(rows.get(each.instrumentId()))
              .ifPresent(
                  row ->
                      row.set(
                              QuoteField.OPEN_INTEREST,
                              (double) Math.min(each.contracts(), Integer.MAX_VALUE))
                          .time(each.publishedAt(), Set.of(QuoteField.OPEN_INTEREST)));
        }
      }
    }
    quotes.forEach(
        (id, venues) ->
            Optional.ofNullable(rows.get(id))
                .ifPresent(row -> venues.best().ifPresent(quote -> set(row, quote))));
    rows.forEach(
        (id, row) -> {
          OptionContract contract = Optional.ofNullable(wanted.get(id)).orElseThrow();
          if (broken.containsKey(id)) {
            intake.refuse(Refusal.MALFORMED, contract + ": " + broken.get(id));
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
    List<String> parents = new ArrayList<>();
    for (String root : OptionProduct.rootsOf(new Underlying(underlying).symbol())) {
      parents.add(root + ".OPT");
    }
    Definitions found = new Definitions();
    read(
        new RangeRequest(
            RangeRequest.OPRA,
            DbnSchema.DEFINITION,
            SymbolType.PARENT,
            parents,
            startOfDay(at),
            at.plusNanos(1),
            0),
        record -> {
          if (record.toRecord() instanceof Definition definition) {
            define(underlying, definition, found);
          }
        });
    return found;
  }

  private static void define(String underlying, Definition definition, Definitions found) {
    long id = definition.header().instrumentId();
    if (definition.updateAction() == 'D') {
      found.contracts.remove(id);
      return;
    }
    try {
      OptionContract contract = OpraContracts.of(definition);
      boolean isShare = !contract.settlement().isCash() && !contract.product().isAdjusted();
      found.contracts.put(
          id,
          isShare
              ? new OptionContract(
                  contract.product().withUnderlying(underlying),
                  contract.expiry(),
                  contract.type(),
                  contract.strike())
              : contract);
    } catch (ProviderException e) {
      Refusal reason =
          e.reason() == Reason.UNSUPPORTED ? Refusal.NON_STANDARD : Refusal.IDENTITY_CLASH;
      found.refusals.add(intake -> intake.refuse(reason, String.valueOf(e.getMessage())));
    }
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
        record -> {
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
   * @return bars in order of time; empty if nothing traded
   * @throws ProviderException {@code UNSUPPORTED} for other lengths, for days of a stock, which
   *     Databento counts in UTC and with the hours before and after the session, and for stocks
   *     without a dataset; {@code TOO_EXPENSIVE} if the budget does not cover it
   */
  @Override
  public List<Bar> bars(Asset asset, Duration length, Instant from, Instant to) {
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
    read(
        new RangeRequest(
            isOption ? RangeRequest.OPRA : settings.underlyings().orElseThrow(),
            schema,
            SymbolType.RAW_SYMBOL,
            List.of(asset.symbol()),
            start,
            to,
            0),
        record -> {
          if (record.toRecord() instanceof PublisherBar bar) {
            parts.add(bar);
          }
        });
    return PublisherBars.merged(asset, parts).stream()
        .map(bar -> isDaily ? session(bar) : bar)
        .filter(bar -> bar.end().isAfter(from) && !bar.end().isAfter(to))
        .toList();
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

  private void read(RangeRequest request, Consumer<DbnCursor> records) {
    try (DbnReader reader = history.range(request)) {
      while (reader.next()) {
        records.accept(reader.cursor());
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
