/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.store;

import io.optionskit.data.store.Dialect.Json;
import io.optionskit.data.store.Dialect.Price;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;

/** Rows for every table, with values that are easily spoilt on the way. */
final class SampleRows {

  static final String TRICKY = "Größe 😀 \\ %_ '\"`; DROP TABLE trades; -- \t\u00a0é";

  private static final Map<String, String> FIXED =
      Map.of(
          "option_type", "call", "leg_type", "sell", "orders.status", "pending", "status", "open");

  private SampleRows() {}

  /** Adds some rows to every table. */
  static void fill(TradeStore store, int rows) {
    for (Table table : Table.ALL) {
      TableData.Writer writer = new TableData.Writer(store.database(), table);
      for (int row = 0; row < rows; row++) {
        writer.accept(row(table, row));
      }
      writer.flush();
    }
  }

  static Object[] row(Table table, int number) {
    Object[] row = new Object[table.columns().size()];
    for (int i = 0; i < row.length; i++) {
      Table.Column column = table.columns().get(i);
      boolean isRequired = table.key().contains(column.name()) || number % 2 == 0;
      row[i] = isRequired || !mayBeMissing(table, column) ? value(table, column, number) : null;
    }
    return row;
  }

  private static boolean mayBeMissing(Table table, Table.Column column) {
    return switch (column.kind()) {
      case REAL -> !table.name().equals("daily_pnl") && !table.name().equals("volatility_indices");
      case JSON -> !table.name().equals("model_registry");
      case PRICE -> table.name().equals("options_chains") || table.name().equals("positions");
      default -> false;
    };
  }

  private static Object value(Table table, Table.Column column, int number) {
    String fixed = FIXED.getOrDefault(table.name() + "." + column.name(), FIXED.get(column.name()));
    if (fixed != null) {
      return fixed;
    }
    if (column.name().equals("confidence")) {
      return 0.1 + 0.2;
    }
    return switch (column.kind()) {
      case TEXT -> text(column, number);
      case WHOLE -> (long) number;
      case REAL -> new double[] {0.1 + 0.2, -1e300, 1e-300, 1 / 3.0}[number % 4];
      case PRICE -> new Price(100 + number / 100.0);
      case MONEY -> new BigDecimal("-1234567.123456").add(BigDecimal.valueOf(number));
      case EXACT -> new BigDecimal("5.330").add(BigDecimal.valueOf(number));
      case TIME -> Instant.parse("2024-03-10T06:59:59.999999Z").plusSeconds(3600L * number);
      case DATE -> LocalDate.of(2024, 2, 29).plusDays(number);
      case JSON -> new Json("{\"a\": null, \"b\": [1, 2.5, \"ü😀\"], \"n\": " + number + "}");
      case FLAG -> number % 3 == 0;
    };
  }

  private static String text(Table.Column column, int number) {
    return switch (column.name()) {
      case "root", "symbol" -> "R" + number;
      case "mode", "order_type", "time_in_force", "timing", "bar_interval", "severity" ->
          "m" + number;
      case "unrounded" -> ",,,";
      default -> number + " " + TRICKY;
    };
  }
}
