/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.american;

import io.optionskit.contract.OptionType;
import io.optionskit.greeks.BlackScholes;
import io.optionskit.greeks.Measure;
import io.optionskit.greeks.internal.Arguments;
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

  /** Variance per rate below which a boundary falls steeply, if there is time. */
  private static final double STEEP = 0.03;

  /** Interest or dividends until expiry beyond which the small grid is too coarse. */
  private static final double LONG = 1;

  /** Deviations of interest and dividends until expiry that only the finest grid resolves. */
  private static final double SHARP = 6;

  /** Deviations of interest and dividends until expiry that the small grid does not resolve. */
  private static final double BENT = 4;

  /** How far, per strike, a value may be below that of a European option which ends earlier. */
  private static final double BELOW = 1e-7;

  private static final int EARLIER = 32;

  private static final double LOWEST = 1e-100;
  private static final double HIGHEST = 1e100;
  private static final double LONGEST = 100;
  private static final double MOST_ACCRUED = 50;
  private static final double MOST_VARIANCE = 100;

  double value;
  double delta;
  double gamma;
  double vega;
  double theta;
  double rho;
  double boundary;

  /** The put that a prepared option is: ln(spot / strike), rate and yield. */
  double m;

  double putRate;
  double putYield;

  boolean exerciseNow;

  /** How many measures of the European option are used. */
  static final int EUROPEAN = 6;

  private final UnitPut unit;
  private final AmericanAccuracy accuracy;
  private @Nullable UnitPut finest;
  private final double[] european = new double[Measure.COUNT];

  private AmericanPricer(AmericanAccuracy accuracy) {
    unit = new UnitPut(accuracy);
    this.accuracy = accuracy;
  }

  static AmericanPricer of(AmericanAccuracy accuracy) {
    return new AmericanPricer(accuracy);
  }

  /** Returns whether {@link #check} would pass the arguments and none is {@code NaN}. */
  static boolean accepts(
      double spot,
      double strike,
      double years,
      double rate,
      double dividendYield,
      double volatility) {
    return spot >= LOWEST
        && spot <= HIGHEST
        && strike >= LOWEST
        && strike <= HIGHEST
        && Arguments.isTime(years)
        && years <= LONGEST
        && Math.abs(rate * years) <= MOST_ACCRUED
        && Math.abs(dividendYield * years) <= MOST_ACCRUED
        && Math.abs(rate) < Double.POSITIVE_INFINITY
        && Math.abs(dividendYield) < Double.POSITIVE_INFINITY
        && volatility >= 0
        && volatility * volatility * years <= MOST_VARIANCE
        && volatility < Double.POSITIVE_INFINITY;
  }

  /** Refuses arguments out of range, but not {@code NaN}. */
  static void check(
      double spot,
      double strike,
      double years,
      double rate,
      double dividendYield,
      double volatility) {
    Arguments.positive("spot", orOne(spot));
    Arguments.positive("strike", orOne(strike));
    Arguments.time("years", orOne(years));
    Arguments.notNegative("volatility", orOne(volatility));
    price("spot", spot);
    price("strike", strike);
    if (years > LONGEST) {
      throw new IllegalArgumentException("years must be at most " + LONGEST + ": " + years);
    }
    accruing("rate", rate, years);
    accruing("dividendYield", dividendYield, years);
    if (volatility * volatility * years > MOST_VARIANCE) {
      throw new IllegalArgumentException(
          "volatility² · years must be at most "
              + MOST_VARIANCE
              + ": volatility "
              + volatility
              + ", years "
              + years);
    }
  }

  private static double orOne(double value) {
    return Double.isNaN(value) ? 1 : value;
  }

  private static void price(String name, double value) {
    if (value < LOWEST || value > HIGHEST) {
      throw new IllegalArgumentException(
          name + " must be between " + LOWEST + " and " + HIGHEST + ": " + value);
    }
  }

  private static void accruing(String name, double rate, double years) {
    if (Math.abs(rate) == Double.POSITIVE_INFINITY || Math.abs(rate * years) > MOST_ACCRUED) {
      throw new IllegalArgumentException(
          name + " times years must be between -50 and 50: " + rate + " times " + years);
    }
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
    if (prepare(type, spot, strike, years, rate, dividendYield, volatility)) {
      solve(type, spot, strike, years, rate, dividendYield, volatility, parameters);
    }
  }

  /**
   * Treats the limits and values the European option.
   *
   * @return whether early exercise remains to be added
   */
  boolean prepare(
      OptionType type,
      double spot,
      double strike,
      double years,
      double rate,
      double dividendYield,
      double volatility) {
    if (Double.isNaN(spot)
        || Double.isNaN(strike)
        || Double.isNaN(years)
        || Double.isNaN(rate)
        || Double.isNaN(dividendYield)
        || Double.isNaN(volatility)) {
      set(Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN);
      return false;
    }
    BlackScholes.all(type, spot, strike, years, rate, dividendYield, volatility, european);
    boolean call = type == OptionType.CALL;
    putRate = negligible(call ? dividendYield : rate, years);
    putYield = negligible(call ? rate : dividendYield, years);
    double none = call ? Double.POSITIVE_INFINITY : 0;
    set(european[0], european[1], european[2], european[3], european[4], european[5], none);
    if (years == 0) {
      boundary = strike;
      exerciseNow = value > 0;
      return false;
    }
    if (!UnitPut.isEverExercised(putRate, putYield)) {
      if (putRate == 0 && putYield == 0 && rate != dividendYield) {
        now(type, spot, strike);
      }
      return false;
    }
    double deviation = volatility * Math.sqrt(years);
    if (deviation < CERTAIN) {
      certain(type, spot, strike, years, rate, dividendYield);
      return false;
    }
    if (deviation > HUGE) {
      double most = (call ? spot : strike) * Math.max(1, Elementary.exp(-putRate * years));
      set(most, call ? most / spot : 0, 0, 0, 0, 0, none);
      return false;
    }
    m = Elementary.log(call ? strike : spot) - Elementary.log(call ? spot : strike);
    return true;
  }

  /** Returns whether a prepared option may be solved together with others. */
  boolean isOrdinary(double years, double volatility) {
    return Math.abs(m) < FAR
        && !isSteep(years, putRate, putYield, volatility)
        && !isSharp(years, putRate, putYield, volatility)
        && putRate * years < FORGOTTEN
        && Boundaries.isOrdinary(years, putRate, putYield, volatility);
  }

  /** Returns whether a boundary is too steep for the small grid. */
  private static boolean isSteep(double years, double rate, double yield, double volatility) {
    double fastest = Math.max(Math.abs(rate), Math.abs(yield));
    return rate == 0
        || fastest * years > LONG
        || accrued(years, rate, yield, volatility) > BENT
        || (volatility * volatility < STEEP * fastest && fastest * years > 0.5);
  }

  /** Returns whether a boundary falls within so small a part of the time that few grids see it. */
  private static boolean isSharp(double years, double rate, double yield, double volatility) {
    return accrued(years, rate, yield, volatility) > SHARP;
  }

  /** Returns interest and dividends until expiry, in deviations. */
  private static double accrued(double years, double rate, double yield, double volatility) {
    return (Math.abs(rate) + Math.abs(yield)) * Math.sqrt(years) / volatility;
  }

  private void solve(
      OptionType type,
      double spot,
      double strike,
      double years,
      double rate,
      double dividendYield,
      double volatility,
      boolean parameters) {
    boolean call = type == OptionType.CALL;
    double none = call ? Double.POSITIVE_INFINITY : 0;
    double life = putRate > 0 ? Math.min(years, FORGOTTEN / putRate) : years;
    UnitPut put = solved(life, putRate, putYield, volatility, parameters, call);
    if (put == null) {
      unresolved(type, spot, strike, years, rate, dividendYield, volatility);
      return;
    }
    double log = put.upperLog();
    boundary = log == Double.NEGATIVE_INFINITY ? none : critical(type, strike, log);
    if (Math.abs(m) > FAR && m > log) {
      return;
    }
    if (life < years) {
      BlackScholes.all(type, spot, strike, life, rate, dividendYield, volatility, european);
      set(european[0], european[1], european[2], european[3], european[4], european[5], boundary);
    }
    add(
        put,
        put.evaluate(m, parameters),
        type,
        spot,
        strike,
        years,
        rate,
        dividendYield,
        volatility);
    if (isSharp(life, putRate, putYield, volatility)
        && isBelowEuropean(type, spot, strike, life, rate, dividendYield, volatility)) {
      unresolved(type, spot, strike, years, rate, dividendYield, volatility);
    }
  }

  /** Returns whether a European option that ends earlier is worth more, which cannot be. */
  private boolean isBelowEuropean(
      OptionType type,
      double spot,
      double strike,
      double years,
      double rate,
      double dividendYield,
      double volatility) {
    double time = years;
    for (int i = 0; i < EARLIER; i++) {
      double least = BlackScholes.value(type, spot, strike, time, rate, dividendYield, volatility);
      if (value < least - BELOW * strike) {
        return true;
      }
      time *= 0.7;
    }
    return false;
  }

  /** Returns a solution, of the accuracy asked for if there is one. */
  private @Nullable UnitPut solved(
      double years,
      double putRate,
      double putYield,
      double volatility,
      boolean parameters,
      boolean call) {
    if (isSharp(years, putRate, putYield, volatility)) {
      UnitPut sharp = finest();
      return sharp.parameters(years, putRate, putYield, volatility, parameters, call)
          ? sharp
          : null;
    }
    @Nullable UnitPut put = unit;
    boolean isFast = accuracy == AmericanAccuracy.FAST;
    UnitPut finer = isFast && isSteep(years, putRate, putYield, volatility) ? unit.other() : null;
    if (finer != null && finer.parameters(years, putRate, putYield, volatility, parameters, call)) {
      return finer;
    }
    while (put != null && !put.parameters(years, putRate, putYield, volatility, parameters, call)) {
      put = put.other();
    }
    return put;
  }

  private UnitPut finest() {
    if (accuracy == AmericanAccuracy.HIGH) {
      return unit;
    }
    UnitPut made = finest;
    if (made == null) {
      made = new UnitPut(AmericanAccuracy.HIGH);
      finest = made;
    }
    return made;
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
      double years,
      double rate,
      double dividendYield,
      double volatility) {
    double intrinsic = type.intrinsic(spot, strike);
    if (region == UnitPut.Region.EXERCISE) {
      set(intrinsic, type.sign(), 0, 0, 0, 0, boundary);
      exerciseNow = true;
      return;
    }
    if (region == UnitPut.Region.HOLD_BELOW) {
      set(intrinsic, type.sign(), 0, 0, 0, 0, boundary);
      theta = rate * intrinsic - (rate - dividendYield) * spot * delta;
    }
    addPremium(
        put.value,
        put.slope,
        put.curvature,
        put.vega,
        put.rho,
        type,
        spot,
        strike,
        years,
        rate,
        dividendYield,
        volatility);
  }

  /** Adds an integral along the boundary and its derivatives, per unit of strike of the put. */
  void addPremium(
      double premium,
      double slope,
      double curvature,
      double byVolatility,
      double byRate,
      OptionType type,
      double spot,
      double strike,
      double years,
      double rate,
      double dividendYield,
      double volatility) {
    boolean call = type == OptionType.CALL;
    double unit = call ? spot : strike;
    double intrinsic = type.intrinsic(spot, strike);
    double perSpot = call ? premium - slope : strike * (slope / spot);
    double earned = unit * premium;
    double most = unit * Math.max(1, Elementary.exp(-(call ? dividendYield : rate) * years));
    value = Math.max(Math.min(value + earned, most), intrinsic);
    delta += perSpot;
    gamma += unit / spot * (curvature / spot);
    vega += unit * byVolatility;
    rho += unit * byRate;
    theta +=
        rate * earned
            - (rate - dividendYield) * spot * perSpot
            - 0.5 * volatility * volatility * (unit * curvature);
  }

  /** Keeps the European measures of a prepared option. */
  void saveEuropean(double[] out) {
    System.arraycopy(european, 0, out, 0, EUROPEAN);
  }

  /** Goes on with a prepared option whose boundary has been found. */
  void loadEuropean(double[] measures, OptionType type, double strike, double log) {
    System.arraycopy(measures, 0, european, 0, EUROPEAN);
    double critical = critical(type, strike, log);
    set(european[0], european[1], european[2], european[3], european[4], european[5], critical);
  }

  /** Gives the result of an option that should be exercised at once. */
  void exercise(OptionType type, double spot, double strike, double log) {
    set(type.intrinsic(spot, strike), type.sign(), 0, 0, 0, 0, critical(type, strike, log));
    exerciseNow = true;
  }

  private static double critical(OptionType type, double strike, double log) {
    return strike * Elementary.exp(type == OptionType.CALL ? -log : log);
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
