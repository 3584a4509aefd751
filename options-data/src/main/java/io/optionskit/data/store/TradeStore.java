/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.store;

import io.optionskit.market.OptionChain;
import io.optionskit.spi.ChainStore;
import io.optionskit.spi.SecretSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Chains, orders, fills, trades and the audit log in one database: a SQLite file, or PostgreSQL,
 * TimescaleDB, MySQL or MariaDB with the same tables.
 *
 * <p>The tables are made, or brought to the current schema, on opening; several processes may do so
 * at once. SQLite is kept in write-ahead mode: readers of other processes see whole transactions
 * and do not wait, writers wait for each other up to 30 seconds. The drivers are optional
 * dependencies: {@code org.xerial:sqlite-jdbc}, {@code org.postgresql:postgresql}, {@code
 * org.mariadb.jdbc:mariadb-java-client}.
 *
 * <p>Servers keep instants to the microsecond and cut off the rest; SQLite keeps them whole.
 *
 * <p>May be used by several threads. Starts none.
 */
public final class TradeStore implements ChainStore {

  /** Name of the secret that is the password of a server, if its address has none. */
  public static final String PASSWORD = "DB_PASSWORD";

  private final Database database;

  private TradeStore(Database database) {
    this.database = database;
  }

  /**
   * Opens a file of SQLite, making it and its folder if they are not there.
   *
   * @param file file of the database
   * @param clock source of the time at which the schema was applied
   * @return the store
   * @throws StoreException if the file cannot be opened, is no database, or was made by a newer or
   *     changed schema
   */
  public static TradeStore open(Path file, InstantSource clock) {
    return open(StoreSettings.of(DatabaseAddress.of(file)), SecretSource.none(), clock);
  }

  /**
   * Opens a store.
   *
   * @param settings where it is and how it is used
   * @param secrets source of the password, named {@link #PASSWORD}, if the address has none
   * @param clock source of the time for ages of connections, partitions and the schema's table
   * @return the store
   * @throws StoreException if it cannot be opened, or was made by a newer or changed schema; the
   *     message has no password
   */
  public static TradeStore open(StoreSettings settings, SecretSource secrets, InstantSource clock) {
    return open(settings, secrets, clock, Optional.empty());
  }

  static TradeStore open(
      StoreSettings settings,
      SecretSource secrets,
      InstantSource clock,
      Optional<Migrations> migrations) {
    Database database = Databases.open(settings, secrets, clock);
    try {
      migrations
          .orElseGet(
              () ->
                  Migrations.of(
                      database.dialect(), settings.useTimescale() && Timescale.prepare(database)))
          .apply(database, clock.instant());
      Partitions.make(database, clock.instant(), settings.monthsAhead());
      return new TradeStore(database);
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
    database.write(
        "keep a chain of " + chain.underlying(),
        connection -> OptionsChainsTable.save(database.dialect(), connection, chain, source));
  }

  @Override
  public Optional<OptionChain> findLatest(String underlying, Instant asOf) {
    return database.read(
        "read a chain of " + underlying,
        connection -> OptionsChainsTable.latest(database.dialect(), connection, underlying, asOf));
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
    return database.read(
        "read a chain of " + underlying,
        connection -> {
          try (PreparedStatement select =
              connection.prepareStatement(OptionsChainsTable.LATEST_BY_DTE)) {
            database.dialect().bind(select, underlying, fromDays, toDays, underlying, asOf);
            return OptionsChainsTable.read(database.dialect(), select);
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

  /**
   * Returns the records of every table but that of chains.
   *
   * @return store of records; works until this store is closed
   */
  public RecordStore records() {
    return new TableRecords(database);
  }

  /**
   * Removes what is older than need be: whole partitions of chains where there are any, then single
   * rows. What was removed is written to the audit log. Trades, orders, fills and audit entries are
   * never touched.
   *
   * <p>On TimescaleDB the server's own policies of compression and retention are set to the days of
   * chains, and only chunks of a week that are old as a whole are dropped.
   *
   * @param retention how long what is kept
   * @param now present time; days count back from its midnight in UTC
   * @return what was removed
   * @throws StoreException if something cannot be removed; what was removed before stays so, and
   *     the rest goes the next time
   */
  public StoreRetention.Report retain(StoreRetention retention, Instant now) {
    return new OldRows(database, retention, now).remove(Optional.empty());
  }

  /**
   * Does the same, and moves chains that are no longer kept in detail to an archive, such as a
   * history of Parquet files, which is compressed. Each is in the archive before it leaves this
   * store. How long the archive keeps it, is its own affair.
   *
   * @param retention how long what is kept
   * @param now present time
   * @param archive where chains go after their days in detail
   * @return what was removed
   * @throws StoreException if something cannot be written or removed
   * @throws IllegalArgumentException if the archive is this store
   */
  public StoreRetention.Report retain(StoreRetention retention, Instant now, ChainStore archive) {
    if (archive == this) {
      throw new IllegalArgumentException("a store cannot be its own archive");
    }
    return new OldRows(database, retention, now).remove(Optional.of(archive));
  }

  /**
   * Adds up what each table holds, as it is at one moment.
   *
   * @return one sum per table but {@code schema_version}
   * @throws StoreException if it cannot be read
   */
  public List<TableSum> sums() {
    return database.snapshot("add up the tables", this::sumsOn);
  }

  /**
   * Copies every table into another store, in any database, and compares counts and checksums.
   *
   * <p>A copy that was interrupted goes on when it is asked for again: tables that are whole are
   * not written again, and of the others only the rows that are missing. Rows of the other store
   * that are not in this one, or differ, are left as they are and fail the comparison.
   *
   * @param target store to copy to, empty or left by an interrupted copy
   * @param progress told of each table when it is copied
   * @return what each table holds in both
   * @throws StoreException if reading or writing fails, or the target holds something else in the
   *     end
   * @throws IllegalArgumentException if both are the same store
   */
  public List<TableSum> copyTo(TradeStore target, Consumer<TableSum> progress) {
    if (target.database.name().equals(database.name())) {
      throw new IllegalArgumentException(
          "a store cannot be copied onto itself: " + database.name());
    }
    return database.snapshot(
        "copy tables",
        connection -> {
          List<TableSum> sums = new ArrayList<>();
          for (Table table : Table.ALL) {
            TableSum wanted = TableData.sum(database.dialect(), connection, table);
            if (!target.sum(table).equals(wanted)) {
              TableData.Writer writer = new TableData.Writer(target.database, table);
              TableData.read(database.dialect(), connection, table, writer);
              writer.flush();
              requireSame(wanted, target.sum(table));
            }
            sums.add(wanted);
            progress.accept(wanted);
          }
          return List.copyOf(sums);
        });
  }

  /** Returns whether no table holds a row. */
  boolean isEmpty() {
    return sums().stream().allMatch(sum -> sum.rows() == 0);
  }

  static void requireSame(TableSum wanted, TableSum found) {
    if (!found.equals(wanted)) {
      throw new StoreException(
          "the copy of "
              + wanted.table()
              + " has "
              + found.rows()
              + " rows with checksum "
              + found.checksum()
              + " instead of "
              + wanted.rows()
              + " with "
              + wanted.checksum()
              + "; use an empty database, and let nobody else write to it meanwhile");
    }
  }

  TableSum sum(Table table) {
    return database.read(
        "add up " + table.name(),
        connection -> TableData.sum(database.dialect(), connection, table));
  }

  private List<TableSum> sumsOn(Connection connection) throws SQLException {
    List<TableSum> sums = new ArrayList<>();
    for (Table table : Table.ALL) {
      sums.add(TableData.sum(database.dialect(), connection, table));
    }
    return List.copyOf(sums);
  }

  /** Closes the connections. */
  @Override
  public void close() {
    database.close();
  }

  Database database() {
    return database;
  }
}
