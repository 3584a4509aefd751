/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.MathContext;
import org.junit.jupiter.api.Test;

class NormalDistributionTest {

  @Test
  void probabilitiesAreWithin1e15RelativeFarIntoTheLeftTail() {
    for (String[] cells : ReferenceRow.lines("normal.csv")) {
      BigDecimal exact = new BigDecimal(cells[1]);

      BigDecimal computed =
          new BigDecimal(NormalDistribution.cumulative(Double.parseDouble(cells[0])));

      assertThat(computed.divide(exact, MathContext.DECIMAL64).doubleValue())
          .as("N(%s)", cells[0])
          .isEqualTo(1, within(1e-15));
    }
  }

  @Test
  void theHalvesAddUpToOne() {
    for (double x = -9; x <= 9; x += 0.01) {
      assertThat(NormalDistribution.cumulative(x) + NormalDistribution.cumulative(-x))
          .isEqualTo(1, within(1e-15));
    }
  }

  @Test
  void theEndsAreZeroAndOne() {
    assertThat(NormalDistribution.cumulative(Double.NEGATIVE_INFINITY)).isZero();
    assertThat(NormalDistribution.cumulative(Double.POSITIVE_INFINITY)).isOne();
    assertThat(NormalDistribution.cumulative(-1e300)).isZero();
    assertThat(NormalDistribution.density(Double.POSITIVE_INFINITY)).isZero();
    assertThat(NormalDistribution.cumulative(0)).isEqualTo(0.5, within(1e-16));
  }

  @Test
  void anUnknownArgumentGivesAnUnknownResult() {
    assertThat(NormalDistribution.cumulative(Double.NaN)).isNaN();
    assertThat(NormalDistribution.density(Double.NaN)).isNaN();
  }
}
