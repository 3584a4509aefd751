/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.store;

import io.optionskit.spi.Secret;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a trade store is: a SQLite file, or a database on a PostgreSQL, MySQL or MariaDB server.
 *
 * <p>Immutable. A password that was part of the text shows in no text of this object.
 */
public final class DatabaseAddress {

  private static final Pattern SCHEME =
      Pattern.compile("(?:jdbc:)?([a-z]{2,})://.*", Pattern.DOTALL);
  private static final List<String> SETTINGS =
      List.of(
          "applicationname",
          "connecttimeout",
          "currentschema",
          "localsocket",
          "serversslcert",
          "sockettimeout",
          "sslcert",
          "sslkey",
          "sslmode",
          "sslrootcert",
          "tcpkeepalive");

  private final Dialect dialect;
  private final String location;
  private final Map<String, String> settings;
  private final Optional<String> user;
  private final Optional<Secret> password;

  private DatabaseAddress(
      Dialect dialect,
      String location,
      Map<String, String> settings,
      Optional<String> user,
      Optional<Secret> password) {
    this.dialect = dialect;
    this.location = location;
    this.settings = settings;
    this.user = user;
    this.password = password;
  }

  /**
   * Returns the address of a SQLite file.
   *
   * @param file file of the database
   * @return the address
   */
  public static DatabaseAddress of(Path file) {
    return new DatabaseAddress(
        Dialect.SQLITE,
        file.toAbsolutePath().normalize().toString(),
        Map.of(),
        Optional.empty(),
        Optional.empty());
  }

  /**
   * Reads an address: {@code postgresql://user:password@host:5432/options_trading}, the same with
   * {@code jdbc:} before it and {@code ?user=…} behind, {@code mysql://…}, {@code mariadb://…},
   * {@code sqlite:data/trading.db} or the path of a SQLite file.
   *
   * @param text the address; letters of the user and the password that have a meaning in addresses
   *     are written as {@code %40} and so on
   * @return the address
   * @throws IllegalArgumentException if it cannot be understood or has an unknown setting; the
   *     message does not repeat the password
   */
  public static DatabaseAddress parse(String text) {
    Matcher scheme = SCHEME.matcher(text);
    if (scheme.matches()) {
      return server(text.startsWith("jdbc:") ? text.substring(5) : text, scheme.group(1));
    }
    String file = text.replaceFirst("^(jdbc:)?sqlite:", "");
    if (file.isBlank() || file.matches("[a-z]{2,}:.*") || file.contains("?")) {
      throw new IllegalArgumentException(
          "the address of a database must be a file or begin with sqlite:, postgresql://, mysql://"
              + " or mariadb://");
    }
    return of(Path.of(file));
  }

  /**
   * Returns whether it is a file of SQLite.
   *
   * @return false for a server
   */
  public boolean isFile() {
    return dialect == Dialect.SQLITE;
  }

  /** Returns where it is, without user and password. */
  @Override
  public String toString() {
    return isFile()
        ? location
        : (dialect == Dialect.MYSQL ? "mariadb://" : "postgresql://") + location;
  }

  Dialect dialect() {
    return dialect;
  }

  Path file() {
    return Path.of(location);
  }

  /** Returns the address for the driver, without user, password and settings. */
  String jdbc() {
    return switch (dialect) {
      case SQLITE -> "jdbc:sqlite:" + location;
      case POSTGRESQL -> "jdbc:postgresql://" + location;
      case MYSQL -> "jdbc:mariadb://" + location;
    };
  }

  Map<String, String> settings() {
    return settings;
  }

  Optional<String> user() {
    return user;
  }

  Optional<Secret> password() {
    return password;
  }

  private static DatabaseAddress server(String text, String scheme) {
    Dialect dialect =
        switch (scheme) {
          case "postgresql", "postgres" -> Dialect.POSTGRESQL;
          case "mysql", "mariadb" -> Dialect.MYSQL;
          default ->
              throw new IllegalArgumentException(
                  "unknown kind of database '"
                      + scheme
                      + "': use sqlite, postgresql, mysql or mariadb");
        };
    URI uri = uri(text);
    String path = uri.getRawPath() == null ? "" : uri.getRawPath();
    if (uri.getHost() == null || !path.matches("/[A-Za-z0-9_$-]{1,63}")) {
      throw new IllegalArgumentException(
          "the address of a server must be like " + scheme + "://host:port/database");
    }
    Map<String, String> settings = new TreeMap<>();
    Optional<String> user = Optional.empty();
    Optional<Secret> password = Optional.empty();
    String info = uri.getRawUserInfo();
    if (info != null) {
      int colon = info.indexOf(':');
      user = Optional.of(decode(colon < 0 ? info : info.substring(0, colon)));
      password = colon < 0 ? Optional.empty() : secret(decode(info.substring(colon + 1)));
    }
    for (String setting : settingsOf(uri)) {
      int equals = setting.indexOf('=');
      String name = decode(equals < 0 ? setting : setting.substring(0, equals));
      String value = equals < 0 ? "" : decode(setting.substring(equals + 1));
      if (name.equals("user")) {
        user = Optional.of(value);
      } else if (name.equals("password")) {
        password = secret(value);
      } else if (SETTINGS.contains(name.toLowerCase(Locale.ROOT))) {
        settings.put(name, value);
      } else {
        throw new IllegalArgumentException(
            "unknown setting '"
                + name
                + "' in the address of a database; known are user, password and "
                + SETTINGS);
      }
    }
    String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
    return new DatabaseAddress(dialect, uri.getHost() + port + path, settings, user, password);
  }

  private static List<String> settingsOf(URI uri) {
    List<String> settings = new ArrayList<>();
    if (uri.getRawQuery() != null) {
      for (String setting : uri.getRawQuery().split("&", -1)) {
        if (!setting.isEmpty()) {
          settings.add(setting);
        }
      }
    }
    return settings;
  }

  @SuppressWarnings("UnusedException") // its message would repeat the password
  private static URI uri(String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(
          "the address of a database has a letter that must be written as %.. at position "
              + e.getIndex());
    }
  }

  private static Optional<Secret> secret(String value) {
    return value.isBlank() ? Optional.empty() : Optional.of(Secret.of(value));
  }

  @SuppressWarnings("UnusedException") // its message would repeat the password
  private static String decode(String text) {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("the address of a database has a % that is not like %40");
    }
  }
}
