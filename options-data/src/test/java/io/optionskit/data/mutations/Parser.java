/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.mutations;

import io.optionskit.contract.Asset;
import io.optionskit.contract.OptionContract;
import io.optionskit.contract.Underlying;
import io.optionskit.data.alpaca.AlpacaMarket;
import io.optionskit.data.alphavantage.AlphaVantageMarket;
import io.optionskit.data.cboe.CboeMarket;
import io.optionskit.data.fred.FredGraph;
import io.optionskit.data.fred.FredSeries;
import io.optionskit.data.polygon.PolygonMarket;
import io.optionskit.data.provider.ProviderAccess;
import io.optionskit.data.thetadata.ThetaMarket;
import io.optionskit.data.thetadata.ThetaSettings;
import io.optionskit.data.tradingeconomics.EconomicCalendar;
import io.optionskit.data.yahoo.YahooMarket;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.function.Function;

/** A parser of one kind of answer, as its users reach it: through the port of its provider. */
enum Parser {
  YAHOO_CHAINS(
      "yahoo",
      "/v7/finance/options/.*",
      YahooMarket::of,
      (market, it) -> Answers.chain(((YahooMarket) market).answer(it.name()))),
  YAHOO_BARS(
      "yahoo",
      "/v8/finance/chart/.*",
      YahooMarket::of,
      (market, it) ->
          Answers.bars(
              ((YahooMarket) market).bars(asset(it.name()), day(), Answers.EVER, Answers.NOW))),
  CBOE_CHAINS(
      "cboe",
      "/api/global/delayed_quotes/options/.*",
      CboeMarket::of,
      (market, it) ->
          Answers.chain(((CboeMarket) market).answer(it.name().replaceAll("^_|[.]json", "")))),
  POLYGON_CHAINS(
      "polygon",
      "/v3/snapshot/options/[^/]*",
      PolygonMarket::of,
      (market, it) -> Answers.chain(((PolygonMarket) market).answer("AAPL"))),
  POLYGON_BARS(
      "polygon",
      "/v2/aggs/ticker/.*",
      PolygonMarket::of,
      (market, it) ->
          Answers.bars(
              ((PolygonMarket) market).bars(asset("AAPL"), day(), Answers.EVER, Answers.NOW))),
  THETADATA_QUOTES(
      "thetadata",
      "/v3/option/snapshot/quote",
      ThetaMarket::of,
      (market, it) -> Answers.chain(((ThetaMarket) market).answer("AAPL", expiry(it)))),
  THETADATA_BARS(
      "thetadata",
      "/v3/option/history/ohlc",
      ThetaMarket::of,
      (market, it) ->
          Answers.bars(
              ((ThetaMarket) market)
                  .bars(
                      OptionContract.parse("AAPL  231103C00170000"),
                      Duration.ofMinutes(1),
                      Instant.parse("2023-11-03T13:00:00Z"),
                      Instant.parse("2023-11-03T21:00:00Z")))),
  THETADATA_V2(
      "thetadata",
      "/v2/bulk_snapshot/option/.*",
      access ->
          ThetaMarket.of(access, ThetaSettings.defaults().withVersion(ThetaSettings.Version.V2)),
      (market, it) ->
          Answers.chain(((ThetaMarket) market).answer("SPY", LocalDate.of(2025, 7, 31)))),
  ALPACA_CHAINS(
      "alpaca",
      "/v1beta1/options/snapshots/.*",
      AlpacaMarket::of,
      (market, it) -> Answers.chain(((AlpacaMarket) market).answer(it.name()))),
  ALPACA_BARS(
      "alpaca",
      "/(v1beta1/options|v2/stocks)/bars",
      AlpacaMarket::of,
      (market, it) ->
          Answers.bars(
              ((AlpacaMarket) market)
                  .bars(
                      asset(it.parameter("symbols", "AAPL").split(",")[0]),
                      day(),
                      Answers.EVER,
                      Answers.NOW))),
  ALPHAVANTAGE_CHAINS(
      "alpha_vantage",
      "/query",
      AlphaVantageMarket::of,
      (market, it) -> Answers.chain(((AlphaVantageMarket) market).answer("SPY"))),
  FRED_SERIES(
      "fred",
      "/fred/series/observations",
      FredSeries::of,
      (market, it) ->
          Answers.points(
              ((FredSeries) market)
                  .observations("DGS3MO", Answers.FIRST, Answers.LAST, Answers.LAST))),
  FRED_GRAPHS(
      "fred",
      "/graph/fredgraph.csv",
      FredGraph::of,
      (market, it) ->
          Answers.points(
              ((FredGraph) market)
                  .observations(
                      it.parameter("id", "DGS3MO"), Answers.FIRST, Answers.LAST, Answers.LAST))),
  TRADINGECONOMICS_EVENTS(
      "tradingeconomics",
      "/calendar/country/.*",
      EconomicCalendar::of,
      (market, it) -> ((EconomicCalendar) market).events(Answers.FIRST, Answers.LAST, Answers.NOW));

  /** What is asked of a market. */
  interface Question {
    void ask(AutoCloseable market, Recording recording);
  }

  final String folder;
  final String path;
  final Function<ProviderAccess, AutoCloseable> opener;
  final Question question;

  Parser(
      String folder,
      String path,
      Function<ProviderAccess, AutoCloseable> opener,
      Question question) {
    this.folder = folder;
    this.path = path;
    this.opener = opener;
    this.question = question;
  }

  private static Asset asset(String symbol) {
    if (symbol.matches("[A-Z]{1,6}[0-9]{6}[CP][0-9]{8}")) {
      return OptionContract.parse(symbol);
    }
    return new Underlying(symbol.matches("[A-Z][A-Z.]{0,9}") ? symbol : "AAPL");
  }

  private static Duration day() {
    return Duration.ofDays(1);
  }

  private static LocalDate expiry(Recording recording) {
    return LocalDate.parse(
        recording.parameter("expiration", "20270115"), DateTimeFormatter.BASIC_ISO_DATE);
  }
}
