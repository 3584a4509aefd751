/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.chain;

import io.optionskit.greeks.internal.Arguments;

/**
 * Model-free variance of one expiry: what its out-of-the-money options say the squared log returns
 * until settlement will sum to.
 *
 * @param years time to settlement in calendar years, &gt; 0
 * @param forward forward price of the underlying, from the strike whose call and put are closest in
 *     price, per share
 * @param atTheMoneyStrike largest strike not above the forward; below it puts are counted, above it
 *     calls
 * @param lowestStrike lowest strike that is counted
 * @param highestStrike highest strike that is counted
 * @param strikes number of strikes that are counted
 * @param variance annual variance, per calendar year, ≥ 0; 0.04 is a volatility of 20 %
 */
public record VarianceTerm(
    double years,
    double forward,
    double atTheMoneyStrike,
    double lowestStrike,
    double highestStrike,
    int strikes,
    double variance) {

  /**
   * Checks the term.
   *
   * @throws IllegalArgumentException if years, forward or a strike is not finite and above 0, the
   *     variance is below 0, or the strikes are not in order
   */
  public VarianceTerm {
    Arguments.positive("years", years);
    Arguments.positive("forward", forward);
    Arguments.positive("lowestStrike", lowestStrike);
    Arguments.positive("highestStrike", highestStrike);
    Arguments.notNegative("variance", variance);
    if (!(lowestStrike <= atTheMoneyStrike && atTheMoneyStrike <= highestStrike && strikes >= 1)) {
      throw new IllegalArgumentException(
          "there must be strikes, and atTheMoneyStrike between the lowest and the highest: "
              + strikes
              + " from "
              + lowestStrike
              + " to "
              + highestStrike
              + ", "
              + atTheMoneyStrike);
    }
  }

  /**
   * Returns the volatility that goes with the variance.
   *
   * @return annual volatility, 0.20 = 20 %; times 100 it is in index points
   */
  public double volatility() {
    return Math.sqrt(variance);
  }

  /**
   * Returns the volatility on another clock, such as that of trading minutes.
   *
   * @param clockYears time to settlement on that clock, finite and &gt; 0
   * @return volatility per year of that clock; infinite beyond the range of a double
   * @throws IllegalArgumentException if the time is out of range
   */
  public double volatility(double clockYears) {
    Arguments.positive("clockYears", clockYears);
    return Math.sqrt(totalVariance() / clockYears);
  }

  /**
   * Returns the variance until settlement.
   *
   * @return variance · years; additive over time
   */
  public double totalVariance() {
    return variance * years;
  }
}
