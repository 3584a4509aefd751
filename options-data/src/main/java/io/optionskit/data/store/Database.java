/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** One connection, used by one thread at a time, on which all work is done in transactions. */
final class Database implements AutoCloseable {

  /** Work inside a transaction. */
  @FunctionalInterface
  interface Work<T> {
    T on(Connection connection) throws SQLException;
  }

  private final String name;
  private final Connection connection;
  private final ReentrantLock lock = new ReentrantLock();

  Database(String name, Connection connection) throws SQLException {
    this.name = name;
    this.connection = connection;
    connection.setAutoCommit(false);
  }

  String name() {
    return name;
  }

  /**
   * Does all of some work or none of it.
   *
   * @throws StoreException if it fails; nothing of it is kept then
   */
  <T> T inTransaction(String what, Work<T> work) {
    lock.lock();
    try {
      T result = work.on(connection);
      connection.commit();
      return result;
    } catch (SQLException e) {
      rollBack(e);
      throw new StoreException("cannot " + what + " in " + name + ": " + e.getMessage(), e);
    } catch (RuntimeException | Error e) {
      rollBack(e);
      throw e;
    } finally {
      lock.unlock();
    }
  }

  /** Does some work outside of transactions, as a few statements of SQLite want it. */
  void outsideTransaction(String what, String sql) {
    lock.lock();
    try {
      connection.setAutoCommit(true);
      try (java.sql.Statement statement = connection.createStatement()) {
        statement.execute(sql);
      } finally {
        connection.setAutoCommit(false);
      }
    } catch (SQLException e) {
      throw new StoreException("cannot " + what + " in " + name + ": " + e.getMessage(), e);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      connection.close();
    } catch (SQLException e) {
      throw new StoreException("cannot close " + name + ": " + e.getMessage(), e);
    } finally {
      lock.unlock();
    }
  }

  /** Sets the parameters of a statement; {@code NaN} and null become unknown. */
  static void bind(PreparedStatement statement, @Nullable Object... values) throws SQLException {
    for (int i = 0; i < values.length; i++) {
      Object value = values[i];
      if (value == null || (value instanceof Double number && number.isNaN())) {
        statement.setNull(i + 1, Types.NULL);
      } else if (value instanceof Double number) {
        statement.setDouble(i + 1, number);
      } else if (value instanceof Number number) {
        statement.setLong(i + 1, number.longValue());
      } else {
        statement.setString(i + 1, value.toString());
      }
    }
  }

  private void rollBack(Throwable cause) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      cause.addSuppressed(e);
    }
  }
}
