/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.internal;

/**
 * Checks of arguments; each message names the argument, shows its value and says what would be
 * right.
 */
public final class Arguments {

  private Arguments() {}

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
