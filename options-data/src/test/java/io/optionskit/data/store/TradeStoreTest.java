/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.optionskit.contract.Deliverable;
import io.optionskit.contract.ExerciseStyle;
import io.optionskit.contract.OptionContract;
import io.optionskit.contract.OptionProduct;
import io.optionskit.contract.Settlement;
import io.optionskit.data.http.MovableClock;
import io.optionskit.market.ChainColumns;
import io.optionskit.market.OptionChain;
import io.optionskit.market.Quote;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TradeStoreTest {

  private static final Instant NOON = Instant.parse("2025-03-03T17:00:00Z");
  private static final LocalDate TRADE_DATE = LocalDate.of(2025, 3, 3);

  @TempDir private Path folder;
  private final MovableClock clock = new MovableClock("2025-03-03T12:00:00Z");
  private TradeStore store;

  @BeforeEach
  void open() {
    store = TradeStore.open(folder.resolve("data/trading.db"), clock);
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Nested
  class Chains {

    @Test
    void comeBackAsTheyWere() {
      OptionChain chain = chain("SPY", NOON, 4);
      store.save(chain, "example");

      OptionChain found = store.findLatest("SPY", NOON).orElseThrow();

      assertSame(found, chain);
    }

    @Test
    void comeBackWithWhatIsMissingStillMissing() {
      OptionContract bare = contract("SPY250307C00500000");
      OptionChain chain =
          OptionChain.builder("SPY", NOON, TRADE_DATE)
              .add(bare, Quote.of(Double.NaN, Double.NaN, Double.NaN, -1, -1, NOON, NOON), -1, -1)
              .build();
      store.save(chain, "example");

      OptionChain found = store.findLatest("SPY", NOON).orElseThrow();

      assertSame(found, chain);
      assertThat(found.spot()).isEmpty();
      assertThat(found.columns()).isEmpty();
      assertThat(Rows.one(store, "SELECT * FROM options_chains"))
          .containsEntry("bid", null)
          .containsEntry("mid_price", null)
          .containsEntry("volume", null)
          .containsEntry("open_interest", null)
          .containsEntry("delta", null)
          .containsEntry("underlying_price", null);
    }

    @Test
    void carryGreeksInTheUnitsOfTheMarket() {
      OptionChain chain =
          OptionChain.builder("SPY", NOON, TRADE_DATE)
              .spot(500)
              .add(contract("SPY250307C00500000"), Quote.of(1, 1.2, NOON), 10, 20)
              .build()
              .withColumns(
                  new ChainColumns(
                      new double[] {0.2},
                      new double[] {0.5},
                      new double[] {0.01},
                      new double[] {50},
                      new double[] {-73},
                      new double[] {25}));
      store.save(chain, "example");

      assertThat(Rows.one(store, "SELECT * FROM options_chains"))
          .containsEntry("implied_volatility", 0.2)
          .containsEntry("delta", 0.5)
          .containsEntry("gamma", 0.01)
          .containsEntry("vega", 0.5)
          .containsEntry("theta", -0.2)
          .containsEntry("rho", 0.25)
          .containsEntry("dte", 4)
          .containsEntry("spread_pct", (1.2 - 1) / 1.1)
          .containsEntry("mid_price", 1.1);
      ChainColumns found = store.findLatest("SPY", NOON).orElseThrow().columns().orElseThrow();
      assertThat(found.vega()[0]).isCloseTo(50, within(1e-12));
      assertThat(found.theta()[0]).isCloseTo(-73, within(1e-12));
      assertThat(found.rho()[0]).isCloseTo(25, within(1e-12));
    }

    @Test
    void keptTwiceAreKeptOnce() {
      store.save(chain("SPY", NOON, 4), "example");
      Map<String, List<Map<String, Object>>> before = Rows.all(store);

      store.save(chain("SPY", NOON, 4), "example");

      assertThat(Rows.all(store)).isEqualTo(before);
    }

    @Test
    void ofTheLatestInstantOfEachSymbolAreFoundThoughOneWasFetchedLater() {
      store.save(chain("SPY", NOON, 4), "example");
      store.save(chain("QQQ", NOON.plusSeconds(3), 4), "example");

      assertThat(store.findLatest("SPY", 3, 7, NOON.plusSeconds(10)).orElseThrow().size())
          .isEqualTo(4);
      assertThat(store.findLatest("QQQ", 3, 7, NOON.plusSeconds(10)).orElseThrow().size())
          .isEqualTo(4);
      assertThat(store.findLatest("SPY", 5, 7, NOON.plusSeconds(10))).isEmpty();
      assertThat(store.findLatest("IWM", 3, 7, NOON.plusSeconds(10))).isEmpty();
    }

    @Test
    void knownLaterAreNotFound() {
      store.save(chain("SPY", NOON, 4), "example");
      store.save(chain("SPY", NOON.plusNanos(1), 6), "example");

      assertThat(store.findLatest("SPY", NOON.minusNanos(1))).isEmpty();
      assertThat(store.findLatest("SPY", NOON).orElseThrow().size()).isEqualTo(4);
      assertThat(store.findLatest("SPY", NOON.plusNanos(1)).orElseThrow().size()).isEqualTo(6);
    }

    @Test
    void sortByTimeHoweverManyDecimalsTheirInstantHas() {
      for (String fraction : List.of("", ".5", ".25", ".123456789", ".000001")) {
        store.save(
            chain("SPY", Instant.parse("2025-03-03T17:00:00" + fraction + "Z"), 2), "example");
      }

      assertThat(store.findLatest("SPY", NOON.plusSeconds(60)).orElseThrow().time())
          .isEqualTo("2025-03-03T17:00:00.5Z");
      assertThat(store.findLatest("SPY", NOON).orElseThrow().time()).isEqualTo(NOON);
    }

    @Test
    void ofAnIndexKeepTheMorningAndTheAfternoonContractOfOneDay() {
      LocalDate third = LocalDate.of(2025, 3, 21);
      OptionChain chain =
          OptionChain.builder("SPX", NOON, TRADE_DATE)
              .add(contract("SPX250321C06000000"), Quote.of(1, 2, NOON), 1, 1)
              .add(contract("SPXW250321C06000000"), Quote.of(3, 4, NOON), 1, 1)
              .build();
      store.save(chain, "example");

      OptionChain found = store.findLatest("SPX", NOON).orElseThrow();

      assertSame(found, chain);
      assertThat(found.contract(0).settlement()).isEqualTo(Settlement.CASH_AM);
      assertThat(found.contract(1).settlement()).isEqualTo(Settlement.CASH_PM);
      assertThat(found.expiries()).containsExactly(third);
    }

    @Test
    void ofTwoProvidersAreNeverMixed() {
      store.save(chain("SPY", NOON, 2), "one");

      assertThatThrownBy(() -> store.save(chain("SPY", NOON, 4), "other"))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("from one already");
      assertThat(store.findLatest("SPY", NOON).orElseThrow().size()).isEqualTo(2);
    }

    @Test
    void withContractsOfOtherTermsAreRefusedWhole() {
      OptionProduct mini =
          new OptionProduct(
              "SPY",
              "SPY",
              ExerciseStyle.AMERICAN,
              Settlement.PHYSICAL,
              10,
              Deliverable.HUNDRED_SHARES);
      OptionContract odd =
          new OptionContract(
              mini,
              LocalDate.of(2025, 3, 7),
              io.optionskit.contract.OptionType.PUT,
              new BigDecimal("500"));
      OptionChain chain =
          OptionChain.builder("SPY", NOON, TRADE_DATE)
              .add(contract("SPY250307C00500000"), Quote.of(1, 2, NOON), 1, 1)
              .add(odd, Quote.of(1, 2, NOON), 1, 1)
              .build();

      assertThatThrownBy(() -> store.save(chain, "example"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("standard terms");
      assertThat(store.findLatest("SPY", NOON)).isEmpty();
    }

    @Test
    void keepStrikesExactly() {
      OptionChain.Builder chain = OptionChain.builder("SPY", NOON, TRADE_DATE);
      List<String> strikes =
          List.of("00000005", "00000125", "00099990", "00100000", "00123450", "99999999");
      strikes.forEach(
          strike -> chain.add(contract("SPY250307C" + strike), Quote.of(1, 2, NOON), 1, 1));
      store.save(chain.build(), "example");

      assertSame(store.findLatest("SPY", NOON).orElseThrow(), chain.build());
    }

    @Test
    void outliveTheStore() {
      store.save(chain("SPY", NOON, 4), "example");
      store.close();

      store = TradeStore.open(folder.resolve("data/trading.db"), clock);

      assertSame(store.findLatest("SPY", NOON).orElseThrow(), chain("SPY", NOON, 4));
    }
  }

  @Nested
  class Schema {

    /** The tables and columns that everybody may rely on. */
    private static final String EXPECTED =
        """
        options_chains: symbol, expiration, option_type, strike, bid, ask, mid_price, last_price, volume, open_interest, implied_volatility, delta, gamma, theta, vega, rho, spread_pct, dte, underlying_price, source, fetch_time
        signals: id, ts, mode, symbol, strategy, action, confidence, regime, iv_rank, vix, expiration, dte, net_price, max_profit, max_risk, features, model_predictions, reasons, executed, expires_at, created_at
        signal_legs: signal_id, leg_no, leg_type, option_type, strike, expiration, ratio, price, delta
        orders: id, client_order_id, broker_order_id, signal_id, mode, symbol, order_type, time_in_force, limit_price, quantity, status, reject_reason, submitted_at, updated_at
        fills: id, order_id, leg_no, broker_exec_id, ts, quantity, price, commission, mid_at_fill
        trades: id, signal_id, mode, symbol, strategy, action, entry_time, exit_time, quantity, entry_price, exit_price, commission, pnl, pnl_pct, status, exit_reason, regime, mfe, mae, metadata, created_at
        positions: id, trade_id, mode, symbol, leg_type, option_type, strike, expiration, quantity, entry_price, current_price, delta, gamma, theta, vega, unrealized_pnl, status, updated_at
        bars: symbol, bar_interval, ts, open, high, low, close, volume, vwap, source, filled
        volatility_indices: name, ts, value, source
        reference_series: series, observation_date, release_date, value
        calendar_events: event_type, symbol, event_date, timing, known_at
        correlations: pair, ts, window_points, correlation, rolling_mean, z_score, price_divergence
        predictions: id, ts, symbol, model_id, model_version, probability, expected_return, confidence, regime, fallback, outcome, outcome_at
        model_registry: model_id, version, tag, features, train_from, train_to, metrics, file_hash, path, created_at
        model_metrics: model_id, version, ts, regime, metric, value, lower, upper, samples
        sessions: id, mode, started_at, ended_at, initial_balance, final_balance, trades, wins
        risk_events: id, ts, mode, kind, severity, symbol, value, limit_value, action, cleared_at, cleared_by
        daily_pnl: trade_date, mode, realized, unrealized, commission, equity, high_water_mark
        usage_costs: provider, usage_date, calls, bytes, points, cost_usd
        audit_log: id, ts, actor, kind, subject_id, payload
        schema_version: version, applied_at, checksum
        """;

    private static final String INDEXES =
        """
        idx_options_symbol_exp: options_chains(symbol, expiration)
        idx_options_fetch_time: options_chains(fetch_time)
        idx_options_dte: options_chains(dte)
        idx_trades_symbol: trades(symbol)
        idx_trades_entry_time: trades(entry_time)
        idx_trades_status: trades(status)
        idx_trades_strategy: trades(strategy)
        idx_positions_symbol: positions(symbol)
        idx_positions_status: positions(status)
        idx_signals_ts: signals(ts)
        idx_signals_symbol: signals(symbol)
        idx_options_symbol_fetch: options_chains(symbol, fetch_time)
        idx_orders_status: orders(status)
        """;

    @Test
    void hasEveryTableWithItsColumns() {
      EXPECTED
          .lines()
          .forEach(
              line -> {
                String table = line.substring(0, line.indexOf(':'));
                List<String> columns = List.of(line.substring(line.indexOf(':') + 2).split(", "));
                List<Object> found =
                    Rows.of(store, "PRAGMA table_info(" + table + ")").stream()
                        .map(row -> row.get("name"))
                        .toList();
                assertThat(found).as(table).containsAll(columns);
              });
      assertThat(new TreeSet<>(Rows.all(store).keySet()))
          .isEqualTo(
              new TreeSet<>(
                  EXPECTED.lines().map(line -> line.substring(0, line.indexOf(':'))).toList()));
    }

    @Test
    void hasEveryIndex() {
      TreeMap<String, String> found = new TreeMap<>();
      for (Map<String, Object> index :
          Rows.of(
              store,
              "SELECT name, tbl_name FROM sqlite_master WHERE type = 'index' AND name LIKE"
                  + " 'idx%'")) {
        List<Object> columns =
            Rows.of(store, "PRAGMA index_info(" + index.get("name") + ")").stream()
                .map(row -> row.get("name"))
                .toList();
        found.put(
            String.valueOf(index.get("name")),
            index.get("tbl_name")
                + "("
                + String.join(", ", columns.stream().map(String::valueOf).toList())
                + ")");
      }
      TreeMap<String, String> expected = new TreeMap<>();
      INDEXES
          .lines()
          .forEach(
              line ->
                  expected.put(
                      line.substring(0, line.indexOf(':')), line.substring(line.indexOf(':') + 2)));

      assertThat(found).isEqualTo(expected);
    }

    @Test
    void letsTheLatestChainBeFoundByItsIndex() {
      fill();

      for (String sql : List.of(OptionsChainsTable.LATEST, OptionsChainsTable.LATEST_BY_DTE)) {
        assertThat(Rows.plan(store, sql))
            .contains("idx_options_symbol_fetch")
            .doesNotContain("SCAN");
      }
      assertThat(
              Rows.plan(
                  store,
                  "SELECT * FROM options_chains WHERE symbol = 'SPY' AND dte BETWEEN 3 AND 7 AND"
                      + " fetch_time = (SELECT MAX(fetch_time) FROM options_chains WHERE symbol ="
                      + " 'SPY')"))
          .contains("idx_options_symbol_fetch")
          .doesNotContain("SCAN");
    }

    @Test
    void letsContractsBeFoundBySymbolAndExpiration() {
      fill();

      assertThat(
              Rows.plan(
                  store,
                  "SELECT * FROM options_chains WHERE symbol = 'SPY' AND expiration ="
                      + " '2025-03-07'"))
          .containsAnyOf("idx_options_symbol_exp", "sqlite_autoindex_options_chains_1")
          .doesNotContain("SCAN");
    }

    @Test
    void letsRowsBeFoundByStatus() {
      assertThat(Rows.plan(store, "SELECT * FROM orders WHERE status = 'submitted'"))
          .contains("idx_orders_status");
      assertThat(Rows.plan(store, "SELECT * FROM trades WHERE status = 'open'"))
          .contains("idx_trades_status");
      assertThat(Rows.plan(store, "SELECT * FROM positions WHERE status = 'open'"))
          .contains("idx_positions_status");
    }

    private void fill() {
      for (int i = 0; i < 50; i++) {
        store.save(chain(i % 2 == 0 ? "SPY" : "QQQ", NOON.plusSeconds(i), 4), "example");
      }
    }
  }

  @Nested
  class DatabaseFiles {

    @Test
    void areMadeWithTheirFolder() {
      assertThat(folder.resolve("data/trading.db")).exists();
      assertThat(Rows.one(store, "PRAGMA journal_mode")).containsEntry("journal_mode", "wal");
    }

    @Test
    void thatAreNoDatabasesAreRefused() throws Exception {
      Path file = folder.resolve("notes.db");
      Files.writeString(
          file, "These are notes, and long enough to be looked at as a database file. ".repeat(20));

      assertThatThrownBy(() -> TradeStore.open(file, clock))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("notes.db")
          .hasMessageContaining("not a database");
    }

    @Test
    void inFoldersThatCannotBeMadeAreRefused() throws Exception {
      Path file = folder.resolve("file");
      Files.writeString(file, "x");

      assertThatThrownBy(() -> TradeStore.open(file.resolve("trading.db"), clock))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("folder");
    }
  }

  private static OptionChain chain(String symbol, Instant time, int contracts) {
    OptionChain.Builder chain = OptionChain.builder(symbol, time, TRADE_DATE).spot(500.25);
    for (int i = 0; i < contracts; i++) {
      OptionContract contract =
          contract(symbol + "250307" + (i % 2 == 0 ? "C" : "P") + "00" + (500 + i / 2) + "000");
      Instant quoted = time.minusSeconds(i).plusNanos(i);
      chain.add(
          contract,
          Quote.of(1.1 + i, 1.3 + i, 1.2 + i, 10 + i, 20 + i, quoted, time),
          100 + i,
          1000 + i);
    }
    return chain.build();
  }

  private static OptionContract contract(String symbol) {
    return OptionContract.parse(symbol);
  }

  private static void assertSame(OptionChain found, OptionChain expected) {
    assertThat(found.underlying()).isEqualTo(expected.underlying());
    assertThat(found.time()).isEqualTo(expected.time());
    assertThat(found.tradeDate()).isEqualTo(expected.tradeDate());
    assertThat(found.spot()).isEqualTo(expected.spot());
    assertThat(found.size()).isEqualTo(expected.size());
    for (int row = 0; row < expected.size(); row++) {
      assertThat(found.contract(row)).isEqualTo(expected.contract(row));
      assertThat(new double[] {found.bid(row), found.ask(row), found.last(row)})
          .isEqualTo(new double[] {expected.bid(row), expected.ask(row), expected.last(row)});
      assertThat(
              new long[] {
                found.bidSize(row),
                found.askSize(row),
                found.volume(row),
                found.openInterest(row),
                found.quoteTimeNs(row)
              })
          .isEqualTo(
              new long[] {
                expected.bidSize(row),
                expected.askSize(row),
                expected.volume(row),
                expected.openInterest(row),
                expected.quoteTimeNs(row)
              });
    }
  }
}
