/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.risk;

import java.util.Locale;

/** Estimated amounts of money in comparisons and messages. */
final class Dollars {

  private static final double PER_DOLLAR = 1e6;

  private Dollars() {}

  /**
   * Returns an amount without the rounding noise of the arithmetic it came from, so that 0.02 ·
   * 19,750 is 395 and not a bit more or less: rounded to a millionth of a dollar, ten thousand
   * times finer than any price.
   */
  static double cleaned(double amount) {
    return Math.abs(amount) < 1e9 ? StrictMath.rint(amount * PER_DOLLAR) / PER_DOLLAR : amount;
  }

  static String text(double amount) {
    return String.format(Locale.ROOT, "$%,.2f", amount);
  }
}
