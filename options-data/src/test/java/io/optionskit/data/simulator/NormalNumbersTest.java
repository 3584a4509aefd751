/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.optionskit.data.simulator.RandomStream.Purpose;
import io.optionskit.greeks.NormalDistribution;
import org.junit.jupiter.api.Test;

class NormalNumbersTest {

  @Test
  void tabulatesTheCumulativeProbability() {
    for (double x = -7.2; x <= 7.2; x += 0.00371) {
      double error = NormalNumbers.cumulative(x) - NormalDistribution.cumulative(x);
      assertThat(error).as("at %s", x).isBetween(-3e-10, 3e-10);
    }
  }

  @Test
  void invertsTheCumulativeProbability() {
    for (double x = -8; x <= 5; x += 0.0173) {
      double found = NormalNumbers.quantile(NormalDistribution.cumulative(x));
      assertThat(found).isCloseTo(x, within(1e-9));
    }
    assertThat(NormalNumbers.quantile(0.05)).isCloseTo(-1.6448536269514722, within(1e-15));
    assertThat(NormalNumbers.quantile(0x1p-54)).isCloseTo(-8.2923611, within(1e-6));
  }

  @Test
  void drawsNumbersWithTheRightMoments() {
    RandomStream draw = RandomStream.of(1, "TEST", 0, Purpose.MINUTES);
    int count = 400_000;
    double[] sums = new double[4];
    for (int i = 0; i < count; i++) {
      double x = draw.normal();
      double power = 1;
      for (int n = 0; n < sums.length; n++) {
        power *= x;
        sums[n] += power / count;
      }
    }

    // Five standard errors of each sample moment.
    assertThat(sums[0]).isCloseTo(0, within(5 * Math.sqrt(1.0 / count)));
    assertThat(sums[1]).isCloseTo(1, within(5 * Math.sqrt(2.0 / count)));
    assertThat(sums[2]).isCloseTo(0, within(5 * Math.sqrt(15.0 / count)));
    assertThat(sums[3]).isCloseTo(3, within(5 * Math.sqrt(96.0 / count)));
  }

  @Test
  void givesOtherNumbersForEachPartOfTheKey() {
    long bits = RandomStream.of(1, "SPY", 20_000, Purpose.MINUTES).bits();

    assertThat(RandomStream.of(1, "SPY", 20_000, Purpose.MINUTES).bits()).isEqualTo(bits);
    assertThat(RandomStream.of(2, "SPY", 20_000, Purpose.MINUTES).bits()).isNotEqualTo(bits);
    assertThat(RandomStream.of(1, "QQQ", 20_000, Purpose.MINUTES).bits()).isNotEqualTo(bits);
    assertThat(RandomStream.of(1, "SPY", 20_001, Purpose.MINUTES).bits()).isNotEqualTo(bits);
    assertThat(RandomStream.of(1, "SPY", 20_000, Purpose.OVERNIGHT).bits()).isNotEqualTo(bits);
  }

  /** The published first output of SplitMix64 from the state 0. */
  @Test
  void mixesAsSplitMix64() {
    assertThat(RandomStream.mix(RandomStream.GOLDEN)).isEqualTo(0xE220A8397B1DCDAFL);
  }
}
