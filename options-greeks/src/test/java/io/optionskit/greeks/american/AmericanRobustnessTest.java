/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.american;

import static org.assertj.core.api.Assertions.assertThat;

import io.optionskit.contract.OptionType;
import io.optionskit.greeks.BlackScholes;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class AmericanRobustnessTest {

  private static final double[] ODD = {
    0.0,
    -0.0,
    Double.MIN_VALUE,
    1e-310,
    1e-200,
    1e-12,
    1e-4,
    0.05,
    0.2,
    1,
    3,
    100,
    1e4,
    1e12,
    1e200,
    Double.MAX_VALUE,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    Double.NaN,
    -1e-12,
    -0.02,
    -1
  };

  @Test
  void answersOrRefusesAnyNumbers() {
    long seed = 20260118;
    SplittableRandom random = new SplittableRandom(seed);
    int answered = 0;
    for (int i = 0; i < 6_000; i++) {
      double spot = any(random, 100);
      double strike = any(random, 100);
      double years = any(random, 1);
      double rate = any(random, 0.05);
      double yield = any(random, 0.03);
      double volatility = any(random, 0.3);
      OptionType type = i % 2 == 0 ? OptionType.CALL : OptionType.PUT;
      String row =
          String.join(
              " ",
              "seed " + seed,
              type.toString(),
              Double.toString(spot),
              Double.toString(strike),
              Double.toString(years),
              Double.toString(rate),
              Double.toString(yield),
              Double.toString(volatility));
      AmericanValue value;
      try {
        value =
            American.evaluate(
                AmericanAccuracy.FAST, type, spot, strike, years, rate, yield, volatility);
      } catch (IllegalArgumentException e) {
        assertThat(AmericanPricer.accepts(spot, strike, years, rate, yield, volatility))
            .as(row)
            .isFalse();
        continue;
      }
      if (Double.isNaN(spot + strike + years + rate + yield + volatility)) {
        assertThat(value.value()).as(row).isNaN();
        continue;
      }
      double european = BlackScholes.value(type, spot, strike, years, rate, yield, volatility);
      if (!(european < Double.POSITIVE_INFINITY)) {
        continue;
      }
      double scale = Math.max(european, Math.max(spot, strike));
      assertThat(value.value())
          .as(row)
          .isGreaterThanOrEqualTo(european - 1e-5 * scale)
          .isGreaterThanOrEqualTo(type.intrinsic(spot, strike));
      if (Math.max(spot, strike) < 1e200) {
        assertThat(value.value()).as(row).isLessThan(Double.POSITIVE_INFINITY);
      }
      answered++;
    }
    assertThat(answered).isGreaterThan(1000);
  }

  @Test
  void impliedVolatilitiesOfAnyNumbersHaveAStatus() {
    SplittableRandom random = new SplittableRandom(20260119);
    for (int i = 0; i < 1_500; i++) {
      OptionType type = i % 2 == 0 ? OptionType.CALL : OptionType.PUT;
      double spot = any(random, 100);
      double strike = any(random, 100);
      double years = any(random, 1);
      double rate = any(random, 0.05);
      double yield = any(random, 0.03);
      double price = any(random, 10);

      double volatility =
          AmericanImpliedVolatility.solve(
              AmericanAccuracy.FAST, type, spot, strike, years, rate, yield, price);

      switch (AmericanImpliedVolatility.status(type, spot, strike, years, rate, yield, price)) {
        case OK -> assertThat(volatility).isPositive().isFinite();
        case ZERO_VOLATILITY -> assertThat(volatility).isZero();
        case BELOW_INTRINSIC, ABOVE_MAXIMUM, ZERO_TIME, INVALID -> assertThat(volatility).isNaN();
      }
    }
  }

  private static double any(SplittableRandom random, double ordinary) {
    return random.nextInt(4) == 0
        ? ODD[random.nextInt(ODD.length)]
        : ordinary * Math.exp(2 * random.nextDouble() - 1);
  }
}
