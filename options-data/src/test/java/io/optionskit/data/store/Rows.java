/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.store;

import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads tables with plain SQL, beside the library's own reading. */
final class Rows {

  private Rows() {}

  static List<Map<String, Object>> of(SqliteStore store, String sql) {
    return store
        .database()
        .inTransaction(
            "look",
            connection -> {
              List<Map<String, Object>> rows = new ArrayList<>();
              try (Statement statement = connection.createStatement();
                  ResultSet result = statement.executeQuery(sql)) {
                ResultSetMetaData columns = result.getMetaData();
                while (result.next()) {
                  Map<String, Object> row = new LinkedHashMap<>();
                  for (int i = 1; i <= columns.getColumnCount(); i++) {
                    row.put(columns.getColumnName(i), result.getObject(i));
                  }
                  rows.add(row);
                }
              }
              return rows;
            });
  }

  static Map<String, Object> one(SqliteStore store, String sql) {
    List<Map<String, Object>> rows = of(store, sql);
    if (rows.size() != 1) {
      throw new AssertionError(sql + " gives " + rows.size() + " rows: " + rows);
    }
    return rows.get(0);
  }

  /** Returns the content of all tables. */
  static Map<String, List<Map<String, Object>>> all(SqliteStore store) {
    Map<String, List<Map<String, Object>>> tables = new TreeMap<>();
    for (Map<String, Object> table :
        of(store, "SELECT name FROM sqlite_master WHERE type = 'table'")) {
      String name = String.valueOf(table.get("name"));
      if (!name.startsWith("sqlite_")) {
        List<Map<String, Object>> rows = of(store, "SELECT * FROM " + name);
        rows.sort(Comparator.comparing(Map::toString));
        tables.put(name, rows);
      }
    }
    return tables;
  }

  static String plan(SqliteStore store, String sql) {
    StringBuilder plan = new StringBuilder();
    of(store, "EXPLAIN QUERY PLAN " + sql)
        .forEach(step -> plan.append(step.get("detail")).append('\n'));
    return plan.toString();
  }
}
