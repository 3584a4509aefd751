/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.american;

import static io.optionskit.contract.OptionType.CALL;
import static io.optionskit.contract.OptionType.PUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.optionskit.contract.OptionType;
import io.optionskit.greeks.IvStatus;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class AmericanImpliedVolatilityTest {

  @Test
  void findsTheVolatilityOfEveryValueAboveExercise() {
    long seed = 20260114;
    SplittableRandom random = new SplittableRandom(seed);
    int solved = 0;
    for (int i = 0; i < 600; i++) {
      OptionType type = i % 2 == 0 ? CALL : PUT;
      double strike = 100;
      double years = 0.002 + 3 * random.nextDouble();
      double volatility = 0.05 + 0.8 * random.nextDouble();
      double spot =
          strike * Math.exp((random.nextDouble() - 0.5) * 3 * volatility * Math.sqrt(years));
      double rate = -0.02 + 0.1 * random.nextDouble();
      double yield = -0.02 + 0.1 * random.nextDouble();
      AmericanAccuracy accuracy = AmericanAccuracy.FAST;
      AmericanValue value =
          American.evaluate(accuracy, type, spot, strike, years, rate, yield, volatility);
      if (value.exerciseNow() || value.vega() < 1e-6 * strike) {
        continue;
      }

      double implied =
          AmericanImpliedVolatility.solve(
              accuracy, type, spot, strike, years, rate, yield, value.value());

      assertThat((implied - volatility) * value.vega() / strike)
          .as("row %d of seed %d", i, seed)
          .isCloseTo(0, within(1e-11));
      solved++;
    }
    assertThat(solved).isGreaterThan(400);
  }

  @Test
  void saysWhyAPriceHasNone() {
    assertThat(status(PUT, 80, 100, 1, 0.05, 0.01, 20)).isEqualTo(IvStatus.ZERO_VOLATILITY);
    assertThat(status(PUT, 80, 100, 1, 0.05, 0.01, 19.9)).isEqualTo(IvStatus.BELOW_INTRINSIC);
    assertThat(status(PUT, 80, 100, 1, 0.05, 0.01, 100)).isEqualTo(IvStatus.ABOVE_MAXIMUM);
    assertThat(status(CALL, 80, 100, 1, 0.05, 0.01, 80)).isEqualTo(IvStatus.ABOVE_MAXIMUM);
    assertThat(status(CALL, 80, 100, 0, 0.05, 0.01, 1)).isEqualTo(IvStatus.ZERO_TIME);
    assertThat(status(CALL, 80, 100, 1, 0.05, 0.01, Double.NaN)).isEqualTo(IvStatus.INVALID);
    assertThat(status(CALL, -80, 100, 1, 0.05, 0.01, 1)).isEqualTo(IvStatus.INVALID);
    assertThat(status(CALL, 80, 100, 1, 0.05, 0.01, 0)).isEqualTo(IvStatus.ZERO_VOLATILITY);
    // a call worth holding to expiry: below the discounted intrinsic value of the forward
    assertThat(status(CALL, 110, 100, 1, 0.05, 0, 14)).isEqualTo(IvStatus.BELOW_INTRINSIC);
  }

  @Test
  void answersByRowsWhatItAnswersOneByOne() {
    OptionType[] types = {PUT, PUT, CALL};
    double[] spots = {100, 80, 100};
    double[] strikes = {100, 100, 100};
    double[] years = {1, 1, 0.5};
    double[] rates = {0.05, 0.05, 0.03};
    double[] yields = {0.05, 0.01, 0.06};
    double[] prices = {9.569445, 19, 7};
    double[] volatilities = new double[3];
    IvStatus[] statuses = new IvStatus[3];

    AmericanImpliedVolatility.solve(
        AmericanAccuracy.HIGH,
        types,
        spots,
        strikes,
        years,
        rates,
        yields,
        prices,
        volatilities,
        statuses);

    assertThat(statuses).containsExactly(IvStatus.OK, IvStatus.BELOW_INTRINSIC, IvStatus.OK);
    assertThat(volatilities[0]).isCloseTo(0.25, within(1e-8));
    assertThat(volatilities[1]).isNaN();
    assertThat(volatilities[2])
        .isEqualTo(
            AmericanImpliedVolatility.solve(
                AmericanAccuracy.HIGH, CALL, 100, 100, 0.5, 0.03, 0.06, 7));
  }

  private static IvStatus status(
      OptionType type,
      double spot,
      double strike,
      double years,
      double rate,
      double yield,
      double price) {
    return AmericanImpliedVolatility.status(type, spot, strike, years, rate, yield, price);
  }
}
