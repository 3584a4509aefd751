/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.dividend;

import static io.optionskit.contract.ExerciseStyle.AMERICAN;
import static io.optionskit.contract.ExerciseStyle.EUROPEAN;
import static io.optionskit.contract.OptionType.CALL;
import static io.optionskit.contract.OptionType.PUT;
import static io.optionskit.greeks.american.AmericanAccuracy.ACCURATE;
import static io.optionskit.greeks.american.AmericanAccuracy.FAST;
import static io.optionskit.greeks.american.AmericanAccuracy.HIGH;
import static io.optionskit.greeks.dividend.DividendModel.ESCROWED;
import static io.optionskit.greeks.dividend.DividendModel.SPOT_DROP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import io.optionskit.contract.ExerciseStyle;
import io.optionskit.contract.OptionType;
import io.optionskit.greeks.BlackScholes;
import io.optionskit.greeks.Measure;
import io.optionskit.greeks.american.American;
import io.optionskit.greeks.american.AmericanAccuracy;
import io.optionskit.greeks.american.AmericanValue;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class DividendOptionsTest {

  private static final String QUARTERLY = "0.2:1;0.45:1;0.7:1;0.95:1";

  @Nested
  class AgainstQuadratureInHighPrecision {

    @Test
    void europeanOptionsAndCallsAreExactInHighAccuracy() {
      check(HIGH, 1e-13, 1e-11);
    }

    @Test
    void theyAreWithinTheGoalsInTheOtherAccuracies() {
      check(FAST, 1e-9, 2e-6);
      check(ACCURATE, 1e-9, 2e-6);
    }

    private void check(AmericanAccuracy accuracy, double value, double greek) {
      for (ReferenceOption option : ReferenceOption.read("quadrature.csv")) {
        AmericanValue result = option.evaluate(accuracy);

        double[] expected = option.expected();
        double scale = option.strike();
        assertThat(result.value()).as("%s", option).isCloseTo(expected[0], within(value * scale));
        assertThat(result.delta()).as("%s", option).isCloseTo(expected[1], within(greek));
        assertThat(result.gamma()).as("%s", option).isCloseTo(expected[2], within(greek));
        assertThat(result.vega()).as("%s", option).isCloseTo(expected[3], within(greek * scale));
        assertThat(result.theta()).as("%s", option).isCloseTo(expected[4], within(greek * scale));
        assertThat(result.rho()).as("%s", option).isCloseTo(expected[5], within(greek * scale));
      }
    }
  }

  @Nested
  class AgainstPlainFineGrids {

    @Test
    void americanOptionsAreWithinTheErrorsOfTheGrids() {
      check(HIGH, 4e-6, 3e-7, 1e-6);
    }

    @Test
    void accurateAndFastErrorsStayWithinTheirBounds() {
      check(ACCURATE, 1e-4, 3e-6, 1e-6);
      check(FAST, 1.5e-3, 1e-4, 1e-4);
    }

    private void check(AmericanAccuracy accuracy, double value, double delta, double gamma) {
      for (ReferenceOption option : ReferenceOption.read("grid.csv")) {
        AmericanValue result = option.evaluate(accuracy);

        double[] expected = option.expected();
        assertThat(result.value()).as("%s", option).isCloseTo(expected[0], within(value));
        assertThat(result.delta()).as("%s", option).isCloseTo(expected[1], within(delta));
        assertThat(result.gamma()).as("%s", option).isCloseTo(expected[2], within(gamma));
      }
    }
  }

  @Nested
  class Greeks {

    @Test
    void agreeWithDifferencesOfTheValue() {
      for (DividendModel model : DividendModel.values()) {
        for (OptionType type : OptionType.values()) {
          for (double yield : new double[] {0, 0.06}) {
            ReferenceOption option =
                ReferenceOption.of(model, AMERICAN, type, "0.3:1;0.8:2").withRates(0.05, yield);
            AmericanValue at = option.evaluate(HIGH);

            double spot = 100;
            double h = 0.2;
            double up = option.withSpot(spot + h).value(HIGH);
            double down = option.withSpot(spot - h).value(HIGH);
            assertThat(at.delta()).isCloseTo((up - down) / (2 * h), within(1e-5));
            assertThat(at.gamma()).isCloseTo((up - 2 * at.value() + down) / (h * h), within(2e-5));
            assertThat(at.vega())
                .isCloseTo(
                    (option.withVolatility(0.251).value(HIGH)
                            - option.withVolatility(0.249).value(HIGH))
                        / 0.002,
                    within(3e-3));
            assertThat(at.rho())
                .isCloseTo(
                    (option.withRates(0.0505, yield).value(HIGH)
                            - option.withRates(0.0495, yield).value(HIGH))
                        / 0.001,
                    within(1e-2));
            assertThat(at.theta())
                .isCloseTo(
                    (option.later(0.002).value(HIGH) - option.later(-0.002).value(HIGH)) / 0.004,
                    within(3e-3));
          }
        }
      }
    }

    @Test
    void areThoseOfTheIntrinsicValueWhereTheOptionIsExercised() {
      AmericanValue put =
          ReferenceOption.of(SPOT_DROP, AMERICAN, PUT, "0.9:0.2").withSpot(50).evaluate(ACCURATE);

      assertThat(put.exerciseNow()).isTrue();
      assertThat(put.value()).isEqualTo(50);
      assertThat(put.delta()).isEqualTo(-1);
      assertThat(put.gamma()).isZero();
      assertThat(put.vega()).isZero();
      assertThat(put.theta()).isZero();
      assertThat(put.rho()).isZero();
      assertThat(put.boundary()).isBetween(60.0, 80.0);
    }
  }

  @Nested
  class Limits {

    @Test
    void withoutDividendsTheyAreTheOptionsWithYield() {
      AmericanValue american =
          ReferenceOption.of(SPOT_DROP, AMERICAN, PUT, "").withRates(0.05, 0.02).evaluate(HIGH);
      AmericanValue european =
          ReferenceOption.of(SPOT_DROP, EUROPEAN, PUT, "0:3;-1:2;1.1:5")
              .withRates(0.05, 0.02)
              .evaluate(HIGH);

      assertThat(american).isEqualTo(American.evaluate(HIGH, PUT, 100, 100, 1, 0.05, 0.02, 0.25));
      assertThat(european.value())
          .isEqualTo(BlackScholes.value(PUT, 100, 100, 1, 0.05, 0.02, 0.25));
      assertThat(european.exerciseNow()).isFalse();
      assertThat(european.boundary()).isZero();
    }

    @Test
    void aTinyDividendChangesNearlyNothing() {
      for (OptionType type : OptionType.values()) {
        AmericanValue with =
            ReferenceOption.of(SPOT_DROP, AMERICAN, type, "0.5:1e-9")
                .withRates(0.05, 0.03)
                .evaluate(HIGH);
        AmericanValue without = American.evaluate(HIGH, type, 100, 100, 1, 0.05, 0.03, 0.25);

        assertThat(with.value()).isCloseTo(without.value(), within(2e-6));
        assertThat(with.delta()).isCloseTo(without.delta(), within(1e-6));
        assertThat(with.gamma()).isCloseTo(without.gamma(), within(1e-6));
        assertThat(with.vega()).isCloseTo(without.vega(), within(1e-3));
        assertThat(with.theta()).isCloseTo(without.theta(), within(1e-4));
        assertThat(with.rho()).isCloseTo(without.rho(), within(3e-3));
        assertThat(with.boundary()).isCloseTo(without.boundary(), within(0.3));
      }
    }

    @Test
    void aDividendAtExpiryIsTheLimitOfOneJustBefore() {
      for (DividendModel model : DividendModel.values()) {
        for (OptionType type : OptionType.values()) {
          for (ExerciseStyle style : ExerciseStyle.values()) {
            double at = ReferenceOption.of(model, style, type, "0.5:0.7;1:2").value(HIGH);
            double before =
                ReferenceOption.of(model, style, type, "0.5:0.7;0.999999:2").value(HIGH);

            assertThat(at).isCloseTo(before, within(5e-5));
          }
        }
      }
    }

    @Test
    void anAmericanCallIgnoresADividendAtExpiry() {
      assertThat(ReferenceOption.of(SPOT_DROP, AMERICAN, CALL, "1:5").value(HIGH))
          .isCloseTo(BlackScholes.value(CALL, 100, 100, 1, 0.05, 0, 0.25), within(1e-11));
    }

    @Test
    void expiredOptionsAreWorthTheirIntrinsicValue() {
      ReferenceOption option = ReferenceOption.of(SPOT_DROP, AMERICAN, PUT, "0.1:1").withYears(0);

      assertThat(option.withSpot(90).evaluate(FAST))
          .isEqualTo(new AmericanValue(10, -1, 0, 0, 0, 0, 100, true));
      assertThat(option.withSpot(110).evaluate(FAST))
          .isEqualTo(new AmericanValue(0, 0, 0, 0, 0, 0, 100, false));
      assertThat(option.withStyle(EUROPEAN).withSpot(90).evaluate(FAST).exerciseNow()).isFalse();
    }

    @Test
    void withoutVolatilityTheBestTimeIsKnown() {
      ReferenceOption option =
          ReferenceOption.of(SPOT_DROP, AMERICAN, CALL, "0.5:4").withVolatility(0);

      double early = 100 - 90 * Math.exp(-0.05 * 0.5);
      AmericanValue call = option.withStrike(90).evaluate(HIGH);
      assertThat(call.value()).isCloseTo(early, within(1e-12));
      assertThat(call.delta()).isCloseTo(1, within(1e-14));
      double late = 90 * Math.exp(-0.05) - (100 - 4 * Math.exp(-0.025));
      assertThat(
              ReferenceOption.of(SPOT_DROP, EUROPEAN, PUT, "0.5:4")
                  .withVolatility(0)
                  .withStrike(90)
                  .value(HIGH))
          .isCloseTo(Math.max(0, late), within(1e-12));
      AmericanValue put =
          ReferenceOption.of(ESCROWED, AMERICAN, PUT, "0.5:4")
              .withVolatility(0)
              .withStrike(110)
              .evaluate(HIGH);
      assertThat(put.value()).isCloseTo(14 * 1 - 14 + Math.max(10, sure()), within(1e-12));
      assertThat(option.withVolatility(2e-7).withStrike(90).value(HIGH))
          .isCloseTo(early, within(1e-6));
    }

    private double sure() {
      return 110 * Math.exp(-0.025) - (100 - 4 * Math.exp(-0.025));
    }

    @Test
    void aDividendOfTomorrowIsADropToday() {
      double tomorrow = ReferenceOption.of(SPOT_DROP, EUROPEAN, PUT, "1e-7:2").value(HIGH);

      assertThat(tomorrow)
          .isCloseTo(BlackScholes.value(PUT, 98, 100, 1, 0.05, 0, 0.25), within(1e-5));
    }

    @Test
    void aDividendAboveTheSpotLeavesNothing() {
      ReferenceOption wiped = ReferenceOption.of(SPOT_DROP, EUROPEAN, PUT, "0.5:1000");

      assertThat(wiped.value(HIGH)).isCloseTo(100 * Math.exp(-0.05), within(1e-10));
      assertThat(wiped.withStyle(AMERICAN).value(HIGH))
          .isCloseTo(100 * Math.exp(-0.025), within(1e-3));
    }
  }

  @Nested
  class Extremes {

    @Test
    void aCallHeldForTheInterestOnItsStrikeIsEuropean() {
      for (DividendModel model : DividendModel.values()) {
        ReferenceOption call =
            ReferenceOption.of(model, AMERICAN, CALL, "23.7:1;24:1")
                .withYears(27)
                .withRates(0.025, 0)
                .withVolatility(0.008);

        double european = call.withStyle(EUROPEAN).value(HIGH);
        assertThat(call.value(HIGH)).isCloseTo(european, within(1e-9));
        assertThat(call.value(FAST)).isCloseTo(european, within(1e-6));
      }
    }

    /** Escrowed, one dividend: the better of exercise and Black–Scholes, summed over the normal. */
    @Test
    void aCallMayBeExercisedVeryFarInTheMoney() {
      double root = Math.sqrt(8.88);
      double sum = 0;
      for (int k = -9000; k <= 9000; k++) {
        double z = k / 1000.0;
        double x = 96 * Math.exp(1.3 * root * z - 0.5 * 1.69 * 8.88);
        double held = BlackScholes.value(CALL, x, 68, 10.4 - 8.88, 0, 0, 1.3);
        sum += Math.exp(-0.5 * z * z) * Math.max(x + 4 - 68, held);
      }
      double expected = sum / 1000 / Math.sqrt(2 * Math.PI);
      ReferenceOption call =
          ReferenceOption.of(ESCROWED, AMERICAN, CALL, "8.88:4")
              .withStrike(68)
              .withYears(10.4)
              .withRates(0, 0)
              .withVolatility(1.3);

      assertThat(call.value(HIGH)).isCloseTo(expected, within(2e-5));
      assertThat(call.value(FAST)).isCloseTo(expected, within(2e-5));
      assertThat(expected).isGreaterThan(call.withStyle(EUROPEAN).value(HIGH) + 0.005);
    }

    @Test
    void aDividendInMomentsHasTheGreeksOfTheSpotWithoutIt() {
      for (String soon : new String[] {"1e-4:2", "1e-6:2", "3e-9:2", "1e-12:2", "1e-300:2"}) {
        for (OptionType type : OptionType.values()) {
          ReferenceOption option = ReferenceOption.of(SPOT_DROP, EUROPEAN, type, soon);
          double[] expected = new double[Measure.COUNT];
          BlackScholes.all(type, 98, 100, 1, 0.05, 0, 0.25, expected);

          for (AmericanAccuracy accuracy : AmericanAccuracy.values()) {
            AmericanValue result = option.evaluate(accuracy);
            assertThat(result.value()).isCloseTo(expected[0], within(1e-3));
            assertThat(result.delta()).isCloseTo(expected[1], within(1e-4));
            assertThat(result.gamma()).isCloseTo(expected[2], within(1e-5));
            assertThat(result.vega()).isCloseTo(expected[3], within(2e-2));
          }
        }
      }
    }

    @Test
    void calmAndWildOptionsAreAsExactAsOthers() {
      ReferenceOption calm =
          ReferenceOption.of(SPOT_DROP, AMERICAN, PUT, "7.5:3")
              .withYears(12)
              .withRates(0.07, 0)
              .withVolatility(0.03);
      assertThat(calm.value(FAST)).isCloseTo(calm.value(HIGH), within(2e-3));
      for (double deviation = 1; deviation <= 15; deviation += 3.5) {
        ReferenceOption wild =
            ReferenceOption.of(SPOT_DROP, AMERICAN, PUT, "0.4:1").withVolatility(deviation);
        assertThat(wild.value(FAST)).isCloseTo(wild.value(ACCURATE), within(1e-2));
      }
    }

    @Test
    void whatIsWorthLessThanTheErrorIsWorthNothing() {
      AmericanValue nothing =
          ReferenceOption.of(SPOT_DROP, AMERICAN, CALL, "0.002:1.55;0.031:0.9;0.06:1.25;0.09:2.3")
              .withStrike(100.4)
              .withYears(0.2)
              .withRates(0.09, 0.04)
              .withVolatility(0.008)
              .evaluate(FAST);

      assertThat(nothing).isEqualTo(new AmericanValue(0, 0, 0, 0, 0, 0, nothing.boundary(), false));
    }
  }

  @Nested
  class Identities {

    @Test
    void americanIsWorthAtLeastEuropeanAndIntrinsic() {
      for (DividendModel model : DividendModel.values()) {
        for (OptionType type : OptionType.values()) {
          for (double spot = 70; spot < 140; spot += 5) {
            ReferenceOption option =
                ReferenceOption.of(model, AMERICAN, type, QUARTERLY).withSpot(spot);
            double american = option.value(ACCURATE);

            assertThat(american).isGreaterThanOrEqualTo(type.sign() * (spot - 100.0));
            assertThat(american)
                .isGreaterThanOrEqualTo(option.withStyle(EUROPEAN).value(HIGH) - 5e-5);
          }
        }
      }
    }

    @Test
    void putAndCallDifferByTheForward() {
      for (DividendModel model : DividendModel.values()) {
        ReferenceOption call =
            ReferenceOption.of(model, EUROPEAN, CALL, QUARTERLY).withRates(0.05, 0.02);
        ReferenceOption put =
            ReferenceOption.of(model, EUROPEAN, PUT, QUARTERLY).withRates(0.05, 0.02);

        double paid = call.dividends().presentValue(1, 0.05, 0.02);
        double forward = (100 - paid) * Math.exp(-0.02) - 100 * Math.exp(-0.05);
        assertThat(call.value(HIGH) - put.value(HIGH)).isCloseTo(forward, within(1e-10));
      }
    }

    @Test
    void dividendsRaisePutsAndLowerEuropeanCalls() {
      double put = 0;
      double call = 1000;
      for (double amount = 0.25; amount < 8; amount *= 2) {
        String dividends = "0.4:" + amount;
        double nextPut = ReferenceOption.of(SPOT_DROP, AMERICAN, PUT, dividends).value(ACCURATE);
        double nextCall = ReferenceOption.of(SPOT_DROP, EUROPEAN, CALL, dividends).value(FAST);

        assertThat(nextPut).isGreaterThan(put);
        assertThat(nextCall).isLessThan(call);
        put = nextPut;
        call = nextCall;
      }
    }

    @Test
    void everyDividendCountsTheSameWay() {
      for (DividendModel model : DividendModel.values()) {
        for (int i = 0; i < 4; i++) {
          String[] amounts = {"0.2:1", "0.45:1", "0.7:1", "0.95:1"};
          amounts[i] = amounts[i] + ".5";
          String more = String.join(";", amounts);

          assertThat(ReferenceOption.of(model, EUROPEAN, CALL, more).value(FAST))
              .isLessThan(ReferenceOption.of(model, EUROPEAN, CALL, QUARTERLY).value(FAST));
          assertThat(ReferenceOption.of(model, AMERICAN, CALL, more).value(FAST))
              .isLessThan(ReferenceOption.of(model, AMERICAN, CALL, QUARTERLY).value(FAST));
          assertThat(ReferenceOption.of(model, EUROPEAN, PUT, more).value(FAST))
              .isGreaterThan(ReferenceOption.of(model, EUROPEAN, PUT, QUARTERLY).value(FAST));
          assertThat(ReferenceOption.of(model, AMERICAN, PUT, more).value(ACCURATE))
              .isGreaterThan(ReferenceOption.of(model, AMERICAN, PUT, QUARTERLY).value(ACCURATE));
        }
      }
    }

    @Test
    void theModelsAreOneWhereNoDividendIsPaid() {
      for (String nothing : new String[] {"", "0.3:0;0.6:0", "-0.1:3;2:3"}) {
        for (OptionType type : OptionType.values()) {
          for (ExerciseStyle style : ExerciseStyle.values()) {
            ReferenceOption option =
                ReferenceOption.of(SPOT_DROP, style, type, nothing).withRates(0.05, 0.03);

            assertThat(option.evaluate(FAST)).isEqualTo(option.withModel(ESCROWED).evaluate(FAST));
          }
        }
      }
    }

    @Test
    void pricesScaleWithTheCurrency() {
      ReferenceOption option = ReferenceOption.of(SPOT_DROP, AMERICAN, PUT, "0.5:2");
      ReferenceOption small =
          ReferenceOption.of(SPOT_DROP, AMERICAN, PUT, "0.5:2e-60")
              .withSpot(1e-58)
              .withStrike(1e-58);

      assertThat(small.value(FAST) * 1e60).isCloseTo(option.value(FAST), within(1e-9));
    }

    @Test
    void putsThatAreNeverExercisedAreEuropean() {
      ReferenceOption put =
          ReferenceOption.of(SPOT_DROP, AMERICAN, PUT, "0.5:2").withRates(-0.02, 0.01);

      assertThat(put.evaluate(HIGH)).isEqualTo(put.withStyle(EUROPEAN).evaluate(HIGH));
    }

    @Test
    void manyDividendsApproachAYield() {
      List<CashDividend> weekly = new ArrayList<>();
      for (int i = 1; i <= 156; i++) {
        weekly.add(new CashDividend(i / 52.0 - 0.001, 0.04));
      }
      ReferenceOption option =
          ReferenceOption.of(ESCROWED, EUROPEAN, CALL, "")
              .withYears(3)
              .withDividends(CashDividends.of(weekly));
      ReferenceOption drop = option.withModel(SPOT_DROP);

      double forward =
          100 - option.dividends().presentValue(3, 0.05, 0); // escrowed: lower variance of the spot
      assertThat(option.value(HIGH))
          .isCloseTo(BlackScholes.value(CALL, forward, 100, 3, 0.05, 0, 0.25), within(1e-10));
      assertThat(drop.value(HIGH)).isBetween(option.value(HIGH), option.value(HIGH) + 2);
      assertThat(drop.withStyle(AMERICAN).value(FAST)).isGreaterThan(drop.value(FAST));
    }

    @Test
    void aPutHasNoBoundaryWhileTheDividendExceedsTheInterest() {
      AmericanValue before =
          ReferenceOption.of(SPOT_DROP, AMERICAN, PUT, "0.2:2").evaluate(ACCURATE);
      AmericanValue longBefore =
          ReferenceOption.of(SPOT_DROP, AMERICAN, PUT, "0.9:0.5").evaluate(ACCURATE);

      assertThat(before.boundary()).isZero();
      assertThat(longBefore.boundary()).isBetween(50.0, 90.0);
    }
  }

  @Nested
  class Chains {

    @Test
    void evaluatesEveryRow() {
      CashDividends dividends = CashDividends.parse("0.3:1");
      OptionType[] types = {PUT, CALL};
      AmericanValue[] rows =
          DividendOptions.evaluateChain(
              FAST,
              SPOT_DROP,
              AMERICAN,
              types,
              100,
              new double[] {95, 105},
              0.5,
              0.04,
              0,
              dividends,
              new double[] {0.3, 0.2});

      for (int i = 0; i < 2; i++) {
        assertThat(rows[i])
            .isEqualTo(
                DividendOptions.evaluate(
                    FAST,
                    SPOT_DROP,
                    AMERICAN,
                    types[i],
                    100,
                    i == 0 ? 95 : 105,
                    0.5,
                    0.04,
                    0,
                    dividends,
                    i == 0 ? 0.3 : 0.2));
      }
    }

    @Test
    void refusesColumnsOfDifferentLengths() {
      assertThatThrownBy(
              () ->
                  DividendOptions.evaluateChain(
                      FAST,
                      SPOT_DROP,
                      AMERICAN,
                      new OptionType[] {PUT},
                      100,
                      new double[] {95, 105},
                      0.5,
                      0.04,
                      0,
                      CashDividends.none(),
                      new double[] {0.3, 0.2}))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("types must have 2 elements: 1");
    }
  }

  @Nested
  class Arguments {

    private final ReferenceOption option = ReferenceOption.of(SPOT_DROP, AMERICAN, PUT, "0.5:2");

    @Test
    void notANumberGivesNotANumber() {
      for (ReferenceOption odd :
          List.of(
              option.withSpot(Double.NaN),
              option.withStrike(Double.NaN),
              option.withYears(Double.NaN),
              option.withRates(Double.NaN, 0),
              option.withRates(0, Double.NaN),
              option.withVolatility(Double.NaN))) {
        AmericanValue result = odd.evaluate(FAST);

        assertThat(result.value()).isNaN();
        assertThat(result.rho()).isNaN();
        assertThat(result.exerciseNow()).isFalse();
      }
    }

    @Test
    void namesWhatIsOutOfRange() {
      refuses(option.withSpot(0), "spot must be between 1e-100 and 1e100: 0.0");
      refuses(option.withStrike(-1), "strike must be between 1e-100 and 1e100: -1.0");
      refuses(option.withSpot(1e12), "spot divided by strike must be between 1e-9 and 1e9");
      refuses(option.withYears(-1), "years must be finite and at least 0: -1.0");
      refuses(option.withYears(Double.POSITIVE_INFINITY), "years must be finite");
      refuses(option.withRates(11, 0), "rate times years must be between -10 and 10");
      refuses(option.withRates(0, -11), "dividendYield times years must be between -10 and 10");
      refuses(option.withVolatility(-0.1), "volatility must be finite and at least 0: -0.1");
      refuses(
          ReferenceOption.of(SPOT_DROP, AMERICAN, CALL, "0.5:2")
              .withRates(0.05, 0.05)
              .withVolatility(4),
          "volatility times the square root of years must be at most 3");
      refuses(
          ReferenceOption.of(ESCROWED, AMERICAN, PUT, "0.5:150"),
          "spot must be above the present value of the dividends up to expiry");
      List<CashDividend> daily = new ArrayList<>();
      for (int i = 1; i <= 1001; i++) {
        daily.add(new CashDividend(i / 1002.0, 0.01));
      }
      refuses(
          option.withDividends(CashDividends.of(daily)),
          "dividends up to expiry must be at most 1000: 1001");
    }

    private void refuses(ReferenceOption odd, String message) {
      assertThatThrownBy(() -> odd.evaluate(FAST))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith(message);
    }

    @Test
    void anythingElseGivesNumbersWithinTheirBounds() {
      long seed = 20261121;
      Random random = new Random(seed);
      double[] volatilities = {0, 1e-9, 1e-5, 0.01, 0.2, 1, 3, 1e4};
      double[] times = {1e-8, 1e-4, 1 / 365.0, 0.3, 2, 10};
      double[] rates = {0, 1e-12, 0.05, -0.05, 0.3};
      double[] prices = {100, 99, 101, 50, 1e4, 1};
      for (int i = 0; i < 1500; i++) {
        double years = times[random.nextInt(times.length)];
        List<CashDividend> list = new ArrayList<>();
        for (int k = random.nextInt(5); k > 0; k--) {
          double at = years * (random.nextInt(4) == 0 ? 1 : random.nextDouble());
          list.add(new CashDividend(at, random.nextInt(5) == 0 ? 60 : 3 * random.nextDouble()));
        }
        ReferenceOption odd =
            new ReferenceOption(
                DividendModel.values()[random.nextInt(2)],
                ExerciseStyle.values()[random.nextInt(2)],
                OptionType.values()[random.nextInt(2)],
                prices[random.nextInt(prices.length)],
                prices[random.nextInt(prices.length)],
                years,
                rates[random.nextInt(rates.length)],
                rates[random.nextInt(rates.length)],
                CashDividends.of(list),
                volatilities[random.nextInt(volatilities.length)],
                new double[0]);

        checkBounds(odd, seed);
      }
    }

    private void checkBounds(ReferenceOption odd, long seed) {
      if (odd.dividends().isEmpty()) {
        return;
      }
      AmericanValue result;
      try {
        result = odd.evaluate(FAST);
      } catch (IllegalArgumentException e) {
        assertThat(e).hasMessageContaining("must be");
        return;
      }
      double most =
          odd.type() == PUT
              ? odd.strike() * Math.max(1, Math.exp(-odd.rate() * odd.years()))
              : odd.spot() * Math.max(1, Math.exp(-odd.dividendYield() * odd.years()));
      assertThat(result.value()).as("seed %d: %s", seed, odd).isBetween(0.0, most * 1.0000001);
      assertThat(result.delta() + result.gamma() + result.vega() + result.theta() + result.rho())
          .as("seed %d: %s %s", seed, odd, result)
          .isFinite();
      assertThat(result.boundary()).as("seed %d: %s", seed, odd).isNotNaN();
    }
  }

  /** The memory that one solution leaves to the next must not show. */
  @Test
  void resultsDoNotDependOnWhatWasEvaluatedBefore() throws Exception {
    List<ReferenceOption> options = ReferenceOption.read("quadrature.csv");
    List<AmericanValue> alone = new ArrayList<>();
    for (ReferenceOption option : options) {
      ExecutorService thread = Executors.newSingleThreadExecutor();
      alone.add(thread.submit(() -> option.evaluate(FAST)).get());
      thread.shutdown();
    }
    for (int i = options.size() - 1; i >= 0; i--) {
      options.get(i).evaluate(HIGH);

      assertThat(options.get(i).evaluate(FAST)).isEqualTo(alone.get(i));
    }
  }

  @Test
  void resultsHaveTheSameBitsOnEveryMachineAndJavaVersion() {
    long hash = 17;
    for (int round = 0; round < 30; round++) { // long enough to run as vector code
      hash = 17;
      for (ReferenceOption option : ReferenceOption.read("quadrature.csv")) {
        for (OptionType type : OptionType.values()) {
          AmericanValue result = option.withType(type).evaluate(FAST);
          for (double number :
              new double[] {
                result.value(), result.delta(), result.gamma(),
                result.vega(), result.theta(), result.rho()
              }) {
            hash = 31 * hash + Double.doubleToLongBits(number);
          }
        }
      }
      assertThat(hash).as("round %s", round).isEqualTo(-6345342376721087876L);
    }
  }

  @Test
  void callsWithoutYieldAllocateOnlyWhatDescribesThem() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    ReferenceOption call = ReferenceOption.of(SPOT_DROP, AMERICAN, CALL, QUARTERLY);
    call.evaluate(FAST);

    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < 100; i++) {
      call.evaluate(FAST);
    }

    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(100 * 1000);
  }

  @Test
  void theExampleOfTheDocumentationHolds() {
    ReferenceOption option = ReferenceOption.of(SPOT_DROP, AMERICAN, PUT, "0.5:2");

    assertThat(option.value(HIGH)).isCloseTo(8.8341, within(5e-5));
    assertThat(option.withStyle(EUROPEAN).value(HIGH)).isCloseTo(8.3110, within(5e-5));
  }
}
