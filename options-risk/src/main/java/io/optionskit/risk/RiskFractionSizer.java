/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.risk;

import io.optionskit.decision.ProposedOrder;
import io.optionskit.decision.View;
import io.optionskit.spi.PositionSizer;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Sizes orders by what they can lose (RK-02): a fraction of equity, times the multipliers, divided
 * by the largest loss of one unit, rounded down.
 *
 * <p>The product of the multipliers is kept between 0 and 1, so that the largest loss of the sized
 * order never exceeds the fraction. An order whose largest loss is unknown or unbounded gets no
 * units. Example: 2 % of $10,000 buys no unit that can lose $300; 2 % of $15,000 buys one.
 *
 * @param fraction largest loss as a fraction of equity, above 0 and at most 1; 0.02 in the shipped
 *     profiles
 * @param maxContracts most units, &gt; 0 (RK-04); 10 in the shipped profiles
 * @param multipliers factors that make the size smaller, such as {@link
 *     SizeMultiplier#confidenceSteps()}
 */
public record RiskFractionSizer(double fraction, int maxContracts, List<SizeMultiplier> multipliers)
    implements PositionSizer {

  /**
   * Checks the settings and copies the list.
   *
   * @throws IllegalArgumentException if the fraction or the number of units has no meaning
   */
  public RiskFractionSizer {
    Fractions.check("risk per trade", fraction);
    if (maxContracts <= 0) {
      throw new IllegalArgumentException("most contracts must be above 0: " + maxContracts);
    }
    multipliers = List.copyOf(multipliers);
  }

  @Override
  public int size(ProposedOrder proposed, View view) {
    double factor = 1;
    for (SizeMultiplier multiplier : multipliers) {
      factor *= multiplier.factor(proposed, view);
    }
    return units(proposed.maxLoss(), view.equity(), Math.min(factor, 1));
  }

  /** Returns the units whose largest loss fits into the fraction of equity times a factor. */
  int units(OptionalDouble unitLoss, double equity, double factor) {
    boolean tradable = equity > 0 && equity < Double.POSITIVE_INFINITY && factor > 0;
    if (unitLoss.isEmpty() || !tradable || !(unitLoss.getAsDouble() < Double.POSITIVE_INFINITY)) {
      return 0;
    }
    // In decimal, so that 2 % of 15,000 is exactly 300.
    BigDecimal budget =
        BigDecimal.valueOf(equity)
            .multiply(BigDecimal.valueOf(fraction))
            .multiply(BigDecimal.valueOf(factor));
    return wholeUnits(budget, unitLoss.getAsDouble(), maxContracts);
  }

  /** Returns how many units of a loss fit into a budget, at most a number. */
  static int wholeUnits(BigDecimal budget, double unitLoss, int most) {
    BigDecimal loss = BigDecimal.valueOf(Dollars.cleaned(unitLoss));
    if (loss.signum() <= 0) {
      return most;
    }
    BigDecimal units = budget.divide(loss, 0, RoundingMode.DOWN);
    return units.min(BigDecimal.valueOf(most)).max(BigDecimal.ZERO).intValueExact();
  }
}
