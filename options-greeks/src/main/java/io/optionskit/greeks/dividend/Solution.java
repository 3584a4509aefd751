/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.dividend;

import io.optionskit.contract.OptionType;
import io.optionskit.greeks.BlackScholes;
import io.optionskit.greeks.american.American;
import io.optionskit.greeks.american.AmericanAccuracy;
import io.optionskit.greeks.american.AmericanValue;
import io.optionskit.greeks.internal.Elementary;
import io.optionskit.market.Greeks;

/** Chooses the method for a problem and puts its results into the shape that users see. */
final class Solution {

  /** Below this total volatility the underlying is taken to move on a sure path. */
  private static final double LOWEST_DEVIATION = 1e-7;

  /** Highest total volatility of calls on a grid, whose values grow with the price. */
  private static final double HIGHEST_CALL_DEVIATION = 3;

  private Solution() {}

  static AmericanValue of(AmericanAccuracy accuracy, Problem p) {
    if (p.years == 0) {
      return expired(p);
    }
    if (p.volatility * Math.sqrt(p.years) < LOWEST_DEVIATION) {
      return new SurePath(p).evaluate();
    }
    if (p.count == 0 && p.american) {
      return American.evaluate(
          accuracy,
          p.isPut ? OptionType.PUT : OptionType.CALL,
          p.spot,
          p.strike,
          p.years,
          p.rate,
          p.dividendYield,
          p.volatility);
    }
    if (!p.american && (p.count == 0 || p.escrowed)) {
      return closedForm(p);
    }
    boolean onlyAtDividends = !p.isPut && p.rate >= 0 && p.dividendYield == 0;
    boolean hasQuadrature = p.isPut || !p.american || onlyAtDividends;
    if (!p.exercisesBetween() && hasQuadrature) {
      Recursion recursion =
          new Recursion(p, accuracy == AmericanAccuracy.HIGH, QuadratureColumns.ofThread());
      if (recursion.solve()) {
        return held(
            p,
            recursion.value(),
            recursion.slope(),
            recursion.bend(),
            recursion.vega(),
            recursion.rho(),
            never(p));
      }
    }
    return differences(accuracy, p);
  }

  private static double never(Problem p) {
    return p.isPut ? 0 : Double.POSITIVE_INFINITY;
  }

  private static AmericanValue expired(Problem p) {
    double pays = p.sign * (p.spot - p.strike);
    boolean exercised = pays > 0;
    return new AmericanValue(
        exercised ? pays : 0,
        exercised ? p.sign : 0,
        0,
        0,
        0,
        0,
        p.american ? p.strike : never(p),
        p.american && exercised);
  }

  private static AmericanValue closedForm(Problem p) {
    OptionType type = p.isPut ? OptionType.PUT : OptionType.CALL;
    double x = p.start();
    Greeks greeks =
        BlackScholes.greeks(type, x, p.strike, p.years, p.rate, p.dividendYield, p.volatility);
    return new AmericanValue(
        european(p),
        greeks.delta(),
        greeks.gamma(),
        greeks.vega(),
        greeks.theta() - p.carry * (p.spot - x) * greeks.delta(),
        greeks.rho() - p.escrowRho(0, 0) * greeks.delta(),
        never(p),
        false);
  }

  /** Returns the value of the European option, if dividends are escrowed. */
  private static double european(Problem p) {
    return BlackScholes.value(
        p.isPut ? OptionType.PUT : OptionType.CALL,
        p.start(),
        p.strike,
        p.years,
        p.rate,
        p.dividendYield,
        p.volatility);
  }

  /** Turns derivatives with respect to ln x into Greeks. Theta is what the equation leaves. */
  private static AmericanValue held(
      Problem p,
      double value,
      double slope,
      double bend,
      double vega,
      double rho,
      double boundary) {
    double x = p.start();
    double delta = slope / x;
    double gamma = (bend - slope) / (x * x);
    double theta =
        p.rate * value
            - p.carry * p.spot * delta
            - 0.5 * p.volatility * p.volatility * (bend - slope);
    double least = p.american ? p.sign * (p.spot - p.strike) : 0;
    if (p.american && p.escrowed) {
      least = Math.max(least, european(p));
    }
    double most =
        p.isPut
            ? p.strike * Math.max(1, Elementary.exp(-p.rate * p.years))
            : p.spot * Math.max(1, Elementary.exp(-p.dividendYield * p.years));
    return new AmericanValue(
        Math.min(most, Math.max(value, Math.max(0, least))),
        delta,
        gamma,
        vega,
        theta,
        rho - p.escrowRho(0, 0) * delta,
        boundary,
        false);
  }

  private static AmericanValue differences(AmericanAccuracy accuracy, Problem p) {
    double deviation = p.volatility * Math.sqrt(p.years);
    if (!p.isPut && deviation > HIGHEST_CALL_DEVIATION) {
      throw new IllegalArgumentException(
          "volatility times the square root of years must be at most 3 for calls that may be"
              + " exercised between ex-dates: "
              + p.volatility
              + " times the root of "
              + p.years);
    }
    double[] coarse = new double[6];
    double[] fine = new double[6];
    solve(accuracy, p, 1, coarse);
    GridSolver solver = solve(accuracy, p, 2, fine);
    double boundary = fine[5] + p.escrow(0, 0);
    if (solver.exercisesNow()) {
      double pays = p.sign * (p.spot - p.strike);
      if (solver.isExercisedThroughout()) {
        Problem nearer = p.atStrike();
        solve(accuracy, nearer, 2, fine);
        boundary = fine[5] + nearer.escrow(0, 0);
      }
      return new AmericanValue(pays, p.sign, 0, 0, 0, 0, boundary, true);
    }
    double part = Double.isNaN(coarse[0]) ? 0 : 1.0 / 3;
    for (int i = 0; i < 5; i++) {
      fine[i] += part > 0 ? part * (fine[i] - coarse[i]) : 0;
    }
    if (fine[0] <= 0) { // worth less than the error of the grid
      return new AmericanValue(0, 0, 0, 0, 0, 0, boundary, false);
    }
    return held(p, fine[0], fine[1], fine[2], fine[3], fine[4], boundary);
  }

  /**
   * Returns how many times as many nodes and steps it takes: the boundary of a calm option moves by
   * many deviations as interest and dividends come in, and that of a wild one by orders of
   * magnitude.
   */
  private static int denser(AmericanAccuracy accuracy, Problem p, double deviation) {
    double paid = 0;
    for (int i = 0; i < p.count; i++) {
      paid += p.amount(i);
    }
    double moves = (Math.abs(p.rate) + Math.abs(p.dividendYield)) * p.years + paid / p.spot;
    double needed = Math.max(1.5 * moves / deviation, p.isPut ? deviation / 1.5 : 1);
    int most =
        switch (accuracy) {
          case FAST -> 12;
          case ACCURATE -> 6;
          case HIGH -> 2;
        };
    return (int) Math.ceil(Math.min(most, needed));
  }

  private static GridSolver solve(
      AmericanAccuracy accuracy, Problem p, int refinement, double[] out) {
    double deviation = p.volatility * Math.sqrt(p.years);
    int denser = denser(accuracy, p, deviation);
    int more = denser * (p.isPut ? 1 : (int) Math.ceil(deviation * (1 + deviation)));
    GridSolver solver =
        switch (accuracy) {
          case FAST -> new GridSolver(p, 28 * more, refinement, 4.5, 4, 1, 2);
          case ACCURATE -> new GridSolver(p, 80 * more, refinement, 6, 8, 3, 5);
          case HIGH -> new GridSolver(p, (p.isPut ? 320 : 480) * more, refinement, 7.5, 12, 4, 7);
        };
    solver.solve(
        denser
            * switch (accuracy) {
              case FAST -> 12;
              case ACCURATE -> 40;
              case HIGH -> p.isPut ? 160 : 280;
            });
    solver.read(out);
    return solver;
  }
}
