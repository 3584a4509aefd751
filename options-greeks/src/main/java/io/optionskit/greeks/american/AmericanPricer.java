/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.american;

import io.optionskit.contract.OptionType;
import io.optionskit.greeks.BlackScholes;
import io.optionskit.greeks.Measure;
import io.optionskit.greeks.internal.Elementary;
import org.jspecify.annotations.Nullable;

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

  /** With a deviation below this the path is as good as known. */
  private static final double CERTAIN = 1e-7;

  /** With a deviation above this the underlying has lost all its value, and the call none. */
  private static final double HUGE = 60;

  /** What is due after this many times 1 / rate is worth nothing now. */
  private static final double FORGOTTEN = 45;

  /** Variance per rate below which the value without volatility is good to 1e-5 of the strike. */
  private static final double UNIMPORTANT = 2e-5;

  double value;
  double delta;
  double gamma;
  double vega;
  double theta;
  double rho;
  double boundary;
  boolean exerciseNow;

  private final UnitPut finest;
  private final double[] european = new double[Measure.COUNT];

  private AmericanPricer(AmericanAccuracy accuracy) {
    finest = new UnitPut(accuracy);
  }

  static AmericanPricer of(AmericanAccuracy accuracy) {
    return new AmericanPricer(accuracy);
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
    double putRate = negligible(call ? dividendYield : rate, years);
    double putYield = negligible(call ? rate : dividendYield, years);
    double none = call ? Double.POSITIVE_INFINITY : 0;
    set(european[0], european[1], european[2], european[3], european[4], european[5], none);
    if (years == 0) {
      boundary = strike;
      exerciseNow = value > 0;
      return;
    }
    if (!UnitPut.isEverExercised(putRate, putYield)) {
      if (putRate == 0 && putYield == 0 && rate != dividendYield) {
        now(type, spot, strike);
      }
      return;
    }
    double deviation = volatility * Math.sqrt(years);
    if (deviation < CERTAIN) {
      certain(type, spot, strike, years, rate, dividendYield);
      return;
    }
    if (deviation > HUGE) {
      double most = (call ? spot : strike) * Math.max(1, Elementary.exp(-putRate * years));
      set(most, call ? most / spot : 0, 0, 0, 0, 0, none);
      return;
    }
    double m = Elementary.log(call ? strike : spot) - Elementary.log(call ? spot : strike);
    double life = putRate > 0 ? Math.min(years, FORGOTTEN / putRate) : years;
    UnitPut put = solved(life, putRate, putYield, volatility);
    if (put == null) {
      unresolved(type, spot, strike, years, rate, dividendYield, volatility);
      return;
    }
    double log = put.upperLog();
    boundary =
        log == Double.NEGATIVE_INFINITY
            ? none
            : call ? strike * Elementary.exp(-log) : strike * Elementary.exp(log);
    if (Math.abs(m) > FAR && m > log) {
      return;
    }
    if (life < years) {
      BlackScholes.all(type, spot, strike, life, rate, dividendYield, volatility, european);
      set(european[0], european[1], european[2], european[3], european[4], european[5], boundary);
    }
    add(
        put,
        put.evaluate(m, parameters, call),
        type,
        spot,
        strike,
        rate,
        dividendYield,
        volatility);
  }

  /** Returns the finest solution there is. */
  private @Nullable UnitPut solved(
      double years, double putRate, double putYield, double volatility) {
    @Nullable UnitPut put = finest;
    while (put != null && !put.parameters(years, putRate, putYield, volatility)) {
      put = put.coarser();
    }
    return put;
  }

  /**
   * The boundary is too steep for any grid. Where volatility hardly matters the better of exercise
   * at the best time and holding to expiry is as good an answer.
   */
  private void unresolved(
      OptionType type,
      double spot,
      double strike,
      double years,
      double rate,
      double dividendYield,
      double volatility) {
    double fastest = Math.max(Math.abs(rate), Math.abs(dividendYield));
    if (!(volatility * volatility < UNIMPORTANT * fastest)) {
      set(Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN);
    } else if (certainValue(type, spot, strike, years, rate, dividendYield) >= value) {
      certain(type, spot, strike, years, rate, dividendYield);
    }
  }

  /** Adds early exercise to the European measures. */
  private void add(
      UnitPut put,
      UnitPut.Region region,
      OptionType type,
      double spot,
      double strike,
      double rate,
      double dividendYield,
      double volatility) {
    boolean call = type == OptionType.CALL;
    double unit = call ? spot : strike;
    double intrinsic = type.intrinsic(spot, strike);
    if (region == UnitPut.Region.EXERCISE) {
      set(intrinsic, type.sign(), 0, 0, 0, 0, boundary);
      exerciseNow = true;
      return;
    }
    double perSpot = call ? put.value - put.slope : strike * (put.slope / spot);
    double earned = unit * put.value;
    if (region == UnitPut.Region.HOLD_BELOW) {
      set(intrinsic, type.sign(), 0, 0, 0, 0, boundary);
      theta = rate * intrinsic - (rate - dividendYield) * spot * delta;
    }
    value = Math.max(value + earned, intrinsic);
    delta += perSpot;
    gamma += unit / spot * (put.curvature / spot);
    vega += unit * put.vega;
    rho += unit * put.rho;
    theta +=
        rate * earned
            - (rate - dividendYield) * spot * perSpot
            - 0.5 * volatility * volatility * (unit * put.curvature);
  }

  /** There is no time for interest: holding is worth the European value, or less than exercise. */
  private void now(OptionType type, double spot, double strike) {
    double intrinsic = type.intrinsic(spot, strike);
    if (intrinsic > 0 && intrinsic > value) {
      set(intrinsic, type.sign(), 0, 0, 0, 0, strike);
      exerciseNow = true;
    }
  }

  /** Returns a rate, or 0 if what accrues until expiry cannot be told from nothing. */
  private static double negligible(double rate, double years) {
    return Math.abs(rate) * years < 1e-17 ? 0 : rate;
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
    double time = Elementary.log(rate / dividendYield * (strike / spot)) / (rate - dividendYield);
    return time > 0 && time < years ? time : 0;
  }

  private static double payoff(
      OptionType type, double spot, double strike, double time, double rate, double dividendYield) {
    return type.sign()
        * (spot * Elementary.exp(-dividendYield * time) - strike * Elementary.exp(-rate * time));
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
    double perSpot = exercised ? sign * Elementary.exp(-dividendYield * time) : 0;
    double strikeValue = exercised ? strike * Elementary.exp(-rate * time) : 0;
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
