/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.benchmarks.parsing;

import com.fasterxml.jackson.databind.JsonNode;
import io.optionskit.contract.Underlying;
import io.optionskit.data.alpaca.AlpacaMarket;
import io.optionskit.data.alphavantage.AlphaVantageMarket;
import io.optionskit.data.cboe.CboeMarket;
import io.optionskit.data.cboe.CboeQuoteTable;
import io.optionskit.data.databento.DatabentoHistory;
import io.optionskit.data.databento.DbnQuotes;
import io.optionskit.data.databento.DbnReader;
import io.optionskit.data.databento.DbnSchema;
import io.optionskit.data.databento.RangeRequest;
import io.optionskit.data.fred.FredGraph;
import io.optionskit.data.fred.FredSeries;
import io.optionskit.data.polygon.PolygonMarket;
import io.optionskit.data.thetadata.ThetaMarket;
import io.optionskit.data.thetadata.ThetaPart;
import io.optionskit.data.thetadata.ThetaSettings;
import io.optionskit.data.tradingeconomics.EconomicCalendar;
import io.optionskit.data.tradingeconomics.EconomicRelease;
import io.optionskit.data.yahoo.YahooMarket;
import io.optionskit.market.Quote;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/**
 * A form of answers: how one is made, how its provider's port reads it, and a plain walk over it.
 */
@SuppressWarnings("ImmutableEnumChecker") // its functions have no state
public enum Form {
  /** Chain of Yahoo, JSON. */
  YAHOO_CHAIN(
      "Yahoo chain",
      MadeBodies::yahooChain,
      (body, of) ->
          Port.ask(
              body,
              YahooMarket.HOME,
              of.now(),
              YahooMarket::of,
              market -> Tally.of(market.answer(of.name()).chain())),
      JsonWalk.over(Form::yahooRows)
              .read(
                  "",
                  "bid ask lastPrice volume openInterest impliedVolatility",
                  "strike expiration lastTradeDate",
                  "contractSymbol contractSize")
          ::tally),
  /** Bars of Yahoo's charts, JSON in columns. */
  YAHOO_BARS(
      "Yahoo chart",
      MadeBodies::yahooChart,
      (body, of) ->
          Port.ask(
              body,
              YahooMarket.HOME,
              of.now(),
              YahooMarket::of,
              market ->
                  Tally.ofBars(
                      market.bars(
                          new Underlying(of.name()), minute(), MadeBodies.FIRST_BAR, of.now()))),
      JsonWalk::tallyOfColumns),
  /** Chain of Cboe's delayed quotes, JSON. */
  CBOE_CHAIN(
      "Cboe chain",
      MadeBodies::cboeChain,
      (body, of) ->
          Port.ask(
              body,
              CboeMarket.HOME,
              of.now(),
              CboeMarket::of,
              market -> Tally.of(market.answer(of.name()).chain())),
      JsonWalk.below("data", "options")
              .read(
                  "",
                  "bid ask last_trade_price volume open_interest iv delta",
                  "bid_size ask_size gamma vega theta rho",
                  "option last_trade_time")
          ::tally),
  /** Daily bars of one of Cboe's indices, CSV. */
  CBOE_INDEX(
      "Cboe index history, CSV",
      MadeBodies::cboeIndexHistory,
      (body, of) ->
          Port.ask(
              body,
              CboeMarket.HOME,
              of.now(),
              CboeMarket::of,
              market ->
                  Tally.ofBars(market.bars(new Underlying("VIX"), day(), Instant.EPOCH, of.now()))),
      new CsvWalk(1, 1, new int[] {1, 2, 3, 4}, new int[0], new int[] {0})::tally),
  /** The quote table of Cboe's site, CSV, two contracts a line. */
  CBOE_TABLE(
      "Cboe quote table, CSV",
      MadeBodies::cboeTable,
      (body, of) ->
          () ->
              Tally.of(
                  CboeQuoteTable.read(new String(body, StandardCharsets.UTF_8), OptionalInt.empty())
                      .chain()),
      new CsvWalk(
              4,
              2,
              new int[] {2, 4, 5, 6, 7, 8, 10, 13, 15, 16, 17, 18, 19, 21},
              new int[] {9, 20, 11},
              new int[] {0, 1, 12})
          ::tally),
  /** Chain snapshot of Polygon, JSON. */
  POLYGON_CHAIN(
      "Polygon snapshot",
      MadeBodies::polygonChain,
      (body, of) ->
          Port.ask(
              body,
              PolygonMarket.HOME,
              of.now(),
              PolygonMarket::of,
              market -> Tally.of(market.answer(of.name()).chain())),
      JsonWalk.below("results")
              .read("", "open_interest implied_volatility", "", "")
              .read(
                  "details",
                  "",
                  "shares_per_contract strike_price",
                  "ticker contract_type expiration_date exercise_style")
              .read("last_quote", "bid ask", "bid_size ask_size last_updated", "timeframe")
              .read("last_trade", "price", "sip_timestamp", "timeframe")
              .read("day", "volume", "last_updated", "")
              .read("greeks", "delta", "gamma vega theta", "")
              .read("underlying_asset", "", "last_updated price", "ticker timeframe")
          ::tally),
  /** Aggregates of Polygon, JSON. */
  POLYGON_BARS(
      "Polygon aggregates",
      MadeBodies::polygonBars,
      (body, of) ->
          Port.ask(
              body,
              PolygonMarket.HOME,
              of.now(),
              PolygonMarket::of,
              market ->
                  Tally.ofBars(
                      market.bars(
                          new Underlying(of.name()), minute(), MadeBodies.FIRST_BAR, of.now()))),
      JsonWalk.below("results").read("", "o h l c v", "t", "")::tally),
  /** Quotes of ThetaData's Terminal of version 3, JSON grouped by contract. */
  THETADATA_JSON(
      "ThetaData v3, JSON",
      MadeBodies::thetaJson,
      theta(ThetaSettings.Version.V3),
      JsonWalk.below("response").read("contract", "", "strike", "symbol expiration right")
          ::tallyOfGroups),
  /** Quotes of ThetaData's Terminal of version 3, one JSON object a line. */
  THETADATA_LINES(
      "ThetaData v3, NDJSON",
      MadeBodies::thetaLines,
      theta(ThetaSettings.Version.V3),
      JsonWalk.below()
              .read("", "bid ask", "bid_size ask_size strike", "symbol expiration right timestamp")
          ::tallyOfLines),
  /** Quotes of ThetaData's Terminal of version 3, CSV. */
  THETADATA_CSV(
      "ThetaData v3, CSV",
      MadeBodies::thetaCsv,
      theta(ThetaSettings.Version.V3),
      new CsvWalk(1, 1, new int[] {7, 11}, new int[] {3, 5, 9}, new int[] {0, 1, 2, 4})::tally),
  /** Quotes of ThetaData's Terminal of version 2, rows below a header of names. */
  THETADATA_V2(
      "ThetaData v2",
      MadeBodies::thetaOfVersion2,
      theta(ThetaSettings.Version.V2),
      JsonWalk.below("response").read("contract", "", "strike expiration", "root right")
          ::tallyOfGroups),
  /** Chain snapshot of Alpaca, JSON. */
  ALPACA_CHAIN(
      "Alpaca snapshots",
      MadeBodies::alpacaChain,
      (body, of) ->
          Port.ask(
              body,
              AlpacaMarket.HOME,
              of.now(),
              AlpacaMarket::of,
              market -> Tally.of(market.answer(of.name()).chain())),
      JsonWalk.below("snapshots")
              .read("", "impliedVolatility", "", "")
              .read("latestQuote", "bp ap", "bs as", "t")
              .read("latestTrade", "p", "", "t")
              .read("greeks", "delta", "gamma vega theta rho", "")
          ::tally),
  /** Bars of Alpaca, JSON. */
  ALPACA_BARS(
      "Alpaca bars",
      MadeBodies::alpacaBars,
      (body, of) ->
          Port.ask(
              body,
              AlpacaMarket.HOME,
              of.now(),
              AlpacaMarket::of,
              market ->
                  Tally.ofBars(
                      market.bars(
                          new Underlying(of.name()), minute(), MadeBodies.FIRST_BAR, of.now()))),
      JsonWalk.below("bars", "XYZ").read("", "o h l c v", "", "t")::tally),
  /** Chain of Alpha Vantage, JSON of texts. */
  ALPHAVANTAGE_JSON(
      "Alpha Vantage, JSON",
      MadeBodies::alphaVantageJson,
      (body, of) ->
          Port.ask(
              body,
              AlphaVantageMarket.HOME,
              of.now(),
              AlphaVantageMarket::of,
              market -> Tally.of(market.answer(of.name()).chain())),
      JsonWalk.below("data")
              .read(
                  "",
                  "bid ask last volume open_interest implied_volatility delta",
                  "strike bid_size ask_size gamma theta vega rho",
                  "contractID expiration type date")
          ::tally),
  /** Chain of Alpha Vantage, CSV. */
  ALPHAVANTAGE_CSV(
      "Alpha Vantage, CSV",
      MadeBodies::alphaVantageCsv,
      (body, of) ->
          Port.ask(
              body,
              AlphaVantageMarket.HOME,
              of.now(),
              access -> AlphaVantageMarket.of(access).withCsv(),
              market -> Tally.of(market.answer(of.name()).chain())),
      new CsvWalk(
              1,
              1,
              new int[] {5, 7, 9, 11, 12, 14, 15},
              new int[] {3, 8, 10, 16, 17, 18, 19},
              new int[] {0, 2, 4, 13})
          ::tally),
  /** Every version of a series from FRED's programming interface, JSON. */
  FRED_JSON(
      "FRED API",
      MadeBodies::fredVersions,
      (body, of) ->
          Port.ask(
              body,
              FredSeries.HOME,
              of.now(),
              FredSeries::of,
              market ->
                  Tally.ofPoints(
                      market.vintages("DGS3MO", MadeBodies.FIRST_VALUE, MadeContract.TODAY))),
      JsonWalk.below("observations").read("", "value", "", "date realtime_start")::tally),
  /** A series from FRED's graphs, CSV. */
  FRED_CSV(
      "FRED graph, CSV",
      MadeBodies::fredGraph,
      (body, of) ->
          Port.ask(
              body,
              FredGraph.HOME,
              of.now(),
              FredGraph::of,
              market ->
                  Tally.ofPoints(
                      market.observations(
                          "DGS3MO",
                          LocalDate.of(1950, 1, 1),
                          LocalDate.of(2030, 1, 1),
                          LocalDate.of(2030, 1, 1)))),
      new CsvWalk(1, 1, new int[] {1}, new int[0], new int[] {0})::tally),
  /** Releases from the calendar of Trading Economics, JSON. */
  TRADINGECONOMICS(
      "Trading Economics",
      MadeBodies::economicCalendar,
      (body, of) ->
          Port.ask(
              body,
              EconomicCalendar.HOME,
              of.now(),
              EconomicCalendar::of,
              market ->
                  ofReleases(
                      market.releases(LocalDate.of(2026, 1, 1), MadeContract.TODAY).releases())),
      JsonWalk.over(root -> root)
              .read(
                  "",
                  "Importance",
                  "",
                  "CalendarId Date Country Category Event Reference ReferenceDate Source Actual"
                      + " Previous Revised Forecast TEForecast Ticker LastUpdate")
          ::tally),
  /** Quotes of Databento, DBN as it is. */
  DATABENTO_RAW("Databento DBN", MadeBodies::dbn, Form::databento, DbnWalk::tally),
  /** Quotes of Databento, DBN compressed by zstd. */
  DATABENTO_ZSTD(
      "Databento DBN, zstd", MadeBodies::dbnCompressed, Form::databento, DbnWalk::tallyCompressed);

  /**
   * What a body is about.
   *
   * @param name ticker
   * @param now when it arrives
   */
  record Subject(String name, Instant now) {}

  /** Opens the port for a body. */
  interface Opener {
    Supplier<Tally> open(byte[] body, Subject of);
  }

  private final String title;
  private final IntFunction<byte[]> maker;
  private final Opener port;
  private final Function<byte[], Tally> walk;

  Form(String title, IntFunction<byte[]> maker, Opener port, Function<byte[], Tally> walk) {
    this.title = title;
    this.maker = maker;
    this.port = port;
    this.walk = walk;
  }

  /** Returns the name in tables. */
  String title() {
    return title;
  }

  byte[] make(int rows) {
    return maker.apply(rows);
  }

  Supplier<Tally> port(byte[] body, Subject of) {
    return port.open(body, of);
  }

  Tally walk(byte[] body) {
    return walk.apply(body);
  }

  private static Duration minute() {
    return Duration.ofMinutes(1);
  }

  private static Duration day() {
    return Duration.ofDays(1);
  }

  private static Iterable<JsonNode> yahooRows(JsonNode root) {
    JsonNode result = root.path("optionChain").path("result").path(0);
    List<JsonNode> rows = new ArrayList<>();
    for (JsonNode listed : result.path("options")) {
      listed.path("calls").forEach(rows::add);
      listed.path("puts").forEach(rows::add);
    }
    return rows;
  }

  private static Opener theta(ThetaSettings.Version version) {
    ThetaSettings settings =
        ThetaSettings.defaults().withVersion(version).withSnapshot(Set.of(ThetaPart.QUOTE));
    URI home = version == ThetaSettings.Version.V3 ? ThetaMarket.HOME : ThetaMarket.HOME_V2;
    return (body, of) ->
        Port.ask(
            body,
            home,
            of.now(),
            access -> ThetaMarket.of(access, settings),
            market -> Tally.of(market.answer(of.name()).chain()));
  }

  private static Tally ofReleases(List<EconomicRelease> releases) {
    double sum = 0;
    for (EconomicRelease release : releases) {
      sum += release.importance().orElse(0);
    }
    return new Tally(releases.size(), sum);
  }

  private static Supplier<Tally> databento(byte[] body, Subject of) {
    RangeRequest request =
        RangeRequest.ofUnderlying(
            DbnSchema.CMBP_1, of.name(), Instant.parse("2026-11-20T14:30:00Z"), of.now());
    return Port.ask(
        body,
        DatabentoHistory.HOME,
        of.now(),
        DatabentoHistory::of,
        history -> {
          int rows = 0;
          double sum = 0;
          try (DbnReader reader = history.range(request)) {
            while (reader.next()) {
              Optional<Quote> quote = DbnQuotes.of(reader.cursor());
              if (quote.isPresent()) {
                rows++;
                sum += quote.get().bid().orElse(0) + quote.get().ask().orElse(0);
              }
            }
          }
          return new Tally(rows, sum);
        });
  }
}
