/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.optionskit.data.store.StoreException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeatureFilesTest {

  private static final FeatureSchema SCHEMA =
      new FeatureSchema(3, List.of("ret_1m", "vix \"level\"", "momentum_score"));
  private static final Instant OPEN = Instant.parse("2025-03-03T14:30:00Z");
  private static final Instant EVER = Instant.parse("2100-01-01T00:00:00Z");
  private static final Map<String, String> METADATA = Map.of("data", "spy 2025, it's", "µ", "1");

  @TempDir private Path folder;

  @Test
  void rowsComeBackAsTheyWereWithWhatTheFilesSayOfThemselves() {
    FeatureRows rows = rows(SCHEMA, OPEN, 5_000, 7);
    try (FeatureFiles files = FeatureFiles.open(folder, SCHEMA)) {
      assertThat(files.append("BRK/B", rows, METADATA)).isEqualTo(5_000);
    }
    try (FeatureFiles files = FeatureFiles.open(folder, SCHEMA)) {
      assertSame(files.read("BRK/B", Instant.EPOCH, EVER), rows);
      assertThat(files.read("SPY", Instant.EPOCH, EVER).size()).isZero();
      assertThat(files.metadata("BRK/B"))
          .containsAllEntriesOf(METADATA)
          .containsEntry(FeatureFiles.VERSION, "3")
          .containsEntry(FeatureFiles.HASH, SCHEMA.sha256());
      assertThat(files.metadata("SPY")).isEmpty();
    }
  }

  @Test
  void aPartOfTheTimeIsRead() {
    FeatureRows rows = rows(SCHEMA, OPEN, 3_000, 8);
    try (FeatureFiles files = FeatureFiles.open(folder, SCHEMA)) {
      files.append("SPY", rows, Map.of());

      assertSame(
          files.read("SPY", rows.times().get(700), rows.times().get(2_100)),
          rows.slice(700, 2_102));
    }
  }

  @Test
  void rowsAddedLaterFollowAndTheSameOnesAgainChangeNothing() {
    FeatureRows rows = rows(SCHEMA, OPEN, 90, 9);
    try (FeatureFiles files = FeatureFiles.open(folder, SCHEMA)) {
      assertThat(files.append("SPY", rows.slice(0, 40), METADATA)).isEqualTo(40);
      assertThat(files.append("SPY", rows.slice(40, 90), METADATA)).isEqualTo(50);
      assertThat(files.append("SPY", rows.slice(0, 40), Map.of("made", "again"))).isZero();

      assertSame(files.read("SPY", Instant.EPOCH, EVER), rows);
      assertThatThrownBy(() -> files.append("SPY", rows.slice(30, 50), METADATA))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("other rows of the same hours");
      assertSame(files.read("SPY", Instant.EPOCH, EVER), rows);
    }
  }

  @Test
  void featuresOfAnotherVersionAreRefused() {
    try (FeatureFiles files = FeatureFiles.open(folder, SCHEMA)) {
      files.append("SPY", rows(SCHEMA, OPEN, 10, 1), METADATA);
    }
    FeatureSchema later = new FeatureSchema(4, SCHEMA.names());
    try (FeatureFiles files = FeatureFiles.open(folder, later)) {
      assertThatThrownBy(() -> files.read("SPY", Instant.EPOCH, EVER))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("holds features of version 3; version 4 is wanted")
          .hasMessageContaining("underlying=SPY");
      assertThatThrownBy(() -> files.append("SPY", rows(SCHEMA, OPEN, 10, 1), METADATA))
          .isInstanceOf(IllegalArgumentException.class);
    }
    FeatureSchema renamed = new FeatureSchema(3, List.of("ret_1m", "vix_level", "momentum_score"));
    try (FeatureFiles files = FeatureFiles.open(folder, renamed)) {
      assertThatThrownBy(() -> files.read("SPY", Instant.EPOCH, EVER))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("its features are others than those of that version here");
    }
  }

  @Test
  void filesPutTogetherKeepRowsSchemaAndCompression() throws Exception {
    FeatureRows rows = rows(SCHEMA, OPEN, 300, 4);
    try (FeatureFiles files = FeatureFiles.open(folder, SCHEMA)) {
      files.append("SPY", rows.slice(0, 100), METADATA);
      files.append("SPY", rows.slice(100, 300), METADATA);
    }
    try (HistoryFolder maintained =
        HistoryFolder.open(folder, HistoryKind.FEATURES, ParquetSettings.defaults())) {
      int days = maintained.files().stream().map(StoredFile::date).distinct().toList().size();
      maintained.compact(date -> true);

      assertThat(maintained.files()).hasSize(days);
      assertThat(maintained.verify().problems()).isEmpty();
      Path any = folder.resolve(maintained.files().get(0).path());
      try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
          Statement statement = duck.createStatement();
          ResultSet codecs =
              statement.executeQuery(
                  "SELECT string_agg(DISTINCT compression) FROM parquet_metadata('" + any + "')")) {
        codecs.next();
        assertThat(codecs.getString(1)).isEqualTo("SNAPPY");
      }
    }
    try (FeatureFiles files = FeatureFiles.open(folder, SCHEMA)) {
      assertSame(files.read("SPY", Instant.EPOCH, EVER), rows);
      assertThat(files.metadata("SPY")).containsAllEntriesOf(METADATA);
    }
  }

  @Test
  void whatAWriterLeftBehindIsNotSeenAndClearedAway() throws Exception {
    FeatureRows rows = rows(SCHEMA, OPEN, 20, 5);
    try (FeatureFiles files = FeatureFiles.open(folder, SCHEMA)) {
      files.append("SPY", rows, METADATA);
    }
    Path left = folder.resolve(".incoming-7.tmp");
    Files.writeString(left, "half a file");
    try (FeatureFiles files = FeatureFiles.open(folder, SCHEMA)) {
      assertSame(files.read("SPY", Instant.EPOCH, EVER), rows);
      files.append("SPY", rows, METADATA);
    }
    assertThat(left).doesNotExist();
  }

  @Test
  void namesThatCannotBeToldApartAreRefused() {
    for (List<String> names :
        List.of(List.of("a", "A"), List.of("time"), List.of("Key"), List.of(" "))) {
      assertThatThrownBy(() -> new FeatureSchema(1, names))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> new FeatureSchema(0, List.of("a"))).hasMessageContaining("0");
    assertThatThrownBy(() -> new FeatureSchema(1, List.of())).hasMessageContaining("empty");
  }

  private static void assertSame(FeatureRows found, FeatureRows expected) {
    assertThat(found.schema()).isEqualTo(expected.schema());
    assertThat(found.times()).isEqualTo(expected.times());
    assertThat(found.keys()).isEqualTo(expected.keys());
    for (int row = 0; row < expected.size(); row++) {
      assertThat(found.row(row)).as("row %d", row).containsExactly(expected.row(row));
    }
  }

  /** Rows twenty seconds apart over several days, a tenth of the values missing. */
  private static FeatureRows rows(FeatureSchema schema, Instant from, int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Instant> times = new ArrayList<>();
    List<String> keys = new ArrayList<>();
    List<double[]> rows = new ArrayList<>();
    for (int row = 0; row < count; row++) {
      times.add(from.plusSeconds(20L * (row / 2)).plusNanos(123));
      keys.add(row % 2 == 0 ? "" : "SPY250307P00500000");
      rows.add(
          random
              .doubles(schema.names().size())
              .map(value -> value < 0.1 ? Double.NaN : value - 0.5)
              .toArray());
    }
    return FeatureRows.of(schema, times, keys, rows);
  }
}
