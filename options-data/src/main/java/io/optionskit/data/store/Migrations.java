/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Numbered scripts that make the schema, each applied once; in one transaction with the others that
 * are due, except on MySQL, which cannot take tables back: there each script can be repeated.
 *
 * <p>The table {@code schema_version} holds what was applied with the hash of each script. A script
 * that differs from the one applied is refused: the tables are then not what the library believes.
 */
final class Migrations {

  /**
   * One script.
   *
   * @param version 1, 2, …
   * @param name name of the file
   * @param sql statements, each ended by a semicolon at the end of a line
   */
  record Script(int version, String name, String sql) {

    String checksum() {
      try {
        byte[] hash =
            MessageDigest.getInstance("SHA-256").digest(sql.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(hash);
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every Java platform has SHA-256", e);
      }
    }
  }

  private static final Pattern END_OF_STATEMENT = Pattern.compile(";\\s*(\\n|$)");
  static final long LOCK = 4_702_116_820L;
  private static final String NAME = "optionskit.schema";

  private final Dialect dialect;
  private final List<Script> scripts;
  private final List<Script> alternatives;

  /**
   * Creates the list.
   *
   * @param scripts what an empty database gets
   * @param alternatives scripts that may have been applied in the place of one with their version
   */
  Migrations(Dialect dialect, List<Script> scripts, List<Script> alternatives) {
    this.dialect = dialect;
    this.scripts = List.copyOf(scripts);
    this.alternatives = List.copyOf(alternatives);
  }

  /** Returns the scripts of a dialect. */
  static Migrations of(Dialect dialect, boolean hypertable) {
    List<Script> scripts = new ArrayList<>();
    List<Script> alternatives = new ArrayList<>();
    switch (dialect) {
      case SQLITE -> {
        scripts.add(script(dialect, "V1__schema.sql"));
        scripts.add(script(dialect, "V2__point_in_time.sql"));
      }
      case POSTGRESQL -> {
        Script months = script(dialect, "V2__chains_by_month.sql");
        Script hyper = script(dialect, "V2__chains_hypertable.sql");
        scripts.add(script(dialect, "V1__schema.sql"));
        scripts.add(hypertable ? hyper : months);
        alternatives.add(hypertable ? months : hyper);
      }
      case MYSQL -> scripts.add(script(dialect, "V1__schema.sql"));
    }
    return new Migrations(dialect, scripts, alternatives);
  }

  /**
   * Applies what was not applied yet. Two processes may do this at the same time: one waits for the
   * other.
   *
   * @throws StoreException if an applied script was changed, or the schema is newer than this
   *     library
   */
  void apply(Database database, Instant now) {
    if (dialect == Dialect.MYSQL) {
      database.outsideTransaction(
          "apply the schema", connection -> locked(connection, database.name(), now));
    } else {
      database.write(
          "apply the schema",
          connection -> {
            lock(dialect, connection);
            return applyOn(connection, database.name(), now);
          });
    }
  }

  /** Makes other processes that change the schema wait until the transaction ends. */
  static void lock(Dialect dialect, Connection connection) throws SQLException {
    if (dialect == Dialect.POSTGRESQL) {
      Dialect.execute(connection, "SELECT pg_advisory_xact_lock(" + LOCK + ")");
    }
  }

  /** Does work while other processes that change the schema of a MySQL database wait. */
  static <T> T whileLocked(Connection connection, Database.Work<T> work) throws SQLException {
    // The lock's name holds for the whole server, so that of the database is part of it.
    String name = "CONCAT('" + NAME + ".', LEFT(SHA2(DATABASE(), 256), 32))";
    try (Statement statement = connection.createStatement();
        ResultSet granted = statement.executeQuery("SELECT GET_LOCK(" + name + ", 60)")) {
      if (!granted.next() || granted.getInt(1) != 1) {
        throw new StoreException("another process changes the schema for more than a minute");
      }
    }
    try {
      return work.on(connection);
    } finally {
      Dialect.execute(connection, "DO RELEASE_LOCK(" + name + ")");
    }
  }

  private Void locked(Connection connection, String database, Instant now) throws SQLException {
    return whileLocked(connection, held -> applyOn(held, database, now));
  }

  private Void applyOn(Connection connection, String database, Instant now) throws SQLException {
    Dialect.execute(
        connection,
        "CREATE TABLE IF NOT EXISTS schema_version (version INTEGER PRIMARY KEY, applied_at "
            + switch (dialect) {
              case SQLITE -> "TEXT NOT NULL, checksum TEXT NOT NULL)";
              case POSTGRESQL -> "TIMESTAMPTZ NOT NULL, checksum TEXT NOT NULL)";
              case MYSQL -> "DATETIME(6) NOT NULL, checksum VARCHAR(64) NOT NULL)";
            });
    Map<Integer, String> applied = applied(connection);
    for (int version : applied.keySet()) {
      if (scripts.stream().noneMatch(script -> script.version() == version)) {
        throw new StoreException(
            database
                + " has schema version "
                + version
                + ", which this library does not know: use the version of the library that made it,"
                + " or a later one");
      }
    }
    for (Script script : scripts) {
      String checksum = applied.get(script.version());
      if (checksum == null) {
        run(connection, script, now);
      } else if (!checksum.equals(script.checksum()) && !isAlternative(script, checksum)) {
        throw new StoreException(
            database
                + " was made by another "
                + script.name()
                + " than this library has (checksum "
                + checksum
                + ", expected "
                + script.checksum()
                + "): scripts must not be changed after they were applied; write a new one"
                + " instead");
      }
    }
    return null;
  }

  private boolean isAlternative(Script script, String checksum) {
    return alternatives.stream()
        .anyMatch(
            other -> other.version() == script.version() && other.checksum().equals(checksum));
  }

  private static Map<Integer, String> applied(Connection connection) throws SQLException {
    Map<Integer, String> applied = new TreeMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT version, checksum FROM schema_version")) {
      while (rows.next()) {
        applied.put(rows.getInt(1), rows.getString(2));
      }
    }
    return applied;
  }

  private void run(Connection connection, Script script, Instant now) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String sql : END_OF_STATEMENT.splitAsStream(script.sql()).toList()) {
        if (!sql.isBlank()) {
          statement.execute(sql);
        }
      }
    }
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO schema_version (version, applied_at, checksum) VALUES (?, ?, ?)")) {
      dialect.bind(insert, script.version(), now, script.checksum());
      insert.executeUpdate();
    }
  }

  private static Script script(Dialect dialect, String name) {
    return new Script(
        Integer.parseInt(name.substring(1, name.indexOf("__"))),
        name,
        read("/db/migration/" + dialect.word() + "/" + name));
  }

  private static String read(String resource) {
    try (InputStream in = Migrations.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("the library's jar lacks " + resource);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + resource, e);
    }
  }
}
