/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.risk;

import io.optionskit.contract.OptionContract;
import io.optionskit.decision.View;
import io.optionskit.market.Quote;
import io.optionskit.order.Leg;
import io.optionskit.order.Order;
import io.optionskit.order.OrderPrice;
import io.optionskit.order.Payoff;
import io.optionskit.order.WorkingOrder;
import io.optionskit.portfolio.Position;
import io.optionskit.portfolio.Trade;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Largest losses at expiry of what is open and of what may still be filled (SPEC 0.2, "max risk"),
 * dollars ≥ 0.
 */
final class MaxLoss {

  private MaxLoss() {}

  /** Returns what an open trade loses at worst against what was paid for it; empty if unbounded. */
  static OptionalDouble of(Trade trade) {
    return atCost(trade.legs(), trade.quantity(), -trade.openCash().doubleValue());
  }

  /**
   * Returns what the open part of an order loses at worst; empty if unbounded or its price is
   * unknown.
   */
  static OptionalDouble of(WorkingOrder working, View view) {
    Order order = working.order();
    OptionalDouble net = netPrice(order, view);
    int quantity = working.openQuantity();
    return net.isEmpty()
        ? net
        : atCost(order.legs(), quantity, net.getAsDouble() * order.unitMultiplier() * quantity);
  }

  /**
   * Returns the sum of the largest losses of all open trades and of all orders that may open more;
   * empty if one of them is unbounded or unknown. An order that was filled in part counts with both
   * parts.
   */
  static OptionalDouble ofAccount(View view) {
    double sum = 0;
    for (Trade trade : view.account().openTrades()) {
      sum += of(trade).orElse(Double.NaN);
    }
    for (WorkingOrder entry : entries(view)) {
      sum += of(entry, view).orElse(Double.NaN);
    }
    return Double.isNaN(sum) ? OptionalDouble.empty() : OptionalDouble.of(sum);
  }

  /** Returns the working orders of the account that may open something. */
  static List<WorkingOrder> entries(View view) {
    List<Position> positions = view.positions();
    return view.account().workingOrders().stream()
        .filter(order -> !onlyReduces(order, positions))
        .toList();
  }

  private static boolean onlyReduces(WorkingOrder working, List<Position> positions) {
    for (Leg leg : working.order().legs()) {
      long traded = (long) leg.ratio() * working.openQuantity();
      boolean reduces =
          positions.stream()
              .anyMatch(
                  held ->
                      held.asset().equals(leg.asset())
                          && Long.signum(held.quantity()) == -Long.signum(traded)
                          && Math.abs((long) held.quantity()) >= Math.abs(traded));
      if (!reduces) {
        return false;
      }
    }
    return true;
  }

  private static OptionalDouble atCost(List<Leg> legs, int quantity, double cost) {
    Optional<Payoff> payoff = Payoff.of(legs);
    if (payoff.isEmpty() || payoff.get().lowest().isEmpty()) {
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(Math.max(0, cost - payoff.get().lowest().getAsDouble() * quantity));
  }

  private static OptionalDouble netPrice(Order order, View view) {
    if (order.price() instanceof OrderPrice.Limit limit) {
      return OptionalDouble.of(limit.net().doubleValue());
    }
    double cost = 0;
    for (Leg leg : order.legs()) {
      Optional<Quote> quote = view.findQuote(leg.asset());
      OptionalDouble side =
          quote.isEmpty()
              ? OptionalDouble.empty()
              : leg.ratio() > 0 ? quote.get().ask() : quote.get().bid();
      OptionalDouble price =
          side.isEmpty() && !(leg.asset() instanceof OptionContract)
              ? view.mark(leg.asset())
              : side;
      cost += price.orElse(Double.NaN) * leg.ratio() * leg.asset().multiplier();
    }
    double net = cost / order.unitMultiplier();
    return Double.isNaN(net) ? OptionalDouble.empty() : OptionalDouble.of(net);
  }
}
