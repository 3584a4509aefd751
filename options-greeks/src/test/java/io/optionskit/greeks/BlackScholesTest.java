/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks;

import static io.optionskit.contract.OptionType.CALL;
import static io.optionskit.contract.OptionType.PUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.optionskit.contract.OptionType;
import io.optionskit.market.Greeks;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BlackScholesTest {

  @Nested
  class AgainstTheHighPrecisionReference {

    private final List<ReferenceRow> rows = ReferenceRow.all();

    @Test
    void valuesAreWithin1e14RelativeInUsualCases() {
      for (ReferenceRow row : rows) {
        if (row.isUsual()) {
          double value = row.computed()[0];

          assertThat(row.relativeError(Measure.VALUE, value)).as("%s", row).isLessThan(1e-14);
        }
      }
    }

    @Test
    void valuesAreWithinFourUlpsOfTheLargerPresentValueEverywhere() {
      for (ReferenceRow row : rows) {
        double ulp = Math.ulp(row.largerPresentValue());

        assertThat(row.error(Measure.VALUE, row.computed()[0])).as("%s", row).isLessThan(4 * ulp);
      }
    }

    @Test
    void extremeValuesDownTo1e290OfSpotAreWithin1e12Relative() {
      for (ReferenceRow row : rows) {
        if (row.exact(Measure.VALUE) > 1e-290 * row.spot()) {
          double value = row.computed()[0];

          assertThat(row.relativeError(Measure.VALUE, value)).as("%s", row).isLessThan(1e-12);
        }
      }
    }

    @ParameterizedTest
    @EnumSource(Measure.class)
    void everyMeasureIsWithin1e14OfTheTermsItIsMadeOf(Measure measure) {
      for (ReferenceRow row : rows) {
        if (row.isUsual() && row.exact(Measure.VALUE) > 1e-290 * row.spot()) {
          double computed = row.computed()[measure.index()];

          assertThat(row.error(measure, computed))
              .as("%s %s", measure, row)
              .isLessThanOrEqualTo(1e-14 * row.scale(measure));
        }
      }
    }

    @ParameterizedTest
    @EnumSource(Measure.class)
    void extremeMeasuresAreWithin1e12OfTheTermsTheyAreMadeOf(Measure measure) {
      for (ReferenceRow row : rows) {
        if (row.exact(Measure.VALUE) > 1e-290 * row.spot()) {
          double computed = row.computed()[measure.index()];

          assertThat(row.error(measure, computed))
              .as("%s %s", measure, row)
              .isLessThanOrEqualTo(1e-12 * row.scale(measure));
        }
      }
    }

    @Test
    void oneMeasureAloneHasTheBitsOfAllTogether() {
      for (ReferenceRow row : rows) {
        double[] all = row.computed();
        for (Measure measure : Measure.values()) {
          double alone =
              BlackScholes.measure(
                  measure,
                  row.type(),
                  row.spot(),
                  row.strike(),
                  row.years(),
                  row.rate(),
                  row.dividendYield(),
                  row.volatility());

          assertThat(alone).isEqualTo(all[measure.index()]);
        }
      }
    }
  }

  @Nested
  class AgainstPublishedValues {

    @Test
    void theStandardExampleIsWorth10_450584() {
      assertThat(BlackScholes.value(CALL, 100, 100, 1, 0.05, 0, 0.2))
          .isEqualTo(10.450584, within(5e-7));
    }

    @Test
    void hullsExampleOfAStockAt42IsWorth4_76And0_81() {
      // J. C. Hull, Options, Futures, and Other Derivatives, Black–Scholes–Merton chapter, example
      // with S = 42, K = 40
      assertThat(BlackScholes.value(CALL, 42, 40, 0.5, 0.1, 0, 0.2)).isEqualTo(4.76, within(5e-3));
      assertThat(BlackScholes.value(PUT, 42, 40, 0.5, 0.1, 0, 0.2)).isEqualTo(0.81, within(5e-3));
    }

    @Test
    void haugsIndexPutWithADividendYieldIsWorth2_4648() {
      // E. G. Haug, The Complete Guide to Option Pricing Formulas, 2nd edition, section 1.1.2
      assertThat(BlackScholes.value(PUT, 100, 95, 0.5, 0.1, 0.05, 0.2))
          .isEqualTo(2.4648, within(5e-5));
    }
  }

  @Nested
  class Identities {

    @Test
    void callMinusPutIsTheDiscountedForwardMinusStrike() {
      SplittableRandom random = new SplittableRandom(1);
      for (int i = 0; i < 20_000; i++) {
        double spot = random.nextDouble(1, 5000);
        double strike = spot * random.nextDouble(0.3, 3);
        double years = random.nextDouble(0.0001, 3);
        double rate = random.nextDouble(-0.02, 0.1);
        double yield = random.nextDouble(-0.01, 0.08);
        double volatility = random.nextDouble(0.01, 2);

        double call = BlackScholes.value(CALL, spot, strike, years, rate, yield, volatility);
        double put = BlackScholes.value(PUT, spot, strike, years, rate, yield, volatility);

        double parity = spot * Math.exp(-yield * years) - strike * Math.exp(-rate * years);
        assertThat(call - put).isEqualTo(parity, within(1e-14 * (spot + strike)));
      }
    }

    @ParameterizedTest
    @EnumSource(OptionType.class)
    void theValueSolvesTheBlackScholesEquation(OptionType type) {
      SplittableRandom random = new SplittableRandom(2);
      double[] m = new double[Measure.COUNT];
      for (int i = 0; i < 20_000; i++) {
        double spot = random.nextDouble(1, 1000);
        double rate = random.nextDouble(-0.02, 0.1);
        double yield = random.nextDouble(-0.01, 0.08);
        double volatility = random.nextDouble(0.01, 2);
        double years = random.nextDouble(0.0001, 3);
        double strike = spot * random.nextDouble(0.3, 3);

        BlackScholes.all(type, spot, strike, years, rate, yield, volatility, m);

        double diffusion = 0.5 * volatility * volatility * spot * spot * m[2];
        double residual = m[4] + diffusion + (rate - yield) * spot * m[1] - rate * m[0];
        assertThat(residual).isEqualTo(0, within(1e-13 * (spot + diffusion)));
      }
    }

    @Test
    void everyGreekIsTheDifferenceQuotientOfItsMeasure() {
      double[] at = {100, 110, 0.4, 0.05, 0.02, 0.3};
      for (OptionType type : OptionType.values()) {
        assertDerivative(type, at, Measure.DELTA, Measure.VALUE, 0, 1);
        assertDerivative(type, at, Measure.GAMMA, Measure.DELTA, 0, 1);
        assertDerivative(type, at, Measure.VEGA, Measure.VALUE, 5, 1);
        assertDerivative(type, at, Measure.THETA, Measure.VALUE, 2, -1);
        assertDerivative(type, at, Measure.RHO, Measure.VALUE, 3, 1);
        assertDerivative(type, at, Measure.VANNA, Measure.DELTA, 5, 1);
        assertDerivative(type, at, Measure.VOLGA, Measure.VEGA, 5, 1);
        assertDerivative(type, at, Measure.CHARM, Measure.DELTA, 2, -1);
        assertDerivative(type, at, Measure.SPEED, Measure.GAMMA, 0, 1);
        assertDerivative(type, at, Measure.COLOR, Measure.GAMMA, 2, -1);
        assertDerivative(type, at, Measure.ZOMMA, Measure.GAMMA, 5, 1);
        assertDerivative(type, at, Measure.DIVIDEND_RHO, Measure.VALUE, 4, 1);
      }
    }

    private static void assertDerivative(
        OptionType type, double[] at, Measure derivative, Measure of, int argument, int sign) {
      double step = 1e-4 * at[argument];
      double[] up = at.clone();
      double[] down = at.clone();
      up[argument] += step;
      down[argument] -= step;

      double quotient = sign * (measure(of, type, up) - measure(of, type, down)) / (2 * step);

      double exact = measure(derivative, type, at);
      assertThat(quotient)
          .as("%s %s", type, derivative)
          .isEqualTo(exact, within(1e-6 * Math.abs(exact)));
    }

    private static double measure(Measure measure, OptionType type, double[] x) {
      return BlackScholes.measure(measure, type, x[0], x[1], x[2], x[3], x[4], x[5]);
    }

    @Test
    void theValueRisesWithVolatilityAndTheCallFallsWithTheStrike() {
      double before = 0;
      for (int i = 2; i <= 500; i++) {
        double value = BlackScholes.value(CALL, 100, 120, 0.1, 0.03, 0.01, i * 0.01);
        assertThat(value).isGreaterThan(before);
        before = value;
      }
      before = 100;
      for (int strike = 50; strike < 400; strike++) {
        double value = BlackScholes.value(CALL, 100, strike, 0.1, 0.03, 0.01, 0.4);
        assertThat(value).isLessThan(before);
        before = value;
      }
    }

    @Test
    void theNamedMethodsAndTheRecordAgreeWithTheMeasures() {
      double[] all = new double[Measure.COUNT];

      BlackScholes.all(PUT, 100, 110, 0.4, 0.05, 0.02, 0.3, all);

      assertThat(BlackScholes.value(PUT, 100, 110, 0.4, 0.05, 0.02, 0.3)).isEqualTo(all[0]);
      assertThat(BlackScholes.delta(PUT, 100, 110, 0.4, 0.05, 0.02, 0.3)).isEqualTo(all[1]);
      assertThat(BlackScholes.gamma(PUT, 100, 110, 0.4, 0.05, 0.02, 0.3)).isEqualTo(all[2]);
      assertThat(BlackScholes.vega(PUT, 100, 110, 0.4, 0.05, 0.02, 0.3)).isEqualTo(all[3]);
      assertThat(BlackScholes.theta(PUT, 100, 110, 0.4, 0.05, 0.02, 0.3)).isEqualTo(all[4]);
      assertThat(BlackScholes.rho(PUT, 100, 110, 0.4, 0.05, 0.02, 0.3)).isEqualTo(all[5]);
      assertThat(BlackScholes.greeks(PUT, 100, 110, 0.4, 0.05, 0.02, 0.3))
          .isEqualTo(new Greeks(all[1], all[2], all[3], all[4], all[5]));
    }
  }

  @Nested
  class Limits {

    @Test
    void noPriceIsBelowItsFloorHalfAnHourBeforeTheClose() {
      double years = 30 / 525_600.0;
      for (OptionType type : OptionType.values()) {
        for (double strike = 300; strike <= 700; strike += 0.5) {
          double value = BlackScholes.value(type, 500, strike, years, 0, 0, 0.15);

          assertThat(value).isGreaterThanOrEqualTo(type.intrinsic(500, strike));
          assertThat(value).isGreaterThanOrEqualTo(0);
        }
      }
    }

    @Test
    void noPriceIsBelowTheDiscountedIntrinsicValueOrAboveTheDiscountedUnderlying() {
      Random random = new Random(3);
      for (int i = 0; i < 100_000; i++) {
        double spot = Math.exp(random.nextGaussian() * 3);
        double strike = spot * Math.exp(random.nextGaussian() * (i % 2 == 0 ? 3 : 0.05));
        double years = Math.min(50, Math.exp(random.nextGaussian() * 4 - 3));
        double volatility = Math.exp(random.nextGaussian() * 2 - 1.5);
        double rate = random.nextGaussian() * 0.05;
        double yield = random.nextGaussian() * 0.05;
        OptionType type = i % 3 == 0 ? PUT : CALL;

        double value = BlackScholes.value(type, spot, strike, years, rate, yield, volatility);

        double spotValue = spot * StrictMath.exp(-yield * years);
        double strikeValue = strike * StrictMath.exp(-rate * years);
        double slack = 1e-14 * Math.max(spotValue, strikeValue);
        assertThat(value)
            .isBetween(
                Math.max(0, type.sign() * (spotValue - strikeValue) - slack),
                (type == CALL ? spotValue : strikeValue) + slack);
      }
    }

    @Test
    void expiredOptionsAreWorthTheirIntrinsicValue() {
      assertExpired(CALL, 110, 100, 10, 1);
      assertExpired(CALL, 90, 100, 0, 0);
      assertExpired(CALL, 100, 100, 0, 0);
      assertExpired(PUT, 90, 100, 10, -1);
      assertExpired(PUT, 110, 100, 0, 0);
      assertExpired(PUT, 100, 100, 0, 0);
    }

    private static void assertExpired(
        OptionType type, double spot, double strike, double value, double delta) {
      double[] all = new double[Measure.COUNT];

      BlackScholes.all(type, spot, strike, 0, 0.05, 0.02, 0.3, all);

      assertThat(all).containsExactly(value, delta, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    }

    @Test
    void withoutVolatilityTheForwardIsPaidForSureOrNotAtAll() {
      double spotValue = 110 * Math.exp(-0.02);
      double strikeValue = 100 * Math.exp(-0.05);
      double[] all = new double[Measure.COUNT];

      BlackScholes.all(CALL, 110, 100, 1, 0.05, 0.02, 0, all);

      assertThat(all[0]).isEqualTo(spotValue - strikeValue, within(1e-13));
      assertThat(all[1]).isEqualTo(Math.exp(-0.02), within(1e-15));
      assertThat(all[4]).isEqualTo(0.02 * spotValue - 0.05 * strikeValue, within(1e-13));
      assertThat(all[5]).isEqualTo(strikeValue, within(1e-13));
      assertThat(all[2]).isZero();
      assertThat(all[3]).isZero();
      BlackScholes.all(PUT, 110, 100, 1, 0.05, 0.02, 0, all);
      assertThat(all).containsOnly(0);
    }

    @Test
    void smallVolatilitiesApproachTheLimitSmoothly() {
      double limit = BlackScholes.value(CALL, 110, 100, 1, 0.05, 0.02, 0);
      for (double volatility = 1e-3; volatility > 1e-300; volatility /= 10) {
        assertThat(BlackScholes.value(CALL, 110, 100, 1, 0.05, 0.02, volatility))
            .isEqualTo(limit, within(1e-13));
      }
    }

    @Test
    void enormousVolatilitiesApproachTheUnderlyingAndTheDiscountedStrike() {
      for (double volatility : new double[] {50, 1e3, 1e9, 1e100}) {
        assertThat(BlackScholes.value(CALL, 110, 100, 1, 0.05, 0, volatility)).isEqualTo(110);
        assertThat(BlackScholes.value(PUT, 110, 100, 1, 0, 0, volatility)).isEqualTo(100);
      }
    }

    @Test
    void deepOutOfTheMoneyPricesKeepTheirRelativeAccuracy() {
      // 60-digit arithmetic: spot 100, strike 300, one month of 30 days, 20 % volatility
      double exact = 2.0497767377485768e-82;

      assertThat(BlackScholes.value(CALL, 100, 300, 30 / 365.0, 0, 0, 0.2) / exact)
          .isEqualTo(1, within(1e-14));
    }
  }

  @Nested
  class Arguments {

    @Test
    void anUnknownArgumentGivesAnUnknownResult() {
      double nan = Double.NaN;
      double[] all = new double[Measure.COUNT];

      assertThat(BlackScholes.value(CALL, nan, 100, 1, 0, 0, 0.2)).isNaN();
      assertThat(BlackScholes.value(CALL, 100, nan, 1, 0, 0, 0.2)).isNaN();
      assertThat(BlackScholes.value(CALL, 100, 100, nan, 0, 0, 0.2)).isNaN();
      assertThat(BlackScholes.value(CALL, 100, 100, 1, nan, 0, 0.2)).isNaN();
      assertThat(BlackScholes.value(CALL, 100, 100, 1, 0, nan, 0.2)).isNaN();
      assertThat(BlackScholes.value(CALL, 100, 100, 1, 0, 0, nan)).isNaN();
      BlackScholes.all(CALL, 100, 100, 1, 0, 0, nan, all);
      assertThat(all).containsOnly(nan);
    }

    @Test
    void anArgumentOutsideItsRangeIsNamedWithItsValue() {
      assertRejects("spot must be between 1e-140 and 1e140: 0.0", 0, 100, 1, 0, 0, 0.2);
      assertRejects("strike must be between 1e-140 and 1e140: -1.0", 100, -1, 1, 0, 0, 0.2);
      assertRejects(
          "strike must be between 1e-140 and 1e140: Infinity", 100, 1 / 0.0, 1, 0, 0, 0.2);
      assertRejects("years must be 0 or between 1e-100 and 1e100: -0.5", 100, 100, -0.5, 0, 0, 0.2);
      assertRejects("rate times years must be between -500 and 500", 100, 100, 1, 501, 0, 0.2);
      assertRejects("dividendYield times years must be between", 100, 100, 1, 0, -501, 0.2);
      assertRejects("volatility must be between 0 and 1e100: -0.2", 100, 100, 1, 0, 0, -0.2);
    }

    private static void assertRejects(
        String message, double s, double k, double t, double r, double q, double v) {
      assertThatThrownBy(() -> BlackScholes.value(CALL, s, k, t, r, q, v))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(message);
    }
  }
}
