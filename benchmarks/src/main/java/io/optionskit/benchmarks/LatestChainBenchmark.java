/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.benchmarks;

import io.optionskit.contract.OptionContract;
import io.optionskit.contract.OptionType;
import io.optionskit.data.history.ChainHistory;
import io.optionskit.data.history.HistoryFolder;
import io.optionskit.data.history.HistoryKind;
import io.optionskit.data.history.ParquetSettings;
import io.optionskit.data.history.StoredFile;
import io.optionskit.market.ChainProvenance;
import io.optionskit.market.DelayClass;
import io.optionskit.market.EpochNanos;
import io.optionskit.market.Feed;
import io.optionskit.market.OptionChain;
import io.optionskit.market.Quote;
import io.optionskit.time.TradingCalendar;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.zip.CRC32C;

/**
 * Asks for the latest chain of a symbol in a generated history: ten symbols, twenty snapshots a
 * day, two thousand contracts each.
 *
 * <p>The first day is saved as any chains are, its files are then repeated by DuckDB with later
 * dates, and named in a log as the history writes it; what was made is verified before it is asked.
 */
public final class LatestChainBenchmark {

  private static final int QUERIES = 1_000;
  private static final int WARM_UP = 100;
  private static final int CONTRACTS = 2_000;
  private static final int EXPIRIES = 20;
  private static final int SNAPSHOTS = 20;
  private static final int ROWS_A_DAY = 10 * SNAPSHOTS * CONTRACTS;
  private static final List<String> SYMBOLS =
      List.of("AAPL", "AMZN", "GOOG", "IWM", "META", "MSFT", "NVDA", "QQQ", "SPY", "TSLA");
  private static final LocalDate FIRST = LocalDate.of(2024, 1, 2);

  private final Path folder;
  private final SplittableRandom random = new SplittableRandom(7);

  private LatestChainBenchmark(Path folder) {
    this.folder = folder;
  }

  /**
   * Runs the benchmark in a temporary folder, which is removed afterwards.
   *
   * @param arguments millions of rows, 100 if there is none
   * @throws IOException if the folder cannot be written
   * @throws SQLException if DuckDB cannot make the rows
   */
  public static void main(String[] arguments) throws IOException, SQLException {
    long millions = arguments.length > 0 ? Long.parseLong(arguments[0]) : 100;
    Path folder = Files.createTempDirectory("latest");
    try {
      new LatestChainBenchmark(folder).run(1_000_000 * millions);
    } finally {
      HistoryBenchmark.delete(folder);
    }
  }

  private void run(long rows) throws IOException, SQLException {
    long from = System.nanoTime();
    saveFirstDay();
    LocalDate last = repeat((int) Math.max(1, rows / ROWS_A_DAY));
    System.out.printf(Locale.ROOT, "made in %.0f s%n", seconds(from));
    try (HistoryFolder made =
        HistoryFolder.open(folder, HistoryKind.CHAINS, ParquetSettings.defaults())) {
      HistoryFolder.Verification found = made.verify();
      System.out.printf(
          Locale.ROOT,
          "%,d rows in %,d files, %,d bytes (%.2f a row), sound: %s%n",
          found.rows(),
          found.files(),
          found.bytes(),
          found.bytes() / (double) found.rows(),
          found.isSound());
      if (!found.isSound()) {
        throw new IllegalStateException(found.problems().get(0));
      }
    }
    from = System.nanoTime();
    try (ChainHistory history = ChainHistory.open(folder)) {
      System.out.printf(Locale.ROOT, "opened in %.1f ms%n", 1e3 * seconds(from));
      Instant start = TradingCalendar.usOptions().getSession(FIRST).opensAt();
      Instant end = last.plusDays(1).atStartOfDay(java.time.ZoneOffset.UTC).toInstant();
      queries("3 to 7 days left", () -> end, history, 3, 7);
      queries("all contracts", () -> end, history, 0, 9_999);
      long span = Duration.between(start.plusSeconds(60), end).toSeconds();
      queries(
          "3 to 7 days left, as of any instant",
          () -> start.plusSeconds(60 + random.nextLong(span)),
          history,
          3,
          7);
    }
    plainScan();
    System.out.println(ProcessMemory.peak());
  }

  private void saveFirstDay() {
    Instant opens = TradingCalendar.usOptions().getSession(FIRST).opensAt();
    try (ChainHistory history = ChainHistory.open(folder)) {
      for (int symbol = 0; symbol < SYMBOLS.size(); symbol++) {
        List<ChainHistory.Snapshot> snapshots = new ArrayList<>();
        for (int i = 0; i < SNAPSHOTS; i++) {
          Instant time = opens.plus(Duration.ofMinutes(10L * i)).plusSeconds(3L * symbol);
          snapshots.add(new ChainHistory.Snapshot(chain(SYMBOLS.get(symbol), time), "generated"));
        }
        history.saveAll(snapshots);
      }
    }
  }

  private OptionChain chain(String symbol, Instant time) {
    OptionChain.Builder chain = OptionChain.builder(symbol, time, FIRST).spot(500);
    for (int expiry = 0; expiry < EXPIRIES; expiry++) {
      LocalDate expires = FIRST.plusDays(expiry < 10 ? expiry : 7L * (expiry - 8));
      for (int i = 0; i < CONTRACTS / EXPIRIES; i++) {
        double bid = random.nextInt(1, 2_000) / 100.0;
        chain.add(
            OptionContract.of(
                symbol,
                expires,
                i % 2 == 0 ? OptionType.CALL : OptionType.PUT,
                BigDecimal.valueOf(475L + i / 2)),
            Quote.of(bid, bid + 0.05, bid, 10, 12, time, time),
            random.nextInt(5_000),
            random.nextInt(9_000));
      }
    }
    Feed feed = new Feed("generated", DelayClass.HISTORICAL, Duration.ZERO, Optional.of(time));
    return chain.build().withProvenance(ChainProvenance.of(feed));
  }

  /** Repeats the first day until there are so many days; returns the last. */
  private LocalDate repeat(int days) throws IOException, SQLException {
    List<StoredFile> firstDay;
    try (HistoryFolder made =
        HistoryFolder.open(folder, HistoryKind.CHAINS, ParquetSettings.defaults())) {
      firstDay = made.files();
    }
    StringBuilder log = new StringBuilder();
    firstDay.forEach(file -> log.append(line(file)));
    LocalDate date = FIRST;
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duck.createStatement()) {
      statement.execute("SET TimeZone = 'UTC'");
      for (StoredFile file : firstDay) {
        statement.execute(
            "CREATE TABLE "
                + file.underlying()
                + " AS SELECT * FROM read_parquet('"
                + folder.resolve(file.path())
                + "', hive_partitioning = false)");
      }
      String later = later(statement, firstDay.get(0).underlying());
      for (int day = 1; day < days; day++) {
        date = TradingCalendar.usOptions().nextTradingDay(date);
        for (StoredFile file : firstDay) {
          log.append(line(repeat(statement, file, later, date)));
        }
      }
    }
    String header = Files.readAllLines(folder.resolve("history.log")).get(0) + "\n";
    CRC32C crc = new CRC32C();
    crc.update(log.toString().getBytes(StandardCharsets.UTF_8));
    String checksum = String.format(Locale.ROOT, "%08x", crc.getValue());
    Files.writeString(folder.resolve("history.log"), header + checksum + log + "\n");
    return date;
  }

  /** Returns the columns with all dates and times later by a number of days. */
  private static String later(Statement statement, String table) throws SQLException {
    List<String> changed = new ArrayList<>();
    try (ResultSet columns =
        statement.executeQuery(
            "SELECT column_name, data_type FROM duckdb_columns() WHERE table_name = '"
                + table
                + "'")) {
      while (columns.next()) {
        String name = columns.getString(1);
        if (columns.getString(2).equals("DATE")) {
          changed.add(name + " + %1$d AS " + name);
        } else if (columns.getString(2).equals("TIMESTAMP_NS")) {
          changed.add("make_timestamp_ns(epoch_ns(" + name + ") + %2$d) AS " + name);
        }
      }
    }
    return "* REPLACE (" + String.join(", ", changed) + ")";
  }

  private StoredFile repeat(Statement statement, StoredFile file, String later, LocalDate date)
      throws IOException, SQLException {
    long days = ChronoUnit.DAYS.between(FIRST, date);
    Path target =
        folder.resolve("underlying=" + file.underlying()).resolve("date=" + date).resolve("new");
    Files.createDirectories(target.getParent());
    statement.execute(
        "COPY (SELECT "
            + later.formatted(days, Duration.ofDays(days).toNanos())
            + " FROM "
            + file.underlying()
            + ") TO '"
            + target
            + "' (FORMAT parquet, USE_TMP_FILE false, ROW_GROUP_SIZE 4096, COMPRESSION zstd)");
    Instant first = file.first().plus(Duration.ofDays(days));
    Instant last = file.last().plus(Duration.ofDays(days));
    String sha256 = sha256(target);
    String name =
        "part-%d-%d-%s.parquet"
            .formatted(EpochNanos.of(first), EpochNanos.of(last), sha256.substring(0, 16));
    Path named = Files.move(target, target.resolveSibling(name));
    return new StoredFile(
        folder.relativize(named).toString().replace('\\', '/'),
        first,
        last,
        file.rows(),
        Files.size(named),
        sha256,
        List.of());
  }

  private static String sha256(Path file) throws IOException {
    try {
      return java.util.HexFormat.of()
          .formatHex(
              java.security.MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static String line(StoredFile file) {
    return "\t+"
        + String.join(
            "|",
            file.path(),
            Long.toString(EpochNanos.of(file.first())),
            Long.toString(EpochNanos.of(file.last())),
            Long.toString(file.rows()),
            Long.toString(file.bytes()),
            file.sha256(),
            "");
  }

  private void queries(
      String name, Supplier<Instant> asOf, ChainHistory history, int minDays, int maxDays) {
    double[] ms = new double[QUERIES];
    long contracts = 0;
    for (int i = -WARM_UP; i < QUERIES; i++) {
      String symbol = SYMBOLS.get(random.nextInt(SYMBOLS.size()));
      Instant time = asOf.get();
      long from = System.nanoTime();
      OptionChain chain = history.findLatest(symbol, time, minDays, maxDays).orElseThrow();
      if (i >= 0) {
        ms[i] = 1e3 * seconds(from);
        contracts += chain.size();
      }
      if (!chain.underlying().equals(symbol) || chain.time().isAfter(time) || chain.size() == 0) {
        throw new IllegalStateException("not the latest chain of " + symbol + " at " + time);
      }
    }
    Arrays.sort(ms);
    System.out.printf(
        Locale.ROOT,
        "%s: %d contracts, median %.2f ms, 99 of 100 below %.2f ms, fastest %.2f ms%n",
        name,
        contracts / QUERIES,
        ms[QUERIES / 2],
        ms[QUERIES * 99 / 100],
        ms[0]);
  }

  /** The same question to DuckDB over all files of a symbol, without the log of the history. */
  private void plainScan() throws SQLException {
    String source = "read_parquet('" + folder + "/underlying=SPY/*/*.parquet')";
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duck.createStatement()) {
      double best = Double.POSITIVE_INFINITY;
      for (int run = 0; run < 3; run++) {
        long from = System.nanoTime();
        try (ResultSet rows =
            statement.executeQuery(
                "SELECT count(*), sum(bid) FROM "
                    + source
                    + " WHERE dte BETWEEN 3 AND 7 AND fetch_time = (SELECT max(fetch_time) FROM "
                    + source
                    + ")")) {
          rows.next();
        }
        best = Math.min(best, 1e3 * seconds(from));
      }
      System.out.printf(Locale.ROOT, "plain query of DuckDB over the files: %.0f ms%n", best);
    }
  }

  private static double seconds(long fromNs) {
    return (System.nanoTime() - fromNs) / 1e9;
  }
}
