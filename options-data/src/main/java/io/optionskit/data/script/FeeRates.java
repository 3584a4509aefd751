/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.script;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * Dollars per contract or share, with bounds per order.
 *
 * @param perUnit dollars per contract or share, ≥ 0
 * @param minimum least per order, ≥ 0
 * @param maximum most per order
 * @param maximumOfValue most per order as a fraction of the value traded
 */
record FeeRates(
    BigDecimal perUnit,
    BigDecimal minimum,
    Optional<BigDecimal> maximum,
    Optional<BigDecimal> maximumOfValue) {

  static final FeeRates FREE =
      new FeeRates(BigDecimal.ZERO, BigDecimal.ZERO, Optional.empty(), Optional.empty());

  BigDecimal cost(long units) {
    return perUnit.multiply(BigDecimal.valueOf(units));
  }

  /** Returns what an order costs within the bounds. */
  BigDecimal bounded(BigDecimal cost, BigDecimal value) {
    BigDecimal bounded = cost.max(minimum);
    if (maximum.isPresent()) {
      bounded = bounded.min(maximum.get());
    }
    return maximumOfValue.isPresent() ? bounded.min(value.multiply(maximumOfValue.get())) : bounded;
  }
}
