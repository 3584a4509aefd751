/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.decision;

import io.optionskit.order.Order;
import java.util.OptionalDouble;

/**
 * An order before the risk gate, with what the rules need to know about it.
 *
 * @param order the instruction under its full id
 * @param strategy name of the strategy that gave it
 * @param isClosing true if it only reduces what is open: such orders pass entry limits, but not
 *     identity and price checks
 * @param netPrice net price per unit and share expected now (buy at ask, sell at bid): positive =
 *     pay; empty if a side is missing
 * @param maxLoss largest loss at expiry of one unit at that price, dollars ≥ 0; empty if unbounded
 *     or the price is unknown
 * @param confidence 0 to 1 as the strategy gave it
 */
public record ProposedOrder(
    Order order,
    String strategy,
    boolean isClosing,
    OptionalDouble netPrice,
    OptionalDouble maxLoss,
    OptionalDouble confidence) {

  /**
   * Returns this proposal with another number of units.
   *
   * @param quantity units, &gt; 0
   * @return copy with that quantity
   */
  public ProposedOrder withQuantity(int quantity) {
    Order sized =
        new Order(order.orderId(), order.legs(), quantity, order.price(), order.timeInForce());
    return new ProposedOrder(sized, strategy, isClosing, netPrice, maxLoss, confidence);
  }
}
