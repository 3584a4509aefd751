/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.optionskit.contract.ExerciseStyle;
import io.optionskit.contract.OptionType;
import io.optionskit.greeks.american.American;
import io.optionskit.greeks.american.AmericanAccuracy;
import io.optionskit.greeks.american.AmericanBatch;
import io.optionskit.greeks.american.AmericanImpliedVolatility;
import io.optionskit.greeks.batch.EuropeanBatch;
import io.optionskit.greeks.batch.ImpliedVolatilityBatch;
import io.optionskit.greeks.batch.MeasureColumns;
import io.optionskit.greeks.dividend.CashDividends;
import io.optionskit.greeks.dividend.DividendImpliedVolatility;
import io.optionskit.greeks.dividend.DividendModel;
import io.optionskit.greeks.dividend.DividendOptions;
import io.optionskit.greeks.structure.StructureLeg;
import io.optionskit.greeks.structure.StructurePricer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every pricing function gives without time and without volatility, and next to that. */
class LimitsTest {

  private static final double[] STRIKES = {60, 95, 100, 105, 160};
  private static final double[][] RATES = {{0.05, 0.02}, {0.02, 0.06}, {0, 0}, {-0.01, 0.01}};

  private interface Value {
    double of(
        OptionType type,
        double spot,
        double strike,
        double years,
        double rate,
        double yield,
        double volatility);
  }

  /** All ways to price an option. */
  private enum Pricing {
    SCALAR(false, BlackScholes::value),
    FORWARD(
        false,
        (type, spot, strike, years, rate, yield, volatility) ->
            Black76.value(
                type,
                spot * StrictMath.exp((rate - yield) * years),
                strike,
                years,
                StrictMath.exp(-rate * years),
                volatility)),
    ROWS(
        false,
        (type, spot, strike, years, rate, yield, volatility) -> {
          MeasureColumns out = MeasureColumns.of(1, Measure.VALUE);
          EuropeanBatch.create()
              .price(
                  new OptionType[] {type},
                  new double[] {spot},
                  new double[] {strike},
                  new double[] {years},
                  new double[] {rate},
                  new double[] {yield},
                  new double[] {volatility},
                  out);
          return out.column(Measure.VALUE)[0];
        }),
    CHAIN(
        false,
        (type, spot, strike, years, rate, yield, volatility) -> {
          MeasureColumns out = MeasureColumns.of(1, Measure.VALUE);
          EuropeanBatch.create()
              .priceChain(
                  new OptionType[] {type},
                  spot,
                  new double[] {strike},
                  years,
                  rate,
                  yield,
                  new double[] {volatility},
                  out);
          return out.column(Measure.VALUE)[0];
        }),
    FORWARDS(
        false,
        (type, spot, strike, years, rate, yield, volatility) -> {
          MeasureColumns out = MeasureColumns.of(1, Measure.VALUE);
          EuropeanBatch.create()
              .priceForwards(
                  new OptionType[] {type},
                  new double[] {spot * StrictMath.exp((rate - yield) * years)},
                  new double[] {strike},
                  new double[] {years},
                  new double[] {StrictMath.exp(-rate * years)},
                  new double[] {volatility},
                  out);
          return out.column(Measure.VALUE)[0];
        }),
    FORWARD_CHAIN(
        false,
        (type, spot, strike, years, rate, yield, volatility) -> {
          MeasureColumns out = MeasureColumns.of(1, Measure.VALUE);
          EuropeanBatch.create()
              .priceForwardChain(
                  new OptionType[] {type},
                  spot * StrictMath.exp((rate - yield) * years),
                  new double[] {strike},
                  years,
                  StrictMath.exp(-rate * years),
                  new double[] {volatility},
                  out);
          return out.column(Measure.VALUE)[0];
        }),
    EUROPEAN_LEG(
        false, (type, s, k, t, r, q, v) -> leg(type, ExerciseStyle.EUROPEAN, s, k, t, r, q, v)),
    SPOT_DROP(
        false,
        (type, s, k, t, r, q, v) ->
            dividends(DividendModel.SPOT_DROP, ExerciseStyle.EUROPEAN, type, s, k, t, r, q, v)),
    ESCROWED(
        false,
        (type, s, k, t, r, q, v) ->
            dividends(DividendModel.ESCROWED, ExerciseStyle.EUROPEAN, type, s, k, t, r, q, v)),
    AMERICAN(
        true,
        (type, s, k, t, r, q, v) -> American.value(AmericanAccuracy.HIGH, type, s, k, t, r, q, v)),
    AMERICAN_BATCH(
        true,
        (type, spot, strike, years, rate, yield, volatility) -> {
          double[] out = new double[1];
          AmericanBatch.of(AmericanAccuracy.HIGH)
              .values(
                  new OptionType[] {type},
                  new double[] {spot},
                  new double[] {strike},
                  new double[] {years},
                  new double[] {rate},
                  new double[] {yield},
                  new double[] {volatility},
                  out);
          return out[0];
        }),
    AMERICAN_LEG(
        true, (type, s, k, t, r, q, v) -> leg(type, ExerciseStyle.AMERICAN, s, k, t, r, q, v)),
    AMERICAN_SPOT_DROP(
        true,
        (type, s, k, t, r, q, v) ->
            dividends(DividendModel.SPOT_DROP, ExerciseStyle.AMERICAN, type, s, k, t, r, q, v)),
    AMERICAN_ESCROWED(
        true,
        (type, s, k, t, r, q, v) ->
            dividends(DividendModel.ESCROWED, ExerciseStyle.AMERICAN, type, s, k, t, r, q, v));

    final boolean isAmerican;
    final Value value;

    Pricing(boolean isAmerican, Value value) {
      this.isAmerican = isAmerican;
      this.value = value;
    }

    private static double leg(
        OptionType type,
        ExerciseStyle style,
        double spot,
        double strike,
        double years,
        double rate,
        double yield,
        double volatility) {
      StructureLeg leg = new StructureLeg.Option(type, strike, years, volatility, style, 1, 0);
      return StructurePricer.of(List.of(leg), rate, yield).value(spot, 0, 0);
    }

    private static double dividends(
        DividendModel model,
        ExerciseStyle style,
        OptionType type,
        double spot,
        double strike,
        double years,
        double rate,
        double yield,
        double volatility) {
      return DividendOptions.value(
          AmericanAccuracy.HIGH,
          model,
          style,
          type,
          spot,
          strike,
          years,
          rate,
          yield,
          CashDividends.none(),
          volatility);
    }
  }

  @ParameterizedTest
  @EnumSource(Pricing.class)
  void withoutTimeAnOptionIsWorthItsIntrinsicValue(Pricing pricing) {
    for (OptionType type : OptionType.values()) {
      for (double strike : STRIKES) {
        for (double volatility : new double[] {0, 0.2, 5}) {
          for (double years : new double[] {0.0, -0.0}) {
            assertThat(pricing.value.of(type, 100, strike, years, 0.05, 0.02, volatility))
                .as("%s %s volatility %s", type, strike, volatility)
                .isEqualTo(type.intrinsic(100, strike));
          }
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Pricing.class)
  void aMomentBeforeTheValueIsNearlyThat(Pricing pricing) {
    for (OptionType type : OptionType.values()) {
      for (double strike : STRIKES) {
        double second = 1 / (365.0 * 86_400);
        assertThat(pricing.value.of(type, 100, strike, second, 0.05, 0.02, 0.2))
            .as("%s %s", type, strike)
            .isEqualTo(type.intrinsic(100, strike), within(0.4 * 100 * 0.2 * Math.sqrt(second)));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Pricing.class)
  void withoutVolatilityAnOptionIsExercisedAtTheForwardOrAtTheBestTime(Pricing pricing) {
    for (OptionType type : OptionType.values()) {
      for (double strike : STRIKES) {
        for (double[] rates : RATES) {
          double years = 2;
          double expected =
              pricing.isAmerican
                  ? bestPlanned(type, strike, years, rates[0], rates[1])
                  : planned(type, strike, years, rates[0], rates[1]);
          for (double volatility : new double[] {0.0, -0.0}) {
            assertThat(pricing.value.of(type, 100, strike, years, rates[0], rates[1], volatility))
                .as("%s %s %s", type, strike, rates)
                .isEqualTo(expected, within(pricing.isAmerican ? 1e-5 : 1e-12));
          }
        }
      }
    }
  }

  /** Returns what exercise at a time is worth today if the underlying does what is expected. */
  private static double planned(
      OptionType type, double strike, double years, double rate, double yield) {
    double spotValue = 100 * StrictMath.exp(-yield * years);
    return Math.max(0, type.sign() * (spotValue - strike * StrictMath.exp(-rate * years)));
  }

  private static double bestPlanned(
      OptionType type, double strike, double years, double rate, double yield) {
    double best = 0;
    for (int i = 0; i <= 20_000; i++) {
      best = Math.max(best, planned(type, strike, years * i / 20_000, rate, yield));
    }
    return best;
  }

  @ParameterizedTest
  @EnumSource(Pricing.class)
  void smallVolatilitiesComeNearThat(Pricing pricing) {
    for (OptionType type : OptionType.values()) {
      for (double strike : new double[] {60, 160}) {
        for (double[] rates : RATES) {
          double none = pricing.value.of(type, 100, strike, 0.5, rates[0], rates[1], 0);
          double little = pricing.value.of(type, 100, strike, 0.5, rates[0], rates[1], 0.01);
          assertThat(little)
              .as("%s %s %s", type, strike, rates)
              .isEqualTo(none, within(1e-3)); // American puts in the money keep a little
        }
      }
    }
  }

  @Test
  void impliedVolatilitiesHaveAStatusWithoutTimeAndAtTheLeastPrice() {
    OptionType call = OptionType.CALL;
    double[] volatilities = new double[2];
    IvStatus[] statuses = new IvStatus[2];
    ImpliedVolatilityBatch.create()
        .solve(
            new OptionType[] {call, call},
            new double[] {100, 100},
            new double[] {90, 90},
            new double[] {0, 1},
            new double[] {1, 1},
            new double[] {10, 10},
            volatilities,
            statuses);

    assertThat(statuses).containsExactly(IvStatus.ZERO_TIME, IvStatus.ZERO_VOLATILITY);
    assertThat(volatilities).containsExactly(Double.NaN, 0);
    assertThat(ImpliedVolatility.status(call, 100, 90, 0, 1, 10)).isEqualTo(IvStatus.ZERO_TIME);
    assertThat(ImpliedVolatility.solve(call, 100, 90, 0, 1, 12)).isNaN();
    assertThat(ImpliedVolatility.solve(call, 100, 90, 1, 1, 10)).isZero();
    assertThat(AmericanImpliedVolatility.status(call, 100, 90, 0, 0.05, 0, 10))
        .isEqualTo(IvStatus.ZERO_TIME);
    assertThat(
            AmericanImpliedVolatility.solve(
                AmericanAccuracy.FAST, OptionType.PUT, 90, 100, 1, 0.05, 0, 10))
        .isZero();
    assertThat(dividendStatus(0, 10)).isEqualTo(IvStatus.ZERO_TIME);
    assertThat(dividendStatus(1, 10)).isEqualTo(IvStatus.ZERO_VOLATILITY);
  }

  private static IvStatus dividendStatus(double years, double price) {
    return DividendImpliedVolatility.solve(
            AmericanAccuracy.FAST,
            DividendModel.SPOT_DROP,
            ExerciseStyle.AMERICAN,
            OptionType.PUT,
            90,
            100,
            years,
            0.05,
            0,
            CashDividends.none(),
            price)
        .status();
  }

  @ParameterizedTest
  @EnumSource(Pricing.class)
  void negativeTimesAndVolatilitiesHaveNoValue(Pricing pricing) {
    if (pricing.name().contains("BATCH") || isEuropeanBatch(pricing)) {
      assertThat(pricing.value.of(OptionType.CALL, 100, 100, -1e-9, 0, 0, 0.2)).isNaN();
      assertThat(pricing.value.of(OptionType.CALL, 100, 100, 1, 0, 0, -1e-9)).isNaN();
      return;
    }
    assertThatThrownBy(() -> pricing.value.of(OptionType.CALL, 100, 100, -1e-9, 0, 0, 0.2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("years");
    assertThatThrownBy(() -> pricing.value.of(OptionType.CALL, 100, 100, 1, 0, 0, -1e-9))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("volatility");
  }

  private static boolean isEuropeanBatch(Pricing pricing) {
    return switch (pricing) {
      case ROWS, CHAIN, FORWARDS, FORWARD_CHAIN -> true;
      default -> false;
    };
  }
}
