/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.optionskit.contract.OptionContract;
import io.optionskit.data.store.TradeStore;
import io.optionskit.market.OptionChain;
import io.optionskit.market.Quote;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreCommandsTest {

  private static final Instant NOON = Instant.parse("2026-01-05T17:00:00Z");

  @TempDir Path folder;
  private String store;

  @BeforeEach
  void fill() {
    Path file = folder.resolve("data/trading.db");
    store = file.toString();
    try (TradeStore filled = TradeStore.open(file, () -> NOON)) {
      filled.save(
          OptionChain.builder("SPY", NOON, LocalDate.of(2026, 1, 5))
              .add(OptionContract.parse("SPY260116P00680000"), Quote.of(4.1, 4.2, NOON), 1, 1)
              .build(),
          "example");
    }
  }

  @Test
  void bringBackWhatWasSaved() throws Exception {
    Path journal = Files.createDirectories(folder.resolve("journal"));
    Files.writeString(journal.resolve("000001.seg"), "records");

    CommandRun saved =
        CommandRun.of(
            "backup",
            "--store",
            store,
            "--to",
            path("backups"),
            "--include",
            journal.toString(),
            "--json");
    String backup = saved.json().get("folder").asText();
    CommandRun restored =
        CommandRun.of(
            "restore",
            "--from",
            backup,
            "--store",
            path("new.db"),
            "--files",
            path("files"),
            "--json");

    assertThat(saved.exitCode()).isZero();
    assertThat(saved.json().get("rows").asInt()).isEqualTo(1);
    assertThat(saved.json().get("files").asInt()).isEqualTo(1);
    assertThat(restored.exitCode()).isZero();
    assertThat(restored.json().get("verified").asBoolean()).isTrue();
    assertThat(restored.json().get("tables")).isEqualTo(saved.json().get("tables"));
    assertThat(folder.resolve("files/journal/000001.seg")).hasContent("records");
    try (TradeStore found = TradeStore.open(folder.resolve("new.db"), () -> NOON)) {
      assertThat(found.findLatest("SPY", NOON)).isPresent();
    }
  }

  @Test
  void tellWhatIsWrongWithABucket() {
    CommandRun upload =
        CommandRun.of(
            "backup", "--store", store, "--to", path("backups"), "--upload", "s3://KIT", "--json");
    CommandRun protect =
        CommandRun.of("backup", "--store", store, "--to", path("backups"), "--protect", "--json");
    CommandRun restore =
        CommandRun.of("restore", "--from", "s3://kit/daily", "--store", path("new.db"), "--json");

    assertThat(upload.exitCode()).isEqualTo(2);
    assertThat(upload.err()).contains("--upload", "3 to 63");
    assertThat(protect.exitCode()).isEqualTo(2);
    assertThat(restore.exitCode()).isEqualTo(2);
    assertThat(restore.err()).contains("backup-20260105T211500Z");
    assertThat(folder.resolve("backups")).doesNotExist();
  }

  @Test
  void doNotRestoreOverRowsThatAreThere() {
    CommandRun saved = CommandRun.of("backup", "--store", store, "--to", path("backups"), "--json");

    CommandRun restored =
        CommandRun.of("restore", "--from", saved.json().get("folder").asText(), "--store", store);

    assertThat(restored.exitCode()).isEqualTo(1);
    assertThat(restored.err()).contains("empty database");
  }

  @Test
  void moveAStoreToAnother() {
    CommandRun moved =
        CommandRun.of("migrate", "--from", store, "--to", path("other.db"), "--json");
    CommandRun again =
        CommandRun.of("migrate", "--from", store, "--to", path("other.db"), "--json");

    assertThat(moved.exitCode()).isZero();
    assertThat(moved.json().get("rows").asInt()).isEqualTo(1);
    assertThat(again.json()).isEqualTo(moved.json());
  }

  @Test
  void tellEverythingThatIsWrongAtOnceAndNoPassword() {
    CommandRun run =
        CommandRun.of(
            "migrate", "--from", path("none.db"), "--to", "oracle://u:canary-secret@host/db");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .contains("there is no file")
        .contains("unknown kind of database 'oracle'")
        .doesNotContain("canary-secret");
  }

  private String path(String name) {
    return folder.resolve(name).toString();
  }
}
