/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.risk;

import io.optionskit.decision.ProposedOrder;
import io.optionskit.decision.Rejection;
import io.optionskit.decision.View;
import io.optionskit.order.Payoff;
import io.optionskit.order.WorkingOrder;
import io.optionskit.portfolio.Trade;
import io.optionskit.spi.RiskRule;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Checks that cash covers the worst outcome at expiry of everything open and of the order (RK-16,
 * control 12).
 *
 * <p>A debit structure needs its debit; a credit structure needs its width less the credit, a
 * condor its wider wing. Held back are the same needs of open trades and of working opening orders.
 * Something whose loss is unbounded needs a margin figure from the broker, which this rule does not
 * have: it refuses. Orders that only reduce what is open pass.
 */
public record BuyingPowerRule() implements RiskRule {

  @Override
  public Optional<Rejection> check(ProposedOrder proposed, View view) {
    if (proposed.isClosing()) {
      return Optional.empty();
    }
    double held = 0;
    for (Trade trade : view.account().openTrades()) {
      held += obligation(trade);
    }
    for (WorkingOrder entry : MaxLoss.entries(view)) {
      held += MaxLoss.of(entry, view).orElse(Double.NaN);
    }
    OptionalDouble unitLoss = proposed.maxLoss();
    if (Double.isNaN(held) || unitLoss.isEmpty()) {
      return insufficient(
          "the need of buying power is unknown: something can lose without bound or has no price");
    }
    double needed = Dollars.cleaned(unitLoss.getAsDouble() * proposed.order().quantity());
    double free = Dollars.cleaned(view.cash().doubleValue() - held);
    return needed <= free
        ? Optional.empty()
        : insufficient(
            "the order needs " + Dollars.text(needed) + "; free are " + Dollars.text(free));
  }

  /**
   * Returns what an open trade may still have to pay at expiry, dollars ≥ 0; NaN if that is
   * unbounded or unknown.
   */
  private static double obligation(Trade trade) {
    OptionalDouble lowest =
        Payoff.of(trade.legs()).map(Payoff::lowest).orElse(OptionalDouble.empty());
    return Math.max(0, -lowest.orElse(Double.NaN) * trade.quantity());
  }

  private static Optional<Rejection> insufficient(String message) {
    return Optional.of(new Rejection(Rejection.Code.INSUFFICIENT_FUNDS, message));
  }
}
