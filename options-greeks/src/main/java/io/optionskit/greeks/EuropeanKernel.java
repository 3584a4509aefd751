/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks;

import io.optionskit.greeks.internal.LogRatio;
import io.optionskit.greeks.internal.MillsRatio;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The one implementation behind {@link BlackScholes} and {@link Black76}: value and derivatives of
 * a European option on an asset with a continuous yield, from arguments that have been checked.
 *
 * <p>The out-of-the-money option of the strike is worth the smaller of the two present values times
 * n(a)·(R(a) − R(b)), where a and b are d1 and d2 up to sign and R is the {@link MillsRatio}; the
 * in-the-money option adds the discounted intrinsic value. So nothing cancels, and no value is
 * below its floor. d1 and d2 carry a tail of digits below their last one, because the density
 * magnifies their error by their square.
 *
 * <p>Uses IEEE operations, {@link Math#fma} and {@link StrictMath} alone: the bits do not depend on
 * machine or Java version.
 */
final class EuropeanKernel {

  /** Beyond this many standard deviations the density is zero in double precision. */
  private static final double FAR = 40;

  /** A total volatility above this prices like this one; keeps squares finite. */
  private static final double HUGE = 1e8;

  /**
   * Below this rate × time the intrinsic value may be built from spot − strike, exact near the
   * money.
   */
  private static final double SMALL_ACCRUAL = 0.25;

  private EuropeanKernel() {}

  /**
   * Returns one measure, or with {@code only == null} writes all of them into {@code out} and
   * returns the value.
   *
   * @param only the measure wanted, or null for all
   * @param sign +1 for a call, −1 for a put
   * @param out receives {@link Measure#COUNT} numbers; not touched for a single measure
   */
  static double evaluate(
      @Nullable Measure only,
      int sign,
      double spot,
      double strike,
      double years,
      double rate,
      double dividendYield,
      double volatility,
      double[] out) {
    if (years == 0) {
      double payoff = spot - strike;
      return certain(only, sign, sign * payoff > 0, payoff, 1, spot, strike, 0, 0, 0, out);
    }
    double spotGrowth = growth(-dividendYield, years);
    double strikeGrowth = growth(-rate, years);
    double spotFactor = factor(-dividendYield, years, spotGrowth);
    double strikeFactor = factor(-rate, years, strikeGrowth);
    double spotValue = spot * spotFactor;
    double strikeValue = strike * strikeFactor;

    // logMoneyness = ln(forward / strike), head and tail
    double carry = rate - dividendYield;
    double carryTail = sumTail(rate, -dividendYield, carry);
    double drift = carry * years;
    double driftTail = Math.fma(carry, years, -drift) + carryTail * years;
    double log = LogRatio.rounded(spot, strike);
    double sum = log + drift;
    double sumTail = sumTail(log, drift, sum) + (LogRatio.tail(spot, strike) + driftTail);
    double head = sum + sumTail;
    double tail = sumTail - (head - sum);
    boolean callIsOut = head < 0 || (head == 0 && tail <= 0);
    double distance = callIsOut ? -head : head;
    double distanceTail = callIsOut ? -tail : tail;
    double exerciseNow;
    if (distance < Math.abs(spotGrowth) + Math.abs(strikeGrowth)) {
      double growth = StrictMath.expm1(distance);
      double gap = Math.fma(distanceTail, 1 + growth, growth) * Math.min(spotValue, strikeValue);
      exerciseNow = callIsOut ? -gap : gap;
    } else if (Math.max(Math.abs(spotGrowth), Math.abs(strikeGrowth)) < SMALL_ACCRUAL) {
      exerciseNow = (spot - strike) + (spot * spotGrowth - strike * strikeGrowth);
    } else {
      exerciseNow = spotValue - strikeValue;
    }

    // deviation = volatility · sqrt(years), head and tail
    double root = Math.sqrt(years);
    double rootTail = Math.fma(-root, root, years) / (2 * root);
    double deviation = volatility * root;
    double deviationTail = Math.fma(volatility, root, -deviation) + volatility * rootTail;

    if (deviation > HUGE) {
      deviation = HUGE;
      deviationTail = 0;
    }

    double ratio = distance / deviation;
    if (deviation == 0 || !(ratio - 0.5 * deviation < FAR)) {
      boolean exercised = sign > 0 ? !callIsOut : head < 0 || (head == 0 && tail < 0);
      return certain(
          only,
          sign,
          exercised,
          exerciseNow,
          spotFactor,
          spotValue,
          strikeValue,
          years,
          rate,
          dividendYield,
          out);
    }
    double ratioTail =
        (Math.fma(-ratio, deviation, distance) + distanceTail - ratio * deviationTail) / deviation;
    double half = 0.5 * deviation;
    double near = ratio - half;
    double nearTail = sumTail(ratio, -half, near) + (ratioTail - 0.5 * deviationTail);
    double far = ratio + half;
    double farTail = sumTail(ratio, half, far) + (ratioTail + 0.5 * deviationTail);
    double nearDensity = NormalDistribution.density(near, nearTail);
    double farDensity = NormalDistribution.density(far, farTail);
    double outOfTheMoney =
        Math.min(spotValue, strikeValue) * perSmallerLeg(near, far, deviation, nearDensity);
    boolean isOut = callIsOut == sign > 0;
    double value = isOut ? outOfTheMoney : outOfTheMoney + Math.max(0, sign * exerciseNow);
    if (only == Measure.VALUE) {
      return value;
    }

    double d1 = callIsOut ? -near : far;
    double d2 = callIsOut ? -far : near;
    double density1 = callIsOut ? nearDensity : farDensity;
    double density2 = callIsOut ? farDensity : nearDensity;
    double spotProbability = spotFactor * NormalDistribution.cumulative(sign * d1, density1);
    double strikeProbability = strikeValue * NormalDistribution.cumulative(sign * d2, density2);
    double d1PerYear = 0.5 * d2 / years - carry / deviation; // of time passing

    double delta = sign * spotProbability;
    double gamma = spotFactor * density1 / (spot * deviation);
    double vega = spotValue * density1 * root;
    double theta =
        sign * (dividendYield * spot * spotProbability - rate * strikeProbability)
            - 0.5 * volatility * vega / years;
    double rho = sign * years * strikeProbability;
    double vanna = -spotFactor * density1 * d2 / volatility;
    double volga = vega * d1 * d2 / volatility;
    double charm = sign * dividendYield * spotProbability + spotFactor * density1 * d1PerYear;
    double speed = -gamma * (d1 / deviation + 1) / spot;
    double color = gamma * (dividendYield + 0.5 / years - d1 * d1PerYear);
    double zomma = gamma * Math.fma(d1, d2, -1) / volatility;
    if (only != null) {
      return switch (only) {
        case VALUE -> value;
        case DELTA -> delta;
        case GAMMA -> gamma;
        case VEGA -> vega;
        case THETA -> theta;
        case RHO -> rho;
        case VANNA -> vanna;
        case VOLGA -> volga;
        case CHARM -> charm;
        case SPEED -> speed;
        case COLOR -> color;
        case ZOMMA -> zomma;
      };
    }
    out[0] = value;
    out[1] = delta;
    out[2] = gamma;
    out[3] = vega;
    out[4] = theta;
    out[5] = rho;
    out[6] = vanna;
    out[7] = volga;
    out[8] = charm;
    out[9] = speed;
    out[10] = color;
    out[11] = zomma;
    return value;
  }

  /**
   * Returns the value of the out-of-the-money option per unit of the smaller present value, 0 to 1.
   */
  private static double perSmallerLeg(double near, double far, double width, double nearDensity) {
    return near >= MillsRatio.LOWEST
        ? nearDensity * MillsRatio.drop(near, width)
        : 1 - nearDensity * (MillsRatio.at(-near) + MillsRatio.at(far));
  }

  /** Measures of an option that will surely be exercised, or surely not, at the forward price. */
  private static double certain(
      @Nullable Measure only,
      int sign,
      boolean exercised,
      double exerciseNow,
      double spotFactor,
      double spotValue,
      double strikeValue,
      double years,
      double rate,
      double dividendYield,
      double[] out) {
    double value = exercised ? Math.max(0, sign * exerciseNow) : 0;
    double exercise = exercised ? sign : 0;
    double delta = exercise * spotFactor;
    double theta = exercise * (dividendYield * spotValue - rate * strikeValue) + 0.0;
    double rho = exercise * years * strikeValue + 0.0;
    double charm = exercise * dividendYield * spotFactor + 0.0;
    if (only != null) {
      return switch (only) {
        case VALUE -> value;
        case DELTA -> delta;
        case THETA -> theta;
        case RHO -> rho;
        case CHARM -> charm;
        case GAMMA, VEGA, VANNA, VOLGA, SPEED, COLOR, ZOMMA -> 0;
      };
    }
    Arrays.fill(out, 0, Measure.COUNT, 0);
    out[0] = value;
    out[1] = delta;
    out[4] = theta;
    out[5] = rho;
    out[8] = charm;
    return value;
  }

  /** Measures of an option of which something is not known. */
  static double unknown(@Nullable Measure only, double[] out) {
    if (only == null) {
      Arrays.fill(out, 0, Measure.COUNT, Double.NaN);
    }
    return Double.NaN;
  }

  /** Returns e^(rate · years) − 1, the rounding error of the product included. */
  private static double growth(double rate, double years) {
    double product = rate * years;
    double growth = StrictMath.expm1(product);
    return Math.fma(Math.fma(rate, years, -product), 1 + growth, growth);
  }

  /**
   * Returns e^(rate · years), without the loss of digits that 1 + growth has for large negative
   * rates.
   */
  private static double factor(double rate, double years, double growth) {
    if (Math.abs(growth) < SMALL_ACCRUAL) {
      return 1 + growth;
    }
    double product = rate * years;
    double factor = StrictMath.exp(product);
    return Math.fma(Math.fma(rate, years, -product), factor, factor);
  }

  /** Returns what {@code a + b} lost by rounding to {@code sum}. */
  private static double sumTail(double a, double b, double sum) {
    double rounded = sum - a;
    return (a - (sum - rounded)) + (b - rounded);
  }
}
