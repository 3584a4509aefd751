/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.examples;

import io.optionskit.event.JournalRecord;
import io.optionskit.journal.FileJournal;
import io.optionskit.spi.JournalException;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Checks of this machine. They write a few small files to the folder and remove them. */
final class LocalChecks {

  private static final long MEGABYTE = 1 << 20;
  private static final long LEAST_MEMORY_MB = 400;
  private static final long LEAST_DISK_MB = 1024;
  private static final int OLDEST_JAVA = 17;

  private final Path scratch;

  private LocalChecks(Path scratch) {
    this.scratch = scratch;
  }

  static List<SetupCheck> run(Path folder) {
    List<SetupCheck> checks = new ArrayList<>(List.of(java(), memory()));
    boolean existed = Files.exists(folder);
    try {
      Files.createDirectories(folder);
      Path scratch = Files.createTempDirectory(folder, "verify-setup");
      try {
        LocalChecks local = new LocalChecks(scratch);
        checks.add(local.disk());
        checks.add(SetupCheck.ok("output folder", folder + " can be written"));
        checks.add(local.journal());
        checks.add(local.sqlite());
        checks.add(local.duckDb());
      } finally {
        remove(scratch);
        if (!existed) {
          Files.deleteIfExists(folder);
        }
      }
    } catch (IOException e) {
      checks.add(
          SetupCheck.failed(
              "output folder",
              folder + " cannot be written: " + e,
              "name a folder with --out that you may write to"));
    }
    return checks;
  }

  private static SetupCheck java() {
    int version = Runtime.version().feature();
    return version >= OLDEST_JAVA
        ? SetupCheck.ok("Java", Runtime.version().toString())
        : SetupCheck.failed(
            "Java", Runtime.version().toString(), "install Java " + OLDEST_JAVA + " or later");
  }

  private static SetupCheck memory() {
    long most = Runtime.getRuntime().maxMemory() / MEGABYTE;
    return most >= LEAST_MEMORY_MB
        ? SetupCheck.ok("memory", "Java may use " + most + " MB")
        : SetupCheck.failed(
            "memory",
            "Java may use " + most + " MB",
            "start Java with -Xmx1g, or give the machine at least " + LEAST_MEMORY_MB + " MB");
  }

  private SetupCheck disk() throws IOException {
    long free = Files.getFileStore(scratch).getUsableSpace() / MEGABYTE;
    return free >= LEAST_DISK_MB
        ? SetupCheck.ok("disk", free + " MB free")
        : SetupCheck.failed(
            "disk",
            free + " MB free",
            "free at least " + LEAST_DISK_MB + " MB, or name another --out");
  }

  private SetupCheck journal() {
    try (FileJournal journal = FileJournal.create(scratch.resolve("journal"))) {
      journal.append(
          new JournalRecord.RunStarted("verify-setup", "0".repeat(64), 0, BigDecimal.ONE, false));
      journal.sync();
      return SetupCheck.ok("journal", "written and brought to stable storage");
    } catch (JournalException e) {
      return SetupCheck.failed(
          "journal",
          String.valueOf(e.getMessage()),
          "use a local disk: the journal needs files that can be locked and synced");
    }
  }

  private SetupCheck sqlite() {
    String url = "jdbc:sqlite:" + scratch.resolve("check.db");
    return database(
        "SQLite",
        url,
        "select sqlite_version()",
        "the temporary folder must allow native libraries: -Dorg.sqlite.tmpdir=DIR names another");
  }

  private SetupCheck duckDb() {
    Path file = scratch.resolve("check.parquet");
    String path = file.toString().replace("'", "''");
    return database(
        "DuckDB, Parquet",
        "jdbc:duckdb:",
        "copy (select 42 as x) to '"
            + path
            + "' (format parquet); select version() || ', wrote and read ' || x || ' from Parquet' from '"
            + path
            + "'",
        "the temporary folder must allow native libraries: -Djava.io.tmpdir=DIR names another");
  }

  private static SetupCheck database(String name, String url, String sql, String advice) {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      return SetupCheck.ok(name, rows.next() ? rows.getString(1) : "no answer");
    } catch (SQLException | LinkageError e) {
      return SetupCheck.failed(name, String.valueOf(e.getMessage()), advice);
    }
  }

  private static void remove(Path folder) throws IOException {
    try (Stream<Path> below = Files.walk(folder)) {
      for (Path path : below.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
