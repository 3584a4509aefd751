/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.structure;

import static io.optionskit.contract.OptionType.CALL;
import static io.optionskit.contract.OptionType.PUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.optionskit.contract.OptionType;
import io.optionskit.greeks.BlackScholes;
import io.optionskit.greeks.Measure;
import io.optionskit.greeks.NormalDistribution;
import io.optionskit.greeks.american.American;
import io.optionskit.greeks.american.AmericanAccuracy;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class StructurePricerTest {

  private static final double[] NOW = {0};

  private static StructureLeg option(
      OptionType type, double strike, double years, int ratio, double entryPrice) {
    return StructureLeg.Option.european(type, strike, years, 0.25, ratio, entryPrice);
  }

  private static StructurePricer condor() {
    return StructurePricer.of(
        List.of(
            option(PUT, 90, 0.1, 1, 0.5),
            option(PUT, 95, 0.1, -1, 1.3),
            option(CALL, 105, 0.1, -1, 1.4),
            option(CALL, 110, 0.1, 1, 0.4)),
        0.04,
        0.01);
  }

  @Test
  void everyPointOfTheGridIsTheSumOfItsLegs() {
    double[] spots = {80, 97.5, 120};
    double[] shifts = {-0.1, 0, 0.2};
    double[] passed = {0, 0.05, 0.1};

    StructureGrid grid = condor().grid(spots, shifts, passed);

    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        for (int k = 0; k < 3; k++) {
          for (Measure measure : List.of(Measure.VALUE, Measure.DELTA, Measure.VEGA)) {
            double expected = 0;
            Object[][] legs = {
              {PUT, 90.0, 1}, {PUT, 95.0, -1}, {CALL, 105.0, -1}, {CALL, 110.0, 1}
            };
            for (Object[] leg : legs) {
              expected +=
                  (int) leg[2]
                      * BlackScholes.measure(
                          measure,
                          (OptionType) leg[0],
                          spots[i],
                          (double) leg[1],
                          0.1 - passed[k],
                          0.04,
                          0.01,
                          0.25 + shifts[j]);
            }
            assertThat(grid.measure(measure, i, j, k)).isEqualTo(expected, within(1e-12));
          }
          assertThat(grid.profit(i, j, k)).isEqualTo(grid.value(i, j, k) + 1.8, within(1e-12));
        }
      }
    }
  }

  @Test
  void largeGridsAgreeWithSinglePoints() {
    double[] spots = new double[40];
    Arrays.setAll(spots, i -> 60 + 2 * i);
    double[] shifts = {-0.25, -0.1, 0, 0.1, 3};
    double[] passed = new double[25];
    Arrays.setAll(passed, i -> 0.1 * i / 24);

    StructureGrid grid = condor().grid(spots, shifts, passed);

    for (int i = 0; i < spots.length; i += 3) {
      for (int j = 0; j < shifts.length; j++) {
        for (int k = 0; k < passed.length; k += 4) {
          for (Measure measure : StructurePricer.MEASURES) {
            double expected = condor().measure(measure, spots[i], shifts[j], passed[k]);
            assertThat(grid.measure(measure, i, j, k))
                .isEqualTo(expected, within(1e-11 * (1 + Math.abs(expected))));
          }
        }
      }
    }
  }

  @Test
  void greeksAreTheDerivativesOfTheValue() {
    StructurePricer pricer = condor();
    double h = 1e-4;

    assertThat(pricer.measure(Measure.DELTA, 97, 0, 0.02))
        .isEqualTo(
            (pricer.value(97 + h, 0, 0.02) - pricer.value(97 - h, 0, 0.02)) / (2 * h),
            within(1e-7));
    assertThat(pricer.measure(Measure.VEGA, 97, 0, 0.02))
        .isEqualTo(
            (pricer.value(97, h, 0.02) - pricer.value(97, -h, 0.02)) / (2 * h), within(1e-5));
    assertThat(pricer.measure(Measure.THETA, 97, 0, 0.02))
        .isEqualTo(
            (pricer.value(97, 0, 0.02 + h) - pricer.value(97, 0, 0.02 - h)) / (2 * h),
            within(1e-3));
  }

  @Test
  void atExpiryTheProfileIsThatOfThePayoff() {
    StructureProfile expected =
        StructureAnalytics.of(
                new OptionType[] {PUT, PUT, CALL, CALL},
                new double[] {90, 95, 105, 110},
                new int[] {1, -1, -1, 1},
                new double[] {0.5, 1.3, 1.4, 0.4})
            .profile();

    StructureProfile profile = condor().profile(0, 0.1);

    assertThat(profile.netPremium()).isEqualTo(expected.netPremium(), within(1e-12));
    assertThat(profile.maxProfit().orElseThrow())
        .isEqualTo(expected.maxProfit().orElseThrow(), within(1e-9));
    assertThat(profile.maxLoss().orElseThrow())
        .isEqualTo(expected.maxLoss().orElseThrow(), within(1e-9));
    assertThat(profile.breakEvens()).hasSize(2);
    assertThat(profile.breakEvens().get(0)).isEqualTo(93.2, within(1e-9));
    assertThat(profile.breakEvens().get(1)).isEqualTo(106.8, within(1e-9));
  }

  @Test
  void aCalendarSpreadWinsMostNearItsStrikeWhenTheNearLegSettles() {
    StructurePricer calendar =
        StructurePricer.of(
            List.of(option(CALL, 100, 0.1, -1, 3.2), option(CALL, 100, 0.35, 1, 6.0)), 0, 0);

    StructureProfile profile = calendar.profile(0, 0.1);

    assertThat(calendar.nearestSettlement()).isEqualTo(0.1);
    assertThat(profile.maxLoss().orElseThrow()).isEqualTo(2.8, within(1e-6));
    double best = BlackScholes.value(CALL, 100, 100, 0.25, 0, 0, 0.25) - 2.8;
    assertThat(profile.maxProfit().orElseThrow()).isEqualTo(best, within(1e-9));
    assertThat(profile.breakEvens()).hasSize(2);
    for (double price : profile.breakEvens()) {
      assertThat(calendar.profit(price, 0, 0.1)).isEqualTo(0, within(1e-9));
    }
  }

  @Test
  void aStraddleBeforeExpiryLosesAtMostWhatItsLowestValueLeaves() {
    StructurePricer straddle =
        StructurePricer.of(
            List.of(option(CALL, 100, 0.5, 1, 7), option(PUT, 100, 0.5, 1, 7)), 0, 0);

    StructureProfile profile = straddle.profile(0, 0.25);

    assertThat(profile.isProfitUnbounded()).isTrue();
    // the delta of a straddle is 0 at K · exp(-σ²T/2)
    double lowest = straddle.profit(100 * Math.exp(-0.5 * 0.0625 * 0.25), 0, 0.25);
    assertThat(profile.maxLoss().orElseThrow()).isEqualTo(-lowest, within(1e-9));
  }

  @Test
  void sharesMoveWithTheUnderlying() {
    StructurePricer covered =
        StructurePricer.of(
            List.of(new StructureLeg.Shares(1, 100), option(CALL, 105, 0.1, -1, 1.5)), 0, 0);

    assertThat(covered.netPremium()).isEqualTo(98.5);
    assertThat(covered.measure(Measure.DELTA, 100, 0, 0))
        .isEqualTo(1 - BlackScholes.delta(CALL, 100, 105, 0.1, 0, 0, 0.25), within(1e-12));
    StructureProfile profile = covered.profile(0, 0.1);
    assertThat(profile.maxProfit().orElseThrow()).isEqualTo(6.5, within(1e-9));
    assertThat(profile.maxLoss().orElseThrow()).isEqualTo(98.5, within(1e-3));
    assertThat(profile.breakEvens().get(0)).isEqualTo(98.5, within(1e-9));
  }

  @Test
  void sharesCountInTheAnalyticsAtExpiryToo() {
    StructureAnalytics covered =
        StructureAnalytics.of(
                new OptionType[] {CALL}, new double[] {105}, new int[] {-1}, new double[] {1.5})
            .withShares(1, 100);

    StructureProfile profile = covered.profile();

    assertThat(profile.netPremium()).isEqualTo(98.5);
    assertThat(profile.maxProfit()).hasValue(6.5);
    assertThat(profile.maxLoss()).hasValue(98.5);
    assertThat(profile.breakEvens()).containsExactly(98.5);
    assertThat(covered.profitAt(200)).isEqualTo(6.5);
    assertThat(profile.money(100, 2).netPremium()).isEqualTo(19_700);
    assertThat(profile.money(100, 2).maxProfit()).hasValue(1300);
  }

  @Test
  void shortSharesLoseWithoutEnd() {
    StructurePricer shorted = StructurePricer.of(List.of(new StructureLeg.Shares(-1, 50)), 0.05, 0);

    StructureProfile profile = shorted.profile(0, 0);

    assertThat(profile.isLossUnbounded()).isTrue();
    assertThat(profile.breakEvens()).containsExactly(50.0);
    assertThat(shorted.nearestSettlement()).isInfinite();
    assertThat(profile.money(100, 1).maxLoss()).isEmpty();
  }

  @Test
  void americanLegsAreWorthTheirEarlyExerciseToo() {
    StructurePricer put =
        StructurePricer.of(
            List.of(StructureLeg.Option.american(PUT, 110, 0.5, 0.25, 2, 11)), 0.05, 0);

    double value = put.value(100, 0.05, 0.1);

    double expected = American.value(AmericanAccuracy.ACCURATE, PUT, 100, 110, 0.4, 0.05, 0, 0.3);
    assertThat(value).isEqualTo(2 * expected);
    assertThat(value).isGreaterThan(2 * BlackScholes.value(PUT, 100, 110, 0.4, 0.05, 0, 0.3));
    assertThat(put.measure(Measure.GAMMA, 100, 0.05, 0.1)).isPositive();
  }

  @Test
  void theProbabilityOfProfitTakesAnyDistribution() {
    StructureAnalytics condor =
        StructureAnalytics.of(
            new OptionType[] {PUT, PUT, CALL, CALL},
            new double[] {90, 95, 105, 110},
            new int[] {1, -1, -1, 1},
            new double[] {0.5, 1.3, 1.4, 0.4});

    double lognormal = condor.probabilityOfProfit(100, 0.1, 0.25);
    double same =
        condor.probabilityOfProfit(
            price ->
                NormalDistribution.cumulative(
                    (Math.log(price / 100) + 0.5 * 0.25 * 0.25 * 0.1) / (0.25 * Math.sqrt(0.1))));
    double uniform = condor.probabilityOfProfit(price -> Math.min(1, price / 200));

    assertThat(same).isEqualTo(lognormal, within(1e-12));
    assertThat(uniform).isEqualTo((106.8 - 93.2) / 200, within(1e-12));
  }

  @Test
  void aProfitOfZeroOverARangeGivesItsEnds() {
    StructurePricer reversal =
        StructurePricer.of(
            List.of(option(PUT, 90, 0.1, -1, 1), option(CALL, 110, 0.1, 1, 1)), 0, 0);

    assertThat(reversal.profile(0, 0.1).breakEvens()).containsExactly(90.0, 110.0);
  }

  @Test
  void americanLegsOverAGridAreTheOnesPricedOneByOneToTheBit() {
    StructurePricer pricer =
        StructurePricer.of(
            List.of(
                StructureLeg.Option.american(PUT, 100, 0.5, 0.25, 2, 4),
                StructureLeg.Option.american(CALL, 95, 1, 0.3, -1, 9)),
            0.05,
            0.03);
    double[] spots = {70, 90, 100, 130};
    double[] shifts = {-0.05, 0.1};
    double[] passed = {0, 0.2, 0.5};

    StructureGrid grid = pricer.grid(spots, shifts, passed);

    for (int i = 0; i < spots.length; i++) {
      for (int j = 0; j < shifts.length; j++) {
        for (int k = 0; k < passed.length; k++) {
          double put = american(PUT, spots[i], 100, 0.5 - passed[k], 0.25 + shifts[j]);
          double call = american(CALL, spots[i], 95, 1 - passed[k], 0.3 + shifts[j]);
          assertThat(grid.value(i, j, k)).isEqualTo(2 * put - call);
        }
      }
    }
  }

  private static double american(
      OptionType type, double spot, double strike, double years, double volatility) {
    return American.value(
        AmericanAccuracy.ACCURATE, type, spot, strike, years, 0.05, 0.03, volatility);
  }

  @Test
  void theProfileOfAmericanLegsTurnsAndBreaksEvenWhereTheirProfitDoes() {
    StructurePricer straddle =
        StructurePricer.of(
            List.of(
                StructureLeg.Option.american(PUT, 100, 0.5, 0.25, 1, 7),
                StructureLeg.Option.american(CALL, 100, 0.5, 0.25, 1, 7)),
            0.05,
            0.03);

    StructureProfile profile = straddle.profile(0, 0.25);

    double lowest = Double.POSITIVE_INFINITY;
    for (double spot = 80; spot < 120; spot += 0.01) {
      lowest = Math.min(lowest, straddle.profit(spot, 0, 0.25));
    }
    assertThat(profile.isProfitUnbounded()).isTrue();
    assertThat(profile.maxLoss().orElseThrow()).isEqualTo(-lowest, within(1e-6));
    assertThat(profile.maxLoss().orElseThrow()).isGreaterThanOrEqualTo(-lowest - 1e-9);
    assertThat(profile.breakEvens()).hasSize(2);
    for (double price : profile.breakEvens()) {
      assertThat(straddle.profit(price, 0, 0.25)).isEqualTo(0, within(1e-6));
    }
  }

  @Test
  void twoBreakEvensCloseToATurnAreBothFound() {
    // a short straddle at settlement is worth most at the strike, here 0.02 above nothing
    StructurePricer straddle =
        StructurePricer.of(
            List.of(option(PUT, 100, 0.1, -1, 1.01), option(CALL, 100, 0.1, -1, -0.99)), 0, 0);
    assertThat(straddle.profile(0, 0.1).breakEvens()).hasSize(2);
    assertThat(straddle.profile(0, 0.1).breakEvens().get(0)).isEqualTo(99.98, within(1e-9));
    assertThat(straddle.profile(0, 0.1).breakEvens().get(1)).isEqualTo(100.02, within(1e-9));
  }

  @Test
  void gridsOfMorePointsThanMemoryHoldsAreRefused() {
    double[] spots = new double[100_000];
    Arrays.fill(spots, 100);

    assertThatThrownBy(() -> condor().grid(spots, new double[1000], new double[1000]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at most 10,000,000 points: 100000, 1000, 1000");
  }

  @Test
  void wrongArgumentsAreNamed() {
    StructurePricer condor = condor();

    assertThatThrownBy(() -> condor.value(0, 0, 0)).hasMessageContaining("spot");
    assertThatThrownBy(() -> condor.value(100, -0.3, 0))
        .hasMessageContaining("volatility with its shift must be finite and at least 0");
    assertThatThrownBy(() -> condor.value(100, Double.NaN, 0)).hasMessageContaining("shift");
    assertThatThrownBy(() -> condor.value(100, 0, 0.11))
        .hasMessage("yearsPassed must be between 0 and the nearest settlement in 0.1 years: 0.11");
    assertThatThrownBy(() -> condor.measure(Measure.SPEED, 100, 0, 0))
        .hasMessageContaining("measure must be one of [VALUE");
    assertThatThrownBy(() -> condor.grid(new double[0], NOW, NOW))
        .hasMessage(
            "grid must have a spot, a shift and a time, and at most 10,000,000 points: 0, 1, 1");
    assertThatThrownBy(() -> StructurePricer.of(List.of(), 0, 0))
        .hasMessage("structure must have at least one leg: 0");
    assertThatThrownBy(() -> new StructureLeg.Shares(0, 1)).hasMessageContaining("ratio");
    assertThatThrownBy(() -> option(CALL, 100, 1, 1, Double.NaN)).hasMessageContaining("entry");
    assertThatThrownBy(() -> condor.grid(new double[] {1}, NOW, NOW).value(0, 1, 0))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }
}
