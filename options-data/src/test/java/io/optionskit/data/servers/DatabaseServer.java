/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.servers;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * A server with its data in a temporary folder, on a free port of the loopback interface. Started
 * once for all tests of a Java process, at the first use, and stopped with it.
 */
public final class DatabaseServer {

  /** User of every server. */
  public static final String USER = "optionskit";

  /** Password of that user; tests look for it in texts where it must not be. */
  public static final String PASSWORD = "canary-7Qx9/b@d:pw";

  private static final List<String> NEW_USER =
      List.of(
          "CREATE USER '" + USER + "'@'%' IDENTIFIED BY '" + PASSWORD + "'",
          "GRANT ALL ON *.* TO '" + USER + "'@'%' WITH GRANT OPTION");

  private static final Duration START_WITHIN = Duration.ofSeconds(60);
  private static final AtomicInteger DATABASES = new AtomicInteger();

  private final String scheme;
  private final String jdbc;
  private final boolean timescale;

  private DatabaseServer(String scheme, String jdbc, boolean timescale) {
    this.scheme = scheme;
    this.jdbc = jdbc;
    this.timescale = timescale;
  }

  /** Returns PostgreSQL; skips the test where it is not installed. */
  public static DatabaseServer postgres() {
    return orSkip(Postgres.SERVER, "PostgreSQL", "postgresql");
  }

  /** Returns MariaDB; skips the test where it is not installed. */
  public static DatabaseServer mariaDb() {
    return orSkip(MariaDb.SERVER, "MariaDB", "mariadb-server");
  }

  /**
   * Returns MySQL 8: the server that the system property {@code optionskit.mysql} names, such as
   * {@code mysql://root:password@127.0.0.1:3306/}, else one that came as a test dependency; skips
   * the test where there is neither.
   */
  public static DatabaseServer mySql() {
    return MySql.SERVER.orElseGet(
        () ->
            abort(
                "no MySQL can be started here (that needs Linux on x86-64 with libaio1 and libnuma1,"
                    + " and tar): name one with -Doptionskit.mysql=mysql://user:password@host:port/"
                    + " to run this test"));
  }

  /**
   * Runs a script that starts PostgreSQL servers of its own, with a folder that it may make and the
   * folder of PostgreSQL's programs; skips the test where it is not installed.
   *
   * @return what the script printed
   */
  public static String runPostgresScript(Path script) {
    Path bin =
        find("postgres", "/usr/lib/postgresql", "/usr/pgsql")
            .map(path -> real(path).resolveSibling("initdb"))
            .filter(Files::isExecutable)
            .filter(path -> Files.isExecutable(path.resolveSibling("psql")))
            .map(Path::getParent)
            .orElseGet(() -> abort("PostgreSQL is not installed here: install postgresql"));
    Path folder = newFolder("okpg");
    try {
      Path copy = Files.copy(script, folder.resolve("script.sh"));
      runAll(
          folder,
          asOrdinaryUser(folder),
          List.of("bash", copy.toString(), folder.resolve("drill").toString(), bin.toString()));
      return log(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      remove(folder);
    }
  }

  /** Returns whether the server has TimescaleDB. */
  public boolean hasTimescale() {
    return timescale;
  }

  /** Makes an empty database and returns its address, without user and password. */
  public String newDatabase() {
    String name = "kit_" + DATABASES.incrementAndGet();
    execute("CREATE DATABASE " + name);
    return scheme + "://" + jdbc + name;
  }

  /** Does something as the server's administrator. */
  public void execute(String sql) {
    try (Connection connection = DriverManager.getConnection(administration(), USER, PASSWORD);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  private String administration() {
    return scheme.equals("postgresql")
        ? "jdbc:postgresql://" + jdbc + "postgres"
        : "jdbc:mariadb://" + jdbc + "mysql";
  }

  private static DatabaseServer orSkip(
      Optional<DatabaseServer> server, String name, String debianPackage) {
    return server.orElseGet(
        () ->
            abort(
                name
                    + " is not installed here: install the package "
                    + debianPackage
                    + " to run this test"));
  }

  private static final class Postgres {
    static final Optional<DatabaseServer> SERVER = start();

    private static Optional<DatabaseServer> start() {
      Optional<Path> server = find("postgres", "/usr/lib/postgresql", "/usr/pgsql");
      Optional<Path> initdb =
          server.map(path -> real(path).resolveSibling("initdb")).filter(Files::isExecutable);
      if (initdb.isEmpty()) {
        return Optional.empty();
      }
      Path bin = initdb.get().getParent();
      Path folder = newFolder("okpg");
      Path passwordFile = write(folder.resolve("password"), PASSWORD);
      List<String> prefix = asOrdinaryUser(folder);
      runAll(
          folder,
          prefix,
          List.of(
              bin.resolve("initdb").toString(),
              "-D",
              folder.resolve("data").toString(),
              "-U",
              USER,
              "-A",
              "scram-sha-256",
              "--pwfile=" + passwordFile,
              "-E",
              "UTF8",
              "--locale=C",
              "--no-sync"));
      boolean timescale = hasTimescale(bin);
      int port = freePort();
      List<String> command =
          new ArrayList<>(
              List.of(
                  bin.resolve("postgres").toString(),
                  "-D",
                  folder.resolve("data").toString(),
                  "-h",
                  "127.0.0.1",
                  "-p",
                  String.valueOf(port),
                  "-k",
                  folder.toString(),
                  "-c",
                  "fsync=off",
                  "-c",
                  "full_page_writes=off",
                  "-c",
                  "shared_buffers=16MB"));
      if (timescale) {
        command.addAll(
            List.of(
                "-c",
                "shared_preload_libraries=timescaledb",
                "-c",
                "timescaledb.telemetry_level=off",
                "-c",
                "timescaledb.max_background_workers=0")); // no job may drop what a test has written
      }
      Process process = startInBackground(folder, prefix, command);
      DatabaseServer started =
          new DatabaseServer("postgresql", "127.0.0.1:" + port + "/", timescale);
      awaitReady(process, "jdbc:postgresql://127.0.0.1:" + port + "/postgres", folder);
      return Optional.of(started);
    }

    private static boolean hasTimescale(Path bin) {
      Path control =
          Path.of(
              "share",
              "postgresql",
              String.valueOf(bin.getParent().getFileName()),
              "extension",
              "timescaledb.control");
      Path root = bin.getParent().getParent().getParent().getParent();
      return Files.exists(root.resolve(control))
          || Files.exists(bin.getParent().resolve("share/extension/timescaledb.control"));
    }
  }

  private static final class MariaDb {
    static final Optional<DatabaseServer> SERVER = start();

    private static Optional<DatabaseServer> start() {
      Optional<Path> server = find("mariadbd", "/usr/sbin");
      Optional<Path> install = find("mariadb-install-db", "/usr/bin");
      if (server.isEmpty() || install.isEmpty()) {
        return Optional.empty();
      }
      Path folder = newFolder("okma");
      Path init = write(folder.resolve("init.sql"), String.join(";\n", NEW_USER) + ";\n");
      List<String> prefix = asOrdinaryUser(folder);
      String data = folder.resolve("data").toString();
      runAll(
          folder,
          prefix,
          List.of(
              install.get().toString(),
              "--no-defaults",
              "--datadir=" + data,
              "--auth-root-authentication-method=normal",
              "--skip-test-db"));
      int port = freePort();
      Process process =
          startInBackground(
              folder,
              prefix,
              List.of(
                  server.get().toString(),
                  "--no-defaults",
                  "--datadir=" + data,
                  "--bind-address=127.0.0.1",
                  "--port=" + port,
                  "--socket=" + folder.resolve("s"),
                  "--pid-file=" + folder.resolve("pid"),
                  "--init-file=" + init,
                  "--skip-name-resolve",
                  "--innodb-flush-log-at-trx-commit=0",
                  "--innodb-flush-method=nosync",
                  "--innodb-doublewrite=0",
                  "--innodb-buffer-pool-size=32M",
                  "--character-set-server=latin1"));
      awaitReady(process, "jdbc:mariadb://127.0.0.1:" + port + "/mysql", folder);
      return Optional.of(new DatabaseServer("mariadb", "127.0.0.1:" + port + "/", false));
    }
  }

  private static final class MySql {
    private static final String ARCHIVE = "/mysql-Linux-amd64.tar.gz";

    static final Optional<DatabaseServer> SERVER =
        Optional.ofNullable(System.getProperty("optionskit.mysql"))
            .map(MySql::running)
            .or(MySql::start);

    private static DatabaseServer running(String address) {
      URI uri = URI.create(address);
      String[] user = String.valueOf(uri.getUserInfo()).split(":", 2);
      String server = uri.getHost() + ":" + (uri.getPort() < 0 ? 3306 : uri.getPort()) + "/";
      try (Connection connection =
              DriverManager.getConnection(
                  "jdbc:mariadb://" + server + "mysql", user[0], user.length > 1 ? user[1] : "");
          Statement statement = connection.createStatement()) {
        statement.execute("DROP USER IF EXISTS '" + USER + "'@'%'");
        for (String sql : NEW_USER) {
          statement.execute(sql);
        }
      } catch (SQLException e) {
        throw new IllegalStateException("the server of -Doptionskit.mysql does not answer", e);
      }
      return new DatabaseServer("mysql", server, false);
    }

    private static Optional<DatabaseServer> start() {
      if (!System.getProperty("os.name").equals("Linux")
          || !System.getProperty("os.arch").equals("amd64")) {
        return Optional.empty();
      }
      Path folder = newFolder("okmy");
      try (InputStream archive = DatabaseServer.class.getResourceAsStream(ARCHIVE)) {
        if (archive == null) {
          return Optional.empty();
        }
        Files.copy(archive, folder.resolve("mysql.tar.gz"));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      runAll(folder, List.of(), List.of("tar", "xzf", "mysql.tar.gz"));
      String program = folder.resolve("bin/mysqld").toString();
      if (!runs(folder, program)) {
        return Optional.empty();
      }
      Path init = write(folder.resolve("init.sql"), String.join(";\n", NEW_USER) + ";\n");
      List<String> prefix = asOrdinaryUser(folder);
      int port = freePort();
      List<String> command =
          List.of(
              program,
              "--no-defaults",
              "--basedir=" + folder,
              "--lc-messages-dir=" + folder.resolve("share"),
              "--datadir=" + folder.resolve("data"),
              "--bind-address=127.0.0.1",
              "--port=" + port,
              "--mysqlx=OFF",
              "--socket=" + folder.resolve("s"),
              "--pid-file=" + folder.resolve("pid"),
              "--skip-name-resolve",
              "--skip-log-bin",
              "--default-authentication-plugin=mysql_native_password",
              "--innodb-flush-log-at-trx-commit=0",
              "--innodb-flush-method=nosync",
              "--innodb-doublewrite=0",
              "--innodb-buffer-pool-size=32M",
              "--character-set-server=latin1");
      List<String> initialize = new ArrayList<>(command);
      initialize.add("--initialize-insecure");
      runAll(folder, prefix, initialize);
      List<String> serve = new ArrayList<>(command);
      serve.add("--init-file=" + init);
      Process process = startInBackground(folder, prefix, serve);
      awaitReady(process, "jdbc:mariadb://127.0.0.1:" + port + "/mysql", folder);
      return Optional.of(new DatabaseServer("mysql", "127.0.0.1:" + port + "/", false));
    }

    /** Returns whether the system has the libraries that a program needs. */
    private static boolean runs(Path folder, String program) {
      try {
        Process process = process(folder, List.of(), List.of(program, "--version")).start();
        return process.waitFor(START_WITHIN.toSeconds(), TimeUnit.SECONDS)
            && process.exitValue() == 0;
      } catch (IOException e) {
        return false;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
  }

  /** Finds a program on the path, else in folders below some others. */
  private static Optional<Path> find(String program, String... folders) {
    String path = System.getenv("PATH");
    for (String folder : path == null ? new String[0] : path.split(":", -1)) {
      Path file = Path.of(folder, program);
      if (Files.isExecutable(file)) {
        return Optional.of(file);
      }
    }
    for (String folder : folders) {
      try (Stream<Path> files = Files.walk(Path.of(folder), 3)) {
        Optional<Path> found =
            files
                .filter(file -> file.endsWith(program) && Files.isExecutable(file))
                .max(Comparator.naturalOrder());
        if (found.isPresent()) {
          return found;
        }
      } catch (IOException | UncheckedIOException e) {
        // Not installed there.
      }
    }
    return Optional.empty();
  }

  private static Path real(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns what must stand before a command of a server that refuses to run as root. */
  private static List<String> asOrdinaryUser(Path folder) {
    if (!"root".equals(System.getProperty("user.name"))) {
      return List.of();
    }
    runAll(folder, List.of(), List.of("chown", "-R", "nobody", folder.toString()));
    return List.of("setpriv", "--reuid=nobody", "--clear-groups");
  }

  private static void runAll(Path folder, List<String> prefix, List<String> command) {
    try {
      Process process = process(folder, prefix, command).start();
      if (!process.waitFor(START_WITHIN.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IllegalStateException(command.get(0) + " did not end: " + log(folder));
      }
      if (process.exitValue() != 0) {
        throw new IllegalStateException(command.get(0) + " failed: " + log(folder));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static Process startInBackground(Path folder, List<String> prefix, List<String> command) {
    try {
      Process process = process(folder, prefix, command).start();
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(process, folder)));
      return process;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ProcessBuilder process(Path folder, List<String> prefix, List<String> command) {
    List<String> all = new ArrayList<>(prefix);
    all.addAll(command);
    ProcessBuilder builder = new ProcessBuilder(all).directory(folder.toFile());
    builder.environment().put("LC_ALL", "C");
    builder.environment().put("TZ", "Asia/Kathmandu"); // the stores must not care
    return builder
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()));
  }

  private static void awaitReady(Process process, String url, Path folder) {
    long deadlineNs = System.nanoTime() + START_WITHIN.toNanos();
    while (true) {
      try (Connection connection = DriverManager.getConnection(url, USER, PASSWORD)) {
        if (connection.isValid(5)) {
          return;
        }
      } catch (SQLException e) {
        if (System.nanoTime() > deadlineNs) {
          throw new IllegalStateException("the server does not answer: " + log(folder), e);
        }
      }
      try {
        if (process.waitFor(50, TimeUnit.MILLISECONDS)) {
          throw new IllegalStateException("the server stopped: " + log(folder));
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
  }

  private static void stop(Process process, Path folder) {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
      remove(folder);
    } catch (InterruptedException e) {
      process.destroyForcibly();
    }
  }

  private static void remove(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      // The folder is temporary in any case.
    }
  }

  private static Path newFolder(String name) {
    try {
      return Files.createTempDirectory(name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path write(Path file, String text) {
    try {
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String log(Path folder) {
    try {
      return Files.readString(folder.resolve("log"));
    } catch (IOException e) {
      return "no log: " + e;
    }
  }
}
