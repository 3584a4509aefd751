/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.american;

import io.optionskit.contract.OptionType;
import io.optionskit.greeks.ImpliedVolatility;
import io.optionskit.greeks.IvStatus;
import io.optionskit.greeks.internal.Arguments;

/**
 * Implied volatility of American option prices with a continuous dividend yield.
 *
 * <p>Never throws for data: what has no answer has an {@link IvStatus} instead. The volatility lies
 * between 0 and that of a European option of the same price, and stays in a bracket throughout;
 * where early exercise never pays it is the European one.
 *
 * <p>A price equal to the immediate exercise value is explained by every volatility low enough for
 * exercise now to be best; its status is {@link IvStatus#ZERO_VOLATILITY}.
 *
 * <p>Stateless: may be used from any thread. The bits of the results do not depend on machine or
 * Java version.
 */
public final class AmericanImpliedVolatility {

  private static final double SMALLEST = 1e-150;
  private static final double LARGEST = 1e150;
  private static final int MOST_STEPS = 120;

  /** A total volatility above this makes no difference any more. */
  private static final double HUGE = 80;

  private final AmericanPricer pricer;
  private final double precision;

  private AmericanImpliedVolatility(AmericanAccuracy accuracy) {
    pricer = AmericanPricer.of(accuracy);
    precision =
        switch (accuracy) {
          case FAST -> 1e-8;
          case ACCURATE -> 1e-10;
          case HIGH -> 1e-13;
        };
  }

  /**
   * Returns the volatility at which the option is worth the price.
   *
   * <p>Example: a put with spot and strike 100, one year, rate and yield 5 % worth 9.569445 has a
   * volatility of 0.25.
   *
   * @param accuracy how exact the values are that the price is compared with
   * @param type call or put
   * @param spot price of the underlying, currency per share, 1e-150 to 1e150
   * @param strike exercise price, currency per share, 1e-150 to 1e150
   * @param years time to expiry in 365-day years with hours counted, &gt; 0
   * @param rate risk-free rate, per year; |rate · years| ≤ 500
   * @param dividendYield dividend yield, per year; |dividendYield · years| ≤ 500
   * @param price price of the option today
   * @return annual volatility of log returns, 0.20 is 20 %; 0 for {@link IvStatus#ZERO_VOLATILITY};
   *     {@code NaN} for every other status but {@link IvStatus#OK}
   */
  public static double solve(
      AmericanAccuracy accuracy,
      OptionType type,
      double spot,
      double strike,
      double years,
      double rate,
      double dividendYield,
      double price) {
    IvStatus status = status(type, spot, strike, years, rate, dividendYield, price);
    return new AmericanImpliedVolatility(accuracy)
        .answer(status, type, spot, strike, years, rate, dividendYield, price);
  }

  /**
   * Returns whether {@link #solve} has an answer; much cheaper than solving.
   *
   * <p>A price at most two units in the last place from the value without volatility, which is that
   * of exercise at the best time, counts as that value.
   *
   * @param type call or put
   * @param spot price of the underlying
   * @param strike exercise price
   * @param years time to expiry
   * @param rate risk-free rate, per year
   * @param dividendYield dividend yield, per year
   * @param price price of the option today
   * @return the first that applies of invalid, zero time, above maximum, below intrinsic (below the
   *     value of exercise now or at any later time that can be planned today), zero volatility;
   *     otherwise OK
   */
  public static IvStatus status(
      OptionType type,
      double spot,
      double strike,
      double years,
      double rate,
      double dividendYield,
      double price) {
    if (!AmericanPricer.accepts(spot, strike, years, rate, dividendYield, 0)
        || !isUsable(spot)
        || !isUsable(strike)
        || !Double.isFinite(price)) {
      return IvStatus.INVALID;
    }
    if (years == 0) {
      return IvStatus.ZERO_TIME;
    }
    double most =
        type == OptionType.CALL
            ? spot * Math.max(1, StrictMath.exp(-dividendYield * years))
            : strike * Math.max(1, StrictMath.exp(-rate * years));
    if (price >= most) {
      return IvStatus.ABOVE_MAXIMUM;
    }
    double least = AmericanPricer.certainValue(type, spot, strike, years, rate, dividendYield);
    if (price == least || (least > 0 && Math.abs(price - least) <= 2 * Math.ulp(least))) {
      return IvStatus.ZERO_VOLATILITY;
    }
    return price > least ? IvStatus.OK : IvStatus.BELOW_INTRINSIC;
  }

  /**
   * Solves one option per row.
   *
   * @param accuracy how exact the values are that the prices are compared with
   * @param types call or put of each row
   * @param spots prices of the underlying
   * @param strikes exercise prices
   * @param years times to expiry
   * @param rates risk-free rates, per year
   * @param dividendYields dividend yields, per year
   * @param prices prices of the options today
   * @param volatilities receives what {@link #solve} returns
   * @param statuses receives what {@link #status} returns
   * @throws IllegalArgumentException if the arrays differ in length
   */
  public static void solve(
      AmericanAccuracy accuracy,
      OptionType[] types,
      double[] spots,
      double[] strikes,
      double[] years,
      double[] rates,
      double[] dividendYields,
      double[] prices,
      double[] volatilities,
      IvStatus[] statuses) {
    int rows = prices.length;
    Arguments.sameLength("types", types.length, rows);
    Arguments.sameLength("spots", spots.length, rows);
    Arguments.sameLength("strikes", strikes.length, rows);
    Arguments.sameLength("years", years.length, rows);
    Arguments.sameLength("rates", rates.length, rows);
    Arguments.sameLength("dividendYields", dividendYields.length, rows);
    Arguments.sameLength("volatilities", volatilities.length, rows);
    Arguments.sameLength("statuses", statuses.length, rows);
    AmericanImpliedVolatility solver = new AmericanImpliedVolatility(accuracy);
    for (int i = 0; i < rows; i++) {
      statuses[i] =
          status(types[i], spots[i], strikes[i], years[i], rates[i], dividendYields[i], prices[i]);
      volatilities[i] =
          solver.answer(
              statuses[i],
              types[i],
              spots[i],
              strikes[i],
              years[i],
              rates[i],
              dividendYields[i],
              prices[i]);
    }
  }

  private double answer(
      IvStatus status,
      OptionType type,
      double spot,
      double strike,
      double years,
      double rate,
      double dividendYield,
      double price) {
    return switch (status) {
      case OK -> solvable(type, spot, strike, years, rate, dividendYield, price);
      case ZERO_VOLATILITY -> 0;
      case BELOW_INTRINSIC, ABOVE_MAXIMUM, ZERO_TIME, INVALID -> Double.NaN;
    };
  }

  private static boolean isUsable(double value) {
    return value > SMALLEST && value < LARGEST;
  }

  /**
   * Finds the volatility between 0 and the European one by secants, each of which starts from the
   * volatility of the European part of the price; a step that leaves the bracket halves it.
   */
  private double solvable(
      OptionType type,
      double spot,
      double strike,
      double years,
      double rate,
      double dividendYield,
      double price) {
    double discountFactor = StrictMath.exp(-rate * years);
    double forward = spot * StrictMath.exp((rate - dividendYield) * years);
    double european = ImpliedVolatility.solve(type, forward, strike, years, discountFactor, price);
    boolean call = type == OptionType.CALL;
    boolean exercised =
        UnitPut.isEverExercised(call ? dividendYield : rate, call ? rate : dividendYield);
    if (!exercised && european > 0) {
      return european;
    }
    double lower = 0;
    double upper = Double.POSITIVE_INFINITY;
    double at = european > 0 ? european : 1 / Math.sqrt(years);
    double before = Double.NaN;
    double errorBefore = Double.NaN;
    for (int i = 0; i < MOST_STEPS; i++) {
      pricer.evaluate(type, spot, strike, years, rate, dividendYield, at, false);
      double error = pricer.value - price;
      if (error == 0) {
        return at;
      }
      if (error > 0) {
        upper = at;
      } else {
        lower = at;
      }
      double next = Double.NaN;
      if (!pricer.exerciseNow) {
        next =
            i == 0
                ? europeanPart(type, forward, strike, years, discountFactor, price)
                : at - error * (at - before) / (error - errorBefore);
        before = at;
        errorBefore = error;
      }
      if (!(next > lower && next < upper)) {
        next =
            upper == Double.POSITIVE_INFINITY
                ? 2 * at
                : lower == 0 ? 0.5 * upper : 0.5 * (lower + upper);
      }
      if (Math.abs(next - at) <= precision * at
          || upper - lower <= precision * lower
          || next * Math.sqrt(years) > HUGE) {
        return next;
      }
      at = next;
    }
    return at;
  }

  /** Returns the volatility of the price less the early exercise premium of the last value. */
  private double europeanPart(
      OptionType type,
      double forward,
      double strike,
      double years,
      double discountFactor,
      double price) {
    return ImpliedVolatility.solve(
        type, forward, strike, years, discountFactor, price - pricer.premium());
  }
}
