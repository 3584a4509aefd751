/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.optionskit.data.http.MovableClock;
import io.optionskit.data.store.Migrations.Script;
import io.optionskit.spi.SecretSource;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MigrationsTest {

  private static final Script FIRST =
      new Script(1, "V1__one.sql", "CREATE TABLE one (a INTEGER);\n");
  private static final Script SECOND =
      new Script(
          2,
          "V2__two.sql",
          "-- two tables\nCREATE TABLE two (a INTEGER);\n\nINSERT INTO one VALUES (2);\n");

  @TempDir private Path folder;
  private final MovableClock clock = new MovableClock("2025-03-03T12:00:00Z");

  @Test
  void areAppliedOnceEachAndRemembered() {
    open(FIRST).close();
    try (TradeStore store = open(FIRST, SECOND)) {
      assertThat(Rows.of(store, "SELECT a FROM one")).hasSize(1);
      assertThat(
              Rows.of(
                  store,
                  "SELECT version, applied_at, checksum FROM schema_version ORDER BY version"))
          .containsExactly(
              Map.of(
                  "version",
                  1,
                  "applied_at",
                  "2025-03-03T12:00:00.000000000Z",
                  "checksum",
                  FIRST.checksum()),
              Map.of(
                  "version",
                  2,
                  "applied_at",
                  "2025-03-03T12:00:00.000000000Z",
                  "checksum",
                  SECOND.checksum()));
    }
    try (TradeStore store = open(FIRST, SECOND)) {
      assertThat(Rows.of(store, "SELECT a FROM one")).hasSize(1);
    }
  }

  @Test
  void thatWereChangedAfterwardsAreRefused() {
    open(FIRST).close();
    Script changed = new Script(1, "V1__one.sql", FIRST.sql() + "CREATE TABLE more (a INTEGER);\n");

    assertThatThrownBy(() -> open(changed))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("V1__one.sql")
        .hasMessageContaining("write a new one instead");
  }

  @Test
  void ofALaterVersionOfTheLibraryAreRefused() {
    open(FIRST, SECOND).close();

    assertThatThrownBy(() -> open(FIRST))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("schema version 2");
  }

  @Test
  void thatFailLeaveNothingBehind() {
    Script broken =
        new Script(
            2, "V2__two.sql", "CREATE TABLE two (a INTEGER);\nINSERT INTO nowhere VALUES (1);\n");

    assertThatThrownBy(() -> open(FIRST, broken))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("nowhere");

    try (TradeStore store = open(FIRST)) {
      assertThat(Rows.all(store).keySet()).containsExactlyInAnyOrder("one", "schema_version");
    }
  }

  @Test
  void ofTheLibraryAreAsTheyWereReleased() {
    // A released script must never change: add another one, and its checksum here.
    try (TradeStore store = TradeStore.open(folder.resolve("library.db"), clock)) {
      assertThat(Rows.of(store, "SELECT version, checksum FROM schema_version"))
          .containsExactly(
              Map.of(
                  "version",
                  1,
                  "checksum",
                  "7a57a34a3175d68acdbbca6bdfcc8414c4be7c391b7ac3b89516e3d168a8416a"),
              Map.of(
                  "version",
                  2,
                  "checksum",
                  "db8ca225e0e0bd32820f42fa52465414bb40961b745aa69605e15658e2d18db1"));
    }
  }

  private TradeStore open(Script... scripts) {
    return TradeStore.open(
        StoreSettings.of(DatabaseAddress.of(folder.resolve("test.db"))),
        SecretSource.none(),
        clock,
        Optional.of(new Migrations(Dialect.SQLITE, List.of(scripts), List.of())));
  }
}
