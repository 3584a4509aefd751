/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.structure;

import static io.optionskit.contract.OptionType.CALL;
import static io.optionskit.contract.OptionType.PUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.optionskit.contract.OptionType;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class StructureAnalyticsTest {

  private static OptionType[] types(OptionType... types) {
    return types;
  }

  private static double[] prices(double... prices) {
    return prices;
  }

  private static int[] ratios(int... ratios) {
    return ratios;
  }

  private static final StructureAnalytics IRON_CONDOR =
      StructureAnalytics.of(
          types(PUT, PUT, CALL, CALL),
          prices(90, 95, 105, 110),
          ratios(1, -1, -1, 1),
          prices(0.3, 0.9, 1.0, 0.35));

  @Nested
  class TheSevenStructures {

    @Test
    void theIronCondorKeepsItsCreditBetweenTheShortStrikes() {
      assertProfile(IRON_CONDOR, -1.25, 1.25, 3.75, 93.75, 106.25);
    }

    @Test
    void theBullCallSpreadWinsItsWidthLessTheDebit() {
      StructureAnalytics spread =
          StructureAnalytics.of(
              types(CALL, CALL), prices(100, 105), ratios(1, -1), prices(3.1, 1.1));

      assertProfile(spread, 2, 3, 2, 102);
    }

    @Test
    void theBearPutSpreadWinsItsWidthLessTheDebit() {
      StructureAnalytics spread =
          StructureAnalytics.of(types(PUT, PUT), prices(100, 95), ratios(1, -1), prices(3, 1.5));

      assertProfile(spread, 1.5, 3.5, 1.5, 98.5);
    }

    @Test
    void theLongStraddleHasNoLargestProfit() {
      StructureAnalytics straddle =
          StructureAnalytics.of(types(CALL, PUT), prices(100, 100), ratios(1, 1), prices(4, 3.5));

      StructureProfile profile = straddle.profile();

      assertThat(profile.isProfitUnbounded()).isTrue();
      assertThat(profile.maxLoss()).hasValue(7.5);
      assertThat(profile.breakEvens()).containsExactly(92.5, 107.5);
      assertThat(straddle.profitAt(0)).as("down side").isEqualTo(92.5);
    }

    @Test
    void theLongStrangleBreaksEvenOutsideItsStrikes() {
      StructureProfile profile =
          StructureAnalytics.of(types(CALL, PUT), prices(105, 95), ratios(1, 1), prices(2, 1.5))
              .profile();

      assertThat(profile.maxProfit()).isEmpty();
      assertThat(profile.maxLoss()).hasValue(3.5);
      assertThat(profile.breakEvens()).containsExactly(91.5, 108.5);
    }

    @Test
    void theIronButterflyWinsItsCreditAtTheMiddle() {
      StructureAnalytics butterfly =
          StructureAnalytics.of(
              types(CALL, PUT, CALL, PUT),
              prices(100, 100, 105, 95),
              ratios(-1, -1, 1, 1),
              prices(2.5, 2.5, 0.75, 0.75));

      assertProfile(butterfly, -3.5, 3.5, 1.5, 96.5, 103.5);
    }

    @Test
    void theShortStraddleHasNoLargestLoss() {
      StructureProfile profile =
          StructureAnalytics.of(types(CALL, PUT), prices(100, 100), ratios(-1, -1), prices(4, 3.5))
              .profile();

      assertThat(profile.isLossUnbounded()).isTrue();
      assertThat(profile.maxProfit()).hasValue(7.5);
      assertThat(profile.breakEvens()).containsExactly(92.5, 107.5);
    }

    @Test
    void thePutCreditSpreadLosesItsWidthLessTheCredit() {
      StructureAnalytics spread =
          StructureAnalytics.of(types(PUT, PUT), prices(95, 90), ratios(-1, 1), prices(1.2, 0.4));

      assertProfile(spread, -0.8, 0.8, 4.2, 94.2);
    }

    private static void assertProfile(
        StructureAnalytics structure,
        double netPremium,
        double maxProfit,
        double maxLoss,
        double... breakEvens) {
      StructureProfile profile = structure.profile();
      assertThat(profile.netPremium()).isEqualTo(netPremium, within(1e-12));
      assertThat(structure.netPremium()).isEqualTo(profile.netPremium());
      assertThat(profile.maxProfit().orElseThrow()).isEqualTo(maxProfit, within(1e-12));
      assertThat(profile.maxLoss().orElseThrow()).isEqualTo(maxLoss, within(1e-12));
      assertThat(profile.breakEvens()).hasSize(breakEvens.length);
      for (int i = 0; i < breakEvens.length; i++) {
        assertThat(profile.breakEvens().get(i)).isEqualTo(breakEvens[i], within(1e-12));
      }
    }
  }

  @Test
  void aShortPutLosesAtMostItsStrikeLessTheCredit() {
    StructureProfile profile =
        StructureAnalytics.of(types(PUT), prices(50), ratios(-1), prices(2)).profile();

    assertThat(profile.maxLoss()).hasValue(48);
    assertThat(profile.maxProfit()).hasValue(2);
    assertThat(profile.breakEvens()).containsExactly(48.0);
  }

  @Test
  void aRatioSpreadWithMoreShortCallsHasNoLargestLoss() {
    StructureProfile profile =
        StructureAnalytics.of(types(CALL, CALL), prices(100, 110), ratios(1, -2), prices(4, 1.5))
            .profile();

    assertThat(profile.maxLoss()).isEmpty();
    assertThat(profile.maxProfit()).hasValue(9);
    assertThat(profile.breakEvens()).containsExactly(101.0, 119.0);
  }

  @Test
  void aStructureThatCannotLoseHasALossOfZeroAndOneThatCannotWinAProfitOfZero() {
    StructureProfile gift =
        StructureAnalytics.of(types(CALL, CALL), prices(100, 105), ratios(1, -1), prices(1, 1.5))
            .profile();
    StructureProfile waste =
        StructureAnalytics.of(types(CALL, CALL), prices(100, 105), ratios(1, -1), prices(9, 1))
            .profile();

    assertThat(gift.maxLoss()).hasValue(0);
    assertThat(gift.maxProfit()).hasValue(5.5);
    assertThat(waste.maxProfit()).hasValue(0);
    assertThat(waste.maxLoss()).hasValue(8);
    assertThat(gift.breakEvens()).isEmpty();
  }

  @Test
  void whereTheProfitIsZeroOverARangeItsEndsAreTheBreakEvens() {
    StructureProfile free =
        StructureAnalytics.of(types(CALL, CALL), prices(100, 110), ratios(1, -1), prices(2.5, 2.5))
            .profile();

    assertThat(free.breakEvens()).containsExactly(100.0);
    assertThat(free.maxProfit()).hasValue(10);
  }

  @Test
  void roundingOfPremiumsDoesNotMakeBreakEvens() {
    StructureProfile profile =
        StructureAnalytics.of(
                types(PUT, PUT, PUT), prices(90, 95, 100), ratios(1, -1, -1), prices(0.3, 0.1, 0.2))
            .profile();

    assertThat(profile.breakEvens()).containsExactly(100.0);
    assertThat(profile.maxProfit()).hasValue(0);
  }

  @Test
  void payoffOnAGridMatchesTheProfileOfAnyStructure() {
    SplittableRandom random = new SplittableRandom(21);
    for (int run = 0; run < 300; run++) {
      int legs = random.nextInt(1, 6);
      OptionType[] types = new OptionType[legs];
      double[] strikes = new double[legs];
      int[] ratios = new int[legs];
      double[] prices = new double[legs];
      for (int i = 0; i < legs; i++) {
        types[i] = random.nextBoolean() ? CALL : PUT;
        strikes[i] = 5 * random.nextInt(10, 30);
        ratios[i] = random.nextInt(1, 4) * (random.nextBoolean() ? 1 : -1);
        prices[i] = random.nextInt(1, 2000) / 100.0;
      }
      StructureAnalytics structure = StructureAnalytics.of(types, strikes, ratios, prices);

      StructureProfile profile = structure.profile();

      double most = 0;
      double least = 0;
      int signChanges = 0;
      double before = structure.profitAt(0.125);
      for (double price = 0; price <= 1500; price += 0.25) {
        double profit = structure.profitAt(price);
        most = Math.max(most, profit);
        least = Math.min(least, profit);
      }
      for (double price = 0.0625; price <= 1500; price += 0.0625) {
        double profit = structure.profitAt(price);
        signChanges += profit * before < 0 ? 1 : 0;
        before = profit == 0 ? before : profit;
      }
      assertBound(profile.maxProfit(), most, run);
      assertBound(profile.maxLoss(), -least, run);
      assertThat(profile.breakEvens()).isSorted();
      assertThat(profile.breakEvens().stream().filter(price -> price < 1500).count())
          .isGreaterThanOrEqualTo(signChanges);
      for (double price : profile.breakEvens()) {
        assertThat(structure.profitAt(price)).isEqualTo(0, within(1e-9));
      }
    }
  }

  private static void assertBound(OptionalDouble bound, double seen, int run) {
    if (bound.isPresent()) {
      assertThat(seen).as("run %s", run).isEqualTo(bound.getAsDouble(), within(1e-9));
    } else {
      assertThat(seen).as("run %s", run).isGreaterThan(200);
    }
  }

  @Nested
  class ProbabilityOfProfit {

    @Test
    void isTheLognormalProbabilityOfTheProfitableRange() {
      double deviation = 0.2 * Math.sqrt(0.25);
      double expected = 0;
      int steps = 2_000_000;
      for (int i = 0; i < steps; i++) {
        double z = -8 + 16 * (i + 0.5) / steps;
        double price = 100 * Math.exp(deviation * z - deviation * deviation / 2);
        if (IRON_CONDOR.profitAt(price) > 0) {
          expected += Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI) * 16 / steps;
        }
      }

      assertThat(IRON_CONDOR.probabilityOfProfit(100, 0.25, 0.2)).isEqualTo(expected, within(1e-5));
    }

    @Test
    void ofALongAndTheSameShortStructureAddsUpToOne() {
      StructureAnalytics longCall =
          StructureAnalytics.of(types(CALL), prices(100), ratios(1), prices(3));
      StructureAnalytics shortCall =
          StructureAnalytics.of(types(CALL), prices(100), ratios(-1), prices(3));

      double sum =
          longCall.probabilityOfProfit(101, 0.5, 0.3)
              + shortCall.probabilityOfProfit(101, 0.5, 0.3);

      assertThat(sum).isEqualTo(1, within(1e-15));
    }

    @Test
    void withoutTimeOrVolatilityTheForwardDecides() {
      assertThat(IRON_CONDOR.probabilityOfProfit(100, 0, 0.2)).isEqualTo(1);
      assertThat(IRON_CONDOR.probabilityOfProfit(120, 0.1, 0)).isEqualTo(0);
    }

    @Test
    void ofAStructureWithoutBreakEvenIsZeroOrOne() {
      StructureAnalytics gift =
          StructureAnalytics.of(types(CALL, CALL), prices(100, 105), ratios(1, -1), prices(1, 1.5));

      assertThat(gift.probabilityOfProfit(100, 1, 0.2)).isEqualTo(1);
    }
  }

  @Test
  void unusableLegsAreRefused() {
    assertThatThrownBy(() -> StructureAnalytics.of(types(), prices(), ratios(), prices()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("structure must have at least one leg: 0");
    assertThatThrownBy(() -> StructureAnalytics.of(types(CALL), prices(100), ratios(0), prices(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("ratio must not be 0: leg 0");
    assertThatThrownBy(() -> StructureAnalytics.of(types(CALL), prices(-1), ratios(1), prices(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("strike must be between 1e-100 and 1e100: -1.0");
    assertThatThrownBy(
            () -> StructureAnalytics.of(types(CALL), prices(100), ratios(1, 1), prices(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("ratios must have 1 elements: 2");
    assertThatThrownBy(
            () -> StructureAnalytics.of(types(CALL), prices(100), ratios(1), prices(Double.NaN)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("entry price must be between -1e100 and 1e100: NaN");
  }

  @Test
  void countsOfSharesAndCallsDoNotOverflow() {
    StructureAnalytics calls =
        StructureAnalytics.of(
            new OptionType[] {CALL, CALL},
            new double[] {90, 100},
            new int[] {Integer.MAX_VALUE, Integer.MAX_VALUE},
            new double[] {1, 1});

    assertThat(calls.profile().isProfitUnbounded()).isTrue();
    assertThat(calls.profile().isLossUnbounded()).isFalse();
    assertThatThrownBy(() -> calls.withShares(Integer.MAX_VALUE, 1).withShares(1, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("ratio and the shares there are must be within an int: 1 and 2147483647");
  }

  @Test
  void impossiblePricesAndProbabilitiesAreRefused() {
    StructureAnalytics call =
        StructureAnalytics.of(
            new OptionType[] {CALL}, new double[] {100}, new int[] {1}, new double[] {2});

    assertThatThrownBy(() -> call.profitAt(Double.NaN)).hasMessageContaining("underlyingPrice");
    assertThatThrownBy(() -> call.profitAt(-1)).hasMessageContaining("underlyingPrice");
    assertThatThrownBy(() -> call.profitAt(Double.POSITIVE_INFINITY))
        .hasMessageContaining("underlyingPrice");
    assertThatThrownBy(() -> call.probabilityOfProfit(price -> Double.NaN))
        .hasMessage("cumulative must rise from 0 to 1: NaN at 102.0 after 0.0");
    assertThatThrownBy(() -> call.probabilityOfProfit(price -> 1.5))
        .hasMessageContaining("cumulative");
  }

  @Test
  void profilesAndMoneyThatCannotBeAreRefused() {
    OptionalDouble none = OptionalDouble.empty();

    assertThatThrownBy(() -> new StructureProfile(Double.NaN, none, none, List.of()))
        .hasMessageContaining("netPremium");
    assertThatThrownBy(() -> new StructureProfile(1, OptionalDouble.of(-1), none, List.of()))
        .hasMessageContaining("maxProfit");
    assertThatThrownBy(() -> new StructureProfile(1, none, none, List.of(2.0, 1.0)))
        .hasMessage("breakEvens must ascend: [2.0, 1.0]");
    assertThatThrownBy(() -> new StructureMoney(1, none, OptionalDouble.of(Double.NaN)))
        .hasMessageContaining("maxLoss");
  }
}
