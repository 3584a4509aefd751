/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.testkit;

import io.optionskit.order.Leg;
import io.optionskit.order.Order;
import io.optionskit.order.OrderPrice;
import io.optionskit.order.TimeInForce;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.assertj.core.api.AbstractAssert;

/** Assertions about an order. */
public final class OrderAssert extends AbstractAssert<OrderAssert, Order> {

  OrderAssert(Order order) {
    super(order, OrderAssert.class);
  }

  /**
   * Verifies the legs.
   *
   * @param legs all legs, in any order
   * @return this
   */
  public OrderAssert hasLegs(Leg... legs) {
    isNotNull();
    if (!sorted(actual.legs()).equals(sorted(Arrays.asList(legs)))) {
      throw failure(
          "Expected the legs%n  %s%nbut found%n  %s",
          sorted(Arrays.asList(legs)), sorted(actual.legs()));
    }
    return this;
  }

  /**
   * Verifies that the order has a limit.
   *
   * @param net net price per unit: positive = pay, negative = receive, such as {@code "-1.20"}; 1.2
   *     and 1.20 are equal
   * @return this
   */
  public OrderAssert hasLimit(String net) {
    isNotNull();
    if (!(actual.price() instanceof OrderPrice.Limit limit)
        || limit.net().compareTo(new BigDecimal(net)) != 0) {
      throw failure("Expected a limit of %s but found %s", net, actual.price());
    }
    return this;
  }

  /**
   * Verifies that the order has no limit.
   *
   * @return this
   */
  public OrderAssert isMarketOrder() {
    isNotNull();
    if (!(actual.price() instanceof OrderPrice.Market)) {
      throw failure("Expected a market order but found %s", actual.price());
    }
    return this;
  }

  /**
   * Verifies the number of units.
   *
   * @param quantity units
   * @return this
   */
  public OrderAssert hasQuantity(int quantity) {
    isNotNull();
    if (actual.quantity() != quantity) {
      throw failure("Expected %s units but found %s", quantity, actual.quantity());
    }
    return this;
  }

  /**
   * Verifies the id.
   *
   * @param orderId id as the strategy gave it
   * @return this
   */
  public OrderAssert hasOrderId(String orderId) {
    isNotNull();
    if (!actual.orderId().equals(orderId)) {
      throw failure("Expected the id %s but found %s", orderId, actual.orderId());
    }
    return this;
  }

  /**
   * Verifies how long the order works.
   *
   * @param timeInForce how long
   * @return this
   */
  public OrderAssert works(TimeInForce timeInForce) {
    isNotNull();
    if (actual.timeInForce() != timeInForce) {
      throw failure("Expected time in force %s but found %s", timeInForce, actual.timeInForce());
    }
    return this;
  }

  private static List<Leg> sorted(List<Leg> legs) {
    return legs.stream().sorted(Comparator.comparing(Leg::asset)).toList();
  }
}
