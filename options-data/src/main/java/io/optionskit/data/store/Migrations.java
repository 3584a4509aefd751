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
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Numbered scripts that make the schema, each applied once, in one transaction with the others that
 * are due.
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
  private static final String VERSION_TABLE =
      "CREATE TABLE IF NOT EXISTS schema_version ("
          + "version INTEGER PRIMARY KEY, applied_at TEXT NOT NULL, checksum TEXT NOT NULL)";

  private final List<Script> scripts;

  Migrations(List<Script> scripts) {
    this.scripts = List.copyOf(scripts);
  }

  /** Returns the scripts of a dialect, which are named {@code V1__what.sql} and so on. */
  static Migrations of(String dialect, List<String> names) {
    return new Migrations(
        names.stream()
            .map(
                name ->
                    new Script(
                        Integer.parseInt(name.substring(1, name.indexOf("__"))),
                        name,
                        read("/db/migration/" + dialect + "/" + name)))
            .toList());
  }

  /**
   * Applies what was not applied yet.
   *
   * @throws StoreException if an applied script was changed, or the schema is newer than this
   *     library
   */
  Void apply(Connection connection, String database, Instant now) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(VERSION_TABLE);
    }
    Map<Integer, String> applied = applied(connection);
    for (int version : applied.keySet()) {
      if (scripts.stream().noneMatch(script -> script.version() == version)) {
        throw new StoreException(
            database
                + " has schema version "
                + version
                + ", which this library does not know: use the version of the library that made it, or a later one");
      }
    }
    for (Script script : scripts) {
      String checksum = applied.get(script.version());
      if (checksum == null) {
        run(connection, script, now);
      } else if (!checksum.equals(script.checksum())) {
        throw new StoreException(
            database
                + " was made by another "
                + script.name()
                + " than this library has (checksum "
                + checksum
                + ", expected "
                + script.checksum()
                + "): scripts must not be changed after they were applied; write a new one instead");
      }
    }
    return null;
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

  private static void run(Connection connection, Script script, Instant now) throws SQLException {
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
      Database.bind(insert, script.version(), StoreText.of(now), script.checksum());
      insert.executeUpdate();
    }
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
