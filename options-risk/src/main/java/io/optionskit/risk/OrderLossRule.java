/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.risk;

import io.optionskit.decision.ProposedOrder;
import io.optionskit.decision.Rejection;
import io.optionskit.decision.View;
import io.optionskit.spi.RiskRule;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Limits the largest loss at expiry of an opening order to a fraction of equity (RK-02, control 2).
 *
 * <p>An order whose largest loss is unknown or unbounded does not pass. Orders that only reduce
 * what is open pass.
 *
 * @param fraction largest loss per trade as a fraction of equity, above 0 and at most 1; 0.02 in
 *     the shipped profiles
 */
public record OrderLossRule(double fraction) implements RiskRule {

  /**
   * Checks the limit.
   *
   * @throws IllegalArgumentException unless it is above 0 and at most 1
   */
  public OrderLossRule {
    Fractions.check("risk per trade", fraction);
  }

  @Override
  public Optional<Rejection> check(ProposedOrder proposed, View view) {
    if (proposed.isClosing()) {
      return Optional.empty();
    }
    OptionalDouble unitLoss = proposed.maxLoss();
    if (unitLoss.isEmpty()) {
      return Optional.of(
          new Rejection(
              Rejection.Code.RISK_REJECTED,
              "the largest loss of the order is unbounded or its price unknown"));
    }
    double loss = Dollars.cleaned(unitLoss.getAsDouble() * proposed.order().quantity());
    double limit = Dollars.cleaned(fraction * view.equity());
    return loss <= limit
        ? Optional.empty()
        : Optional.of(
            new Rejection(
                Rejection.Code.RISK_REJECTED,
                "the order can lose "
                    + Dollars.text(loss)
                    + "; at most "
                    + Dollars.text(limit)
                    + " ("
                    + Fractions.text(fraction)
                    + " of equity) are allowed"));
  }
}
