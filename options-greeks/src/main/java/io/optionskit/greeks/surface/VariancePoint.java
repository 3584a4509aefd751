/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.surface;

/**
 * Total implied variance and its derivatives at one point of a surface.
 *
 * @param totalVariance volatility² · years, ≥ 0
 * @param slope its derivative with respect to log-moneyness, −2 to 2
 * @param curvature its second derivative with respect to log-moneyness
 * @param forwardVariance its derivative with respect to time at fixed log-moneyness, per year, ≥ 0
 *     without calendar arbitrage
 */
public record VariancePoint(
    double totalVariance, double slope, double curvature, double forwardVariance) {

  /**
   * Returns Durrleman's function g: the risk-neutral density divided by the lognormal one of the
   * same total variance.
   *
   * @param logMoneyness ln(strike / forward) of the point
   * @return g, dimensionless; ≥ 0 everywhere if and only if there is no butterfly arbitrage, 1 for
   *     a flat smile
   * @see <a href="https://doi.org/10.1080/14697688.2013.819986">J. Gatheral, A. Jacquier,
   *     "Arbitrage-free SVI volatility surfaces", Quantitative Finance 14(1), 2014, 59–71</a>,
   *     equation 2.1
   */
  public double durrleman(double logMoneyness) {
    double half = 1 - 0.5 * logMoneyness * slope / totalVariance;
    return half * half - 0.25 * slope * slope * (1 / totalVariance + 0.25) + 0.5 * curvature;
  }

  /** Returns d2 = −(k + w / 2) / √w. */
  double lowerDeviation(double logMoneyness) {
    return -(logMoneyness + 0.5 * totalVariance) / Math.sqrt(totalVariance);
  }

  /** Returns d1 = −(k − w / 2) / √w. */
  double upperDeviation(double logMoneyness) {
    return -(logMoneyness - 0.5 * totalVariance) / Math.sqrt(totalVariance);
  }
}
