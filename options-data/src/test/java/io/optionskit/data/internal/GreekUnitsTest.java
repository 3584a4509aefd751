/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class GreekUnitsTest {

  @Property(tries = 20_000)
  void valuesComeBackToTheLastBit(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double vega = Math.scalb(random.nextDouble() - 0.5, random.nextInt(-20, 20));
    double theta = Math.scalb(random.nextDouble() - 0.5, random.nextInt(-20, 20));
    double rho = Math.scalb(random.nextDouble() - 0.5, random.nextInt(-20, 20));
    double[] stored = {
      GreekUnits.vegaPerPoint(vega), GreekUnits.thetaPerDay(theta), GreekUnits.rhoPerPoint(rho)
    };
    Long ulps = GreekUnits.ulps(vega, theta, rho);

    double[] raw = GreekUnits.raw(stored, ulps == null ? -1 : ulps);

    assertThat(raw).isEqualTo(new double[] {vega, theta, rho});
  }

  @Test
  void missingValuesStayMissing() {
    Long ulps = GreekUnits.ulps(Double.NaN, -73.1, Double.NaN);
    double[] stored = {Double.NaN, GreekUnits.thetaPerDay(-73.1), Double.NaN};

    assertThat(GreekUnits.raw(stored, ulps == null ? -1 : ulps))
        .isEqualTo(new double[] {Double.NaN, -73.1, Double.NaN});
  }
}
