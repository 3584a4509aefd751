/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks;

import static org.assertj.core.api.Assertions.assertThat;

import io.optionskit.contract.OptionType;
import io.optionskit.greeks.american.American;
import io.optionskit.greeks.american.AmericanAccuracy;
import io.optionskit.greeks.american.AmericanValue;
import java.util.Arrays;
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

  /** Beyond it Greeks are rough, as the documentation says. */
  private static final double HIGHEST_RATES = 10;

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
      String what = "seed " + SEED + " row " + row + " " + type + Arrays.toString(a);
      double spot = a[0] * StrictMath.exp(-a[4] * a[2]);
      double strike = a[1] * StrictMath.exp(-a[3] * a[2]);
      double room = ULPS * Math.ulp(Math.max(spot, strike)) + 1e-12 * Math.max(spot, strike);
      double least = Math.max(0, type.sign() * (spot - strike));
      double most = type == OptionType.CALL ? spot : strike;
      assertThat(out[0])
          .as(what)
          .isGreaterThanOrEqualTo(least - room)
          .isLessThanOrEqualTo(most + room);
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
  void americanValuesAndGreeksStayWithinTheirBounds() {
    Random random = new Random(SEED);
    int valued = 0;
    for (int row = 0; row < 6_000; row++) {
      OptionType type = random.nextBoolean() ? OptionType.CALL : OptionType.PUT;
      double[] a = row % 4 == 0 ? odd(random) : broad(random);
      AmericanAccuracy accuracy = row % 20 == 0 ? AmericanAccuracy.HIGH : AmericanAccuracy.FAST;
      AmericanValue value;
      try {
        value = American.evaluate(accuracy, type, a[0], a[1], a[2], a[3], a[4], a[5]);
      } catch (IllegalArgumentException e) {
        continue;
      }
      if (Double.isNaN(value.value())) {
        continue;
      }
      valued++;
      String what =
          "seed " + SEED + " row " + row + " " + accuracy + " " + type + Arrays.toString(a);
      assertWithinBounds(what, type, a, value);
    }
    assertThat(valued).isGreaterThan(3_000);
  }

  private static void assertWithinBounds(
      String what, OptionType type, double[] a, AmericanValue value) {
    boolean isCall = type == OptionType.CALL;
    double unit = isCall ? a[0] : a[1];
    double other = isCall ? a[1] : a[0];
    double unitRate = isCall ? a[4] : a[3];
    double otherRate = isCall ? a[3] : a[4];
    double room = 1e-5 * Math.min(a[0], a[1]) + 1e-12 * Math.max(a[0], a[1]);
    double carry =
        Math.max(0, -unit * StrictMath.expm1(-unitRate * a[2]))
            + Math.max(0, other * StrictMath.expm1(-otherRate * a[2]));
    double european = BlackScholes.value(type, a[0], a[1], a[2], a[3], a[4], a[5]);
    assertThat(value.value())
        .as(what)
        .isGreaterThanOrEqualTo(type.intrinsic(a[0], a[1]) * (1 - 1e-14))
        .isLessThanOrEqualTo(unit * StrictMath.exp(Math.max(0, -unitRate * a[2])) * (1 + 1e-12))
        .isLessThanOrEqualTo(european + carry + room);
    for (double part : new double[] {1, 0.5, 0.1, 1e-2, 1e-4}) {
      // whoever may exercise at any time may also do so only then
      double then = BlackScholes.value(type, a[0], a[1], part * a[2], a[3], a[4], a[5]);
      assertThat(value.value()).as("%s part %s", what, part).isGreaterThanOrEqualTo(then - room);
    }
    if (Math.abs(a[3]) + Math.abs(a[4]) > HIGHEST_RATES) {
      return;
    }
    double steepest = Math.max(1, StrictMath.exp(-a[4] * a[2])) + 1e-3;
    assertThat(type.sign() * value.delta()).as(what).isBetween(-1e-3, steepest);
    assertThat(value.gamma() * a[0] * a[0]).as(what).isGreaterThanOrEqualTo(-1e-3 * unit);
    assertThat(value.vega()).as(what).isGreaterThanOrEqualTo(-1e-3 * unit * Math.sqrt(a[2]));
    double fastest = (Math.abs(a[3]) + Math.abs(a[4])) * a[2] + a[5] * Math.sqrt(a[2]);
    assertThat(value.theta() * a[2]).as(what).isLessThanOrEqualTo(5e-3 * unit * fastest);
    assertThat(value.rho()).as(what).isFinite();
    assertThat(value.boundary()).as(what).isNotNaN();
  }

  private static double[] odd(Random random) {
    double[] a = new double[6];
    for (int i = 0; i < a.length; i++) {
      a[i] = RandomArguments.number(random, random.nextBoolean() ? 0 : 0.2);
    }
    return a;
  }

  /** Returns an option that could exist, from minutes to thirty years, 1 % to 500 % volatility. */
  private static double[] broad(Random random) {
    double years = StrictMath.exp(StrictMath.log(1e-6) + 17.2 * random.nextDouble());
    double deviation = StrictMath.exp(1.5 * random.nextGaussian() - 2);
    double volatility = Math.min(5, Math.max(0.01, deviation / Math.sqrt(years)));
    double width = Math.min(1.5, volatility * Math.sqrt(years));
    return new double[] {
      100,
      random.nextInt(8) == 0 ? 100 : 100 * StrictMath.exp(2 * width * random.nextGaussian()),
      years,
      random.nextInt(4) == 0 ? 0 : 0.08 * random.nextGaussian(),
      random.nextInt(4) == 0 ? 0 : 0.08 * random.nextGaussian(),
      volatility
    };
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
      String what = "seed " + SEED + " row " + row + " " + type + Arrays.toString(a);
      switch (status) {
        case OK -> {
          solved++;
          assertThat(volatility).as(what).isPositive().isFinite();
          if (Arrays.stream(a, 0, 4).allMatch(x -> x > 1e-100 && x < 1e100)) {
            double back = Black76.value(type, a[0], a[1], a[2], a[3], volatility);
            double scale = a[3] * Math.max(a[0], a[1]);
            assertThat(Math.abs(back - a[4])).as(what).isLessThanOrEqualTo(1e-11 * scale);
          }
        }
        case ZERO_VOLATILITY -> assertThat(volatility).as(what).isZero();
        default -> assertThat(volatility).as(what).isNaN();
      }
    }
    assertThat(solved).isGreaterThan(ROWS / 100);
  }
}
