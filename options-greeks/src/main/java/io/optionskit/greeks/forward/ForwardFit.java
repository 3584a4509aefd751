/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.forward;

import io.optionskit.greeks.internal.Arguments;

/**
 * Forward and discount factor of one expiry, as its options imply them.
 *
 * @param forward forward price of the underlying, currency per share, &gt; 0
 * @param discountFactor value today of 1.00 paid at expiry, &gt; 0
 * @param pairs number of strikes that were used, ≥ 2
 * @param misfit mean distance of call − put from parity, in units of the sum of the two half
 *     spreads; below 1 the fit lies within the quotes
 * @param standardError uncertainty of the forward if every pair is off by its half spreads
 *     independently, currency per share, &gt; 0
 * @param discountFactorError the same of the discount factor, ≥ 0; 0 if it was given
 * @param bounds forwards that every quote of the expiry allows at this discount factor
 */
public record ForwardFit(
    double forward,
    double discountFactor,
    int pairs,
    double misfit,
    double standardError,
    double discountFactorError,
    ForwardBounds bounds) {

  /**
   * Checks the fit.
   *
   * @throws IllegalArgumentException if forward or discount factor is not finite and above 0, there
   *     are fewer than two pairs, or misfit or an error is out of range
   */
  public ForwardFit {
    Arguments.positive("forward", forward);
    Arguments.positive("discountFactor", discountFactor);
    if (pairs < 2) {
      throw new IllegalArgumentException("pairs must be at least 2: " + pairs);
    }
    Arguments.notNegative("misfit", misfit);
    Arguments.positive("standardError", standardError);
    Arguments.notNegative("discountFactorError", discountFactorError);
  }

  /**
   * Returns the price of the underlying today that goes with the forward.
   *
   * <p>Example: a forward of 100 for one year, discount factor 0.95 and dividend yield 2 % imply a
   * spot of 96.92.
   *
   * @param years time to expiry in calendar years, ≥ 0
   * @param dividendYield dividend yield, continuously compounded, per year; |dividendYield · years|
   *     ≤ 500
   * @return forward · discountFactor · exp(dividendYield · years), currency per share; with a yield
   *     of 0 the price without the dividends paid before expiry; infinite beyond the range of a
   *     double
   * @throws IllegalArgumentException if years or yield is out of range
   */
  public double impliedSpot(double years, double dividendYield) {
    Arguments.notNegative("years", years);
    Arguments.accruing("dividendYield", dividendYield, years);
    return forward * discountFactor * StrictMath.exp(dividendYield * years);
  }

  /**
   * Returns the rate that the discount factor implies.
   *
   * @param years time to expiry in calendar years, &gt; 0
   * @return rate, continuously compounded, per year
   * @throws IllegalArgumentException if no time is left
   */
  public double impliedRate(double years) {
    Arguments.positive("years", years);
    return -StrictMath.log(discountFactor) / years;
  }
}
