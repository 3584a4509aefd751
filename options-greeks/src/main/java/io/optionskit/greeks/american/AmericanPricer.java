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

  /** Returns whether {@link #evaluate} would take the arguments and none is {@code NaN}. */
  static boolean accepts(
      double spot,
      double strike,
      double years,
      double rate,
      double dividendYield,
      double volatility) {
    return spot > 0
        && spot < Double.POSITIVE_INFINITY
        && strike > 0
        && strike < Double.POSITIVE_INFINITY
        && years >= 0
        && years < Double.POSITIVE_INFINITY
        && Math.abs(rate * years) <= 500
        && Math.abs(dividendYield * years) <= 500
        && volatility >= 0
        && volatility < Double.POSITIVE_INFINITY;
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

  /** Returns what early exercise added to the last value. */
  double premium() {
    return value - european[0];
  }

  /** Returns the value without volatility, of an option with years above 0. */
  static double certainValue(
      OptionType type,
      double spot,
      double strike,
      double years,
      double rate,
      double dividendYield) {
    double now = type.intrinsic(spot, strike);
    double turn = turn(spot, strike, years, rate, dividendYield);
    double later = payoff(type, spot, strike, years, rate, dividendYield);
    double between = payoff(type, spot, strike, turn, rate, dividendYield);
    return Math.max(now, Math.max(later, between));
  }

  /** Returns when the discounted payoff of a known path turns, 0 if not before expiry. */
  private static double turn(
      double spot, double strike, double years, double rate, double dividendYield) {
    double time = StrictMath.log(rate / dividendYield * (strike / spot)) / (rate - dividendYield);
    return time > 0 && time < years ? time : 0;
  }

  private static double payoff(
      OptionType type, double spot, double strike, double time, double rate, double dividendYield) {
    return type.sign()
        * (spot * StrictMath.exp(-dividendYield * time) - strike * StrictMath.exp(-rate * time));
  }

  /** The underlying's path is known, and so is the best time of exercise. */
  private void certain(
      OptionType type,
      double spot,
      double strike,
      double years,
      double rate,
      double dividendYield) {
    double turn = turn(spot, strike, years, rate, dividendYield);
    double best = certainValue(type, spot, strike, years, rate, dividendYield);
    boolean exercised = best > 0;
    boolean now = best == type.intrinsic(spot, strike);
    boolean atExpiry = !now && best == payoff(type, spot, strike, years, rate, dividendYield);
    double time = now ? 0 : atExpiry ? years : turn;
    int sign = type.sign();
    double perSpot = exercised ? sign * StrictMath.exp(-dividendYield * time) : 0;
    double strikeValue = exercised ? strike * StrictMath.exp(-rate * time) : 0;
    double passing =
        atExpiry ? dividendYield * spot * perSpot - sign * rate * strikeValue + 0.0 : 0;
    double critical = limit(type, strike, rate, dividendYield);
    set(best, perSpot, 0, 0, passing, sign * time * strikeValue + 0.0, critical);
    exerciseNow = exercised && now;
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
