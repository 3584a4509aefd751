/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.order;

import java.time.Instant;

/**
 * An order and where it is in its life.
 *
 * @param order the instruction, under its full id
 * @param strategy name of the strategy that gave it
 * @param state where it is
 * @param filledQuantity units filled so far, 0 to the order's quantity
 * @param submittedAt when it was given
 */
public record WorkingOrder(
    Order order, String strategy, OrderState state, int filledQuantity, Instant submittedAt) {

  /**
   * Returns the units that are still to be filled.
   *
   * @return quantity less what was filled, ≥ 0
   */
  public int openQuantity() {
    return order.quantity() - filledQuantity;
  }
}
