/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.american;

/**
 * First guess of the critical price: the QD+ approximation of M. Li, "Analytical approximations for
 * the critical stock prices of American options", Review of Derivatives Research 13, 2010, 75–99.
 */
final class QdPlus {

  private QdPlus() {}

  /** Value of the equation at the log price b per strike; 0 at the guess. */
  static double equation(
      double side, double b, double rate, double yield, double volatility, double years) {
    double deviation = volatility * Math.sqrt(years);
    double accrued = rate * years;
    double lostRate = -StrictMath.expm1(-accrued);
    double lostYield = -StrictMath.expm1(-yield * years);
    double rateFactor = 1 - lostRate;
    double yieldFactor = 1 - lostYield;
    double spot = StrictMath.exp(b);
    double dPlus = (b + (rate - yield) * years) / deviation + 0.5 * deviation;
    double dMinus = dPlus - deviation;
    double above = Normal.cumulative(dMinus);
    double spotAbove = yieldFactor * Normal.cumulative(dPlus);
    double call = spot * spotAbove - rateFactor * above;
    double excess = lostRate - spot * lostYield - call; // intrinsic value − European value
    double theta =
        rate * rateFactor * Normal.cumulative(-dMinus)
            - yield * spot * yieldFactor * Normal.cumulative(-dPlus)
            - spot * yieldFactor * Normal.density(dPlus) * volatility / (2 * Math.sqrt(years));
    double variance = volatility * volatility;
    double perYear = accrued == 0 ? 1 / years : rate / lostRate;
    double omega = 2 * (rate - yield) / variance;
    double root = Math.sqrt((omega - 1) * (omega - 1) + 8 * perYear / variance);
    double lambda = 0.5 * (1 - omega - side * root);
    double slope = side * 2 * perYear * perYear / (variance * root);
    double twice = -side * root;
    double alpha = 2 * rateFactor / (variance * twice);
    double beta = alpha * (perYear + slope / twice) - lambda;
    return (lostYield + spotAbove) * spot - beta * excess + alpha * theta / rateFactor;
  }

  static double solve(
      double side,
      double start,
      double rate,
      double yield,
      double volatility,
      double years,
      double limit) {
    double step = 0.05 * volatility * Math.sqrt(years);
    double x0 = start;
    double x1 = start - side * step;
    double f0 = equation(side, x0, rate, yield, volatility, years);
    double f1 = equation(side, x1, rate, yield, volatility, years);
    for (int i = 0; i < 30; i++) {
      double next = x1 - f1 * (x1 - x0) / (f1 - f0);
      if (!(side * (limit - next) > 0)) {
        next = 0.5 * (x1 + limit);
      }
      x0 = x1;
      f0 = f1;
      x1 = next;
      if (Math.abs(x1 - x0) < 1e-4 * Math.abs(x1 - limit)) {
        break;
      }
      f1 = equation(side, x1, rate, yield, volatility, years);
    }
    return x1;
  }
}
