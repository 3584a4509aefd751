/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks;

import io.optionskit.contract.OptionType;
import io.optionskit.greeks.internal.Elementary;
import io.optionskit.greeks.internal.LogRatio;
import io.optionskit.greeks.internal.MillsDrop;
import io.optionskit.greeks.internal.MillsRatio;
import io.optionskit.greeks.internal.VolatilitySeed;

/**
 * Implied volatility of European option prices in the Black (1976) model.
 *
 * <p>Never throws for data: what has no answer has a {@link IvStatus} instead. There is no default
 * volatility, no cap and no clipping. The price is first turned into the time value of the
 * out-of-the-money option of the same strike, the part that carries the information.
 *
 * <p><b>Accuracy.</b> With c = price / (vega · volatility), by which any method multiplies the
 * rounding of the price, the relative error against 400-digit arithmetic is below 8 · 1.1e-16 · (1
 * + c): a few units in the last place for options at and out of the money, down to prices of
 * 1e-300. Two or three steps are enough.
 *
 * <p>Stateless: may be used from any thread and allocates nothing. The bits of the results do not
 * depend on machine or Java version.
 *
 * @see <a href="https://doi.org/10.1002/wilm.10395">P. Jäckel, "Let's Be Rational", Wilmott 75,
 *     2015, 40–53</a> for the out-of-the-money transformation and third-order Householder steps
 */
public final class ImpliedVolatility {

  private static final double SQRT_TWO_PI = 2.5066282746310002;
  private static final double LOG_SQRT_TWO_PI = 0.9189385332046728;

  private static final double INVERSE_SQRT_TWO_PI = 0.3989422804014327;
  private static final double LN2 = 0x1.62e42fefap-1; // 34 bits: exact times an exponent
  private static final double LN2_REST = 0x1.cf79abc9e3b3ap-40;
  private static final long HALF_EXPONENT = 1L << 51;

  /** A time value below this part of the price may be a rounding error. */
  private static final double ROUNDING = 1e-15;

  /** A step below this part of the volatility leaves 0.08 of its fifth power, below 3e-17. */
  private static final double LAST_DIRECT_STEP = 8e-4;

  /** A step above this part of the volatility starts too far away to trust the next. */
  private static final double FAR_OFF = 0.25;

  /** No price above the smallest number is farther out; a step from there is not to be trusted. */
  private static final double HIGHEST = 50;

  private static final int DIRECT_STEPS = 4;

  /** A step below this part of the volatility is the last: the method's order is four. */
  private static final double LAST_STEP = 1e-5;

  private static final int MOST_STEPS = 100;

  /**
   * Below this a quotient of prices has lost digits to underflow, and only its logarithm is used.
   */
  private static final double TINY = 1e-290;

  private static final double SMALLEST = 1e-150;
  private static final double LARGEST = 1e150;

  /** A value of one half is never more than this many standard deviations in the money. */
  private static final double HALF_VALUE = 0.68;

  private ImpliedVolatility() {}

  /**
   * Returns the volatility at which the option is worth the price.
   *
   * <p>Example: a call on a forward of 100 struck at 100, one year, discount factor 0.95, worth
   * 7.567289 has a volatility of 0.20.
   *
   * @param type call or put
   * @param forward forward price of the underlying for the expiry, currency per share, 1e-150 to
   *     1e150
   * @param strike exercise price, currency per share, 1e-150 to 1e150
   * @param years time to expiry in 365-day years with hours counted, &gt; 0
   * @param discountFactor value today of 1.00 paid at expiry, &gt; 0; its products with forward and
   *     strike 1e-150 to 1e150
   * @param price price of the option today, currency per share
   * @return annual volatility of log returns, 0.20 is 20 %; 0 for {@link IvStatus#ZERO_VOLATILITY};
   *     {@code NaN} for every other status but {@link IvStatus#OK}
   */
  public static double solve(
      OptionType type,
      double forward,
      double strike,
      double years,
      double discountFactor,
      double price) {
    double volatility = direct(type, forward, strike, years, discountFactor, price);
    return volatility > 0
        ? volatility
        : careful(type, forward, strike, years, discountFactor, price);
  }

  /**
   * Returns what {@link #solve} returns, bit for bit, whatever the earlier volatility.
   *
   * <p>That is not looked at: the guess from the price costs less than a second step from a start
   * that is off by more than a thousandth.
   *
   * @param type call or put
   * @param forward forward price of the underlying for the expiry, currency per share, 1e-150 to
   *     1e150
   * @param strike exercise price, currency per share, 1e-150 to 1e150
   * @param years time to expiry in 365-day years with hours counted, &gt; 0
   * @param discountFactor value today of 1.00 paid at expiry, &gt; 0; its products with forward and
   *     strike 1e-150 to 1e150
   * @param price price of the option today, currency per share
   * @param previous volatility of an earlier price; any number
   * @return annual volatility; 0 for {@link IvStatus#ZERO_VOLATILITY}; {@code NaN} for every other
   *     status but {@link IvStatus#OK}
   */
  public static double restart(
      OptionType type,
      double forward,
      double strike,
      double years,
      double discountFactor,
      double price,
      double previous) {
    return solve(type, forward, strike, years, discountFactor, price);
  }

  /**
   * Returns the volatilities between which a quote leaves the option.
   *
   * <p>A side without a volatility bounds nothing, see {@link VolatilityInterval}. Example: a call
   * on a forward of 100 struck at 100, one year, no discounting, quoted at 7.90 bid and 8.05 asked
   * has a volatility between 0.1983 and 0.2021.
   *
   * @param type call or put
   * @param forward forward price of the underlying for the expiry, currency per share, 1e-150 to
   *     1e150
   * @param strike exercise price, currency per share, 1e-150 to 1e150
   * @param years time to expiry in 365-day years with hours counted, &gt; 0
   * @param discountFactor value today of 1.00 paid at expiry, &gt; 0; its products with forward and
   *     strike 1e-150 to 1e150
   * @param bid best bid, currency per share; {@code NaN} if there is none
   * @param ask best ask, currency per share; {@code NaN} if there is none
   * @return bounds, and what each price said
   */
  public static VolatilityInterval interval(
      OptionType type,
      double forward,
      double strike,
      double years,
      double discountFactor,
      double bid,
      double ask) {
    // a missing side is one that says nothing
    double lowest = Double.isNaN(bid) ? -1 : bid;
    double highest = Double.isNaN(ask) ? Double.MAX_VALUE : ask;
    double fromBid = solve(type, forward, strike, years, discountFactor, lowest);
    double fromAsk = solve(type, forward, strike, years, discountFactor, highest);
    IvStatus bidStatus =
        fromBid > 0 ? IvStatus.OK : status(type, forward, strike, years, discountFactor, lowest);
    IvStatus askStatus =
        fromAsk > 0 ? IvStatus.OK : status(type, forward, strike, years, discountFactor, highest);
    return new VolatilityInterval(
        VolatilityInterval.lowerBound(bidStatus, fromBid),
        VolatilityInterval.upperBound(askStatus, fromAsk),
        Double.isNaN(bid) ? IvStatus.INVALID : bidStatus,
        Double.isNaN(ask) ? IvStatus.INVALID : askStatus);
  }

  /**
   * Returns whether {@link #solve} has an answer; much cheaper than solving.
   *
   * <p>A price equal to {@code discountFactor * (forward - strike)} as computed, or at most two
   * units in the last place below the exact product, counts as the discounted intrinsic value.
   *
   * @param type call or put
   * @param forward forward price of the underlying for the expiry
   * @param strike exercise price
   * @param years time to expiry
   * @param discountFactor value today of 1.00 paid at expiry
   * @param price price of the option today
   * @return the first that applies of invalid, zero time, above maximum, below intrinsic, zero
   *     volatility; otherwise OK
   */
  public static IvStatus status(
      OptionType type,
      double forward,
      double strike,
      double years,
      double discountFactor,
      double price) {
    if (!isUsable(forward)
        || !isUsable(strike)
        || !isUsable(discountFactor * forward)
        || !isUsable(discountFactor * strike)
        || !(years >= 0 && years < Double.POSITIVE_INFINITY)
        || !Double.isFinite(price)) {
      return IvStatus.INVALID;
    }
    if (years == 0) {
      return IvStatus.ZERO_TIME;
    }
    if (!(belowMaximum(type, forward, strike, discountFactor, price) > 0)) {
      return IvStatus.ABOVE_MAXIMUM;
    }
    double timeValue = timeValue(type, forward, strike, discountFactor, price);
    double intrinsic = discountFactor * Math.max(0, type.sign() * (forward - strike));
    if (timeValue == 0 || (price == intrinsic && price > 0)) {
      return IvStatus.ZERO_VOLATILITY;
    }
    if (timeValue > 0) {
      return IvStatus.OK;
    }
    return intrinsic > 0 && timeValue >= -2 * Math.ulp(intrinsic)
        ? IvStatus.ZERO_VOLATILITY
        : IvStatus.BELOW_INTRINSIC;
  }

  /**
   * Returns the volatility of a price clearly between its limits, or {@code NaN} where another
   * method must decide: a guess, and steps of order five until one is so small that the next would
   * change nothing.
   */
  private static double direct(
      OptionType type,
      double forward,
      double strike,
      double years,
      double discountFactor,
      double price) {
    double larger = Math.max(forward, strike);
    double smaller = Math.min(forward, strike);
    if (!(smaller > 1e-100
        && larger < 1e100
        && discountFactor > 1e-40
        && discountFactor < 1e40
        && years > 0
        && years < Double.POSITIVE_INFINITY)) {
      return Double.NaN;
    }
    double gap = larger - smaller;
    double timeValue = price;
    if (type == OptionType.CALL ? forward > strike : forward < strike) {
      timeValue =
          Math.fma(-discountFactor, gap, price) - discountFactor * ((larger - gap) - smaller);
    }
    double value = timeValue / (discountFactor * smaller);
    if (!(timeValue > ROUNDING * price && value > TINY)) {
      return Double.NaN;
    }
    double distance = distance(larger, smaller);
    double root = Math.sqrt(years);
    double s = VolatilitySeed.of(distance, value, discountFactor * gap / timeValue);
    double perValue = INVERSE_SQRT_TWO_PI / value;
    for (int i = 0; i < DIRECT_STEPS; i++) {
      double ratio = distance / s;
      double near = ratio - 0.5 * s;
      if (!(near >= MillsDrop.LOWEST && near <= HIGHEST)) {
        return Double.NaN;
      }
      double drop = MillsDrop.of(near, s);
      double error = Math.fma(-0.5 * near, near, Elementary.log(drop * perValue));
      double volatility = s / root; // quotients that need not wait for the error come first
      double newton = -error * (drop / s);
      double step = newton * factor(error, newton, near, ratio, s);
      if (Math.abs(newton) < LAST_DIRECT_STEP) {
        return Math.fma(volatility, step, volatility);
      }
      if (!(Math.abs(newton) < FAR_OFF)) {
        return Double.NaN;
      }
      s = Math.fma(s, step, s);
    }
    return Double.NaN;
  }

  /**
   * Returns ln(larger / smaller), with a relative error of about one unit in the last place however
   * close the two are, for normal numbers.
   */
  private static double distance(double larger, double smaller) {
    long bits = Double.doubleToRawLongBits(larger) - Double.doubleToRawLongBits(smaller);
    int exponent = (int) ((bits + HALF_EXPONENT) >>> 52);
    double scaled = larger * Double.longBitsToDouble((1023L - exponent) << 52);
    double difference = scaled - smaller; // exact: the two are within a factor of 1.5
    double sum = scaled + smaller;
    double sumTail = smaller - (sum - scaled);
    double perSum = 1 / sum;
    double z = difference * perSum;
    double tail = Math.fma(-z, sumTail, Math.fma(-z, sum, difference)) * perSum;
    double w = z * z;
    double low =
        Math.fma(exponent, LN2_REST, 2 * Math.fma(z * w, VolatilitySeed.atanhRest(w), tail));
    return Math.fma(exponent, LN2, 2 * z + low);
  }

  /**
   * Returns by what the relative Newton step for the logarithm of the value is multiplied to make
   * the Householder step of order five.
   *
   * @param error ln(value at s) − ln(value wanted)
   * @param newton relative Newton step
   * @param near distance / s − s / 2
   * @param ratio distance / s
   * @param s where we are
   */
  private static double factor(double error, double newton, double near, double ratio, double s) {
    // derivatives of the value over its first one, times powers of s: p, p2, p3
    double p = near * (near + s);
    double p1 = 3 * ratio * ratio;
    double slope = Math.fma(-0.25 * s, s, -p1);
    double p2 = Math.fma(p, p, slope);
    double p3 = Math.fma(p, Math.fma(p, p, 3 * slope), 4 * p1);
    double a = p * newton;
    double square = newton * newton;
    double h2 = a + error;
    double h3 = Math.fma(p2, square, error * Math.fma(3, a, 2 * error));
    double h4 =
        Math.fma(
            p3 * newton,
            square,
            error
                * Math.fma(square, Math.fma(4, p2, 3 * p * p), error * Math.fma(12, a, 6 * error)));
    return (1 + Math.fma(h3, 1.0 / 6, h2))
        / (1 + Math.fma(h2, Math.fma(h2, 0.25, 1.5), Math.fma(h3, 1.0 / 3, h4 * (1.0 / 24))));
  }

  private static double careful(
      OptionType type,
      double forward,
      double strike,
      double years,
      double discountFactor,
      double price) {
    IvStatus status = status(type, forward, strike, years, discountFactor, price);
    return answer(status, type, forward, strike, years, discountFactor, price);
  }

  private static double answer(
      IvStatus status,
      OptionType type,
      double forward,
      double strike,
      double years,
      double discountFactor,
      double price) {
    return switch (status) {
      case OK -> solvable(type, forward, strike, years, discountFactor, price);
      case ZERO_VOLATILITY -> 0;
      case BELOW_INTRINSIC, ABOVE_MAXIMUM, ZERO_TIME, INVALID -> Double.NaN;
    };
  }

  /**
   * Returns whether the number and its quotients with its like stay clear of overflow and
   * underflow.
   */
  private static boolean isUsable(double value) {
    return value > SMALLEST && value < LARGEST;
  }

  /** Returns price − discounted intrinsic value, rounded once. */
  private static double timeValue(
      OptionType type, double forward, double strike, double discountFactor, double price) {
    double larger = type == OptionType.CALL ? forward : strike;
    double smaller = type == OptionType.CALL ? strike : forward;
    if (larger <= smaller) {
      return price;
    }
    double gap = larger - smaller;
    double gapTail = (larger - gap) - smaller;
    return Math.fma(-discountFactor, gap, price) - discountFactor * gapTail;
  }

  /** Returns how far the price is below its limit for infinite volatility. */
  private static double belowMaximum(
      OptionType type, double forward, double strike, double discountFactor, double price) {
    return Math.fma(discountFactor, type == OptionType.CALL ? forward : strike, -price);
  }

  private static double solvable(
      OptionType type,
      double forward,
      double strike,
      double years,
      double discountFactor,
      double price) {
    double unit = discountFactor * Math.min(forward, strike);
    double timeValue = timeValue(type, forward, strike, discountFactor, price);
    double value = timeValue / unit;
    double missing = belowMaximum(type, forward, strike, discountFactor, price) / unit;
    double log = LogRatio.rounded(forward, strike);
    double logTail = LogRatio.tail(forward, strike);
    double distance = Math.abs(log);
    double distanceTail = log < 0 ? -logTail : logTail;
    double deviation;
    if (value < 0.5) {
      double logValue =
          value > TINY ? Elementary.log(value) : Elementary.log(timeValue) - Elementary.log(unit);
      double highest = HALF_VALUE + Math.sqrt(HALF_VALUE * HALF_VALUE + 2 * distance);
      double gap = discountFactor * Math.abs(forward - strike);
      double square =
          timeValue > TINY * gap
              ? 2 * Elementary.log1p(gap / timeValue)
              : 2 * (Elementary.log(gap) - Elementary.log(timeValue));
      double seed = Math.min(lowerSeed(distance, value, square), highest);
      deviation =
          deviation(distance, distanceTail, value, logValue, true, seed, 0.01 * distance, highest);
    } else {
      double lowest = Math.sqrt(2 * distance);
      double seed = upperSeed(distance, missing);
      deviation =
          deviation(
              distance,
              distanceTail,
              missing,
              Elementary.log(missing),
              false,
              seed,
              lowest,
              Double.POSITIVE_INFINITY);
    }
    return Math.max(deviation / Math.sqrt(years), Double.MIN_VALUE);
  }

  /**
   * Returns a first guess for a value below one half: Bachelier's inverse, to 0.5 %, and Hagan's
   * correction.
   *
   * @param square 2 ln(1 + |forward − strike| / undiscounted time value)
   */
  private static double lowerSeed(double distance, double value, double square) {
    double seed;
    if (square < 1e-9) {
      seed = SQRT_TWO_PI * value;
    } else {
      double g = Math.sqrt(square);
      double above = 5.0082775 + g * (0.43745066 + g * (0.15743835 + g * 0.05114234));
      double below = 1 + g * (0.075307678 + g * 0.052777298);
      seed = distance * above / (below * square);
    }
    seed *= 1 + Math.min(1, seed * seed / 24);
    return Math.max(seed, Math.max(0.02 * distance, Double.MIN_NORMAL));
  }

  /**
   * Returns a first guess for a value above one half: what is missing to 1 is between N(near) and 2
   * N(near), and N is inverted to 4.5e-4 by the rational function 26.2.23 of Abramowitz and Stegun.
   */
  private static double upperSeed(double distance, double missing) {
    double probability = distance < 1 ? 0.5 * missing : missing;
    double t = Math.sqrt(-2 * Elementary.log(probability));
    double z =
        t
            - (2.515517 + t * (0.802853 + t * 0.010328))
                / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)));
    return z + Math.sqrt(z * z + 2 * distance);
  }

  /**
   * Returns the total volatility s = volatility · sqrt(years) by Householder steps of order four on
   * the logarithm of the target, kept inside a bracket.
   *
   * @param distance |ln(forward / strike)|
   * @param distanceTail digits of it below the last one
   * @param target the value per unit of the smaller of discounted forward and strike, or what is
   *     missing from it to 1
   * @param logTarget ln(target), exact also where the target itself underflows
   * @param isValue whether the target is the value
   * @param seed first guess inside the bracket
   * @param lowest below the solution
   * @param highest above the solution, may be infinite
   */
  private static double deviation(
      double distance,
      double distanceTail,
      double target,
      double logTarget,
      boolean isValue,
      double seed,
      double lowest,
      double highest) {
    double lower = lowest;
    double upper = highest;
    double s = seed;
    for (int i = 0; i < MOST_STEPS; i++) {
      double ratio = distance / s;
      double ratioTail = (Math.fma(-ratio, s, distance) + distanceTail) / s;
      double half = 0.5 * s;
      double near = ratio - half;
      double shift = near - ratio;
      double nearTail = (ratio - (near - shift)) - (half + shift) + ratioTail;
      double far = ratio + half;
      double density = NormalDistribution.density(near, nearTail);
      double perDensity =
          isValue
              ? valuePerDensity(near, far, s, density)
              : missingPerDensity(near, far, s, density);
      double error = logError(near, density, perDensity, target, logTarget);
      if (error < 0 == isValue) {
        lower = s;
      } else {
        upper = s;
      }
      double step = step(error, (isValue ? 1 : -1) / perDensity, near * far / s, ratio, s);
      if (Math.abs(step) < LAST_STEP * s) {
        return s + step;
      }
      double next = s + step;
      s = next > lower && next < upper ? next : between(lower, upper);
    }
    return s;
  }

  /** Returns the value divided by the density at {@code near}. */
  private static double valuePerDensity(double near, double far, double width, double density) {
    return near >= MillsRatio.LOWEST
        ? MillsRatio.drop(near, width)
        : 1 / density - (MillsRatio.at(-near) + MillsRatio.at(far));
  }

  /** Returns 1 − value divided by the density at {@code near}. */
  private static double missingPerDensity(double near, double far, double width, double density) {
    return near <= -MillsRatio.LOWEST
        ? MillsRatio.at(-near) + MillsRatio.at(far)
        : 1 / density - MillsRatio.drop(near, width);
  }

  /**
   * Returns ln(density · perDensity / target) without losing digits near the solution or
   * underflowing far from it.
   */
  private static double logError(
      double near, double density, double perDensity, double target, double logTarget) {
    double computed = density * perDensity;
    double difference = computed - target;
    if (Math.abs(difference) < 0.5 * target) {
      return Elementary.log1p(difference / target);
    }
    return computed > TINY
        ? Elementary.log(computed) - logTarget
        : Elementary.log(perDensity) - LOG_SQRT_TWO_PI - 0.5 * near * near - logTarget;
  }

  /**
   * Returns the third-order Householder step for f(s) = ln target(s) − ln target.
   *
   * @param error f
   * @param slope f′
   * @param curvature second derivative of the value over its first, near · far / s
   * @param ratio distance / s
   * @param s where we are
   */
  private static double step(double error, double slope, double curvature, double ratio, double s) {
    double newton = -error / slope;
    double third = curvature * curvature - 0.25 - 3 * (ratio / s) * (ratio / s);
    double h2 = curvature - slope;
    double h3 = third - 3 * curvature * slope + 2 * slope * slope;
    double factor = (1 + 0.5 * h2 * newton) / (1 + newton * (h2 + h3 * newton / 6));
    return factor > 0 ? newton * factor : newton;
  }

  private static double between(double lower, double upper) {
    if (upper == Double.POSITIVE_INFINITY) {
      return 2 * lower + 1;
    }
    return lower > 0 ? Math.sqrt(lower) * Math.sqrt(upper) : 0.5 * upper;
  }
}
