/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.optionskit.contract.OptionContract;
import io.optionskit.data.servers.DatabaseServer;
import io.optionskit.market.OptionChain;
import io.optionskit.market.Quote;
import io.optionskit.spi.SecretSource;
import io.optionskit.testkit.ManualTime;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What every database does beside the kit, and the plans of its queries. */
@ParameterizedClass
@EnumSource
class ServerStoreTest {

  private static final LocalDate TRADE_DATE = LocalDate.of(2024, 3, 15);
  private static final Instant NOON = Instant.parse("2024-03-15T16:00:00Z");

  @Parameter private Stores stores;
  @TempDir private Path folder;
  private StoreSettings settings;
  private TradeStore store;

  @BeforeEach
  void open() {
    settings = stores.empty(folder);
    store = Stores.open(settings);
  }

  @AfterEach
  void close() {
    if (store != null) {
      store.close();
    }
  }

  @Test
  void hasEveryTable() {
    List<String> expected = new ArrayList<>(Table.ALL.stream().map(Table::name).toList());
    expected.add("schema_version");

    assertThat(Rows.names(store)).containsExactlyInAnyOrderElementsOf(expected);
    for (Table table : Table.ALL) {
      assertThat(
              Rows.of(
                  store,
                  "SELECT " + String.join(", ", table.columnNames()) + " FROM " + table.name()))
          .isEmpty();
    }
  }

  @Test
  void hasEveryIndex() {
    String sql =
        switch (store.database().dialect()) {
          case SQLITE ->
              "SELECT name AS n FROM sqlite_master WHERE type = 'index' AND name LIKE 'idx%'";
          case POSTGRESQL ->
              "SELECT indexname AS n FROM pg_indexes WHERE schemaname = current_schema() AND"
                  + " indexname LIKE 'idx%'";
          case MYSQL ->
              "SELECT DISTINCT INDEX_NAME AS n FROM information_schema.STATISTICS"
                  + " WHERE TABLE_SCHEMA = DATABASE() AND INDEX_NAME LIKE 'idx%'";
        };

    assertThat(Rows.of(store, sql))
        .extracting(row -> row.get("n"))
        .containsExactlyInAnyOrder(
            "idx_options_symbol_exp",
            "idx_options_fetch_time",
            "idx_options_dte",
            "idx_trades_symbol",
            "idx_trades_entry_time",
            "idx_trades_status",
            "idx_trades_strategy",
            "idx_positions_symbol",
            "idx_positions_status",
            "idx_signals_ts",
            "idx_signals_symbol",
            "idx_options_symbol_fetch",
            "idx_orders_status");
  }

  @Test
  void findsTheLatestChainOfEachSymbol() { // ST-08
    store.save(chain("SPY", NOON, 8), "kit");
    store.save(chain("QQQ", NOON.plusSeconds(3), 6), "kit");

    assertThat(store.findLatest("SPY", 3, 7, NOON.plusSeconds(60)).orElseThrow().size())
        .isEqualTo(8);
    assertThat(store.findLatest("QQQ", 3, 7, NOON.plusSeconds(60)).orElseThrow().size())
        .isEqualTo(6);
    assertThat(store.findLatest("SPY", 8, 30, NOON.plusSeconds(60))).isEmpty();
  }

  @Test
  void answersTheUsualQueriesFromIndexes() { // ST-19
    for (int i = 0; i < 300; i++) {
      store.save(chain(letters(i % 100), NOON.plusSeconds(i), 10), "kit");
    }
    Table table = Table.named("orders");
    TableData.Writer writer = new TableData.Writer(store.database(), table);
    for (int i = 0; i < 3000; i++) {
      Object[] row = SampleRows.row(table, i);
      row[table.columnNames().indexOf("status")] = i % 500 == 0 ? "submitted" : "filled";
      writer.accept(row);
    }
    writer.flush();
    Rows.execute(
        store,
        switch (store.database().dialect()) {
          case SQLITE, POSTGRESQL -> "ANALYZE";
          case MYSQL -> "ANALYZE TABLE options_chains, orders";
        });

    String latest =
        "SELECT * FROM options_chains WHERE symbol = 'SAH' AND dte BETWEEN 3 AND 7 AND fetch_time ="
            + " (SELECT MAX(fetch_time) FROM options_chains WHERE symbol = 'SAH')";
    assertThat(plan(latest)).as("latest chain").matches(this::usesIndex);
    assertThat(
            plan("SELECT * FROM options_chains WHERE symbol = 'SAH' AND expiration = '2024-03-20'"))
        .as("by symbol and expiration")
        .matches(this::usesIndex);
    assertThat(plan("SELECT * FROM orders WHERE status = 'submitted'"))
        .as("by status")
        .contains("idx_orders_status");
  }

  /**
   * Returns whether a plan searches by an index in every step, and by none that is only scanned.
   */
  private boolean usesIndex(String plan) {
    return switch (store.database().dialect()) {
      case SQLITE -> plan.contains("USING INDEX") && !plan.contains("SCAN");
      case POSTGRESQL -> // the planner reads empty partitions as they are
          plan.contains("Index Cond")
              && !plan.contains("Seq Scan on options_chains_2024_03")
              && !plan.contains("Seq Scan on _hyper");
      case MYSQL -> !plan.contains("type=ALL") && plan.contains("idx_options_symbol");
    };
  }

  private String plan(String sql) {
    if (store.database().dialect() == Dialect.SQLITE) {
      return Rows.plan(store, sql);
    }
    StringBuilder text = new StringBuilder();
    for (Map<String, Object> row : Rows.of(store, "EXPLAIN " + sql)) {
      row.forEach((name, value) -> text.append(name).append('=').append(value).append(' '));
      text.append('\n');
    }
    return text.toString();
  }

  @Test
  void takesRowsOfMonthsWithoutAPartition() { // ST-09
    for (String time :
        List.of("2019-01-15T15:00:00Z", "2024-06-30T23:59:59Z", "2031-12-31T15:00:00Z")) {
      Instant at = Instant.parse(time);
      store.save(chain("SPY", at, 4), "kit");
      assertThat(store.findLatest("SPY", at).orElseThrow().time()).isEqualTo(at);
    }
  }

  @Test
  void movesRowsToTheirPartitionWhenItIsMade() {
    Instant later = Instant.parse("2024-09-10T15:00:00Z");
    store.save(chain("SPY", later, 4), "kit");
    store.close();

    store = Stores.open(settings, ManualTime.at("2024-08-31T12:00:00Z"));

    assertThat(store.findLatest("SPY", later).orElseThrow().size()).isEqualTo(4);
    if (stores == Stores.POSTGRESQL) {
      assertThat(Rows.one(store, "SELECT count(*) AS n FROM options_chains_2024_09"))
          .containsEntry("n", 4);
      assertThat(Rows.one(store, "SELECT count(*) AS n FROM options_chains_other"))
          .containsEntry("n", 0);
    }
    if (store.database().dialect() == Dialect.MYSQL) {
      assertThat(Rows.one(store, "SELECT count(*) AS n FROM options_chains PARTITION (p202409)"))
          .containsEntry("n", 4);
    }
    if (stores == Stores.TIMESCALE) {
      assertThat(Rows.one(store, "SELECT count(*) AS n FROM timescaledb_information.hypertables"))
          .containsEntry("n", 1);
      assertThat(
              Rows.of(
                  store,
                  "SELECT proc_name FROM timescaledb_information.jobs WHERE hypertable_name ="
                      + " 'options_chains'"))
          .extracting(row -> row.get("proc_name"))
          .containsExactlyInAnyOrder("policy_compression", "policy_retention");
    }
  }

  @Test
  void isOpenedByManyAtOnce() {
    StoreSettings fresh = stores.empty(folder);

    Stores.together(
        4,
        () -> {
          try (TradeStore each = Stores.open(fresh)) {
            return each.sums().size();
          }
        });

    try (TradeStore found = Stores.open(fresh)) {
      assertThat(found.isEmpty()).isTrue();
    }
  }

  @Test
  void takesTwoWriters() {
    AtomicInteger number = new AtomicInteger();
    Stores.together(
        2,
        () -> {
          String symbol = letters(number.getAndIncrement());
          try (TradeStore each = Stores.open(settings)) {
            for (int i = 0; i < 20; i++) {
              each.save(chain(symbol, NOON.plusSeconds(i), 4), "kit");
            }
          }
          return symbol;
        });

    assertThat(store.sum(Table.named("options_chains")).rows()).isEqualTo(160);
  }

  @Test
  void keepsTheAuditLogAsItIs() {
    Table audit = Table.named("audit_log");
    TableData.Writer writer = new TableData.Writer(store.database(), audit);
    writer.accept(SampleRows.row(audit, 0));
    writer.flush();
    org.junit.jupiter.api.Assumptions.assumeTrue(
        store.database().dialect() != Dialect.MYSQL,
        "MySQL lets ordinary users make no triggers: rights guard it there");

    assertThatThrownBy(() -> Rows.execute(store, "DELETE FROM audit_log"))
        .hasMessageContaining("can only grow");
    assertThatThrownBy(() -> Rows.execute(store, "UPDATE audit_log SET actor = 'nobody'"))
        .hasMessageContaining("can only grow");
  }

  @Test
  void keepsJsonByItsMeaning() { // MySQL orders names and writes numbers anew
    Table audit = Table.named("audit_log");
    List<TableSum> sums = new ArrayList<>();
    for (String json :
        List.of(
            "{\"b\":[1,2.50],\"a\":null,\"exact\":\"12.3400\"}",
            "{\"a\": null, \"b\": [1, 2.5], \"exact\": \"12.3400\"}")) {
      try (TradeStore each = Stores.open(stores.empty(folder))) {
        Object[] row = SampleRows.row(audit, 0);
        row[audit.columnNames().indexOf("payload")] = new Dialect.Json(json);
        TableData.Writer writer = new TableData.Writer(each.database(), audit);
        writer.accept(row);
        writer.flush();
        sums.add(each.sum(audit));
        assertThat(Rows.one(each, "SELECT payload FROM audit_log").toString())
            .contains("\"12.3400\"");
      }
    }
    assertThat(sums.get(0)).isEqualTo(sums.get(1));
  }

  @Test
  void takesNamesThatLookLikeSql() {
    String symbol = "X'; DROP TABLE trades; --";

    assertThat(store.findLatest(symbol, NOON)).isEmpty();
    assertThat(Rows.names(store)).contains("trades");
  }

  @Test
  void refusesASchemaOfALaterLibrary() {
    Rows.execute(
        store,
        "INSERT INTO schema_version (version, applied_at, checksum) VALUES (99, '2024-03-15"
            + " 12:00:00', 'x')");

    assertThatThrownBy(() -> Stores.open(settings))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("schema version 99");
  }

  @Test
  void refusesASchemaMadeByAChangedScript() {
    Rows.execute(store, "UPDATE schema_version SET checksum = 'x' WHERE version = 1");

    assertThatThrownBy(() -> Stores.open(settings))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("write a new one instead");
  }

  @Test
  void tellsNobodyThePassword() {
    if (settings.address().isFile()) {
      return;
    }
    SecretSource wrong = SecretSource.of(Map.of(TradeStore.PASSWORD, "canary-wrong-secret"));

    assertThatThrownBy(() -> TradeStore.open(settings, wrong, ManualTime.at(Stores.NOON)))
        .isInstanceOf(StoreException.class)
        .satisfies(e -> assertThat(textOf(e)).doesNotContain("canary-"));
    assertThat(store.database().name() + settings).doesNotContain("canary-");
    assertThat(DatabaseServer.PASSWORD).startsWith("canary-");
  }

  private static String letters(int number) {
    return "S" + (char) ('A' + number / 26) + (char) ('A' + number % 26);
  }

  private static String textOf(Throwable e) {
    StringWriter text = new StringWriter();
    e.printStackTrace(new PrintWriter(text));
    return text.toString();
  }

  static OptionChain chain(String symbol, Instant time, int contracts) {
    OptionChain.Builder chain = OptionChain.builder(symbol, time, TRADE_DATE).spot(500.25);
    for (int i = 0; i < contracts; i++) {
      chain.add(
          OptionContract.of(
              symbol,
              LocalDate.of(2024, 3, 20),
              io.optionskit.contract.OptionType.CALL,
              java.math.BigDecimal.valueOf(500 + i)),
          Quote.of(1 + i, 1.5 + i, time),
          1,
          1);
    }
    return chain.build();
  }
}
