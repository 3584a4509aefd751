/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.internal;

/**
 * Checks of arguments; each message names the argument, shows its value and says what would be
 * right.
 */
public final class Arguments {

  /** The least time above 0. */
  public static final double LEAST_TIME = 1e-100;

  private Arguments() {}

  /** Returns whether a price or discount factor is one that formulas are made for. */
  public static boolean isPrice(double value) {
    return value >= 1e-140 && value <= 1e140;
  }

  /** Returns whether a time to expiry is one that formulas are made for. */
  public static boolean isTime(double years) {
    return years == 0 || (years >= LEAST_TIME && years <= 1e100);
  }

  /** Returns whether a volatility is one that formulas are made for. */
  public static boolean isVolatility(double value) {
    return value >= 0 && value <= 1e100;
  }

  public static void price(String name, double value) {
    if (!isPrice(value)) {
      throw new IllegalArgumentException(name + " must be between 1e-140 and 1e140: " + value);
    }
  }

  public static void time(String name, double years) {
    if (!isTime(years)) {
      throw new IllegalArgumentException(name + " must be 0 or between 1e-100 and 1e100: " + years);
    }
  }

  public static void volatility(String name, double value) {
    if (!isVolatility(value)) {
      throw new IllegalArgumentException(name + " must be between 0 and 1e100: " + value);
    }
  }

  public static void positive(String name, double value) {
    if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(name + " must be finite and above 0: " + value);
    }
  }

  public static void notNegative(String name, double value) {
    if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(name + " must be finite and at least 0: " + value);
    }
  }

  /**
   * Checks a rate that accrues over {@code years}: its exponential must neither overflow nor
   * vanish.
   */
  public static void accruing(String name, double rate, double years) {
    if (!(Math.abs(rate * years) <= 500)) {
      throw new IllegalArgumentException(
          name + " times years must be between -500 and 500: " + rate + " times " + years);
    }
  }

  public static void sameLength(String name, int length, int expected) {
    if (length != expected) {
      throw new IllegalArgumentException(name + " must have " + expected + " elements: " + length);
    }
  }
}
