/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.optionskit.data.history.ChainHistory;
import io.optionskit.market.OptionChain;
import io.optionskit.spi.ChainStore;
import io.optionskit.testkit.ManualTime;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What is removed from every kind of database, and what never is. */
@ParameterizedClass
@EnumSource
class RetentionTest {

  private static final Instant START = Instant.parse("2023-01-10T15:00:00Z");
  private static final Instant NOW = Instant.parse("2024-03-15T16:00:00Z");
  private static final StoreRetention SAME_DAY = StoreRetention.of(Retention.Profile.SAME_DAY);
  private static final StoreRetention WEEKLY = StoreRetention.of(Retention.Profile.WEEKLY);

  @Parameter private Stores stores;
  @TempDir private Path folder;
  private TradeStore store;

  @BeforeEach
  void open() {
    store = Stores.open(stores.empty(folder), ManualTime.at(START.toString()));
  }

  @AfterEach
  void close() {
    if (store != null) {
      store.close();
    }
  }

  @Test
  void chainsGoAfterAYearOrAMonth() {
    for (int daysAgo : List.of(0, 6, 8, 29, 40, 360, 380, 430)) {
      keepChain(daysAgo);
    }

    StoreRetention.Report weekly = store.retain(WEEKLY, NOW);
    assertThat(daysKept()).containsExactly(0, 6, 8, 29, 40, 360);
    StoreRetention.Report sameDay = store.retain(SAME_DAY, NOW);
    assertThat(daysKept()).containsExactly(0, 6, 8, 29);

    assertThat(weekly.archived() + sameDay.archived()).isZero();
    assertThat(store.retain(SAME_DAY, NOW).isEmpty()).isTrue();
  }

  @Test
  void partitionsThatAreOldAsAWholeAreDropped() {
    for (int daysAgo : List.of(0, 360, 380, 400, 430)) { // 2023-03-01 and 2023-02-09 at the end
      keepChain(daysAgo);
    }

    StoreRetention.Report report = store.retain(WEEKLY, NOW);

    switch (stores) {
      case SQLITE -> {
        assertThat(report.partitions()).isEmpty();
        assertThat(report.rows()).containsExactly(Map.entry("options_chains", 12L));
      }
      case POSTGRESQL -> {
        assertThat(report.partitions())
            .containsExactly("options_chains_2023_01", "options_chains_2023_02");
        assertThat(report.rows()).containsExactly(Map.entry("options_chains", 4L));
      }
      case MARIADB, MYSQL -> {
        assertThat(report.partitions()).containsExactly("p_before", "p202301", "p202302");
        assertThat(report.rows()).containsExactly(Map.entry("options_chains", 4L));
      }
      case TIMESCALE -> {
        assertThat(report.partitions()).hasSize(3);
        assertThat(report.rows()).isEmpty();
        assertThat(policies())
            .containsEntry("policy_retention", 366 * 86_400)
            .containsEntry("policy_compression", 7 * 86_400);
        store.retain(WEEKLY.with(Retention.Kind.OPTION_CHAINS, Retention.FOREVER), NOW);
        assertThat(policies()).doesNotContainKey("policy_retention");
      }
    }
    assertThat(daysKept()).containsExactly(0, 360);
    keepChain(420); // a month whose partition is gone
    assertThat(daysKept()).containsExactly(0, 360, 420);
  }

  @Test
  void chainsNoLongerKeptInDetailMoveToTheArchive() {
    List<OptionChain> old = new ArrayList<>();
    for (int daysAgo : List.of(0, 6, 8, 20, 29)) {
      OptionChain chain = keepChain(daysAgo);
      if (daysAgo > 7) {
        old.add(chain);
      }
    }
    try (ChainHistory archive = ChainHistory.open(folder.resolve("archive"))) {
      StoreRetention.Report report = store.retain(SAME_DAY, NOW, archive);

      assertThat(report.archived()).isEqualTo(3);
      assertThat(daysKept()).containsExactly(0, 6);
      for (OptionChain chain : old) {
        OptionChain found = archive.findLatest("SPY", chain.time()).orElseThrow();
        assertThat(found.time()).isEqualTo(chain.time());
        assertThat(found.size()).isEqualTo(chain.size());
        for (int row = 0; row < chain.size(); row++) {
          assertThat(found.contract(row)).isEqualTo(chain.contract(row));
          assertThat(found.bid(row)).isEqualTo(chain.bid(row));
          assertThat(found.ask(row)).isEqualTo(chain.ask(row));
        }
      }
    }
    assertThatThrownBy(() -> store.retain(SAME_DAY, NOW, store))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aFailingArchiveLosesNothing() {
    keepChain(8);

    assertThatThrownBy(
            () ->
                store.retain(
                    SAME_DAY,
                    NOW,
                    new ChainStore() {
                      @Override
                      public void save(OptionChain chain, String source) {
                        throw new StoreException("disk full");
                      }

                      @Override
                      public Optional<OptionChain> findLatest(String underlying, Instant asOf) {
                        return Optional.empty();
                      }

                      @Override
                      public void close() {}
                    }))
        .hasMessageContaining("disk full");

    assertThat(daysKept()).containsExactly(8);
  }

  @Test
  void dailyDataStayForTwoYearsInEveryProfile() {
    List<StoreRecord> records = new ArrayList<>();
    for (int daysAgo : List.of(1, 25, 35, 729, 740, 1_900, 4_000)) {
      for (String interval : List.of("PT1M", "PT1H", "P1D", "odd")) {
        records.add(bar(interval, daysAgo));
      }
      records.add(
          record(
              RecordKind.VOLATILITY_INDICES,
              Map.of("name", "VIX", "ts", ago(daysAgo), "value", 15.5, "source", "kit")));
      LocalDate date = LocalDate.of(2024, 3, 15).minusDays(daysAgo);
      records.add(
          record(
              RecordKind.REFERENCE_SERIES,
              Map.of(
                  "series",
                  "DGS3MO",
                  "observation_date",
                  date,
                  "release_date",
                  date.plusDays(1),
                  "value",
                  new BigDecimal("5.25"))));
      records.add(
          record(
              RecordKind.CORRELATIONS,
              Map.of("pair", "SPY/QQQ", "ts", ago(daysAgo), "window_points", 60L)));
    }
    store.records().save(records);

    store.retain(WEEKLY, NOW);
    assertThat(bars("PT1M")).containsExactly(1, 25, 35, 729, 740);
    assertThat(bars("P1D")).containsExactly(1, 25, 35, 729, 740, 1_900);
    assertThat(days(RecordKind.VOLATILITY_INDICES)).containsExactly(1, 25, 35, 729, 740, 1_900);

    store.retain(SAME_DAY, NOW);
    assertThat(bars("PT1M")).containsExactly(1, 25);
    assertThat(bars("PT1H")).containsExactly(1, 25);
    assertThat(bars("P1D")).containsExactly(1, 25, 35, 729);
    assertThat(bars("odd"))
        .as("a length nobody knows counts as daily")
        .containsExactly(1, 25, 35, 729);
    assertThat(days(RecordKind.VOLATILITY_INDICES)).containsExactly(1, 25, 35, 729);
    assertThat(store.records().find(RecordQuery.of(RecordKind.REFERENCE_SERIES))).hasSize(4);
    assertThat(days(RecordKind.CORRELATIONS)).containsExactly(1, 25);
  }

  @Test
  void tradesOrdersFillsAndTheAuditLogStayForEver() {
    SampleRows.fill(store, 5);
    Map<String, TableSum> before = sums();

    StoreRetention.Report report = store.retain(SAME_DAY, Instant.parse("2090-01-01T00:00:00Z"));

    Map<String, TableSum> after = sums();
    List<String> forgettable =
        List.of("options_chains", "bars", "volatility_indices", "reference_series", "correlations");
    for (Table table : Table.ALL) {
      String name = table.name();
      if (forgettable.contains(name)) {
        assertThat(after.get(name).rows()).as(name).isZero();
      } else if (name.equals("audit_log")) {
        assertThat(after.get(name).rows()).isEqualTo(before.get(name).rows() + 1);
      } else {
        assertThat(after.get(name)).isEqualTo(before.get(name));
      }
    }
    assertThat(report.rows().keySet()).isSubsetOf(forgettable);
    assertThat(
            store
                .records()
                .find(RecordQuery.of(RecordKind.AUDIT_LOG).where("kind", "retention"))
                .get(0)
                .findText("payload")
                .orElseThrow())
        .contains("volatility_indices");
  }

  private OptionChain keepChain(int daysAgo) {
    OptionChain chain = ServerStoreTest.chain("SPY", ago(daysAgo), 4);
    store.save(chain, "kit");
    return chain;
  }

  private List<Integer> daysKept() {
    return Rows.of(store, "SELECT DISTINCT fetch_time FROM options_chains ORDER BY fetch_time DESC")
        .stream()
        .map(row -> daysAgo(Instant.parse((String) row.get("fetch_time"))))
        .toList();
  }

  private Map<String, Integer> policies() {
    Map<String, Integer> seconds = new HashMap<>();
    for (Map<String, Object> row :
        Rows.of(
            store,
            "SELECT proc_name AS n, EXTRACT(EPOCH FROM coalesce(config ->> 'drop_after', config ->>"
                + " 'compress_after')::interval)::bigint AS s FROM timescaledb_information.jobs"
                + " WHERE hypertable_name = 'options_chains'")) {
      seconds.put((String) row.get("n"), (Integer) row.get("s"));
    }
    return seconds;
  }

  private List<Integer> bars(String interval) {
    return newestFirst(
        store.records().find(RecordQuery.of(RecordKind.BARS).where("bar_interval", interval)));
  }

  private List<Integer> days(RecordKind kind) {
    return newestFirst(store.records().find(RecordQuery.of(kind)));
  }

  private static List<Integer> newestFirst(List<StoreRecord> records) {
    return records.stream()
        .map(record -> daysAgo(record.findInstant("ts").orElseThrow()))
        .sorted()
        .toList();
  }

  private Map<String, TableSum> sums() {
    Map<String, TableSum> sums = new HashMap<>();
    store.sums().forEach(sum -> sums.put(sum.table(), sum));
    return sums;
  }

  private static StoreRecord bar(String interval, int daysAgo) {
    return record(
        RecordKind.BARS,
        Map.of(
            "symbol",
            "SPY",
            "bar_interval",
            interval,
            "ts",
            ago(daysAgo),
            "open",
            1.0,
            "high",
            2.0,
            "low",
            1.0,
            "close",
            1.5,
            "source",
            "kit",
            "filled",
            false));
  }

  private static StoreRecord record(RecordKind kind, Map<String, ?> values) {
    return StoreRecord.of(kind, values);
  }

  private static Instant ago(int days) {
    return NOW.minus(Duration.ofDays(days));
  }

  private static int daysAgo(Instant instant) {
    return (int) Duration.between(instant, NOW).toDays();
  }
}
