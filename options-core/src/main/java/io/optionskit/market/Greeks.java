/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.market;

/**
 * Sensitivities of one option's value, per share, as raw derivatives.
 *
 * @param delta ∂value/∂spot, −1 to 1
 * @param gamma ∂²value/∂spot², per dollar, ≥ 0 for a long option
 * @param vega ∂value/∂volatility, per 1.00 of volatility, ≥ 0 for a long option
 * @param theta ∂value/∂(calendar time passing), per year, usually negative for a long option
 * @param rho ∂value/∂rate, per 1.00 of rate
 */
public record Greeks(double delta, double gamma, double vega, double theta, double rho) {

  /** All zero, the Greeks of nothing. */
  public static final Greeks ZERO = new Greeks(0, 0, 0, 0, 0);

  /**
   * Returns vega in the market's unit.
   *
   * @return change of the value per share when volatility rises by one point (0.01)
   */
  public double vegaPerPoint() {
    return vega / 100;
  }

  /**
   * Returns theta in the market's unit.
   *
   * @return change of the value per share when one calendar day passes (1/365 year)
   */
  public double thetaPerDay() {
    return theta / 365;
  }

  /**
   * Returns rho in the market's unit.
   *
   * @return change of the value per share when the rate rises by one point (0.01)
   */
  public double rhoPerPoint() {
    return rho / 100;
  }

  /**
   * Returns these Greeks plus a multiple of others.
   *
   * @param factor signed number of units of {@code other}
   * @param other what is added
   * @return the sum
   */
  public Greeks plus(double factor, Greeks other) {
    return new Greeks(
        delta + factor * other.delta,
        gamma + factor * other.gamma,
        vega + factor * other.vega,
        theta + factor * other.theta,
        rho + factor * other.rho);
  }
}
