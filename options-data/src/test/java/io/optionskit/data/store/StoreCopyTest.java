/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StoreCopyTest {

  private static final Instant NOW = Instant.parse("2024-03-15T12:00:00Z");

  @TempDir private Path folder;
  private final List<TradeStore> open = new ArrayList<>();

  @AfterEach
  void close() {
    open.forEach(TradeStore::close);
  }

  @Nested
  class ACopyToAnotherStore {

    @ParameterizedTest
    @EnumSource
    void goesThereAndBackWithoutLoss(Stores other) {
      TradeStore source = filled();
      TradeStore target = empty(other);
      TradeStore back = empty(Stores.SQLITE);

      List<TableSum> copied = source.copyTo(target, sum -> {});
      target.copyTo(back, sum -> {});

      assertThat(copied).hasSize(20).allMatch(sum -> sum.rows() == 7);
      assertThat(target.sums()).isEqualTo(copied);
      assertThat(back.sums()).isEqualTo(copied);
      assertThat(withoutVersions(back)).isEqualTo(withoutVersions(source));
    }

    @Test
    void goesOnAfterAnInterruption() {
      TradeStore source = filled();
      TradeStore target = empty(Stores.SQLITE);
      assertThatThrownBy(
              () ->
                  source.copyTo(
                      target,
                      sum -> {
                        if (sum.table().equals("trades")) {
                          throw new IllegalStateException("unplugged");
                        }
                      }))
          .hasMessage("unplugged");
      Table bars = Table.named("bars");
      TableData.Writer half = new TableData.Writer(target.database(), bars);
      half.accept(SampleRows.row(bars, 3));
      half.flush();

      assertThat(source.copyTo(target, sum -> {})).isEqualTo(source.sums());
      assertThat(target.sums()).isEqualTo(source.sums());
    }

    @Test
    void refusesATargetThatHoldsSomethingElse() {
      TradeStore source = filled();
      TradeStore target = empty(Stores.SQLITE);
      SampleRows.fill(target, 8);

      assertThatThrownBy(() -> source.copyTo(target, sum -> {}))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("options_chains has 8 rows")
          .hasMessageContaining("instead of 7");
      assertThat(target.sums()).allMatch(sum -> sum.rows() == 8);
    }

    @Test
    void refusesItself() {
      TradeStore source = filled();

      assertThatThrownBy(() -> source.copyTo(source, sum -> {}))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("onto itself");
    }

    @Test
    void noticesEveryChangedValue() {
      for (Table table : Table.ALL) {
        TableSum whole = sumOf(table, SampleRows.row(table, 2));
        for (int i = 0; i < table.columns().size(); i++) {
          Object[] changed = SampleRows.row(table, 2);
          changed[i] = changed[i] == null ? "something" : null;
          assertThat(sumOf(table, changed).checksum())
              .as("%s.%s", table.name(), table.columns().get(i).name())
              .isNotEqualTo(whole.checksum());
        }
      }
    }

    private TableSum sumOf(Table table, Object[] row) {
      TableData.Sum sum = new TableData.Sum(table);
      sum.add(row);
      return sum.result();
    }
  }

  @Nested
  class ABackup {

    @ParameterizedTest
    @EnumSource
    void isRestoredIntoAnyStore(Stores other) throws Exception {
      TradeStore source = filled();
      Path journal = Files.createDirectories(folder.resolve("run/journal"));
      Files.write(journal.resolve("000001.seg"), new byte[] {1, 2, 3});
      TradeStore target = empty(other);

      StoreBackup.Report made =
          StoreBackup.create(source, folder.resolve("backups"), List.of(journal), NOW, sum -> {});
      StoreBackup.Report restored =
          StoreBackup.restore(
              made.folder(), target, Optional.of(folder.resolve("restored")), sum -> {});

      assertThat(made.folder()).hasFileName("backup-20240315T120000Z");
      assertThat(restored).isEqualTo(made);
      assertThat(target.sums()).isEqualTo(source.sums());
      assertThat(folder.resolve("restored/journal/000001.seg"))
          .hasBinaryContent(new byte[] {1, 2, 3});
    }

    @ParameterizedTest
    @EnumSource
    void isMadeOfAnyStore(Stores other) {
      TradeStore source = empty(other);
      SampleRows.fill(source, 3);
      TradeStore target = empty(Stores.SQLITE);

      StoreBackup.Report made = backup(source);
      StoreBackup.restore(made.folder(), target, Optional.empty(), sum -> {});

      assertThat(target.sums()).isEqualTo(source.sums()).isEqualTo(made.tables());
    }

    @Test
    void isNeverOverwritten() {
      TradeStore source = filled();
      backup(source);

      assertThatThrownBy(() -> backup(source))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("never overwritten");
    }

    @Test
    void isRestoredIntoAnEmptyStoreOnly() {
      TradeStore source = filled();
      StoreBackup.Report made = backup(source);

      assertThatThrownBy(
              () -> StoreBackup.restore(made.folder(), source, Optional.empty(), sum -> {}))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("empty database");
    }

    @Test
    void thatWasDamagedIsRefusedBeforeAnythingIsWritten() throws Exception {
      StoreBackup.Report made = backup(filled());
      Path file = made.folder().resolve("audit_log.jsonl.gz");
      byte[] bytes = Files.readAllBytes(file);
      bytes[bytes.length / 2] ^= 1;
      Files.write(file, bytes);
      TradeStore target = empty(Stores.SQLITE);

      assertThatThrownBy(
              () -> StoreBackup.restore(made.folder(), target, Optional.empty(), sum -> {}))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("audit_log.jsonl.gz was changed");
      assertThat(target.isEmpty()).isTrue();
    }

    @Test
    void thatNamesFilesOutsideOfItselfIsRefused() throws Exception {
      StoreBackup.Report made = backup(filled());
      Path manifest = made.folder().resolve("manifest.json");
      Files.writeString(
          manifest,
          Files.readString(manifest).replace("trades.jsonl.gz", "../../../trades.jsonl.gz"));

      assertThatThrownBy(() -> StoreBackup.verify(made.folder()))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("outside of its folder");
    }

    @Test
    void isRemovedWhenItIsOldUnlessItIsTheNewest() {
      TradeStore source = filled();
      Path backups = folder.resolve("backups");
      for (int day = 0; day < 10; day++) {
        StoreBackup.create(source, backups, List.of(), NOW.plus(Duration.ofDays(day)), sum -> {});
      }

      List<Path> removed =
          StoreBackup.removeOld(backups, Duration.ofDays(7), NOW.plus(Duration.ofDays(9)));
      List<Path> later =
          StoreBackup.removeOld(backups, Duration.ofDays(7), NOW.plus(Duration.ofDays(99)));

      assertThat(removed)
          .extracting(path -> path.getFileName().toString())
          .containsExactly("backup-20240315T120000Z", "backup-20240316T120000Z");
      assertThat(later).hasSize(7);
      assertThat(backups.resolve("backup-20240324T120000Z")).isDirectory();
    }

    private StoreBackup.Report backup(TradeStore store) {
      return StoreBackup.create(store, folder.resolve("backups"), List.of(), NOW, sum -> {});
    }
  }

  private TradeStore filled() {
    TradeStore store = empty(Stores.SQLITE);
    SampleRows.fill(store, 7);
    return store;
  }

  private TradeStore empty(Stores stores) {
    TradeStore store = Stores.open(stores.empty(folder));
    open.add(store);
    return store;
  }

  private static Object withoutVersions(TradeStore store) {
    var tables = Rows.all(store);
    tables.remove("schema_version");
    return tables;
  }
}
