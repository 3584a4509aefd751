/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.reconcile;

import java.time.Duration;

/**
 * When two values of one field count as the same: if they differ by at most {@code absolute +
 * relative · the larger of both}, and were taken at about the same time.
 *
 * @param absolute in the unit of the field, &ge; 0
 * @param relative share of the larger magnitude, 0.02 = 2 %, &ge; 0
 * @param longestApart longest time between both values for them to be compared at all, &ge; 0
 */
public record FieldTolerance(double absolute, double relative, Duration longestApart) {

  private static final double ROUNDING = 1e-12; // 1.25 - 1.20 is a little more than 0.05

  /**
   * Checks the tolerance.
   *
   * @throws IllegalArgumentException if a part is negative or not finite
   */
  public FieldTolerance {
    if (!(absolute >= 0 && relative >= 0 && Double.isFinite(absolute + relative))
        || longestApart.isNegative()) {
      throw new IllegalArgumentException(
          "tolerance must be finite and not negative: "
              + absolute
              + ", "
              + relative
              + ", "
              + longestApart);
    }
  }

  /**
   * Returns whether two values are the same within this tolerance.
   *
   * @param first one value, finite
   * @param second the other, finite
   * @return true if they agree; the order does not matter
   */
  public boolean agree(double first, double second) {
    double larger = Math.max(Math.abs(first), Math.abs(second));
    return Math.abs(first - second) <= absolute + (relative + ROUNDING) * larger;
  }
}
