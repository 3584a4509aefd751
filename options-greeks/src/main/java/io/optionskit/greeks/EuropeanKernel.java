/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks;

import io.optionskit.greeks.internal.Elementary;
import io.optionskit.greeks.internal.LogRatio;
import io.optionskit.greeks.internal.MillsDrop;
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
 * <p>Uses IEEE operations and {@link Math#fma} alone: the bits do not depend on machine or Java
 * version.
 */
final class EuropeanKernel {

  /** Beyond this many standard deviations the density is zero in double precision. */
  private static final double FAR = 40;

  /** A total volatility above this prices like this one; keeps squares finite. */
  private static final double HUGE = 1e8;

  /** A total volatility below this prices like none; keeps what is divided by it finite. */
  private static final double SMALLEST = 1e-200;

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
    boolean isOut = callIsOut == sign > 0;

    // deviation = volatility · sqrt(years), head and tail
    double root = Math.sqrt(years);
    double deviation = volatility * root;
    boolean isHuge = deviation > HUGE;
    deviation = isHuge ? HUGE : deviation;
    double perDeviation = 1 / deviation;
    double deviationTail =
        isHuge
            ? 0
            : Math.fma(volatility, root, -deviation)
                + 0.5 * volatility * (Math.fma(-root, root, years) * (volatility * perDeviation));
    double ratio = distance * perDeviation;
    if (deviation < SMALLEST || !(ratio - 0.5 * deviation < FAR)) {
      boolean exercised = sign > 0 ? !callIsOut : head < 0 || (head == 0 && tail < 0);
      double exerciseNow =
          exerciseNow(
              callIsOut,
              distance,
              distanceTail,
              spot,
              strike,
              spotGrowth,
              strikeGrowth,
              spotValue,
              strikeValue);
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
        (Math.fma(-ratio, deviation, distance) + distanceTail - ratio * deviationTail)
            * perDeviation;
    double half = 0.5 * deviation;
    double near = ratio - half;
    double nearTail = sumTail(ratio, -half, near) + (ratioTail - 0.5 * deviationTail);
    double density = NormalDistribution.density(near, nearTail);
    double smaller = Math.min(spotValue, strikeValue);
    double mass = smaller * density; // also the larger times the density at far
    boolean isOrdinary = near >= MillsRatio.LOWEST;
    double millsFar;
    double drop;
    double nearMills;
    double value;
    if (isOrdinary) {
      millsFar = MillsDrop.upper(near, deviation);
      drop = MillsDrop.of(near, deviation);
      nearMills = 0;
      value = mass * drop;
    } else {
      millsFar = MillsRatio.at(near + deviation);
      drop = 0;
      nearMills = MillsRatio.at(-near);
      value = smaller - mass * (nearMills + millsFar);
    }
    if (!isOut) {
      double exerciseNow =
          exerciseNow(
              callIsOut,
              distance,
              distanceTail,
              spot,
              strike,
              spotGrowth,
              strikeGrowth,
              spotValue,
              strikeValue);
      value += Math.max(0, sign * exerciseNow);
    }
    if (only == Measure.VALUE) {
      return value;
    }

    // each present value times the probability that it changes hands, out of the money first
    double nearLeg = isOrdinary ? mass * (millsFar + drop) : smaller - mass * nearMills;
    double farLeg = mass * millsFar;
    if (!isOut) {
      nearLeg = isOrdinary ? smaller - nearLeg : mass * nearMills;
      farLeg = Math.max(spotValue, strikeValue) - farLeg;
    }
    double spotLeg = callIsOut ? nearLeg : farLeg;
    double strikeLeg = callIsOut ? farLeg : nearLeg;
    double perSpot = 1 / spot;
    double perYear = 1 / years;
    double d1 = callIsOut ? -near : near + deviation;
    double d2 = callIsOut ? -near - deviation : near;
    double massPerSpot = mass * perSpot;
    double d1PerYear = 0.5 * d2 * perYear - carry * perDeviation; // of time passing

    double delta = sign * spotLeg * perSpot;
    double gamma = massPerSpot * perDeviation * perSpot;
    double vega = mass * root;
    double theta =
        sign * (dividendYield * spotLeg - rate * strikeLeg) - 0.5 * volatility * vega * perYear;
    double rho = sign * years * strikeLeg;
    double vanna = -massPerSpot * d2 * root * perDeviation;
    double volga = vega * d1 * d2 * root * perDeviation;
    double charm = dividendYield * delta + massPerSpot * d1PerYear;
    double speed = -gamma * Math.fma(d1, perDeviation, 1) * perSpot;
    double color = gamma * (dividendYield + 0.5 * perYear - d1 * d1PerYear);
    double zomma = gamma * Math.fma(d1, d2, -1) * root * perDeviation;
    double dividendRho = -sign * years * spotLeg;
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
        case DIVIDEND_RHO -> dividendRho;
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
    out[12] = dividendRho;
    return value;
  }

  /** Returns the present value of spot − strike with a small error relative to itself. */
  private static double exerciseNow(
      boolean callIsOut,
      double distance,
      double distanceTail,
      double spot,
      double strike,
      double spotGrowth,
      double strikeGrowth,
      double spotValue,
      double strikeValue) {
    if (distance < FAR && distance < Math.abs(spotGrowth) + Math.abs(strikeGrowth)) {
      double gap = Elementary.expm1(distance, distanceTail) * Math.min(spotValue, strikeValue);
      return callIsOut ? -gap : gap;
    }
    if (Math.max(Math.abs(spotGrowth), Math.abs(strikeGrowth)) < SMALL_ACCRUAL) {
      return (spot - strike) + (spot * spotGrowth - strike * strikeGrowth);
    }
    return spotValue - strikeValue;
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
    double dividendRho = 0.0 - exercise * years * spotValue;
    if (only != null) {
      return switch (only) {
        case VALUE -> value;
        case DELTA -> delta;
        case THETA -> theta;
        case RHO -> rho;
        case CHARM -> charm;
        case DIVIDEND_RHO -> dividendRho;
        case GAMMA, VEGA, VANNA, VOLGA, SPEED, COLOR, ZOMMA -> 0;
      };
    }
    Arrays.fill(out, 0, Measure.COUNT, 0);
    out[0] = value;
    out[1] = delta;
    out[4] = theta;
    out[5] = rho;
    out[8] = charm;
    out[12] = dividendRho;
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
    return Elementary.expm1(product, Math.fma(rate, years, -product));
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
    return Elementary.exp(product, Math.fma(rate, years, -product));
  }

  /** Returns what {@code a + b} lost by rounding to {@code sum}. */
  private static double sumTail(double a, double b, double sum) {
    double rounded = sum - a;
    return (a - (sum - rounded)) + (b - rounded);
  }
}
