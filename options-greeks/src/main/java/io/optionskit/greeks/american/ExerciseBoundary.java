/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.american;

import io.optionskit.contract.OptionType;
import io.optionskit.greeks.internal.Elementary;

/**
 * The critical spots of an American option at every time to expiry up to the one it was made for.
 *
 * <p>A put should be exercised at or below its critical spot, a call at or above it. With negative
 * rates (yield &lt; rate &lt; 0 for a put, rate &lt; yield &lt; 0 for a call) there are two, and
 * the option should be exercised between them, until some time before expiry at which they meet;
 * with more time than that it should not be exercised at all.
 *
 * <p>Immutable; made by {@link American#boundary}.
 */
public final class ExerciseBoundary {

  private final OptionType type;
  private final double strike;
  private final double years;
  private final double exercisable;
  private final UnitPut put;
  private final boolean ever;

  ExerciseBoundary(OptionType type, double strike, double years, UnitPut put, boolean ever) {
    this.type = type;
    this.strike = strike;
    this.years = years;
    this.put = put;
    this.ever = ever;
    this.exercisable = ever ? put.exercisableYears() : 0;
  }

  /**
   * Returns the longest time to expiry at which there is a spot at which to exercise.
   *
   * @return years before expiry; less than what the boundary was made for only where two boundaries
   *     meet, and 0 if exercise before expiry never pays
   */
  public double exercisableYears() {
    return exercisable;
  }

  /**
   * Returns the critical spot of the option's own side: the higher of two for a put, the lower for
   * a call.
   *
   * @param yearsToExpiry time to expiry, 0 to the one this was made for
   * @return critical spot, currency per share; 0 for a put and infinite for a call where there is
   *     none; at 0 years the limit as expiry comes near
   * @throws IllegalArgumentException if the time is out of range
   */
  public double spotAt(double yearsToExpiry) {
    return exists(yearsToExpiry)
        ? spot(put.upperLogAt(yearsToExpiry))
        : type == OptionType.CALL ? Double.POSITIVE_INFINITY : 0;
  }

  /**
   * Returns the second critical spot: a put should not be exercised below it, a call not above it.
   *
   * @param yearsToExpiry time to expiry, 0 to the one this was made for
   * @return critical spot, currency per share; 0 for a put and infinite for a call where there is
   *     no second one
   * @throws IllegalArgumentException if the time is out of range
   */
  public double otherSpotAt(double yearsToExpiry) {
    return exists(yearsToExpiry) && put.hasTwo()
        ? spot(put.lowerLogAt(yearsToExpiry))
        : type == OptionType.CALL ? Double.POSITIVE_INFINITY : 0;
  }

  private boolean exists(double yearsToExpiry) {
    if (!(yearsToExpiry >= 0 && yearsToExpiry <= years)) {
      throw new IllegalArgumentException(
          "yearsToExpiry must be between 0 and " + years + ": " + yearsToExpiry);
    }
    return ever && yearsToExpiry <= exercisable;
  }

  private double spot(double log) {
    return strike * Elementary.exp(type == OptionType.CALL ? -log : log);
  }
}
