/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.optionskit.contract.OptionContract;
import io.optionskit.contract.Underlying;
import io.optionskit.decision.View;
import io.optionskit.market.OptionChain;
import io.optionskit.market.OptionQuote;
import io.optionskit.order.Leg;
import io.optionskit.order.Order;
import io.optionskit.portfolio.Trade;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class TestMarketTest {

  private static final double CENT = 0.01 + 1e-9;

  @Test
  void showsNowAndTheUnderlyings() {
    View view = TestMarket.at("2024-03-15T10:00", "SPY", 510.25).and("QQQ", 436.5).view();

    assertThat(view.now()).isEqualTo(Instant.parse("2024-03-15T14:00:00Z"));
    assertThat(view.underlyings()).containsExactly("QQQ", "SPY");
    assertThat(view.spot("SPY")).hasValue(510.25);
    assertThat(view.findQuote(new Underlying("QQQ")).orElseThrow().bid()).hasValue(436.49);
    assertThat(view.chain("IWM").size()).isZero();
  }

  @Test
  void listsCallsAndPutsOfTheExpiriesAskedFor() {
    OptionChain chain =
        TestMarket.at("2024-03-15T10:00", "SPY", 510.25)
            .expiring(0, 7, 30)
            .strikes(500, 520, 5)
            .view()
            .chain("SPY");

    assertThat(chain.size()).isEqualTo(3 * 5 * 2);
    assertThat(chain.expiries())
        .as("30 days ahead is a Sunday")
        .containsExactly(
            LocalDate.of(2024, 3, 15), LocalDate.of(2024, 3, 22), LocalDate.of(2024, 4, 12));
    assertThat(chain.calls().daysToExpiry(7, 7).atTheMoney().orElseThrow().strike()).isEqualTo(510);
  }

  @Test
  void quotesTheValueOfAFlatVolatilityWithinACent() {
    OptionQuote call =
        TestMarket.at("2024-03-15T16:00", "SPY", 500)
            .expiring(LocalDate.of(2025, 3, 14))
            .volatility(0.20)
            .view()
            .chain("SPY")
            .calls()
            .nearestStrike(500)
            .orElseThrow();

    double years = 364 / 365.0; // from close to close
    double expected = 0.3989422804 * 500 * 0.2 * Math.sqrt(years) * (1 - 0.04 * years / 24);
    assertThat(call.mid().orElseThrow()).isCloseTo(expected, within(2e-2));
    assertThat(call.bid().orElseThrow()).isLessThan(expected);
    assertThat(call.ask().orElseThrow()).isGreaterThan(expected);
    assertThat(call.impliedVolatility().orElseThrow()).isEqualTo(0.20);
    assertThat(call.delta().orElseThrow()).isBetween(0.53, 0.55);
  }

  @Property(tries = 60)
  void leavesNoStaticArbitrage(
      @ForAll @DoubleRange(min = -0.95, max = 0.95) double skew,
      @ForAll @DoubleRange(min = 0.05, max = 0.9) double volatility) {
    OptionChain chain =
        TestMarket.at("2024-03-15T10:00", "SPY", 100)
            .expiring(0, 7, 35, 91)
            .volatility(volatility)
            .skew(skew)
            .spread(0)
            .view()
            .chain("SPY");

    for (LocalDate expiry : chain.expiries()) {
      List<OptionQuote> calls = chain.calls().expiry(expiry).toList();
      List<OptionQuote> puts = chain.puts().expiry(expiry).toList();
      for (int i = 0; i < calls.size(); i++) {
        double parity = mark(calls.get(i)) - mark(puts.get(i)) - (100 - calls.get(i).strike());
        assertThat(parity).as("parity").isCloseTo(0, within(CENT));
        if (i > 0) {
          assertThat(mark(calls.get(i))).isLessThanOrEqualTo(mark(calls.get(i - 1)) + CENT);
        }
        if (i > 1) {
          double butterfly =
              mark(calls.get(i)) - 2 * mark(calls.get(i - 1)) + mark(calls.get(i - 2));
          assertThat(butterfly).as("butterfly").isGreaterThanOrEqualTo(-2 * CENT);
        }
      }
    }
    for (double strike = 80; strike <= 120; strike++) {
      double before = 0;
      for (OptionQuote call : chain.calls().strikesBetween(strike, strike).toList()) {
        assertThat(mark(call)).as("calendar").isGreaterThanOrEqualTo(before - CENT);
        before = mark(call);
      }
    }
  }

  @Test
  void makesPutsDearerThanCallsWithANegativeSkew() {
    OptionChain chain =
        TestMarket.at("2024-03-15T10:00", "SPY", 510.25)
            .expiring(7)
            .volatility(0.18)
            .skew(-0.5)
            .view()
            .chain("SPY");

    double put = chain.puts().nearestDelta(-0.25).orElseThrow().impliedVolatility().orElseThrow();
    double call = chain.calls().nearestDelta(0.25).orElseThrow().impliedVolatility().orElseThrow();
    assertThat(put - call).isBetween(0.05, 0.07);
  }

  @Test
  void replacesSingleQuotesWithTheirOwnVolatility() {
    TestMarket market = TestMarket.at("2024-03-15T10:00", "SPY", 510.25).expiring(7);
    OptionContract put = market.put(7, 500);
    OptionContract oneSided = market.put(7, 501);
    OptionContract unlisted = market.call(7, 600.5);

    OptionChain chain =
        market
            .quote(put, 4.00, 4.20)
            .quote(oneSided, Double.NaN, 0.05)
            .quote(unlisted, 0.01, 0.02)
            .view()
            .chain("SPY");

    OptionQuote quote = chain.findQuote(put).orElseThrow();
    assertThat(quote.bid()).hasValue(4.00);
    assertThat(quote.impliedVolatility().orElseThrow()).isGreaterThan(0.25);
    assertThat(chain.findQuote(oneSided).orElseThrow().bid()).isEmpty();
    assertThat(chain.findQuote(oneSided).orElseThrow().delta()).isEmpty();
    assertThat(chain.findQuote(unlisted)).isPresent();
  }

  @Test
  void showsNoBidBelowACentAndNoGreeksAfterSettlement() {
    View view =
        TestMarket.at("2024-03-15T16:00", "SPY", 510.25).expiring(0).strikes(400, 620, 10).view();

    OptionQuote worthless = view.chain("SPY").puts().first().orElseThrow();
    assertThat(worthless.bid()).isEmpty();
    assertThat(worthless.ask()).hasValue(0.01);
    assertThat(worthless.delta()).isEmpty();
    assertThat(worthless.impliedVolatility()).isEmpty();
  }

  @Test
  void listsIndexOptionsUnderTheirRoot() {
    TestMarket market = TestMarket.at("2024-03-15T10:00", "SPX", 5117).root("SPXW").expiring(0);

    OptionContract put = market.put(0, 5000);
    View view = market.view();

    assertThat(put.symbol()).isEqualTo("SPXW  240315P05000000");
    assertThat(put.settlement().isCash()).isTrue();
    assertThat(view.findQuote(put)).isPresent();
    assertThat(view.findQuote(new Underlying("SPX")).orElseThrow().bid()).isEmpty();
  }

  @Test
  void marksTheAccount() {
    TestMarket market =
        TestMarket.at("2024-03-15T10:00", "SPY", 510.25).expiring(7).cash("25000.00");
    OptionContract put = market.put(7, 500);

    View view =
        market
            .quote(put, 1.00, 1.10)
            .position(put, -2, "1.50")
            .position(new Underlying("SPY"), 10, "500")
            .view();

    assertThat(view.cash()).isEqualTo(new BigDecimal("25000.00"));
    assertThat(view.positions())
        .extracting(p -> p.asset())
        .containsExactly(new Underlying("SPY"), put);
    assertThat(view.equity()).isCloseTo(25000 - 2 * 105 + 10 * 510.25, within(1e-9));
    assertThat(view.account().peakEquity()).isEqualTo(view.equity());
  }

  @Test
  void holdsTheLegsOfAnOpenTrade() {
    TestMarket market = TestMarket.at("2024-03-15T10:00", "SPY", 510.25).expiring(7);
    OptionContract near = market.put(7, 500);
    OptionContract far = market.put(7, 495);

    View view =
        market
            .quote(near, 1.00, 1.10)
            .quote(far, 0.50, 0.60)
            .openTrade("test/spread", "-1.20", 3, Leg.sell(near), Leg.buy(far))
            .view();

    Trade trade = view.openTrades().get(0);
    assertThat(trade.openCash()).isEqualByComparingTo("360");
    assertThat(view.pnl(trade).orElseThrow()).isCloseTo(360 - 3 * 50, within(1e-9));
    assertThat(view.positions()).extracting(p -> p.quantity()).containsExactly(3, -3);
    assertThat(view.account().tradesOpenedToday()).isOne();
  }

  @Test
  void showsOrdersAndScores() {
    TestMarket market = TestMarket.at("2024-03-15T10:00", "SPY", 510.25).expiring(7);
    OptionContract put = market.put(7, 500);
    Order order = Order.market("o-1", 1, List.of(Leg.sell(put)));

    View view = market.workingOrder(order).score(0.6).score(put, 0.9).view();

    assertThat(view.workingOrders())
        .singleElement()
        .satisfies(o -> assertThat(o.order()).isEqualTo(order));
    assertThat(view.score(put).orElseThrow().probability()).isEqualTo(0.9);
    assertThat(view.score(market.put(7, 501)).orElseThrow().probability()).isEqualTo(0.6);
    assertThat(TestMarket.at("2024-03-15T10:00", "SPY", 1).view().score(put)).isEmpty();
  }

  @Test
  void isNotChangedThroughAViewTakenBefore() {
    TestMarket market = TestMarket.at("2024-03-15T10:00", "SPY", 510.25).expiring(7);
    View before = market.view();

    market.expiring(14).cash("1").position(new Underlying("SPY"), 1, "1");

    assertThat(before.chain("SPY").expiries()).hasSize(1);
    assertThat(before.cash()).isEqualTo(new BigDecimal("100000"));
    assertThat(before.positions()).isEmpty();
  }

  @Test
  void saysWhatIsWrong() {
    TestMarket market = TestMarket.at("2024-03-15T10:00", "SPY", 510.25);

    assertThatThrownBy(() -> TestMarket.at("2024-03-15T10:00", "SPY", 0))
        .hasMessage("spot must be finite and above 0: 0.0");
    assertThatThrownBy(() -> market.volatility(18))
        .hasMessage("volatility must lie between 0 and 10: 18.0");
    assertThatThrownBy(() -> market.skew(-1)).hasMessage("skew must lie between -1 and 1: -1.0");
    assertThatThrownBy(() -> market.strikes(10, 5, 1))
        .hasMessage("strikes must go up from above 0: 10.0 to 5.0 by 1.0");
    assertThatThrownBy(() -> market.spread(-1)).hasMessage("spread must not be negative: -1.0");
    assertThatThrownBy(() -> market.openTrade("t", "1", 1, Leg.buy(market.put(7, 1))).view())
        .hasMessageContaining("a leg of an open trade must be listed");
  }

  private static double mark(OptionQuote quote) {
    return quote.mid().orElseGet(() -> quote.ask().orElseThrow() / 2);
  }
}
