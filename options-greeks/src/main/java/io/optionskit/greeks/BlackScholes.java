/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks;

import io.optionskit.contract.OptionType;
import io.optionskit.greeks.internal.Arguments;
import io.optionskit.market.Greeks;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Black–Scholes–Merton values and Greeks of European options on an asset that pays a continuous
 * dividend yield.
 *
 * <p>All methods take {@code (type, spot, strike, years, rate, dividendYield, volatility)} and mean
 * the same by them; {@link #value} describes them in full. Results are per share and raw
 * derivatives: per 1.00 of volatility, per year, per 1.00 of rate; {@link Measure} lists units and
 * signs. A {@code NaN} argument gives {@code NaN}; any other argument outside its range is an
 * {@link IllegalArgumentException} that names it.
 *
 * <p><b>Limits.</b> At {@code years == 0} an option is worth its intrinsic value, its delta is +1
 * (call) or −1 (put) in the money and otherwise 0, and every other Greek is 0. At {@code volatility
 * == 0} it is worth the discounted intrinsic value of the forward and the Greeks are those of that
 * sure payment, all zero at or out of the money.
 *
 * <p><b>Ranges.</b> Prices lie between 1e-140 and 1e140, times to expiry at 0 or between 1e-100 and
 * 1e100, volatilities between 0 and 1e100. A present value, or its product with the density, below
 * 1e-290 counts as nothing, and so does a total volatility below 1e-200; otherwise no number is
 * lost on the way to one that a double can hold.
 *
 * <p><b>Accuracy.</b> Against a 60-digit reference the value is within 1e-14 relative in ordinary,
 * wing and same-day cases, within 1e-12 in extreme ones (one second to expiry, 500 % volatility,
 * values down to 1e-290 · spot), and within 4 units in the last place of the larger present value
 * everywhere. A Greek has the same relative errors, measured where it is a difference of terms,
 * near its zeros, by the size of the terms.
 *
 * <p>Stateless: may be used from any thread and allocates nothing, {@link #greeks} excepted. The
 * bits of the results do not depend on machine or Java version. On hardware without a fused
 * multiply-add instruction it is exact but very slow.
 *
 * @see <a href="https://doi.org/10.2307/3003143">R. C. Merton, "Theory of Rational Option Pricing",
 *     Bell Journal of Economics and Management Science 4(1), 1973, 141–183</a>
 */
public final class BlackScholes {

  private static final double[] NOWHERE = {};

  private BlackScholes() {}

  /**
   * Returns the value of the option.
   *
   * <p>Example: an at-the-money one-year call with spot 100, rate 5 %, no dividends and volatility
   * 20 % is worth 10.450584.
   *
   * @param type call or put
   * @param spot price of the underlying, currency per share, 1e-140 to 1e140
   * @param strike exercise price, currency per share, 1e-140 to 1e140
   * @param years time to expiry in 365-day years with hours counted, 0 or 1e-100 to 1e100; one hour
   *     is about 0.000114
   * @param rate risk-free rate, continuously compounded, per year; 0.05 is 5 %; may be negative;
   *     |rate · years| ≤ 500
   * @param dividendYield dividend yield, continuously compounded, per year; may be negative;
   *     |dividendYield · years| ≤ 500
   * @param volatility annual volatility of log returns, 0 to 1e100; 0.20 is 20 %
   * @return value per share, at least max(0, discounted intrinsic value); {@code NaN} if any
   *     argument is {@code NaN}
   * @throws IllegalArgumentException if an argument is outside its range; the message names it and
   *     shows its value
   */
  public static double value(
      OptionType type,
      double spot,
      double strike,
      double years,
      double rate,
      double dividendYield,
      double volatility) {
    return evaluate(
        Measure.VALUE, type, spot, strike, years, rate, dividendYield, volatility, NOWHERE);
  }

  /**
   * Returns delta, ∂value/∂spot.
   *
   * @param type call or put
   * @param spot price of the underlying, &gt; 0
   * @param strike exercise price, &gt; 0
   * @param years time to expiry, ≥ 0
   * @param rate risk-free rate, per year
   * @param dividendYield dividend yield, per year
   * @param volatility annual volatility, ≥ 0
   * @return delta per 1.00 of spot, −1 to 1; {@code NaN} if any argument is {@code NaN}
   * @throws IllegalArgumentException if an argument is outside its range
   */
  public static double delta(
      OptionType type,
      double spot,
      double strike,
      double years,
      double rate,
      double dividendYield,
      double volatility) {
    return evaluate(
        Measure.DELTA, type, spot, strike, years, rate, dividendYield, volatility, NOWHERE);
  }

  /**
   * Returns gamma, ∂²value/∂spot².
   *
   * @param type call or put
   * @param spot price of the underlying, &gt; 0
   * @param strike exercise price, &gt; 0
   * @param years time to expiry, ≥ 0
   * @param rate risk-free rate, per year
   * @param dividendYield dividend yield, per year
   * @param volatility annual volatility, ≥ 0
   * @return gamma per 1.00² of spot, ≥ 0; {@code NaN} if any argument is {@code NaN}
   * @throws IllegalArgumentException if an argument is outside its range
   */
  public static double gamma(
      OptionType type,
      double spot,
      double strike,
      double years,
      double rate,
      double dividendYield,
      double volatility) {
    return evaluate(
        Measure.GAMMA, type, spot, strike, years, rate, dividendYield, volatility, NOWHERE);
  }

  /**
   * Returns vega, ∂value/∂volatility.
   *
   * @param type call or put
   * @param spot price of the underlying, &gt; 0
   * @param strike exercise price, &gt; 0
   * @param years time to expiry, ≥ 0
   * @param rate risk-free rate, per year
   * @param dividendYield dividend yield, per year
   * @param volatility annual volatility, ≥ 0
   * @return vega per 1.00 of volatility, ≥ 0; {@code NaN} if any argument is {@code NaN}
   * @throws IllegalArgumentException if an argument is outside its range
   */
  public static double vega(
      OptionType type,
      double spot,
      double strike,
      double years,
      double rate,
      double dividendYield,
      double volatility) {
    return evaluate(
        Measure.VEGA, type, spot, strike, years, rate, dividendYield, volatility, NOWHERE);
  }

  /**
   * Returns theta, ∂value/∂(calendar time passing).
   *
   * @param type call or put
   * @param spot price of the underlying, &gt; 0
   * @param strike exercise price, &gt; 0
   * @param years time to expiry, ≥ 0
   * @param rate risk-free rate, per year
   * @param dividendYield dividend yield, per year
   * @param volatility annual volatility, ≥ 0
   * @return theta per year, negative where the value decays; {@code NaN} if any argument is {@code
   *     NaN}
   * @throws IllegalArgumentException if an argument is outside its range
   */
  public static double theta(
      OptionType type,
      double spot,
      double strike,
      double years,
      double rate,
      double dividendYield,
      double volatility) {
    return evaluate(
        Measure.THETA, type, spot, strike, years, rate, dividendYield, volatility, NOWHERE);
  }

  /**
   * Returns rho, ∂value/∂rate.
   *
   * @param type call or put
   * @param spot price of the underlying, &gt; 0
   * @param strike exercise price, &gt; 0
   * @param years time to expiry, ≥ 0
   * @param rate risk-free rate, per year
   * @param dividendYield dividend yield, per year
   * @param volatility annual volatility, ≥ 0
   * @return rho per 1.00 of rate; {@code NaN} if any argument is {@code NaN}
   * @throws IllegalArgumentException if an argument is outside its range
   */
  public static double rho(
      OptionType type,
      double spot,
      double strike,
      double years,
      double rate,
      double dividendYield,
      double volatility) {
    return evaluate(
        Measure.RHO, type, spot, strike, years, rate, dividendYield, volatility, NOWHERE);
  }

  /**
   * Returns any one of the thirteen measures.
   *
   * @param measure what to return; units and sign are those of the constant
   * @param type call or put
   * @param spot price of the underlying, &gt; 0
   * @param strike exercise price, &gt; 0
   * @param years time to expiry, ≥ 0
   * @param rate risk-free rate, per year
   * @param dividendYield dividend yield, per year
   * @param volatility annual volatility, ≥ 0
   * @return the measure; {@code NaN} if any argument is {@code NaN}
   * @throws IllegalArgumentException if an argument is outside its range
   */
  public static double measure(
      Measure measure,
      OptionType type,
      double spot,
      double strike,
      double years,
      double rate,
      double dividendYield,
      double volatility) {
    Objects.requireNonNull(measure, "measure");
    return evaluate(measure, type, spot, strike, years, rate, dividendYield, volatility, NOWHERE);
  }

  /**
   * Writes all thirteen measures in one pass.
   *
   * @param type call or put
   * @param spot price of the underlying, &gt; 0
   * @param strike exercise price, &gt; 0
   * @param years time to expiry, ≥ 0
   * @param rate risk-free rate, per year
   * @param dividendYield dividend yield, per year
   * @param volatility annual volatility, ≥ 0
   * @param out receives each measure at the index {@link Measure#index()}; at least {@link
   *     Measure#COUNT} long; all {@code NaN} if any argument is {@code NaN}
   * @throws IllegalArgumentException if an argument is outside its range or {@code out} is too
   *     short; it is then unchanged
   */
  public static void all(
      OptionType type,
      double spot,
      double strike,
      double years,
      double rate,
      double dividendYield,
      double volatility,
      double[] out) {
    if (out.length < Measure.COUNT) {
      throw new IllegalArgumentException(
          "out must have at least " + Measure.COUNT + " elements: " + out.length);
    }
    evaluate(null, type, spot, strike, years, rate, dividendYield, volatility, out);
  }

  /**
   * Returns the five first Greeks as a record.
   *
   * @param type call or put
   * @param spot price of the underlying, &gt; 0
   * @param strike exercise price, &gt; 0
   * @param years time to expiry, ≥ 0
   * @param rate risk-free rate, per year
   * @param dividendYield dividend yield, per year
   * @param volatility annual volatility, ≥ 0
   * @return delta, gamma, vega, theta and rho; all {@code NaN} if any argument is {@code NaN}
   * @throws IllegalArgumentException if an argument is outside its range
   */
  public static Greeks greeks(
      OptionType type,
      double spot,
      double strike,
      double years,
      double rate,
      double dividendYield,
      double volatility) {
    double[] all = new double[Measure.COUNT];
    evaluate(null, type, spot, strike, years, rate, dividendYield, volatility, all);
    return new Greeks(all[1], all[2], all[3], all[4], all[5]);
  }

  private static double evaluate(
      @Nullable Measure only,
      OptionType type,
      double spot,
      double strike,
      double years,
      double rate,
      double dividendYield,
      double volatility,
      double[] out) {
    if (Double.isNaN(spot)
        || Double.isNaN(strike)
        || Double.isNaN(years)
        || Double.isNaN(rate)
        || Double.isNaN(dividendYield)
        || Double.isNaN(volatility)) {
      return EuropeanKernel.unknown(only, out);
    }
    Arguments.price("spot", spot);
    Arguments.price("strike", strike);
    Arguments.time("years", years);
    Arguments.accruing("rate", rate, years);
    Arguments.accruing("dividendYield", dividendYield, years);
    Arguments.volatility("volatility", volatility);
    return EuropeanKernel.evaluate(
        only, type.sign(), spot, strike, years, rate, dividendYield, volatility, out);
  }
}
