/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.history;

import io.optionskit.contract.OptionContract;
import io.optionskit.contract.OptionProduct;
import io.optionskit.contract.OptionType;
import io.optionskit.data.internal.GreekUnits;
import io.optionskit.market.ChainColumns;
import io.optionskit.market.ChainProvenance;
import io.optionskit.market.ChainQuality;
import io.optionskit.market.EpochNanos;
import io.optionskit.market.Feed;
import io.optionskit.market.OptionChain;
import io.optionskit.market.Quote;
import io.optionskit.market.QuoteField;
import io.optionskit.market.QuoteIssue;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.duckdb.DuckDBDataChunkReader;
import org.duckdb.DuckDBReadableVector;
import org.jspecify.annotations.Nullable;

/** One chain made out of rows of a file. */
final class ChainRowsIn {

  private static final int GREEKS = 7;
  private static final List<String> SELECTED = selected();
  private static final int FIRST_GREEK = SELECTED.indexOf("implied_volatility");
  private static final int FIRST_SOURCE_GREEK = FIRST_GREEK + GREEKS;
  private static final int FIRST_FIELD = FIRST_SOURCE_GREEK + GREEKS;

  private final String underlying;
  private final Map<String, Map<String, OptionProduct>> products = new HashMap<>();
  private final List<Row> rows = new ArrayList<>();
  private @Nullable Chain chain;

  /** What all rows of a chain say alike. */
  private record Chain(
      Instant time,
      LocalDate tradeDate,
      double spot,
      List<Feed> feeds,
      int attached,
      double score) {}

  /** One contract. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Row(
      OptionContract contract,
      Quote quote,
      long volume,
      int openInterest,
      double[] own,
      double[] source,
      double score,
      Set<QuoteIssue> issues,
      int[] feeds,
      long[] timesNs) {}

  ChainRowsIn(String underlying) {
    this.underlying = underlying;
  }

  /** Columns of the query whose chunks are added. */
  static String columns() {
    return String.join(", ", SELECTED);
  }

  private static List<String> selected() {
    List<String> columns =
        new ArrayList<>(
            List.of(
                "epoch_ns(fetch_time)",
                "CAST(trade_date - DATE '1970-01-01' AS INTEGER)",
                "underlying_price",
                "feeds",
                "attached",
                "chain_quality",
                "root",
                "terms",
                "CAST(expiration - DATE '1970-01-01' AS INTEGER)",
                "CAST(strike * 1000 AS INTEGER)",
                "option_type = 'call'",
                "bid",
                "ask",
                "last_price",
                "bid_size",
                "ask_size",
                "epoch_ns(quote_time)",
                "volume",
                "open_interest",
                "issues",
                "quality"));
    for (String prefix : List.of("", "source_")) {
      for (String greek :
          List.of("implied_volatility", "delta", "gamma", "vega", "theta", "rho", "greeks_ulps")) {
        columns.add(prefix + greek);
      }
    }
    for (QuoteField field : QuoteField.values()) {
      columns.add(ChainRowsOut.feedColumn(field));
      columns.add("epoch_ns(" + ChainRowsOut.timeColumn(field) + ")");
    }
    return List.copyOf(columns);
  }

  boolean isEmpty() {
    return chain == null;
  }

  void add(DuckDBDataChunkReader chunk) {
    DuckDBReadableVector[] columns = new DuckDBReadableVector[SELECTED.size()];
    Arrays.setAll(columns, chunk::vector);
    for (long row = 0; row < chunk.rowCount(); row++) {
      if (chain == null) {
        chain = chain(columns, row);
      }
      if (!columns[6].isNull(row)) {
        rows.add(row(columns, row));
      }
    }
  }

  private static Chain chain(DuckDBReadableVector[] columns, long row) {
    return new Chain(
        EpochNanos.toInstant(columns[0].getLong(row)),
        LocalDate.ofEpochDay(columns[1].getInt(row)),
        columns[2].getDouble(row, Double.NaN),
        ChainText.feeds(columns[3].getString(row)),
        columns[4].getInt(row),
        columns[5].getDouble(row, Double.NaN));
  }

  private Row row(DuckDBReadableVector[] columns, long row) {
    String root = columns[6].getString(row);
    String terms = columns[7].isNull(row) ? "" : columns[7].getString(row);
    OptionProduct product =
        products
            .computeIfAbsent(root, key -> new HashMap<>())
            .computeIfAbsent(terms, key -> ChainText.product(root, underlying, key));
    OptionContract contract =
        new OptionContract(
            product,
            LocalDate.ofEpochDay(columns[8].getInt(row)),
            columns[10].getBoolean(row) ? OptionType.CALL : OptionType.PUT,
            BigDecimal.valueOf(columns[9].getInt(row), 3));
    Instant time = EpochNanos.toInstant(columns[16].getLong(row, -1));
    Quote quote =
        Quote.of(
            columns[11].getDouble(row, Double.NaN),
            columns[12].getDouble(row, Double.NaN),
            columns[13].getDouble(row, Double.NaN),
            columns[14].getInt(row, -1),
            columns[15].getInt(row, -1),
            time,
            time);
    int fields = QuoteField.values().length;
    int[] feeds = new int[fields];
    long[] timesNs = new long[fields];
    for (int i = 0; i < fields; i++) {
      feeds[i] = columns[FIRST_FIELD + 2 * i].getInt(row, 0);
      timesNs[i] = columns[FIRST_FIELD + 2 * i + 1].getLong(row, -1);
    }
    return new Row(
        contract,
        quote,
        columns[17].getLong(row, -1),
        columns[18].getInt(row, -1),
        greeks(columns, FIRST_GREEK, row),
        greeks(columns, FIRST_SOURCE_GREEK, row),
        columns[20].getDouble(row, Double.NaN),
        columns[19].isNull(row) ? Set.of() : ChainText.issues(columns[19].getString(row)),
        feeds,
        timesNs);
  }

  private static double[] greeks(DuckDBReadableVector[] columns, int first, long row) {
    double[] inUnits = new double[3];
    for (int i = 0; i < inUnits.length; i++) {
      inUnits[i] = columns[first + 3 + i].getDouble(row, Double.NaN);
    }
    double[] raw = GreekUnits.raw(inUnits, columns[first + 6].getInt(row, -1));
    double[] greeks = new double[6];
    for (int i = 0; i < 3; i++) {
      greeks[i] = columns[first + i].getDouble(row, Double.NaN);
      greeks[3 + i] = raw[i];
    }
    return greeks;
  }

  /** Returns the chain of all rows; to be called only if there were some. */
  OptionChain build() {
    Chain facts = chain;
    if (facts == null) {
      throw new IllegalStateException("no row was added");
    }
    rows.sort(Comparator.comparing(Row::contract)); // as chains have them
    OptionChain.Builder builder = OptionChain.builder(underlying, facts.time, facts.tradeDate);
    if (!Double.isNaN(facts.spot)) {
      builder.spot(facts.spot);
    }
    rows.forEach(row -> builder.add(row.contract, row.quote, row.volume, row.openInterest));
    OptionChain built = builder.build().withProvenance(provenance(facts));
    if ((facts.attached & ChainRowsOut.OWN_GREEKS) != 0) {
      built = built.withColumns(columns(rows.stream().map(Row::own).toList()));
    }
    if ((facts.attached & ChainRowsOut.SOURCE_GREEKS) != 0) {
      built = built.withSourceColumns(columns(rows.stream().map(Row::source).toList()));
    }
    if ((facts.attached & ChainRowsOut.QUALITY) != 0) {
      built =
          built.withQuality(
              ChainQuality.of(
                  facts.score,
                  rows.stream().mapToDouble(Row::score).toArray(),
                  rows.stream().map(Row::issues).toList()));
    }
    return built;
  }

  private ChainProvenance provenance(Chain facts) {
    ChainProvenance.Builder provenance = ChainProvenance.builder(facts.feeds.get(0));
    facts.feeds.forEach(provenance::alsoFrom);
    QuoteField[] fields = QuoteField.values();
    for (int i = 0; i < fields.length; i++) {
      int field = i;
      long[] times = rows.stream().mapToLong(row -> row.timesNs[field]).toArray();
      if (Arrays.stream(times).anyMatch(time -> time >= 0)) {
        provenance.times(Set.of(fields[field]), times);
      }
      if (rows.stream().anyMatch(row -> row.feeds[field] != 0)) {
        provenance.feeds(
            fields[field], rows.stream().map(row -> facts.feeds.get(row.feeds[field])).toList());
      }
    }
    return provenance.build();
  }

  private static ChainColumns columns(List<double[]> rows) {
    double[][] columns = new double[6][rows.size()];
    for (int row = 0; row < rows.size(); row++) {
      for (int column = 0; column < columns.length; column++) {
        columns[column][row] = rows.get(row)[column];
      }
    }
    return new ChainColumns(columns[0], columns[1], columns[2], columns[3], columns[4], columns[5]);
  }
}
