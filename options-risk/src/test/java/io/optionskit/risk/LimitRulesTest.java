/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.risk;

import static io.optionskit.risk.AccountView.call;
import static io.optionskit.risk.AccountView.closing;
import static io.optionskit.risk.AccountView.opening;
import static io.optionskit.risk.AccountView.put;
import static io.optionskit.risk.AccountView.putSpread;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.optionskit.decision.ProposedOrder;
import io.optionskit.decision.Rejection;
import io.optionskit.decision.Rejection.Code;
import io.optionskit.order.Leg;
import io.optionskit.order.Order;
import io.optionskit.spi.RiskRule;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleFunction;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Limits of the account, each one below, at and above its boundary (RELIABILITY R8). */
class LimitRulesTest {

  private final AccountView view = new AccountView();

  @Nested
  class MaxContracts {

    private final RiskRule rule = new MaxContractsRule(10);

    @Test
    void letsTheLimitPassAndNothingAbove() {
      assertThat(check(rule, opening(9, -1, 400, putSpread()))).isEmpty();
      assertThat(check(rule, opening(10, -1, 400, putSpread()))).isEmpty();
      assertThat(check(rule, opening(11, -1, 400, putSpread())))
          .contains(Code.POSITION_LIMIT_EXCEEDED);
    }

    @Test
    void countsTheLegWithTheMostContracts() {
      List<Leg> backspread = List.of(Leg.sell(call(100)), new Leg(call(105), 2));

      assertThat(check(rule, opening(5, 1, 600, backspread))).isEmpty();
      assertThat(check(rule, opening(6, 1, 600, backspread)))
          .contains(Code.POSITION_LIMIT_EXCEEDED);
    }

    @Test
    void countsNoShares() {
      assertThat(
              check(
                  rule,
                  opening(
                      1, 95, 9_500, List.of(new Leg(AccountView.spy(), 100), Leg.sell(call(100))))))
          .isEmpty();
    }

    @Test
    void letsClosingOrdersPass() {
      assertThat(check(rule, closing(opening(11, -1, 400, putSpread())))).isEmpty();
    }
  }

  @Nested
  class OrderLoss {

    private final RiskRule rule = new OrderLossRule(0.02);

    @Test
    void letsTwoPercentOfEquityPassAndNotACentMore() {
      assertThat(check(rule, opening(5, -1, 399.99, putSpread()))).isEmpty();
      assertThat(check(rule, opening(5, -1, 400, putSpread()))).isEmpty();
      assertThat(check(rule, opening(5, -1, 400.01, putSpread()))).contains(Code.RISK_REJECTED);
    }

    @Test
    void isNotMisledByTheNoiseOfBinaryFractions() {
      view.equity = 19_750;

      assertThat(check(rule, opening(1, -1.05, 100 * (5 - 1.05), putSpread()))).isEmpty();
    }

    @Test
    void refusesWhatCanLoseWithoutBound() {
      assertThat(check(rule, opening(1, -1, Double.NaN, List.of(Leg.sell(call(100))))))
          .contains(Code.RISK_REJECTED);
    }

    @Test
    void refusesEverythingOnceEquityIsGone() {
      view.equity = 0;

      assertThat(check(rule, opening(1, -1, 400, putSpread()))).contains(Code.RISK_REJECTED);
    }

    @Test
    void refusesWhenEquityIsUnknown() {
      view.equity = Double.NaN;

      assertThat(check(rule, opening(1, -1, 400, putSpread()))).contains(Code.RISK_REJECTED);
    }

    @Test
    void letsClosingOrdersPass() {
      view.equity = -5;

      assertThat(check(rule, closing(opening(50, 4, 400, putSpread())))).isEmpty();
    }
  }

  @Nested
  class Positions {

    private final RiskRule rule = new PositionLimitsRule(5, 3, 20);

    @Test
    void letsTheFifthPositionPassAndNotTheSixth() {
      openIn("AAA", "BBB", "CCC", "DDD");
      assertThat(check(rule, spread("SPY"))).isEmpty();

      openIn("EEE");
      assertThat(check(rule, spread("SPY"))).contains(Code.POSITION_LIMIT_EXCEEDED);
    }

    @Test
    void letsTheThirdPositionInASymbolPassAndNotTheFourth() {
      openIn("SPY", "SPY");
      assertThat(check(rule, spread("SPY"))).isEmpty();

      openIn("SPY");
      assertThat(check(rule, spread("SPY"))).contains(Code.POSITION_LIMIT_EXCEEDED);
      assertThat(check(rule, spread("QQQ"))).isEmpty();
    }

    @Test
    void letsTheTwentiethTradeOfTheDayPassAndNotTheNext() {
      view.tradesOpenedToday = 19;
      assertThat(check(rule, spread("SPY"))).isEmpty();

      view.tradesOpenedToday = 20;
      assertThat(check(rule, spread("SPY"))).contains(Code.POSITION_LIMIT_EXCEEDED);
    }

    @Test
    void countsOrdersThatMayStillBeFilled() {
      view.tradesOpenedToday = 19;
      view.work(Order.market("w", 1, legsIn("QQQ")));

      assertThat(check(rule, spread("SPY"))).contains(Code.POSITION_LIMIT_EXCEEDED);
    }

    @Test
    void countsAPartlyFilledOrderOnce() {
      openIn("AAA", "BBB", "CCC");
      view.trade("w", 1, "100", legsIn("QQQ").toArray(Leg[]::new));
      view.work(Order.market("w", 2, legsIn("QQQ")));

      assertThat(check(rule, spread("SPY"))).isEmpty();
    }

    @Test
    void doesNotCountOrdersThatOnlyCloseSomething() {
      openIn("AAA", "BBB", "CCC", "DDD");
      view.hold(put(100), -1).hold(put(95), 1);
      view.work(Order.market("c", 1, List.of(Leg.buy(put(100)), Leg.sell(put(95)))));

      assertThat(check(rule, spread("SPY"))).isEmpty();
    }

    @Test
    void letsClosingOrdersPass() {
      openIn("SPY", "SPY", "SPY", "SPY", "SPY", "SPY");
      view.tradesOpenedToday = 100;

      assertThat(check(rule, closing(spread("SPY")))).isEmpty();
    }

    private void openIn(String... symbols) {
      for (String symbol : symbols) {
        view.trade("t" + view.trades.size(), 1, "100", legsIn(symbol).toArray(Leg[]::new));
      }
    }

    private ProposedOrder spread(String symbol) {
      return opening(1, -1, 400, legsIn(symbol));
    }

    private List<Leg> legsIn(String symbol) {
      return List.of(
          Leg.sell(put(symbol, 100, AccountView.EXPIRY)),
          Leg.buy(put(symbol, 95, AccountView.EXPIRY)));
    }
  }

  @Nested
  class Exposure {

    private final RiskRule rule = new ExposureRule(0.20);

    @Test
    void addsTheLargestLossesOfTradesOrdersAndThisOrder() {
      // 20 spreads sold at 1.00 can lose $8,000, a working order of 20 at 1.50 another $7,000:
      // $5,000 are left.
      view.trade("t", 20, "2000", putSpread().toArray(Leg[]::new));
      view.work(Order.limit("w", 20, putSpread(), new BigDecimal("-1.50")));

      assertThat(check(rule, opening(1, -1, 4_999.99, putSpread()))).isEmpty();
      assertThat(check(rule, opening(1, -1, 5_000, putSpread()))).isEmpty();
      assertThat(check(rule, opening(1, -1, 5_000.01, putSpread())))
          .contains(Code.POSITION_LIMIT_EXCEEDED);
    }

    @Test
    void takesTheNaturalPriceOfAWorkingMarketOrder() {
      view.quote(put(100), 2.00, 2.20).quote(put(95), 0.80, 1.00);
      view.work(Order.market("w", 10, putSpread()));

      // Natural credit 2.00 − 1.00: the order can lose $4,000.
      assertThat(check(rule, opening(1, -1, 16_000, putSpread()))).isEmpty();
      assertThat(check(rule, opening(1, -1, 16_000.01, putSpread())))
          .contains(Code.POSITION_LIMIT_EXCEEDED);
    }

    @Test
    void refusesWhileSomethingOpenCanLoseWithoutBound() {
      view.trade("t", 1, "500", Leg.sell(call(100)));

      assertThat(check(rule, opening(1, -1, 1, putSpread()))).contains(Code.RISK_REJECTED);
    }

    @Test
    void refusesWhileTheCostOfAWorkingOrderIsUnknown() {
      view.work(Order.market("w", 10, putSpread()));

      assertThat(check(rule, opening(1, -1, 1, putSpread()))).contains(Code.RISK_REJECTED);
    }

    @Test
    void letsClosingOrdersPass() {
      view.trade("t", 1, "500", Leg.sell(call(100)));

      assertThat(check(rule, closing(opening(1, 5, Double.NaN, List.of(Leg.buy(call(100)))))))
          .isEmpty();
    }
  }

  @Nested
  class Drawdown {

    private final RiskRule rule = new DrawdownRule(0.25);

    @Test
    void stopsAtTheLimit() {
      atEquity(75_000.01, equity -> assertThat(check(rule, entry())).isEmpty());
      atEquity(
          75_000, equity -> assertThat(check(rule, entry())).contains(Code.EMERGENCY_HALT_ACTIVE));
      atEquity(
          74_999.99,
          equity -> assertThat(check(rule, entry())).contains(Code.EMERGENCY_HALT_ACTIVE));
    }

    @Test
    void stopsWhenEquityIsUnknown() {
      atEquity(
          Double.NaN,
          equity -> assertThat(check(rule, entry())).contains(Code.EMERGENCY_HALT_ACTIVE));
    }

    @Test
    void letsClosingOrdersPass() {
      atEquity(1, equity -> assertThat(check(rule, closing(entry()))).isEmpty());
    }
  }

  @Nested
  class DailyLoss {

    private final DailyLossRule threePercent = new DailyLossRule(0.03, Double.POSITIVE_INFINITY);
    private final DailyLossRule thousandDollars = new DailyLossRule(0.03, 1_000);

    @Test
    void stopsAtTheFractionOfEquity() {
      atEquity(97_000.01, equity -> assertThat(check(threePercent, entry())).isEmpty());
      atEquity(
          97_000, equity -> assertThat(check(threePercent, entry())).contains(Code.RISK_REJECTED));
      atEquity(
          96_999.99,
          equity -> assertThat(check(threePercent, entry())).contains(Code.RISK_REJECTED));
    }

    @Test
    void stopsAtTheAmountIfItIsSmaller() {
      atEquity(99_000.01, equity -> assertThat(check(thousandDollars, entry())).isEmpty());
      atEquity(
          99_000,
          equity -> assertThat(check(thousandDollars, entry())).contains(Code.RISK_REJECTED));
    }

    @Test
    void callsItAHaltAtTwiceTheLimit() {
      atEquity(
          98_000.01,
          equity -> assertThat(check(thousandDollars, entry())).contains(Code.RISK_REJECTED));
      atEquity(
          98_000,
          equity ->
              assertThat(check(thousandDollars, entry())).contains(Code.EMERGENCY_HALT_ACTIVE));
    }

    @Test
    void letsClosingOrdersPass() {
      atEquity(1, equity -> assertThat(check(thousandDollars, closing(entry()))).isEmpty());
    }
  }

  @Nested
  class RequestRate {

    private final RiskRule rule = new RequestRateRule(10, 5);

    @ParameterizedTest
    @ValueSource(ints = {0, 8, 9})
    void letsTheTenthRequestOfAMinutePass(int sent) {
      view.requestsLastMinute = sent;

      assertThat(check(rule, entry())).isEmpty();
      assertThat(check(rule, closing(entry()))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 11, 4_000_000})
    void refusesTheEleventhEvenIfItCloses(int sent) {
      view.requestsLastMinute = sent;

      assertThat(check(rule, entry())).contains(Code.RATE_LIMIT_EXCEEDED);
      assertThat(check(rule, closing(entry()))).contains(Code.RATE_LIMIT_EXCEEDED);
    }

    @Test
    void letsFiveOrdersWorkAtOnce() {
      work(4);
      assertThat(check(rule, entry())).isEmpty();

      work(1);
      assertThat(check(rule, entry())).contains(Code.RATE_LIMIT_EXCEEDED);
      assertThat(check(rule, closing(entry()))).isEmpty();
    }

    private void work(int orders) {
      for (int i = 0; i < orders; i++) {
        view.work(Order.market("w" + i, 1, putSpread()));
      }
    }
  }

  @Nested
  class BuyingPower {

    private final RiskRule rule = new BuyingPowerRule();

    @Test
    void needsTheWidthLessTheCredit() {
      view.cash = new BigDecimal("400.00");
      assertThat(check(rule, opening(1, -1, 400, putSpread()))).isEmpty();

      view.cash = new BigDecimal("399.99");
      assertThat(check(rule, opening(1, -1, 400, putSpread()))).contains(Code.INSUFFICIENT_FUNDS);
    }

    @Test
    void holdsBackTheWidthOfOpenCreditSpreads() {
      // Cash holds the credit of $200 already; the two spreads may cost $1,000.
      view.cash = new BigDecimal("1400");
      view.trade("t", 2, "200", putSpread().toArray(Leg[]::new));

      assertThat(check(rule, opening(1, -1, 400, putSpread()))).isEmpty();
      assertThat(check(rule, opening(1, -0.99, 401, putSpread())))
          .contains(Code.INSUFFICIENT_FUNDS);
    }

    @Test
    void holdsBackNothingForWhatIsPaid() {
      view.cash = new BigDecimal("400");
      view.trade("t", 2, "-600", Leg.buy(call(100)));

      assertThat(check(rule, opening(1, -1, 400, putSpread()))).isEmpty();
    }

    @Test
    void holdsBackTheNeedOfWorkingOrders() {
      view.cash = new BigDecimal("1200");
      view.work(Order.limit("w", 2, putSpread(), new BigDecimal("-1.00")));

      assertThat(check(rule, opening(1, -1, 400, putSpread()))).isEmpty();
      assertThat(check(rule, opening(1, -1, 400.01, putSpread())))
          .contains(Code.INSUFFICIENT_FUNDS);
    }

    @Test
    void refusesNakedCallsForWantOfAMarginFigure() {
      assertThat(check(rule, opening(1, -5, Double.NaN, List.of(Leg.sell(call(100))))))
          .contains(Code.INSUFFICIENT_FUNDS);
    }

    @Test
    void letsClosingOrdersPass() {
      view.cash = new BigDecimal("-1");

      assertThat(check(rule, closing(opening(1, 4, 400, putSpread())))).isEmpty();
    }
  }

  @Nested
  class Solvency {

    private final RiskRule rule = new SolvencyRule();
    private final List<Leg> oneCall = List.of(Leg.buy(call(100)));

    @Test
    void countsTheSpreadThatTheFillCosts() {
      // Bought at the ask of 5.00 and marked at 4.00: each contract takes $100 from equity.
      view.quote(call(100), 3.00, 5.00);

      atEquity(1_000, equity -> assertThat(check(rule, opening(9, 5, 500, oneCall))).isEmpty());
      atEquity(1_000, equity -> assertThat(check(rule, opening(10, 5, 500, oneCall))).isEmpty());
      atEquity(
          999.99,
          equity ->
              assertThat(check(rule, opening(10, 5, 500, oneCall)))
                  .contains(Code.INSUFFICIENT_FUNDS));
    }

    @Test
    void allowsNegativeCashAndNakedShorts() {
      view.cash = new BigDecimal("-50000");
      view.equity = 10;
      view.quote(call(100), 5.00, 5.00);

      assertThat(check(rule, opening(1_000, 5, 500, oneCall))).isEmpty();
      assertThat(check(rule, opening(1_000, -5, Double.NaN, List.of(Leg.sell(call(100))))))
          .isEmpty();
    }

    @Test
    void takesAnOrderWithoutQuotesToBeFilledAtItsMarks() {
      atEquity(
          0,
          equity -> assertThat(check(rule, opening(1, Double.NaN, Double.NaN, oneCall))).isEmpty());
      atEquity(
          -0.01,
          equity ->
              assertThat(check(rule, opening(1, Double.NaN, Double.NaN, oneCall)))
                  .contains(Code.INSUFFICIENT_FUNDS));
    }

    @Test
    void letsClosingOrdersPass() {
      atEquity(
          -1_000,
          equity -> assertThat(check(rule, closing(opening(1, 5, 500, oneCall)))).isEmpty());
    }
  }

  @Test
  void limitsWithoutMeaningAreRefusedWhenMade() {
    IntFunction<RiskRule> contracts = MaxContractsRule::new;
    DoubleFunction<RiskRule> fraction = OrderLossRule::new;

    assertThatThrownBy(() -> contracts.apply(0))
        .hasMessage("limit of contracts per order must be above 0: 0");
    assertThatThrownBy(() -> fraction.apply(0))
        .hasMessage("risk per trade must be a fraction above 0 and at most 1: 0.0");
    assertThatThrownBy(() -> fraction.apply(2)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> fraction.apply(Double.NaN))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new PositionLimitsRule(5, 0, 20))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new ExposureRule(-0.1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new DrawdownRule(1.1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new DailyLossRule(0.03, 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new RequestRateRule(0, 5))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void messagesNameTheValueAndTheLimit() {
    view.equity = 10_000;

    assertThat(new OrderLossRule(0.02).check(opening(1, -1, 300, putSpread()), view))
        .contains(
            new Rejection(
                Code.RISK_REJECTED,
                "the order can lose $300.00; at most $200.00 (2.000 % of equity) are allowed"));
  }

  private void atEquity(double equity, java.util.function.DoubleConsumer check) {
    view.equity = equity;
    check.accept(equity);
  }

  private static ProposedOrder entry() {
    return opening(1, -1, 400, putSpread());
  }

  private Optional<Code> check(RiskRule rule, ProposedOrder proposed) {
    return rule.check(proposed, view).map(Rejection::code);
  }
}
