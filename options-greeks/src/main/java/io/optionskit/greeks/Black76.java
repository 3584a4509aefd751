/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks;

import io.optionskit.contract.OptionType;
import io.optionskit.greeks.internal.Arguments;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Black (1976) values and Greeks of European options from the forward of their expiry and its
 * discount factor.
 *
 * <p>All methods take {@code (type, forward, strike, years, discountFactor, volatility)} and mean
 * the same by them; {@link #value} describes them in full. Results are per share and raw
 * derivatives, see {@link Measure}. Delta, gamma, vanna, charm, speed, color and zomma are
 * derivatives with respect to the <em>forward</em>. The discount factor is held, also while time
 * passes, so that theta is the decay of the forward value; rho alone moves it, as exp(−rate ·
 * years) with the forward held, and is −years · value.
 *
 * <p>Ranges, limits, accuracy, failure and threads are those of {@link BlackScholes}, a discount
 * factor being in the range of a price; at {@code years == 0} the discount factor still applies, so
 * pass 1.
 *
 * @see <a href="https://doi.org/10.1016/0304-405X(76)90024-6">F. Black, "The pricing of commodity
 *     contracts", Journal of Financial Economics 3, 1976, 167–179</a>
 */
public final class Black76 {

  private static final double[] NOWHERE = {};

  private Black76() {}

  /**
   * Returns the value of the option.
   *
   * <p>Example: a call struck at its forward of 100, one year, discount factor 0.95, volatility 20
   * % is worth 7.567289.
   *
   * @param type call or put
   * @param forward forward price of the underlying for the expiry, currency per share, 1e-100 to
   *     1e100
   * @param strike exercise price, currency per share, 1e-140 to 1e140
   * @param years time to expiry in 365-day years with hours counted, 0 or 1e-100 to 1e100
   * @param discountFactor value today of 1.00 paid at expiry, 1e-140 to 1e140; above 1 for a
   *     negative rate
   * @param volatility annual volatility of log returns, 0 to 1e100; 0.20 is 20 %
   * @return value per share, at least discountFactor · max(0, intrinsic value of the forward);
   *     {@code NaN} if any argument is {@code NaN}
   * @throws IllegalArgumentException if an argument is outside its range; the message names it and
   *     shows its value
   */
  public static double value(
      OptionType type,
      double forward,
      double strike,
      double years,
      double discountFactor,
      double volatility) {
    return evaluate(
        Measure.VALUE, type, forward, strike, years, discountFactor, volatility, NOWHERE);
  }

  /**
   * Returns delta, ∂value/∂forward.
   *
   * @param type call or put
   * @param forward forward price for the expiry, &gt; 0
   * @param strike exercise price, &gt; 0
   * @param years time to expiry, ≥ 0
   * @param discountFactor value today of 1.00 paid at expiry, &gt; 0
   * @param volatility annual volatility, ≥ 0
   * @return delta per 1.00 of forward, −discountFactor to discountFactor; {@code NaN} if any
   *     argument is {@code NaN}
   * @throws IllegalArgumentException if an argument is outside its range
   */
  public static double delta(
      OptionType type,
      double forward,
      double strike,
      double years,
      double discountFactor,
      double volatility) {
    return evaluate(
        Measure.DELTA, type, forward, strike, years, discountFactor, volatility, NOWHERE);
  }

  /**
   * Returns gamma, ∂²value/∂forward².
   *
   * @param type call or put
   * @param forward forward price for the expiry, &gt; 0
   * @param strike exercise price, &gt; 0
   * @param years time to expiry, ≥ 0
   * @param discountFactor value today of 1.00 paid at expiry, &gt; 0
   * @param volatility annual volatility, ≥ 0
   * @return gamma per 1.00² of forward, ≥ 0; {@code NaN} if any argument is {@code NaN}
   * @throws IllegalArgumentException if an argument is outside its range
   */
  public static double gamma(
      OptionType type,
      double forward,
      double strike,
      double years,
      double discountFactor,
      double volatility) {
    return evaluate(
        Measure.GAMMA, type, forward, strike, years, discountFactor, volatility, NOWHERE);
  }

  /**
   * Returns vega, ∂value/∂volatility.
   *
   * @param type call or put
   * @param forward forward price for the expiry, &gt; 0
   * @param strike exercise price, &gt; 0
   * @param years time to expiry, ≥ 0
   * @param discountFactor value today of 1.00 paid at expiry, &gt; 0
   * @param volatility annual volatility, ≥ 0
   * @return vega per 1.00 of volatility, ≥ 0; {@code NaN} if any argument is {@code NaN}
   * @throws IllegalArgumentException if an argument is outside its range
   */
  public static double vega(
      OptionType type,
      double forward,
      double strike,
      double years,
      double discountFactor,
      double volatility) {
    return evaluate(
        Measure.VEGA, type, forward, strike, years, discountFactor, volatility, NOWHERE);
  }

  /**
   * Returns theta, ∂value/∂(calendar time passing) with forward and discount factor held.
   *
   * @param type call or put
   * @param forward forward price for the expiry, &gt; 0
   * @param strike exercise price, &gt; 0
   * @param years time to expiry, ≥ 0
   * @param discountFactor value today of 1.00 paid at expiry, &gt; 0
   * @param volatility annual volatility, ≥ 0
   * @return theta per year, ≤ 0; {@code NaN} if any argument is {@code NaN}
   * @throws IllegalArgumentException if an argument is outside its range
   */
  public static double theta(
      OptionType type,
      double forward,
      double strike,
      double years,
      double discountFactor,
      double volatility) {
    return evaluate(
        Measure.THETA, type, forward, strike, years, discountFactor, volatility, NOWHERE);
  }

  /**
   * Returns rho, ∂value/∂rate with the forward held.
   *
   * @param type call or put
   * @param forward forward price for the expiry, &gt; 0
   * @param strike exercise price, &gt; 0
   * @param years time to expiry, ≥ 0
   * @param discountFactor value today of 1.00 paid at expiry, &gt; 0
   * @param volatility annual volatility, ≥ 0
   * @return rho per 1.00 of rate, −years · value; {@code NaN} if any argument is {@code NaN}
   * @throws IllegalArgumentException if an argument is outside its range
   */
  public static double rho(
      OptionType type,
      double forward,
      double strike,
      double years,
      double discountFactor,
      double volatility) {
    return evaluate(Measure.RHO, type, forward, strike, years, discountFactor, volatility, NOWHERE);
  }

  /**
   * Returns any one of the thirteen measures.
   *
   * @param measure what to return; units and sign are those of the constant, with forward for spot
   * @param type call or put
   * @param forward forward price for the expiry, &gt; 0
   * @param strike exercise price, &gt; 0
   * @param years time to expiry, ≥ 0
   * @param discountFactor value today of 1.00 paid at expiry, &gt; 0
   * @param volatility annual volatility, ≥ 0
   * @return the measure; {@code NaN} if any argument is {@code NaN}
   * @throws IllegalArgumentException if an argument is outside its range
   */
  public static double measure(
      Measure measure,
      OptionType type,
      double forward,
      double strike,
      double years,
      double discountFactor,
      double volatility) {
    Objects.requireNonNull(measure, "measure");
    return evaluate(measure, type, forward, strike, years, discountFactor, volatility, NOWHERE);
  }

  /**
   * Writes all thirteen measures in one pass.
   *
   * @param type call or put
   * @param forward forward price for the expiry, &gt; 0
   * @param strike exercise price, &gt; 0
   * @param years time to expiry, ≥ 0
   * @param discountFactor value today of 1.00 paid at expiry, &gt; 0
   * @param volatility annual volatility, ≥ 0
   * @param out receives each measure at the index {@link Measure#index()}; at least {@link
   *     Measure#COUNT} long; all {@code NaN} if any argument is {@code NaN}
   * @throws IllegalArgumentException if an argument is outside its range or {@code out} is too
   *     short; it is then unchanged
   */
  public static void all(
      OptionType type,
      double forward,
      double strike,
      double years,
      double discountFactor,
      double volatility,
      double[] out) {
    if (out.length < Measure.COUNT) {
      throw new IllegalArgumentException(
          "out must have at least " + Measure.COUNT + " elements: " + out.length);
    }
    evaluate(null, type, forward, strike, years, discountFactor, volatility, out);
  }

  private static double evaluate(
      @Nullable Measure only,
      OptionType type,
      double forward,
      double strike,
      double years,
      double discountFactor,
      double volatility,
      double[] out) {
    if (Double.isNaN(forward)
        || Double.isNaN(strike)
        || Double.isNaN(years)
        || Double.isNaN(discountFactor)
        || Double.isNaN(volatility)) {
      return EuropeanKernel.unknown(only, out);
    }
    Arguments.price("forward", forward);
    Arguments.price("strike", strike);
    Arguments.time("years", years);
    Arguments.price("discountFactor", discountFactor);
    Arguments.volatility("volatility", volatility);
    Measure needed = only == Measure.RHO ? Measure.VALUE : only;
    double result =
        discountFactor
            * EuropeanKernel.evaluate(
                needed, type.sign(), forward, strike, years, 0, 0, volatility, out);
    if (only == null) {
      for (int i = 0; i < Measure.COUNT; i++) {
        out[i] *= discountFactor;
      }
      out[Measure.RHO.index()] = 0.0 - years * result;
    }
    return only == Measure.RHO ? 0.0 - years * result : result;
  }
}
