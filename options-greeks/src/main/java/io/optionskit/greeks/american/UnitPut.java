/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.american;

/**
 * What early exercise adds to a European put struck at 1, and where it is due. Keeps the boundary
 * of the last parameters, so that options differing only in spot or strike cost one integral each.
 *
 * <p>Not safe for use by several threads at once.
 */
final class UnitPut {

  /** Where the option is. */
  enum Region {
    /** Worth the European value plus {@link Premium}. */
    HOLD,
    /** Worth the intrinsic value plus {@link Premium}: below both boundaries. */
    HOLD_BELOW,
    /** Worth the intrinsic value. */
    EXERCISE
  }

  /** Boundaries this close, as a logarithm, have met. */
  private static final double MEETING = 1e-9;

  private static final int MOST_STEPS = 60;
  private static final int MOST_NEWTON_STEPS = 12;

  double value;
  double slope;
  double curvature;
  double vega;
  double rho;

  final BoundaryEquation upper;
  final BoundaryEquation lower;
  private final BoundaryEquation upperBefore;
  private final BoundaryEquation lowerBefore;
  private final Premium premium;

  private double years = Double.NaN;
  private double rate = Double.NaN;
  private double yield = Double.NaN;
  private double volatility = Double.NaN;
  private boolean byYield;
  private boolean differentiated;

  UnitPut(Accuracy accuracy) {
    upper = new BoundaryEquation(accuracy.grid());
    lower = new BoundaryEquation(accuracy.grid());
    upperBefore = new BoundaryEquation(accuracy.grid());
    lowerBefore = new BoundaryEquation(accuracy.grid());
    premium = new Premium(accuracy.points());
  }

  static boolean isEverExercised(double rate, double yield) {
    return rate > 0 || yield < rate;
  }

  static boolean hasTwoBoundaries(double rate, double yield) {
    return yield < rate && rate < 0;
  }

  /** Finds the boundaries; cheap if the parameters are those of the last call. */
  void parameters(double years, double rate, double yield, double volatility) {
    if (years == this.years
        && rate == this.rate
        && yield == this.yield
        && volatility == this.volatility) {
      return;
    }
    this.years = years;
    this.rate = rate;
    this.yield = yield;
    this.volatility = volatility;
    differentiated = false;
    if (hasTwoBoundaries(rate, yield)) {
      solveTwo();
    } else {
      solve(upper, 1, years);
    }
  }

  /** Returns the higher log critical price today, −∞ if there is none. */
  double upperLog() {
    return upper.years < years ? Double.NEGATIVE_INFINITY : upper.logAt(1);
  }

  /** Returns the lower log critical price today, −∞ if there is none. */
  double lowerLog() {
    return hasTwoBoundaries(rate, yield) && !(upper.years < years)
        ? lower.logAt(1)
        : Double.NEGATIVE_INFINITY;
  }

  boolean hasTwo() {
    return hasTwoBoundaries(rate, yield);
  }

  /** Returns the longest time to expiry with a boundary. */
  double exercisableYears() {
    return upper.years;
  }

  double upperLogAt(double yearsToExpiry) {
    return upper.logAt(Math.sqrt(yearsToExpiry / upper.years));
  }

  double lowerLogAt(double yearsToExpiry) {
    return lower.logAt(Math.sqrt(yearsToExpiry / upper.years));
  }

  /** Integrates for the log of spot per strike and returns how to read the results. */
  Region evaluate(double m, boolean parameters, boolean byYield) {
    if (parameters && !(differentiated && this.byYield == byYield)) {
      upper.differentiate(byYield);
      if (hasTwoBoundaries(rate, yield)) {
        lower.differentiate(byYield);
      }
      this.byYield = byYield;
      differentiated = true;
    }
    value = 0;
    slope = 0;
    curvature = 0;
    vega = 0;
    rho = 0;
    boolean two = hasTwoBoundaries(rate, yield);
    boolean separate = !(upper.years < years);
    if (separate) {
      if (m > upper.logAt(1)) {
        add(1, upper, m, parameters);
        return Region.HOLD;
      }
      if (two && m < lower.logAt(1)) {
        add(-1, lower, m, parameters);
        return Region.HOLD_BELOW;
      }
      return Region.EXERCISE;
    }
    add(1, upper, m, parameters);
    add(-1, lower, m, parameters);
    return Region.HOLD;
  }

  private void add(double sign, BoundaryEquation boundary, double m, boolean parameters) {
    premium.integrate(boundary, m, years, parameters, byYield);
    value += sign * premium.value;
    slope += sign * premium.slope;
    curvature += sign * premium.curvature;
    vega += sign * premium.vega;
    rho += sign * premium.rho;
  }

  private boolean solve(BoundaryEquation boundary, double side, double span) {
    boundary.problem(side, rate, yield, volatility, span);
    double limit = -Math.sqrt(boundary.square[0]);
    double before = limit;
    for (int i = 1; i <= boundary.grid.nodes; i++) {
      double root = boundary.grid.root[i];
      double tau = span * root * root;
      double start = i == 1 ? limit - side * 1.5 * volatility * Math.sqrt(tau) : before;
      double log = QdPlus.solve(side, start, rate, yield, volatility, tau, limit);
      if (!(log < 0)) {
        return false;
      }
      before = log;
      boundary.square[i] = log * log;
    }
    return boundary.solve(MOST_NEWTON_STEPS, 1e-11) < 1e-8;
  }

  /**
   * Finds both boundaries back to today or, if they meet later, to the time at which they do.
   *
   * <p>Steps from a time to expiry at which they are far apart towards their meeting; each step
   * starts from the boundaries of the step before, continued in a straight line.
   */
  private void solveTwo() {
    double first = StrictMath.log(yield / rate) / (4 * volatility);
    double span = Math.min(years, first * first);
    while (!(solve(upper, 1, span) && solve(lower, -1, span) && gap(1) > 0)) {
      span *= 0.25;
    }
    double reach = 1.25;
    for (int i = 0; i < MOST_STEPS && span < years && !(Math.abs(gap(1)) < MEETING); i++) {
      double root = gap(1) > 0 ? 1 - 0.05 * gap(1) / (gap(1) - gap(0.95)) : meeting();
      if (!(root > 0.5 && root < reach)) {
        root = reach;
      }
      double next = Math.min(years, span * root * root);
      upper.copyTo(upperBefore);
      lower.copyTo(lowerBefore);
      if (upper.continueTo(next) && lower.continueTo(next)) {
        span = next;
      } else {
        upperBefore.copyTo(upper);
        lowerBefore.copyTo(lower);
        reach = 1 + 0.5 * (reach - 1);
      }
    }
  }

  private double gap(double root) {
    return upper.logAt(root) - lower.logAt(root);
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
