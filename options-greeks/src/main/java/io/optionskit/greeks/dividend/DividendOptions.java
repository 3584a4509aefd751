/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.dividend;

import io.optionskit.contract.ExerciseStyle;
import io.optionskit.contract.OptionType;
import io.optionskit.greeks.american.AmericanAccuracy;
import io.optionskit.greeks.american.AmericanValue;
import io.optionskit.greeks.internal.Arguments;

/**
 * Values and Greeks of European and American options on an underlying that pays discrete cash
 * dividends, and perhaps a continuous yield on top.
 *
 * <p>All methods take {@code (accuracy, model, exerciseStyle, type, spot, strike, years, rate,
 * dividendYield, dividends, volatility)} and mean the same by them; {@link #value} describes them
 * in full. Which dividends count is said at {@link CashDividends}. Results are per share and raw
 * derivatives. Theta is that of calendar time passing, which brings the ex-dates nearer as well as
 * the expiry; rho holds the amounts.
 *
 * <p><b>Methods.</b> European options, and American options that are never or only just before an
 * ex-date exercised (calls with {@code rate} ≥ 0 and no yield, puts with {@code rate} ≤ 0 and
 * {@code dividendYield} ≥ 0), by repeated Gaussian quadrature; other American options by finite
 * differences with the boundary placed between nodes and Richardson extrapolation; escrowed
 * European ones in closed form; those that see no dividend as {@link
 * io.optionskit.greeks.american.American} or {@link io.optionskit.greeks.BlackScholes}.
 *
 * <p><b>Limits.</b> A {@code NaN} argument gives {@code NaN}. At {@code years == 0} an option is
 * worth its intrinsic value, its delta is +1 or −1 in the money and every other Greek is 0. Without
 * volatility it is exercised at the best time of the one path there is. A total volatility
 * (volatility · √years) above 15 counts as 15, where values no longer change.
 *
 * <p>Stateless: may be used from any thread. The bits of the results do not depend on machine or
 * Java version.
 */
public final class DividendOptions {

  /** At most this many dividends up to expiry. */
  private static final int MOST_DIVIDENDS = 1000;

  private static final double MOST_ACCRUAL = 10;
  private static final double SMALLEST = 1e-100;
  private static final double LARGEST = 1e100;
  private static final double HIGHEST_DEVIATION = 15;

  private DividendOptions() {}

  /**
   * Returns the value of the option.
   *
   * <p>Example: an American put with spot and strike 100, one year, rate 5 %, volatility 25 % and a
   * dividend of 2.00 in half a year is worth 8.8341; the European one 8.3110.
   *
   * @param accuracy how exact an American option is that may be exercised between ex-dates: around
   *     3e-6, 3e-7 and 2e-8 of the strike; all others are within 1e-9 of the strike and, in the
   *     highest, 1e-12
   * @param model what a dividend does to the spot
   * @param exerciseStyle American or European
   * @param type call or put
   * @param spot price of the underlying, currency per share, 1e-100 to 1e100; in the escrowed model
   *     above the present value of the dividends
   * @param strike exercise price, currency per share, 1e-100 to 1e100, and spot / strike 1e-9 to
   *     1e9
   * @param years time to expiry in 365-day years with hours counted, finite and ≥ 0
   * @param rate risk-free rate, continuously compounded, per year; may be negative; |rate · years|
   *     ≤ 10
   * @param dividendYield yield on top of the dividends, such as the cost to borrow the share,
   *     continuously compounded, per year; may be negative; |dividendYield · years| ≤ 10
   * @param dividends schedule of cash dividends; at most 1000 up to expiry
   * @param volatility annual volatility, finite and ≥ 0; 0.20 is 20 %; for American calls that may
   *     be exercised between ex-dates, volatility · √years ≤ 3
   * @return value per share, at least 0, and at least the intrinsic value of an American option;
   *     {@code NaN} if any argument is {@code NaN}
   * @throws IllegalArgumentException if an argument is outside its range; the message names it and
   *     shows its value
   */
  public static double value(
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
      double volatility) {
    return evaluate(
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
            volatility)
        .value();
  }

  /**
   * Returns value, Greeks and critical spot.
   *
   * <p>The critical spot is that of this moment: a put has none above the amount of the next
   * dividend (the result is 0) while interest on the strike until the ex-date is less than the
   * dividend, and a call that is exercised at most before ex-dates has none (the result is
   * infinite). European options are never exercised.
   *
   * @param accuracy how exact
   * @param model what a dividend does to the spot
   * @param exerciseStyle American or European
   * @param type call or put
   * @param spot price of the underlying, 1e-100 to 1e100
   * @param strike exercise price, 1e-100 to 1e100
   * @param years time to expiry, ≥ 0
   * @param rate risk-free rate, per year
   * @param dividendYield yield on top of the dividends, per year
   * @param dividends schedule of cash dividends
   * @param volatility annual volatility, ≥ 0
   * @return all of them; all {@code NaN} and not to be exercised if any argument is {@code NaN}
   * @throws IllegalArgumentException if an argument is outside its range
   */
  public static AmericanValue evaluate(
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
      double volatility) {
    if (Double.isNaN(spot + strike + years + rate + dividendYield + volatility)
        && hasNaN(spot, strike, years, rate, dividendYield, volatility)) {
      return NOTHING;
    }
    check("spot", spot);
    check("strike", strike);
    if (!(spot / strike >= 1e-9 && spot / strike <= 1e9)) {
      throw new IllegalArgumentException(
          "spot divided by strike must be between 1e-9 and 1e9: " + spot + " by " + strike);
    }
    Arguments.notNegative("years", years);
    checkAccrual("rate", rate, years);
    checkAccrual("dividendYield", dividendYield, years);
    Arguments.notNegative("volatility", volatility);
    double highest = years > 0 ? HIGHEST_DEVIATION / Math.sqrt(years) : volatility;
    boolean isPut = type == OptionType.PUT;
    Problem problem =
        new Problem(
            model == DividendModel.ESCROWED,
            exerciseStyle == ExerciseStyle.AMERICAN,
            isPut,
            spot,
            strike,
            years,
            rate,
            dividendYield,
            dividends,
            Math.min(volatility, highest));
    checkDividends(problem, dividends);
    return Solution.of(accuracy, problem);
  }

  private static final AmericanValue NOTHING =
      new AmericanValue(
          Double.NaN,
          Double.NaN,
          Double.NaN,
          Double.NaN,
          Double.NaN,
          Double.NaN,
          Double.NaN,
          false);

  private static boolean hasNaN(double... arguments) {
    for (double argument : arguments) {
      if (Double.isNaN(argument)) {
        return true;
      }
    }
    return false;
  }

  private static void check(String name, double price) {
    if (!(price >= SMALLEST && price <= LARGEST)) {
      throw new IllegalArgumentException(name + " must be between 1e-100 and 1e100: " + price);
    }
  }

  private static void checkAccrual(String name, double rate, double years) {
    if (!(Math.abs(rate * years) <= MOST_ACCRUAL)) {
      throw new IllegalArgumentException(
          name + " times years must be between -10 and 10: " + rate + " times " + years);
    }
  }

  private static void checkDividends(Problem problem, CashDividends dividends) {
    if (problem.count > MOST_DIVIDENDS) {
      throw new IllegalArgumentException(
          "dividends up to expiry must be at most " + MOST_DIVIDENDS + ": " + problem.count);
    }
    if (!(problem.start() > 0)) {
      throw new IllegalArgumentException(
          "spot must be above the present value of the dividends up to expiry, "
              + dividends.sum(problem.years, problem.rate, problem.dividendYield)
              + ", in the escrowed model: "
              + problem.spot);
    }
  }

  /**
   * Evaluates options of one expiry, which share everything but type, strike and volatility.
   *
   * @param accuracy how exact
   * @param model what a dividend does to the spot
   * @param exerciseStyle American or European
   * @param types call or put of each row
   * @param spot price of the underlying
   * @param strikes exercise price of each row
   * @param years time to expiry
   * @param rate risk-free rate, per year
   * @param dividendYield yield on top of the dividends, per year
   * @param dividends schedule of cash dividends
   * @param volatilities annual volatility of each row
   * @return what {@link #evaluate} returns for each row
   * @throws IllegalArgumentException if the arrays differ in length or an argument is outside its
   *     range
   */
  public static AmericanValue[] evaluateChain(
      AmericanAccuracy accuracy,
      DividendModel model,
      ExerciseStyle exerciseStyle,
      OptionType[] types,
      double spot,
      double[] strikes,
      double years,
      double rate,
      double dividendYield,
      CashDividends dividends,
      double[] volatilities) {
    Arguments.sameLength("types", types.length, strikes.length);
    Arguments.sameLength("volatilities", volatilities.length, strikes.length);
    AmericanValue[] results = new AmericanValue[strikes.length];
    for (int i = 0; i < results.length; i++) {
      results[i] =
          evaluate(
              accuracy,
              model,
              exerciseStyle,
              types[i],
              spot,
              strikes[i],
              years,
              rate,
              dividendYield,
              dividends,
              volatilities[i]);
    }
    return results;
  }
}
