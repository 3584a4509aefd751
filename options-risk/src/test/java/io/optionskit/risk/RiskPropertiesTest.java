/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.risk;

import static io.optionskit.risk.AccountView.call;
import static io.optionskit.risk.AccountView.opening;
import static io.optionskit.risk.AccountView.putSpread;
import static org.assertj.core.api.Assertions.assertThat;

import io.optionskit.decision.ProposedOrder;
import io.optionskit.order.Leg;
import java.math.BigDecimal;
import java.util.List;
import java.util.OptionalDouble;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Scale;

/** What holds for all inputs (SPEC G.5). */
class RiskPropertiesTest {

  @Property
  void aGainNeverStopsTradingByDrawdown(@ForAll @DoubleRange(min = 0, max = 1e9) double gain) {
    AccountView richer = new AccountView();
    richer.equity = 100_000 + gain;

    assertThat(new DrawdownRule(0.25).check(entry(), richer)).isEmpty();
  }

  @Property
  void aGainNeverStopsTradingByDailyLoss(
      @ForAll @DoubleRange(min = 0, max = 1e9) double gain,
      @ForAll @DoubleRange(min = -1e6, max = 1e6) double start) {
    AccountView richer = new AccountView();
    richer.dayStartEquity = start;
    richer.equity = start + gain;

    assertThat(new DailyLossRule(0.03, 1_000).check(entry(), richer)).isEmpty();
  }

  @Property
  void solvencyIsExactlyWhatFillingLeavesOfEquity(
      @ForAll @IntRange(min = 1, max = 500) int quantity,
      @ForAll @IntRange(min = 0, max = 500) int bidCents,
      @ForAll @IntRange(min = 0, max = 500) int spreadCents,
      @ForAll @IntRange(min = -1_000, max = 200_000) int equity) {
    AccountView account = new AccountView();
    account.equity = equity;
    account.quote(call(100), bidCents / 100.0, (bidCents + spreadCents) / 100.0);

    boolean passes =
        new SolvencyRule()
            .check(
                opening(quantity, (bidCents + spreadCents) / 100.0, 1, List.of(Leg.buy(call(100)))),
                account)
            .isEmpty();

    // Half the spread of every contract is lost at once: cents × 100 shares / 2.
    assertThat(passes).isEqualTo(2L * equity >= (long) quantity * spreadCents);
  }

  @Property
  void aPassedVerticalNeverCostsMoreThanItCanPay(
      @ForAll @IntRange(min = 1, max = 50) int width,
      @ForAll @IntRange(min = -6_000, max = 6_000) int cents) {
    double net = cents / 100.0;
    List<Leg> vertical = List.of(Leg.buy(call(100)), Leg.sell(call(100 + width)));

    boolean passes =
        new PriceSanityRule().check(opening(1, net, 1, vertical), new AccountView()).isEmpty();

    assertThat(passes).isEqualTo(cents > 0 && cents < 100 * width);
  }

  @Property(tries = 5_000)
  void sizingByRiskNeverRisksMoreThanTheFraction(
      @ForAll @DoubleRange(min = -1e6, max = 1e9) double equity,
      @ForAll @IntRange(min = 0, max = 10_000_000) int lossCents,
      @ForAll @Scale(6) @DoubleRange(min = 0.0001, max = 1) double fraction,
      @ForAll @Scale(6) @DoubleRange(min = 0, max = 3) double multiplier,
      @ForAll @DoubleRange(min = 0, max = 1) double confidence,
      @ForAll @IntRange(min = 1, max = 100_000) int maxContracts) {
    RiskFractionSizer any =
        new RiskFractionSizer(
            fraction,
            maxContracts,
            List.of(SizeMultiplier.confidenceLinear(), (order, account) -> multiplier));
    AccountView account = new AccountView();
    account.equity = equity;

    int units = any.size(spread(lossCents / 100.0, confidence), account);

    BigDecimal risk = BigDecimal.valueOf(lossCents, 2).multiply(BigDecimal.valueOf(units));
    BigDecimal allowed = BigDecimal.valueOf(equity).multiply(BigDecimal.valueOf(fraction));
    assertThat(units).isBetween(0, maxContracts);
    assertThat(risk).isLessThanOrEqualTo(allowed.max(BigDecimal.ZERO));
  }

  @Property(tries = 5_000)
  void sizingByRiskNeverRisksMoreThanTheFractionOfAnyAmount(
      @ForAll @DoubleRange(min = 1, max = 1e9) double equity,
      @ForAll @Scale(8) @DoubleRange(min = 1e-3, max = 1e6) double unitLoss) {
    AccountView account = new AccountView();
    account.equity = equity;

    int units = new RiskFractionSizer(0.02, 10, List.of()).size(spread(unitLoss, 1), account);

    // Losses are taken to a millionth of a dollar.
    assertThat(units * unitLoss).isLessThanOrEqualTo(0.02 * equity + units * 1e-6 + 1e-9 * equity);
  }

  @Property(tries = 5_000)
  void sizingByDollarsNeverRisksMoreThanTheFractionOrTheLargestAmount(
      @ForAll @DoubleRange(min = 5, max = 90) double vix,
      @ForAll @DoubleRange(min = 0, max = 1) double correlation,
      @ForAll @DoubleRange(min = 0, max = 1) double confidence,
      @ForAll @IntRange(min = 1, max = 10_000_00) int lossCents,
      @ForAll @IntRange(min = 1, max = 10_000_000) int equity) {
    AccountView account = new AccountView();
    account.equity = equity;

    AdaptiveDollarSizer sizer =
        new AdaptiveDollarSizer(
            1_000,
            5_000,
            0.3,
            2.0,
            0.20,
            view -> vix,
            (order, view) -> correlation,
            new RiskFractionSizer(0.02, 10, List.of()));
    int units = sizer.size(spread(lossCents / 100.0, confidence), account);

    BigDecimal risk = BigDecimal.valueOf(lossCents, 2).multiply(BigDecimal.valueOf(units));
    assertThat(risk)
        .isLessThanOrEqualTo(BigDecimal.valueOf(equity).multiply(new BigDecimal("0.02")));
    assertThat(risk).isLessThanOrEqualTo(BigDecimal.valueOf(2_000));
  }

  private static ProposedOrder entry() {
    return opening(1, -1, 400, putSpread());
  }

  private static ProposedOrder spread(double unitLoss, double confidence) {
    ProposedOrder order = opening(1, -1, unitLoss, putSpread());
    return new ProposedOrder(
        order.order(),
        "s",
        false,
        order.netPrice(),
        order.maxLoss(),
        OptionalDouble.of(confidence));
  }
}
