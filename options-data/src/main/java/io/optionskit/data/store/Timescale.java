/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.store;

import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The extension TimescaleDB of a PostgreSQL server. */
final class Timescale {

  private static final Logger LOG = LoggerFactory.getLogger(Timescale.class);

  private Timescale() {}

  /**
   * Makes the extension ready in a database where the server has it.
   *
   * @return whether it can be used; nothing is changed otherwise
   */
  static boolean prepare(Database database) {
    if (database.dialect() != Dialect.POSTGRESQL) {
      return false;
    }
    if (texts(database, "SELECT name FROM pg_available_extensions WHERE name = 'timescaledb'")
        .isEmpty()) {
      LOG.info("{} has no TimescaleDB: chains are kept in partitions by month", database.name());
      return false;
    }
    try {
      database.outsideTransaction(
          "make TimescaleDB ready",
          connection -> {
            // IF NOT EXISTS alone fails when two processes do it at the same time.
            Dialect.execute(connection, "SELECT pg_advisory_lock(" + Migrations.LOCK + ")");
            try {
              Dialect.execute(connection, "CREATE EXTENSION IF NOT EXISTS timescaledb");
            } finally {
              Dialect.execute(connection, "SELECT pg_advisory_unlock(" + Migrations.LOCK + ")");
            }
            return true;
          });
      return true;
    } catch (StoreException e) {
      LOG.warn(
          "TimescaleDB is installed but cannot be used, so chains are kept in partitions by month:"
              + " {}",
          e.getMessage());
      return false;
    }
  }

  /** Returns whether chains are kept in a hypertable. */
  static boolean isHypertable(Database database) {
    return database.dialect() == Dialect.POSTGRESQL
        && !texts(database, "SELECT extname FROM pg_extension WHERE extname = 'timescaledb'")
            .isEmpty()
        && !texts(
                database,
                "SELECT hypertable_name FROM timescaledb_information.hypertables WHERE"
                    + " hypertable_schema = current_schema() AND hypertable_name ="
                    + " 'options_chains'")
            .isEmpty();
  }

  /**
   * Drops the chunks of chains that are too old as a whole, and lets the server do so from now on.
   *
   * @return names of the chunks
   */
  static List<String> retain(Database database, Retention chains, Instant now) {
    policy(database, "policy_retention", "drop_after", "retention", chains.days());
    policy(database, "policy_compression", "compress_after", "compression", chains.daysInDetail());
    return chains.days().isEmpty()
        ? List.of()
        : texts(
            database,
            "SELECT drop_chunks('options_chains', older_than => TIMESTAMPTZ '"
                + LocalDate.ofInstant(now, ZoneOffset.UTC).minusDays(chains.days().getAsInt())
                + " 00:00:00+00')");
  }

  /** Sets one of the server's policies, unless it is so already. */
  private static void policy(
      Database database, String procedure, String setting, String kind, OptionalInt days) {
    List<String> present =
        texts(
            database,
            "SELECT EXTRACT(EPOCH FROM (config ->> '"
                + setting
                + "')::interval)::bigint::text FROM timescaledb_information.jobs WHERE proc_name ="
                + " '"
                + procedure
                + "' AND hypertable_schema = current_schema() AND hypertable_name ="
                + " 'options_chains'");
    boolean isDrop = kind.equals("retention");
    List<String> wanted =
        days.isPresent() ? List.of(String.valueOf(days.getAsInt() * 86_400L)) : List.of();
    if (present.equals(wanted) || (wanted.isEmpty() && !isDrop)) {
      return; // chunks stay compressed after a week where nothing says when
    }
    database.write(
        "set the policy of " + kind,
        connection -> {
          if (!present.isEmpty()) {
            Dialect.execute(
                connection,
                "SELECT remove_" + kind + "_policy('options_chains', if_exists => TRUE)");
          }
          if (days.isPresent()) {
            Dialect.execute(
                connection,
                "SELECT add_"
                    + kind
                    + "_policy('options_chains', INTERVAL '"
                    + days.getAsInt()
                    + " days')");
          }
          return true;
        });
  }

  private static List<String> texts(Database database, String sql) {
    return database.read(
        "ask TimescaleDB",
        connection -> {
          List<String> texts = new ArrayList<>();
          try (Statement statement = connection.createStatement();
              ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
              texts.add(rows.getString(1));
            }
          }
          return List.copyOf(texts);
        });
  }
}
