/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.store;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What differs between the databases: how values are written, rows added, transactions begun. */
enum Dialect {
  /** Text for instants, dates and exact amounts, because it has no types of its own for them. */
  SQLITE("sqlite", "org.xerial:sqlite-jdbc"),
  /** PostgreSQL 14 or later, with or without TimescaleDB. */
  POSTGRESQL("postgresql", "org.postgresql:postgresql"),
  /** MySQL 8, MariaDB 10.6 and later. */
  MYSQL("mysql", "org.mariadb.jdbc:mariadb-java-client");

  /** Fewest digits after the point that every store keeps of a price or an amount. */
  static final int DECIMALS = 6;

  private final String word;
  private final String artifact;

  Dialect(String word, String artifact) {
    this.word = word;
    this.artifact = artifact;
  }

  /** Returns the folder of its scripts. */
  String word() {
    return word;
  }

  /** Returns the Maven coordinates of its driver. */
  String artifact() {
    return artifact;
  }

  /** Returns an instant as this database keeps it: to the microsecond, in SQLite exactly. */
  Instant kept(Instant instant) {
    return this == SQLITE ? instant : instant.truncatedTo(ChronoUnit.MICROS);
  }

  /**
   * Sets the parameters of a statement; {@code NaN} and null become unknown.
   *
   * @param values texts, numbers, instants, dates, flags, {@link Json}, {@link Price}
   */
  void bind(PreparedStatement statement, @Nullable Object... values) throws SQLException {
    for (int i = 0; i < values.length; i++) {
      bind(statement, i + 1, values[i]);
    }
  }

  private void bind(PreparedStatement statement, int index, @Nullable Object value)
      throws SQLException {
    if (value == null
        || (value instanceof Double number && !Double.isFinite(number))
        || (value instanceof Price price && !Double.isFinite(price.value()))) {
      statement.setNull(index, Types.NULL);
    } else if (value instanceof Double number) {
      statement.setDouble(index, number);
    } else if (value instanceof Price price) {
      if (this == SQLITE) {
        statement.setDouble(index, price.rounded().doubleValue());
      } else {
        statement.setBigDecimal(index, price.rounded());
      }
    } else if (value instanceof BigDecimal amount) {
      if (this == SQLITE) {
        statement.setString(index, amount.toPlainString());
      } else {
        statement.setBigDecimal(index, amount);
      }
    } else if (value instanceof Boolean flag) {
      if (this == POSTGRESQL) {
        statement.setBoolean(index, flag);
      } else {
        statement.setInt(index, flag ? 1 : 0);
      }
    } else if (value instanceof Number number) {
      statement.setLong(index, number.longValue());
    } else if (value instanceof Instant instant) {
      bindInstant(statement, index, instant);
    } else if (value instanceof LocalDate date && this != SQLITE) {
      statement.setObject(index, date);
    } else if (value instanceof Json json && this == POSTGRESQL) {
      statement.setObject(index, json.text(), Types.OTHER);
    } else {
      statement.setString(index, value instanceof Json json ? json.text() : value.toString());
    }
  }

  private void bindInstant(PreparedStatement statement, int index, Instant instant)
      throws SQLException {
    switch (this) {
      case SQLITE -> statement.setString(index, StoreText.of(instant));
      case POSTGRESQL ->
          statement.setObject(index, OffsetDateTime.ofInstant(kept(instant), ZoneOffset.UTC));
      case MYSQL ->
          statement.setObject(index, LocalDateTime.ofInstant(kept(instant), ZoneOffset.UTC));
    }
  }

  /**
   * Returns the statement that adds a row and, if one with its key is there, replaces some of its
   * columns, or nothing.
   *
   * @param updated columns replaced by the new row's; empty to leave the old row as it is
   */
  String insert(String table, List<String> columns, List<String> key, List<String> updated) {
    String insert =
        "INSERT INTO "
            + table
            + " ("
            + String.join(", ", columns)
            + ") VALUES ("
            + columns.stream().map(column -> "?").collect(Collectors.joining(", "))
            + ")";
    if (this == MYSQL) {
      return insert
          + " ON DUPLICATE KEY UPDATE "
          + (updated.isEmpty()
              ? key.get(0) + " = " + key.get(0)
              : updated.stream()
                  .map(column -> column + " = VALUES(" + column + ")")
                  .collect(Collectors.joining(", ")));
    }
    return updated.isEmpty()
        ? insert + " ON CONFLICT DO NOTHING"
        : insert
            + " ON CONFLICT ("
            + String.join(", ", key)
            + ") DO UPDATE SET "
            + updated.stream()
                .map(column -> column + " = excluded." + column)
                .collect(Collectors.joining(", "));
  }

  /** Begins a transaction; in SQLite one that writes waits for its turn at once. */
  void begin(Connection connection, boolean writes) throws SQLException {
    if (this == SQLITE) {
      execute(connection, writes ? "BEGIN IMMEDIATE" : "BEGIN");
    } else {
      connection.setAutoCommit(false);
    }
  }

  void commit(Connection connection) throws SQLException {
    if (this == SQLITE) {
      execute(connection, "COMMIT");
    } else {
      connection.commit();
      connection.setAutoCommit(true);
    }
  }

  void rollBack(Connection connection) throws SQLException {
    if (this == SQLITE) {
      execute(connection, "ROLLBACK");
    } else {
      connection.rollback();
      connection.setAutoCommit(true);
    }
  }

  /** Returns whether the same transaction may succeed when it is done once more. */
  boolean retryable(SQLException e) {
    String state = String.valueOf(e.getSQLState());
    return state.equals("40001") || state.equals("40P01");
  }

  /** Returns whether a failure leaves the connection of no use. */
  boolean breaksConnection(SQLException e) {
    String state = String.valueOf(e.getSQLState());
    return state.startsWith("08") || state.startsWith("57P");
  }

  static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Text in a column of JSON. */
  record Json(String text) {}

  /** An estimated price in a column that keeps six decimals. */
  record Price(double value) {

    BigDecimal rounded() {
      return BigDecimal.valueOf(value).setScale(DECIMALS, RoundingMode.HALF_EVEN);
    }
  }
}
