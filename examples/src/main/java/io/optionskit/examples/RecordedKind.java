/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.examples;

import io.optionskit.contract.Asset;
import io.optionskit.data.catalog.OpenProvider;
import io.optionskit.data.provider.Capability;
import io.optionskit.data.provider.ChainProvider;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToIntFunction;

/** What can be recorded of a provider. */
enum RecordedKind {
  CHAINS("yahoo", "quotes"),
  BARS("yahoo", "bars"),
  RATES("fred-graph", "values"),
  EVENTS("tradingeconomics", "events");

  private final String provider;
  private final String rows;

  RecordedKind(String provider, String rows) {
    this.provider = provider;
    this.rows = rows;
  }

  /**
   * What shall be recorded.
   *
   * @param symbols tickers, OCC symbols or names of series
   * @param expiries expiry dates of chains, an empty one for what the provider gives at once
   * @param length length of a bar
   * @param first first day in New York
   * @param last last day in New York
   * @param known day by whose end the values and events were public
   */
  record Wanted(
      List<String> symbols,
      List<Optional<LocalDate>> expiries,
      Duration length,
      LocalDate first,
      LocalDate last,
      LocalDate known) {}

  /** A chain, which a replay can ask for again as a history. */
  record Chain(String symbol, Optional<LocalDate> expiry) {}

  /**
   * Something that is asked in every round.
   *
   * @param name what it is about
   * @param chain the chain it asks for, empty for anything else
   * @param rows asks for it and returns the number of rows
   */
  record Question(String name, Optional<Chain> chain, ToIntFunction<OpenProvider> rows) {}

  static RecordedKind read(Problems problems, String text) {
    for (RecordedKind kind : values()) {
      if (kind.toString().equals(text)) {
        return kind;
      }
    }
    problems.add("--data must be chains, bars, rates or events: " + text);
    return CHAINS;
  }

  /** Returns the provider that is asked if none is named. */
  String provider() {
    return provider;
  }

  /** Returns what a provider must be able to do, at least one of it. */
  Capability[] needed() {
    return switch (this) {
      case CHAINS -> new Capability[] {Capability.CHAINS};
      case BARS -> new Capability[] {Capability.BARS, Capability.OPTION_BARS};
      case RATES -> new Capability[] {Capability.SERIES};
      case EVENTS -> new Capability[] {Capability.RELEASES};
    };
  }

  /** Returns what its rows are called. */
  String rows() {
    return rows;
  }

  List<Question> questions(Problems problems, Wanted wanted) {
    return switch (this) {
      case CHAINS -> chains(wanted);
      case BARS -> bars(problems, wanted);
      case RATES -> wanted.symbols().stream().map(series -> series(series, wanted)).toList();
      case EVENTS -> List.of(events(wanted));
    };
  }

  private static List<Question> chains(Wanted wanted) {
    return wanted.symbols().stream()
        .flatMap(
            symbol ->
                wanted.expiries().stream()
                    .map(
                        expiry ->
                            new Question(
                                symbol,
                                Optional.of(new Chain(symbol, expiry)),
                                open -> chain(open.chains().orElseThrow(), symbol, expiry))))
        .toList();
  }

  private static int chain(ChainProvider chains, String symbol, Optional<LocalDate> expiry) {
    return expiry
        .map(date -> chains.answer(symbol, date))
        .orElseGet(() -> chains.answer(symbol))
        .chain()
        .size();
  }

  private static List<Question> bars(Problems problems, Wanted wanted) {
    Instant start = wanted.first().atStartOfDay(MarketSource.NEW_YORK).toInstant();
    Instant end = wanted.last().plusDays(1).atStartOfDay(MarketSource.NEW_YORK).toInstant();
    List<Question> questions = new ArrayList<>();
    for (String symbol : wanted.symbols()) {
      Optional<Asset> asset = problems.read("--symbol", Optional.of(symbol), BarsCommand::asset);
      asset.ifPresent(
          known ->
              questions.add(
                  new Question(
                      symbol,
                      Optional.empty(),
                      open ->
                          open.bars()
                              .orElseThrow()
                              .barsAnswer(known, wanted.length(), start, end)
                              .rows()
                              .size())));
    }
    return questions;
  }

  private static Question series(String series, Wanted wanted) {
    return new Question(
        series,
        Optional.empty(),
        open ->
            open.series()
                .orElseThrow()
                .observations(series, wanted.first(), wanted.last(), wanted.known())
                .size());
  }

  private static Question events(Wanted wanted) {
    Instant known = wanted.known().plusDays(1).atStartOfDay(MarketSource.NEW_YORK).toInstant();
    return new Question(
        "events",
        Optional.empty(),
        open -> open.events().orElseThrow().events(wanted.first(), wanted.last(), known).size());
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
