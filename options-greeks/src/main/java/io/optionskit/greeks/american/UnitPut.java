/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.american;

import org.jspecify.annotations.Nullable;

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

  double value;
  double slope;
  double curvature;
  double vega;
  double rho;

  private final AmericanAccuracy accuracy;
  private Boundaries boundaries;
  private Premium premium;
  private boolean forTwo;
  private @Nullable UnitPut coarser;

  private double years = Double.NaN;
  private double rate = Double.NaN;
  private double yield = Double.NaN;
  private double volatility = Double.NaN;
  private boolean byYield;
  private boolean differentiated;
  private boolean solved;

  UnitPut(AmericanAccuracy accuracy) {
    this.accuracy = accuracy;
    boundaries = Boundaries.of(Accuracy.of(accuracy));
    premium = new Premium(Accuracy.of(accuracy).rule);
  }

  /** Returns one for the next lower accuracy, null if there is none. */
  @Nullable UnitPut coarser() {
    if (coarser == null) {
      switch (accuracy) {
        case FAST -> {}
        case ACCURATE -> coarser = new UnitPut(AmericanAccuracy.FAST);
        case HIGH -> coarser = new UnitPut(AmericanAccuracy.ACCURATE);
      }
    }
    return coarser;
  }

  private void prepare(boolean two) {
    if (two != forTwo) {
      Accuracy numbers = two ? Accuracy.ofTwo(accuracy) : Accuracy.of(accuracy);
      boundaries = Boundaries.of(numbers);
      premium = new Premium(numbers.rule);
      forTwo = two;
    }
  }

  static boolean isEverExercised(double rate, double yield) {
    return rate > 0 || yield < rate;
  }

  /**
   * Finds the boundaries; cheap if the parameters are those of the last call.
   *
   * @return whether they were found
   */
  boolean parameters(double years, double rate, double yield, double volatility) {
    if (years == this.years
        && rate == this.rate
        && yield == this.yield
        && volatility == this.volatility) {
      return solved;
    }
    this.years = years;
    this.rate = rate;
    this.yield = yield;
    this.volatility = volatility;
    differentiated = false;
    prepare(hasTwo());
    solved =
        hasTwo()
            ? boundaries.solveTwo(years, rate, yield, volatility)
            : boundaries.solveOne(years, rate, yield, volatility);
    return solved;
  }

  /** Returns the higher log critical price today, −∞ if there is none. */
  double upperLog() {
    return boundaries.upper().years < years
        ? Double.NEGATIVE_INFINITY
        : boundaries.upper().logAt(1);
  }

  /** Returns the lower log critical price today, −∞ if there is none. */
  double lowerLog() {
    return hasTwo() && !(boundaries.upper().years < years)
        ? boundaries.lower().logAt(1)
        : Double.NEGATIVE_INFINITY;
  }

  boolean hasTwo() {
    return yield < rate && rate < 0;
  }

  /** Returns the longest time to expiry with a boundary. */
  double exercisableYears() {
    return boundaries.upper().years;
  }

  double upperLogAt(double yearsToExpiry) {
    return boundaries.upper().logAt(Math.sqrt(yearsToExpiry / boundaries.upper().years));
  }

  double lowerLogAt(double yearsToExpiry) {
    return boundaries.lower().logAt(Math.sqrt(yearsToExpiry / boundaries.upper().years));
  }

  /** Integrates for the log of spot per strike and returns how to read the results. */
  Region evaluate(double m, boolean parameters, boolean byYield) {
    if (parameters && !(differentiated && this.byYield == byYield)) {
      boundaries.upper().differentiate(byYield);
      if (hasTwo()) {
        boundaries.lower().differentiate(byYield);
      }
      this.byYield = byYield;
      differentiated = true;
    }
    value = 0;
    slope = 0;
    curvature = 0;
    vega = 0;
    rho = 0;
    boolean two = hasTwo();
    boolean separate = !(boundaries.upper().years < years);
    if (separate) {
      if (m > boundaries.upper().logAt(1)) {
        add(1, boundaries.upper(), m, parameters);
        return Region.HOLD;
      }
      if (two && m < boundaries.lower().logAt(1)) {
        add(-1, boundaries.lower(), m, parameters);
        return Region.HOLD_BELOW;
      }
      return Region.EXERCISE;
    }
    add(1, boundaries.upper(), m, parameters);
    add(-1, boundaries.lower(), m, parameters);
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
}
