/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks;

/**
 * The volatilities between which a quote leaves an option.
 *
 * <p>The bid says what the volatility is at least, the ask what it is at most:
 *
 * <ul>
 *   <li>a bid at or below the discounted intrinsic value, or no bid, says nothing: the lower bound
 *       is 0;
 *   <li>an ask at or above the maximum, or no ask, says nothing: the upper bound is infinite;
 *   <li>an ask at the discounted intrinsic value leaves only 0;
 *   <li>a bid at or above the maximum, or an ask below the discounted intrinsic value, leaves no
 *       volatility at all: the bound is {@code NaN}, and the interval is empty;
 *   <li>with no time left, or an argument out of range, there is no bound: both are {@code NaN}.
 * </ul>
 *
 * <p>A bid above the ask gives bounds in the wrong order, as the quote does. Immutable.
 *
 * @param lower volatility of the bid, &ge; 0; {@code NaN} if there is none
 * @param upper volatility of the ask, &ge; 0, may be infinite; {@code NaN} if there is none
 * @param bidStatus what the bid says; {@link IvStatus#INVALID} if it is missing
 * @param askStatus what the ask says; {@link IvStatus#INVALID} if it is missing
 */
public record VolatilityInterval(
    double lower, double upper, IvStatus bidStatus, IvStatus askStatus) {

  /**
   * Returns whether no volatility is left: the bid is at or above the maximum, or the ask below the
   * discounted intrinsic value, or the bounds are in the wrong order.
   *
   * @return true if empty; false also where nothing is known because of time or invalid arguments
   */
  public boolean isEmpty() {
    return bidStatus == IvStatus.ABOVE_MAXIMUM
        || askStatus == IvStatus.BELOW_INTRINSIC
        || lower > upper;
  }

  /**
   * Returns the lower bound that a bid gives.
   *
   * @param status what the bid says
   * @param volatility its volatility, if it has one
   * @return the volatility; 0 if the bid says nothing; {@code NaN} if there is no bound
   */
  public static double lowerBound(IvStatus status, double volatility) {
    return switch (status) {
      case OK -> volatility;
      case ZERO_VOLATILITY, BELOW_INTRINSIC -> 0;
      case ABOVE_MAXIMUM, ZERO_TIME, INVALID -> Double.NaN;
    };
  }

  /**
   * Returns the upper bound that an ask gives.
   *
   * @param status what the ask says
   * @param volatility its volatility, if it has one
   * @return the volatility; infinite if the ask says nothing; {@code NaN} if there is no bound
   */
  public static double upperBound(IvStatus status, double volatility) {
    return switch (status) {
      case OK -> volatility;
      case ZERO_VOLATILITY -> 0;
      case ABOVE_MAXIMUM -> Double.POSITIVE_INFINITY;
      case BELOW_INTRINSIC, ZERO_TIME, INVALID -> Double.NaN;
    };
  }
}
