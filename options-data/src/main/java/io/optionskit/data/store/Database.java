/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.store;

import java.sql.Connection;
import java.sql.SQLException;

/** A database on which all work is done in transactions. May be used by several threads. */
final class Database implements AutoCloseable {

  /** Work on a connection. It may be done again if the database asks for it. */
  @FunctionalInterface
  interface Work<T> {
    T on(Connection connection) throws SQLException;
  }

  private static final int ATTEMPTS = 5;

  private final String name;
  private final Dialect dialect;
  private final ConnectionPool pool;

  Database(String name, Dialect dialect, ConnectionPool pool) {
    this.name = name;
    this.dialect = dialect;
    this.pool = pool;
  }

  String name() {
    return name;
  }

  Dialect dialect() {
    return dialect;
  }

  ConnectionPool pool() {
    return pool;
  }

  /**
   * Reads within one transaction.
   *
   * @throws StoreException if it fails
   */
  <T> T read(String what, Work<T> work) {
    return inTransaction(what, false, work);
  }

  /**
   * Does all of some work or none of it.
   *
   * @throws StoreException if it fails; nothing of it is kept then
   */
  <T> T write(String what, Work<T> work) {
    return inTransaction(what, true, work);
  }

  /**
   * Does some work each of whose statements stands for itself.
   *
   * @throws StoreException if it fails
   */
  <T> T outsideTransaction(String what, Work<T> work) {
    return with(what, work);
  }

  /**
   * Reads within one transaction that sees the database as it was at its first statement, whatever
   * others write.
   *
   * @throws StoreException if it fails
   */
  <T> T snapshot(String what, Work<T> work) {
    return with(
        what,
        connection -> {
          if (dialect == Dialect.SQLITE) {
            return once(connection, false, work);
          }
          int before = connection.getTransactionIsolation();
          connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
          try {
            return once(connection, false, work);
          } finally {
            connection.setTransactionIsolation(before);
          }
        });
  }

  /** Brings what was written to stable storage, where a commit alone does not do that. */
  void sync(String what) {
    if (dialect == Dialect.SQLITE) {
      outsideTransaction(
          what,
          connection -> {
            Dialect.execute(connection, "PRAGMA wal_checkpoint(PASSIVE)");
            return true;
          });
    }
  }

  @Override
  public void close() {
    pool.close();
  }

  private <T> T inTransaction(String what, boolean writes, Work<T> work) {
    return with(
        what,
        connection -> {
          for (int attempt = 1; ; attempt++) {
            try {
              return once(connection, writes, work);
            } catch (SQLException e) {
              if (attempt == ATTEMPTS || !dialect.retryable(e)) {
                throw e;
              }
            }
          }
        });
  }

  private <T> T once(Connection connection, boolean writes, Work<T> work) throws SQLException {
    dialect.begin(connection, writes);
    try {
      T result = work.on(connection);
      dialect.commit(connection);
      return result;
    } catch (SQLException | RuntimeException | Error e) {
      try {
        dialect.rollBack(connection);
      } catch (SQLException again) {
        e.addSuppressed(again);
      }
      throw e;
    }
  }

  private <T> T with(String what, Work<T> work) {
    Connection connection;
    try {
      connection = pool.take();
    } catch (SQLException e) {
      throw failure(what, e);
    }
    boolean sound = true;
    try {
      return work.on(connection);
    } catch (SQLException e) {
      sound = !dialect.breaksConnection(e);
      throw failure(what, e);
    } finally {
      pool.giveBack(connection, sound && isUsable(connection));
    }
  }

  private static boolean isUsable(Connection connection) {
    try {
      return !connection.isClosed() && connection.getAutoCommit();
    } catch (SQLException e) {
      return false;
    }
  }

  private StoreException failure(String what, SQLException e) {
    return new StoreException("cannot " + what + " in " + name + ": " + e.getMessage(), e);
  }
}
