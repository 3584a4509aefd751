/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.order;

import java.time.Instant;

/** What the engine asks a broker to do. */
public sealed interface OrderRequest {

  /**
   * Returns our id of the order concerned.
   *
   * @return full order id
   */
  String orderId();

  /**
   * Returns when it was decided.
   *
   * @return time of the event that led to the request
   */
  Instant at();

  /**
   * Works a new order.
   *
   * @param order the order
   * @param at when it was decided
   */
  record Place(Order order, Instant at) implements OrderRequest {
    @Override
    public String orderId() {
      return order.orderId();
    }
  }

  /**
   * Changes the price of a working order.
   *
   * @param orderId our id
   * @param price the new price
   * @param at when it was decided
   */
  record Replace(String orderId, OrderPrice price, Instant at) implements OrderRequest {}

  /**
   * Cancels what is open of an order.
   *
   * @param orderId our id
   * @param at when it was decided
   */
  record Cancel(String orderId, Instant at) implements OrderRequest {}
}
