/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.risk;

import static io.optionskit.risk.AccountView.EXPIRY;
import static io.optionskit.risk.AccountView.call;
import static io.optionskit.risk.AccountView.closing;
import static io.optionskit.risk.AccountView.opening;
import static io.optionskit.risk.AccountView.put;
import static io.optionskit.risk.AccountView.putSpread;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.optionskit.contract.OptionContract;
import io.optionskit.decision.ProposedOrder;
import io.optionskit.decision.Rejection;
import io.optionskit.decision.Rejection.Code;
import io.optionskit.order.Leg;
import io.optionskit.order.Order;
import io.optionskit.spi.RiskRule;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Checks of the order itself: price, quotes, hours, coverage. */
class OrderRulesTest {

  private final AccountView view = new AccountView();

  @Nested
  class PriceSanity {

    private final RiskRule rule = new PriceSanityRule();
    private final List<Leg> debitSpread = List.of(Leg.buy(call(100)), Leg.sell(call(105)));
    private final List<Leg> condor =
        List.of(Leg.buy(put(90)), Leg.sell(put(95)), Leg.sell(call(105)), Leg.buy(call(115)));

    @ParameterizedTest
    @CsvSource({"-0.01", "-1.00", "-4.99"})
    void letsCreditsBetweenNothingAndTheWidthPass(double net) {
      assertThat(check(rule, opening(1, net, 1, putSpread()))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0.00", "0.01", "-5.00", "-5.01"})
    void refusesCreditsOfNothingAndOfTheWidth(double net) {
      assertThat(check(rule, opening(1, net, 1, putSpread()))).contains(Code.RISK_REJECTED);
    }

    @ParameterizedTest
    @CsvSource({
      "0.01, true",
      "4.99, true",
      "0.00, false",
      "5.00, false",
      "-0.01, false",
      "5.01, false"
    })
    void letsDebitsBetweenNothingAndTheWidthPass(double net, boolean passes) {
      assertThat(check(rule, opening(1, net, 1, debitSpread)).isEmpty()).isEqualTo(passes);
    }

    @ParameterizedTest
    @CsvSource({"-0.01, true", "-9.99, true", "-10.00, false", "0.00, false"})
    void measuresACondorByItsWiderWing(double net, boolean passes) {
      assertThat(check(rule, opening(1, net, 1, condor)).isEmpty()).isEqualTo(passes);
    }

    @Test
    void checksTheLimitBesideTheExpectedPrice() {
      Order tooGood = Order.limit("o", 1, putSpread(), new BigDecimal("-5.00"));
      Order fine = Order.limit("o", 1, putSpread(), new BigDecimal("-1.10"));

      assertThat(check(rule, opening(tooGood, -1, 400))).contains(Code.RISK_REJECTED);
      assertThat(check(rule, opening(fine, -1, 400))).isEmpty();
      assertThat(check(rule, opening(fine, 0.05, 400))).contains(Code.RISK_REJECTED);
    }

    @Test
    void refusesToOpenAtAnUnknownPrice() {
      assertThat(check(rule, opening(1, Double.NaN, Double.NaN, putSpread())))
          .contains(Code.DATA_UNAVAILABLE);
    }

    @Test
    void hasOneSidedBoundsForSingleOptions() {
      assertThat(check(rule, opening(1, 1_000, 1, List.of(Leg.buy(call(100)))))).isEmpty();
      assertThat(check(rule, opening(1, 0, 1, List.of(Leg.buy(call(100))))))
          .contains(Code.RISK_REJECTED);
      assertThat(check(rule, opening(1, 99.99, 1, List.of(Leg.buy(put(100)))))).isEmpty();
      assertThat(check(rule, opening(1, 100, 1, List.of(Leg.buy(put(100))))))
          .contains(Code.RISK_REJECTED);
    }

    @Test
    void letsBoxesTradeBelowTheirWidth() {
      List<Leg> box =
          List.of(Leg.buy(call(100)), Leg.sell(call(105)), Leg.buy(put(105)), Leg.sell(put(100)));

      assertThat(check(rule, opening(1, 4.95, 1, box))).isEmpty();
      assertThat(check(rule, opening(1, 5.00, 1, box))).contains(Code.RISK_REJECTED);
    }

    @Test
    void hasNoBoundsForSeveralExpiryDates() {
      List<Leg> calendar = List.of(Leg.sell(call(100)), Leg.buy(call(100, EXPIRY.plusDays(28))));

      assertThat(check(rule, opening(1, 3, 1, calendar))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
      "0.00, true",
      "5.00, true",
      "5.50, true",
      "5.51, false",
      "-0.50, true",
      "-0.51, false"
    })
    void givesClosingOrdersATenthOfTheWidthMore(double net, boolean passes) {
      Order close = Order.market("c", 1, List.of(Leg.buy(put(100)), Leg.sell(put(95))));

      assertThat(check(rule, closing(close, net)).isEmpty()).isEqualTo(passes);
    }

    @Test
    void letsAClosingOrderOfUnknownPricePass() {
      assertThat(check(rule, closing(Order.market("c", 1, putSpread()), Double.NaN))).isEmpty();
    }
  }

  @Nested
  class FreshQuotes {

    private final RiskRule rule = new FreshQuotesRule(Duration.ofMinutes(5));
    private final ProposedOrder spread = opening(1, -1, 400, putSpread());

    @ParameterizedTest
    @CsvSource({"PT0S, true", "PT4M59.999S, true", "PT5M, true", "PT5M0.001S, false"})
    void letsQuotesOfTheLimitPassAndNoneOlder(Duration age, boolean passes) {
      view.quote(put(100), 2, 2.1, view.now.minus(age)).quote(put(95), 1, 1.1);

      assertThat(check(rule, spread).isEmpty()).isEqualTo(passes);
    }

    @ParameterizedTest
    @CsvSource({
      "2.0, 2.1, true",
      "2.1, 2.1, false",
      "2.2, 2.1, false",
      "0, 2.1, false",
      "NaN, 2.1, false",
      "2.0, NaN, true"
    })
    void needsABidToSellAt(double bid, double ask, boolean passes) {
      view.quote(put(100), bid, ask).quote(put(95), 1, 1.1);

      assertThat(check(rule, spread).isEmpty()).isEqualTo(passes);
    }

    @ParameterizedTest
    @CsvSource({
      "1.0, 1.1, true",
      "0, 0.05, true",
      "NaN, 0.05, true",
      "1.0, NaN, false",
      "1.1, 1.1, false"
    })
    void needsAnAskToBuyAt(double bid, double ask, boolean passes) {
      view.quote(put(100), 2, 2.1).quote(put(95), bid, ask);

      assertThat(check(rule, spread).isEmpty()).isEqualTo(passes);
    }

    @Test
    void refusesWithoutAnyQuote() {
      view.quote(put(100), 2, 2.1);

      assertThat(check(rule, spread)).contains(Code.DATA_UNAVAILABLE);
    }

    @Test
    void letsClosingOrdersPassOnAnyData() {
      assertThat(check(rule, closing(spread))).isEmpty();
    }
  }

  @Nested
  class MarketHours {

    private final RiskRule rule = new MarketHoursRule();

    @ParameterizedTest
    @CsvSource({
      "2026-01-05T14:29:59.999Z, false",
      "2026-01-05T14:30:00Z, true",
      "2026-01-05T20:59:59Z, true",
      "2026-01-05T21:15:00Z, true",
      "2026-01-05T21:15:00.001Z, false",
      "2026-01-03T16:00:00Z, false",
      "2026-01-01T16:00:00Z, false",
      "2026-11-27T18:15:00Z, true",
      "2026-11-27T18:16:00Z, false",
      "2026-03-09T13:30:00Z, true",
      "2026-03-09T13:29:59Z, false",
      "2026-11-02T14:29:59Z, false",
      "2026-11-02T14:30:00Z, true"
    })
    void followsTheCalendarOfFundOptions(Instant now, boolean open) {
      assertThat(isOpen(put("SPY", 100, LocalDate.of(2026, 12, 18)), now)).isEqualTo(open);
    }

    @ParameterizedTest
    @CsvSource({"2026-01-05T21:00:00Z, true", "2026-01-05T21:00:00.001Z, false"})
    void closesStockOptionsWithTheStock(Instant now, boolean open) {
      assertThat(isOpen(put("AAPL", 100, LocalDate.of(2026, 12, 18)), now)).isEqualTo(open);
    }

    @ParameterizedTest
    @CsvSource({
      "SPXW, 2026-01-16T21:00:00Z, true",
      "SPXW, 2026-01-16T21:00:01Z, false",
      "SPX, 2026-01-15T21:15:00Z, true",
      "SPX, 2026-01-16T14:30:00Z, false"
    })
    void endsWithTheLastTradeOfAnExpiringOption(String root, Instant now, boolean open) {
      assertThat(isOpen(put(root, 5_000, EXPIRY), now)).isEqualTo(open);
    }

    @Test
    void checksClosingOrdersToo() {
      view.now = Instant.parse("2026-01-05T23:00:00Z");

      assertThat(check(rule, closing(opening(1, -1, 400, putSpread()))))
          .contains(Code.MARKET_CLOSED);
    }

    private boolean isOpen(OptionContract contract, Instant now) {
      view.now = now;
      return check(rule, opening(1, 1, 100, List.of(Leg.buy(contract)))).isEmpty();
    }
  }

  @Nested
  class DefinedRisk {

    private final RiskRule rule = new DefinedRiskRule();

    @Test
    void letsCoveredStructuresPass() {
      assertThat(passes(Leg.sell(put(100)), Leg.buy(put(95)))).isTrue();
      assertThat(
              passes(Leg.sell(call(100)), Leg.buy(call(105)), Leg.sell(put(95)), Leg.buy(put(90))))
          .isTrue();
      assertThat(passes(Leg.buy(call(100)), Leg.buy(put(100)))).isTrue();
      assertThat(passes(new Leg(call(100), -2), Leg.buy(call(95)), Leg.buy(call(105)))).isTrue();
    }

    @Test
    void refusesNakedShorts() {
      assertThat(passes(Leg.sell(call(100)))).isFalse();
      assertThat(passes(Leg.sell(put(100)))).isFalse();
      assertThat(passes(Leg.sell(call(100)), Leg.sell(put(100)))).isFalse();
      assertThat(passes(Leg.sell(call(100)), Leg.buy(put(95)))).isFalse();
      assertThat(passes(new Leg(call(100), -2), Leg.buy(call(95)))).isFalse();
    }

    @Test
    void coversOnlyWithWhatLivesAsLong() {
      assertThat(passes(Leg.sell(call(100)), Leg.buy(call(100, EXPIRY.plusDays(7))))).isTrue();
      assertThat(passes(Leg.sell(call(100, EXPIRY.plusDays(7))), Leg.buy(call(100)))).isFalse();
    }

    @Test
    void coversCallsWithSharesOfTheOrder() {
      assertThat(passes(new Leg(AccountView.spy(), 100), Leg.sell(call(100)))).isTrue();
      assertThat(passes(new Leg(AccountView.spy(), 99), Leg.sell(call(100)))).isFalse();
      assertThat(passes(new Leg(AccountView.spy(), 100), Leg.sell(put(100)))).isFalse();
    }

    @Test
    void coversCallsWithFreeSharesOfTheAccount() {
      view.hold(AccountView.spy(), 200).hold(call(110), -1);

      assertThat(passes(Leg.sell(call(100)))).isTrue();
      assertThat(passes(new Leg(call(100), -2))).isFalse();
    }

    @Test
    void letsClosingOrdersPass() {
      assertThat(check(rule, closing(opening(1, -1, 1, List.of(Leg.sell(call(100))))))).isEmpty();
    }

    private boolean passes(Leg... legs) {
      return check(rule, opening(1, -1, 400, List.of(legs))).isEmpty();
    }
  }

  @Test
  void settingsWithoutMeaningAreRefusedWhenMade() {
    assertThatThrownBy(() -> new FreshQuotesRule(Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new PriceSanityRule(-1)).isInstanceOf(IllegalArgumentException.class);
  }

  private Optional<Code> check(RiskRule rule, ProposedOrder proposed) {
    return rule.check(proposed, view).map(Rejection::code);
  }
}
