/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.dividend;

import io.optionskit.greeks.american.AmericanValue;
import io.optionskit.greeks.internal.Elementary;

/**
 * Value of an option whose underlying has no volatility: what exercise pays at the best time of a
 * path that is known. Both dividend models have the same path.
 */
final class SurePath {

  private final Problem problem;
  private double best;
  private double bestTime;
  private double bestDelta;
  private double bestRho;

  SurePath(Problem problem) {
    this.problem = problem;
  }

  AmericanValue evaluate() {
    Problem p = problem;
    walk(p.spot);
    boolean now = p.american && bestTime == 0 && best > 0;
    double theta = bestTime > 0 && best > 0 ? p.rate * best - p.carry * p.spot * bestDelta : 0;
    return new AmericanValue(
        best, bestDelta, 0, 0, theta, bestTime > 0 ? bestRho : 0, boundary(), now);
  }

  private void walk(double spot) {
    Problem p = problem;
    best = 0;
    bestTime = p.years;
    bestDelta = 0;
    bestRho = 0;
    double x = spot;
    double xDelta = 1;
    double xRho = 0;
    for (int i = 0; i <= p.count; i++) {
      double length = p.length(i);
      double from = p.time(i);
      if (p.american) {
        consider(from, x, xDelta, xRho);
        double ratio = p.rate * p.strike / (p.dividendYield * x);
        double turn = ratio > 0 ? Elementary.log(ratio) / p.carry : -1;
        if (turn > 0 && turn < length) {
          double growth = Elementary.exp(p.carry * turn);
          consider(from + turn, x * growth, xDelta * growth, (xRho + turn * x) * growth);
        }
      }
      double growth = Elementary.exp(p.carry * length);
      xRho = (xRho + length * x) * growth;
      x *= growth;
      xDelta *= growth;
      if (p.american || i == p.count) {
        consider(p.time(i + 1), x, xDelta, xRho);
      }
      if (i < p.count) {
        x -= p.amount(i);
        if (!(x > 0)) {
          x = 0;
          xDelta = 0;
          xRho = 0;
        }
      }
    }
  }

  private void consider(double time, double x, double xDelta, double xRho) {
    Problem p = problem;
    double discount = Elementary.exp(-p.rate * time);
    double pays = discount * p.sign * (x - p.strike);
    if (pays > best) {
      best = pays;
      bestTime = time;
      bestDelta = discount * p.sign * xDelta;
      bestRho = discount * p.sign * xRho - time * pays;
    }
  }

  /** Returns the critical spot by bisection. */
  private double boundary() {
    Problem p = problem;
    double never = p.isPut ? 0 : Double.POSITIVE_INFINITY;
    if (!p.american) {
      return never;
    }
    SurePath other = new SurePath(p);
    double out = p.strike;
    double in = p.isPut ? 1e-9 * p.strike : 1e9 * p.strike;
    if (!other.exercises(in)) {
      return never;
    }
    for (int step = 0; step < 200 && Math.abs(in - out) > 1e-15 * p.strike; step++) {
      double middle = 0.5 * (in + out);
      if (other.exercises(middle)) {
        in = middle;
      } else {
        out = middle;
      }
    }
    return in;
  }

  private boolean exercises(double spot) {
    walk(spot);
    return bestTime == 0 && best > 0;
  }
}
