/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.dividend;

import static io.optionskit.greeks.american.AmericanAccuracy.ACCURATE;
import static io.optionskit.greeks.american.AmericanAccuracy.FAST;
import static io.optionskit.greeks.american.AmericanAccuracy.HIGH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.optionskit.greeks.american.AmericanAccuracy;
import io.optionskit.greeks.american.AmericanValue;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class DividendOptionsTest {

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
}
