/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.columns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.optionskit.contract.OptionContract;
import io.optionskit.contract.OptionType;
import io.optionskit.contract.Underlying;
import io.optionskit.data.columns.ColumnCache.Content;
import io.optionskit.data.tidy.TidyHistory;
import io.optionskit.market.AssetTable;
import io.optionskit.market.QuoteTable;
import io.optionskit.spi.MarketHistory;
import io.optionskit.testkit.MemoryHistory;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ColumnCacheTest {

  private static final String KEY = "a".repeat(64);

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 7, 1000})
  void rowsComeBackWithTheirHashAndTheirNumbers(int rows) {
    QuoteTable table = random(rows, 5);
    ColumnCache cache = cache();

    assertThat(cache.keep(KEY, table)).isTrue();
    QuoteTable found = cache.find(KEY, new AssetTable()).orElseThrow();

    assertThat(found.sha256()).isEqualTo(table.sha256());
    assertThat(computedHash(found)).isEqualTo(table.sha256());
  }

  @Test
  void aTableIsNotFoundUnderAnotherKey() {
    cache().keep(KEY, random(10, 1));

    assertThat(cache().find("b".repeat(64), new AssetTable())).isEmpty();
  }

  @Test
  void aHistoryIsReadFromItsSourceOnceAndReplayedTheSame() {
    AtomicInteger reads = new AtomicInteger();
    QuoteTable first = random(500, 1);

    List<String> played = new ArrayList<>();
    for (int run = 0; run < 3; run++) {
      Content content =
          cache()
              .history(
                  KEY,
                  () -> {
                    reads.incrementAndGet();
                    return new Content(MemoryHistory.of(first, slice(first)), List.of("note"));
                  });
      assertThat(content.notes()).containsExactly("note");
      played.add(play(content.history()));
    }

    assertThat(reads).hasValue(1);
    assertThat(played).containsOnly(play(MemoryHistory.of(first, slice(first))));
  }

  @Test
  void damagedAnywhereNoWrongRowIsReplayed() throws IOException {
    QuoteTable table = random(40, 3);
    Content expected = new Content(MemoryHistory.of(table), List.of("n"));
    String played = play(MemoryHistory.of(table));
    cache().history(KEY, () -> expected);
    SplittableRandom random = new SplittableRandom(7);

    for (Path file : files()) {
      byte[] whole = Files.readAllBytes(file);
      for (int at = 0; at < whole.length; at += at < 180 ? 2 : 37) {
        byte[] damaged = whole.clone();
        damaged[at] ^= (byte) (1 << random.nextInt(8));
        Files.write(file, damaged);
        Content found =
            cache().history(KEY, () -> new Content(MemoryHistory.of(table), List.of("n")));

        assertThat(play(found.history())).as("%s byte %d", file, at).isEqualTo(played);
        assertThat(found.notes()).containsExactly("n");
      }
      for (int length = 0; length < whole.length; length += 301) {
        Files.write(file, java.util.Arrays.copyOf(whole, length));
        Content found =
            cache().history(KEY, () -> new Content(MemoryHistory.of(table), List.of("n")));

        assertThat(play(found.history())).as("%s cut to %d", file, length).isEqualTo(played);
      }
    }
  }

  @Test
  void contractsWithSpecialTermsAreReadFromTheSourceEachTime() {
    AssetTable assets = new AssetTable();
    OptionContract standard =
        OptionContract.of("XYZ", LocalDate.of(2025, 3, 21), OptionType.CALL, BigDecimal.TEN);
    var product =
        new io.optionskit.contract.OptionProduct(
            "XYZ",
            "XYZ",
            standard.product().exerciseStyle(),
            standard.product().settlement(),
            10,
            standard.product().deliverable());
    OptionContract special =
        new OptionContract(product, standard.expiry(), standard.type(), standard.strike());
    QuoteTable table = QuoteTable.builder(assets).addLast(1, assets.idOf(special), 2.0).build();

    Content found = cache().history(KEY, () -> new Content(MemoryHistory.of(table), List.of()));

    assertThat(cache().keep(KEY, table)).isFalse();
    assertThat(play(found.history())).isEqualTo(play(MemoryHistory.of(table)));
  }

  @Test
  void aFolderThatCannotBeWrittenIsNoFailure() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "not a folder");
    QuoteTable table = random(20, 4);

    Content found =
        ColumnCache.in(file, 1 << 20)
            .history(KEY, () -> new Content(MemoryHistory.of(table), List.of()));

    assertThat(play(found.history())).isEqualTo(play(MemoryHistory.of(table)));
  }

  @Test
  void theFilesWrittenLongestAgoGoFirst() throws IOException {
    ColumnCache cache = ColumnCache.in(folder, 200_000);
    for (int i = 0; i < 5; i++) {
      String key = Integer.toString(i).repeat(64);
      cache.keep(key, random(1000, i));
      Files.setLastModifiedTime(
          folder.resolve(key + ".columns"),
          java.nio.file.attribute.FileTime.fromMillis(1_000_000L * (i == 0 ? 9 : i)));
    }

    assertThat(cache.shrink()).isPositive();

    assertThat(cache.has("0".repeat(64))).isTrue();
    assertThat(cache.has("1".repeat(64))).isFalse();
    assertThat(cache.has("4".repeat(64))).isTrue();
  }

  @Test
  void recordedDataReplayTheSameFromTheCacheAsFromTheirFiles() throws IOException {
    Path options = shared().resolve("data/options");
    assumeThat(Files.isDirectory(options)).as("../shared/data is there").isTrue();
    List<Path> sets;
    try (Stream<Path> walk = Files.walk(options)) {
      sets =
          walk.filter(
                  file ->
                      file.toString().endsWith(".csv.gz") && !file.toString().contains("futopt"))
              .sorted()
              .toList();
    }
    for (Path set : sets) {
      String expected = play(TidyHistory.open(set));
      String key = new InputHash().add("test").addFiles(set).hex();
      for (int run = 0; run < 2; run++) {
        Content found = cache().history(key, () -> new Content(TidyHistory.open(set), List.of()));

        assertThat(play(found.history())).as("%s", set).isEqualTo(expected);
      }
    }
  }

  private ColumnCache cache() {
    return ColumnCache.in(folder, 1L << 30);
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  private static Path shared() {
    String given = System.getProperty("optionskit.shared");
    return given == null ? Path.of("../../shared") : Path.of(given);
  }

  /** Hashes, boundaries of pieces and numbers of assets. */
  private static String play(MarketHistory history) {
    StringBuilder text = new StringBuilder();
    try (history) {
      for (Optional<QuoteTable> next = history.next(); next.isPresent(); next = history.next()) {
        QuoteTable table = next.get();
        text.append(table.rows()).append(' ').append(computedHash(table)).append(' ');
        text.append(table.sha256()).append(' ');
        text.append(java.util.Arrays.hashCode(table.assetIds())).append('\n');
      }
      for (int id = 0; id < history.assets().size(); id++) {
        text.append(history.assets().asset(id)).append('\n');
      }
    }
    return text.toString();
  }

  /** The hash of the rows as they are, whatever the table says. */
  private static String computedHash(QuoteTable table) {
    return copy(table, 0).sha256();
  }

  private static QuoteTable slice(QuoteTable table) {
    return copy(table, table.rows() / 2);
  }

  private static QuoteTable copy(QuoteTable table, int from) {
    QuoteTable.Builder copy = QuoteTable.builder(table.assets());
    for (int i = from; i < table.rows(); i++) {
      copy.add(
          table.timeNs()[i],
          table.assetIds()[i],
          table.bids()[i],
          table.asks()[i],
          table.lasts()[i],
          table.bidSizes()[i],
          table.askSizes()[i],
          table.volumes()[i],
          table.openInterests()[i]);
    }
    return copy.build();
  }

  private static QuoteTable random(int rows, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    AssetTable assets = new AssetTable();
    assets.idOf(new Underlying("BRK/B"));
    QuoteTable.Builder table = QuoteTable.builder(assets);
    for (int row = 0; row < rows; row++) {
      OptionContract contract =
          OptionContract.of(
              random.nextBoolean() ? "SPX" : "SPXW",
              LocalDate.of(2025, 3, 21).plusDays(random.nextInt(4)),
              random.nextBoolean() ? OptionType.CALL : OptionType.PUT,
              BigDecimal.valueOf(400_000 + 125L * random.nextInt(300), 3));
      table.add(
          1_000L * (row / 3),
          assets.idOf(random.nextInt(9) == 0 ? new Underlying("SPY") : contract),
          random.nextInt(5) == 0 ? Double.NaN : random.nextInt(1000) / 100.0,
          random.nextInt(5) == 0 ? Double.NaN : random.nextInt(1, 1000) / 100.0,
          Double.NaN,
          random.nextInt(-1, 100),
          -1,
          random.nextInt(3) == 0 ? -1 : random.nextLong(1L << 40),
          random.nextInt(-1, 10_000));
    }
    return table.build();
  }
}
