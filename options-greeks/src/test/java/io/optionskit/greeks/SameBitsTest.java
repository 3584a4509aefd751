/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks;

import static org.assertj.core.api.Assertions.assertThat;

import io.optionskit.contract.OptionType;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Journals must replay bit for bit, so the bits themselves are the contract, not only the numbers.
 */
class SameBitsTest {

  @Test
  void measuresHaveTheSameBitsOnEveryMachineAndJavaVersion() {
    SplittableRandom random = new SplittableRandom(20260105);
    double[] out = new double[Measure.COUNT];
    long hash = 17;
    for (int i = 0; i < 20_000; i++) {
      double spot = 1 + 1000 * random.nextDouble();
      double strike = spot * (0.3 + 2 * random.nextDouble());
      double years = 3 * random.nextDouble();
      double rate = 0.1 * random.nextDouble() - 0.02;
      double yield = 0.08 * random.nextDouble() - 0.01;
      double volatility = 0.05 + random.nextDouble();
      OptionType type = i % 2 == 0 ? OptionType.CALL : OptionType.PUT;

      BlackScholes.all(type, spot, strike, years, rate, yield, volatility, out);

      for (double value : out) {
        hash = 31 * hash + Double.doubleToLongBits(value);
      }
    }

    assertThat(hash).isEqualTo(7952014370989401888L);
  }

  @Test
  void impliedVolatilitiesHaveTheSameBitsOnEveryMachineAndJavaVersion() {
    SplittableRandom random = new SplittableRandom(20260106);
    long hash = 17;
    for (int i = 0; i < 20_000; i++) {
      double forward = 1 + 1000 * random.nextDouble();
      double strike = forward * (0.5 + random.nextDouble());
      double years = 3 * random.nextDouble();
      OptionType type = strike > forward ? OptionType.CALL : OptionType.PUT;
      double price = Math.min(forward, strike) * random.nextDouble() * random.nextDouble();

      double volatility = ImpliedVolatility.solve(type, forward, strike, years, 1, price);

      hash = 31 * hash + Double.doubleToLongBits(volatility);
    }

    assertThat(hash).isEqualTo(-1380655337775154837L);
  }
}
