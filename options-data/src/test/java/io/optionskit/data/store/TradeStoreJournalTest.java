/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.optionskit.backtest.Backtest;
import io.optionskit.backtest.BacktestResult;
import io.optionskit.contract.OptionContract;
import io.optionskit.contract.Underlying;
import io.optionskit.data.http.MovableClock;
import io.optionskit.decision.Decision;
import io.optionskit.decision.Rejection;
import io.optionskit.event.BrokerEvent;
import io.optionskit.event.ControlEvent;
import io.optionskit.event.JournalRecord;
import io.optionskit.journal.MemoryJournal;
import io.optionskit.market.AssetTable;
import io.optionskit.market.EpochNanos;
import io.optionskit.market.QuoteTable;
import io.optionskit.order.Fill;
import io.optionskit.order.Leg;
import io.optionskit.order.Order;
import io.optionskit.portfolio.Trade;
import io.optionskit.spi.FeeSchedule;
import io.optionskit.spi.JournalException;
import io.optionskit.spi.MarketHistory;
import io.optionskit.spi.Strategy;
import io.optionskit.testkit.MemoryHistory;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(
    value = Stores.class,
    names = {"SQLITE", "POSTGRESQL", "MARIADB"})
class TradeStoreJournalTest {

  @Parameter private Stores stores;

  private static final OptionContract SHORT_PUT = OptionContract.parse("SPY240119P00465000");
  private static final OptionContract LONG_PUT = OptionContract.parse("SPY240119P00460000");
  private static final OptionContract CALL = OptionContract.parse("SPY240119C00470000");
  private static final Underlying SPY = new Underlying("SPY");
  private static final Instant DAY1 = Instant.parse("2024-01-17T15:00:00Z");
  private static final Instant DAY2 = Instant.parse("2024-01-18T15:00:00Z");
  private static final Instant EXPIRY = Instant.parse("2024-01-19T21:00:00Z");
  private static final FeeSchedule FEES =
      (order, quantity, prices, contracts) ->
          Collections.nCopies(
              order.legs().size(), new BigDecimal("0.65").multiply(BigDecimal.valueOf(quantity)));

  @TempDir private Path folder;
  private final MovableClock clock = new MovableClock("2024-01-17T12:00:00Z");
  private StoreSettings settings;
  private TradeStore store;

  @BeforeEach
  void open() {
    settings = stores.empty(folder);
    store = Stores.open(settings, clock);
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Nested
  class OfABacktest {

    @Test
    void keepsOrdersFillsAndTradesAsTheResultHasThem() {
      BacktestResult result = run("run-1", sellAndCloseSpread());

      List<Map<String, Object>> orders =
          Rows.of(store, "SELECT * FROM orders ORDER BY submitted_at");
      assertThat(orders)
          .extracting(row -> row.get("client_order_id"))
          .containsExactlyElementsOf(
              result.orders().stream()
                  .map(order -> (Object) ("run-1/" + order.order().orderId()))
                  .toList());
      assertThat(orders)
          .extracting(row -> row.get("status"))
          .containsExactlyElementsOf(
              result.orders().stream()
                  .map(order -> (Object) order.state().name().toLowerCase(java.util.Locale.ROOT))
                  .toList());
      assertThat(Rows.one(store, "SELECT count(*) AS n FROM fills"))
          .containsEntry("n", result.fillCount());
      Trade trade = result.closedTrades().get(0);
      assertThat(Rows.one(store, "SELECT * FROM trades"))
          .containsEntry("status", "closed")
          .containsEntry("strategy", "test")
          .containsEntry("symbol", "SPY")
          .containsEntry("action", "sell")
          .containsEntry("quantity", 2)
          .containsEntry("entry_price", "-1")
          .containsEntry("exit_price", "0.4")
          .containsEntry("commission", Rows.plain(trade.fees()))
          .containsEntry("pnl", Rows.plain(trade.realizedPnl()))
          .containsEntry("exit_reason", "enough")
          .containsEntry("entry_time", "2024-01-17T15:00:00.000000000Z")
          .containsEntry("exit_time", "2024-01-18T15:00:00.000000000Z")
          .containsEntry("mfe", null);
      assertThat(trade.realizedPnl())
          .isEqualByComparingTo("114.80"); // 2 × (1.00 − 0.40) × 100 − 8 × 0.65
    }

    @Test
    void keepsTheSignalsBehindTheOrders() {
      run("run-1", sellAndCloseSpread());

      Map<String, Object> opening = Rows.one(store, "SELECT * FROM signals WHERE action = 'open'");
      assertThat(opening)
          .containsEntry("strategy", "test")
          .containsEntry("symbol", "SPY")
          .containsEntry("confidence", 0.8)
          .containsEntry("expiration", "2024-01-19")
          .containsEntry("dte", 2)
          .containsEntry("net_price", "-0.9")
          .containsEntry("max_profit", 90.0)
          .containsEntry("max_risk", 410.0)
          .containsEntry("reasons", "[\"rich premium\"]")
          .containsEntry("executed", 1);
      assertThat(
              Rows.of(
                  store,
                  "SELECT * FROM signal_legs WHERE signal_id = '"
                      + opening.get("id")
                      + "' ORDER BY leg_no"))
          .satisfiesExactly(
              leg ->
                  assertThat(leg)
                      .containsEntry("leg_type", "sell")
                      .containsEntry("option_type", "put")
                      .containsEntry("strike", "465")
                      .containsEntry("expiration", "2024-01-19")
                      .containsEntry("ratio", 1),
              leg ->
                  assertThat(leg).containsEntry("leg_type", "buy").containsEntry("strike", "460"));
      assertThat(
              Rows.one(store, "SELECT * FROM orders WHERE signal_id = '" + opening.get("id") + "'"))
          .containsEntry("order_type", "limit")
          .containsEntry("limit_price", "-0.9")
          .containsEntry("quantity", 2);
      assertThat(Rows.one(store, "SELECT * FROM signals WHERE action = 'close'"))
          .containsEntry("reasons", "[\"enough\"]");
    }

    @Test
    void keepsEachPositionOfATrade() {
      run("run-1", sellSpread());

      assertThat(Rows.of(store, "SELECT * FROM positions ORDER BY strike DESC"))
          .satisfiesExactly(
              position ->
                  assertThat(position)
                      .containsEntry("leg_type", "sell")
                      .containsEntry("quantity", 0)
                      .containsEntry("entry_price", "2")
                      .containsEntry("status", "closed"),
              position ->
                  assertThat(position)
                      .containsEntry("leg_type", "buy")
                      .containsEntry("entry_price", "1")
                      .containsEntry("status", "closed"));
      assertThat(Rows.one(store, "SELECT * FROM trades")).containsEntry("exit_reason", "expired");
    }

    @Test
    void keepsSharesThatExerciseBroughtAsAPositionOfTheTrade() {
      BacktestResult result = run("run-1", sell(CALL));

      assertThat(result.openPositions()).hasSize(1);
      assertThat(Rows.one(store, "SELECT * FROM positions WHERE status = 'open'"))
          .containsEntry("symbol", "SPY")
          .containsEntry("option_type", null)
          .containsEntry("quantity", -100)
          .containsEntry("entry_price", "470");
      assertThat(Rows.of(store, "SELECT * FROM audit_log WHERE kind = 'assigned'")).hasSize(1);
      assertThat(Rows.one(store, "SELECT status FROM trades")).containsEntry("status", "open");
    }

    @Test
    void keepsTheResultOfEachDay() {
      BacktestResult result = run("run-1", sellAndCloseSpread());

      List<Map<String, Object>> days =
          Rows.of(store, "SELECT * FROM daily_pnl ORDER BY trade_date");
      assertThat(days)
          .extracting(row -> row.get("trade_date"))
          .containsExactly("2024-01-17", "2024-01-18", "2024-01-19");
      assertThat(days.get(1)).containsEntry("realized", "120").containsEntry("commission", "2.6");
      assertThat((double) days.get(1).get("unrealized")).isZero();
      assertThat((double) days.get(2).get("equity")).isEqualTo(result.endEquity().doubleValue());
      BigDecimal sum =
          days.stream()
              .map(
                  day ->
                      new BigDecimal((String) day.get("realized"))
                          .subtract(new BigDecimal((String) day.get("commission"))))
              .reduce(BigDecimal.ZERO, BigDecimal::add);
      assertThat(sum).isEqualByComparingTo(result.endCash().subtract(result.startEquity()));
    }

    @Test
    void keepsTheSession() {
      BacktestResult result = run("run-1", sellAndCloseSpread());

      assertThat(Rows.one(store, "SELECT * FROM sessions"))
          .containsEntry("mode", "backtest")
          .containsEntry("initial_balance", "100000")
          .containsEntry("final_balance", result.endEquity().doubleValue())
          .containsEntry("trades", 1)
          .containsEntry("wins", 1);
    }

    @Test
    void keepsWhyTheGateRefusedAnOrder() {
      try (TradeStoreJournal journal = store.journal(RunMode.BACKTEST, "run-1")) {
        Backtest.of(history())
            .strategy(sellSpread())
            .rule(
                (proposed, view) ->
                    Optional.of(
                        new Rejection(Rejection.Code.POSITION_LIMIT_EXCEEDED, "5 are open")))
            .journal(journal)
            .run();
      }

      assertThat(Rows.one(store, "SELECT * FROM orders"))
          .containsEntry("status", "rejected")
          .containsEntry("reject_reason", "POSITION_LIMIT_EXCEEDED: 5 are open");
      assertThat(Rows.one(store, "SELECT * FROM risk_events"))
          .containsEntry("kind", "POSITION_LIMIT_EXCEEDED")
          .containsEntry("symbol", "SPY")
          .containsEntry("action", "order rejected");
      assertThat(Rows.of(store, "SELECT * FROM trades")).isEmpty();
    }

    @Test
    void deliveredAgainChangesNothing() {
      List<JournalRecord> records = records(sellAndCloseSpread());
      append(records, "run-1");
      Map<String, List<Map<String, Object>>> before = Rows.all(store);

      append(records, "run-1");

      assertThat(Rows.all(store)).isEqualTo(before);
    }

    @Test
    void deliveredAgainAfterItWasCutOffIsWhole() {
      assumeTrue(stores == Stores.SQLITE, "one database per cut: done with files only");
      List<JournalRecord> records = records(sellAndCloseSpread());
      append(records, "whole");
      Map<String, Integer> whole = sizes();

      for (int cut = 1; cut < records.size(); cut++) {
        try (TradeStore other = TradeStore.open(folder.resolve("cut-" + cut + ".db"), clock)) {
          TradeStoreJournal journal = other.journal(RunMode.BACKTEST, "run-1");
          records.subList(0, cut).forEach(journal::append);
          TradeStoreJournal restarted = other.journal(RunMode.BACKTEST, "run-1");
          records.forEach(restarted::append);
          restarted.close();
          assertThat(sizes(other)).as("cut after record %d", cut).isEqualTo(whole);
          assertThat(Rows.one(other, "SELECT pnl, status FROM trades"))
              .containsEntry("status", "closed");
        }
      }
    }

    @Test
    void besideAnotherKeepsBoth() {
      run("run-1", sellAndCloseSpread());
      Map<String, Integer> one = sizes();

      run("run-2", sellAndCloseSpread());

      sizes()
          .forEach(
              (table, size) -> {
                if (!table.equals("schema_version")) {
                  assertThat(size).as(table).isEqualTo(2 * one.get(table));
                }
              });
    }

    @Test
    void writesEveryRecordThatMattersIntoTheAuditLog() {
      run("run-1", sellAndCloseSpread());

      assertThat(
              Rows.of(store, "SELECT kind FROM audit_log").stream()
                  .map(row -> (String) row.get("kind"))
                  .distinct())
          .containsExactlyInAnyOrder(
              "run_started", "submit", "checked", "accepted", "filled", "close", "run_ended");
      assertThat(
              Rows.of(store, "SELECT payload FROM audit_log WHERE kind = 'filled'")
                  .get(0)
                  .get("payload")
                  .toString())
          .contains("\"price\":\"2.0\"")
          .contains("\"quantity\":2");
    }
  }

  @Nested
  class OfALiveRun {

    private final Order order = Order.limit("test/spread", 2, spread(), new BigDecimal("-0.90"));

    @Test
    void writesOrdersAndFillsWithTheRecordThatBringsThem() {
      TradeStoreJournal journal = started();

      journal.append(new JournalRecord.Checked("test", order, List.of(), DAY1));
      assertThat(statusOnDisk()).isEqualTo("pending");
      journal.append(input(new BrokerEvent.OrderAccepted("test/spread", "B-17", DAY1)));
      assertThat(statusOnDisk()).isEqualTo("submitted");
      journal.append(input(filled(1, "e1", "e2")));
      assertThat(statusOnDisk()).isEqualTo("partial");
      journal.append(input(filled(1, "e3", "e4")));
      assertThat(statusOnDisk()).isEqualTo("filled");

      assertThat(Rows.one(store, "SELECT * FROM orders"))
          .containsEntry("client_order_id", "test/spread")
          .containsEntry("broker_order_id", "B-17");
      assertThat(Rows.of(store, "SELECT broker_exec_id FROM fills ORDER BY 1"))
          .extracting(row -> row.get("broker_exec_id"))
          .containsExactly("e1", "e2", "e3", "e4");
    }

    @Test
    void countsAFillThatIsDeliveredTwiceOnce() {
      TradeStoreJournal journal = started();
      journal.append(new JournalRecord.Checked("test", order, List.of(), DAY1));
      journal.append(input(filled(1, "e1", "e2")));
      Map<String, List<Map<String, Object>>> before = Rows.all(store);

      journal.append(input(filled(1, "e1", "e2")));

      assertThat(Rows.all(store)).isEqualTo(before);
    }

    @Test
    void doesNotGoBackWhenAReportComesLate() {
      TradeStoreJournal journal = started();
      journal.append(new JournalRecord.Checked("test", order, List.of(), DAY1));
      journal.append(input(filled(2, "e1", "e2")));

      journal.append(input(new BrokerEvent.OrderAccepted("test/spread", "B-17", DAY1)));

      assertThat(Rows.one(store, "SELECT * FROM orders"))
          .containsEntry("status", "filled")
          .containsEntry("broker_order_id", "B-17");
    }

    @Test
    void keepsRejectionsCancellationsAndNewPrices() {
      TradeStoreJournal journal = started();
      journal.append(new JournalRecord.Checked("test", order, List.of(), DAY1));
      journal.append(input(new BrokerEvent.OrderAccepted("test/spread", "B-17", DAY1)));
      journal.append(
          input(
              new BrokerEvent.OrderReplaced(
                  "test/spread",
                  io.optionskit.order.OrderPrice.limit(new BigDecimal("-0.85")),
                  DAY1)));
      journal.append(
          input(
              new BrokerEvent.OrderCancelled(
                  "test/spread", "expired at the end of the day", DAY1)));

      assertThat(Rows.one(store, "SELECT * FROM orders"))
          .containsEntry("limit_price", "-0.85")
          .containsEntry("status", "cancelled")
          .containsEntry("reject_reason", "expired at the end of the day");
    }

    @Test
    void keepsHaltsUntilTheyAreCleared() {
      TradeStoreJournal journal = started();
      journal.append(input(new ControlEvent(ControlEvent.Mode.HALTED, "kill switch", DAY1)));
      assertThat(Rows.one(store, "SELECT * FROM risk_events"))
          .containsEntry("severity", "critical")
          .containsEntry("action", "halted")
          .containsEntry("cleared_at", null);

      journal.append(input(new ControlEvent(ControlEvent.Mode.ACTIVE, "cleared by hand", DAY2)));

      assertThat(Rows.one(store, "SELECT * FROM risk_events"))
          .containsEntry("cleared_at", "2024-01-18T15:00:00.000000000Z")
          .containsEntry("cleared_by", "cleared by hand");
    }

    @Test
    void survivesACrashWithEverythingWrittenSoFar() throws Exception {
      TradeStoreJournal journal = started();
      journal.append(new JournalRecord.Checked("test", order, List.of(), DAY1));
      journal.append(input(filled(2, "e1", "e2")));
      journal.sync();

      try (TradeStore found = Stores.open(leftBehind(), clock)) {
        assertThat(Rows.all(found)).isEqualTo(Rows.all(store));
      }
    }

    /** Returns what a process that is killed now leaves behind. */
    private StoreSettings leftBehind() throws Exception {
      if (!settings.address().isFile()) {
        return settings;
      }
      Path left = Files.createDirectories(folder.resolve("left"));
      Path database = settings.address().file();
      for (String suffix : List.of("", "-wal")) {
        Path file = Path.of(database + suffix);
        if (Files.exists(file)) {
          Files.copy(file, left.resolve("trading.db" + suffix));
        }
      }
      return StoreSettings.of(DatabaseAddress.of(left.resolve("trading.db")));
    }

    @Test
    void keepsAllRowsOfARecordOrNone() {
      TradeStoreJournal journal = started();
      journal.append(new JournalRecord.Checked("test", order, List.of(), DAY1));
      Map<String, List<Map<String, Object>>> before = Rows.all(store);
      Rows.execute(store, "ALTER TABLE trades RENAME TO gone");

      assertThatThrownBy(() -> journal.append(input(filled(2, "e1", "e2"))))
          .isInstanceOf(JournalException.class)
          .hasMessageContaining("trades");
      Rows.execute(store, "ALTER TABLE gone RENAME TO trades");
      assertThat(Rows.all(store)).isEqualTo(before);
    }

    @Test
    void writesResultsOfDaysAfterAMinuteOfEvents() {
      TradeStoreJournal journal = started();
      journal.append(
          new JournalRecord.DayClosed(
              java.time.LocalDate.of(2024, 1, 17), new BigDecimal("100000"), 100_000));
      assertThat(Rows.of(store, "SELECT * FROM daily_pnl")).as("waits").isEmpty();

      journal.append(quoteAt(DAY1.plusSeconds(59)));
      assertThat(Rows.of(store, "SELECT * FROM daily_pnl")).as("waits").isEmpty();
      journal.append(quoteAt(DAY1.plusSeconds(60)));

      assertThat(Rows.one(store, "SELECT * FROM daily_pnl")).containsEntry("mode", "live");
    }

    private TradeStoreJournal started() {
      TradeStoreJournal journal = store.journal(RunMode.LIVE, "account-1");
      journal.append(
          new JournalRecord.RunStarted("1.0", "0".repeat(64), 0, new BigDecimal("100000"), true));
      journal.append(
          new JournalRecord.Decided(
              "test", new Decision.Submit(order, OptionalDouble.of(0.7), "rich"), DAY1));
      return journal;
    }

    private BrokerEvent.OrderFilled filled(int units, String first, String second) {
      return new BrokerEvent.OrderFilled(
          "test/spread",
          units,
          List.of(
              new Fill(
                  first,
                  "test/spread",
                  SHORT_PUT,
                  -units,
                  new BigDecimal("2.00"),
                  new BigDecimal("0.65"),
                  DAY1,
                  Set.of()),
              new Fill(
                  second,
                  "test/spread",
                  LONG_PUT,
                  units,
                  new BigDecimal("1.05"),
                  new BigDecimal("0.65"),
                  DAY1,
                  Set.of())),
          DAY1);
    }

    private JournalRecord quoteAt(Instant at) {
      AssetTable assets = new AssetTable();
      QuoteTable table =
          QuoteTable.builder(assets).addLast(EpochNanos.of(at), assets.idOf(SPY), 470).build();
      return new JournalRecord.Input(new io.optionskit.event.MarketEvent(table, 0, 1));
    }

    /** Reads through a second connection: what is not written yet is not seen. */
    private String statusOnDisk() {
      try (TradeStore second = Stores.open(settings, clock)) {
        return String.valueOf(Rows.one(second, "SELECT status FROM orders").get("status"));
      }
    }
  }

  @Test
  void needsARunId() {
    assertThatThrownBy(() -> store.journal(RunMode.PAPER, "two words"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("two words");
  }

  private BacktestResult run(String runId, Strategy strategy) {
    try (TradeStoreJournal journal = store.journal(RunMode.BACKTEST, runId)) {
      Backtest backtest = Backtest.of(history()).fees(FEES).journal(journal);
      backtest.strategy(strategy);
      return backtest.run();
    }
  }

  private static List<JournalRecord> records(Strategy strategy) {
    MemoryJournal journal = new MemoryJournal();
    Backtest backtest = Backtest.of(history()).fees(FEES).journal(journal);
    backtest.strategy(strategy);
    backtest.run();
    return new ArrayList<>(journal.records());
  }

  private void append(List<JournalRecord> records, String runId) {
    try (TradeStoreJournal journal = store.journal(RunMode.BACKTEST, runId)) {
      records.forEach(journal::append);
    }
  }

  private Map<String, Integer> sizes() {
    return sizes(store);
  }

  private static Map<String, Integer> sizes(TradeStore of) {
    Map<String, Integer> sizes = new java.util.TreeMap<>();
    Rows.all(of).forEach((table, rows) -> sizes.put(table, rows.size()));
    return sizes;
  }

  private static JournalRecord input(io.optionskit.event.Event event) {
    return new JournalRecord.Input(event);
  }

  private static Strategy sellSpread() {
    Order order = Order.limit("spread", 2, spread(), new BigDecimal("-0.90"));
    return Strategy.of(
        "test",
        view -> List.of(new Decision.Submit(order, OptionalDouble.of(0.8), "rich premium")));
  }

  private static Strategy sell(OptionContract contract) {
    Order order = Order.market("naked", 1, List.of(Leg.sell(contract)));
    return Strategy.of("test", view -> List.of(Decision.submit(order, "rich premium")));
  }

  private static Strategy sellAndCloseSpread() {
    Strategy opening = sellSpread();
    return Strategy.of(
        "test",
        view ->
            view.now().isBefore(DAY2)
                ? opening.decide(view)
                : view.openTrades().stream()
                    .map(trade -> Decision.close(trade.tradeId(), "enough"))
                    .toList());
  }

  private static List<Leg> spread() {
    return List.of(Leg.sell(SHORT_PUT), Leg.buy(LONG_PUT));
  }

  /**
   * Three days: the spread is worth 1.00 on the first, 0.40 on the second, and nothing at expiry.
   */
  private static MarketHistory history() {
    AssetTable assets = new AssetTable();
    QuoteTable.Builder rows = QuoteTable.builder(assets);
    quotes(rows, assets, DAY1, 468, "2.00", "2.10", "0.90", "1.00", "1.50", "1.60");
    quotes(rows, assets, DAY2, 471, "0.50", "0.60", "0.20", "0.30", "2.50", "2.60");
    quotes(rows, assets, EXPIRY, 473.25, "0.00", "0.05", "0.00", "0.05", "3.20", "3.30");
    return MemoryHistory.of(rows.build());
  }

  private static void quotes(
      QuoteTable.Builder rows, AssetTable assets, Instant at, double spot, String... bidsAndAsks) {
    long timeNs = EpochNanos.of(at);
    rows.addLast(timeNs, assets.idOf(SPY), spot);
    OptionContract[] contracts = {SHORT_PUT, LONG_PUT, CALL};
    for (int i = 0; i < contracts.length; i++) {
      rows.add(
          timeNs,
          assets.idOf(contracts[i]),
          Double.parseDouble(bidsAndAsks[2 * i]),
          Double.parseDouble(bidsAndAsks[2 * i + 1]),
          Double.NaN,
          10,
          10,
          -1,
          -1);
    }
  }
}
