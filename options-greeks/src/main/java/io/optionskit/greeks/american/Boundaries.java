/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.american;

import io.optionskit.greeks.internal.Elementary;
import org.jspecify.annotations.Nullable;

/**
 * The one or two boundaries of a put struck at 1, on one grid, seeded from those on a coarser grid
 * or, on the coarsest, from the QD+ approximation.
 *
 * <p>Not safe for use by several threads at once.
 */
final class Boundaries {

  /** Boundaries this close, as a logarithm, have met. */
  private static final double MEETING = 1e-9;

  /** A coarse grid is only to say where to start. */
  private static final double COARSE = 4e-3;

  /** How far from the limit to look for a critical price, relative to the node before. */
  private static final double NEAR = 0.75;

  private static final int MOST_STEPS = 80;

  private final Collocation grid;
  private final double tolerance;
  private final double precision;
  private final @Nullable Boundaries coarser;

  private @Nullable BoundaryEquation upper;
  private @Nullable BoundaryEquation lower;
  private @Nullable BoundaryEquation upperBefore;
  private @Nullable BoundaryEquation lowerBefore;

  private double rate;
  private double yield;
  private double volatility;

  private Boundaries(Accuracy accuracy, int index) {
    grid = accuracy.grids.get(index);
    tolerance = index == accuracy.grids.size() - 1 ? accuracy.tolerance : COARSE;
    precision = grid.nodes < 10 ? 3e-3 : 1e-5;
    coarser = index == 0 ? null : new Boundaries(accuracy, index - 1);
  }

  static Boundaries of(Accuracy accuracy) {
    return new Boundaries(accuracy, accuracy.grids.size() - 1);
  }

  BoundaryEquation upper() {
    BoundaryEquation made = upper;
    if (made == null) {
      made = new BoundaryEquation(grid);
      upper = made;
    }
    return made;
  }

  BoundaryEquation lower() {
    BoundaryEquation made = lower;
    if (made == null) {
      made = new BoundaryEquation(grid);
      lower = made;
    }
    return made;
  }

  private void set(double rate, double yield, double volatility) {
    this.rate = rate;
    this.yield = yield;
    this.volatility = volatility;
  }

  /**
   * Finds the only boundary.
   *
   * @return whether there is a solution
   */
  boolean solveOne(double years, double rate, double yield, double volatility) {
    set(rate, yield, volatility);
    if (coarser != null) {
      coarser.solveOne(years, rate, yield, volatility);
    }
    return (guess(upper(), 1, years, coarser) && upper().solve(tolerance)) || climb(years);
  }

  /**
   * Finds both boundaries back to {@code years} before expiry or, if they meet later, to the time
   * at which they do.
   *
   * @return whether there is a solution
   */
  boolean solveTwo(double years, double rate, double yield, double volatility) {
    set(rate, yield, volatility);
    double first = Elementary.log(yield / rate) / (4 * volatility);
    double span = Math.min(years, first * first);
    for (int i = 0; i < MOST_STEPS; i++) {
      if (guess(upper(), 1, span, null)
          && upper().solve(tolerance)
          && guess(lower(), -1, span, null)
          && lower().solve(tolerance)
          && gap(1) > 0) {
        approach(years);
        return true;
      }
      span *= 0.25;
    }
    return false;
  }

  /**
   * Seeds a boundary with the QD+ approximation, corrected by what it was off on the coarser grid.
   */
  private boolean guess(
      BoundaryEquation boundary, double side, double span, @Nullable Boundaries solved) {
    boundary.problem(side, rate, yield, volatility, span);
    double limit = -Math.sqrt(boundary.square[0]);
    double perRoot = -2 * side;
    for (int i = 1; i <= grid.nodes; i++) {
      double root = volatility * Math.sqrt(span) * grid.root[i];
      double years = span * grid.root[i] * grid.root[i];
      // the equation is flat on the far side of its root: start on the near one
      double start = limit + NEAR * perRoot * root;
      double log = QdPlus.solve(side, start, rate, yield, volatility, years, limit, precision);
      if (!(log < 0)) {
        return false;
      }
      perRoot = (log - limit) / root;
      boundary.seed(i, log * log);
    }
    if (solved != null) {
      boundary.correct(solved.upper());
    }
    return true;
  }

  /** Solves for a short time first and goes on from there. */
  private boolean climb(double years) {
    double span = years;
    boolean found = false;
    for (int i = 0; i < MOST_STEPS && !found; i++) {
      span *= 0.25;
      found = guess(upper(), 1, span, null) && upper().solve(tolerance);
    }
    double reach = 2;
    for (int i = 0; found && i < MOST_STEPS && span < years; i++) {
      double next = Math.min(years, reach * span);
      BoundaryEquation before = before(true);
      upper().copyTo(before);
      if (upper().continueTo(next, tolerance)) {
        span = next;
      } else {
        before.copyTo(upper());
        reach = Math.sqrt(reach);
      }
    }
    return found && span >= years;
  }

  /**
   * Steps from a time to expiry at which both boundaries are known towards {@code years} or their
   * meeting; each step starts from the boundaries of the step before.
   */
  private void approach(double years) {
    double span = upper().years;
    double reach = 1.25;
    for (int i = 0; i < MOST_STEPS; i++) {
      double gap = gap(1);
      if ((span >= years && gap >= 0) || Math.abs(gap) < MEETING) {
        return;
      }
      double root = gap > 0 ? 1 - 0.05 * gap / (gap - gap(0.95)) : meeting();
      if (!(root > 0.5 && root < reach)) {
        root = reach;
      }
      root = Math.max(root, 2 - reach);
      double next = Math.min(years, span * root * root);
      upper().copyTo(before(true));
      lower().copyTo(before(false));
      if (upper().continueTo(next, tolerance) && lower().continueTo(next, tolerance)) {
        span = next;
      } else {
        before(true).copyTo(upper());
        before(false).copyTo(lower());
        reach = 1 + 0.5 * (reach - 1);
      }
    }
  }

  private BoundaryEquation before(boolean isUpper) {
    BoundaryEquation made = isUpper ? upperBefore : lowerBefore;
    if (made == null) {
      made = new BoundaryEquation(grid);
      if (isUpper) {
        upperBefore = made;
      } else {
        lowerBefore = made;
      }
    }
    return made;
  }

  private double gap(double root) {
    return upper().logAt(root) - lower().logAt(root);
  }

  /** Returns the root of the time to expiry, relative to the solved, at which boundaries meet. */
  private double meeting() {
    double low = 0;
    double high = 1;
    for (int i = 0; i < 50; i++) {
      double middle = 0.5 * (low + high);
      if (gap(middle) > 0) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high;
  }
}
