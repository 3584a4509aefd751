/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.store;

import java.sql.ResultSet;
import java.sql.Statement;
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
    boolean available =
        database.read(
            "look for TimescaleDB",
            connection -> {
              try (Statement statement = connection.createStatement();
                  ResultSet rows =
                      statement.executeQuery(
                          "SELECT 1 FROM pg_available_extensions WHERE name = 'timescaledb'")) {
                return rows.next();
              }
            });
    if (!available) {
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
}
