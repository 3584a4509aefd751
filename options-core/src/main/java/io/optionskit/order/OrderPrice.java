/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.order;

import java.math.BigDecimal;

/**
 * At which net price an order may be filled. Positive pays (debit), negative receives (credit), per
 * share.
 */
public sealed interface OrderPrice {

  /** At whatever the market gives. */
  record Market() implements OrderPrice {}

  /**
   * At this net price or a better (lower) one.
   *
   * @param net net price per unit and share: positive = pay, negative = receive
   */
  record Limit(BigDecimal net) implements OrderPrice {}

  /**
   * Returns the price of a market order.
   *
   * @return market price
   */
  static OrderPrice market() {
    return new Market();
  }

  /**
   * Returns the price of a limit order.
   *
   * @param net highest net price per unit and share: positive = pay, negative = receive at least
   * @return limit price
   */
  static OrderPrice limit(BigDecimal net) {
    return new Limit(net);
  }
}
