/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.american;

import io.optionskit.contract.OptionType;
import io.optionskit.greeks.internal.Arguments;

/**
 * Values and Greeks of American options on an asset that pays a continuous dividend yield.
 *
 * <p>All methods take {@code (accuracy, type, spot, strike, years, rate, dividendYield,
 * volatility)} and mean the same by them; {@link #value} describes them in full. Results are per
 * share and raw derivatives: per 1.00 of volatility, per year, per 1.00 of rate. A {@code NaN}
 * argument gives {@code NaN}; any other argument outside its range is an {@link
 * IllegalArgumentException} that names it.
 *
 * <p>A call is valued as the put with spot and strike, rate and yield exchanged, which is worth the
 * same. Where early exercise never pays the value is that of {@link
 * io.optionskit.greeks.BlackScholes}, to the bit.
 *
 * <p><b>Limits.</b> At {@code years == 0} the option is worth its intrinsic value. At {@code
 * volatility == 0} it is exercised at the best time, which is known. Where no grid resolves the
 * boundary (volatilities below about 0.3 % with long times or high rates) the value is the better
 * of that and the European one, good to 1e-5 of the strike, or {@code NaN} if that is not so.
 *
 * <p>Stateless: may be used from any thread. {@link AmericanBatch} does the same for many options
 * without allocating. The bits of the results do not depend on machine or Java version. On hardware
 * without a fused multiply-add instruction it is exact but very slow.
 *
 * @see <a href="https://doi.org/10.21314/JCF.2016.312">L. Andersen, M. Lake, D. Offengenden, "High
 *     performance American option pricing", Journal of Computational Finance 20(1), 2016, 39–87</a>
 * @see <a href="https://doi.org/10.1002/wilm.10962">L. Andersen, M. Lake, "Fast American option
 *     pricing: the double-boundary case", Wilmott 116, 2021, 30–41</a>
 */
public final class American {

  private American() {}

  /**
   * Returns the value of the option.
   *
   * <p>Example: a one-year put with spot and strike 100, rate and yield 5 % and volatility 25 % is
   * worth 9.569445, of which 0.106953 is for early exercise.
   *
   * @param accuracy how exact
   * @param type call or put
   * @param spot price of the underlying, currency per share, 1e-100 to 1e100
   * @param strike exercise price, currency per share, 1e-100 to 1e100
   * @param years time to expiry in 365-day years with hours counted, 0 to 100; one hour is about
   *     0.000114
   * @param rate risk-free rate, continuously compounded, per year; 0.05 is 5 %; may be negative;
   *     |rate · years| ≤ 50
   * @param dividendYield dividend yield, continuously compounded, per year; may be negative;
   *     |dividendYield · years| ≤ 50
   * @param volatility annual volatility of log returns, ≥ 0; 0.20 is 20 %; volatility² · years ≤
   *     100
   * @return value per share, at least the intrinsic and the European value; {@code NaN} if any
   *     argument is {@code NaN}
   * @throws IllegalArgumentException if an argument is outside its range; the message names it and
   *     shows its value
   */
  public static double value(
      AmericanAccuracy accuracy,
      OptionType type,
      double spot,
      double strike,
      double years,
      double rate,
      double dividendYield,
      double volatility) {
    AmericanPricer.check(spot, strike, years, rate, dividendYield, volatility);
    AmericanPricer pricer = AmericanPricer.of(accuracy);
    pricer.evaluate(type, spot, strike, years, rate, dividendYield, volatility, false);
    return pricer.value;
  }

  /**
   * Returns value, Greeks and critical spot.
   *
   * @param accuracy how exact
   * @param type call or put
   * @param spot price of the underlying, &gt; 0
   * @param strike exercise price, &gt; 0
   * @param years time to expiry, ≥ 0
   * @param rate risk-free rate, per year
   * @param dividendYield dividend yield, per year
   * @param volatility annual volatility, ≥ 0
   * @return all of them; all {@code NaN} and not to be exercised if any argument is {@code NaN}
   * @throws IllegalArgumentException if an argument is outside its range
   */
  public static AmericanValue evaluate(
      AmericanAccuracy accuracy,
      OptionType type,
      double spot,
      double strike,
      double years,
      double rate,
      double dividendYield,
      double volatility) {
    AmericanPricer.check(spot, strike, years, rate, dividendYield, volatility);
    AmericanPricer pricer = AmericanPricer.of(accuracy);
    pricer.evaluate(type, spot, strike, years, rate, dividendYield, volatility, true);
    return new AmericanValue(
        pricer.value,
        pricer.delta,
        pricer.gamma,
        pricer.vega,
        pricer.theta,
        pricer.rho,
        pricer.boundary,
        pricer.exerciseNow);
  }

  /**
   * Returns the critical spots at every time to expiry up to {@code years}.
   *
   * @param accuracy how exact
   * @param type call or put
   * @param strike exercise price, &gt; 0
   * @param years longest time to expiry, &gt; 0
   * @param rate risk-free rate, per year
   * @param dividendYield dividend yield, per year
   * @param volatility annual volatility, &gt; 0
   * @return the boundary
   * @throws IllegalArgumentException if an argument is outside its range or {@code NaN}
   */
  public static ExerciseBoundary boundary(
      AmericanAccuracy accuracy,
      OptionType type,
      double strike,
      double years,
      double rate,
      double dividendYield,
      double volatility) {
    Arguments.positive("strike", strike);
    Arguments.positive("years", years);
    Arguments.accruing("rate", rate, years);
    Arguments.accruing("dividendYield", dividendYield, years);
    Arguments.positive("volatility", volatility);
    AmericanPricer.check(strike, strike, years, rate, dividendYield, volatility);
    double putRate = type == OptionType.CALL ? dividendYield : rate;
    double putYield = type == OptionType.CALL ? rate : dividendYield;
    UnitPut put = new UnitPut(accuracy);
    boolean ever = UnitPut.isEverExercised(putRate, putYield);
    if (ever) {
      put.parameters(years, putRate, putYield, volatility, false, false);
    }
    return new ExerciseBoundary(type, strike, years, put, ever);
  }
}
