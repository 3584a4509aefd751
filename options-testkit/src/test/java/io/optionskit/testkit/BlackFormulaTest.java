/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.optionskit.contract.OptionType;
import io.optionskit.market.Greeks;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class BlackFormulaTest {

  /**
   * J. C. Hull, "Options, Futures, and Other Derivatives": S 42, K 40, r 10 %, σ 20 %, half a year.
   */
  @Test
  void agreesWithATextbook() {
    BlackFormula call = new BlackFormula(OptionType.CALL, 42, 40, 0.5, 0.10, 0);
    BlackFormula put = new BlackFormula(OptionType.PUT, 42, 40, 0.5, 0.10, 0);

    assertThat(call.value(0.2)).isCloseTo(4.759422, within(1e-6));
    assertThat(put.value(0.2)).isCloseTo(0.808599, within(1e-6));
  }

  /** Values with 17 digits from the error function at high precision. */
  @Test
  void knowsTheNormalDistributionIntoItsTails() {
    assertThat(BlackFormula.normalCdf(0)).isEqualTo(0.5);
    assertThat(BlackFormula.normalCdf(1)).isCloseTo(0.84134474606854293, within(1e-15));
    assertThat(BlackFormula.normalCdf(-2)).isCloseTo(0.022750131948179195, within(1e-15));
    assertThat(BlackFormula.normalCdf(-3.5)).isCloseTo(2.3262907903552502e-4, within(1e-18));
    assertThat(BlackFormula.normalCdf(-10)).isCloseTo(7.6198530241605945e-24, within(1e-37));
  }

  @Property(tries = 500)
  void hasTheGreeksOfItsValue(
      @ForAll OptionType type,
      @ForAll @DoubleRange(min = 80, max = 125) double strike,
      @ForAll @DoubleRange(min = 0.02, max = 2) double years,
      @ForAll @DoubleRange(min = 0.1, max = 0.8) double volatility,
      @ForAll @DoubleRange(min = -0.02, max = 0.08) double rate) {
    Greeks greeks = new BlackFormula(type, 100, strike, years, rate, 0.01).greeks(volatility);

    double h = 1e-4;
    double up = value(type, 100 + h, strike, years, rate, volatility);
    double down = value(type, 100 - h, strike, years, rate, volatility);
    double middle = value(type, 100, strike, years, rate, volatility);
    assertThat(greeks.delta()).isCloseTo((up - down) / (2 * h), within(1e-6));
    assertThat(greeks.gamma()).isCloseTo((up - 2 * middle + down) / (h * h), within(2e-4));
    assertThat(greeks.vega())
        .isCloseTo(
            (value(type, 100, strike, years, rate, volatility + h)
                    - value(type, 100, strike, years, rate, volatility - h))
                / (2 * h),
            within(1e-4));
    assertThat(greeks.theta())
        .isCloseTo(
            (value(type, 100, strike, years - h, rate, volatility)
                    - value(type, 100, strike, years + h, rate, volatility))
                / (2 * h),
            within(1e-2));
    assertThat(greeks.rho())
        .isCloseTo(
            (value(type, 100, strike, years, rate + h, volatility)
                    - value(type, 100, strike, years, rate - h, volatility))
                / (2 * h),
            within(1e-4));
  }

  @Property(tries = 500)
  void findsTheVolatilityBehindAValue(
      @ForAll OptionType type,
      @ForAll @DoubleRange(min = 80, max = 125) double strike,
      @ForAll @DoubleRange(min = 0.1, max = 2) double years,
      @ForAll @DoubleRange(min = 0.15, max = 0.8) double volatility) {
    BlackFormula formula = new BlackFormula(type, 100, strike, years, 0.03, 0.01);

    assertThat(formula.impliedVolatility(formula.value(volatility)))
        .isCloseTo(volatility, within(1e-7));
  }

  @Test
  void hasNoVolatilityBehindAnImpossibleValue() {
    BlackFormula put = new BlackFormula(OptionType.PUT, 100, 110, 0.5, 0, 0);

    assertThat(put.impliedVolatility(9.99)).isNaN();
    assertThat(put.impliedVolatility(110)).isNaN();
    assertThat(put.impliedVolatility(Double.NaN)).isNaN();
  }

  private static double value(
      OptionType type, double spot, double strike, double years, double rate, double volatility) {
    return new BlackFormula(type, spot, strike, years, rate, 0.01).value(volatility);
  }
}
