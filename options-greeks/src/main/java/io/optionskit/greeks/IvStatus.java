/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks;

import java.util.Locale;

/** Whether a price has an implied volatility, and if not, why. */
public enum IvStatus {
  /** There is exactly one, finite and above 0. */
  OK,
  /** The price is the discounted intrinsic value: the volatility is 0. */
  ZERO_VOLATILITY,
  /** The price is below the discounted intrinsic value: no volatility gives it. */
  BELOW_INTRINSIC,
  /**
   * The price is at or above the discounted forward (call) or strike (put), which only an infinite
   * volatility would reach.
   */
  ABOVE_MAXIMUM,
  /** No time is left: the price does not depend on volatility. */
  ZERO_TIME,
  /** An argument is {@code NaN}, infinite or outside its range. */
  INVALID;

  private final String label = name().toLowerCase(Locale.ROOT);

  /**
   * Returns the name used in files.
   *
   * @return lower case with underscores, such as {@code below_intrinsic}
   */
  public String label() {
    return label;
  }
}
