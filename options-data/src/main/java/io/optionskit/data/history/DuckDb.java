/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.history;

import io.optionskit.data.store.StoreException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.duckdb.DuckDBConnection;

/** Opens databases in memory that stay within this machine and within limits. */
final class DuckDb {

  /** Folder for what does not fit into memory, below that of a history. */
  static final String SPILL = ".duckdb";

  private DuckDb() {}

  /**
   * Opens a database.
   *
   * @param settings threads and memory
   * @param spill folder for what does not fit into memory
   * @param more further settings
   */
  static DuckDBConnection open(ParquetSettings settings, Path spill, String... more) {
    try {
      DuckDBConnection connection = (DuckDBConnection) DriverManager.getConnection("jdbc:duckdb:");
      try (Statement statement = connection.createStatement()) {
        for (String setting : more) {
          statement.execute("SET " + setting);
        }
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

  /** Returns a name as an SQL identifier. */
  static String identifier(String name) {
    return "\"" + name.replace("\"", "\"\"") + "\"";
  }

  /** Returns a query for what a file says of itself, by key. */
  static String metadata(Path file) {
    return "SELECT decode(key), decode(value) FROM parquet_kv_metadata("
        + quoted(file.toString())
        + ") WHERE decode(key) <> 'ARROW:schema' ORDER BY 1";
  }

  /** Returns an instant as an SQL literal, such that files without it can be passed over. */
  static String instant(long epochNs) {
    return "make_timestamp_ns(" + epochNs + ")";
  }

  /** Returns a table of the rows of some files, with the number of each row in its file. */
  static String table(Path root, List<StoredFile> files) {
    return files.stream()
        .map(file -> quoted(root.resolve(file.path()).toString()))
        .collect(
            Collectors.joining(
                ", ", "read_parquet([", "], file_row_number = true, hive_partitioning = false)"));
  }

  /** Returns such a table of parts of quotes, whose times may be of two types. */
  static String quotes(Path root, List<StoredFile> files) {
    Map<Boolean, List<StoredFile>> byNanos =
        files.stream().collect(Collectors.partitioningBy(DuckDb::isInNanos));
    List<StoredFile> micros = byNanos.getOrDefault(false, List.of());
    List<StoredFile> nanos = byNanos.getOrDefault(true, List.of());
    if (micros.isEmpty() || nanos.isEmpty()) {
      return table(root, files);
    }
    return "(SELECT * REPLACE (make_timestamp_ns(epoch_ns(quote_time)) AS quote_time) FROM "
        + table(root, micros)
        + " UNION ALL SELECT * FROM "
        + table(root, nanos)
        + ")";
  }

  static boolean isInNanos(StoredFile file) {
    return file.name().substring(0, file.name().indexOf('-')).endsWith("ns");
  }
}
