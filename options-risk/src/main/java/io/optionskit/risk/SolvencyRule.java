/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.risk;

import io.optionskit.decision.ProposedOrder;
import io.optionskit.decision.Rejection;
import io.optionskit.decision.View;
import io.optionskit.order.Leg;
import io.optionskit.order.Order;
import io.optionskit.spi.RiskRule;
import java.util.Optional;

/**
 * Refuses orders after whose fill the account would be worth less than nothing: the only rule of a
 * run without a profile.
 *
 * <p>What counts is equity, not cash: an order may be bought on margin and options may be sold
 * naked, as long as cash and all positions at their marks stay at or above 0 once the order is
 * filled at its natural price (buy at ask, sell at bid). Commission is not counted. While the
 * natural price or a mark of a leg is unknown, the order is taken to be filled at the marks. Orders
 * that only reduce what is open pass.
 */
public record SolvencyRule() implements RiskRule {

  @Override
  public Optional<Rejection> check(ProposedOrder proposed, View view) {
    double after = Dollars.cleaned(view.equity() - costAboveMarks(proposed, view));
    return proposed.isClosing() || after >= 0
        ? Optional.empty()
        : Optional.of(
            new Rejection(
                Rejection.Code.INSUFFICIENT_FUNDS,
                "equity would be "
                    + Dollars.text(after)
                    + " after the order; it must not be negative"));
  }

  /** Returns what filling the order takes from equity at once, dollars; 0 if that is unknown. */
  private static double costAboveMarks(ProposedOrder proposed, View view) {
    Order order = proposed.order();
    double cost = proposed.netPrice().orElse(Double.NaN) * order.unitMultiplier();
    for (Leg leg : order.legs()) {
      cost -= view.mark(leg.asset()).orElse(Double.NaN) * leg.ratio() * leg.asset().multiplier();
    }
    return Double.isNaN(cost) ? 0 : cost * order.quantity();
  }
}
