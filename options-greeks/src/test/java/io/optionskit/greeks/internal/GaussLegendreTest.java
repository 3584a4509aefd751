/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class GaussLegendreTest {

  /** 40-digit values: zeros of the Legendre polynomials, 2 / ((1 − x²) P′(x)²). */
  @Test
  void nodesAndWeightsAreThoseOfHighPrecision() {
    GaussLegendre twenty = GaussLegendre.of(20);
    GaussLegendre most = GaussLegendre.of(64);

    assertThat(twenty.nodes()[0]).isCloseTo(0.003435700407452537606938806, within(1e-16));
    assertThat(twenty.weights()[0]).isCloseTo(0.008807003569576059155930981, within(1e-15));
    assertThat(most.nodes()[20]).isCloseTo(0.2343602679900527271709930482, within(1e-16));
    assertThat(most.weights()[20]).isCloseTo(0.02063128162131176430507814874, within(1e-15));
  }

  @Test
  void integratesPolynomialsExactly() {
    for (int count = 1; count <= 90; count++) {
      GaussLegendre rule = GaussLegendre.of(count);
      for (int power : new int[] {0, 1, count, 2 * count - 1}) {
        double sum = 0;
        for (int i = 0; i < count; i++) {
          sum = Math.fma(rule.weights()[i], StrictMath.pow(rule.nodes()[i], power), sum);
        }

        assertThat(sum)
            .as("%s nodes, power %s", count, power)
            .isCloseTo(1.0 / (power + 1), within(2e-15));
      }
    }
  }

  @Test
  void nodesRise() {
    for (int count = 2; count <= 90; count++) {
      double[] nodes = GaussLegendre.of(count).nodes();

      assertThat(nodes).as("%s nodes", count).isSorted();
      assertThat(nodes[0]).isPositive();
      assertThat(nodes[count - 1]).isLessThan(1);
    }
  }

  @Test
  void keepsUsualRules() {
    assertThat(GaussLegendre.of(20)).isSameAs(GaussLegendre.of(20));
  }
}
