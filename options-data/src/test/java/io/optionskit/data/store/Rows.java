/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.store;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads tables with plain SQL, beside the library's own reading. */
final class Rows {

  private Rows() {}

  static List<Map<String, Object>> of(TradeStore store, String sql) {
    Dialect dialect = store.database().dialect();
    return store
        .database()
        .read(
            "look",
            connection -> {
              List<Map<String, Object>> rows = new ArrayList<>();
              try (Statement statement = connection.createStatement();
                  ResultSet result = statement.executeQuery(sql)) {
                ResultSetMetaData columns = result.getMetaData();
                Row row = new Row(dialect, result);
                while (result.next()) {
                  Map<String, Object> values = new LinkedHashMap<>();
                  for (int i = 1; i <= columns.getColumnCount(); i++) {
                    String name = columns.getColumnLabel(i);
                    Optional<Table.Kind> kind = kind(name);
                    values.put(
                        name,
                        kind.isEmpty() ? small(result.getObject(i)) : value(row, name, kind.get()));
                  }
                  rows.add(values);
                }
              }
              return rows;
            });
  }

  static void execute(TradeStore store, String sql) {
    store
        .database()
        .outsideTransaction(
            "do something",
            connection -> {
              Dialect.execute(connection, sql);
              return true;
            });
  }

  /** Returns what a column of that name holds in the tables that have one. */
  private static Optional<Table.Kind> kind(String column) {
    return Table.ALL.stream()
        .flatMap(table -> table.columns().stream())
        .filter(each -> each.name().equals(column) && !column.equals("version"))
        .map(Table.Column::kind)
        .findFirst();
  }

  /** Returns a value in the same form from every database. */
  private static Object value(Row row, String column, Table.Kind kind) throws SQLException {
    return switch (kind) {
      case TEXT, JSON -> row.findText(column);
      case WHOLE -> small(row.findWhole(column));
      case REAL, PRICE -> {
        double value = row.number(column);
        yield Double.isNaN(value) ? null : (Object) value;
      }
      case MONEY, EXACT -> {
        BigDecimal amount = row.findExact(column);
        yield amount == null ? null : plain(amount);
      }
      case TIME -> {
        Instant instant = row.findInstant(column);
        yield instant == null ? null : StoreText.of(instant);
      }
      case DATE -> {
        LocalDate date = row.findDate(column);
        yield date == null ? null : date.toString();
      }
      case FLAG -> row.flag(column) ? 1 : 0;
    };
  }

  private static Object small(Object value) {
    return value instanceof Long whole && whole == whole.intValue() ? whole.intValue() : value;
  }

  /** Returns an amount without zeros at its end, as {@link #of} does. */
  static String plain(BigDecimal amount) {
    return amount.signum() == 0 ? "0" : amount.stripTrailingZeros().toPlainString();
  }

  static Map<String, Object> one(TradeStore store, String sql) {
    List<Map<String, Object>> rows = of(store, sql);
    if (rows.size() != 1) {
      throw new AssertionError(sql + " gives " + rows.size() + " rows: " + rows);
    }
    return rows.get(0);
  }

  /** Returns the content of all tables. */
  static Map<String, List<Map<String, Object>>> all(TradeStore store) {
    Map<String, List<Map<String, Object>>> tables = new TreeMap<>();
    for (String name : names(store)) {
      List<Map<String, Object>> rows = of(store, "SELECT * FROM " + name);
      rows.sort(Comparator.comparing(Map::toString));
      tables.put(name, rows);
    }
    return tables;
  }

  /** Returns the names of all tables, partitions not counted. */
  static List<String> names(TradeStore store) {
    String sql =
        switch (store.database().dialect()) {
          case SQLITE ->
              "SELECT name AS n FROM sqlite_master WHERE type = 'table' AND name NOT LIKE"
                  + " 'sqlite%'";
          case POSTGRESQL ->
              "SELECT relname AS n FROM pg_class WHERE relkind IN ('r', 'p') AND NOT relispartition"
                  + " AND relnamespace = current_schema()::regnamespace";
          case MYSQL ->
              "SELECT TABLE_NAME AS n FROM information_schema.TABLES WHERE TABLE_SCHEMA ="
                  + " DATABASE()";
        };
    return of(store, sql).stream().map(row -> String.valueOf(row.get("n"))).sorted().toList();
  }

  static String plan(TradeStore store, String sql) {
    StringBuilder plan = new StringBuilder();
    of(store, "EXPLAIN QUERY PLAN " + sql)
        .forEach(step -> plan.append(step.get("detail")).append('\n'));
    return plan.toString();
  }
}
