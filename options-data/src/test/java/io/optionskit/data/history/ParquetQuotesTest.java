/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.optionskit.contract.OptionContract;
import io.optionskit.contract.Underlying;
import io.optionskit.data.history.ParquetSettings.Compression;
import io.optionskit.data.store.StoreException;
import io.optionskit.market.AssetTable;
import io.optionskit.market.EpochNanos;
import io.optionskit.market.QuoteTable;
import io.optionskit.spi.MarketHistory;
import io.optionskit.spi.ProviderException;
import io.optionskit.testkit.MemoryHistory;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ParquetQuotesTest {

  private static final Instant OPEN = Instant.parse("2025-03-03T14:30:00Z");
  private static final ParquetSettings SMALL = new ParquetSettings(Compression.ZSTD, 2, 256);

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource(Compression.class)
  void rowsComeBackAsTheyWere(Compression compression) {
    QuoteTable table = randomDays(List.of("SPY"), 3, 20_000, 7, Duration.ofMillis(250));
    ParquetQuotes.importInto(
        MemoryHistory.of(table), folder, new ParquetSettings(compression, 2, 256), counts -> {});

    List<QuoteTable> found = read();

    assertThat(found).hasSize(3);
    assertThat(Histories.joined(found).sha256()).isEqualTo(table.sha256());
  }

  @Test
  void rowsOfSeveralUnderlyingsComeBackInTheOrderInWhichTheyCame() {
    QuoteTable table =
        randomDays(List.of("SPY", "QQQ", "SPX", "BRK/B"), 2, 20_000, 8, Duration.ZERO);

    ImportCounts counts = ParquetQuotes.importInto(MemoryHistory.of(table), folder);

    assertThat(counts.rows()).isEqualTo(table.rows());
    assertThat(counts.days()).isEqualTo(2);
    assertThat(counts.filesWritten()).isEqualTo(8);
    assertThat(counts.assets()).isEqualTo(table.assets().size());
    assertThat(counts.bytes()).isPositive();
    assertThat(Histories.joined(read()).sha256()).isEqualTo(table.sha256());
  }

  @Test
  void timesAreKeptToTheNanosecond() {
    QuoteTable table = randomDays(List.of("SPY"), 1, 1_000, 9, Duration.ofNanos(1_234_567));

    ParquetQuotes.importInto(MemoryHistory.of(table), folder);

    assertThat(Histories.joined(read()).sha256()).isEqualTo(table.sha256());
  }

  @Test
  void piecesOfAHistoryMayBeginAndEndAnywhere() {
    QuoteTable whole = randomDays(List.of("SPY", "QQQ"), 3, 9_000, 10, Duration.ofMillis(100));
    List<QuoteTable> pieces = new ArrayList<>();
    for (int from = 0; from < whole.rows(); from += 2_500) {
      pieces.add(slice(whole, from, Math.min(whole.rows(), from + 2_500)));
    }

    ParquetQuotes.importInto(MemoryHistory.of(pieces.toArray(new QuoteTable[0])), folder);

    assertThat(Histories.joined(read()).sha256()).isEqualTo(whole.sha256());
  }

  @Test
  void whatIsMissingIsNullInTheFilesAndWhatIsThereHasTheTidyColumns() throws Exception {
    AssetTable assets = new AssetTable();
    OptionContract put = OptionContract.parse("SPXW250303P05900500");
    QuoteTable table =
        QuoteTable.builder(assets)
            .addLast(EpochNanos.of(OPEN), assets.idOf(new Underlying("SPX")), 5950.25)
            .add(EpochNanos.of(OPEN), assets.idOf(put), Double.NaN, 0.05, Double.NaN, -1, 7, -1, -1)
            .build();
    ParquetQuotes.importInto(MemoryHistory.of(table), folder);

    Path file = files().get(0);
    assertThat(folder.relativize(file).toString())
        .startsWith("underlying=SPX/date=2025-03-03/part-");
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duck.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT CAST(quote_time AT TIME ZONE 'UTC' AS VARCHAR), underlying, root, CAST(expiration AS VARCHAR), CAST(strike AS VARCHAR),"
                    + " \"right\", bid, ask, bid_size, ask_size, \"last\", volume, open_interest, underlying_price FROM read_parquet("
                    + DuckDb.quoted(file.toString())
                    + ")")) {
      List<String> found = new ArrayList<>();
      while (rows.next()) {
        StringBuilder row = new StringBuilder();
        for (int i = 1; i <= 14; i++) {
          row.append(rows.getObject(i)).append(' ');
        }
        found.add(row.toString().strip());
      }
      assertThat(found)
          .containsExactly(
              "2025-03-03 14:30:00 SPX null null null null null null null null 5950.25 null null null",
              "2025-03-03 14:30:00 SPX SPXW 2025-03-03 5900.500 P null 0.05 null 7 null null null null");
    }
  }

  @Test
  void importedAgainChangesNothing() throws IOException {
    QuoteTable table = randomDays(List.of("SPY", "QQQ"), 2, 4_000, 11, Duration.ofMillis(100));
    ParquetQuotes.importInto(MemoryHistory.of(table), folder);
    List<Path> before = files();

    ImportCounts again = ParquetQuotes.importInto(MemoryHistory.of(table), folder);

    assertThat(again.filesWritten()).isZero();
    assertThat(again.filesUnchanged()).isEqualTo(4);
    assertThat(files()).isEqualTo(before);
  }

  @Test
  void laterHoursOfADayAreAddedToIt() {
    QuoteTable day = randomDays(List.of("SPY"), 1, 4_000, 12, Duration.ofMillis(100));
    int middle = day.endOfInstant(2_000);
    ParquetQuotes.importInto(MemoryHistory.of(slice(day, 0, middle)), folder);
    ParquetQuotes.importInto(MemoryHistory.of(slice(day, middle, day.rows())), folder);

    assertThat(read())
        .singleElement()
        .satisfies(found -> assertThat(found.sha256()).isEqualTo(day.sha256()));
  }

  @Test
  void otherQuotesOfTheSameHoursAreRefused() throws IOException {
    ParquetQuotes.importInto(
        MemoryHistory.of(randomDays(List.of("SPY"), 1, 100, 13, Duration.ZERO)), folder);
    List<Path> before = files();

    assertThatThrownBy(
            () ->
                ParquetQuotes.importInto(
                    MemoryHistory.of(randomDays(List.of("SPY"), 1, 100, 14, Duration.ZERO)),
                    folder))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("underlying=SPY")
        .hasMessageContaining("remove it first");
    assertThat(files()).isEqualTo(before);
  }

  @Test
  void anImportThatIsCutOffLeavesWholeDaysOnlyAndCanBeRepeated() throws IOException {
    QuoteTable table = randomDays(List.of("SPY"), 3, 6_000, 15, Duration.ofMillis(100));
    MarketHistory breaking =
        new MarketHistory() {
          private final MarketHistory pieces =
              MemoryHistory.of(slice(table, 0, 5_000), slice(table, 5_000, 6_000));
          private int given;

          @Override
          public AssetTable assets() {
            return table.assets();
          }

          @Override
          public java.util.Optional<QuoteTable> next() {
            if (given++ == 1) {
              throw new ProviderException(
                  ProviderException.Reason.BAD_DATA, "the file ends in the middle");
            }
            return pieces.next();
          }

          @Override
          public void close() {}
        };

    assertThatThrownBy(() -> ParquetQuotes.importInto(breaking, folder))
        .isInstanceOf(ProviderException.class);
    assertThat(files()).hasSize(2);
    Path left = folder.resolve(".incoming-123.tmp");
    Files.writeString(left, "half a file");

    ImportCounts counts = ParquetQuotes.importInto(MemoryHistory.of(table), folder);

    assertThat(counts.filesUnchanged()).isEqualTo(2);
    assertThat(counts.filesWritten()).isEqualTo(1);
    assertThat(left).doesNotExist();
    assertThat(Histories.joined(read()).sha256()).isEqualTo(table.sha256());
  }

  @Test
  void oneImportAtATimeWritesIntoADirectory() throws IOException {
    Files.createDirectories(folder);
    try (FileChannel other =
        FileChannel.open(
            folder.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      other.lock();

      assertThatThrownBy(
              () ->
                  ParquetQuotes.importInto(
                      MemoryHistory.of(randomDays(List.of("SPY"), 1, 10, 16, Duration.ZERO)),
                      folder))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("another import");
    }
  }

  @Test
  void aPartCanBeRead() {
    QuoteTable table = randomDays(List.of("SPY", "QQQ"), 3, 6_000, 17, Duration.ofMillis(100));
    ParquetQuotes.importInto(MemoryHistory.of(table), folder);

    try (MarketHistory part =
        ParquetQuotes.read(folder, SMALL, "QQQ"::equals, LocalDate.of(2025, 3, 4)::equals)) {
      List<QuoteTable> found = Histories.tables(part);

      assertThat(found).hasSize(1);
      TreeSet<String> underlyings = new TreeSet<>();
      for (int id : found.get(0).assetIds()) {
        underlyings.add(part.assets().asset(id).underlying());
      }
      assertThat(underlyings).containsExactly("QQQ");
    }
  }

  @Test
  void nothingIsReadFromNowhere() {
    assertThatThrownBy(() -> ParquetQuotes.read(folder.resolve("nowhere")))
        .isInstanceOf(ProviderException.class)
        .hasMessageContaining("nowhere");
    assertThat(read()).isEmpty();
  }

  @Test
  void damagedFilesAreNamed() throws IOException {
    ParquetQuotes.importInto(
        MemoryHistory.of(randomDays(List.of("SPY"), 1, 1_000, 18, Duration.ZERO)), folder);
    Path file = files().get(0);
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length / 2));

    try (MarketHistory history = ParquetQuotes.read(folder)) {
      assertThatThrownBy(history::next)
          .isInstanceOf(ProviderException.class)
          .hasMessageContaining("underlying=SPY");
    }
  }

  @Test
  void duckDbStaysWithinTheMachine() throws Exception {
    try (Connection duck = DuckDb.open(SMALL, folder.resolve("spill"));
        Statement statement = duck.createStatement()) {
      for (String setting :
          List.of(
              "autoinstall_known_extensions",
              "autoload_known_extensions",
              "allow_community_extensions")) {
        try (ResultSet row = statement.executeQuery("SELECT current_setting('" + setting + "')")) {
          row.next();
          assertThat(row.getBoolean(1)).as(setting).isFalse();
        }
      }
      assertThatThrownBy(() -> statement.execute("SET autoinstall_known_extensions = true"))
          .hasMessageContaining("locked");
    }
  }

  private List<QuoteTable> read() {
    try (MarketHistory history = ParquetQuotes.read(folder)) {
      return Histories.tables(history);
    }
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".parquet")).sorted().toList();
    }
  }

  private static QuoteTable slice(QuoteTable table, int from, int to) {
    QuoteTable.Builder slice = QuoteTable.builder(table.assets());
    for (int i = from; i < to; i++) {
      slice.add(
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
    return slice.build();
  }

  /** Rows of consecutive days from 2025-03-03 on, in which anything may be missing. */
  static QuoteTable randomDays(
      List<String> underlyings, int days, int rows, long seed, Duration step) {
    SplittableRandom random = new SplittableRandom(seed);
    AssetTable assets = new AssetTable();
    QuoteTable.Builder table = QuoteTable.builder(assets);
    int perDay = rows / days;
    for (int row = 0; row < perDay * days; row++) {
      Instant time =
          OPEN.plus(Duration.ofDays(row / perDay)).plus(step.multipliedBy(row % perDay / 10));
      String underlying = underlyings.get(random.nextInt(underlyings.size()));
      String root =
          underlying.equals("SPX") && random.nextBoolean() ? "SPXW" : underlying.replace("/", "");
      boolean isOption = random.nextInt(20) > 0;
      OptionContract contract =
          new OptionContract(
              io.optionskit.contract.OptionProduct.ofRoot(root).withUnderlying(underlying),
              LocalDate.of(2025, 3, 21).plusDays(7L * random.nextInt(4)),
              random.nextBoolean()
                  ? io.optionskit.contract.OptionType.CALL
                  : io.optionskit.contract.OptionType.PUT,
              java.math.BigDecimal.valueOf(400_000 + 500L * random.nextInt(300), 3));
      int id = assets.idOf(isOption ? contract : new Underlying(underlying));
      table.add(
          EpochNanos.of(time),
          id,
          random.nextInt(5) == 0 ? Double.NaN : random.nextInt(1000) / 100.0,
          random.nextInt(5) == 0 ? Double.NaN : random.nextInt(1, 1000) / 100.0,
          random.nextInt(2) == 0 ? Double.NaN : random.nextDouble() * 100,
          random.nextInt(-1, 100),
          random.nextInt(-1, 100),
          random.nextInt(3) == 0 ? -1 : random.nextLong(1L << 40),
          random.nextInt(-1, 10_000));
    }
    return table.build();
  }
}
