/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.american;

import io.optionskit.greeks.internal.Elementary;
import java.util.Arrays;
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

  /** As many on the finest grid; where they do not do the next grid is asked. */
  private static final int FEW_STEPS = 8;

  /** How large the steps of a solution may be that is taken for good without a check. */
  static final double FIRST_CHANGE = 0.1;

  static final double[] LAST_CHANGE = {5e-3, 3e-4};

  private static final int FINEST = 2;

  /** Steps from a first guess towards QD+. */
  static final int GUESS_STEPS = 3;

  /** Up to which root of the relative time to expiry a coarser grid corrects guesses. */
  private static final double[] NEAR_EXPIRY = {0, 0.3, 1};

  final Collocation grid;
  private final int level;
  private final boolean quick;
  private final double tolerance;
  private final double precision;
  private final @Nullable Boundaries coarser;
  private final double[][] refinement;

  private @Nullable BoundaryEquation upper;
  private @Nullable BoundaryEquation lower;
  private @Nullable BoundaryEquation upperBefore;
  private @Nullable BoundaryEquation lowerBefore;
  private @Nullable Guess guess;

  private double rate;
  private double yield;
  private double volatility;

  private Boundaries(Accuracy accuracy, int index) {
    grid = accuracy.grids.get(index);
    level = index;
    boolean last = index == accuracy.grids.size() - 1;
    quick = accuracy.quick;
    tolerance = last ? accuracy.tolerance : COARSE;
    precision = grid.nodes < 10 ? 3e-3 : 1e-5;
    coarser = index == 0 ? null : new Boundaries(accuracy, index - 1);
    refinement = index == 0 ? new double[0][0] : accuracy.refinements.get(index - 1);
  }

  /** Columns for the first guess at all nodes of one option. */
  private static final class Guess {
    final double[] years;
    final double[] rate;
    final double[] yield;
    final double[] volatility;
    final double[] lead;
    final double[] limit;
    final double[] deepest;
    final double[] logRate;
    final double[] logVariance;
    final double[] square;
    final QdPlusColumns columns;

    Guess(int nodes, boolean quick) {
      years = new double[nodes];
      rate = new double[nodes];
      yield = new double[nodes];
      volatility = new double[nodes];
      lead = new double[nodes];
      limit = new double[nodes];
      deepest = new double[nodes];
      logRate = new double[nodes];
      logVariance = new double[nodes];
      square = new double[nodes];
      columns = new QdPlusColumns(quick, quick ? GUESS_STEPS : 5, nodes);
    }
  }

  static Boundaries of(Accuracy accuracy) {
    return new Boundaries(accuracy, accuracy.grids.size() - 1);
  }

  BoundaryEquation upper() {
    BoundaryEquation made = upper;
    if (made == null) {
      made = new BoundaryEquation(grid, quick);
      upper = made;
    }
    return made;
  }

  BoundaryEquation lower() {
    BoundaryEquation made = lower;
    if (made == null) {
      made = new BoundaryEquation(grid, quick);
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
   * Returns whether a fixed number of steps from a guess in closed form is likely to do, as it is
   * for options that are traded.
   */
  static boolean isOrdinary(double years, double rate, double yield, double volatility) {
    double deviation = volatility * Math.sqrt(years);
    return rate * years > 1e-12
        && rate * years < 50
        && Math.abs(yield * years) < 50
        && deviation > 1e-4
        && deviation < 8;
  }

  /**
   * Finds the only boundary.
   *
   * @param parameters whether to differentiate it too
   * @return whether there is a solution
   */
  boolean solveOne(
      double years,
      double rate,
      double yield,
      double volatility,
      boolean parameters,
      boolean byYield) {
    if (isOrdinary(years, rate, yield, volatility)
        && solveQuickly(years, rate, yield, volatility, parameters, byYield, true)) {
      return true;
    }
    boolean found = solveCarefully(years, rate, yield, volatility);
    if (found && parameters) {
      upper().differentiate(byYield);
    }
    return found;
  }

  /** Takes a fixed number of steps, but on the finest grid. */
  private boolean solveQuickly(
      double years,
      double rate,
      double yield,
      double volatility,
      boolean parameters,
      boolean byYield,
      boolean last) {
    set(rate, yield, volatility);
    if (coarser != null
        && !coarser.solveQuickly(years, rate, yield, volatility, false, byYield, false)) {
      return false;
    }
    if (level == FINEST) {
      return solveFinest(years, parameters, byYield);
    }
    guessAtOnce(years);
    if (coarser != null) {
      upper().correct(coarser.upper(), refinement, NEAR_EXPIRY[level]);
    }
    if (!(upper().step(true) < FIRST_CHANGE)) {
      return false;
    }
    if (level == 0 && !last) {
      return true;
    }
    boolean fresh = level == 0;
    double change = parameters ? upper().stepAndDifferentiate(fresh, byYield) : upper().step(fresh);
    return change < LAST_CHANGE[level];
  }

  private boolean solveFinest(double years, boolean parameters, boolean byYield) {
    if (!guess(upper(), 1, years, coarser) || !upper().solve(tolerance)) {
      return false;
    }
    if (parameters) {
      upper().differentiate(byYield);
    }
    return true;
  }

  private void guessAtOnce(double years) {
    Guess g = guess;
    if (g == null) {
      g = new Guess(grid.nodes, quick);
      guess = g;
    }
    upper().problem(1, rate, yield, volatility, years);
    double limit = QdPlusColumns.limit(rate, yield);
    double variance = volatility * volatility;
    double logRate = Elementary.log(rate * years);
    double logVariance = Elementary.log(variance * years);
    for (int i = 1; i <= grid.nodes; i++) {
      g.years[i - 1] = years * grid.share[i];
      g.logRate[i - 1] = logRate + grid.logShare[i];
      g.logVariance[i - 1] = logVariance + grid.logShare[i];
    }
    Arrays.fill(g.rate, rate);
    Arrays.fill(g.yield, yield);
    Arrays.fill(g.volatility, volatility);
    Arrays.fill(g.lead, (rate - yield) / variance - 0.5);
    Arrays.fill(g.limit, limit);
    Arrays.fill(g.deepest, QdPlusColumns.deepest(limit, rate, yield, volatility));
    g.columns.guess(
        g.years,
        g.rate,
        g.yield,
        g.volatility,
        g.lead,
        g.limit,
        g.deepest,
        g.logRate,
        g.logVariance,
        g.square,
        grid.nodes);
    for (int i = 1; i <= grid.nodes; i++) {
      upper().seed(i, g.square[i - 1]);
    }
  }

  private boolean solveCarefully(double years, double rate, double yield, double volatility) {
    set(rate, yield, volatility);
    if (coarser != null) {
      coarser.solveCarefully(years, rate, yield, volatility);
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
      boundary.correct(solved.upper(), refinement, NEAR_EXPIRY[level]);
    }
    return true;
  }

  /** Solves for a short time first and goes on from there. */
  private boolean climb(double years) {
    int most = level == FINEST ? FEW_STEPS : MOST_STEPS;
    double span = years;
    boolean found = false;
    for (int i = 0; i < most && !found; i++) {
      span *= 0.25;
      found = guess(upper(), 1, span, null) && upper().solve(tolerance);
    }
    double reach = 2;
    for (int i = 0; found && i < most && span < years; i++) {
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
      made = new BoundaryEquation(grid, quick);
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
