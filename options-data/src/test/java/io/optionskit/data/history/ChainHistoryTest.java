/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.optionskit.data.history.ChainHistory.Snapshot;
import io.optionskit.data.store.Retention;
import io.optionskit.data.store.StoreException;
import io.optionskit.market.OptionChain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChainHistoryTest {

  private static final Instant TIME = Instant.parse("2025-03-03T15:00:00.123456789Z");
  private static final Instant LATER = Instant.parse("2100-01-01T00:00:00Z");

  @TempDir private Path folder;

  @Test
  void everythingThatASourceSaidComesBack() {
    List<OptionChain> chains = new ArrayList<>();
    try (ChainHistory history = ChainHistory.open(folder)) {
      for (int i = 0; i < 12; i++) {
        OptionChain chain = Chains.random("SPY", TIME.plusSeconds(60L * i), 40, i);
        chains.add(chain);
        history.save(chain, "kit");
      }
    }

    try (ChainHistory history = ChainHistory.open(folder)) {
      for (OptionChain chain : chains) {
        Chains.assertSame(history.findLatest("SPY", chain.time()).orElseThrow(), chain);
      }
      assertThat(history.times("SPY", TIME, LATER))
          .isEqualTo(chains.stream().map(OptionChain::time).toList());
    }
  }

  @Test
  void aChainThatListsNothingIsKeptToo() {
    OptionChain empty =
        OptionChain.builder("BRK/B", TIME, LocalDate.of(2025, 3, 3)).spot(500).build();
    try (ChainHistory history = ChainHistory.open(folder)) {
      history.save(empty, "kit");

      Chains.assertSame(history.findLatest("BRK/B", TIME).orElseThrow(), empty);
    }
  }

  @Test
  void theLatestOfOneUnderlyingIsFoundBesideLaterOnesOfOthersByDaysToExpiry() {
    OptionChain spy = Chains.random("SPY", TIME, 200, 1);
    OptionChain qqq = Chains.random("QQQ", TIME.plusSeconds(3), 200, 2);
    try (ChainHistory history = ChainHistory.open(folder)) {
      history.saveAll(
          List.of(
              new Snapshot(Chains.random("SPY", TIME.minusSeconds(60), 200, 3), "kit"),
              new Snapshot(spy, "kit"),
              new Snapshot(qqq, "kit")));

      for (OptionChain chain : List.of(spy, qqq)) {
        OptionChain found = history.findLatest(chain.underlying(), LATER, 3, 7).orElseThrow();

        assertThat(found.size()).isBetween(1, chain.size() - 1);
        Chains.assertSame(
            found,
            chain.only(
                contract ->
                    ChronoUnit.DAYS.between(chain.tradeDate(), contract.expiry()) >= 3
                        && ChronoUnit.DAYS.between(chain.tradeDate(), contract.expiry()) <= 7));
      }
      assertThat(history.findLatest("SPY", LATER, 300, 400).orElseThrow().size()).isZero();
      assertThat(history.findLatest("IWM", LATER)).isEmpty();
    }
  }

  @Test
  void aSnapshotOfAnotherProviderAtTheSameInstantIsRefusedWithAllSavedBesideIt() {
    try (ChainHistory history = ChainHistory.open(folder)) {
      history.save(Chains.random("SPY", TIME, 10, 1), "one");

      assertThatThrownBy(
              () ->
                  history.saveAll(
                      List.of(
                          new Snapshot(Chains.random("SPY", TIME.plusSeconds(1), 10, 2), "two"),
                          new Snapshot(Chains.random("SPY", TIME, 10, 1), "two"))))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("never mixes");
      assertThat(history.times("SPY", Instant.EPOCH, LATER)).containsExactly(TIME);
    }
  }

  @Test
  void compactedDaysSayTheSameAndTakeFewerFiles() throws IOException {
    List<OptionChain> chains = new ArrayList<>();
    try (ChainHistory history = ChainHistory.open(folder)) {
      for (int i = 0; i < 20; i++) {
        OptionChain chain =
            Chains.random(
                i % 2 == 0 ? "SPY" : "QQQ", TIME.plusSeconds(43_200L * (i / 4) + i), 60, i);
        chains.add(chain);
        history.save(chain, "kit");
      }
      long rows = history.folder().files().stream().mapToLong(StoredFile::rows).sum();

      HistoryFolder.Compaction done = history.folder().compact(date -> true);

      assertThat(done.filesBefore()).isEqualTo(20);
      assertThat(done.filesAfter()).isEqualTo(6);
      assertThat(done.rows()).isEqualTo(rows);
      assertThat(history.folder().files()).hasSize(6);
      assertThat(history.folder().verify().isSound()).isTrue();
      for (OptionChain chain : chains) {
        Chains.assertSame(
            history.findLatest(chain.underlying(), chain.time()).orElseThrow(), chain);
      }
      try (var files = Files.walk(folder)) {
        assertThat(files.filter(file -> file.toString().endsWith(".parquet"))).hasSize(6);
      }
      assertThat(history.saveAll(List.of(new Snapshot(chains.get(3), "kit")))).isZero();
    }
  }

  @Test
  void aReaderOpenedBeforeACompactionReadsOn() {
    try (ChainHistory writer = ChainHistory.open(folder);
        ChainHistory reader = ChainHistory.open(folder)) {
      OptionChain first = Chains.random("SPY", TIME, 30, 1);
      writer.save(first, "kit");
      writer.save(Chains.random("SPY", TIME.plusSeconds(1), 30, 2), "kit");
      Chains.assertSame(reader.findLatest("SPY", TIME).orElseThrow(), first);

      writer.folder().compact(date -> true);

      Chains.assertSame(reader.findLatest("SPY", TIME).orElseThrow(), first);
    }
  }

  @Test
  void whatIsNoLongerKeptGoesAndTheRestStays() {
    Instant now = TIME.plus(100, ChronoUnit.DAYS);
    LocalDate today = LocalDate.of(2025, 6, 11);
    try (ChainHistory history = ChainHistory.open(folder)) {
      for (int daysAgo : List.of(0, 7, 8, 9, 30, 31, 90)) {
        for (int i = 0; i < 2; i++) {
          Instant time = now.minus(daysAgo, ChronoUnit.DAYS).plusSeconds(i);
          history.save(Chains.random("SPY", time, 5, i), "kit");
        }
      }

      int removed =
          history
              .folder()
              .retain(
                  Retention.of(Retention.Profile.SAME_DAY, Retention.Kind.OPTION_CHAINS), today);

      assertThat(removed).isEqualTo(4);
      assertThat(history.times("SPY", Instant.EPOCH, LATER)).hasSize(10);
      assertThat(history.folder().files()).hasSize(2 * 2 + 3);
    }
  }

  @Test
  void aFileThatIsGoneOrChangedIsFoundByTheVerification() throws IOException {
    try (ChainHistory history = ChainHistory.open(folder)) {
      for (int i = 0; i < 3; i++) {
        history.save(Chains.random("SPY", TIME.plusSeconds(i), 30, i), "kit");
      }
      List<StoredFile> files = history.folder().files();
      Files.delete(folder.resolve(files.get(0).path()));
      byte[] bytes = Files.readAllBytes(folder.resolve(files.get(1).path()));
      bytes[bytes.length / 2] ^= 4;
      Files.write(folder.resolve(files.get(1).path()), bytes);

      HistoryFolder.Verification found = history.folder().verify();

      assertThat(found.files()).isEqualTo(3);
      assertThat(found.problems())
          .containsExactly(
              files.get(0).path() + ": is missing",
              files.get(1).path() + ": has another checksum than when it was written");
    }
  }
}
