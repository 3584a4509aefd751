/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.dividend;

import io.optionskit.greeks.internal.Elementary;

/**
 * One option with the dividends it sees, already checked, and what the solvers derive from it.
 *
 * <p>The diffusing price x is the spot in the spot-drop model and the spot less the dividends to
 * come in the escrowed one. Interval {@code i} runs from {@code time(i)} to {@code time(i + 1)};
 * dividend {@code i} ends it, and expiry ends interval {@code count}.
 */
final class Problem {

  /**
   * Dividends that follow within this part of the option's life are merged, 0.3 s of a year, and
   * none is nearer.
   */
  private static final double CLOSE = 1e-8;

  final boolean escrowed;
  final boolean american;
  final boolean isPut;
  final int sign;
  final double spot;
  final double strike;
  final double years;
  final double rate;
  final double dividendYield;
  final double volatility;
  final double carry;
  private final CashDividends dividends;

  /** Number of dividends with 0 &lt; years ≤ expiry and an amount above 0, close ones merged. */
  final int count;

  private final double[] exYears;
  private final double[] amounts;

  Problem(
      boolean escrowed,
      boolean american,
      boolean isPut,
      double spot,
      double strike,
      double years,
      double rate,
      double dividendYield,
      CashDividends dividends,
      double volatility) {
    this.escrowed = escrowed;
    this.american = american;
    this.isPut = isPut;
    this.sign = isPut ? -1 : 1;
    this.spot = spot;
    this.strike = strike;
    this.years = years;
    this.rate = rate;
    this.dividendYield = dividendYield;
    this.volatility = volatility;
    this.carry = rate - dividendYield;
    this.dividends = dividends;
    double[] times = new double[dividends.toList().size()];
    double[] sums = new double[times.length];
    int n = 0;
    for (CashDividend dividend : dividends.toList()) {
      if (dividend.years() > 0 && dividend.years() <= years && dividend.amount() > 0) {
        double at = Math.max(dividend.years(), CLOSE * years);
        if (n > 0 && at - times[n - 1] <= CLOSE * years) {
          sums[n - 1] += dividend.amount();
        } else {
          times[n] = at;
          sums[n++] = dividend.amount();
        }
      }
    }
    this.count = n;
    this.exYears = times;
    this.amounts = sums;
  }

  /** Returns the same option at a spot where the price x is the strike. */
  Problem atStrike() {
    return new Problem(
        escrowed,
        american,
        isPut,
        strike + escrow(0, 0),
        strike,
        years,
        rate,
        dividendYield,
        dividends,
        volatility);
  }

  /** Returns whether the holder may gain by exercising between ex-dates. */
  boolean exercisesBetween() {
    return american && mayGainByExercise(isPut, rate, dividendYield);
  }

  static boolean mayGainByExercise(boolean isPut, double rate, double dividendYield) {
    return isPut ? rate > 0 || dividendYield < 0 : dividendYield > 0 || rate < 0;
  }

  /** Returns whether the exercised prices may end on both sides. */
  boolean exercisesInside() {
    return exercisesBetween() && (isPut ? rate < 0 : dividendYield < 0);
  }

  double time(int i) {
    return i == 0 ? 0 : i <= count ? exYears[i - 1] : years;
  }

  double length(int i) {
    return time(i + 1) - time(i);
  }

  double amount(int i) {
    return amounts[i];
  }

  /**
   * Returns the interval that ends at expiry, which is before the last dividend if both coincide.
   */
  int lastInterval() {
    return length(count) > 0 ? count : count - 1;
  }

  double growth(double time) {
    return Elementary.exp(carry * time);
  }

  /**
   * Returns what the dividends from number {@code next} on are worth at {@code time}: what the spot
   * exceeds x by.
   */
  double escrow(double time, int next) {
    double sum = 0;
    if (escrowed) {
      for (int i = next; i < count; i++) {
        sum += amounts[i] * Elementary.exp(-carry * (exYears[i] - time));
      }
    }
    return sum;
  }

  /** Returns the derivative of {@link #escrow} with respect to the rate. */
  double escrowRho(double time, int next) {
    double sum = 0;
    if (escrowed) {
      for (int i = next; i < count; i++) {
        double wait = exYears[i] - time;
        sum -= wait * amounts[i] * Elementary.exp(-carry * wait);
      }
    }
    return sum;
  }

  /**
   * Returns whether a call without yield is exercised before ex-date {@code i} at any price: not if
   * the interest on the strike until a later ex-date or expiry exceeds the dividends missed.
   */
  boolean paysToExercise(int i) {
    double missed = 0;
    for (int k = i; k < count; k++) {
      missed += amounts[k] * Elementary.exp(-rate * (exYears[k] - exYears[i]));
      if (missed <= -strike * Elementary.expm1(-rate * (time(k + 2) - exYears[i]))) {
        return false;
      }
    }
    return true;
  }

  /** Returns the price x today. */
  double start() {
    return spot - escrow(0, 0);
  }

  /** Returns what a drop at ex-date {@code i} takes from x. */
  double drop(int i) {
    return escrowed ? 0 : amounts[i];
  }

  /** Returns the value of the option on a worthless underlying with {@code held} years left. */
  double valueAtZero(double held) {
    if (!isPut) {
      return 0;
    }
    double waiting = strike * Elementary.exp(-rate * held);
    return american ? Math.max(strike, waiting) : waiting;
  }

  /** Returns the derivative of {@link #valueAtZero} with respect to the rate. */
  double valueAtZeroRho(double held) {
    return isPut && !(american && rate >= 0) ? -held * strike * Elementary.exp(-rate * held) : 0;
  }

  /**
   * Returns how long before ex-date {@code i} a put is better held, at spots above the dividend: so
   * long interest on the strike is less than the drop.
   */
  double pause(int i) {
    return isPut && rate > 0 ? Elementary.log1p(amounts[i] / strike) / rate : 0;
  }
}
