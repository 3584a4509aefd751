/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.optionskit.contract.OptionContract;
import io.optionskit.contract.Underlying;
import io.optionskit.decision.Decision;
import io.optionskit.decision.Rejection;
import io.optionskit.decision.View;
import io.optionskit.engine.OrderRecord;
import io.optionskit.event.JournalRecord;
import io.optionskit.market.AssetTable;
import io.optionskit.market.ChainQuality;
import io.optionskit.market.OptionChain;
import io.optionskit.market.QuoteTable;
import io.optionskit.market.Rows;
import io.optionskit.order.Leg;
import io.optionskit.order.Order;
import io.optionskit.order.OrderState;
import io.optionskit.portfolio.Trade;
import io.optionskit.spi.FeeSchedule;
import io.optionskit.spi.Journal;
import io.optionskit.spi.MarketHistory;
import io.optionskit.spi.QuoteJudge;
import io.optionskit.spi.Strategy;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class BacktestTest {

  private static final OptionContract CALL = OptionContract.parse("SPY240119C00470000");
  private static final OptionContract PUT = OptionContract.parse("SPY240119P00465000");
  private static final Underlying SPY = new Underlying("SPY");
  private static final String DAY1 = "2024-01-17T15:00:00Z";
  private static final String DAY2 = "2024-01-18T15:00:00Z";
  private static final String DAY3 = "2024-01-19T15:00:00Z";
  private static final String EXPIRY = "2024-01-19T21:00:00Z";

  private final List<JournalRecord> journal = new ArrayList<>();

  @Test
  void aTradeHeldToExpiryIsWorthWhatItsFillsSay() {
    BacktestResult result = backtest(sellStrangleOnce()).fees(perContract("0.65")).run();

    // sold at the bids 2.00 and 1.50; the call ends 3.25 in the money and 100 shares are delivered
    // short at 470
    assertThat(result.endCash()).isEqualByComparingTo("147348.70");
    assertThat(result.endEquity()).isEqualByComparingTo("100023.70");
    assertThat(result.fees()).isEqualByComparingTo("1.30");
    assertThat(result.orderCount()).isEqualTo(1);
    assertThat(result.fillCount()).isEqualTo(2);
    assertThat(result.openPositions())
        .singleElement()
        .satisfies(
            open -> {
              assertThat(open.position().asset()).isEqualTo(SPY);
              assertThat(open.position().quantity()).isEqualTo(-100);
              assertThat(open.mark()).isEqualByComparingTo("473.25");
            });
    assertThat(result.equityCurve().equity(result.equityCurve().size() - 1))
        .isCloseTo(100_023.70, within(1e-6));
    assertThat(result.warnings()).isEmpty();
  }

  @Test
  void closingATradeGivesItsResultAndReason() {
    BacktestResult result = backtest(sellStrangleOnce(), closeFrom(DAY2)).run();

    Trade trade = result.closedTrades().get(0);
    assertThat(trade.tradeId()).isEqualTo("strategy-0/strangle");
    assertThat(trade.realizedPnl()).isEqualByComparingTo("-90");
    assertThat(trade.exitReason()).hasValue("enough");
    assertThat(trade.worstPnl()).isNegative();
    assertThat(result.endEquity()).isEqualByComparingTo("99910");
    assertThat(result.statistics().tradeCount()).isEqualTo(1);
    assertThat(result.statistics().winRate()).hasValue(0);
  }

  @Test
  void givingAnOrderTwiceIsOneOrder() {
    Strategy insistent = strategy(view -> List.of(Decision.submit(strangle("strangle"), "again")));

    assertThat(backtest(insistent).run().orderCount()).isEqualTo(1);
  }

  @Test
  void theGateStopsAnOrderAndSaysWhy() {
    BacktestResult result =
        backtest(sellStrangleOnce())
            .rule(
                (proposed, view) ->
                    Optional.of(
                        new Rejection(Rejection.Code.RISK_REJECTED, "one " + proposed.netPrice())))
            .rule(
                (proposed, view) -> Optional.of(new Rejection(Rejection.Code.MARKET_CLOSED, "two")))
            .run();

    assertThat(result.orderCount()).isZero();
    OrderRecord order = result.orders().get(0);
    assertThat(order.state()).isEqualTo(OrderState.REJECTED);
    assertThat(order.rejections())
        .extracting(Rejection::message)
        .containsExactly("one OptionalDouble[-3.5]", "two");
    assertThat(result.endEquity()).isEqualByComparingTo("100000");
  }

  @Test
  void aQuoteBelowTheFloorNeverReachesAStrategy() {
    List<OptionChain> seen = new ArrayList<>();
    Strategy looking =
        strategy(
            view -> {
              seen.add(view.chain("SPY"));
              return List.of();
            });
    QuoteJudge doubtsThePut =
        chain -> {
          double[] scores = new double[chain.size()];
          for (int row = 0; row < scores.length; row++) {
            scores[row] = chain.contract(row).equals(PUT) ? 0.39 : 0.40;
          }
          return ChainQuality.of(1, scores, new int[scores.length], List.of(Set.of()));
        };

    backtest(looking).qualityFloor(doubtsThePut, 0.4).run();

    assertThat(seen).isNotEmpty();
    assertThat(seen).allMatch(chain -> chain.findQuote(PUT).isEmpty());
    assertThat(seen).anyMatch(chain -> chain.findQuote(CALL).isPresent());
    assertThat(seen)
        .allMatch(chain -> chain.all().toList().stream().allMatch(q -> q.quality().isPresent()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> backtest(looking).qualityFloor(doubtsThePut, 40))
        .withMessageContaining("40");
  }

  @Test
  void theSizerReplacesTheQuantityAndZeroMeansNoTrade() {
    assertThat(
            backtest(sellStrangleOnce())
                .sizer((proposed, view) -> 3)
                .run()
                .orders()
                .get(0)
                .order()
                .quantity())
        .isEqualTo(3);
    assertThat(backtest(sellStrangleOnce()).sizer((proposed, view) -> 0).run().orderCount())
        .isZero();
  }

  @Test
  void rulesSeeTheLargestLossOfAStructure() {
    List<String> seen = new ArrayList<>();
    Order spread =
        Order.market(
            "spread",
            1,
            List.of(Leg.sell(CALL), Leg.buy(OptionContract.parse("SPY240119C00475000"))));
    backtest(
            strategy(
                view -> List.of(Decision.submit(spread, ""), Decision.submit(strangle("s"), ""))))
        .rule(
            (proposed, view) -> {
              seen.add(proposed.netPrice() + " " + proposed.maxLoss());
              return Optional.empty();
            })
        .run();

    assertThat(seen)
        .startsWith(
            "OptionalDouble[-1.4] OptionalDouble[360.0]",
            "OptionalDouble[-3.5] OptionalDouble.empty");
  }

  @Test
  void aStrategyThatThrowsIsStoppedAndTheRunGoesOn() {
    Strategy broken =
        strategy(
            view -> {
              throw new IllegalStateException("broken on purpose");
            });
    BacktestResult result = backtest(broken, sellStrangleOnce()).run();

    assertThat(result.orderCount()).isEqualTo(1);
    assertThat(result.warnings())
        .singleElement()
        .asString()
        .contains("strategy-0", "broken on purpose");
    assertThat(journal).filteredOn(JournalRecord.StrategyStopped.class::isInstance).hasSize(1);
  }

  @Test
  void theSameRunGivesTheSameJournalAndId() {
    BacktestResult first = backtest(sellStrangleOnce()).run();
    List<JournalRecord> firstJournal = List.copyOf(journal);
    journal.clear();
    BacktestResult second = backtest(sellStrangleOnce()).run();

    assertThat(journal).isEqualTo(firstJournal);
    assertThat(second.runId()).isEqualTo(first.runId()).hasSize(16);
    assertThat(second.dataHash()).isEqualTo(first.dataHash());
  }

  @Test
  void changedDataChangeTheFigures() {
    BacktestResult first = backtest(sellStrangleOnce()).run();
    BacktestResult changed = Backtest.of(history(rows("2.01"))).strategy(sellStrangleOnce()).run();

    assertThat(changed.dataHash()).isNotEqualTo(first.dataHash());
    assertThat(changed.runId()).isNotEqualTo(first.runId());
    assertThat(changed.endEquity()).isEqualByComparingTo(first.endEquity().add(BigDecimal.ONE));
  }

  @Test
  void everyTradingDayIsClosedInTheJournal() {
    backtest(sellStrangleOnce()).run();

    assertThat(journal)
        .filteredOn(JournalRecord.DayClosed.class::isInstance)
        .extracting(record -> ((JournalRecord.DayClosed) record).date().toString())
        .containsExactly("2024-01-17", "2024-01-18", "2024-01-19");
    assertThat(journal.get(0)).isInstanceOf(JournalRecord.RunStarted.class);
    assertThat(journal.get(journal.size() - 1)).isInstanceOf(JournalRecord.RunEnded.class);
  }

  @Test
  void nothingHeldMeansNoExposureAndAFlatCurve() {
    BacktestResult result = backtest(strategy(view -> List.of())).run();
    Statistics statistics = result.statistics();

    assertThat(result.warnings()).containsExactly("strategy strategy-0 gave no order");
    assertThat(statistics.exposure()).isZero();
    assertThat(statistics.totalReturn()).isZero();
    assertThat(statistics.maxDrawdown()).isZero();
    assertThat(statistics.winRate()).isEmpty();
    assertThat(statistics.sharpe()).isEmpty();
  }

  private Backtest backtest(Strategy... strategies) {
    Backtest backtest = Backtest.of(history(rows("2.00"))).journal(new ListJournal());
    for (int i = 0; i < strategies.length; i++) {
      backtest.strategy(Strategy.of("strategy-" + i, strategies[i]::decide));
    }
    return backtest;
  }

  private static Rows rows(String callBid) {
    OptionContract far = OptionContract.parse("SPY240119C00475000");
    return new Rows()
        .last(DAY1, SPY, 468)
        .quote(DAY1, CALL, Double.parseDouble(callBid), 2.10)
        .quote(DAY1, PUT, 1.50, 1.60)
        .quote(DAY1, far, 0.50, 0.60)
        .last(DAY2, SPY, 471)
        .quote(DAY2, CALL, 3.30, 3.50)
        .quote(DAY2, PUT, 0.80, 0.90)
        .last(DAY3, SPY, 472)
        .quote(DAY3, CALL, 2.30, 2.50)
        .quote(DAY3, PUT, 0.01, 0.02)
        .last(EXPIRY, SPY, 473.25);
  }

  private static Order strangle(String id) {
    return Order.market(id, 1, List.of(Leg.sell(CALL), Leg.sell(PUT)));
  }

  private static Strategy sellStrangleOnce() {
    return strategy(view -> List.of(Decision.submit(strangle("strangle"), "once")));
  }

  private static Strategy closeFrom(String time) {
    return strategy(
        view ->
            view.now().toString().compareTo(time) >= 0
                ? List.of(Decision.close("strategy-0/strangle", "enough"))
                : List.of());
  }

  private static Strategy strategy(Function<View, List<Decision>> decide) {
    return Strategy.of("unnamed", decide);
  }

  private static FeeSchedule perContract(String fee) {
    return (order, quantity, prices, contracts) ->
        order.legs().stream()
            .map(leg -> new BigDecimal(fee).multiply(BigDecimal.valueOf(quantity)))
            .toList();
  }

  private static MarketHistory history(Rows rows) {
    QuoteTable table = rows.table();
    Iterator<QuoteTable> pieces = List.of(table).iterator();
    return new MarketHistory() {
      @Override
      public AssetTable assets() {
        return table.assets();
      }

      @Override
      public Optional<QuoteTable> next() {
        return pieces.hasNext() ? Optional.of(pieces.next()) : Optional.empty();
      }

      @Override
      public void close() {}
    };
  }

  private final class ListJournal implements Journal {
    @Override
    public void append(JournalRecord record) {
      journal.add(record);
    }

    @Override
    public void sync() {}

    @Override
    public void close() {}
  }
}
