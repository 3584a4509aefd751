/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.surface;

/**
 * Shape that all expiries of an SSVI surface share: w(k) = ½θ · (1 + ρφk + √((φk + ρ)² + 1 − ρ²))
 * with φ(θ) = η / (θ^γ · (1 + θ)^(1 − γ)), where θ is the total variance at the forward. Immutable.
 *
 * @param rho asymmetry ρ, −1 to 1 exclusive
 * @param eta strength η of the smile, &gt; 0
 * @param gamma how fast the smile flattens with time, 0 exclusive to 1
 * @see <a href="https://doi.org/10.1080/14697688.2013.819986">J. Gatheral, A. Jacquier,
 *     "Arbitrage-free SVI volatility surfaces", Quantitative Finance 14(1), 2014, 59–71</a>,
 *     section 4
 */
public record Ssvi(double rho, double eta, double gamma) {

  /**
   * Checks the parameters.
   *
   * @throws IllegalArgumentException if one is outside its range
   */
  public Ssvi {
    if (!(rho > -1 && rho < 1)) {
      throw new IllegalArgumentException("rho must be between -1 and 1: " + rho);
    }
    if (!(eta > 0 && eta < 1e50)) {
      throw new IllegalArgumentException("eta must be finite and above 0: " + eta);
    }
    if (!(gamma > 0 && gamma <= 1)) {
      throw new IllegalArgumentException("gamma must be above 0 and at most 1: " + gamma);
    }
  }

  /**
   * Returns the slope function.
   *
   * @param theta total variance at the forward, &gt; 0
   * @return φ(θ), &gt; 0
   */
  public double phi(double theta) {
    double ratio = StrictMath.pow(theta / (1 + theta), -gamma);
    return eta * ratio / (1 + theta);
  }

  /**
   * Returns the smile of one expiry.
   *
   * @param theta its total variance at the forward, &gt; 0
   * @return the smile
   * @throws IllegalArgumentException if theta is not finite and above 0
   */
  public Essvi slice(double theta) {
    return new Essvi(theta, rho, theta * phi(theta));
  }

  /**
   * Returns whether the surface is free of arbitrage for every rising sequence of θ: γ ≤ ½ and η(1
   * + |ρ|) ≤ 2.
   *
   * @return false does not prove an arbitrage
   */
  public boolean isSurelyFree() {
    return gamma <= 0.5 && eta * (1 + Math.abs(rho)) <= 2;
  }
}
