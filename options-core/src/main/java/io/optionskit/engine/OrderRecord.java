/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.engine;

import io.optionskit.decision.Rejection;
import io.optionskit.order.Order;
import io.optionskit.order.OrderState;
import io.optionskit.order.WorkingOrder;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What became of an order.
 *
 * @param order the order, sized, under its full id
 * @param strategy name of the strategy that gave it
 * @param closes full id of the trade it closes, empty for any other order
 * @param reason why it was given
 * @param submittedAt when it was given
 * @param state where it is
 * @param filledQuantity units filled so far
 * @param rejections why the gate or the broker refused it, empty if they did not
 * @param endReason what the broker said when it ended unfilled, empty text otherwise
 */
public record OrderRecord(
    Order order,
    String strategy,
    Optional<String> closes,
    String reason,
    Instant submittedAt,
    OrderState state,
    int filledQuantity,
    List<Rejection> rejections,
    String endReason) {

  /** Copies the list. */
  public OrderRecord {
    rejections = List.copyOf(rejections);
  }

  OrderRecord filled(int units) {
    int filled = filledQuantity + units;
    return to(
        filled >= order.quantity() ? OrderState.FILLED : OrderState.PARTIAL, filled, endReason);
  }

  OrderRecord ended(OrderState end, String why) {
    return to(end, filledQuantity, why);
  }

  OrderRecord submitted() {
    return to(OrderState.SUBMITTED, filledQuantity, endReason);
  }

  OrderRecord repriced(io.optionskit.order.OrderPrice price) {
    return new OrderRecord(
        order.withPrice(price),
        strategy,
        closes,
        reason,
        submittedAt,
        state,
        filledQuantity,
        rejections,
        endReason);
  }

  WorkingOrder working() {
    return new WorkingOrder(order, strategy, state, filledQuantity, submittedAt);
  }

  private OrderRecord to(OrderState next, int filled, String why) {
    if (!state.canBecome(next)) {
      throw new IllegalStateException(
          "order " + order.orderId() + " cannot go from " + state + " to " + next);
    }
    return new OrderRecord(
        order, strategy, closes, reason, submittedAt, next, filled, rejections, why);
  }
}
