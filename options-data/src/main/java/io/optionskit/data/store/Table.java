/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.store;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A table of the schema: its columns with what they hold, and its key. The scripts make the tables;
 * this says what is in them, so that rows can be read, written and compared on every database.
 */
record Table(String name, List<Column> columns, List<String> key) {

  /** What a column holds. */
  enum Kind {
    /** Any text. */
    TEXT,
    /** Whole number. */
    WHOLE,
    /** Estimate. */
    REAL,
    /** Estimated price, with six decimals. */
    PRICE,
    /** Exact price or amount, with six decimals. */
    MONEY,
    /** Exact number with as many decimals as it has. */
    EXACT,
    /** Instant. */
    TIME,
    /** Date. */
    DATE,
    /** JSON. */
    JSON,
    /** True or false. */
    FLAG
  }

  /** One column. */
  record Column(String name, Kind kind) {}

  /** Every table but {@code schema_version}, in an order in which they can be filled. */
  static final List<Table> ALL =
      """
      options_chains: symbol text, root text, expiration date, option_type text, strike money, bid price, ask price, mid_price price, last_price price, volume whole, open_interest whole, implied_volatility real, delta real, gamma real, theta real, vega real, rho real, spread_pct real, dte whole, underlying_price price, source text, fetch_time time, bid_size whole, ask_size whole, quote_time time, greeks_ulps whole, unrounded text; symbol expiration strike option_type fetch_time root
      signals: id text, ts time, mode text, symbol text, strategy text, action text, confidence real, regime text, iv_rank real, vix real, expiration date, dte whole, net_price money, max_profit real, max_risk real, features json, model_predictions json, reasons json, executed flag, expires_at time, created_at time, session_id text; id
      signal_legs: signal_id text, leg_no whole, leg_type text, option_type text, strike money, expiration date, ratio whole, price money, delta real, root text; signal_id leg_no
      orders: id text, client_order_id text, broker_order_id text, signal_id text, mode text, symbol text, order_type text, time_in_force text, limit_price money, quantity whole, status text, reject_reason text, submitted_at time, updated_at time, session_id text; id
      fills: id text, order_id text, leg_no whole, broker_exec_id text, ts time, quantity whole, price money, commission money, mid_at_fill real; id
      trades: id text, signal_id text, mode text, symbol text, strategy text, action text, entry_time time, exit_time time, quantity whole, entry_price money, exit_price money, commission money, pnl money, pnl_pct real, status text, exit_reason text, regime text, mfe real, mae real, metadata json, created_at time, session_id text; id
      positions: id text, trade_id text, mode text, symbol text, leg_type text, option_type text, strike money, expiration date, quantity whole, entry_price money, current_price price, delta real, gamma real, theta real, vega real, unrealized_pnl real, status text, updated_at time, root text, session_id text; id
      bars: symbol text, bar_interval text, ts time, open price, high price, low price, close price, volume whole, vwap price, source text, filled flag, start_ts time, unrounded text; symbol bar_interval ts
      volatility_indices: name text, ts time, value real, source text; name ts
      reference_series: series text, observation_date date, release_date date, value exact; series observation_date release_date
      calendar_events: event_type text, symbol text, event_date date, timing text, known_at time, event_time time; event_type symbol event_date known_at
      correlations: pair text, ts time, window_points whole, correlation real, rolling_mean real, z_score real, price_divergence real; pair ts window_points
      predictions: id text, ts time, symbol text, model_id text, model_version text, probability real, expected_return real, confidence real, regime text, fallback flag, outcome real, outcome_at time; id
      model_registry: model_id text, version text, tag text, features json, train_from date, train_to date, metrics json, file_hash text, path text, created_at time; model_id version
      model_metrics: model_id text, version text, ts time, regime text, metric text, value real, lower real, upper real, samples whole; model_id version ts regime metric
      sessions: id text, mode text, started_at time, ended_at time, initial_balance money, final_balance real, trades whole, wins whole; id
      risk_events: id text, ts time, mode text, kind text, severity text, symbol text, value real, limit_value real, action text, cleared_at time, cleared_by text, session_id text; id
      daily_pnl: trade_date date, mode text, realized money, unrealized real, commission money, equity real, high_water_mark real, session_id text; trade_date mode session_id
      usage_costs: provider text, usage_date date, calls whole, bytes whole, points whole, cost_usd money; provider usage_date
      audit_log: id text, ts time, actor text, kind text, subject_id text, payload json, session_id text; id
      """
          .lines()
          .map(Table::parse)
          .toList();

  static Table named(String name) {
    return ALL.stream()
        .filter(table -> table.name.equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("the schema has no table " + name));
  }

  List<String> columnNames() {
    return columns.stream().map(Column::name).toList();
  }

  /** Returns the statement that adds a whole row; a row with the same key stays as it is. */
  String insert(Dialect dialect) {
    return dialect.insert(name, columnNames(), key, List.of());
  }

  /**
   * Returns the statement that adds a whole row or puts it in the place of the one with its key.
   */
  String replace(Dialect dialect) {
    return dialect.insert(
        name,
        columnNames(),
        key,
        columnNames().stream().filter(column -> !key.contains(column)).toList());
  }

  /** Returns the values of a row in the order of the columns, as a dialect binds them. */
  @Nullable Object[] values(Row row) throws SQLException {
    @Nullable Object[] values = new @Nullable Object[columns.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = value(row, columns.get(i));
    }
    return values;
  }

  private static @Nullable Object value(Row row, Column column) throws SQLException {
    String name = column.name;
    return switch (column.kind) {
      case TEXT -> row.findText(name);
      case WHOLE -> row.findWhole(name);
      case REAL -> boxed(row.number(name));
      case PRICE -> {
        double value = row.number(name);
        yield Double.isNaN(value) ? null : new Dialect.Price(value);
      }
      case MONEY, EXACT -> row.findExact(name);
      case TIME -> row.findInstant(name);
      case DATE -> row.findDate(name);
      case JSON -> {
        String text = row.findText(name);
        yield text == null ? null : new Dialect.Json(text);
      }
      case FLAG -> row.flag(name);
    };
  }

  private static @Nullable Double boxed(double value) {
    return Double.isNaN(value) ? null : value;
  }

  private static Table parse(String line) {
    int colon = line.indexOf(':');
    int semicolon = line.indexOf(';');
    List<Column> columns = new ArrayList<>();
    for (String column : line.substring(colon + 1, semicolon).split(",", -1)) {
      String[] parts = column.trim().split(" ", 2);
      columns.add(new Column(parts[0], Kind.valueOf(parts[1].toUpperCase(Locale.ROOT))));
    }
    return new Table(
        line.substring(0, colon),
        List.copyOf(columns),
        Stream.of(line.substring(semicolon + 1).trim().split(" ", -1))
            .map(Objects::requireNonNull)
            .toList());
  }
}
