/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.store;

import io.optionskit.market.OptionChain;
import io.optionskit.spi.ChainStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Chains, orders, fills, trades and the audit log in one SQLite file.
 *
 * <p>The file is made, or brought to the current schema, on opening. It is kept in write-ahead
 * mode: readers of other processes see whole transactions and do not wait. One process should
 * write. Needs {@code org.xerial:sqlite-jdbc} on the path.
 *
 * <p>May be used by several threads, one at a time.
 */
public final class SqliteStore implements ChainStore {

  private static final List<String> SCRIPTS = List.of("V1__schema.sql");

  private final Database database;

  private SqliteStore(Database database) {
    this.database = database;
  }

  /**
   * Opens a file, making it and its folder if they are not there.
   *
   * @param file file of the database
   * @param clock source of the time at which the schema was applied
   * @return the store
   * @throws StoreException if the file cannot be opened, is no database, or was made by a newer or
   *     changed schema
   */
  public static SqliteStore open(Path file, InstantSource clock) {
    return open(file, clock, Migrations.of("sqlite", SCRIPTS));
  }

  static SqliteStore open(Path file, InstantSource clock, Migrations migrations) {
    Path absolute = file.toAbsolutePath().normalize();
    Database database = connect(absolute);
    try {
      database.inTransaction(
          "apply the schema",
          connection -> migrations.apply(connection, absolute.toString(), clock.instant()));
      return new SqliteStore(database);
    } catch (RuntimeException e) {
      database.close();
      throw e;
    }
  }

  /**
   * Keeps a snapshot; keeping the same one again changes nothing, and a chain without contracts
   * leaves no trace.
   *
   * @param chain snapshot of contracts with the standard terms of their roots
   * @param source name of the provider it came from
   * @throws StoreException if it cannot be written, or a snapshot of that instant is kept from
   *     another provider
   * @throws IllegalArgumentException if a contract has other terms than the standard ones of its
   *     root
   */
  @Override
  public void save(OptionChain chain, String source) {
    database.inTransaction(
        "keep a chain of " + chain.underlying(),
        connection -> OptionsChainsTable.save(connection, chain, source));
  }

  @Override
  public Optional<OptionChain> findLatest(String underlying, Instant asOf) {
    return database.inTransaction(
        "read a chain of " + underlying,
        connection -> {
          try (PreparedStatement select = connection.prepareStatement(OptionsChainsTable.LATEST)) {
            Database.bind(select, underlying, underlying, StoreText.of(asOf));
            return OptionsChainsTable.read(select);
          }
        });
  }

  /**
   * Finds the near part of the snapshot taken last: the contracts with few days to expiry.
   *
   * @param underlying ticker
   * @param fromDays fewest calendar days to expiry, ≥ 0
   * @param toDays most calendar days to expiry
   * @param asOf nothing known later is returned
   * @return the contracts in that band of the latest snapshot of that underlying, empty if there is
   *     none
   * @throws StoreException if it cannot be read
   */
  public Optional<OptionChain> findLatest(
      String underlying, int fromDays, int toDays, Instant asOf) {
    return database.inTransaction(
        "read a chain of " + underlying,
        connection -> {
          try (PreparedStatement select =
              connection.prepareStatement(OptionsChainsTable.LATEST_BY_DTE)) {
            Database.bind(select, underlying, fromDays, toDays, underlying, StoreText.of(asOf));
            return OptionsChainsTable.read(select);
          }
        });
  }

  /**
   * Returns a journal that keeps orders, fills, trades, positions, signals, risk events, daily
   * results and the audit log of a run in this store.
   *
   * @param mode with what the run trades
   * @param runId name of the run, 1 to 120 characters; distinguishes backtests from each other
   * @return the journal; closing it does not close this store
   */
  public TradeStoreJournal journal(RunMode mode, String runId) {
    return new TradeStoreJournal(database, mode, runId);
  }

  /** Closes the file. */
  @Override
  public void close() {
    database.close();
  }

  Database database() {
    return database;
  }

  private static Database connect(Path file) {
    try {
      Path folder = file.getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
    } catch (IOException e) {
      throw new StoreException("cannot make the folder of " + file + ": " + e.getMessage(), e);
    }
    try {
      Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
      try (Statement statement = connection.createStatement()) {
        statement.execute("PRAGMA busy_timeout = 30000");
        statement.execute("PRAGMA journal_mode = WAL");
        statement.execute("PRAGMA synchronous = NORMAL");
        return new Database(file.toString(), connection);
      } catch (SQLException e) {
        connection.close();
        throw e;
      }
    } catch (SQLException e) {
      String advice =
          String.valueOf(e.getMessage()).contains("No suitable driver")
              ? "; add org.xerial:sqlite-jdbc to the class path"
              : "";
      throw new StoreException("cannot open " + file + ": " + e.getMessage() + advice, e);
    }
  }
}
