/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks;

import static org.assertj.core.api.Assertions.assertThat;

import io.optionskit.contract.OptionType;
import io.optionskit.greeks.american.American;
import io.optionskit.greeks.american.AmericanAccuracy;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Whatever numbers go in, what comes out is refused, unknown, or within the bounds that need no
 * model.
 */
class OddNumbersTest {

  private static final long SEED = 20_261_121;
  private static final int ROWS = 100_000;

  /** Units in the last place of the larger present value, as the documentation states. */
  private static final double ULPS = 4;

  /** Below it derivatives with respect to the spot lose their meaning: they overflow. */
  private static final double LEAST_SPOT = 1e-100;

  /** Beyond so many logarithms or standard deviations there is no such option. */
  private static final double FARTHEST = 5;

  /** Times a time that is short enough for it, such a rate could still accrue. */
  private static final double HIGHEST_RATE = 1e100;

  private static final double SHORTEST = 1e-10;

  @Test
  void europeanValuesAndGreeksStayWithinTheirBounds() {
    Random random = new Random(SEED);
    double[] out = new double[Measure.COUNT];
    int valued = 0;
    for (int row = 0; row < ROWS; row++) {
      OptionType type = random.nextBoolean() ? OptionType.CALL : OptionType.PUT;
      double[] a = new double[6];
      double odd = row % 2 == 0 ? 0.1 : 0.6;
      for (int i = 0; i < a.length; i++) {
        a[i] = RandomArguments.number(random, odd);
      }
      try {
        BlackScholes.all(type, a[0], a[1], a[2], a[3], a[4], a[5], out);
      } catch (IllegalArgumentException e) {
        continue;
      }
      if (Double.isNaN(out[0])) {
        continue;
      }
      valued++;
      String what = "seed " + SEED + " row " + row + " " + type + java.util.Arrays.toString(a);
      double spot = a[0] * StrictMath.exp(-a[4] * a[2]);
      double strike = a[1] * StrictMath.exp(-a[3] * a[2]);
      if (spot > 1e300 || strike > 1e300 || Math.abs(a[3]) + Math.abs(a[4]) > HIGHEST_RATE) {
        continue;
      }
      double room = ULPS * Math.ulp(Math.max(spot, strike)) + 1e-12 * Math.max(spot, strike);
      double least = Math.max(0, type.sign() * (spot - strike));
      double most = type == OptionType.CALL ? spot : strike;
      assertThat(out[0])
          .as(what)
          .isGreaterThanOrEqualTo(least - room)
          .isLessThanOrEqualTo(most + room);
      if (a[0] < LEAST_SPOT) {
        continue;
      }
      double deltaLimit = StrictMath.exp(-a[4] * a[2]) * (1 + 1e-12);
      assertThat(type.sign() * out[Measure.DELTA.index()])
          .as(what)
          .isGreaterThanOrEqualTo(0)
          .isLessThanOrEqualTo(deltaLimit);
      assertThat(out[Measure.GAMMA.index()]).as(what).isGreaterThanOrEqualTo(0);
      assertThat(out[Measure.VEGA.index()]).as(what).isGreaterThanOrEqualTo(0);
    }
    assertThat(valued).isGreaterThan(ROWS / 10);
  }

  @Test
  void americanValuesAreAtLeastWhatExerciseAndTheEuropeanOptionBring() {
    Random random = new Random(SEED);
    int valued = 0;
    for (int row = 0; row < ROWS / 100; row++) {
      OptionType type = random.nextBoolean() ? OptionType.CALL : OptionType.PUT;
      double[] a = new double[6];
      for (int i = 0; i < a.length; i++) {
        a[i] = RandomArguments.number(random, row % 2 == 0 ? 0 : 0.2);
      }
      double value;
      double european;
      try {
        european = BlackScholes.value(type, a[0], a[1], a[2], a[3], a[4], a[5]);
        value = American.value(AmericanAccuracy.FAST, type, a[0], a[1], a[2], a[3], a[4], a[5]);
      } catch (IllegalArgumentException e) {
        continue;
      }
      if (Double.isNaN(european) || isFar(a)) {
        continue;
      }
      valued++;
      String what = "seed " + SEED + " row " + row + " " + type + java.util.Arrays.toString(a);
      double intrinsic = type.intrinsic(a[0], a[1]);
      double room = 1e-12 * Math.max(a[0], a[1]);
      assertThat(value).as(what).isNotNaN().isGreaterThanOrEqualTo(intrinsic * (1 - 1e-14));
      assertThat(value).as(what).isGreaterThanOrEqualTo(european - room);
    }
    assertThat(valued).isGreaterThan(ROWS / 2000);
  }

  private static boolean isFar(double[] a) {
    double total = a[5] * Math.sqrt(a[2]);
    return a[2] < SHORTEST
        || total < SHORTEST
        || total > FARTHEST
        || Math.abs(StrictMath.log(a[0] / a[1])) > FARTHEST
        || Math.abs(a[3] * a[2]) > FARTHEST
        || Math.abs(a[4] * a[2]) > FARTHEST;
  }

  @Test
  void impliedVolatilitiesAreGivenExactlyWhereTheStatusSaysSo() {
    Random random = new Random(SEED);
    int solved = 0;
    for (int row = 0; row < ROWS; row++) {
      OptionType type = random.nextBoolean() ? OptionType.CALL : OptionType.PUT;
      double[] a = new double[5];
      for (int i = 0; i < a.length; i++) {
        a[i] = RandomArguments.number(random, row % 2 == 0 ? 0.1 : 0.6);
      }
      IvStatus status = ImpliedVolatility.status(type, a[0], a[1], a[2], a[3], a[4]);
      double volatility = ImpliedVolatility.solve(type, a[0], a[1], a[2], a[3], a[4]);
      String what = "seed " + SEED + " row " + row + " " + type + java.util.Arrays.toString(a);
      switch (status) {
        case OK -> {
          solved++;
          assertThat(volatility).as(what).isPositive().isFinite();
          double back = Black76.value(type, a[0], a[1], a[2], a[3], volatility);
          double scale = a[3] * Math.max(a[0], a[1]);
          assertThat(Math.abs(back - a[4])).as(what).isLessThanOrEqualTo(1e-11 * scale);
        }
        case ZERO_VOLATILITY -> assertThat(volatility).as(what).isZero();
        default -> assertThat(volatility).as(what).isNaN();
      }
    }
    assertThat(solved).isGreaterThan(ROWS / 100);
  }
}
