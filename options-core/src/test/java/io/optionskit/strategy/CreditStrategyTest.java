/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.optionskit.backtest.Backtest;
import io.optionskit.backtest.BacktestResult;
import io.optionskit.contract.OptionContract;
import io.optionskit.contract.Underlying;
import io.optionskit.engine.OrderRecord;
import io.optionskit.market.AssetTable;
import io.optionskit.market.ChainColumns;
import io.optionskit.market.QuoteTable;
import io.optionskit.market.Rows;
import io.optionskit.order.Leg;
import io.optionskit.order.OrderPrice;
import io.optionskit.order.OrderState;
import io.optionskit.portfolio.Trade;
import io.optionskit.spi.MarketHistory;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CreditStrategyTest {

  private static final int[] STRIKES = {460, 462, 464, 466, 468, 470, 472, 474, 476, 478, 480};
  private static final ExitRules NEVER =
      new ExitRules(9, 9, OptionalDouble.empty(), Optional.empty(), false);

  @Test
  void theCondorSellsOneExpectedMoveAwayAndBuysTheWings() {
    BacktestResult result =
        run(
            new IronCondor(new StrikeRule.ByExpectedMove(1), 2),
            EntryRules.daily(0, 7),
            NEVER,
            day("2024-01-17", 1));

    // the straddle at 470 is worth 4.20, so the shorts are 466 and 474 and the wings 462 and 478
    assertThat(result.orders())
        .singleElement()
        .satisfies(
            order -> {
              assertThat(order.order().legs())
                  .containsExactly(
                      leg(-1, 'P', 466), leg(-1, 'C', 474), leg(1, 'P', 462), leg(1, 'C', 478));
              assertThat(order.submittedAt()).hasToString("2024-01-17T15:00:00Z");
              assertThat(order.state()).isEqualTo(OrderState.FILLED);
            });
  }

  @Test
  void theSpreadSellsThePutNearestTheDeltaAndBuysTheWidthBelow() {
    BacktestResult result =
        run(
            new PutCreditSpread(new StrikeRule.ByDelta(0.3), new BigDecimal("4")),
            EntryRules.daily(0, 7),
            NEVER,
            day("2024-01-17", 1));

    assertThat(result.orders().get(0).order().legs())
        .containsExactly(leg(-1, 'P', 466), leg(1, 'P', 462));
  }

  @Test
  void entersOncePerDayAndHoldsOneTradePerUnderlying() {
    BacktestResult result =
        run(
            condorOfTwo(),
            EntryRules.daily(0, 7),
            NEVER,
            day("2024-01-17", 1),
            day("2024-01-18", 1));

    assertThat(result.orderCount()).isEqualTo(1);
  }

  @Test
  void takesProfitAndMayEnterAgainTheNextDay() {
    BacktestResult result =
        run(
            condorOfTwo(),
            EntryRules.daily(0, 7),
            new ExitRules(0.5, 9, OptionalDouble.empty(), Optional.empty(), false),
            day("2024-01-17", 1),
            day("2024-01-18", 0.3),
            day("2024-01-19", 0.2));

    assertThat(result.closedTrades())
        .first()
        .extracting(Trade::exitReason)
        .isEqualTo(Optional.of("profit target"));
    assertThat(result.orders())
        .extracting(order -> order.order().orderId())
        .startsWith(
            "iron-condor/SPY-2024-01-17",
            "iron-condor/SPY-2024-01-17/close-1",
            "iron-condor/SPY-2024-01-18");
  }

  @Test
  void stopsALoss() {
    BacktestResult result =
        run(
            condorOfTwo(),
            EntryRules.daily(0, 7),
            new ExitRules(9, 1, OptionalDouble.empty(), Optional.empty(), false),
            day("2024-01-17", 1),
            day("2024-01-18", 4));

    assertThat(result.closedTrades())
        .singleElement()
        .extracting(Trade::exitReason)
        .isEqualTo(Optional.of("stop loss"));
  }

  @Test
  void isFlatBeforeTheCloseOfTheLastTradingDay() {
    BacktestResult result =
        run(
            condorOfTwo(),
            EntryRules.daily(0, 7),
            new ExitRules(9, 9, OptionalDouble.empty(), Optional.of(Duration.ofMinutes(15)), true),
            day("2024-01-18", 1),
            day("2024-01-19", 1));

    Trade trade = result.closedTrades().get(0);
    assertThat(trade.exitReason()).hasValue("flat before the close");
    assertThat(trade.closedAt().orElseThrow()).hasToString("2024-01-19T20:45:00Z");
  }

  @Test
  void leavesWhenMostOfTheTimeHasPassed() {
    BacktestResult result =
        run(
            condorOfTwo(),
            EntryRules.daily(0, 7),
            new ExitRules(9, 9, OptionalDouble.of(0.5), Optional.empty(), false),
            day("2024-01-17", 1),
            day("2024-01-18", 1),
            day("2024-01-19", 1));

    assertThat(result.closedTrades())
        .first()
        .satisfies(
            trade -> {
              assertThat(trade.exitReason()).hasValue("time elapsed");
              // half of the 54 hours to settlement have passed at 18:00, the next row is at 20:30
              assertThat(trade.closedAt().orElseThrow()).hasToString("2024-01-18T20:30:00Z");
            });
  }

  @Test
  void asksForAShareOfTheMiddleCreditAndCancelsInTime() {
    EntryRules patient =
        new EntryRules(
            Set.of("SPY"),
            0,
            7,
            Duration.ofMinutes(30),
            OptionalDouble.of(1),
            Optional.of(Duration.ofMinutes(5)),
            2,
            OptionalDouble.empty());
    BacktestResult result = run(condorOfTwo(), patient, NEVER, day("2024-01-17", 1));

    assertThat(result.orders())
        .hasSize(2)
        .allSatisfy(
            order -> {
              assertThat(order.state()).isEqualTo(OrderState.CANCELLED);
              assertThat(((OrderPrice.Limit) order.order().price()).net()).isNegative();
            });
    assertThat(result.orders())
        .extracting(OrderRecord::submittedAt)
        .extracting(Object::toString)
        .containsExactly("2024-01-17T15:00:00Z", "2024-01-17T20:30:00Z");
  }

  @Test
  void doesNothingWithoutTheStrikesItNeeds() {
    assertThat(
            run(
                    new IronCondor(new StrikeRule.ByExpectedMove(1), 9),
                    EntryRules.daily(0, 7),
                    NEVER,
                    day("2024-01-17", 1))
                .orders())
        .isEmpty();
    assertThat(run(condorOfTwo(), EntryRules.daily(20, 30), NEVER, day("2024-01-17", 1)).orders())
        .isEmpty();
  }

  @Test
  void refusesSettingsWithoutMeaning() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new IronCondor(new StrikeRule.ByDelta(0.2), 0));
    assertThatIllegalArgumentException().isThrownBy(() -> new StrikeRule.ByDelta(1.2));
    assertThatIllegalArgumentException().isThrownBy(() -> EntryRules.daily(5, 3));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ExitRules(0, 1, OptionalDouble.empty(), Optional.empty(), false));
  }

  private static Structure condorOfTwo() {
    return new IronCondor(new StrikeRule.ByExpectedMove(1), 2);
  }

  private static Leg leg(int ratio, char type, int strike) {
    return new Leg(OptionContract.parse("SPY240119" + type + "00" + strike + "000"), ratio);
  }

  private record Day(String date, double level) {}

  private static Day day(String date, double level) {
    return new Day(date, level);
  }

  private static BacktestResult run(
      Structure structure, EntryRules entry, ExitRules exit, Day... days) {
    Rows rows = new Rows();
    for (Day day : days) {
      for (String time : List.of("14:31", "15:00", "15:15", "20:30", "20:45", "21:00")) {
        quotes(rows, day.date() + "T" + time + ":00Z", day.level());
      }
    }
    QuoteTable table = rows.table();
    Iterator<QuoteTable> pieces = List.of(table).iterator();
    MarketHistory history =
        new MarketHistory() {
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
    return Backtest.of(history)
        .strategy(new CreditStrategy(structure, entry, exit))
        .analytics(
            chain -> {
              double[] deltas = new double[chain.size()];
              Arrays.setAll(
                  deltas,
                  row ->
                      chain.contract(row).type().sign() * 0.5
                          - (chain.quote(row).strike() - 470) / 20);
              return new ChainColumns(deltas, deltas, deltas, deltas, deltas, deltas);
            })
        .run();
  }

  /**
   * A tent of time value around 470: 2.10 at the money, falling by 0.25 for each of the first
   * strikes, times the level.
   */
  private static void quotes(Rows rows, String time, double level) {
    rows.last(time, new Underlying("SPY"), 470);
    for (int strike : STRIKES) {
      double timeValue = Math.max(0.05, 2.10 - 0.15 * Math.abs(strike - 470)) * level;
      for (char type : new char[] {'C', 'P'}) {
        double intrinsic = Math.max(0, type == 'C' ? 470 - strike : strike - 470);
        double mid = Math.rint((intrinsic + timeValue) * 100) / 100;
        rows.quote(
            time,
            OptionContract.parse("SPY240119" + type + "00" + strike + "000"),
            mid - 0.01,
            mid + 0.01);
      }
    }
  }
}
