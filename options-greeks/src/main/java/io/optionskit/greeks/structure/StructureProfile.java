/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.structure;

import io.optionskit.greeks.internal.Arguments;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What a structure of options can win and lose at expiry, per share of one unit and before costs.
 *
 * @param netPremium what was paid for it: positive = paid (debit), negative = received (credit)
 * @param maxProfit largest profit, ≥ 0, 0 if it cannot win; empty if unbounded
 * @param maxLoss largest loss, ≥ 0, 0 if it cannot lose; empty if unbounded
 * @param breakEvens prices of the underlying above 0 at which the profit is 0, ascending; where it
 *     is 0 over a whole range, the ends of the range
 */
public record StructureProfile(
    double netPremium, OptionalDouble maxProfit, OptionalDouble maxLoss, List<Double> breakEvens) {

  /**
   * Checks the numbers and copies the break-evens.
   *
   * @throws IllegalArgumentException if the premium is not finite, a profit, a loss or a break-even
   *     is not finite and above or at 0, or the break-evens do not ascend
   */
  public StructureProfile {
    if (!Double.isFinite(netPremium)) {
      throw new IllegalArgumentException("netPremium must be finite: " + netPremium);
    }
    Arguments.notNegative("maxProfit", maxProfit.orElse(0));
    Arguments.notNegative("maxLoss", maxLoss.orElse(0));
    double before = 0;
    for (double price : breakEvens) {
      Arguments.positive("a break-even", price);
      if (price < before) {
        throw new IllegalArgumentException("breakEvens must ascend: " + breakEvens);
      }
      before = price;
    }
    breakEvens = List.copyOf(breakEvens);
  }

  /**
   * Returns whether the profit grows with the underlying without end.
   *
   * @return true if there is no largest profit
   */
  public boolean isProfitUnbounded() {
    return maxProfit.isEmpty();
  }

  /**
   * Returns whether the loss grows with the underlying without end.
   *
   * @return true if there is no largest loss
   */
  public boolean isLossUnbounded() {
    return maxLoss.isEmpty();
  }

  /**
   * Returns the same as money for a position.
   *
   * <p>Example: a credit of 0.80 per share in three units of multiplier 100 is 240.00 received.
   *
   * @param multiplier shares per contract, &gt; 0
   * @param quantity units of the structure, &gt; 0
   * @return per-share amounts times multiplier and quantity
   * @throws IllegalArgumentException if an argument is not above 0, or an amount grows too large
   *     for a {@code double}
   */
  public StructureMoney money(int multiplier, int quantity) {
    if (multiplier <= 0 || quantity <= 0) {
      throw new IllegalArgumentException(
          "multiplier and quantity must be above 0: " + multiplier + ", " + quantity);
    }
    double shares = (double) multiplier * quantity;
    return new StructureMoney(
        netPremium * shares, times(maxProfit, shares), times(maxLoss, shares));
  }

  private static OptionalDouble times(OptionalDouble amount, double shares) {
    return amount.isPresent()
        ? OptionalDouble.of(amount.getAsDouble() * shares)
        : OptionalDouble.empty();
  }
}
