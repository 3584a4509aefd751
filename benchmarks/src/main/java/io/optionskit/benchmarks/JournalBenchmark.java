/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.benchmarks;

import io.optionskit.contract.OptionContract;
import io.optionskit.contract.Underlying;
import io.optionskit.event.BrokerEvent;
import io.optionskit.event.JournalRecord;
import io.optionskit.event.MarketEvent;
import io.optionskit.journal.FileJournal;
import io.optionskit.journal.JournalEntry;
import io.optionskit.journal.JournalReader;
import io.optionskit.market.AssetTable;
import io.optionskit.market.QuoteTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Writes and reads a million records of a journal on disk, in batches with one sync at the end.
 *
 * <p>The score is records per microsecond, that is million records per second. {@link #checksum()}
 * is the bare loop of the same run: the checksum of as many bytes in pieces of the same size.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@OperationsPerInvocation(JournalBenchmark.RECORDS)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
@Fork(1)
public class JournalBenchmark {

  static final int RECORDS = 1_000_000;

  /** What is written: broker reports, or market events of one or 42 rows. */
  @Param({"report", "quote", "chain"})
  public String kind = "report";

  private final List<JournalRecord> records = new ArrayList<>();
  private Path written = Path.of("");
  private int bytesPerRecord;

  /**
   * Makes a thousand different records and a journal to read.
   *
   * @throws IOException if the journal cannot be written
   */
  @Setup
  public void prepare() throws IOException {
    AssetTable assets = new AssetTable();
    int rows = kind.equals("chain") ? 42 : 1;
    for (int i = 0; i < 1000; i++) {
      records.add(kind.equals("report") ? report(i) : quotes(assets, rows, i));
    }
    written = write();
    try (Stream<Path> files = Files.list(written)) {
      long bytes = files.mapToLong(file -> file.toFile().length()).sum();
      bytesPerRecord = (int) (bytes / RECORDS);
    }
    if (read() != RECORDS) {
      throw new IllegalStateException("not all records came back");
    }
  }

  private static JournalRecord report(int i) {
    return new JournalRecord.Reported(
        new BrokerEvent.OrderAccepted("spreads/s-" + i, "b-" + i, Instant.ofEpochSecond(i)));
  }

  private static JournalRecord quotes(AssetTable assets, int rows, int i) {
    QuoteTable.Builder table = QuoteTable.builder(assets, rows);
    assets.idOf(new Underlying("SPY"));
    for (int row = 0; row < rows; row++) {
      int strike = 480 + (i + row) % 42;
      int id = assets.idOf(OptionContract.parse("SPY240315P00" + strike + "000"));
      table.add(i, id, 1 + i / 100.0, 1.05 + i / 100.0, Double.NaN, 10, 20, i, -1);
    }
    return new JournalRecord.Input(new MarketEvent(table.build(), 0, rows));
  }

  /**
   * Writes the journal.
   *
   * @return bytes written
   * @throws IOException if the folder cannot be made
   */
  @Benchmark
  public long writing() throws IOException {
    Path folder = write();
    delete(folder);
    return RECORDS;
  }

  private Path write() throws IOException {
    Path folder = Files.createTempDirectory("journal");
    try (FileJournal journal = FileJournal.create(folder)) {
      for (int i = 0; i < RECORDS; i++) {
        journal.append(records.get(i % 1000));
      }
    }
    return folder;
  }

  /**
   * Reads the journal.
   *
   * @return number of the last record
   */
  @Benchmark
  public long reading() {
    return read();
  }

  private long read() {
    long last = 0;
    try (JournalReader reader = JournalReader.open(written)) {
      for (Optional<JournalEntry> entry = reader.next(); entry.isPresent(); entry = reader.next()) {
        last = entry.get().sequence();
      }
    }
    return last;
  }

  /**
   * The bare loop.
   *
   * @return checksum
   */
  @Benchmark
  public long checksum() {
    byte[] bytes = new byte[1 << 18];
    CRC32C crc = new CRC32C();
    long sum = 0;
    for (int i = 0, at = 0; i < RECORDS; i++, at += bytesPerRecord) {
      at = at + bytesPerRecord > bytes.length ? 0 : at;
      crc.reset();
      crc.update(bytes, at, bytesPerRecord);
      sum += crc.getValue();
    }
    return sum;
  }

  /**
   * Removes the journal.
   *
   * @throws IOException if it cannot be removed
   */
  @TearDown
  public void cleanUp() throws IOException {
    delete(written);
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }
}
