/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One partition of {@code options_chains} per month of {@code fetch_time}, UTC, made before the
 * month begins. Rows of a month without one go to a partition for the rest, and move when theirs is
 * made.
 */
final class Partitions {

  private static final String REST = "options_chains_other";

  private Partitions() {}

  /** Makes what is missing of this month and some after it. */
  static void make(Database database, Instant now, int monthsAhead) {
    YearMonth first = YearMonth.from(now.atOffset(ZoneOffset.UTC));
    switch (database.dialect()) {
      case SQLITE -> {}
      case POSTGRESQL ->
          database.write(
              "make partitions",
              connection -> {
                for (int i = 0; i <= monthsAhead; i++) {
                  makeMonth(connection, first.plusMonths(i));
                }
                return monthsAhead;
              });
      case MYSQL ->
          database.outsideTransaction(
              "make partitions",
              connection ->
                  Migrations.whileLocked(
                      connection, held -> split(held, first, first.plusMonths(monthsAhead))));
    }
  }

  /**
   * Drops the partitions all of whose rows are from before an instant.
   *
   * @return their names
   */
  static List<String> dropBefore(Database database, Instant cutoff) {
    return switch (database.dialect()) {
      case SQLITE -> List.of();
      case POSTGRESQL ->
          database.write(
              "drop old partitions",
              connection -> {
                // A lock that is long in coming would hold up everybody behind it.
                Dialect.execute(connection, "SET LOCAL lock_timeout = '10s'");
                Migrations.lock(Dialect.POSTGRESQL, connection);
                List<String> old = oldMonths(connection, cutoff);
                for (String name : old) {
                  Dialect.execute(connection, "DROP TABLE " + name);
                }
                return old;
              });
      case MYSQL ->
          database.outsideTransaction(
              "drop old partitions",
              connection ->
                  Migrations.whileLocked(connection, held -> dropOldPartitions(held, cutoff)));
    };
  }

  private static List<String> oldMonths(Connection connection, Instant cutoff) throws SQLException {
    List<String> old = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid WHERE"
                    + " i.inhparent = to_regclass('options_chains') ORDER BY c.relname")) {
      while (rows.next()) {
        String name = rows.getString(1);
        if (name.matches("options_chains_\\d{4}_\\d{2}")) {
          YearMonth month =
              YearMonth.of(
                  Integer.parseInt(name.substring(15, 19)), Integer.parseInt(name.substring(20)));
          if (!month.plusMonths(1).atDay(1).isAfter(dateOf(cutoff))) {
            old.add(name);
          }
        }
      }
    }
    return List.copyOf(old);
  }

  private static List<String> dropOldPartitions(Connection connection, Instant cutoff)
      throws SQLException {
    List<String> old = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT PARTITION_NAME, PARTITION_DESCRIPTION FROM information_schema.PARTITIONS"
                    + " WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'options_chains' AND"
                    + " PARTITION_NAME IS NOT NULL ORDER BY PARTITION_ORDINAL_POSITION")) {
      while (rows.next()) {
        String end = rows.getString(2).replace("'", "");
        if (!end.equals("MAXVALUE")
            && !LocalDate.parse(end.substring(0, 10)).isAfter(dateOf(cutoff))) {
          old.add(rows.getString(1));
        }
      }
    }
    if (!old.isEmpty()) {
      Dialect.execute(
          connection, "ALTER TABLE options_chains DROP PARTITION " + String.join(", ", old));
    }
    return List.copyOf(old);
  }

  private static LocalDate dateOf(Instant midnight) {
    return LocalDate.ofInstant(midnight, ZoneOffset.UTC);
  }

  private static void makeMonth(Connection connection, YearMonth month) throws SQLException {
    String name =
        String.format(
            Locale.ROOT, "options_chains_%04d_%02d", month.getYear(), month.getMonthValue());
    if (!isByMonth(connection) || exists(connection, name)) {
      return;
    }
    Migrations.lock(Dialect.POSTGRESQL, connection);
    if (exists(connection, name)) {
      return; // made while this one waited
    }
    String from = "'" + month.atDay(1) + " 00:00:00+00'";
    String to = "'" + month.plusMonths(1).atDay(1) + " 00:00:00+00'";
    Dialect.execute(connection, "LOCK TABLE " + REST + " IN ACCESS EXCLUSIVE MODE");
    Dialect.execute(
        connection,
        "CREATE TABLE " + name + " (LIKE options_chains INCLUDING CONSTRAINTS INCLUDING INDEXES)");
    Dialect.execute(
        connection,
        "WITH moved AS (DELETE FROM "
            + REST
            + " WHERE fetch_time >= "
            + from
            + " AND fetch_time < "
            + to
            + " RETURNING *) INSERT INTO "
            + name
            + " SELECT * FROM moved");
    Dialect.execute(
        connection,
        "ALTER TABLE options_chains ATTACH PARTITION "
            + name
            + " FOR VALUES FROM ("
            + from
            + ") TO ("
            + to
            + ")");
  }

  /** Returns whether the chains are kept by month, not in a hypertable. */
  private static boolean isByMonth(Connection connection) throws SQLException {
    return isTrue(
        connection, "SELECT relkind = 'p' FROM pg_class WHERE oid = to_regclass('options_chains')");
  }

  private static boolean exists(Connection connection, String table) throws SQLException {
    // Reads the catalogue as a table: to_regclass may remember what was before the lock was
    // granted.
    return isTrue(
        connection,
        "SELECT EXISTS (SELECT 1 FROM pg_class WHERE relname = '"
            + table
            + "' AND relnamespace = current_schema()::regnamespace)");
  }

  private static boolean isTrue(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      return rows.next() && rows.getBoolean(1);
    }
  }

  /** Splits the last partition of MySQL; its partitions can only be added in order. */
  private static int split(Connection connection, YearMonth first, YearMonth last)
      throws SQLException {
    List<String> names = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT PARTITION_NAME FROM information_schema.PARTITIONS WHERE TABLE_SCHEMA ="
                    + " DATABASE() AND TABLE_NAME = 'options_chains' AND PARTITION_NAME IS NOT NULL"
                    + " ORDER BY PARTITION_ORDINAL_POSITION")) {
      while (rows.next()) {
        names.add(rows.getString(1));
      }
    }
    List<String> added = new ArrayList<>();
    YearMonth next = first;
    if (names.size() <= 1) {
      added.add("PARTITION p_before VALUES LESS THAN ('" + first.atDay(1) + " 00:00:00')");
    } else {
      String newest = names.get(names.size() - 2);
      if (newest.matches("p\\d{6}")) {
        next =
            YearMonth.of(
                    Integer.parseInt(newest.substring(1, 5)), Integer.parseInt(newest.substring(5)))
                .plusMonths(1);
      }
    }
    for (YearMonth month = next; !month.isAfter(last); month = month.plusMonths(1)) {
      added.add(
          String.format(Locale.ROOT, "PARTITION p%04d%02d", month.getYear(), month.getMonthValue())
              + " VALUES LESS THAN ('"
              + month.plusMonths(1).atDay(1)
              + " 00:00:00')");
    }
    if (!names.isEmpty() && !added.isEmpty()) {
      Dialect.execute(
          connection,
          "ALTER TABLE options_chains REORGANIZE PARTITION p_rest INTO ("
              + String.join(", ", added)
              + ", PARTITION p_rest VALUES LESS THAN (MAXVALUE))");
    }
    return added.size();
  }
}
