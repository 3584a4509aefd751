/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.structure;

import io.optionskit.greeks.Measure;

/**
 * Value, profit and Greeks of a structure over prices of the underlying, shifts of volatility and
 * time passed; see {@link StructurePricer#grid}.
 *
 * <p>Amounts are currency per share of one unit of the structure; times multiplier and quantity
 * they are money. Greeks are raw derivatives, see {@link Measure}. Immutable; may be used from any
 * thread.
 */
public final class StructureGrid {

  private final GridPoints points;
  private final double[][] columns;
  private final double netPremium;

  StructureGrid(GridPoints points, double[][] columns, double netPremium) {
    this.points = points;
    this.columns = columns;
    this.netPremium = netPremium;
  }

  /**
   * Returns the prices of the underlying.
   *
   * @return a copy
   */
  public double[] spots() {
    return points.spots().clone();
  }

  /**
   * Returns the shifts of volatility.
   *
   * @return a copy; 0.01 is one point up for every leg
   */
  public double[] volatilityShifts() {
    return points.volatilityShifts().clone();
  }

  /**
   * Returns the times passed.
   *
   * @return a copy, in calendar years
   */
  public double[] yearsPassed() {
    return points.yearsPassed().clone();
  }

  /**
   * Returns the value of the structure, or what closing it would bring at these prices.
   *
   * @param spot index into {@link #spots}
   * @param shift index into {@link #volatilityShifts}
   * @param time index into {@link #yearsPassed}
   * @return Σ ratio · value, per share; {@code NaN} where an American leg has no value
   * @throws IndexOutOfBoundsException if an index is outside its array
   */
  public double value(int spot, int shift, int time) {
    return measure(Measure.VALUE, spot, shift, time);
  }

  /**
   * Returns the profit of the structure.
   *
   * @param spot index into {@link #spots}
   * @param shift index into {@link #volatilityShifts}
   * @param time index into {@link #yearsPassed}
   * @return value − net premium, per share; negative = loss
   * @throws IndexOutOfBoundsException if an index is outside its array
   */
  public double profit(int spot, int shift, int time) {
    return value(spot, shift, time) - netPremium;
  }

  /**
   * Returns the value or a Greek of the structure.
   *
   * @param measure value, delta, gamma, vega, theta or rho
   * @param spot index into {@link #spots}
   * @param shift index into {@link #volatilityShifts}
   * @param time index into {@link #yearsPassed}
   * @return Σ ratio · measure, per share, raw units; {@code NaN} where an American leg has no value
   * @throws IllegalArgumentException if the measure is another one
   * @throws IndexOutOfBoundsException if an index is outside its array
   */
  public double measure(Measure measure, int spot, int shift, int time) {
    int column = StructurePricer.MEASURES.indexOf(measure);
    if (column < 0) {
      throw new IllegalArgumentException(
          "measure must be one of " + StructurePricer.MEASURES + ": " + measure);
    }
    int spots = points.spots().length;
    int shifts = points.volatilityShifts().length;
    checkIndex("spot", spot, spots);
    checkIndex("shift", shift, shifts);
    checkIndex("time", time, points.yearsPassed().length);
    return columns[column][(time * shifts + shift) * spots + spot];
  }

  private static void checkIndex(String name, int index, int length) {
    if (index < 0 || index >= length) {
      throw new IndexOutOfBoundsException(
          name + " must be between 0 and " + (length - 1) + ": " + index);
    }
  }
}
