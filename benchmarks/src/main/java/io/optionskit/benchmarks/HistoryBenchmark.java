/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import io.optionskit.contract.OptionContract;
import io.optionskit.contract.OptionType;
import io.optionskit.data.columns.ColumnCache;
import io.optionskit.data.history.ChainHistory;
import io.optionskit.data.history.HistoryFolder;
import io.optionskit.data.history.ParquetQuotes;
import io.optionskit.data.history.ParquetSettings;
import io.optionskit.data.history.StoredFile;
import io.optionskit.data.tidy.TidyHistory;
import io.optionskit.market.AssetTable;
import io.optionskit.market.ChainProvenance;
import io.optionskit.market.DelayClass;
import io.optionskit.market.EpochNanos;
import io.optionskit.market.Feed;
import io.optionskit.market.OptionChain;
import io.optionskit.market.Quote;
import io.optionskit.market.QuoteTable;
import io.optionskit.spi.MarketHistory;
import io.optionskit.time.TradingCalendar;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Times of the history store: {@code replay} plays the replay job from a CSV file, from Parquet
 * files and from the column cache, each beside a bare loop over the same rows in memory; {@code
 * latest} asks for the latest chain among many rows.
 */
public final class HistoryBenchmark {

  private static final int RUNS = 5;
  private static final int QUERIES = 1_000;
  private static final int CONTRACTS = 2_000;
  private static final int SNAPSHOTS = 20;
  private static final List<String> SYMBOLS =
      List.of("SPY", "QQQ", "IWM", "AAPL", "MSFT", "NVDA", "AMZN", "TSLA", "META", "GOOG");

  private static final OperatingSystemMXBean MACHINE =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private static double bestCpu;

  private HistoryBenchmark() {}

  /**
   * Runs a benchmark.
   *
   * @param arguments {@code replay} or {@code latest}, a folder that is removed afterwards, and for
   *     the latter millions of rows
   * @throws IOException if the folder cannot be written
   */
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[1]);
    if (Files.exists(folder)) {
      throw new IllegalArgumentException(folder + " exists; name a folder that does not");
    }
    Files.createDirectories(folder);
    try {
      if (arguments[0].equals("replay")) {
        replay(folder);
      } else {
        latest(folder, 1_000_000L * Long.parseLong(arguments[2]));
      }
    } finally {
      delete(folder);
    }
  }

  private static void replay(Path folder) throws IOException {
    ReplayJob job = new ReplayJob(7);
    long rows = job.days.stream().mapToLong(QuoteTable::rows).sum();
    String hash = hashes(new InMemory(job));
    Path csv = folder.resolve("job.csv");
    csv(job, csv);
    Path store = folder.resolve("store");
    ColumnCache cache = ColumnCache.in(folder.resolve("cache"), 1L << 40);
    double bare = best(() -> sum(new InMemory(job)));
    line("bare loop over arrays in memory", rows, bare, bare);
    line("import into Parquet", rows, best(() -> imported(job, folder)), bare);
    ParquetQuotes.importInto(new InMemory(job), store);
    require(hash, hashes(ParquetQuotes.read(store)));
    line("Parquet, cold, all columns into tables", rows, best(() -> sum(ParquetQuotes.read(store))), bare);
    line("Parquet into the cache (with SHA-256)", rows, best(() -> filled(store, folder)), bare);
    sum(cached(store, cache));
    require(hash, hashes(cached(store, cache)));
    line("column cache, cold", rows, best(() -> sum(cached(store, cache))), bare);
    line("CSV, plain, read and checked", rows, best(() -> sum(TidyHistory.open(csv))), bare);
    System.out.printf(
        Locale.ROOT,
        "CSV %d MB, Parquet %d MB, column cache %d MB%n",
        Files.size(csv) >> 20,
        bytes(store) >> 20,
        bytes(folder.resolve("cache")) >> 20);
  }

  private static double filled(Path store, Path folder) {
    Path target = folder.resolve("filled");
    double sum = sum(cached(store, ColumnCache.in(target, 1L << 40)));
    delete(target);
    return sum;
  }

  private static double imported(ReplayJob job, Path folder) {
    Path target = folder.resolve("imported");
    ParquetQuotes.importInto(new InMemory(job), target);
    delete(target);
    return 0;
  }

  private static MarketHistory cached(Path store, ColumnCache cache) {
    return ParquetQuotes.read(
        store, ParquetSettings.defaults(), underlying -> true, date -> true, cache);
  }

  private static double best(Supplier<Double> pass) {
    double best = Double.POSITIVE_INFINITY;
    bestCpu = Double.POSITIVE_INFINITY;
    for (int run = 0; run < RUNS; run++) {
      long cpu = MACHINE.getProcessCpuTime();
      long from = System.nanoTime();
      pass.get();
      best = Math.min(best, System.nanoTime() - from);
      bestCpu = Math.min(bestCpu, MACHINE.getProcessCpuTime() - cpu);
    }
    return best;
  }

  private static void line(String name, long rows, double ns, double bareNs) {
    System.out.printf(
        Locale.ROOT,
        "| %s | %.2f M rows/s | %.4f of the bare loop | %.2f M rows per second of processor |%n",
        name,
        rows / ns * 1e3,
        bareNs / ns,
        rows / bestCpu * 1e3);
  }

  /** Looks at every value of the price columns, as the bare loop of a backtest does. */
  private static double sum(MarketHistory history) {
    double sum = 0;
    try (history) {
      for (Optional<QuoteTable> next = history.next(); next.isPresent(); next = history.next()) {
        QuoteTable table = next.get();
        long[] times = table.timeNs();
        int[] ids = table.assetIds();
        double[] bids = table.bids();
        double[] asks = table.asks();
        for (int row = 0; row < table.rows(); row++) {
          double mid = (bids[row] + asks[row]) / 2;
          if (mid == mid) {
            sum += mid * (ids[row] & 7) + (times[row] & 1);
          }
        }
      }
    }
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

  private static void require(String expected, String found) {
    if (!found.equals(expected)) {
      throw new IllegalStateException("the rows that were read are not those that were written");
    }
  }

  private static void csv(ReplayJob job, Path file) throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      out.write("quote_time,underlying,root,expiration,strike,right,bid,ask,bid_size,ask_size,last\n");
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

  /** Chains of ten symbols, twenty a day, two thousand contracts each. */
  private static void latest(Path folder, long rows) throws IOException {
    TradingCalendar calendar = TradingCalendar.usOptions();
    long days = rows / ((long) SYMBOLS.size() * SNAPSHOTS * CONTRACTS);
    SplittableRandom random = new SplittableRandom(7);
    LocalDate date = LocalDate.of(2024, 1, 2);
    long from = System.nanoTime();
    try (ChainHistory history = ChainHistory.open(folder)) {
      Instant last = Instant.EPOCH;
      for (long day = 0; day < days; day++) {
        last = calendar.getSession(date).opensAt();
        List<ChainHistory.Snapshot> snapshots = new ArrayList<>();
        for (int symbol = 0; symbol < SYMBOLS.size(); symbol++) {
          for (int i = 0; i < SNAPSHOTS; i++) {
            Instant time = last.plus(Duration.ofMinutes(10L * i)).plusSeconds(3L * symbol);
            snapshots.add(
                new ChainHistory.Snapshot(
                    chain(SYMBOLS.get(symbol), time, date, random), "generated"));
          }
          history.saveAll(snapshots);
          snapshots.clear();
        }
        date = calendar.nextTradingDay(date);
        if (day % 10 == 9) {
          System.err.printf("%d of %d days%n", day + 1, days);
        }
      }
      List<StoredFile> files = history.folder().files();
      long kept = files.stream().mapToLong(StoredFile::rows).sum();
      double seconds = (System.nanoTime() - from) / 1e9;
      System.out.printf(
          Locale.ROOT,
          "%,d rows in %,d files, %.2f bytes per row, made and appended at %.2f M rows/s%n",
          kept,
          files.size(),
          files.stream().mapToLong(StoredFile::bytes).sum() / (double) kept,
          kept / seconds / 1e6);
      HistoryFolder.Verification found = history.folder().verify();
      System.out.println("verified: " + found.isSound());
    }
    long opened = System.nanoTime();
    try (ChainHistory history = ChainHistory.open(folder)) {
      System.out.printf(Locale.ROOT, "opened in %.1f ms%n", (System.nanoTime() - opened) / 1e6);
      Instant end = EpochNanos.toInstant(EpochNanos.of(date.plusDays(1).atStartOfDay(java.time.ZoneOffset.UTC).toInstant()));
      queries("latest, 3 to 7 days", random, () -> end, history, 3, 7);
      queries("latest, all contracts", random, () -> end, history, 0, 9_999);
      long span = Duration.between(Instant.parse("2024-01-02T15:00:00Z"), end).toSeconds();
      queries(
          "as of any instant, 3 to 7 days",
          random,
          () -> Instant.parse("2024-01-02T15:00:00Z").plusSeconds(random.nextLong(span)),
          history,
          3,
          7);
    }
  }

  private static void queries(
      String name,
      SplittableRandom random,
      Supplier<Instant> asOf,
      ChainHistory history,
      int minDays,
      int maxDays) {
    double[] ms = new double[QUERIES];
    long contracts = 0;
    for (int i = -100; i < QUERIES; i++) {
      String symbol = SYMBOLS.get(random.nextInt(SYMBOLS.size()));
      Instant time = asOf.get();
      long from = System.nanoTime();
      OptionChain chain = history.findLatest(symbol, time, minDays, maxDays).orElseThrow();
      if (i >= 0) {
        ms[i] = (System.nanoTime() - from) / 1e6;
        contracts += chain.size();
      }
    }
    Arrays.sort(ms);
    System.out.printf(
        Locale.ROOT,
        "| %s | %d contracts | p50 %.2f ms | p99 %.2f ms | fastest %.2f ms |%n",
        name,
        contracts / QUERIES,
        ms[QUERIES / 2],
        ms[QUERIES * 99 / 100],
        ms[0]);
  }

  private static OptionChain chain(
      String symbol, Instant time, LocalDate date, SplittableRandom random) {
    OptionChain.Builder chain = OptionChain.builder(symbol, time, date).spot(500);
    int expiries = 20;
    for (int expiry = 0; expiry < expiries; expiry++) {
      LocalDate expires = date.plusDays(expiry < 10 ? expiry : 7L * (expiry - 8));
      for (int i = 0; i < CONTRACTS / expiries; i++) {
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

  private static long bytes(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    }
  }

  private static void delete(Path folder) {
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
