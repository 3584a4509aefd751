/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.surface;

/**
 * Smile of one expiry in the raw SVI form: total variance w(k) = a + b · (ρ · (k − m) + √((k − m)²
 * + σ²)) of log-moneyness k = ln(strike / forward).
 *
 * <p>A record may hold any hyperbola that is positive everywhere; {@link #check} says whether it is
 * free of butterfly arbitrage. All smiles of this package are of this form, because SSVI and eSSVI
 * are special cases of it. Immutable.
 *
 * <p>Example: {@code new Svi(0.04, 0.4, -0.4, 0.05, 0.1)} is 0.0793 at the forward.
 *
 * @param a level of the total variance, any sign as long as {@link #minimum} is above 0
 * @param b half the opening of the hyperbola, ≥ 0; the wings rise by b · (1 ± ρ) per unit of k
 * @param rho asymmetry ρ, −1 to 1 exclusive; negative if puts are dearer
 * @param m where the hyperbola is centred, in log-moneyness
 * @param sigma how smooth the vertex is, in log-moneyness, &gt; 0
 * @see <a href="https://doi.org/10.1080/14697688.2013.819986">J. Gatheral, A. Jacquier,
 *     "Arbitrage-free SVI volatility surfaces", Quantitative Finance 14(1), 2014, 59–71</a>
 */
public record Svi(double a, double b, double rho, double m, double sigma) {

  private static final double LARGEST = 1e50;

  /**
   * Checks the parameters.
   *
   * @throws IllegalArgumentException if one is outside its range, or the total variance is not
   *     positive everywhere
   */
  public Svi {
    if (!(Math.abs(a) <= LARGEST && b >= 0 && b <= LARGEST && Math.abs(m) <= LARGEST)) {
      throw new IllegalArgumentException(
          "a, b and m must be finite and b at least 0: " + a + ", " + b + ", " + m);
    }
    if (!(rho > -1 && rho < 1)) {
      throw new IllegalArgumentException("rho must be between -1 and 1: " + rho);
    }
    if (!(sigma > 0 && sigma <= LARGEST)) {
      throw new IllegalArgumentException("sigma must be finite and above 0: " + sigma);
    }
    if (!(minimum(a, b, rho, sigma) > 0)) {
      throw new IllegalArgumentException(
          "total variance must be above 0 everywhere, its minimum is " + minimum(a, b, rho, sigma));
    }
  }

  /**
   * Returns a smile with the same total variance at every strike.
   *
   * @param totalVariance volatility² · years, &gt; 0
   * @return the smile
   * @throws IllegalArgumentException if the variance is not finite and above 0
   */
  public static Svi flat(double totalVariance) {
    return new Svi(totalVariance, 0, 0, 0, 1);
  }

  private static double minimum(double a, double b, double rho, double sigma) {
    return a + b * sigma * Math.sqrt((1 - rho) * (1 + rho));
  }

  /**
   * Returns the smallest total variance.
   *
   * @return a + b · σ · √(1 − ρ²), &gt; 0
   */
  public double minimum() {
    return minimum(a, b, rho, sigma);
  }

  /**
   * Returns the total variance.
   *
   * @param logMoneyness ln(strike / forward), finite
   * @return volatility² · years, &gt; 0
   */
  public double totalVariance(double logMoneyness) {
    double y = logMoneyness - m;
    return a + b * (rho * y + Math.sqrt(y * y + sigma * sigma));
  }

  /**
   * Returns the total variance with its derivatives.
   *
   * @param logMoneyness ln(strike / forward), finite
   * @return the point; its forward variance is 0, because one smile knows no other time
   */
  public VariancePoint at(double logMoneyness) {
    return at(logMoneyness, 0);
  }

  VariancePoint at(double logMoneyness, double forwardVariance) {
    double y = logMoneyness - m;
    double root = Math.sqrt(y * y + sigma * sigma);
    double part = sigma / root;
    return new VariancePoint(
        a + b * (rho * y + root), b * (rho + y / root), b * part * part / root, forwardVariance);
  }

  /**
   * Returns how fast the total variance rises far below the forward.
   *
   * @return b · (1 − ρ) per unit of log-moneyness; above 2 no distribution has such a wing (Lee
   *     2004)
   */
  public double leftSlope() {
    return b * (1 - rho);
  }

  /**
   * Returns how fast the total variance rises far above the forward.
   *
   * @return b · (1 + ρ) per unit of log-moneyness; above 2 no distribution has such a wing (Lee
   *     2004)
   */
  public double rightSlope() {
    return b * (1 + rho);
  }

  /**
   * Returns this smile with another level.
   *
   * @param amount added to the total variance at every strike
   * @return the raised smile
   * @throws IllegalArgumentException if the total variance would not be positive everywhere
   */
  public Svi raised(double amount) {
    return new Svi(a + amount, b, rho, m, sigma);
  }

  /**
   * Looks for butterfly arbitrage on the whole line of strikes, from 0 to infinity.
   *
   * @return where g is smallest, and whether it is proved to be nowhere below 0
   */
  public ButterflyCheck check() {
    return ButterflyCheck.of(this);
  }
}
