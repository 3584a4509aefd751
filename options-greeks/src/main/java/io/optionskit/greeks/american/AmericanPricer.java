/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.american;

import io.optionskit.contract.OptionType;
import io.optionskit.greeks.BlackScholes;
import io.optionskit.greeks.Measure;

/**
 * One American option after the other in the same scratch memory: checks arguments, treats the
 * limits, adds early exercise to the European option.
 *
 * <p>Not safe for use by several threads at once.
 */
final class AmericanPricer {

  /**
   * Spot and strike further apart than this, as a logarithm, have no early exercise to speak of.
   */
  private static final double FAR = 600;

  double value;
  double delta;
  double gamma;
  double vega;
  double theta;
  double rho;
  double boundary;
  boolean exerciseNow;

  private final UnitPut put;
  private final double[] european = new double[Measure.COUNT];

  AmericanPricer(Accuracy accuracy) {
    put = new UnitPut(accuracy);
  }

  static AmericanPricer of(AmericanAccuracy accuracy) {
    return new AmericanPricer(Accuracy.of(accuracy));
  }

  void evaluate(
      OptionType type,
      double spot,
      double strike,
      double years,
      double rate,
      double dividendYield,
      double volatility,
      boolean parameters) {
    if (Double.isNaN(spot)
        || Double.isNaN(strike)
        || Double.isNaN(years)
        || Double.isNaN(rate)
        || Double.isNaN(dividendYield)
        || Double.isNaN(volatility)) {
      set(Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN);
      return;
    }
    BlackScholes.all(type, spot, strike, years, rate, dividendYield, volatility, european);
    boolean call = type == OptionType.CALL;
    double putRate = call ? dividendYield : rate;
    double putYield = call ? rate : dividendYield;
    double none = call ? Double.POSITIVE_INFINITY : 0;
    set(european[0], european[1], european[2], european[3], european[4], european[5], none);
    if (years == 0) {
      boundary = strike;
      exerciseNow = value > 0;
      return;
    }
    if (!UnitPut.isEverExercised(putRate, putYield)) {
      return;
    }
    if (volatility * Math.sqrt(years) == 0) {
      certain(type, spot, strike, years, rate, dividendYield);
      return;
    }
    double m = StrictMath.log(call ? strike / spot : spot / strike);
    put.parameters(years, putRate, putYield, volatility);
    double log = put.upperLog();
    boundary =
        log == Double.NEGATIVE_INFINITY
            ? none
            : call ? strike * StrictMath.exp(-log) : strike * StrictMath.exp(log);
    if (Math.abs(m) > FAR && m > log) {
      return;
    }
    UnitPut.Region region = put.evaluate(m, parameters, call);
    double unit = call ? spot : strike;
    if (region == UnitPut.Region.EXERCISE) {
      set(type.intrinsic(spot, strike), type.sign(), 0, 0, 0, 0, boundary);
      exerciseNow = true;
      return;
    }
    if (region == UnitPut.Region.HOLD_BELOW) {
      set(type.intrinsic(spot, strike), type.sign(), 0, 0, 0, 0, boundary);
    }
    value += unit * put.value;
    delta += call ? put.value - put.slope : strike * put.slope / spot;
    gamma += unit * put.curvature / (spot * spot);
    vega += unit * put.vega;
    rho += unit * put.rho;
    value = Math.max(value, type.intrinsic(spot, strike));
    theta =
        rate * value
            - (rate - dividendYield) * spot * delta
            - 0.5 * volatility * volatility * spot * spot * gamma;
  }

  /** The underlying's path is known, and so is the best time of exercise. */
  private void certain(
      OptionType type,
      double spot,
      double strike,
      double years,
      double rate,
      double dividendYield) {
    int sign = type.sign();
    double best = type.intrinsic(spot, strike);
    double time = 0;
    double ratio = rate * strike / (dividendYield * spot);
    double turn = StrictMath.log(ratio) / (rate - dividendYield);
    for (double t : new double[] {turn, years}) {
      if (t > 0 && t <= years) {
        double payoff =
            sign * (spot * StrictMath.exp(-dividendYield * t) - strike * StrictMath.exp(-rate * t));
        if (payoff > best) {
          best = payoff;
          time = t;
        }
      }
    }
    boolean exercised = best > 0;
    double spotFactor = exercised ? sign * StrictMath.exp(-dividendYield * time) : 0;
    double strikeValue = exercised ? strike * StrictMath.exp(-rate * time) : 0;
    double timePassing =
        time == years ? dividendYield * spot * spotFactor - sign * rate * strikeValue : 0;
    double critical = limit(type, strike, rate, dividendYield);
    set(best, spotFactor, 0, 0, timePassing, sign * time * strikeValue, critical);
    exerciseNow = exercised && time == 0;
  }

  private static double limit(OptionType type, double strike, double rate, double dividendYield) {
    return type == OptionType.CALL
        ? dividendYield < rate && dividendYield > 0 ? strike * (rate / dividendYield) : strike
        : rate < dividendYield && rate > 0 ? strike * (rate / dividendYield) : strike;
  }

  private void set(
      double value,
      double delta,
      double gamma,
      double vega,
      double theta,
      double rho,
      double boundary) {
    this.value = value;
    this.delta = delta;
    this.gamma = gamma;
    this.vega = vega;
    this.theta = theta;
    this.rho = rho;
    this.boundary = boundary;
    exerciseNow = false;
  }
}
