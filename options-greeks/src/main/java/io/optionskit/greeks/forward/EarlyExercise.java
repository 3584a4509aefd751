/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.forward;

import io.optionskit.contract.ExerciseStyle;
import io.optionskit.contract.OptionType;
import io.optionskit.greeks.Black76;
import io.optionskit.greeks.ImpliedVolatility;
import io.optionskit.greeks.IvStatus;
import io.optionskit.greeks.american.American;
import io.optionskit.greeks.american.AmericanAccuracy;
import io.optionskit.greeks.american.AmericanBatch;
import io.optionskit.greeks.american.AmericanImpliedVolatility;
import io.optionskit.greeks.american.AmericanValue;
import io.optionskit.greeks.dividend.CashDividends;
import io.optionskit.greeks.dividend.DividendImpliedVolatility;
import io.optionskit.greeks.dividend.DividendModel;
import io.optionskit.greeks.dividend.DividendOptions;
import io.optionskit.greeks.dividend.DividendVolatility;
import java.util.Arrays;

/** American and European values of the options of one expiry, with yield and cash dividends. */
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

  /** Values American options of one expiry. */
  void american(OptionType[] types, double[] strikes, double[] volatilities, double[] values) {
    int rows = types.length;
    if (dividends.isEmpty()) {
      AmericanBatch.of(AmericanAccuracy.FAST)
          .values(
              types,
              column(rows, spot),
              strikes,
              column(rows, years),
              column(rows, rate),
              column(rows, dividendYield),
              volatilities,
              values);
      return;
    }
    for (int i = 0; i < rows; i++) {
      values[i] = value(ExerciseStyle.AMERICAN, types[i], strikes[i], volatilities[i]);
    }
  }

  private static double[] column(int rows, double value) {
    double[] column = new double[rows];
    Arrays.fill(column, value);
    return column;
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
        : evaluate(ExerciseStyle.AMERICAN, type, strike, volatility);
  }

  private double value(ExerciseStyle style, OptionType type, double strike, double volatility) {
    return evaluate(style, type, strike, volatility).value();
  }

  private AmericanValue evaluate(
      ExerciseStyle style, OptionType type, double strike, double volatility) {
    return DividendOptions.evaluate(
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

  /** Returns the volatility of the model at which the European option is worth a price. */
  double europeanVolatility(OptionType type, double strike, double price) {
    return dividends.isEmpty()
        ? ImpliedVolatility.solve(type, forward, strike, years, discountFactor, price)
        : volatility(ExerciseStyle.EUROPEAN, type, strike, price).volatility();
  }

  /** Returns what exercising at once brings. */
  double intrinsic(OptionType type, double strike) {
    return type.intrinsic(spot, strike);
  }

  /**
   * Finds the volatilities of the model at which American options are worth their prices: 0 if a
   * price is what the option is worth without volatility, {@code NaN} if it is below that or above
   * what any volatility gives.
   */
  void volatilities(
      OptionType[] types,
      double[] strikes,
      double[] prices,
      double[] volatilities,
      IvStatus[] statuses) {
    int rows = types.length;
    if (dividends.isEmpty()) {
      AmericanImpliedVolatility.solve(
          AmericanAccuracy.FAST,
          types,
          column(rows, spot),
          strikes,
          column(rows, years),
          column(rows, rate),
          column(rows, dividendYield),
          prices,
          volatilities,
          statuses);
      return;
    }
    for (int i = 0; i < rows; i++) {
      DividendVolatility found =
          volatility(ExerciseStyle.AMERICAN, types[i], strikes[i], prices[i]);
      volatilities[i] = found.volatility();
      statuses[i] = found.status();
    }
  }

  private DividendVolatility volatility(
      ExerciseStyle style, OptionType type, double strike, double price) {
    return DividendImpliedVolatility.solve(
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
        price);
  }
}
