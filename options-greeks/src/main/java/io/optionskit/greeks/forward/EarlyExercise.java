/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.forward;

import io.optionskit.contract.ExerciseStyle;
import io.optionskit.contract.OptionType;
import io.optionskit.greeks.Black76;
import io.optionskit.greeks.ImpliedVolatility;
import io.optionskit.greeks.american.American;
import io.optionskit.greeks.american.AmericanAccuracy;
import io.optionskit.greeks.american.AmericanImpliedVolatility;
import io.optionskit.greeks.american.AmericanValue;
import io.optionskit.greeks.dividend.CashDividends;
import io.optionskit.greeks.dividend.DividendModel;
import io.optionskit.greeks.dividend.DividendOptions;

/** American and European values of the options of one expiry, with yield and cash dividends. */
final class EarlyExercise {

  /** How far a quoted price of the underlying may be off, as a part of it. */
  private static final double SPOT_UNCERTAINTY = 0.0005;

  /** Prices with cash dividends this part of the strike apart are the same. */
  private static final double SAME = 1e-7;

  private static final double HIGHEST = 50;
  private static final int MOST_STEPS = 60;

  /** Standard deviation of yields around the given one, per year. */
  private static final double YIELD_UNCERTAINTY = 0.03;

  private final double spot;
  private final double forward;
  private final double years;
  private final double rate;
  private final double dividendYield;
  private final double discountFactor;
  private final CashDividends dividends;

  private EarlyExercise(
      double spot,
      double forward,
      double years,
      double rate,
      double dividendYield,
      CashDividends dividends) {
    this.spot = spot;
    this.forward = forward;
    this.years = years;
    this.rate = rate;
    this.dividendYield = dividendYield;
    this.discountFactor = StrictMath.exp(-rate * years);
    this.dividends = dividends;
  }

  /**
   * Returns the values that go with a forward.
   *
   * <p>A price of the underlying that is a little stale would mean an absurd yield for an option of
   * a few days, and a given yield says nothing about the dividends of a year. So the yield is a
   * mean of the given one and the one between spot and forward, each by how well it is known, and
   * the spot is the one that goes with it.
   *
   * @param quotedSpot price of the underlying, NaN if unknown
   * @param givenYield yield on top of the dividends, and what is used without a spot
   * @param dividends counted from the instant of the quotes; those after the expiry do not matter
   */
  static EarlyExercise of(
      double quotedSpot,
      double forward,
      double years,
      double rate,
      double givenYield,
      CashDividends dividends) {
    double yield = givenYield;
    double stripped = quotedSpot - dividends.presentValue(years, rate, givenYield);
    if (stripped > 0) {
      double between = rate - StrictMath.log(forward / stripped) / years;
      double spotError = SPOT_UNCERTAINTY / years;
      double weight = square(YIELD_UNCERTAINTY) / (square(YIELD_UNCERTAINTY) + square(spotError));
      yield = givenYield + weight * (between - givenYield);
    }
    double spot =
        forward * StrictMath.exp((yield - rate) * years)
            + dividends.presentValue(years, rate, yield);
    boolean pays = dividends.presentValue(years, rate, yield) > 0;
    return new EarlyExercise(
        spot, forward, years, rate, yield, pays ? dividends : CashDividends.none());
  }

  private static double square(double x) {
    return x * x;
  }

  double american(OptionType type, double strike, double volatility) {
    return dividends.isEmpty()
        ? American.value(
            AmericanAccuracy.FAST, type, spot, strike, years, rate, dividendYield, volatility)
        : value(ExerciseStyle.AMERICAN, type, strike, volatility);
  }

  double european(OptionType type, double strike, double volatility) {
    return dividends.isEmpty()
        ? Black76.value(type, forward, strike, years, discountFactor, volatility)
        : value(ExerciseStyle.EUROPEAN, type, strike, volatility);
  }

  AmericanValue evaluate(OptionType type, double strike, double volatility) {
    return dividends.isEmpty()
        ? American.evaluate(
            AmericanAccuracy.FAST, type, spot, strike, years, rate, dividendYield, volatility)
        : DividendOptions.evaluate(
            AmericanAccuracy.FAST,
            DividendModel.SPOT_DROP,
            ExerciseStyle.AMERICAN,
            type,
            spot,
            strike,
            years,
            rate,
            dividendYield,
            dividends,
            volatility);
  }

  private double value(ExerciseStyle style, OptionType type, double strike, double volatility) {
    return DividendOptions.value(
        AmericanAccuracy.FAST,
        DividendModel.SPOT_DROP,
        style,
        type,
        spot,
        strike,
        years,
        rate,
        dividendYield,
        dividends,
        volatility);
  }

  /** Returns the Black-76 volatility of the European option that goes with one of the model. */
  double black(OptionType type, double strike, double volatility) {
    return dividends.isEmpty() || !(volatility > 0)
        ? volatility
        : ImpliedVolatility.solve(
            type, forward, strike, years, discountFactor, european(type, strike, volatility));
  }

  /** Returns what exercising at once brings. */
  double intrinsic(OptionType type, double strike) {
    return type.intrinsic(spot, strike);
  }

  /**
   * Returns the volatility of the model at which the American option is worth a price: 0 if the
   * price is what exercising brings, NaN if it is below that or above what any volatility gives.
   */
  double volatility(OptionType type, double strike, double price) {
    if (dividends.isEmpty()) {
      return AmericanImpliedVolatility.solve(
          AmericanAccuracy.FAST, type, spot, strike, years, rate, dividendYield, price);
    }
    double least = american(type, strike, 0);
    double same = SAME * strike;
    if (!(price >= least - same)) {
      return Double.NaN;
    }
    return price <= least + same ? 0 : search(type, strike, price, least);
  }

  private double search(OptionType type, double strike, double price, double least) {
    double same = SAME * strike;
    double low = 0;
    double atLow = least - price;
    double high = ImpliedVolatility.solve(type, forward, strike, years, discountFactor, price);
    high = high > 0 ? high : 0.25;
    double atHigh = american(type, strike, high) - price;
    while (atHigh < -same) {
      if (high > HIGHEST) {
        return Double.NaN;
      }
      low = high;
      atLow = atHigh;
      high *= 2;
      atHigh = american(type, strike, high) - price;
    }
    double vega = Black76.vega(type, forward, strike, years, discountFactor, high);
    double next = high - atHigh / vega;
    int side = 0;
    for (int step = 0; step < MOST_STEPS && atHigh > same && high - low > 1e-9 * high; step++) {
      if (!(next > low && next < high)) {
        next = 0.5 * (low + high);
      }
      double atNext = american(type, strike, next) - price;
      if (Math.abs(atNext) <= same) {
        return next;
      }
      if (atNext < 0) {
        low = next;
        atLow = atNext;
        atHigh *= side < 0 ? 0.5 : 1; // Illinois: keeps one end from standing still
        side = -1;
      } else {
        high = next;
        atHigh = atNext;
        atLow *= side > 0 ? 0.5 : 1;
        side = 1;
      }
      next = low - atLow * (high - low) / (atHigh - atLow);
    }
    return high;
  }
}
