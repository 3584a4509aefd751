/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.optionskit.data.history.ChainHistory.Snapshot;
import io.optionskit.data.history.CrashingDisk.Crash;
import io.optionskit.data.history.CrashingDisk.Last;
import io.optionskit.data.history.ParquetSettings.Compression;
import io.optionskit.market.OptionChain;
import io.optionskit.market.QuoteTable;
import io.optionskit.spi.MarketHistory;
import io.optionskit.testkit.MemoryHistory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The process ends at every single step by which a history changes the disk, before it, in the
 * middle of it and after it, with and without what was not forced to the disk: afterwards all or
 * nothing of each change is there, and work goes on.
 */
class CrashTest {

  private static final Instant TIME = Instant.parse("2025-03-03T15:00:00Z");
  private static final Instant LATER = Instant.parse("2100-01-01T00:00:00Z");
  private static final ParquetSettings SMALL = new ParquetSettings(Compression.SNAPPY, 1, 128);
  private static final int BATCHES = 2;
  private static final boolean ALL = Boolean.getBoolean("optionskit.crashes.all");

  @TempDir private Path folder;

  @Test
  void allOrNothingOfEachAppendAndCompactionIsThereWhereverTheProcessEnds() throws IOException {
    int crashes = 0;
    boolean isOver = false;
    for (int step = 1; !isOver; step++) {
      for (int variant = 0; variant < 6 && !isOver; variant++) {
        if (!ALL && variant != step % 6) {
          continue; // each step in one way; in all of them on request
        }
        Last last = Last.values()[variant % 3];
        Path root = folder.resolve(step + "-" + variant);
        int finished = run(root, new CrashingDisk(step, last, variant >= 3));
        if (finished > BATCHES) {
          isOver = true; // the work was over before that step
        } else {
          crashes++;
          requireWholeBatches(root, finished, "step " + step + ", " + last);
          goOn(root);
        }
        delete(root);
      }
    }
    assertThat(crashes).isGreaterThan(40);
  }

  @Test
  void allFilesOfADayOfQuotesAreThereOrNoneIs() throws IOException {
    QuoteTable table =
        ParquetQuotesTest.randomDays(List.of("SPY", "QQQ"), 2, 100, 4, Duration.ofMillis(100));
    List<Long> daysRows = new ArrayList<>();
    try (MarketHistory whole = importedInto(folder.resolve("whole"), table)) {
      Histories.tables(whole).forEach(day -> daysRows.add((long) day.rows()));
    }
    for (int step = 1; ; step++) {
      Path root = folder.resolve("quotes" + step);
      CrashingDisk disk = new CrashingDisk(step, Last.HALF_DONE, false);
      boolean isOver = false;
      try (ParquetImport writing = new ParquetImport(root, SMALL, counts -> {}, disk)) {
        writing.run(MemoryHistory.of(table));
        isOver = true;
      } catch (Crash e) {
        // as planned
      }
      if (isOver) {
        assertThat(step).isGreaterThan(20);
        break;
      }
      List<Long> found = new ArrayList<>();
      try (MarketHistory history = ParquetQuotes.read(root)) {
        Histories.tables(history).forEach(day -> found.add((long) day.rows()));
      }
      assertThat(found).as("step %d", step).isEqualTo(daysRows.subList(0, found.size()));
      try (MarketHistory again = importedInto(root, table)) {
        assertThat(Histories.joined(Histories.tables(again)).sha256()).isEqualTo(table.sha256());
      }
      delete(root);
    }
  }

  private static MarketHistory importedInto(Path root, QuoteTable table) {
    ParquetQuotes.importInto(MemoryHistory.of(table), root, SMALL, counts -> {});
    return ParquetQuotes.read(root);
  }

  /** Appends batches of two underlyings, compacts them; returns how far. */
  private static int run(Path root, Disk disk) {
    int finished = 0;
    try (ChainHistory history = ChainHistory.open(root, SMALL, disk)) {
      for (int batch = 0; batch < BATCHES; batch++) {
        history.saveAll(batch(batch));
        finished++;
        if (batch == 1) {
          history.folder().compact(date -> true);
        }
      }
      return BATCHES + 1;
    } catch (Crash e) {
      return finished;
    }
  }

  static List<Snapshot> batch(int number) {
    List<Snapshot> batch = new ArrayList<>();
    for (String underlying : List.of("SPY", "QQQ")) {
      Instant time = TIME.plusSeconds(number);
      batch.add(new Snapshot(Chains.random(underlying, time, 3, number), "kit"));
    }
    return batch;
  }

  private static void requireWholeBatches(Path root, int finished, String where) {
    if (!Files.isDirectory(root)) {
      assertThat(finished).isZero();
      return;
    }
    try (ChainHistory history = ChainHistory.open(root, SMALL)) {
      List<Instant> spy = history.times("SPY", Instant.EPOCH, LATER);
      assertThat(history.times("QQQ", Instant.EPOCH, LATER)).as(where).isEqualTo(spy);
      assertThat(spy.size()).as(where).isBetween(finished, finished + 1);
      assertThat(history.folder().verify().problems()).as(where).isEmpty();
    }
  }

  /** Opened again it has no leftovers, and the same work gives the same history. */
  private static void goOn(Path root) throws IOException {
    try (ChainHistory history = ChainHistory.open(root, SMALL)) {
      for (int batch = 0; batch < BATCHES; batch++) {
        history.saveAll(batch(batch));
      }
      history.folder().compact(date -> true);
      assertThat(history.folder().files()).hasSize(2);
      assertThat(history.folder().verify().isSound()).isTrue();
      OptionChain last = batch(BATCHES - 1).get(1).chain();
      Chains.assertSame(history.findLatest("QQQ", LATER).orElseThrow(), last);
    }
    try (Stream<Path> files = Files.walk(root)) {
      assertThat(
              files
                  .filter(Files::isRegularFile)
                  .map(file -> file.getFileName().toString())
                  .filter(name -> name.endsWith(".parquet") || name.endsWith(".tmp")))
          .hasSize(2);
    }
  }

  private static void delete(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
