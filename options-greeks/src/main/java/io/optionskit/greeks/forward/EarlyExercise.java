/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.forward;

import io.optionskit.contract.OptionType;
import io.optionskit.greeks.Black76;
import io.optionskit.greeks.american.American;
import io.optionskit.greeks.american.AmericanAccuracy;
import io.optionskit.greeks.american.AmericanImpliedVolatility;

/** American and European values of the options of one expiry, with continuous yield. */
final class EarlyExercise {

  /** How far a quoted price of the underlying may be off, as a part of it. */
  private static final double SPOT_UNCERTAINTY = 0.0005;

  /** Standard deviation of yields around the given one, per year. */
  private static final double YIELD_UNCERTAINTY = 0.03;

  private final double spot;
  private final double forward;
  private final double years;
  private final double rate;
  private final double dividendYield;
  private final double discountFactor;

  private EarlyExercise(
      double spot, double forward, double years, double rate, double dividendYield) {
    this.spot = spot;
    this.forward = forward;
    this.years = years;
    this.rate = rate;
    this.dividendYield = dividendYield;
    this.discountFactor = StrictMath.exp(-rate * years);
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
   * @param givenYield dividend yield, and what is used without a spot
   */
  static EarlyExercise of(
      double quotedSpot, double forward, double years, double rate, double givenYield) {
    double yield = givenYield;
    if (quotedSpot > 0) {
      double between = rate - StrictMath.log(forward / quotedSpot) / years;
      double spotError = SPOT_UNCERTAINTY / years;
      double weight = square(YIELD_UNCERTAINTY) / (square(YIELD_UNCERTAINTY) + square(spotError));
      yield = givenYield + weight * (between - givenYield);
    }
    double spot = forward * StrictMath.exp((yield - rate) * years);
    return new EarlyExercise(spot, forward, years, rate, yield);
  }

  private static double square(double x) {
    return x * x;
  }

  double spot() {
    return spot;
  }

  double dividendYield() {
    return dividendYield;
  }

  double american(OptionType type, double strike, double volatility) {
    return American.value(
        AmericanAccuracy.FAST, type, spot, strike, years, rate, dividendYield, volatility);
  }

  double european(OptionType type, double strike, double volatility) {
    return Black76.value(type, forward, strike, years, discountFactor, volatility);
  }

  /** Returns what exercising at once brings. */
  double intrinsic(OptionType type, double strike) {
    return type.intrinsic(spot, strike);
  }

  /**
   * Returns the volatility at which the American option is worth a price: 0 if the price is what
   * exercising brings, NaN if it is below that or above what any volatility gives.
   */
  double volatility(OptionType type, double strike, double price) {
    return AmericanImpliedVolatility.solve(
        AmericanAccuracy.FAST, type, spot, strike, years, rate, dividendYield, price);
  }
}
