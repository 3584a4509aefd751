/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.testkit;

/**
 * Volatilities of all strikes and expiries that leave no static arbitrage.
 *
 * <p>Flat, or the surface SSVI with φ(θ) = 1/√(θ(1+θ)), which has no arbitrage across strikes or
 * expiries for any correlation between −1 and 1.
 *
 * @param volatility at the money, annual
 * @param isFlat whether all strikes have that volatility
 * @param correlation skew of the surface, −1 to 1
 * @see <a href="https://doi.org/10.1080/14697688.2013.819986">J. Gatheral, A. Jacquier,
 *     "Arbitrage-free SVI volatility surfaces", Quantitative Finance 14(1), 2014, 59–71, remark
 *     4.4</a>
 */
record Smile(double volatility, boolean isFlat, double correlation) {

  static Smile flat(double volatility) {
    return new Smile(volatility, true, 0);
  }

  double volatility(double forward, double strike, double years) {
    double variance = volatility * volatility * years;
    if (isFlat || variance == 0) {
      return volatility;
    }
    double scaled = StrictMath.log(strike / forward) / Math.sqrt(variance * (1 + variance));
    double shifted = scaled + correlation;
    double total =
        0.5
            * variance
            * (1
                + correlation * scaled
                + Math.sqrt(shifted * shifted + 1 - correlation * correlation));
    return Math.sqrt(total / years);
  }
}
