/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.store;

import io.optionskit.spi.Secret;
import io.optionskit.spi.SecretSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.Properties;

/** Opens databases by their address. */
final class Databases {

  private Databases() {}

  /**
   * Opens a database and one connection to it.
   *
   * @throws StoreException if that fails
   */
  static Database open(StoreSettings settings, SecretSource secrets, InstantSource clock) {
    DatabaseAddress address = settings.address();
    ConnectionPool.Opener opener =
        address.isFile() ? file(address.file()) : server(address, secrets);
    PoolSettings pool =
        address.isFile()
            ? new PoolSettings(1, 0, settings.pool().timeout(), settings.pool().recycle())
            : settings.pool();
    String name = address.toString();
    Database database =
        new Database(name, address.dialect(), new ConnectionPool(name, pool, clock, opener));
    database.outsideTransaction("open a connection", connection -> check(address, connection));
    return database;
  }

  private static ConnectionPool.Opener file(Path file) {
    Path folder = file.getParent();
    try {
      if (folder != null) {
        Files.createDirectories(folder);
      }
    } catch (IOException e) {
      throw new StoreException("cannot make the folder of " + file + ": " + e.getMessage(), e);
    }
    return () -> {
      Connection connection = connect(Dialect.SQLITE, "jdbc:sqlite:" + file, new Properties());
      try {
        Dialect.execute(connection, "PRAGMA busy_timeout = 30000");
        Dialect.execute(connection, "PRAGMA journal_mode = WAL");
        Dialect.execute(connection, "PRAGMA synchronous = NORMAL");
        return connection;
      } catch (SQLException e) {
        connection.close();
        throw e;
      }
    };
  }

  private static ConnectionPool.Opener server(DatabaseAddress address, SecretSource secrets) {
    return () -> {
      Properties properties = new Properties();
      address.settings().forEach(properties::setProperty);
      address.user().ifPresent(user -> properties.setProperty("user", user));
      address
          .password()
          .or(() -> secrets.find(TradeStore.PASSWORD))
          .map(Secret::reveal)
          .ifPresent(password -> properties.setProperty("password", password));
      Connection connection = connect(address.dialect(), address.jdbc(), properties);
      try {
        if (address.dialect() == Dialect.MYSQL) {
          Dialect.execute(connection, "SET time_zone = '+00:00', lock_wait_timeout = 60");
          Dialect.execute(connection, "SET sql_mode = 'STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION'");
          connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
        }
        return connection;
      } catch (SQLException e) {
        connection.close();
        throw e;
      }
    };
  }

  private static Connection connect(Dialect dialect, String url, Properties properties)
      throws SQLException {
    try {
      return DriverManager.getConnection(url, properties);
    } catch (SQLException e) {
      if (String.valueOf(e.getMessage()).contains("No suitable driver")) {
        throw new StoreException(
            "there is no driver for this database: add "
                + dialect.artifact()
                + " to the class path",
            e);
      }
      throw e;
    }
  }

  private static boolean check(DatabaseAddress address, Connection connection) throws SQLException {
    if (address.dialect() == Dialect.POSTGRESQL) {
      try (Statement statement = connection.createStatement();
          ResultSet rows = statement.executeQuery("SHOW server_encoding")) {
        if (rows.next() && !"UTF8".equals(rows.getString(1))) {
          throw new StoreException(
              address + " keeps text as " + rows.getString(1) + "; make it with the encoding UTF8");
        }
      }
    }
    return true;
  }
}
