/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.examples.profile;

import java.math.BigDecimal;

/**
 * Two bounds, both inclusive.
 *
 * @param low lower bound
 * @param high upper bound, ≥ low
 */
public record Range(BigDecimal low, BigDecimal high) {

  /**
   * Checks the order.
   *
   * @throws IllegalArgumentException if low is above high
   */
  public Range {
    if (low.compareTo(high) > 0) {
      throw new IllegalArgumentException("lower bound " + low + " must not be above " + high);
    }
  }
}
