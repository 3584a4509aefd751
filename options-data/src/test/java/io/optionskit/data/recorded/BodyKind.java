/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.recorded;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The kinds of bodies in the folders of the data providers, told by their line in the index: {@code
 * STATUS METHOD URL FILE}. The first that fits counts, so the order matters. A kind that no reader
 * of ours takes says why; a body that is of none of these kinds fails {@link EveryKindOfBodyTest}.
 */
enum BodyKind {
  // What we read, and compare with a second count or with the reason it stands for.
  ALPACA_CHAIN("alpaca", "200 GET .*/v1beta1/options/snapshots/.*"),
  ALPACA_CONTRACT_QUOTES("alpaca", "200 GET .*/v1beta1/options/snapshots[?].*"),
  ALPACA_BARS("alpaca", "200 GET .*/(v1beta1/options|v2/stocks)/bars[?].*"),
  ALPACA_QUOTES("alpaca", "200 GET .*/v2/stocks/quotes[?].*"),
  ALPACA_TRADES("alpaca", "200 GET .*/(v1beta1/options|v2/stocks)/trades[?].*"),
  ALPACA_LATEST_QUOTES("alpaca", "200 GET .*/(v1beta1/options|v2/stocks)/quotes/latest.*"),
  ALPACA_LATEST_TRADES("alpaca", "200 GET .*/(v1beta1/options|v2/stocks)/trades/latest.*"),
  ALPACA_CONTRACTS("alpaca", "200 GET .*/v2/options/contracts[? ].*"),
  ALPACA_CONTRACT("alpaca", "200 GET .*/v2/options/contracts/.*"),
  ALPACA_REFUSAL("alpaca", "[45][0-9]{2} .*"),
  ALPHAVANTAGE_CHAIN("alpha_vantage", "200 .*function=(HISTORICAL|REALTIME)_OPTIONS.*"),
  CBOE_CHAIN("cboe", "200 .*/delayed_quotes/options/.*"),
  CBOE_QUOTE_TABLE("cboe", "200 .*/delayed_quotes/.*quote_table.*[.]csv"),
  CBOE_REFUSAL("cboe", "[45][0-9]{2} .*"),
  CBOE_INDEX_HISTORY("cboe", "200 .*/us_indices/daily_prices/.*_History[.]csv.*"),
  DATABENTO_RECORDS("databento", "200 .*[.](dbn|frag)([.]zst)?"),
  DATABENTO_OLD_RECORDS("databento", "200 .*[.]dbz"),
  DATABENTO_COST("databento", "200 .*/v0/metadata[.]get_cost.*"),
  DATABENTO_REFUSAL("databento", "[45][0-9]{2} .*"),
  FRED_GRAPH("fred", "200 .*/graph/fredgraph[.]csv.*"),
  FRED_OBSERVATIONS("fred", "200 .*/fred/series/observations[?].*file_type=json.*"),
  FRED_REFUSAL("fred", "[45][0-9]{2} .*"),
  POLYGON_CHAIN("polygon", "200 .*/v3/snapshot/options/[^/ ]* .*[.]json"),
  POLYGON_CONTRACT_QUOTE("polygon", "200 .*/v3/snapshot/options/[^/ ]*/[^/ ]* .*[.]json"),
  POLYGON_BARS("polygon", "200 .*/v2/aggs/ticker/[^/]*/range/.*[.]json"),
  POLYGON_QUOTES("polygon", "200 .*/v3/quotes/.*[.]json"),
  POLYGON_TRADES("polygon", "200 .*/v3/trades/.*[.]json"),
  POLYGON_DIVIDENDS("polygon", "200 .*/v3/reference/dividends.*[.]json"),
  POLYGON_SPLITS("polygon", "200 .*/v3/reference/splits.*[.]json"),
  POLYGON_CONTRACTS("polygon", "200 .*/v3/reference/options/contracts[? ].*[.]json"),
  POLYGON_CONTRACT("polygon", "200 .*/v3/reference/options/contracts/.*[.]json"),
  POLYGON_REFUSAL("polygon", "[45][0-9]{2} .*"),
  THETADATA_CHAIN(
      "thetadata",
      "200 .*/v3/option/(snapshot|history)/"
          + "(quote|open_interest|ohlc|eod|greeks[/_](implied_volatility|first_order|all|eod))"
          + "[? ].*"),
  THETADATA_CHAIN_AT("thetadata", "200 .*/v3/option/at_time/quote[?].*"),
  THETADATA_BULK("thetadata", "200 .*/v2/bulk_snapshot/option/.*"),
  THETADATA_BARS("thetadata", "200 .*/v3/(stock|index)/history/(ohlc|eod)[?].*"),
  THETADATA_EXPIRATIONS("thetadata", "200 .*/v3/option/list/expirations[?].*"),
  THETADATA_REFUSAL("thetadata", "[45][0-9]{2} .*"),
  TRADINGECONOMICS_CALENDAR("tradingeconomics", "200 GET .*/calendar[/?].*"),
  TRADINGECONOMICS_REFUSAL("tradingeconomics", "[45][0-9]{2} .*"),
  TRADINGECONOMICS_MESSAGE("tradingeconomics", "200 WS .*topic calendar.*"),
  YAHOO_CHAIN("yahoo", "200 .*/v7/finance/options/.*"),
  YAHOO_CHART("yahoo", "200 .*/v8/finance/chart/.*"),
  YAHOO_SUMMARY(
      "yahoo",
      "(200|404) .*/v10/finance/quoteSummary/.*modules=[^& ]*(calendarEvents|earningsHistory).*"),
  YAHOO_REFUSAL(
      "yahoo",
      "[45][0-9]{2} .*/(nonExistingURL|v1/test/getcrumb|v7/finance/options/|v8/finance/chart/).*"
          + "|(401|403|429|5[0-9]{2}) .*"),

  // What others of our tests read.
  ALPACA_BY_NAME(
      "alpaca",
      "200 GET [(]see test[)] .*",
      "the address is not recorded; AlpacaRecordedTest asks for those that we read"),
  DATABENTO_HANDSHAKE("databento", "200 TCP .*", "a dialogue: LiveSessionTest"),
  OPTION_PRICE_FILES("optionmetrics", "200 .*opprcd.*", "a file: OptionMetricsFilesTest"),
  POLYGON_FRAMES("polygon", "200 WS .*", "frames of the stream: PolygonFramesTest"),
  THETADATA_FRAMES("thetadata", "200 [A-Z]+ ws://.*", "a frame of the stream: ThetaStreamTest"),
  YAHOO_CRUMBS("yahoo", "0 .* crumb-flow-.*", "a dialogue: YahooRecordedTest"),
  YAHOO_PRICES("yahoo", "200 .* prices-.*[.]csv", "faults of series: SeriesCleanerTest"),
  CROSS_CHECK("cross-check", "200 .* yahoo_cboe_join-.*", "joined files: CrossCheckRecordedTest"),
  CBOE_EXPECTATION("cboe", "200 .*[.]expect[.]json", "no body: what others made of one"),

  // What nothing of ours asks for.
  ALPACA_ACCOUNT(
      "alpaca",
      "20[0-9] [A-Z]+ .*/v2/(account|assets|calendar|clock|corporate_actions|orders|positions|watchlists)[/:? ].*",
      "an account and its orders, which no data source has"),
  ALPACA_STOCK_SNAPSHOTS(
      "alpaca", "200 GET .*/v2/stocks/snapshots.*", "stocks are asked for by quotes and trades"),
  ALPHAVANTAGE_OTHERS(
      "alpha_vantage",
      "200 .*function=[A-Z_]+.*",
      "indicators, search and bars of stocks; only chains are asked for"),
  DATABENTO_REFERENCE(
      "databento", "200 .*REFERENCE .*[.]jsonl", "reference data, which are another product"),
  FRED_XML("fred", "200 .*[.]xml", "JSON is asked for"),
  FRED_OTHERS("fred", "200 .*/(geo)?fred/.*", "only observations are asked for"),
  CBOE_QUOTES(
      "cboe",
      "200 .*/delayed_quotes/(quotes|charts)/.*",
      "of one asset; chains and histories of indices are asked for"),
  DATABENTO_METADATA(
      "databento", "200 .*/v0/(metadata|symbology)[.].*", "made by hand: DatabentoHistoryTest"),
  DATABENTO_TEXT("databento", "200 .*[.](csv|json)([.]zst)?", "DBN is asked for"),
  POLYGON_TABLES("polygon", "200 .*[.]csv", "JSON is asked for"),
  POLYGON_PREVIOUS(
      "polygon", "200 .*/v2/aggs/(ticker/.*/prev|grouped/).*", "bars are asked for by range"),
  POLYGON_LAST("polygon", "200 .*/(v1|v2)/last(_quote)?/.*", "v3 quotes and trades are asked for"),
  POLYGON_OPEN_CLOSE("polygon", "200 .*/v1/open-close/.*", "bars are asked for by range"),
  POLYGON_SNAPSHOTS(
      "polygon",
      "200 .*(/v2/snapshot/|/v3/snapshot/indices).*",
      "of many assets at once; v3 snapshots of options are asked for"),
  POLYGON_INDICATORS("polygon", "200 .*/v1/indicators/.*", "indicators are computed here"),
  POLYGON_REFERENCE(
      "polygon",
      "200 .*/(v1/marketstatus|v[123X]/reference)/.*",
      "market status, news, tickers and lists of codes"),
  THETADATA_TICKS(
      "thetadata",
      "200 .*/v3/(option|stock|index)/(snapshot|history|at_time)/(trade|price|quote).*",
      "single trades, quotes and prices; chains and bars are asked for"),
  THETADATA_SNAPSHOTS(
      "thetadata",
      "200 .*/v3/(stock|index)/snapshot/ohlc.*",
      "the session so far; bars are asked for by their span"),
  THETADATA_HIGHER_GREEKS(
      "thetadata",
      "200 .*/v3/option/(snapshot|history)/greeks/(second|third)_order.*",
      "of their own tables; all Greeks come in one"),
  THETADATA_MARKET_VALUE(
      "thetadata", "200 .*/option/snapshot/market_value.*", "prices made up from quotes"),
  THETADATA_LISTS(
      "thetadata",
      "200 .*/v3/(calendar/.*|(option|stock|index)/list/.*)",
      "only the expirations are asked for"),
  YAHOO_SEARCH("yahoo", "(200|400|404) .*/v1/finance/.*", "searches and lists"),
  YAHOO_QUOTES("yahoo", "200 .*/v7/finance/quote[? ].*", "the quote comes with the chain"),
  YAHOO_DOWNLOAD("yahoo", "400 .*/v7/finance/download/.*", "given up by Yahoo; charts are read"),
  YAHOO_OTHER_FACTS(
      "yahoo",
      "(200|404) .*/v10/finance/quoteSummary/.*modules=.*",
      "facts of a company beside its calendar and past earnings");

  private final String folder;
  private final Pattern pattern;
  private final Optional<String> unread;

  BodyKind(String folder, String pattern) {
    this(folder, pattern, Optional.empty());
  }

  BodyKind(String folder, String pattern, String unread) {
    this(folder, pattern, Optional.of(unread));
  }

  BodyKind(String folder, String pattern, Optional<String> unread) {
    this.folder = folder;
    this.pattern = Pattern.compile(pattern);
    this.unread = unread;
  }

  String folder() {
    return folder;
  }

  /** Returns whether bodies of this kind are walked in this package. */
  boolean isRead() {
    return unread.isEmpty();
  }

  /** Returns the kind of a body, empty if it is new. */
  static Optional<BodyKind> of(RecordedBody body) {
    for (BodyKind kind : values()) {
      if (kind.folder.equals(body.folder()) && kind.pattern.matcher(body.toString()).matches()) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }
}
