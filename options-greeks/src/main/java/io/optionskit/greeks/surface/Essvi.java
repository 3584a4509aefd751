/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.surface;

/**
 * Smile of one expiry in the eSSVI form: w(k) = ½ · (θ + ρψk + √((ψk + θρ)² + θ²(1 − ρ²))), with
 * its own correlation per expiry. Immutable.
 *
 * @param theta total variance θ at the forward, &gt; 0
 * @param rho asymmetry ρ, −1 to 1 exclusive
 * @param psi θ times the slope function φ(θ), &gt; 0; the skew ∂w/∂k at the forward is ρψ
 * @see <a href="https://doi.org/10.1142/S0219024919500134">S. Hendriks, C. Martini, "The extended
 *     SSVI volatility surface", Journal of Computational Finance 22(5), 2019</a>
 */
public record Essvi(double theta, double rho, double psi) {

  /**
   * Checks the parameters.
   *
   * @throws IllegalArgumentException if one is outside its range
   */
  public Essvi {
    if (!(theta > 0 && theta < 1e50)) {
      throw new IllegalArgumentException("theta must be finite and above 0: " + theta);
    }
    if (!(rho > -1 && rho < 1)) {
      throw new IllegalArgumentException("rho must be between -1 and 1: " + rho);
    }
    if (!(psi > 0 && psi < 1e50)) {
      throw new IllegalArgumentException("psi must be finite and above 0: " + psi);
    }
  }

  /**
   * Returns the same smile in raw form.
   *
   * @return the smile
   */
  public Svi toSvi() {
    double phi = psi / theta;
    double rest = (1 - rho) * (1 + rho);
    return new Svi(0.5 * theta * rest, 0.5 * psi, rho, -rho / phi, Math.sqrt(rest) / phi);
  }

  /**
   * Returns whether the sufficient conditions against butterfly arbitrage hold: ψ(1 + |ρ|) &lt; 4
   * and ψ²(1 + |ρ|) ≤ 4θ.
   *
   * @return false does not prove an arbitrage; {@link Svi#check} decides
   */
  public boolean isSurelyFree() {
    double one = 1 + Math.abs(rho);
    return psi * one < 4 && psi * psi * one <= 4 * theta;
  }

  /**
   * Returns whether conditions that suffice against calendar arbitrage hold between this and a
   * later smile: θ and the slopes of both wings do not fall, and ψ/θ does not rise.
   *
   * @param later smile of a later expiry
   * @return false does not prove an arbitrage
   */
  public boolean isSurelyBelow(Essvi later) {
    return later.theta >= theta
        && later.psi * (1 + later.rho) >= psi * (1 + rho)
        && later.psi * (1 - later.rho) >= psi * (1 - rho)
        && later.psi * theta <= psi * later.theta;
  }

  /** Returns the largest ψ that the conditions against butterfly arbitrage allow. */
  static double largestPsi(double theta, double rho) {
    double one = 1 + Math.abs(rho);
    return 0.9999 * Math.min(4 / one, 2 * Math.sqrt(theta / one));
  }
}
