/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.benchmarks;

import io.optionskit.contract.OptionContract;
import io.optionskit.contract.OptionType;
import io.optionskit.data.columns.ColumnCache;
import io.optionskit.data.columns.ColumnCache.Content;
import io.optionskit.data.columns.InputHash;
import io.optionskit.data.history.ParquetQuotes;
import io.optionskit.data.history.ParquetSettings;
import io.optionskit.data.tidy.TidyHistory;
import io.optionskit.market.AssetTable;
import io.optionskit.market.EpochNanos;
import io.optionskit.market.QuoteTable;
import io.optionskit.spi.MarketHistory;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Brings the quotes of the replay job into a store and a column cache, and plays them from there.
 *
 * <p>The score is rows per microsecond, that is million rows per second. {@link #bareLoop()} looks
 * at the same rows in memory, {@link #duckDbScan()} has DuckDB add up all columns of the files
 * without handing a row out. All readers must find the same sum, and the hash of every day.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@OperationsPerInvocation(HistoryBenchmark.ROWS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 4, time = 1)
@Fork(1)
public class HistoryBenchmark {

  static final int ROWS = ReplayJob.OPTION_ROWS + ReplayJob.DAYS * ReplayJob.MINUTES;

  private static final long NO_LIMIT = 1L << 40;

  private ReplayJob job = new ReplayJob(7);
  private Path folder = Path.of("");
  private Path csv = Path.of("");
  private Path store = Path.of("");
  private ColumnCache cache = ColumnCache.in(folder, NO_LIMIT);
  private double expected;

  /**
   * Writes the files, and checks that each of them gives the same rows.
   *
   * @throws IOException if they cannot be written
   */
  @Setup
  public void prepare() throws IOException {
    folder = Files.createTempDirectory("history");
    csv = folder.resolve("job.csv");
    store = folder.resolve("store");
    cache = ColumnCache.in(folder.resolve("cache"), NO_LIMIT);
    writeCsv();
    ParquetQuotes.importInto(new InMemory(job), store);
    expected = sum(new InMemory(job));
    String hashes = hashes(new InMemory(job));
    require(hashes.equals(hashes(ParquetQuotes.read(store))), "the store");
    require(hashes.equals(hashes(cached())), "what is kept in the cache");
    require(hashes.equals(hashes(cached())), "the cache");
    System.out.printf(
        "CSV %d MB, Parquet %d MB, column cache %d MB%n",
        Files.size(csv) >> 20, bytes(store) >> 20, bytes(folder.resolve("cache")) >> 20);
  }

  /**
   * The bare loop.
   *
   * @return sum over all rows
   */
  @Benchmark
  public double bareLoop() {
    return checked(sum(new InMemory(job)));
  }

  /**
   * The plain scan of DuckDB over the files of the store.
   *
   * @return sum over all rows
   * @throws SQLException if they cannot be read
   */
  @Benchmark
  public double duckDbScan() throws SQLException {
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duck.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT count(*), sum(bid) + sum(ask) + sum(coalesce(\"last\", 0))"
                    + " + sum(bid_size + ask_size) + sum(coalesce(volume, 0))"
                    + " + sum(epoch_us(quote_time) % 7) + sum(strike)"
                    + " + sum(expiration - DATE '2020-01-01') + count(root) + count(\"right\")"
                    + " + count(open_interest) FROM read_parquet('"
                    + store
                    + "/*/*/*.parquet')")) {
      row.next();
      require(row.getLong(1) == ROWS, "the scan");
      return row.getDouble(2);
    }
  }

  /**
   * Columns in memory into a new store, on stable storage at the end.
   *
   * @return rows
   */
  @Benchmark
  public long memoryToStore() {
    Path target = folder.resolve("imported");
    long rows = ParquetQuotes.importInto(new InMemory(job), target).rows();
    delete(target);
    require(rows == ROWS, "the import");
    return rows;
  }

  /**
   * A CSV file, read and checked, into a new store.
   *
   * @return rows
   */
  @Benchmark
  public long csvToStore() {
    Path target = folder.resolve("imported");
    long rows = ParquetQuotes.importInto(TidyHistory.open(csv), target).rows();
    delete(target);
    require(rows == ROWS, "the import");
    return rows;
  }

  /**
   * A CSV file, read and checked, into a new cache and played from it.
   *
   * @return sum over all rows
   */
  @Benchmark
  public double csvToCache() {
    Path target = folder.resolve("filled");
    ColumnCache empty = ColumnCache.in(target, NO_LIMIT);
    String key = new InputHash().add("csv").hex();
    double sum =
        sum(empty.history(key, () -> new Content(TidyHistory.open(csv), List.of())).history());
    delete(target);
    return checked(sum);
  }

  /**
   * The store into a new cache, and played.
   *
   * @return sum over all rows
   */
  @Benchmark
  public double storeToCache() {
    Path target = folder.resolve("filled");
    double sum = sum(cached(ColumnCache.in(target, NO_LIMIT)));
    delete(target);
    return checked(sum);
  }

  /**
   * A CSV file, read and checked.
   *
   * @return sum over all rows
   */
  @Benchmark
  public double csv() {
    return checked(sum(TidyHistory.open(csv)));
  }

  /**
   * The store, opened and played.
   *
   * @return sum over all rows
   */
  @Benchmark
  public double store() {
    return checked(sum(ParquetQuotes.read(store)));
  }

  /**
   * The column cache, opened and played.
   *
   * @return sum over all rows
   */
  @Benchmark
  public double cache() {
    return checked(sum(cached()));
  }

  /**
   * Removes the files, and says how much memory was used at most.
   *
   * @throws IOException if they cannot be removed
   */
  @TearDown
  public void cleanUp() throws IOException {
    delete(folder);
    System.out.println(ProcessMemory.peak());
  }

  private MarketHistory cached() {
    return cached(cache);
  }

  private MarketHistory cached(ColumnCache target) {
    return ParquetQuotes.read(
        store, ParquetSettings.defaults(), underlying -> true, date -> true, target);
  }

  /** Looks at every value of the price columns, as the bare loop of a backtest does. */
  private static double sum(MarketHistory history) {
    double sum = 0;
    try (history) {
      for (Optional<QuoteTable> next = history.next(); next.isPresent(); next = history.next()) {
        QuoteTable table = next.get();
        long[] times = table.timeNs();
        double[] bids = table.bids();
        double[] asks = table.asks();
        for (int row = 0; row < table.rows(); row++) {
          double mid = (bids[row] + asks[row]) / 2;
          if (!Double.isNaN(mid)) {
            sum += mid + (times[row] & 1);
          }
        }
      }
    }
    return sum;
  }

  private double checked(double sum) {
    require(sum == expected, "a sum of " + sum + " instead of " + expected);
    return sum;
  }

  private static String hashes(MarketHistory history) {
    StringBuilder hashes = new StringBuilder();
    try (history) {
      for (Optional<QuoteTable> next = history.next(); next.isPresent(); next = history.next()) {
        hashes.append(next.get().sha256());
      }
    }
    return hashes.toString();
  }

  private static void require(boolean isSame, String what) {
    if (!isSame) {
      throw new IllegalStateException("not the rows that were written: " + what);
    }
  }

  private void writeCsv() throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(csv)) {
      out.write(
          "quote_time,underlying,root,expiration,strike,right,bid,ask,bid_size,ask_size,last\n");
      for (QuoteTable table : job.days) {
        for (int row = 0; row < table.rows(); row++) {
          out.write(EpochNanos.toInstant(table.timeNs()[row]).toString());
          if (table.assets().asset(table.assetIds()[row]) instanceof OptionContract contract) {
            out.write(",SPX,SPXW," + contract.expiry() + "," + contract.strike() + ",");
            out.write(contract.type() == OptionType.CALL ? "C," : "P,");
            out.write(table.bids()[row] + "," + table.asks()[row] + ",10,12,\n");
          } else {
            out.write(",SPX,,,,,,,,," + table.lasts()[row] + "\n");
          }
        }
      }
    }
  }

  private static long bytes(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    }
  }

  static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class InMemory implements MarketHistory {

    private final AssetTable assets;
    private final Iterator<QuoteTable> days;

    InMemory(ReplayJob job) {
      assets = job.assets;
      days = job.days.iterator();
    }

    @Override
    public AssetTable assets() {
      return assets;
    }

    @Override
    public Optional<QuoteTable> next() {
      return days.hasNext() ? Optional.of(days.next()) : Optional.empty();
    }

    @Override
    public void close() {
      // nothing is held
    }
  }
}
