/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.journal;

import io.optionskit.broker.FillModel;
import io.optionskit.broker.SimulatedBroker;
import io.optionskit.contract.OptionContract;
import io.optionskit.contract.Underlying;
import io.optionskit.decision.Decision;
import io.optionskit.decision.View;
import io.optionskit.engine.Engine;
import io.optionskit.engine.EngineSettings;
import io.optionskit.event.ControlEvent;
import io.optionskit.event.MarketEvent;
import io.optionskit.market.AssetTable;
import io.optionskit.market.EpochNanos;
import io.optionskit.market.QuoteTable;
import io.optionskit.order.Leg;
import io.optionskit.order.Order;
import io.optionskit.spi.Broker;
import io.optionskit.spi.FeeSchedule;
import io.optionskit.spi.Journal;
import io.optionskit.spi.Strategy;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * A small run of two days with orders, fills, a replace, cancels, an expiry, a halt and a strategy
 * that breaks.
 */
final class TwoDays {

  static final BigDecimal CASH = new BigDecimal("100000");
  static final OptionContract NEAR = OptionContract.parse("SPY240315P00505000");
  static final OptionContract FAR = OptionContract.parse("SPY240322P00500000");

  private TwoDays() {}

  static Engine engine(Journal journal, Broker broker, AssetTable assets) {
    return new Engine(settings(journal, broker, 0), assets);
  }

  /** As {@link #engine}, with a strategy that thinks otherwise from some minute on. */
  static Engine changedEngine(Journal journal, AssetTable assets, int changedFrom) {
    return new Engine(settings(journal, simulatedBroker(), changedFrom), assets);
  }

  static SimulatedBroker simulatedBroker() {
    return new SimulatedBroker(FillModel.touch(), FeeSchedule.none(), CASH);
  }

  static void play(Engine engine, AssetTable assets) {
    play(engine, assets, () -> {});
  }

  /** As {@link #play(Engine, AssetTable)}, with something done after every instant. */
  static void play(Engine engine, AssetTable assets, Runnable afterInstant) {
    Random random = new Random(5);
    for (int day = 14; day <= 15; day++) {
      Instant open = Instant.parse("2024-03-" + day + "T13:30:00Z");
      QuoteTable.Builder rows = QuoteTable.builder(assets);
      for (int minute = 1; minute <= 390; minute++) {
        long timeNs = EpochNanos.of(open.plusSeconds(60L * minute));
        double spot = 510 + random.nextInt(200) / 100.0;
        rows.addLast(timeNs, assets.idOf(new Underlying("SPY")), spot);
        quote(rows, timeNs, assets.idOf(NEAR), 1 + random.nextInt(50) / 100.0);
        quote(rows, timeNs, assets.idOf(FAR), 3 + random.nextInt(50) / 100.0);
      }
      QuoteTable table = rows.build();
      engine.inputHashed(table.rows(), table.sha256());
      for (int from = 0; from < table.rows(); from = table.endOfInstant(from)) {
        engine.apply(new MarketEvent(table, from, table.endOfInstant(from)));
        afterInstant.run();
      }
    }
    engine.apply(
        new ControlEvent(ControlEvent.Mode.HALTED, "test", Instant.parse("2024-03-15T20:00:00Z")));
    engine.finish();
  }

  private static void quote(QuoteTable.Builder rows, long timeNs, int asset, double bid) {
    rows.add(timeNs, asset, bid, bid + 0.05, Double.NaN, 10, 10, -1, -1);
  }

  private static EngineSettings settings(Journal journal, Broker broker, int changedFrom) {
    return new EngineSettings(
        List.of(new Spreads(changedFrom), new Breaking()),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        broker,
        journal,
        CASH,
        true,
        "ab".repeat(32),
        7);
  }

  private static final class Spreads implements Strategy {

    private final int changedFrom;
    private int minutes;

    Spreads(int changedFrom) {
      this.changedFrom = changedFrom;
    }

    @Override
    public String name() {
      return "spreads";
    }

    @Override
    public List<Decision> decide(View view) {
      minutes++;
      String id = "s-" + minutes;
      List<Leg> legs = List.of(Leg.sell(NEAR), Leg.buy(FAR));
      int quantity = changedFrom > 0 && minutes >= changedFrom ? 2 : 1;
      return switch (minutes % 40) {
        case 5 -> List.of(Decision.submit(Order.market(id, quantity, legs), "entry"));
        case 10 ->
            List.of(
                Decision.submit(Order.limit(id, quantity, legs, new BigDecimal("0.10")), "bid"));
        case 15 ->
            view.workingOrders().stream()
                .<Decision>map(order -> new Decision.Cancel(order.order().orderId(), "not filled"))
                .toList();
        case 30 ->
            view.openTrades().stream()
                .limit(1)
                .map(trade -> Decision.close(trade.tradeId(), "exit"))
                .toList();
        default -> List.of();
      };
    }
  }

  private static final class Breaking implements Strategy {

    private int calls;

    @Override
    public String name() {
      return "breaking";
    }

    @Override
    public List<Decision> decide(View view) {
      if (++calls == 100) {
        throw new IllegalStateException("broken on purpose");
      }
      return List.of();
    }
  }
}
