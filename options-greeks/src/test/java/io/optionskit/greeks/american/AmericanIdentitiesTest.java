/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.american;

import static io.optionskit.contract.OptionType.CALL;
import static io.optionskit.contract.OptionType.PUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.optionskit.contract.OptionType;
import io.optionskit.greeks.BlackScholes;
import io.optionskit.greeks.Measure;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What must hold of any American option, whatever the method, at random parameters. */
class AmericanIdentitiesTest {

  private static final long SEED = 20_261_122;

  /** Errors of the value that a mode may have, as a part of the strike. */
  private static double error(AmericanAccuracy accuracy) {
    return switch (accuracy) {
      case FAST -> 5e-6;
      case ACCURATE -> 1e-7;
      case HIGH -> 1e-9;
    };
  }

  /** The same next to the boundary, where the integrand along it is a spike. */
  private static double errorAtTheBoundary(AmericanAccuracy accuracy) {
    return switch (accuracy) {
      case FAST -> 1e-4;
      case ACCURATE -> 1e-6;
      case HIGH -> 1e-7;
    };
  }

  /** One option of usual scale, rates of both signs included. */
  private record Case(
      OptionType type,
      double spot,
      double strike,
      double years,
      double rate,
      double yield,
      double volatility) {

    static Case random(SplittableRandom random) {
      double years = StrictMath.exp(random.nextDouble(-4, 1.2));
      double volatility = random.nextDouble(0.08, 0.8);
      double width = 2 * volatility * Math.sqrt(years);
      return new Case(
          random.nextBoolean() ? CALL : PUT,
          100 * StrictMath.exp(random.nextDouble(-width, width)),
          100,
          years,
          random.nextInt(5) == 0 ? 0 : random.nextDouble(-0.02, 0.12),
          random.nextInt(5) == 0 ? 0 : random.nextDouble(-0.02, 0.12),
          volatility);
    }

    double value(AmericanAccuracy accuracy) {
      return American.value(accuracy, type, spot, strike, years, rate, yield, volatility);
    }

    AmericanValue evaluate(AmericanAccuracy accuracy) {
      return American.evaluate(accuracy, type, spot, strike, years, rate, yield, volatility);
    }

    Case withSpot(double price) {
      return new Case(type, price, strike, years, rate, yield, volatility);
    }

    Case withStrike(double price) {
      return new Case(type, spot, price, years, rate, yield, volatility);
    }

    Case withYears(double time) {
      return new Case(type, spot, strike, time, rate, yield, volatility);
    }

    Case scaled(double factor) {
      return new Case(type, factor * spot, factor * strike, years, rate, yield, volatility);
    }

    /** Returns the option of the other type that is worth the same. */
    Case mirrored() {
      OptionType other = type == CALL ? PUT : CALL;
      return new Case(other, strike, spot, years, yield, rate, volatility);
    }

    double intrinsic() {
      return type.intrinsic(spot, strike);
    }
  }

  @Test
  void heldOptionsSolveTheBlackScholesEquation() {
    SplittableRandom random = new SplittableRandom(SEED);
    int held = 0;
    for (int i = 0; i < 120; i++) {
      Case option = Case.random(random);
      AmericanValue at = option.evaluate(AmericanAccuracy.HIGH);
      double h = 2e-3 * option.years();
      AmericanValue later = option.withYears(option.years() + h).evaluate(AmericanAccuracy.HIGH);
      AmericanValue sooner = option.withYears(option.years() - h).evaluate(AmericanAccuracy.HIGH);
      if (at.exerciseNow() || later.exerciseNow() || sooner.exerciseNow() || isNear(at, option)) {
        continue;
      }
      held++;
      // the time derivative from values alone; theta itself is made by this equation
      double passing = (sooner.value() - later.value()) / (2 * h);
      double residual =
          passing
              + (option.rate() - option.yield()) * option.spot() * at.delta()
              + 0.5 * sq(option.volatility() * option.spot()) * at.gamma()
              - option.rate() * at.value();
      double size = sq(option.volatility()) * option.strike() / Math.min(1, option.years());

      assertThat(residual).as("%s %s", SEED, option).isEqualTo(0, within(1e-4 * size));
      assertThat(at.theta()).as("%s %s", SEED, option).isEqualTo(passing, within(1e-4 * size));
    }
    assertThat(held).isGreaterThan(60);
  }

  private static double sq(double x) {
    return x * x;
  }

  /** Next to the boundary a step in time crosses it. */
  private static boolean isNear(AmericanValue at, Case option) {
    double distance = Math.abs(StrictMath.log(option.spot() / at.boundary()));
    return distance < 0.05 * option.volatility() * Math.sqrt(option.years());
  }

  @ParameterizedTest
  @EnumSource(AmericanAccuracy.class)
  void valueAndSlopeMeetThoseOfExerciseAtTheBoundary(AmericanAccuracy accuracy) {
    SplittableRandom random = new SplittableRandom(SEED);
    int checked = 0;
    for (int i = 0; i < 60; i++) {
      Case option = Case.random(random);
      double boundary = option.evaluate(accuracy).boundary();
      if (!(boundary > 0 && boundary < 1e6) || hasTwo(option)) {
        continue;
      }
      checked++;
      int sign = option.type().sign();
      String what = SEED + " " + option + " boundary " + boundary;
      double error = errorAtTheBoundary(accuracy) * Math.max(boundary, option.strike());
      AmericanValue beyond = option.withSpot(boundary * (1 + 1e-9 * sign)).evaluate(accuracy);
      AmericanValue before = option.withSpot(boundary * (1 - 1e-9 * sign)).evaluate(accuracy);
      AmericanValue away = option.withSpot(boundary * (1 - 0.02 * sign)).evaluate(accuracy);

      assertThat(beyond.exerciseNow()).as(what).isTrue();
      assertThat(beyond.value()).as(what).isEqualTo(sign * (boundary * (1 + 1e-9 * sign) - 100));
      assertThat(before.value()).as(what).isEqualTo(sign * (boundary - 100), within(error));
      assertThat(before.delta()).as(what).isEqualTo(sign, within(Math.sqrt(error(accuracy)) / 2));
      assertThat(away.exerciseNow()).as(what).isFalse();
      assertThat(away.value())
          .as(what)
          .isGreaterThan(sign * (boundary * (1 - 0.02 * sign) - 100) - error);
    }
    assertThat(checked).isGreaterThan(25);
  }

  private static boolean hasTwo(Case option) {
    double rate = option.type() == PUT ? option.rate() : option.yield();
    double yield = option.type() == PUT ? option.yield() : option.rate();
    return rate < 0 && yield < rate;
  }

  @Test
  void valueMeetsThatOfExerciseAllAlongTheBoundary() {
    SplittableRandom random = new SplittableRandom(SEED);
    for (int i = 0; i < 12; i++) {
      Case option = Case.random(random);
      ExerciseBoundary boundary =
          American.boundary(
              AmericanAccuracy.HIGH,
              option.type(),
              100,
              option.years(),
              option.rate(),
              option.yield(),
              option.volatility());
      for (double part : new double[] {0.02, 0.3, 0.7, 1}) {
        double years = part * option.years();
        double critical = boundary.spotAt(years);
        if (critical > 0 && critical < 1e6 && !hasTwo(option)) {
          Case there = option.withYears(years).withSpot(critical);
          assertThat(there.value(AmericanAccuracy.HIGH))
              .as("%s %s", SEED, there)
              .isEqualTo(there.intrinsic(), within(1e-7 * Math.max(critical, 100)));
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(AmericanAccuracy.class)
  void scalingSpotAndStrikeScalesTheValue(AmericanAccuracy accuracy) {
    SplittableRandom random = new SplittableRandom(SEED);
    for (int i = 0; i < 40; i++) {
      Case option = Case.random(random);
      AmericanValue value = option.evaluate(accuracy);
      AmericanValue larger = option.scaled(1000).evaluate(accuracy);

      String what = SEED + " " + option;
      assertThat(larger.value()).as(what).isEqualTo(1000 * value.value(), within(1e-8));
      assertThat(larger.delta()).as(what).isEqualTo(value.delta(), within(1e-9));
      assertThat(larger.vega()).as(what).isEqualTo(1000 * value.vega(), within(1e-4));
      assertThat(option.scaled(0x1p-20).value(accuracy) * 0x1p20)
          .as(what)
          .isEqualTo(value.value(), within(1e-11));
    }
  }

  /** Euler's theorem joins the delta of an option and that of its mirror image, which is ∂/∂K. */
  @ParameterizedTest
  @EnumSource(AmericanAccuracy.class)
  void spotTimesDeltaAndStrikeTimesItsOwnAddUpToTheValue(AmericanAccuracy accuracy) {
    SplittableRandom random = new SplittableRandom(SEED);
    for (int i = 0; i < 60; i++) {
      Case option = Case.random(random);
      AmericanValue value = option.evaluate(accuracy);
      AmericanValue mirrored = option.mirrored().evaluate(accuracy);

      String what = SEED + " " + option;
      assertThat(mirrored.value()).as(what).isEqualTo(value.value(), within(1e-10));
      assertThat(option.spot() * value.delta() + option.strike() * mirrored.delta())
          .as(what)
          .isEqualTo(value.value(), within(1e-9 + 20 * error(accuracy) * option.strike()));
    }
  }

  @ParameterizedTest
  @EnumSource(AmericanAccuracy.class)
  void valuesRiseAndCurveUpwardsInTheStrikeAndTheSpot(AmericanAccuracy accuracy) {
    SplittableRandom random = new SplittableRandom(SEED);
    for (int i = 0; i < 15; i++) {
      Case option = Case.random(random);
      double room = error(accuracy) * 100;
      int sign = option.type().sign();
      double[] byStrike = new double[9];
      double[] bySpot = new double[9];
      for (int k = 0; k < 9; k++) {
        byStrike[k] = option.withStrike(80 + 5 * k).value(accuracy);
        bySpot[k] = option.withSpot(80 + 5 * k).value(accuracy);
      }
      for (int k = 1; k < 9; k++) {
        String what = SEED + " " + option + " step " + k;
        assertThat(sign * (byStrike[k - 1] - byStrike[k])).as(what).isBetween(-room, 5 + room);
        assertThat(sign * (bySpot[k] - bySpot[k - 1]))
            .as(what)
            .isBetween(-room, 5 * StrictMath.exp(0.02 * option.years()) + room);
        if (k < 8) {
          assertThat(byStrike[k - 1] - 2 * byStrike[k] + byStrike[k + 1])
              .as(what)
              .isGreaterThan(-2 * room);
          assertThat(bySpot[k - 1] - 2 * bySpot[k] + bySpot[k + 1])
              .as(what)
              .isGreaterThan(-2 * room);
        }
      }
    }
  }

  @Test
  void everyMeasureIsTheEuropeanOneToTheBitWhereExerciseNeverPays() {
    SplittableRandom random = new SplittableRandom(SEED);
    double[] european = new double[Measure.COUNT];
    for (int i = 0; i < 400; i++) {
      Case any = Case.random(random);
      double high = random.nextDouble(0, 0.1);
      boolean isCall = any.type() == CALL;
      double rate = isCall ? high : -0.5 * high;
      double yield = isCall ? -0.5 * high : high;
      AmericanAccuracy accuracy = AmericanAccuracy.values()[i % 3];

      AmericanValue value =
          American.evaluate(
              accuracy, any.type(), any.spot(), 100, any.years(), rate, yield, any.volatility());

      BlackScholes.all(
          any.type(), any.spot(), 100, any.years(), rate, yield, any.volatility(), european);
      assertThat(
              new double[] {
                value.value(),
                value.delta(),
                value.gamma(),
                value.vega(),
                value.theta(),
                value.rho()
              })
          .as("%s %s", SEED, any)
          .containsExactly(
              european[0], european[1], european[2], european[3], european[4], european[5]);
      assertThat(value.exerciseNow()).isFalse();
    }
  }

  @ParameterizedTest
  @EnumSource(AmericanAccuracy.class)
  void moreTimeIsNeverWorthLess(AmericanAccuracy accuracy) {
    SplittableRandom random = new SplittableRandom(SEED);
    for (int i = 0; i < 25; i++) {
      Case option = Case.random(random);
      double before = option.intrinsic();
      for (double factor : new double[] {1e-6, 1e-3, 0.1, 0.5, 1, 2, 4}) {
        double value = option.withYears(factor * option.years()).value(accuracy);
        assertThat(value)
            .as("%s %s times %s", SEED, option, factor)
            .isGreaterThanOrEqualTo(before - error(accuracy) * 100);
        before = value;
      }
    }
  }

  @ParameterizedTest
  @EnumSource(AmericanAccuracy.class)
  void callMinusPutLiesBetweenTheBoundsOfParity(AmericanAccuracy accuracy) {
    SplittableRandom random = new SplittableRandom(SEED);
    for (int i = 0; i < 100; i++) {
      Case option = Case.random(random);
      double spotFactor = StrictMath.exp(-option.yield() * option.years());
      double strikeFactor = StrictMath.exp(-option.rate() * option.years());
      double difference = value(CALL, option, accuracy) - value(PUT, option, accuracy);

      double room = error(accuracy) * 200;
      assertThat(difference)
          .as("%s %s", SEED, option)
          .isBetween(
              option.spot() * Math.min(1, spotFactor) - 100 * Math.max(1, strikeFactor) - room,
              option.spot() * Math.max(1, spotFactor) - 100 * Math.min(1, strikeFactor) + room);
    }
  }

  private static double value(OptionType type, Case option, AmericanAccuracy accuracy) {
    return American.value(
        accuracy,
        type,
        option.spot(),
        option.strike(),
        option.years(),
        option.rate(),
        option.yield(),
        option.volatility());
  }
}
