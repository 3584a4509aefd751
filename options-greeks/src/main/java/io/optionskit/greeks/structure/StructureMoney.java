/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.structure;

import io.optionskit.greeks.internal.Arguments;
import java.util.OptionalDouble;

/**
 * What a position in a structure costs and can win and lose at expiry, in currency and before
 * costs.
 *
 * @param netPremium what was paid for it: positive = paid (debit), negative = received (credit)
 * @param maxProfit largest profit, ≥ 0; empty if unbounded
 * @param maxLoss largest loss, ≥ 0; empty if unbounded
 */
public record StructureMoney(double netPremium, OptionalDouble maxProfit, OptionalDouble maxLoss) {

  /**
   * Checks the amounts.
   *
   * @throws IllegalArgumentException if the premium is not finite, or profit or loss not finite and
   *     at least 0
   */
  public StructureMoney {
    if (!Double.isFinite(netPremium)) {
      throw new IllegalArgumentException("netPremium must be finite: " + netPremium);
    }
    Arguments.notNegative("maxProfit", maxProfit.orElse(0));
    Arguments.notNegative("maxLoss", maxLoss.orElse(0));
  }
}
