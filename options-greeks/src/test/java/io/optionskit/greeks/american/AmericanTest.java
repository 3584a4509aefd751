/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.american;

import static io.optionskit.contract.OptionType.CALL;
import static io.optionskit.contract.OptionType.PUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.optionskit.greeks.BlackScholes;
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
}
