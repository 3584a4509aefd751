/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.risk;

import static io.optionskit.risk.AccountView.opening;
import static io.optionskit.risk.AccountView.put;
import static io.optionskit.risk.AccountView.putSpread;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.optionskit.decision.ProposedOrder;
import io.optionskit.order.Leg;
import io.optionskit.order.Order;
import io.optionskit.spi.PositionSizer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SizersTest {

  private final AccountView view = new AccountView();

  @Nested
  class RiskFraction {

    private final PositionSizer sizer = new RiskFractionSizer(0.02, 10, List.of());

    @ParameterizedTest
    @CsvSource({
      "10000, 300, 0",
      "15000, 300, 1",
      "14999.99, 300, 0",
      "29999.99, 300, 1",
      "30000, 300, 2",
      "100000, 400, 5",
      "100000, 200, 10",
      "100000, 100, 10",
      "1000000, 100, 10",
      "0, 300, 0",
      "-5000, 300, 0",
      "NaN, 300, 0",
      "Infinity, 300, 0",
      "100000, Infinity, 0",
      "100000, NaN, 0"
    })
    void dividesTwoPercentOfEquityByTheLossOfOneUnit(double equity, double unitLoss, int expected) {
      view.equity = equity;

      assertThat(sizer.size(spread(unitLoss, 1), view)).isEqualTo(expected);
    }

    @Test
    void isNotMisledByTheNoiseOfBinaryFractions() {
      view.equity = 19_750;

      assertThat(sizer.size(spread(100 * (5 - 1.05), 1), view)).isEqualTo(1);
    }

    @Test
    void givesTheMostUnitsToAnOrderThatCannotLose() {
      assertThat(sizer.size(spread(0, 1), view)).isEqualTo(10);
    }

    @ParameterizedTest
    @CsvSource({"0.59, 0", "0.60, 2", "0.74, 2", "0.75, 5", "1.0, 5"})
    void tradesHalfBelowAConfidenceOfThreeQuartersAndNothingBelowSixTenths(
        double confidence, int expected) {
      PositionSizer byConfidence =
          new RiskFractionSizer(0.02, 10, List.of(SizeMultiplier.confidenceSteps()));

      assertThat(byConfidence.size(spread(400, confidence), view)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"0.59, 0", "0.60, 4", "1.0, 5"})
    void tradesInProportionToConfidenceInTheLinearForm(double confidence, int expected) {
      PositionSizer byConfidence =
          new RiskFractionSizer(0.02, 10, List.of(SizeMultiplier.confidenceLinear()));

      assertThat(byConfidence.size(spread(400, confidence), view)).isEqualTo(expected);
    }

    @Test
    void takesAnOrderWithoutAConfidenceAtFullSize() {
      PositionSizer byConfidence =
          new RiskFractionSizer(0.02, 10, List.of(SizeMultiplier.confidenceSteps()));

      assertThat(byConfidence.size(opening(1, -1, 400, putSpread()), view)).isEqualTo(5);
    }

    @ParameterizedTest
    @CsvSource({
      "low_vol, 5",
      "high_vol, 2",
      "iv_expansion, 3",
      "iv_contraction, 5",
      "neutral, 0",
      "unheard_of, 0"
    })
    void multipliesByTheRegime(String regime, int expected) {
      PositionSizer byRegime =
          new RiskFractionSizer(
              0.02, 10, List.of(SizeMultiplier.regime(view -> Optional.of(regime))));

      assertThat(byRegime.size(spread(400, 1), view)).isEqualTo(expected);
    }

    @Test
    void tradesNothingInAnUnknownRegime() {
      PositionSizer byRegime =
          new RiskFractionSizer(0.02, 10, List.of(SizeMultiplier.regime(view -> Optional.empty())));

      assertThat(byRegime.size(spread(400, 1), view)).isZero();
    }
  }

  @Nested
  class AdaptiveDollar {

    @ParameterizedTest
    @CsvSource({
      "30.01, 0.5",
      "30, 0.7",
      "25.01, 0.7",
      "25, 0.9",
      "20.01, 0.9",
      "20, 1.0",
      "12, 1.0",
      "11.99, 1.2"
    })
    void readsTheVixTable(double vix, double factor) {
      assertThat(AdaptiveDollarSizer.vixFactor(vix)).isEqualTo(factor);
    }

    @ParameterizedTest
    @CsvSource({
      "0.90, 1.3",
      "0.89, 1.1",
      "0.80, 1.1",
      "0.79, 1.0",
      "0.70, 1.0",
      "0.69, 0.8",
      "0.60, 0.8",
      "0.59, 0.6"
    })
    void readsTheConfidenceTable(double confidence, double factor) {
      assertThat(AdaptiveDollarSizer.confidenceFactor(confidence)).isEqualTo(factor);
    }

    @ParameterizedTest
    @CsvSource({
      "0.81, 0.6",
      "0.80, 0.8",
      "0.71, 0.8",
      "0.70, 1.0",
      "0.51, 1.0",
      "0.50, 1.1",
      "0, 1.1"
    })
    void readsTheCorrelationTable(double correlation, double factor) {
      assertThat(AdaptiveDollarSizer.correlationFactor(correlation)).isEqualTo(factor);
    }

    @ParameterizedTest
    @CsvSource({
      "0.81, 0.5",
      "0.80, 0.7",
      "0.61, 0.7",
      "0.60, 0.9",
      "0.41, 0.9",
      "0.40, 1.0",
      "0, 1.0"
    })
    void readsTheExposureTable(double used, double factor) {
      assertThat(AdaptiveDollarSizer.exposureFactor(used)).isEqualTo(factor);
    }

    @Test
    void dividesTheDollarsByTheLossOfOneUnit() {
      // 1,000 × 1.0 (VIX 15) × 1.1 (confidence 0.85) × 1.1 (nothing held) × 1.0 = $1,210.
      assertThat(sizer(15, 0, 0.02).size(spread(121, 0.85), view)).isEqualTo(10);
      assertThat(sizer(15, 0, 0.02).size(spread(121.01, 0.85), view)).isEqualTo(9);
      assertThat(sizer(15, 0, 0.02).size(spread(1_211, 0.85), view)).isZero();
    }

    @Test
    void keepsTheProductBetweenItsBounds() {
      // 0.5 × 0.6 × 0.6 = 0.18 → 0.3: $300.
      assertThat(sizer(40, 0.9, 0.02).size(spread(100, 0.1), view)).isEqualTo(3);
    }

    @Test
    void countsTheExposureOfTheAccount() {
      // 40 spreads sold at 1.00 can lose $16,000 of the $20,000 allowed: 0.8 used, factor 0.7 × 1.1
      // × 1.1.
      view.trade("t", 40, "4000", putSpread().toArray(Leg[]::new));

      assertThat(sizer(15, 0, 0.02).size(spread(100, 0.85), view)).isEqualTo(8);
    }

    @Test
    void staysBelowTheRiskFraction() {
      view.equity = 10_000;

      assertThat(sizer(15, 0, 0.02).size(spread(100, 0.85), view)).isEqualTo(2);
    }

    @Test
    void tradesNothingWhileVixOrCorrelationIsUnknown() {
      assertThat(sizer(Double.NaN, 0, 0.02).size(spread(100, 0.85), view)).isZero();
      assertThat(sizer(15, Double.NaN, 0.02).size(spread(100, 0.85), view)).isZero();
    }

    @Test
    void tradesNothingWhileTheExposureIsUnknown() {
      view.work(Order.market("w", 1, List.of(Leg.sell(put(100)), Leg.buy(put(90)))));

      assertThat(sizer(15, 0, 0.02).size(spread(100, 0.85), view)).isZero();
    }

    private PositionSizer sizer(double vix, double correlation, double fraction) {
      return new AdaptiveDollarSizer(
          1_000,
          5_000,
          0.3,
          2.0,
          0.20,
          account -> vix,
          (order, account) -> correlation,
          new RiskFractionSizer(fraction, 10, List.of()));
    }
  }

  @Test
  void theStandardAdaptiveSizerReadsVixFromTheMarket() {
    PositionSizer standard =
        AdaptiveDollarSizer.standard(
            (order, account) -> 0, new RiskFractionSizer(0.02, 10, List.of()));
    assertThat(standard.size(spread(100, 0.75), view)).isZero();

    view.quote(new io.optionskit.contract.Underlying("VIX"), 15, 15);
    assertThat(standard.size(spread(100, 0.75), view)).isEqualTo(10);
  }

  @Test
  void settingsWithoutMeaningAreRefusedWhenMade() {
    RiskFractionSizer bound = new RiskFractionSizer(0.02, 10, List.of());

    assertThatThrownBy(() -> new RiskFractionSizer(0, 10, List.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new RiskFractionSizer(0.02, 0, List.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new AdaptiveDollarSizer(0, 1, 1, 1, 0.2, v -> 15, (o, v) -> 0, bound))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(
            SizeMultiplier.regime(v -> Optional.of("a"), Map.of("a", 0.25))
                .factor(spread(1, 1), view))
        .isEqualTo(0.25);
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
