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
    double rateFactor = StrictMath.exp(-rate * years);
    double yieldFactor = StrictMath.exp(-yield * years);
    double spot = StrictMath.exp(b);
    double dPlus = (b + (rate - yield) * years) / deviation + 0.5 * deviation;
    double dMinus = dPlus - deviation;
    double below = Normal.cumulative(-dMinus);
    double spotBelow = Normal.cumulative(-dPlus);
    double put = rateFactor * below - spot * yieldFactor * spotBelow;
    double theta =
        rate * rateFactor * below
            - yield * spot * yieldFactor * spotBelow
            - spot * yieldFactor * Normal.density(dPlus) * volatility / (2 * Math.sqrt(years));
    double variance = volatility * volatility;
    double accrued = rate * years;
    double perYear =
        Math.abs(accrued) > 1e-5
            ? rate / -StrictMath.expm1(-accrued)
            : 1 / (years * (1 - 0.5 * accrued * (1 - accrued / 3)));
    double omega = 2 * (rate - yield) / variance;
    double root = Math.sqrt((omega - 1) * (omega - 1) + 8 * perYear / variance);
    double lambda = 0.5 * (1 - omega - side * root);
    double slope = side * 2 * perYear * perYear / (variance * root);
    double twice = -side * root;
    double alpha = 2 * rateFactor / (variance * twice);
    double beta = alpha * (perYear + slope / twice) - lambda;
    return (1 - yieldFactor * spotBelow) * spot
        - beta * (1 - spot - put)
        + alpha * theta / rateFactor;
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
