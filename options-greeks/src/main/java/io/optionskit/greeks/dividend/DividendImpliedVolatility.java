/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.dividend;

import io.optionskit.contract.ExerciseStyle;
import io.optionskit.contract.OptionType;
import io.optionskit.greeks.ImpliedVolatility;
import io.optionskit.greeks.IvStatus;
import io.optionskit.greeks.american.AmericanAccuracy;
import io.optionskit.greeks.american.AmericanValue;
import io.optionskit.greeks.internal.Elementary;

/**
 * Implied volatility of European and American options on an underlying with cash dividends.
 *
 * <p>Newton's method on {@link DividendOptions#evaluate} inside a bracket that every step narrows,
 * from the volatility of a European option on the same forward. Never throws for data. What the
 * error of a value means for the volatility is that error divided by vega; a price that exceeds the
 * value without volatility by no more than 1e-12 of the strike has volatility 0, and so has one
 * that is below it by no more than the error of the values: 1e-9 of the strike, 1e-12 in the
 * highest accuracy, and 5e-5, 5e-6 and 2e-7 for American options that may be exercised between
 * ex-dates.
 *
 * <p>Stateless: may be used from any thread. The bits of the results do not depend on machine or
 * Java version.
 */
public final class DividendImpliedVolatility {

  private static final int MOST_STEPS = 80;
  private static final double LAST_STEP = 1e-11;
  private static final double NOTHING = 1e-12;

  /** Highest total volatilities tried: of calls that are solved on a grid, and of all others. */
  private static final double HIGHEST_CALL = 2.99;

  private static final double HIGHEST = 12;

  private DividendImpliedVolatility() {}

  /**
   * Returns the volatility at which the option is worth the price.
   *
   * <p>Example: an American put with spot and strike 100, one year, rate 5 % and a dividend of 2.00
   * in half a year, at 8.834142, has a volatility of 0.25 in the spot-drop model.
   *
   * @param accuracy how exact the values are
   * @param model what a dividend does to the spot
   * @param exerciseStyle American or European
   * @param type call or put
   * @param spot price of the underlying, in the range of {@link DividendOptions#value} as all that
   *     follow
   * @param strike exercise price
   * @param years time to expiry
   * @param rate risk-free rate, per year
   * @param dividendYield yield on top of the dividends, per year
   * @param dividends schedule of cash dividends
   * @param price price of the option, currency per share
   * @return volatility and status; the first that applies of invalid, zero time, below intrinsic
   *     (below the value without volatility), zero volatility, above maximum; otherwise OK
   */
  public static DividendVolatility solve(
      AmericanAccuracy accuracy,
      DividendModel model,
      ExerciseStyle exerciseStyle,
      OptionType type,
      double spot,
      double strike,
      double years,
      double rate,
      double dividendYield,
      CashDividends dividends,
      double price) {
    Pricer pricer =
        volatility ->
            DividendOptions.evaluate(
                accuracy,
                model,
                exerciseStyle,
                type,
                spot,
                strike,
                years,
                rate,
                dividendYield,
                dividends,
                volatility);
    double least;
    try {
      least = pricer.at(0).value();
    } catch (IllegalArgumentException e) {
      return DividendVolatility.none(IvStatus.INVALID);
    }
    if (Double.isNaN(least) || !Double.isFinite(price)) {
      return DividendVolatility.none(IvStatus.INVALID);
    }
    if (years == 0) {
      return DividendVolatility.none(IvStatus.ZERO_TIME);
    }
    if (price <= least + NOTHING * strike) {
      boolean isOnGrid =
          exerciseStyle == ExerciseStyle.AMERICAN
              && Problem.mayGainByExercise(type == OptionType.PUT, rate, dividendYield);
      boolean isLeast = price >= least - error(accuracy, isOnGrid) * strike;
      return DividendVolatility.none(isLeast ? IvStatus.ZERO_VOLATILITY : IvStatus.BELOW_INTRINSIC);
    }
    boolean onGrid =
        type == OptionType.CALL
            && exerciseStyle == ExerciseStyle.AMERICAN
            && !(rate >= 0 && dividendYield == 0);
    double highest = (onGrid ? HIGHEST_CALL : HIGHEST) / Math.sqrt(years);
    double growth = Elementary.exp((rate - dividendYield) * years);
    double forward = (spot - dividends.sum(years, rate, dividendYield)) * growth;
    double start =
        forward > 0
            ? ImpliedVolatility.solve(
                type, forward, strike, years, Elementary.exp(-rate * years), price)
            : Double.NaN;
    double above = Math.min(start > 0 ? start : 0.3, 0.4 * highest);
    while (pricer.at(above).value() <= price) {
      if (above == highest) {
        return DividendVolatility.none(IvStatus.ABOVE_MAXIMUM);
      }
      above = Math.min(highest, 1.25 * above);
    }
    return new DividendVolatility(search(pricer, price, above), IvStatus.OK);
  }

  /** Returns by what part of the strike values may be too low. */
  private static double error(AmericanAccuracy accuracy, boolean isOnGrid) {
    return switch (accuracy) {
      case FAST -> isOnGrid ? 5e-5 : 1e-9;
      case ACCURATE -> isOnGrid ? 5e-6 : 1e-9;
      case HIGH -> isOnGrid ? 2e-7 : NOTHING;
    };
  }

  /** Option as a function of its volatility. */
  private interface Pricer {
    AmericanValue at(double volatility);
  }

  private static double search(Pricer pricer, double price, double above) {
    double low = 0;
    double high = above;
    double volatility = above;
    for (int step = 0; step < MOST_STEPS; step++) {
      AmericanValue at = pricer.at(volatility);
      double error = at.value() - price;
      if (error == 0) {
        return volatility;
      }
      if (error > 0) {
        high = volatility;
      } else {
        low = volatility;
      }
      double next = at.vega() > 0 ? volatility - error / at.vega() : Double.NaN;
      if (!(next > low && next < high)) {
        next = 0.5 * (low + high);
      }
      if (Math.abs(next - volatility) <= LAST_STEP * volatility || high - low <= LAST_STEP * high) {
        return next;
      }
      volatility = next;
    }
    return volatility;
  }
}
