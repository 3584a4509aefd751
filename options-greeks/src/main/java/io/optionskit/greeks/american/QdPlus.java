/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.american;

import io.optionskit.greeks.internal.Elementary;

/**
 * First guess of the critical price: the QD+ approximation of M. Li, "Analytical approximations for
 * the critical stock prices of American options", Review of Derivatives Research 13, 2010, 75–99.
 */
final class QdPlus {

  private static final int MOST_STEPS = 30;

  private QdPlus() {}

  /**
   * Returns the log of the critical price per strike.
   *
   * @param side +1 for the upper boundary, −1 for the lower
   * @param start a first guess, on the boundary's side of the limit
   * @param limit the log critical price at expiry
   * @param precision how small the last step is, relative to the distance from the limit
   */
  static double solve(
      double side,
      double start,
      double rate,
      double yield,
      double volatility,
      double years,
      double limit,
      double precision) {
    double rootYears = Math.sqrt(years);
    double deviation = volatility * rootYears;
    double lostRate = -Elementary.expm1(-rate * years);
    double lostYield = -Elementary.expm1(-yield * years);
    double rateFactor = 1 - lostRate;
    double yieldFactor = 1 - lostYield;
    double variance = volatility * volatility;
    double perYear = lostRate == 0 ? 1 / years : rate / lostRate;
    double omega = 2 * (rate - yield) / variance;
    double root = Math.sqrt((omega - 1) * (omega - 1) + 8 * perYear / variance);
    double lambda = 0.5 * (1 - omega - side * root);
    double slope = side * 2 * perYear * perYear / (variance * root);
    double twice = -side * root;
    double alpha = 2 / (variance * twice);
    double beta = alpha * rateFactor * (perYear + slope / twice) - lambda;
    double before = Double.NaN;
    double errorBefore = Double.NaN;
    double at = start;
    for (int i = 0; i < MOST_STEPS; i++) {
      double spot = Elementary.exp(at);
      double dPlus = (at + (rate - yield) * years) / deviation + 0.5 * deviation;
      double dMinus = dPlus - deviation;
      double density = Normal.density(dPlus);
      double above = Normal.cumulative(dMinus);
      double spotAbove = Normal.cumulative(dPlus, density);
      double call = spot * yieldFactor * spotAbove - rateFactor * above;
      double excess = lostRate - spot * lostYield - call; // intrinsic value − European value
      double theta =
          rate * rateFactor * (1 - above)
              - spot
                  * yieldFactor
                  * (yield * (1 - spotAbove) + density * volatility / (2 * rootYears));
      double error = (lostYield + yieldFactor * spotAbove) * spot - beta * excess + alpha * theta;
      double next =
          i == 0
              ? at - side * 0.02 * deviation
              : at - error * (at - before) / (error - errorBefore);
      if (!(side * (limit - next) > 0)) {
        next = 0.5 * (at + limit);
      }
      before = at;
      errorBefore = error;
      at = next;
      if (i > 0 && Math.abs(at - before) < precision * Math.abs(at - limit)) {
        break;
      }
    }
    return at;
  }
}
