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
  private @Nullable UnitPut other;
  private final boolean isOther;

  private double years = Double.NaN;
  private double rate = Double.NaN;
  private double yield = Double.NaN;
  private double volatility = Double.NaN;
  private boolean byYield;
  private boolean differentiated;
  private boolean solved;

  UnitPut(AmericanAccuracy accuracy) {
    this(accuracy, false);
  }

  private UnitPut(AmericanAccuracy accuracy, boolean isOther) {
    this.isOther = isOther;
    this.accuracy = accuracy;
    boundaries = Boundaries.of(Accuracy.of(accuracy));
    premium = new Premium(Accuracy.of(accuracy).rule, Accuracy.of(accuracy).quick, 1);
  }

  /**
   * Returns one to try where this finds no boundary, null if there is none: the next lower
   * accuracy, but for the lowest one the next higher.
   */
  @Nullable UnitPut other() {
    if (other == null && !isOther) {
      other =
          new UnitPut(
              accuracy == AmericanAccuracy.ACCURATE
                  ? AmericanAccuracy.FAST
                  : AmericanAccuracy.ACCURATE,
              true);
    }
    return other;
  }

  private void prepare(boolean two) {
    if (two != forTwo) {
      Accuracy numbers = two ? Accuracy.ofTwo(accuracy) : Accuracy.of(accuracy);
      boundaries = Boundaries.of(numbers);
      premium = new Premium(numbers.rule, numbers.quick, 1);
      forTwo = two;
    }
  }

  static boolean isEverExercised(double rate, double yield) {
    return rate > 0 || yield < rate;
  }

  /**
   * Finds the boundaries; cheap if the parameters are those of the last call.
   *
   * @param differentiated whether to differentiate them too, with respect to volatility and to the
   *     rate or the yield
   * @return whether they were found
   */
  boolean parameters(
      double years,
      double rate,
      double yield,
      double volatility,
      boolean differentiated,
      boolean byYield) {
    if (years == this.years
        && rate == this.rate
        && yield == this.yield
        && volatility == this.volatility
        && (!differentiated || (this.differentiated && byYield == this.byYield))) {
      return solved;
    }
    this.years = years;
    this.rate = rate;
    this.yield = yield;
    this.volatility = volatility;
    this.differentiated = differentiated;
    this.byYield = byYield;
    prepare(hasTwo());
    if (hasTwo()) {
      solved = boundaries.solveTwo(years, rate, yield, volatility);
      if (solved && differentiated) {
        boundaries.upper().differentiate(byYield);
        boundaries.lower().differentiate(byYield);
      }
    } else {
      solved = boundaries.solveOne(years, rate, yield, volatility, differentiated, byYield);
    }
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

  /**
   * Integrates for the log of spot per strike and returns how to read the results.
   *
   * @param greeks whether more than the value is wanted
   */
  Region evaluate(double m, boolean greeks) {
    value = 0;
    slope = 0;
    curvature = 0;
    vega = 0;
    rho = 0;
    boolean two = hasTwo();
    boolean separate = !(boundaries.upper().years < years);
    if (separate) {
      if (m > boundaries.upper().logAt(1)) {
        add(1, boundaries.upper(), m, greeks);
        return Region.HOLD;
      }
      if (two && m < boundaries.lower().logAt(1)) {
        add(-1, boundaries.lower(), m, greeks);
        return Region.HOLD_BELOW;
      }
      return Region.EXERCISE;
    }
    add(1, boundaries.upper(), m, greeks);
    add(-1, boundaries.lower(), m, greeks);
    return Region.HOLD;
  }

  private void add(double sign, BoundaryEquation boundary, double m, boolean greeks) {
    premium.clear();
    premium.add(
        m,
        years,
        boundary.years,
        rate,
        yield,
        volatility,
        boundary.square,
        boundary.volatilitySquare,
        boundary.rateSquare,
        differentiated,
        byYield);
    premium.integrate(greeks, differentiated);
    value += sign * premium.value[0];
    slope += sign * premium.slope[0];
    curvature += sign * premium.curvature[0];
    vega += sign * premium.vega[0];
    rho += sign * premium.rho[0];
  }
}
