/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.history;

import io.optionskit.data.store.StoreException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.duckdb.DuckDBConnection;

/** Opens databases in memory that stay within this machine and within limits. */
final class DuckDb {

  private DuckDb() {}

  /**
   * Opens a database.
   *
   * @param settings threads and memory
   * @param spill folder for what does not fit into memory
   */
  static DuckDBConnection open(ParquetSettings settings, Path spill) {
    try {
      DuckDBConnection connection = (DuckDBConnection) DriverManager.getConnection("jdbc:duckdb:");
      try (Statement statement = connection.createStatement()) {
        for (String setting :
            List.of(
                "autoinstall_known_extensions = false",
                "autoload_known_extensions = false",
                "allow_community_extensions = false",
                "TimeZone = 'UTC'",
                "threads = " + settings.threads(),
                "memory_limit = '" + settings.memoryMegabytes() + "MB'",
                "temp_directory = " + quoted(spill.toString()),
                "preserve_insertion_order = true",
                "lock_configuration = true")) {
          statement.execute("SET " + setting);
        }
        return connection;
      } catch (SQLException e) {
        connection.close();
        throw e;
      }
    } catch (SQLException e) {
      String advice =
          String.valueOf(e.getMessage()).contains("No suitable driver")
              ? "; add org.duckdb:duckdb_jdbc to the class path"
              : "";
      throw new StoreException("cannot start DuckDB: " + e.getMessage() + advice, e);
    }
  }

  /** Returns a text as an SQL literal. */
  static String quoted(String text) {
    return "'" + text.replace("'", "''") + "'";
  }
}
