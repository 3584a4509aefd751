/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.internal;

import java.math.BigDecimal;

/**
 * Decimals in texts of others. A text such as {@code 1E-999999999} is a number that no sum or
 * printed line survives, and a million digits take minutes to read; neither is a price.
 */
public final class BoundedDecimal {

  private static final int LONGEST = 100;
  private static final int MOST_DIGITS = 40;

  private BoundedDecimal() {}

  /**
   * Returns the number in a text.
   *
   * @param text a number as {@link BigDecimal} reads it
   * @return the number, of at most 40 digits before and behind the point
   * @throws NumberFormatException if it is no number, too long, or too far from 1 to be one of this
   *     world
   */
  public static BigDecimal parse(String text) {
    if (text.length() > LONGEST) {
      throw new NumberFormatException("number has " + text.length() + " characters");
    }
    return checked(new BigDecimal(text));
  }

  /**
   * Returns a number that can be calculated with.
   *
   * @param value any number
   * @return the same
   * @throws NumberFormatException if it has more than 40 digits before or behind the point
   */
  public static BigDecimal checked(BigDecimal value) {
    boolean isLong =
        value.scale() > MOST_DIGITS || (long) value.precision() - value.scale() > MOST_DIGITS;
    if (isLong) {
      throw new NumberFormatException(
          "number must have at most " + MOST_DIGITS + " digits before and behind the point");
    }
    return value;
  }
}
