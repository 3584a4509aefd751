/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.american;

import static io.optionskit.contract.OptionType.CALL;
import static io.optionskit.contract.OptionType.PUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.optionskit.contract.OptionType;
import io.optionskit.greeks.BlackScholes;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class AmericanTest {

  @Test
  void agreesWithThePublishedPremium() {
    double european = BlackScholes.value(PUT, 100, 100, 1, 0.05, 0.05, 0.25);

    double premium =
        American.value(AmericanAccuracy.HIGH, PUT, 100, 100, 1, 0.05, 0.05, 0.25) - european;

    assertThat(premium).isCloseTo(0.106952702747, within(1e-10));
  }

  @Test
  void isEuropeanWhereEarlyExerciseNeverPays() {
    for (AmericanAccuracy accuracy : AmericanAccuracy.values()) {
      assertThat(American.value(accuracy, CALL, 90, 100, 0.5, 0.04, 0, 0.3))
          .isEqualTo(BlackScholes.value(CALL, 90, 100, 0.5, 0.04, 0, 0.3));
      assertThat(American.value(accuracy, PUT, 90, 100, 0.5, 0, 0.02, 0.3))
          .isEqualTo(BlackScholes.value(PUT, 90, 100, 0.5, 0, 0.02, 0.3));
    }
  }

  @Test
  void isWorthAtLeastTheEuropeanOptionAndExerciseAndGrowsWithTimeAndVolatility() {
    long seed = 20260120;
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 150; i++) {
      OptionType type = i % 2 == 0 ? CALL : PUT;
      double strike = 100;
      double years = 0.01 + 3 * random.nextDouble();
      double volatility = 0.08 + 0.6 * random.nextDouble();
      double spot =
          strike * Math.exp((random.nextDouble() - 0.5) * 3 * volatility * Math.sqrt(years));
      double rate = -0.03 + 0.1 * random.nextDouble();
      double yield = -0.03 + 0.1 * random.nextDouble();
      String row = "row " + i + " of seed " + seed;
      AmericanAccuracy accuracy = AmericanAccuracy.ACCURATE;

      double value = American.value(accuracy, type, spot, strike, years, rate, yield, volatility);

      double slack = 2e-5;
      assertThat(value)
          .as(row)
          .isGreaterThanOrEqualTo(
              BlackScholes.value(type, spot, strike, years, rate, yield, volatility) - slack)
          .isGreaterThanOrEqualTo(type.intrinsic(spot, strike))
          .isLessThanOrEqualTo(
              slack
                  + American.value(
                      accuracy, type, spot, strike, 1.1 * years, rate, yield, volatility))
          .isLessThanOrEqualTo(
              slack
                  + American.value(
                      accuracy, type, spot, strike, years, rate, yield, 1.1 * volatility));
    }
  }

  @Test
  void callsAreThePutsWithSpotAndStrikeAndRateAndYieldExchanged() {
    for (AmericanAccuracy accuracy : AmericanAccuracy.values()) {
      double call = American.value(accuracy, CALL, 90, 110, 0.7, 0.03, 0.06, 0.35);
      double put = American.value(accuracy, PUT, 110, 90, 0.7, 0.06, 0.03, 0.35);

      assertThat(call).isCloseTo(put, within(1e-12 * call));
    }
  }

  @Test
  void greeksAreTheDerivativesOfTheValue() {
    double h = 1e-3;
    AmericanValue value = high(PUT, 95, 0.8, 0.04, 0.02, 0.3);
    AmericanValue up = high(PUT, 95 + h, 0.8, 0.04, 0.02, 0.3);
    AmericanValue down = high(PUT, 95 - h, 0.8, 0.04, 0.02, 0.3);
    double vega =
        high(PUT, 95, 0.8, 0.04, 0.02, 0.3 + h).value()
            - high(PUT, 95, 0.8, 0.04, 0.02, 0.3 - h).value();
    double theta =
        high(PUT, 95, 0.8 - h, 0.04, 0.02, 0.3).value()
            - high(PUT, 95, 0.8 + h, 0.04, 0.02, 0.3).value();
    double rho =
        high(PUT, 95, 0.8, 0.04 + h, 0.02, 0.3).value()
            - high(PUT, 95, 0.8, 0.04 - h, 0.02, 0.3).value();

    assertThat((up.value() - down.value()) / (2 * h)).isCloseTo(value.delta(), within(1e-7));
    assertThat((up.delta() - down.delta()) / (2 * h)).isCloseTo(value.gamma(), within(1e-7));
    assertThat(vega / (2 * h)).isCloseTo(value.vega(), within(1e-3));
    assertThat(theta / (2 * h)).isCloseTo(value.theta(), within(1e-3));
    assertThat(rho / (2 * h)).isCloseTo(value.rho(), within(1e-2));
  }

  @Test
  void boundaryIsWhereValueAndSlopeMeetThoseOfExercise() {
    double boundary = high(PUT, 95, 0.8, 0.04, 0.02, 0.3).boundary();

    AmericanValue above = high(PUT, boundary * (1 + 1e-6), 0.8, 0.04, 0.02, 0.3);
    AmericanValue below = high(PUT, boundary * (1 - 1e-6), 0.8, 0.04, 0.02, 0.3);

    assertThat(above.exerciseNow()).isFalse();
    assertThat(above.delta()).isCloseTo(-1, within(1e-4));
    assertThat(above.value()).isCloseTo(100 - boundary * (1 + 1e-6), within(1e-8));
    assertThat(below.exerciseNow()).isTrue();
    assertThat(below.value()).isEqualTo(100 - boundary * (1 - 1e-6));
    assertThat(below.gamma()).isZero();
    ExerciseBoundary curve =
        American.boundary(AmericanAccuracy.HIGH, PUT, 100, 0.8, 0.04, 0.02, 0.3);
    assertThat(curve.spotAt(0.8)).isCloseTo(boundary, within(1e-9));
    assertThat(curve.spotAt(0)).isEqualTo(100);
    assertThat(curve.otherSpotAt(0.4)).isZero();
    assertThat(curve.exercisableYears()).isEqualTo(0.8);
  }

  @Test
  void withNegativeRatesExerciseLiesBetweenTwoBoundariesUntilTheyMeet() {
    ExerciseBoundary curve =
        American.boundary(AmericanAccuracy.HIGH, PUT, 100, 3, -0.01, -0.03, 0.3);

    assertThat(curve.exercisableYears()).isBetween(0.1, 2.9);
    double half = 0.5 * curve.exercisableYears();
    assertThat(curve.spotAt(half)).isGreaterThan(curve.otherSpotAt(half)).isLessThan(100);
    assertThat(curve.otherSpotAt(half)).isGreaterThan(100.0 / 3);
    assertThat(curve.spotAt(3)).isZero();
    double between = 0.5 * (curve.spotAt(half) + curve.otherSpotAt(half));
    assertThat(high(PUT, between, half, -0.01, -0.03, 0.3).exerciseNow()).isTrue();
    AmericanValue deep = high(PUT, 30, half, -0.01, -0.03, 0.3);
    assertThat(deep.exerciseNow()).isFalse();
    assertThat(deep.value()).isGreaterThan(70);
    AmericanValue call = high(CALL, 100 / 0.3, half, -0.03, -0.01, 0.3);
    assertThat(call.value()).isCloseTo(deep.value() / 0.3, within(1e-9));
    ExerciseBoundary calls =
        American.boundary(AmericanAccuracy.HIGH, CALL, 100, 3, -0.03, -0.01, 0.3);
    assertThat(calls.spotAt(half)).isLessThan(calls.otherSpotAt(half)).isGreaterThan(100);
    assertThat(calls.spotAt(3)).isInfinite();
  }

  @Test
  void limitsAreThoseOfKnownPaths() {
    assertThat(high(PUT, 90, 0, 0.05, 0.01, 0.3))
        .isEqualTo(new AmericanValue(10, -1, 0, 0, 0, 0, 100, true));
    assertThat(high(PUT, 90, 1, 0.05, 0.01, 0))
        .isEqualTo(new AmericanValue(10, -1, 0, 0, 0, 0, 100, true));
    // without volatility a call on an asset that pays more than interest is held until the payoff
    // turns
    AmericanValue held = high(CALL, 120, 1, 0.05, 0.04, 0);
    assertThat(held.value()).isCloseTo(120 * Math.exp(-0.04) - 100 * Math.exp(-0.05), within(1e-9));
    assertThat(held.exerciseNow()).isFalse();
    assertThat(high(PUT, 100, 1, 0.05, 0.01, 1e-9).value()).isCloseTo(0, within(1e-6));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> high(PUT, 100, 1, 0.05, 0.01, 1e4))
        .withMessage("volatility² · years must be at most 100.0: volatility 10000.0, years 1.0");
    assertThat(high(PUT, 100, Double.NaN, 0.05, 0.01, 0.2).value()).isNaN();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> high(PUT, -100, 1, 0.05, 0.01, 0.2))
        .withMessage("spot must be finite and above 0: -100.0");
  }

  @Test
  void batchesGiveTheSameBits() {
    OptionType[] types = {PUT, CALL, PUT, PUT, CALL};
    double[] strikes = {90, 100, 110, 100, -1};
    double[] volatilities = {0.3, 0.25, 0.25, Double.NaN, 0.2};
    double[] spots = {100, 100, 100, 100, 100};
    double[] years = {0.5, 0.5, 0.5, 0.5, 0.5};
    double[] rates = {0.04, 0.04, 0.04, 0.04, 0.04};
    double[] yields = {0.06, 0.06, 0.06, 0.06, 0.06};
    AmericanColumns chain = AmericanColumns.of(5);
    AmericanColumns columns = AmericanColumns.of(6);
    double[] values = new double[5];
    AmericanBatch batch = AmericanBatch.of(AmericanAccuracy.FAST);

    batch.evaluateChain(types, 100, strikes, 0.5, 0.04, 0.06, volatilities, chain);
    batch.evaluate(types, spots, strikes, years, rates, yields, volatilities, columns);
    batch.values(types, spots, strikes, years, rates, yields, volatilities, values);

    for (int i = 0; i < 3; i++) {
      AmericanValue one =
          American.evaluate(
              AmericanAccuracy.FAST, types[i], 100, strikes[i], 0.5, 0.04, 0.06, volatilities[i]);
      assertThat(chain.value()[i]).isEqualTo(one.value()).isEqualTo(values[i]);
      assertThat(chain.delta()[i]).isEqualTo(one.delta()).isEqualTo(columns.delta()[i]);
      assertThat(chain.gamma()[i]).isEqualTo(one.gamma());
      assertThat(chain.vega()[i]).isEqualTo(one.vega());
      assertThat(chain.theta()[i]).isEqualTo(one.theta());
      assertThat(chain.rho()[i]).isEqualTo(one.rho());
      assertThat(chain.boundary()[i]).isEqualTo(one.boundary());
      assertThat(chain.exerciseNow()[i]).isEqualTo(one.exerciseNow());
    }
    assertThat(values[3]).isNaN();
    assertThat(values[4]).isNaN();
    assertThat(chain.value()[3]).isNaN();
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                batch.evaluateChain(
                    types, 100, strikes, 1, 0.04, 0, volatilities, AmericanColumns.of(4)))
        .withMessage("out must have a capacity of at least 5: 4");
    assertThatIllegalArgumentException().isThrownBy(() -> AmericanColumns.of(-1));
  }

  private static AmericanValue high(
      OptionType type, double spot, double years, double rate, double yield, double volatility) {
    return American.evaluate(
        AmericanAccuracy.HIGH, type, spot, 100, years, rate, yield, volatility);
  }
}
