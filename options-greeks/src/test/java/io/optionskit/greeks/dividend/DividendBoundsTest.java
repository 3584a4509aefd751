/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.dividend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.optionskit.contract.ExerciseStyle;
import io.optionskit.contract.OptionType;
import io.optionskit.greeks.IvStatus;
import io.optionskit.greeks.american.AmericanAccuracy;
import io.optionskit.greeks.american.AmericanValue;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds of options with cash dividends whatever the method, at random schedules. */
class DividendBoundsTest {

  private static final long SEED = 20_261_125;

  /** Errors of a fast value, as a part of the strike, with room for large dividends. */
  private static final double ERROR = 1e-4;

  private record Case(
      DividendModel model,
      OptionType type,
      double strike,
      double years,
      double rate,
      double yield,
      CashDividends dividends,
      double volatility) {

    static Case random(SplittableRandom random, DividendModel model) {
      double years = StrictMath.exp(random.nextDouble(-5, 1));
      double deviation = Math.min(1.5, StrictMath.exp(random.nextDouble(-3.5, 0.3)));
      double volatility = Math.max(0.05, Math.min(2, deviation / Math.sqrt(years)));
      List<CashDividend> dividends = new ArrayList<>();
      for (int i = random.nextInt(5); i > 0; i--) {
        double amount = random.nextInt(8) == 0 ? 0 : random.nextDouble(0, 5);
        double at = random.nextInt(8) == 0 ? 1 : random.nextDouble(0.001, 1.2);
        dividends.add(new CashDividend(at * years, amount));
      }
      return new Case(
          model,
          random.nextBoolean() ? OptionType.CALL : OptionType.PUT,
          100 * StrictMath.exp(random.nextDouble(-2, 2) * volatility * Math.sqrt(years)),
          years,
          random.nextInt(5) == 0 ? 0 : random.nextDouble(-0.02, 0.1),
          random.nextBoolean() ? 0 : random.nextDouble(-0.02, 0.08),
          CashDividends.of(dividends),
          volatility);
    }

    AmericanValue at(ExerciseStyle style, OptionType side, double sigma) {
      return DividendOptions.evaluate(
          AmericanAccuracy.FAST,
          model,
          style,
          side,
          100,
          strike,
          years,
          rate,
          yield,
          dividends,
          sigma);
    }

    AmericanValue american() {
      return at(ExerciseStyle.AMERICAN, type, volatility);
    }

    double european(OptionType side) {
      return at(ExerciseStyle.EUROPEAN, side, volatility).value();
    }
  }

  @ParameterizedTest
  @EnumSource(DividendModel.class)
  void valuesAndGreeksStayWithinTheBoundsThatNeedNoModel(DividendModel model) {
    SplittableRandom random = new SplittableRandom(SEED);
    for (int i = 0; i < 250; i++) {
      Case option = Case.random(random, model);
      String what = SEED + " row " + i + " " + option;
      AmericanValue american = option.american();
      int sign = option.type().sign();
      double room = ERROR * option.strike();
      double spotFactor = StrictMath.exp(-option.yield() * option.years());
      double most =
          option.type() == OptionType.CALL
              ? 100 * Math.max(1, spotFactor)
              : option.strike() * Math.max(1, StrictMath.exp(-option.rate() * option.years()));

      assertThat(american.value())
          .as(what)
          .isGreaterThanOrEqualTo(option.type().intrinsic(100, option.strike()) * (1 - 1e-14))
          .isGreaterThanOrEqualTo(option.european(option.type()) - room)
          .isLessThanOrEqualTo(most + room);
      assertThat(sign * american.delta())
          .as(what)
          .isBetween(-0.005, Math.max(1, spotFactor) + 0.005);
      assertThat(american.theta() + american.gamma() + american.vega() + american.rho())
          .as(what)
          .isFinite();
    }
  }

  @ParameterizedTest
  @EnumSource(DividendModel.class)
  void callMinusPutIsTheDiscountedForwardMinusTheStrike(DividendModel model) {
    SplittableRandom random = new SplittableRandom(SEED);
    for (int i = 0; i < 250; i++) {
      Case option = Case.random(random, model);
      double paid = option.dividends().presentValue(option.years(), option.rate(), option.yield());
      double forward = (100 - paid) * StrictMath.exp(-option.yield() * option.years());
      double parity = forward - option.strike() * StrictMath.exp(-option.rate() * option.years());
      // a spot that drops pays no more than itself, which leaves more to the call
      double unpaid = model == DividendModel.SPOT_DROP ? paid : 0;

      assertThat(option.european(OptionType.CALL) - option.european(OptionType.PUT))
          .as("%d row %d %s", SEED, i, option)
          .isBetween(parity - 1e-7 * option.strike(), parity + unpaid + 1e-7 * option.strike());
    }
  }

  @ParameterizedTest
  @EnumSource(DividendModel.class)
  void impliedVolatilitiesGiveThePriceBack(DividendModel model) {
    SplittableRandom random = new SplittableRandom(SEED);
    int solved = 0;
    for (int i = 0; i < 40; i++) {
      Case option = Case.random(random, model);
      double price = option.american().value();
      DividendVolatility found =
          DividendImpliedVolatility.solve(
              AmericanAccuracy.FAST,
              model,
              ExerciseStyle.AMERICAN,
              option.type(),
              100,
              option.strike(),
              option.years(),
              option.rate(),
              option.yield(),
              option.dividends(),
              price);
      if (found.status() == IvStatus.OK) {
        solved++;
        double back = option.at(ExerciseStyle.AMERICAN, option.type(), found.volatility()).value();
        assertThat(back)
            .as("%d row %d %s volatility %s", SEED, i, option, found.volatility())
            .isEqualTo(price, within(1e-6 * option.strike()));
      } else {
        assertThat(found.volatility() == 0 || Double.isNaN(found.volatility())).isTrue();
      }
    }
    assertThat(solved).isGreaterThan(20);
  }
}
