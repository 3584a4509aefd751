/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.mutations;

import io.optionskit.contract.Asset;
import io.optionskit.contract.OptionContract;
import io.optionskit.contract.Underlying;
import io.optionskit.data.alpaca.AlpacaContracts;
import io.optionskit.data.alpaca.AlpacaMarket;
import io.optionskit.data.alphavantage.AlphaVantageMarket;
import io.optionskit.data.cboe.CboeMarket;
import io.optionskit.data.cboe.CboeQuoteTable;
import io.optionskit.data.databento.DatabentoHistory;
import io.optionskit.data.databento.DbnReader;
import io.optionskit.data.databento.DbnSchema;
import io.optionskit.data.databento.RangeRequest;
import io.optionskit.data.files.ColumnMapping;
import io.optionskit.data.files.DbnFiles;
import io.optionskit.data.files.FileChains;
import io.optionskit.data.files.FileHistory;
import io.optionskit.data.files.LeanFolder;
import io.optionskit.data.files.MappedFiles;
import io.optionskit.data.files.OptionMetricsFiles;
import io.optionskit.data.fred.FredGraph;
import io.optionskit.data.fred.FredSeries;
import io.optionskit.data.intake.ChainAnswer;
import io.optionskit.data.polygon.PolygonMarket;
import io.optionskit.data.provider.ProviderAccess;
import io.optionskit.data.recording.Archive;
import io.optionskit.data.recording.RecordedCall;
import io.optionskit.data.thetadata.ThetaMarket;
import io.optionskit.data.thetadata.ThetaPart;
import io.optionskit.data.thetadata.ThetaSettings;
import io.optionskit.data.tidy.TidyHistory;
import io.optionskit.data.tidy.TimeRange;
import io.optionskit.data.tradingeconomics.EconomicCalendar;
import io.optionskit.data.yahoo.YahooMarket;
import io.optionskit.spi.ProviderException;
import io.optionskit.spi.ProviderException.Reason;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A parser of one kind of body, as its users reach it. */
enum Parser {
  YAHOO_CHAINS(
      "yahoo",
      "/v7/finance/options/.*",
      YahooMarket::of,
      (market, it) -> Answers.chain(((YahooMarket) market).answer(it.name()), it.name()),
      Recording.made("https://query2.finance.yahoo.com/XYZ", MadeByHand.YAHOO_CHAIN)),
  YAHOO_BARS(
      "yahoo",
      "/v8/finance/chart/.*",
      YahooMarket::of,
      (market, it) ->
          Answers.bars(
              ((YahooMarket) market).barsAnswer(asset(it.name()), day(), Answers.EVER, Answers.NOW),
              asset(it.name())),
      Recording.made("https://query2.finance.yahoo.com/AAPL", MadeByHand.YAHOO_CHART)),
  YAHOO_MINUTES(
      "yahoo",
      "/v8/finance/chart/.*",
      YahooMarket::of,
      (market, it) ->
          Answers.bars(
              ((YahooMarket) market)
                  .barsAnswer(asset(it.name()), Duration.ofMinutes(5), Answers.EVER, Answers.NOW),
              asset(it.name())),
      Recording.made("https://query2.finance.yahoo.com/AAPL", MadeByHand.YAHOO_CHART)),
  YAHOO_EVENTS(
      "yahoo",
      "/v10/finance/quoteSummary/.*",
      YahooMarket::of,
      (market, it) ->
          Answers.events(
              ((YahooMarket) market)
                  .events(List.of("AAPL"))
                  .events(Answers.FIRST, Answers.LAST, Answers.NOW),
              Answers.FIRST,
              Answers.LAST,
              Answers.NOW),
      Recording.made("https://query2.finance.yahoo.com/AAPL", MadeByHand.YAHOO_SUMMARY)),
  YAHOO_RESULTS(
      "yahoo",
      "/v10/finance/quoteSummary/.*",
      YahooMarket::of,
      (market, it) -> told(((YahooMarket) market).results("AAPL")),
      Recording.made("https://query2.finance.yahoo.com/AAPL", MadeByHand.YAHOO_SUMMARY)),
  YAHOO_CRUMB(
      List.of(Recording.made("crumb", "abcDEF12345".getBytes(StandardCharsets.US_ASCII))),
      it ->
          Target.crumb(
              YahooMarket::of, market -> ((YahooMarket) market).expirations("XYZ").size())),
  CBOE_CHAINS(
      "cboe",
      "/api/global/delayed_quotes/options/.*",
      CboeMarket::of,
      (market, it) -> {
        String ticker = it.name().replaceAll("^_|[.]json", "");
        return Answers.chain(((CboeMarket) market).answer(ticker), ticker);
      },
      Recording.made("https://cdn.cboe.com/_RUT.json", MadeByHand.CBOE_CHAIN)),
  CBOE_INDEX_BARS(
      "cboe",
      "/api/global/us_indices/.*",
      CboeMarket::of,
      (market, it) ->
          Answers.bars(
              ((CboeMarket) market).barsAnswer(asset("VIX"), day(), Answers.EVER, Answers.NOW),
              asset("VIX")),
      Recording.made("https://cdn.cboe.com/VIX_History.csv", MadeByHand.CBOE_HISTORY)),
  CBOE_INDEX_VALUES(
      "cboe",
      "/api/global/us_indices/.*",
      CboeMarket::of,
      (market, it) ->
          Answers.points(
              ((CboeMarket) market)
                  .observations("SKEW", Answers.FIRST, Answers.LAST, Answers.LAST)),
      Recording.made("https://cdn.cboe.com/SKEW_History.csv", MadeByHand.CBOE_VALUES)),
  POLYGON_CHAINS(
      "polygon",
      "/v3/snapshot/options/[^/]*",
      PolygonMarket::of,
      (market, it) -> Answers.chain(((PolygonMarket) market).answer("AAPL"), "AAPL"),
      Recording.made("https://api.massive.com/AAPL", MadeByHand.POLYGON_CHAIN)),
  POLYGON_CONTRACT_QUOTES(
      "polygon",
      "/v3/snapshot/options/[^/]*/.*",
      PolygonMarket::of,
      (market, it) ->
          Answers.chain(
              ((PolygonMarket) market).answer(OptionContract.parse("AAPL230616C00150000")), "AAPL"),
      Recording.made("https://api.massive.com/AAPL", MadeByHand.POLYGON_ONE)),
  POLYGON_SNAPSHOTS(
      "polygon",
      "/v3/snapshot/(indices|options/.*)",
      PolygonMarket::of,
      (market, it) ->
          Answers.rows(
              ((PolygonMarket) market)
                  .snapshots(List.of(asset("AAPL230616C00150000"), asset("AAPL")))),
      Recording.made("https://api.massive.com/AAPL", MadeByHand.POLYGON_CHAIN)),
  POLYGON_BARS(
      "polygon",
      "/v2/aggs/ticker/.*",
      PolygonMarket::of,
      (market, it) ->
          Answers.bars(
              ((PolygonMarket) market).barsAnswer(asset("AAPL"), day(), Answers.EVER, Answers.NOW),
              asset("AAPL")),
      Recording.made("https://api.massive.com/AAPL", MadeByHand.POLYGON_BARS)),
  POLYGON_CONTRACTS(
      "polygon",
      "/v3/reference/options/contracts.*",
      PolygonMarket::of,
      (market, it) -> Answers.rows(((PolygonMarket) market).contracts("AAPL")),
      Recording.made("https://api.massive.com/AAPL", MadeByHand.POLYGON_CONTRACTS)),
  POLYGON_CONTRACT(
      "polygon",
      "/v3/reference/options/contracts.*",
      PolygonMarket::of,
      (market, it) ->
          Answers.rows(((PolygonMarket) market).contract("AAPL270115C00085000", Answers.LAST))),
  POLYGON_QUOTES(
      "polygon",
      "/v3/quotes/.*",
      PolygonMarket::of,
      (market, it) ->
          Answers.rows(
              ((PolygonMarket) market).quotes(asset("AAPL"), Answers.EVER, Answers.NOW, 10)),
      Recording.made("https://api.massive.com/AAPL", MadeByHand.POLYGON_TICKS)),
  POLYGON_TRADES(
      "polygon",
      "/v3/trades/.*",
      PolygonMarket::of,
      (market, it) ->
          Answers.rows(
              ((PolygonMarket) market).trades(asset("AAPL"), Answers.EVER, Answers.NOW, 10)),
      Recording.made("https://api.massive.com/AAPL", MadeByHand.POLYGON_TICKS)),
  POLYGON_DIVIDENDS(
      "polygon",
      "/v3/reference/dividends",
      PolygonMarket::of,
      (market, it) -> Answers.rows(((PolygonMarket) market).dividends("AAPL")),
      Recording.made("https://api.massive.com/AAPL", MadeByHand.POLYGON_TICKS)),
  POLYGON_SPLITS(
      "polygon",
      "/v3/reference/splits",
      PolygonMarket::of,
      (market, it) -> Answers.rows(((PolygonMarket) market).splits("AAPL")),
      Recording.made("https://api.massive.com/AAPL", MadeByHand.POLYGON_TICKS)),
  THETADATA_QUOTES(
      "thetadata",
      "/v3/option/(snapshot|history|at_time)/quote",
      ThetaMarket::of,
      (market, it) ->
          Answers.chain(((ThetaMarket) market).answer("AAPL", expiry(it)), "AAPL")
              + Answers.chain(
                  ((ThetaMarket) market).answerAt("AAPL", expiry(it), Answers.NOW), "AAPL")),
  THETADATA_SNAPSHOTS(
      "thetadata",
      "/v3/option/snapshot/.*",
      access ->
          ThetaMarket.of(
              access,
              ThetaSettings.defaults()
                  .withSnapshot(
                      EnumSet.complementOf(
                          EnumSet.of(ThetaPart.END_OF_DAY, ThetaPart.END_OF_DAY_GREEKS)))),
      (market, it) -> Answers.chain(((ThetaMarket) market).answer("AAPL"), "AAPL")),
  THETADATA_HISTORY(
      "thetadata",
      "/v3/option/history/(ohlc|open_interest|greeks/.*|trade.*)",
      ThetaMarket::of,
      (market, it) ->
          chains(
              ((ThetaMarket) market)
                  .history(
                      "AAPL",
                      expiry(it),
                      LocalDate.of(2024, 11, 4),
                      Duration.ofMinutes(1),
                      it.name().contains("greeks")
                          ? ThetaPart.ALL_GREEKS
                          : it.name().contains("open") ? ThetaPart.OPEN_INTEREST : ThetaPart.OHLC),
              "AAPL")),
  THETADATA_CLOSES(
      "thetadata",
      "/v3/option/history/(eod|greeks/eod)",
      ThetaMarket::of,
      (market, it) ->
          chains(
              ((ThetaMarket) market)
                  .closes(
                      "AAPL",
                      expiry(it),
                      LocalDate.of(2024, 11, 1),
                      LocalDate.of(2024, 11, 8),
                      ThetaPart.END_OF_DAY),
              "AAPL")),
  THETADATA_EXPIRATIONS(
      "thetadata",
      "/v3/option/list/.*",
      ThetaMarket::of,
      (market, it) -> told(((ThetaMarket) market).expirations("AAPL")),
      Recording.made("http://127.0.0.1:25503/list", MadeByHand.THETA_LIST)),
  THETADATA_BARS(
      "thetadata",
      "/v3/(option|index|stock)/history/(ohlc|eod)",
      ThetaMarket::of,
      (market, it) ->
          Answers.bars(
              ((ThetaMarket) market)
                  .barsAnswer(
                      OptionContract.parse("AAPL  231103C00170000"),
                      Duration.ofMinutes(1),
                      Instant.parse("2023-11-03T13:00:00Z"),
                      Instant.parse("2023-11-03T21:00:00Z")),
              OptionContract.parse("AAPL  231103C00170000"))),
  THETADATA_DAYS(
      "thetadata",
      "/v3/(option|index|stock)/history/(ohlc|eod)",
      ThetaMarket::of,
      (market, it) ->
          Answers.bars(
              ((ThetaMarket) market)
                  .barsAnswer(
                      OptionContract.parse("AAPL  241115C00170000"),
                      day(),
                      Instant.parse("2024-11-01T13:00:00Z"),
                      Instant.parse("2024-11-09T21:00:00Z")),
              OptionContract.parse("AAPL  241115C00170000"))),
  THETADATA_V2(
      "thetadata",
      "/v2/bulk_snapshot/option/.*",
      access ->
          ThetaMarket.of(access, ThetaSettings.defaults().withVersion(ThetaSettings.Version.V2)),
      (market, it) ->
          Answers.chain(((ThetaMarket) market).answer("SPY", LocalDate.of(2025, 7, 31)), "SPY"),
      Recording.made("http://127.0.0.1:25510/quote", MadeByHand.THETA_V2_QUOTES)),
  THETADATA_V2_BARS(
      "thetadata",
      "/v2/hist/.*",
      access ->
          ThetaMarket.of(access, ThetaSettings.defaults().withVersion(ThetaSettings.Version.V2)),
      (market, it) ->
          Answers.bars(
              ((ThetaMarket) market)
                  .barsAnswer(
                      OptionContract.parse("AAPL  231103C00170000"),
                      Duration.ofMinutes(1),
                      Instant.parse("2023-11-03T13:00:00Z"),
                      Instant.parse("2023-11-03T21:00:00Z")),
              OptionContract.parse("AAPL  231103C00170000")),
      Recording.made("http://127.0.0.1:25510/ohlc", MadeByHand.THETA_V2_BARS)),
  ALPACA_CHAINS(
      "alpaca",
      "/v1beta1/options/snapshots/.*",
      AlpacaMarket::of,
      (market, it) -> Answers.chain(((AlpacaMarket) market).answer(it.name()), it.name()),
      Recording.made("https://data.alpaca.markets/AAPL", MadeByHand.ALPACA_CHAIN)),
  ALPACA_CONTRACT_QUOTES(
      "alpaca",
      "/v1beta1/options/snapshots",
      AlpacaMarket::of,
      (market, it) ->
          Answers.chain(
              ((AlpacaMarket) market)
                  .answer(
                      "AAPL",
                      List.of(
                          OptionContract.parse("AAPL240126P00050000"),
                          OptionContract.parse("AAPL240503P00155000"))),
              "AAPL"),
      Recording.made("https://data.alpaca.markets/AAPL", MadeByHand.ALPACA_CHAIN)),
  ALPACA_CONTRACTS(
      "alpaca",
      "/v2/options/contracts.*",
      AlpacaContracts::of,
      (market, it) ->
          Answers.rows(((AlpacaContracts) market).contracts("AAPL", LocalDate.of(2024, 1, 1)))
              + Answers.rows(((AlpacaContracts) market).contract("AAPL231103C00170000")),
      Recording.made("https://api.alpaca.markets/contracts", MadeByHand.ALPACA_CONTRACTS)),
  ALPACA_BARS(
      "alpaca",
      "/(v1beta1/options|v2/stocks)/bars",
      AlpacaMarket::of,
      (market, it) -> {
        Asset asset = asset(it.parameter("symbols", "AAPL").split(",")[0]);
        return Answers.bars(
            ((AlpacaMarket) market).barsAnswer(asset, day(), Answers.EVER, Answers.NOW), asset);
      },
      Recording.made("https://data.alpaca.markets/bars", MadeByHand.ALPACA_LISTS)),
  ALPACA_QUOTES(
      "alpaca",
      "/v2/stocks/quotes",
      AlpacaMarket::of,
      (market, it) ->
          Answers.rows(
              ((AlpacaMarket) market)
                  .quotes(new Underlying("AAPL"), Answers.EVER, Answers.NOW, 10)),
      Recording.made("https://data.alpaca.markets/quotes", MadeByHand.ALPACA_LISTS)),
  ALPACA_TRADES(
      "alpaca",
      "/(v1beta1/options|v2/stocks)/trades",
      AlpacaMarket::of,
      (market, it) -> {
        Asset asset = asset(it.parameter("symbols", "AAPL").split(",")[0]);
        return Answers.rows(((AlpacaMarket) market).trades(asset, Answers.EVER, Answers.NOW, 10));
      },
      Recording.made("https://data.alpaca.markets/trades", MadeByHand.ALPACA_LISTS)),
  ALPACA_LATEST(
      "alpaca",
      "/(v1beta1/options|v2/stocks)/(quotes|trades)/latest",
      AlpacaMarket::of,
      (market, it) -> {
        List<Asset> assets = List.of(asset("AAPL"), asset("SPY240426C00555000"));
        return Answers.rows(((AlpacaMarket) market).latestQuotes(assets))
            + Answers.rows(((AlpacaMarket) market).latestTrades(assets));
      },
      Recording.made("https://data.alpaca.markets/latest", MadeByHand.ALPACA_LATEST)),
  ALPHAVANTAGE_CHAINS(
      "alpha_vantage",
      "/query",
      AlphaVantageMarket::of,
      (market, it) -> Answers.chain(((AlphaVantageMarket) market).answer("SPY"), "SPY"),
      Recording.made("https://www.alphavantage.co/query", MadeByHand.ALPHAVANTAGE_JSON)),
  ALPHAVANTAGE_TABLES(
      "alpha_vantage",
      "/none",
      access -> AlphaVantageMarket.of(access).withCsv(),
      (market, it) -> Answers.chain(((AlphaVantageMarket) market).answer("SPY"), "SPY"),
      Recording.made("https://www.alphavantage.co/query", MadeByHand.ALPHAVANTAGE_CSV)),
  FRED_SERIES(
      "fred",
      "/fred/series.*",
      FredSeries::of,
      (market, it) ->
          Answers.points(
                  ((FredSeries) market)
                      .observations("DGS3MO", Answers.FIRST, Answers.LAST, Answers.LAST))
              + Answers.vintages(
                  ((FredSeries) market).vintages("DGS3MO", Answers.FIRST, Answers.LAST)),
      Recording.made("https://api.stlouisfed.org/fred", MadeByHand.FRED_OBSERVATIONS)),
  FRED_GRAPHS(
      "fred",
      "/graph/fredgraph.csv",
      FredGraph::of,
      (market, it) ->
          Answers.points(
              ((FredGraph) market)
                  .observations(
                      it.parameter("id", "DGS3MO"), Answers.FIRST, Answers.LAST, Answers.LAST)),
      Recording.made("https://fred.stlouisfed.org/graph", MadeByHand.FRED_GRAPH)),
  TRADINGECONOMICS_EVENTS(
      "tradingeconomics",
      "/calendar/country/.*",
      EconomicCalendar::of,
      (market, it) ->
          Answers.events(
              ((EconomicCalendar) market).events(Answers.FIRST, Answers.LAST, Answers.NOW),
              Answers.FIRST,
              Answers.LAST,
              Answers.NOW),
      Recording.made("https://api.tradingeconomics.com/calendar", MadeByHand.RELEASES)),
  DATABENTO_COST(
      List.of(Recording.made("cost", "1.5".getBytes(StandardCharsets.US_ASCII))),
      it ->
          Target.served(
              DatabentoHistory::of,
              (history, any) -> {
                BigDecimal cost =
                    ((DatabentoHistory) history)
                        .cost(
                            RangeRequest.ofUnderlying(
                                DbnSchema.TRADES, "XYZ", Answers.EVER, Answers.NOW));
                Answers.check(Answers.isFact(cost) && cost.signum() >= 0, "a cost");
                return 0;
              },
              it)),
  DBN_READER("databento", ".*[.](dbn|frag)([.]zst)?", it -> Target.bytes(Parser::records)),
  DBN_FILES(
      "databento",
      "(OPRA|EQUS|XNAS|dbn-test_data[.](def|ohlcv|cbbo|stat)).*[.]dbn([.]zst)?",
      (it, folder) ->
          Target.file(
              folder, it.file(), file -> played(DbnFiles.read(List.of(file), TimeRange.ALL)))),
  CBOE_QUOTE_TABLES(
      "cboe",
      "quotedata-.*[.]csv",
      it ->
          Target.text(
              text -> {
                ChainAnswer answer = CboeQuoteTable.read(text, OptionalInt.empty());
                return Answers.undated(answer, answer.chain().underlying());
              }),
      Recording.made("quotedata-SPY.csv", text(MadeByHand.CBOE_TABLE))),
  OPTIONMETRICS(
      "optionmetrics",
      ".*[.]csv",
      (it, folder) ->
          Target.file(
              folder,
              "opprcd.csv",
              file ->
                  chains(
                      OptionMetricsFiles.read(List.of(file), List.of(), List.of(), TimeRange.ALL))),
      Recording.made("opprcd.csv", text(MadeByHand.OPTION_PRICES))),
  DESCRIBED_TABLES(
      (it, folder) ->
          Target.file(
              folder,
              "table.csv",
              file ->
                  chains(
                      MappedFiles.read(
                          List.of(file), ColumnMapping.parse(MadeByHand.MAPPING), TimeRange.ALL))),
      Recording.made("table.csv", text(MadeByHand.TABLE))),
  DESCRIPTIONS(
      (it, folder) ->
          Target.text(
              text -> {
                try {
                  return told(List.of(ColumnMapping.parse(text)));
                } catch (IllegalArgumentException e) {
                  throw new ProviderException(
                      Reason.BAD_REQUEST, String.valueOf(e.getMessage()), e);
                }
              }),
      Recording.made("mapping.yaml", text(MadeByHand.MAPPING))),
  LEAN_ROWS(
      (it, folder) ->
          Target.file(
              leanFolder(folder),
              "20240105_quote_american.zip",
              Parser::zip,
              file -> played(LeanFolder.open(folder.resolve("lean")).history(TimeRange.ALL))),
      Recording.made("lean.csv", text(MadeByHand.LEAN_QUOTES))),
  LEAN_ZIPS(
      (it, folder) ->
          Target.file(
              leanFolder(folder),
              "20240105_quote_american.zip",
              file -> played(LeanFolder.open(folder.resolve("lean")).history(TimeRange.ALL))),
      Recording.made("lean.zip", zip(text(MadeByHand.LEAN_QUOTES)))),
  TIDY_TABLES(
      (it, folder) ->
          Target.file(
              folder, "tidy.csv", file -> Answers.history(TidyHistory.open(file, TimeRange.ALL))),
      Recording.made("tidy.csv", text(MadeByHand.TIDY)),
      Recording.made("nameless.csv", text(MadeByHand.TIDY.replaceFirst("SPY,SPY", ",")))),
  ARCHIVE_INDEXES(
      (it, folder) -> archive(folder, "index.json"),
      Recording.made("index.json", text(MadeByHand.INDEX))),
  ARCHIVE_SEQUENCES(
      (it, folder) -> archive(folder, "sequence.json"),
      Recording.made("sequence.json", text(MadeByHand.SEQUENCE))),
  ARCHIVE_FRAMES(
      (it, folder) -> archive(folder, "frames.jsonl"),
      Recording.made("frames.jsonl", text(MadeByHand.FRAMES)));

  private final Function<Path, List<Recording>> recorded;
  private final List<Recording> made;
  private final BiFunction<Recording, Path, Target> target;

  /** A parser of what a provider answers over HTTP. */
  Parser(
      String folder,
      String path,
      Function<ProviderAccess, AutoCloseable> opener,
      Target.Question question,
      Recording... made) {
    recorded = fixtures -> Recording.of(fixtures.resolve(folder), path);
    this.made = List.of(made);
    target = (it, files) -> Target.served(opener, question, it);
  }

  /** A parser of files that lie among the recorded bodies. */
  Parser(
      String folder, String name, BiFunction<Recording, Path, Target> target, Recording... made) {
    recorded = fixtures -> Recording.files(fixtures.resolve(folder), name);
    this.made = List.of(made);
    this.target = target;
  }

  Parser(String folder, String name, Function<Recording, Target> target, Recording... made) {
    this(folder, name, (it, files) -> target.apply(it), made);
  }

  Parser(List<Recording> made, Function<Recording, Target> target) {
    this((it, files) -> target.apply(it), made.toArray(Recording[]::new));
  }

  /** A parser of what only bodies made by hand show. */
  Parser(BiFunction<Recording, Path, Target> target, Recording... made) {
    recorded = fixtures -> List.of();
    this.made = List.of(made);
    this.target = target;
  }

  /** Returns the bodies to damage: those made by hand, and the recorded ones if they are here. */
  List<Recording> bodies(Optional<Path> fixtures) {
    List<Recording> bodies = new ArrayList<>(made);
    fixtures.ifPresent(folder -> bodies.addAll(recorded.apply(folder)));
    return bodies;
  }

  Target target(Recording recording, Path files) {
    return target.apply(recording, files);
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
    String text = recording.parameter("expiration", "20270115");
    return text.matches("[0-9]{8}")
        ? LocalDate.parse(text, DateTimeFormatter.BASIC_ISO_DATE)
        : LocalDate.of(2024, 11, 8);
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static int told(List<?> things) {
    things.forEach(each -> Answers.tellsNoSecret(each.toString()));
    return 0;
  }

  private static int chains(List<ChainAnswer> answers, String underlying) {
    int refused = 0;
    for (ChainAnswer answer : answers) {
      refused += Answers.chain(answer, underlying);
    }
    return refused;
  }

  private static int chains(FileChains chains) {
    for (ChainAnswer answer : chains.chains()) {
      Answers.undated(answer, answer.chain().underlying());
    }
    int used = chains.chains().stream().mapToInt(each -> each.chain().size()).sum();
    Answers.check(chains.report().used() == used, "used rows are those of the chains");
    chains.report().problems().forEach(Answers::tellsNoSecret);
    Answers.history(chains.history());
    return (int) chains.report().refusals();
  }

  private static int played(FileHistory history) {
    Answers.history(history);
    history.report().problems().forEach(Answers::tellsNoSecret);
    return (int) history.report().refusals();
  }

  /** Reads records to the end, going on behind unknown ones. */
  private static int records(byte[] file) {
    int refused = 0;
    try (DbnReader reader = DbnReader.openFragment(new ByteArrayInputStream(file))) {
      while (true) {
        try {
          if (!reader.next()) {
            return refused;
          }
          Answers.check(!reader.cursor().toRecord().toString().isEmpty(), "a record has a text");
        } catch (ProviderException e) {
          if (e.reason() != Reason.SCHEMA_CHANGED) {
            throw e;
          }
          refused++;
        }
      }
    }
  }

  private static Path leanFolder(Path files) {
    try {
      return Files.createDirectories(files.resolve("lean/option/usa/minute/spy"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] zip(byte[] rows) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream out = new ZipOutputStream(bytes)) {
      out.putNextEntry(
          new ZipEntry("20240105_spy_minute_quote_american_call_4700000_20240119.csv"));
      out.write(rows);
      out.closeEntry();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** Returns a reader of a recording of which one file is damaged. */
  private static Target archive(Path files, String damaged) {
    Path folder = files.resolve("archive");
    try {
      Files.createDirectories(folder);
      Files.writeString(folder.resolve("body.json"), "{\"rows\":[1,2]}");
      Files.writeString(folder.resolve("index.json"), MadeByHand.INDEX);
      Files.writeString(folder.resolve("sequence.json"), MadeByHand.SEQUENCE);
      Files.writeString(folder.resolve("frames.jsonl"), MadeByHand.FRAMES);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Target.file(
        folder,
        damaged,
        file -> {
          try (Archive archive = Archive.open(folder)) {
            for (RecordedCall call : archive.calls()) {
              archive.body(call);
              archive.frames(call);
            }
            return told(archive.calls().stream().map(RecordedCall::name).toList());
          }
        });
  }
}
