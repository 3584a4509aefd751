/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.history;

import io.optionskit.contract.OptionContract;
import io.optionskit.contract.OptionType;
import io.optionskit.data.internal.GreekUnits;
import io.optionskit.market.ChainColumns;
import io.optionskit.market.ChainProvenance;
import io.optionskit.market.EpochNanos;
import io.optionskit.market.Feed;
import io.optionskit.market.OptionChain;
import io.optionskit.market.QuoteField;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Chains of one underlying as rows of a file. A chain that lists nothing is one row without a
 * contract.
 */
final class ChainRowsOut {

  /** Bits of the column {@code attached}: what the chain has beside quotes. */
  static final int OWN_GREEKS = 1;

  static final int SOURCE_GREEKS = 2;
  static final int QUALITY = 4;

  private static final int NONE = Integer.MIN_VALUE;
  private static final long NO_TIME = Long.MIN_VALUE;

  private final List<OptionChain> chains;
  private final List<String> sources;
  private final int[] chainOf;
  private final int[] rowOf;
  private final int rows;

  private final Texts roots = new Texts();
  private final Texts terms = new Texts();
  private final Texts issues = new Texts();
  private final Texts feeds = new Texts();
  private final Texts givenSources = new Texts();
  private final List<Map<Feed, Integer>> feedNumbers = new ArrayList<>();

  /** Different texts of a column by number. */
  private static final class Texts {
    private final Map<String, Integer> numbers = new LinkedHashMap<>();

    int numberOf(String text) {
      return numbers.computeIfAbsent(text, key -> numbers.size() + 1);
    }

    /** Returns SQL for the text with the number in a column, null for a number that is null. */
    String sql(String column) {
      return numbers.isEmpty()
          ? "CAST(NULL AS VARCHAR)"
          : numbers.keySet().stream()
                  .map(DuckDb::quoted)
                  .collect(Collectors.joining(", ", "[", "]"))
              + "["
              + column
              + "]";
    }
  }

  ChainRowsOut(List<OptionChain> chains, List<String> sources) {
    this.chains = chains;
    this.sources = sources;
    rows = chains.stream().mapToInt(chain -> Math.max(1, chain.size())).sum();
    chainOf = new int[rows];
    rowOf = new int[rows];
    int at = 0;
    for (int chain = 0; chain < chains.size(); chain++) {
      OptionChain each = chains.get(chain);
      for (int row = 0; row < Math.max(1, each.size()); row++) {
        chainOf[at] = chain;
        rowOf[at++] = each.size() == 0 ? -1 : row;
      }
      Map<Feed, Integer> numbers = new LinkedHashMap<>();
      each.provenance().feeds().forEach(feed -> numbers.putIfAbsent(feed, numbers.size()));
      feedNumbers.add(numbers);
    }
  }

  int rows() {
    return rows;
  }

  /** Columns for the table function. */
  List<JavaRows.Column> columns() {
    List<JavaRows.Column> columns = new ArrayList<>();
    columns.add(JavaRows.bigint("time_ns", NO_TIME, row -> EpochNanos.of(chain(row).time())));
    columns.add(JavaRows.integer("trade_day", NONE, row -> chain(row).tradeDate().toEpochDay()));
    columns.add(JavaRows.number("spot", row -> chain(row).spot().orElse(Double.NaN)));
    columns.add(
        JavaRows.integer(
            "source_number", NONE, row -> givenSources.numberOf(sources.get(chainOf[row]))));
    columns.add(JavaRows.integer("feeds_number", NONE, this::feedsNumber));
    columns.add(JavaRows.integer("attached", NONE, row -> attached(chain(row))));
    columns.add(
        JavaRows.number(
            "chain_quality",
            row -> chain(row).quality().map(quality -> quality.score()).orElse(Double.NaN)));
    addContracts(columns);
    addQuotes(columns);
    addGreeks(columns, "own_", OptionChain::columns);
    addGreeks(columns, "source_", OptionChain::sourceColumns);
    addProvenance(columns);
    return columns;
  }

  /** Query over the table function; known only after the columns were run through. */
  String query(String underlying) {
    List<String> selected = new ArrayList<>();
    selected.add("make_timestamp_ns(time_ns) AS fetch_time");
    selected.add(DuckDb.quoted(underlying) + " AS symbol");
    selected.add(roots.sql("root_number") + " AS root");
    selected.add("DATE '1970-01-01' + expiration_day AS expiration");
    selected.add("CAST(strike_thousandths / 1000.0 AS DECIMAL(9, 3)) AS strike");
    selected.add("['call', 'put'][right_number] AS option_type");
    selected.add("expiration_day - trade_day AS dte");
    selected.add("bid, ask, (bid + ask) / 2 AS mid_price, last_price, volume, open_interest");
    selected.add("(ask - bid) / nullif((bid + ask) / 2, 0) AS spread_pct");
    selected.add("bid_size, ask_size, make_timestamp_ns(quote_ns) AS quote_time");
    selected.add("spot AS underlying_price, DATE '1970-01-01' + trade_day AS trade_date");
    selected.add("own_iv AS implied_volatility, own_delta AS delta, own_gamma AS gamma");
    selected.add("own_theta AS theta, own_vega AS vega, own_rho AS rho, own_ulps AS greeks_ulps");
    selected.add("source_iv AS source_implied_volatility, source_delta, source_gamma");
    selected.add("source_theta, source_vega, source_rho, source_ulps AS source_greeks_ulps");
    selected.add(givenSources.sql("source_number") + " AS source");
    selected.add(feeds.sql("feeds_number") + " AS feeds");
    selected.add(terms.sql("terms_number") + " AS terms");
    selected.add(issues.sql("issues_number") + " AS issues");
    selected.add("quality, chain_quality, attached");
    for (QuoteField field : QuoteField.values()) {
      selected.add(feedColumn(field));
      selected.add("make_timestamp_ns(" + timeColumn(field) + ") AS " + timeColumn(field));
    }
    return "SELECT " + String.join(", ", selected) + " FROM java_rows()";
  }

  static String feedColumn(QuoteField field) {
    return field.name().toLowerCase(Locale.ROOT) + "_feed";
  }

  static String timeColumn(QuoteField field) {
    return field.name().toLowerCase(Locale.ROOT) + "_time";
  }

  /** Goes through all rows once, so that all texts have their numbers. */
  void numberTexts() {
    for (int row = 0; row < rows; row++) {
      givenSources.numberOf(sources.get(chainOf[row]));
      feedsNumber(row);
      if (rowOf[row] >= 0) {
        roots.numberOf(contract(row).root());
        termsNumber(row);
        issuesNumber(row);
      }
    }
  }

  private void addContracts(List<JavaRows.Column> columns) {
    columns.add(listed("root_number", row -> roots.numberOf(contract(row).root())));
    columns.add(listed("terms_number", this::termsNumber));
    columns.add(listed("expiration_day", row -> contract(row).expiry().toEpochDay()));
    columns.add(
        listed(
            "strike_thousandths", row -> contract(row).strike().unscaledValue().intValueExact()));
    columns.add(listed("right_number", row -> contract(row).type() == OptionType.CALL ? 1 : 2));
  }

  private void addQuotes(List<JavaRows.Column> columns) {
    columns.add(number("bid", row -> chain(row).bid(rowOf[row])));
    columns.add(number("ask", row -> chain(row).ask(rowOf[row])));
    columns.add(number("last_price", row -> chain(row).last(rowOf[row])));
    columns.add(
        JavaRows.bigint("volume", -1, row -> rowOf[row] < 0 ? -1 : chain(row).volume(rowOf[row])));
    columns.add(count("open_interest", row -> chain(row).openInterest(rowOf[row])));
    columns.add(count("bid_size", row -> chain(row).bidSize(rowOf[row])));
    columns.add(count("ask_size", row -> chain(row).askSize(rowOf[row])));
    columns.add(
        JavaRows.bigint(
            "quote_ns", -1, row -> rowOf[row] < 0 ? -1 : chain(row).quoteTimeNs(rowOf[row])));
    columns.add(listed("issues_number", this::issuesNumber));
    columns.add(
        number(
            "quality",
            row -> chain(row).quality().map(all -> all.score(rowOf[row])).orElse(Double.NaN)));
  }

  private void addGreeks(
      List<JavaRows.Column> columns,
      String prefix,
      Function<OptionChain, Optional<ChainColumns>> greeks) {
    columns.add(greek(prefix + "iv", greeks, ChainColumns::impliedVolatility));
    columns.add(greek(prefix + "delta", greeks, ChainColumns::delta));
    columns.add(greek(prefix + "gamma", greeks, ChainColumns::gamma));
    columns.add(
        number(
            prefix + "theta",
            row -> GreekUnits.thetaPerDay(value(row, greeks, ChainColumns::theta))));
    columns.add(
        number(
            prefix + "vega",
            row -> GreekUnits.vegaPerPoint(value(row, greeks, ChainColumns::vega))));
    columns.add(
        number(
            prefix + "rho", row -> GreekUnits.rhoPerPoint(value(row, greeks, ChainColumns::rho))));
    columns.add(
        JavaRows.integer(
            prefix + "ulps",
            -1,
            row -> {
              Long ulps =
                  GreekUnits.ulps(
                      value(row, greeks, ChainColumns::vega),
                      value(row, greeks, ChainColumns::theta),
                      value(row, greeks, ChainColumns::rho));
              return ulps == null ? -1 : ulps;
            }));
  }

  private void addProvenance(List<JavaRows.Column> columns) {
    for (QuoteField field : QuoteField.values()) {
      columns.add(count(feedColumn(field), row -> feedNumber(field, row)));
      columns.add(JavaRows.bigint(timeColumn(field), NO_TIME, row -> ownTimeNs(field, row)));
    }
  }

  private long feedNumber(QuoteField field, int row) {
    int number =
        feedNumbers
            .get(chainOf[row])
            .getOrDefault(chain(row).provenance().feed(field, rowOf[row]), 0);
    return number == 0 ? -1 : number; // the first goes without saying
  }

  private long ownTimeNs(QuoteField field, int row) {
    if (rowOf[row] < 0) {
      return NO_TIME;
    }
    Optional<Instant> time = chain(row).provenance().time(field, rowOf[row]);
    return time.isPresent() ? EpochNanos.of(time.get()) : NO_TIME;
  }

  private long feedsNumber(int row) {
    ChainProvenance provenance = chain(row).provenance();
    return feeds.numberOf(ChainText.ofFeeds(provenance.feeds()));
  }

  private long termsNumber(int row) {
    String text = ChainText.ofTerms(contract(row).product());
    return text.isEmpty() ? NONE : terms.numberOf(text);
  }

  private long issuesNumber(int row) {
    String text =
        chain(row).quality().map(all -> ChainText.ofIssues(all.issues(rowOf[row]))).orElse("");
    return text.isEmpty() ? NONE : issues.numberOf(text);
  }

  private static int attached(OptionChain chain) {
    return (chain.columns().isPresent() ? OWN_GREEKS : 0)
        | (chain.sourceColumns().isPresent() ? SOURCE_GREEKS : 0)
        | (chain.quality().isPresent() ? QUALITY : 0);
  }

  private OptionChain chain(int row) {
    return chains.get(chainOf[row]);
  }

  private OptionContract contract(int row) {
    return chain(row).contract(rowOf[row]);
  }

  private double value(
      int row,
      Function<OptionChain, Optional<ChainColumns>> greeks,
      Function<ChainColumns, double[]> column) {
    Optional<ChainColumns> found = greeks.apply(chain(row));
    return found.isPresent() && rowOf[row] >= 0
        ? column.apply(found.get())[rowOf[row]]
        : Double.NaN;
  }

  private JavaRows.Column greek(
      String name,
      Function<OptionChain, Optional<ChainColumns>> greeks,
      Function<ChainColumns, double[]> column) {
    return JavaRows.number(name, row -> value(row, greeks, column));
  }

  private JavaRows.Column listed(String name, JavaRows.LongRow value) {
    return JavaRows.integer(name, NONE, row -> rowOf[row] < 0 ? NONE : value.of(row));
  }

  private JavaRows.Column count(String name, JavaRows.LongRow value) {
    return JavaRows.integer(name, -1, row -> rowOf[row] < 0 ? -1 : value.of(row));
  }

  private JavaRows.Column number(String name, JavaRows.DoubleRow value) {
    return JavaRows.number(name, row -> rowOf[row] < 0 ? Double.NaN : value.of(row));
  }
}
