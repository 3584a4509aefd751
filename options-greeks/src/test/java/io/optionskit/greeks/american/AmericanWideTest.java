/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.american;

import static org.assertj.core.api.Assertions.assertThat;

import io.optionskit.contract.OptionType;
import io.optionskit.greeks.BlackScholes;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Puts far beyond those that are traded, in all accuracies: decades, calm, fast interest. */
class AmericanWideTest {

  private static final long SEED = 20_261_121;
  private static final int ROWS = 2_000;
  private static final double STRIKE = 100;

  @Test
  void accuraciesAgreeAndNoneIsBelowAnEuropeanOptionThatEndsEarlier() {
    Random random = new Random(SEED);
    int unknown = 0;
    for (int row = 0; row < ROWS; row++) {
      double years = 0.01 * StrictMath.pow(5_000, random.nextDouble());
      double volatility = 0.003 * StrictMath.pow(200, random.nextDouble());
      boolean two = random.nextInt(3) == 0;
      double rate = (two ? -0.2 : 0.25) * random.nextDouble() * random.nextDouble();
      double yield =
          two
              ? rate - 0.15 * random.nextDouble()
              : 0.2 * random.nextDouble() * random.nextDouble()
                  - (random.nextInt(4) == 0 ? 0.1 * random.nextDouble() : 0);
      double spread = random.nextBoolean() ? volatility * Math.sqrt(years) : 0.3 * volatility;
      double spot =
          STRIKE * StrictMath.exp(Math.max(-1, Math.min(1, spread * random.nextGaussian())));
      String what =
          "seed "
              + SEED
              + " row "
              + row
              + ": "
              + spot
              + ", "
              + years
              + ", "
              + rate
              + ", "
              + yield
              + ", "
              + volatility;

      double high = value(AmericanAccuracy.HIGH, spot, years, rate, yield, volatility);
      double accurate = value(AmericanAccuracy.ACCURATE, spot, years, rate, yield, volatility);
      double fast = value(AmericanAccuracy.FAST, spot, years, rate, yield, volatility);

      if (Double.isNaN(high)) {
        unknown++;
        continue;
      }
      assertThat(Math.abs(accurate - high)).as(what).isLessThan(1e-5 * STRIKE);
      assertThat(Math.abs(fast - high)).as(what).isLessThan(5e-5 * STRIKE);
      for (double time = years; time > 1e-4 * years; time *= 0.75) {
        double ending =
            BlackScholes.value(OptionType.PUT, spot, STRIKE, time, rate, yield, volatility);
        assertThat(high).as("%s at %s", what, time).isGreaterThan(ending - 1e-5 * STRIKE);
      }
    }
    assertThat(unknown).isLessThan(ROWS / 100);
  }

  private static double value(
      AmericanAccuracy accuracy,
      double spot,
      double years,
      double rate,
      double yield,
      double volatility) {
    return American.evaluate(accuracy, OptionType.PUT, spot, STRIKE, years, rate, yield, volatility)
        .value();
  }
}
