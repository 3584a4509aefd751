/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.decision;

import io.optionskit.contract.Asset;
import io.optionskit.order.Order;
import io.optionskit.order.OrderPrice;
import java.util.Optional;
import java.util.OptionalDouble;

/** What a strategy wants to be done. The engine does it, after the risk gate. */
public sealed interface Decision {

  /**
   * Why, in a few words for journal and report.
   *
   * @return reason, such as {@code "profit target"}
   */
  String reason();

  /**
   * Gives an order that opens a trade. Giving an order with the same id again does nothing.
   *
   * @param order the instruction; if the engine sizes orders, its quantity is replaced
   * @param confidence 0 to 1, empty if the strategy has none
   * @param reason why
   */
  record Submit(Order order, OptionalDouble confidence, String reason) implements Decision {}

  /**
   * Changes the price of an order that can still be filled.
   *
   * @param orderId full id of the order
   * @param price the new price
   * @param reason why
   */
  record Replace(String orderId, OrderPrice price, String reason) implements Decision {}

  /**
   * Cancels what is still open of an order.
   *
   * @param orderId full id of the order
   * @param reason why
   */
  record Cancel(String orderId, String reason) implements Decision {}

  /**
   * Closes what is open of a trade with one order of the opposite legs.
   *
   * @param tradeId full id of the trade
   * @param price market, or a net limit of the closing order
   * @param reason why
   */
  record Close(String tradeId, OrderPrice price, String reason) implements Decision {}

  /**
   * Closes what the strategy holds of an asset, or everything it holds, with one market order per
   * asset, good till cancelled. Fills of decisions carried out before count.
   *
   * @param asset contract or underlying, empty for all
   * @param reason why
   */
  record Flatten(Optional<Asset> asset, String reason) implements Decision {}

  /**
   * Returns a decision to open.
   *
   * @param order the instruction
   * @param reason why
   * @return decision without a confidence
   */
  static Decision submit(Order order, String reason) {
    return new Submit(order, OptionalDouble.empty(), reason);
  }

  /**
   * Returns a decision to close a trade at the market.
   *
   * @param tradeId full id of the trade
   * @param reason why
   * @return the decision
   */
  static Decision close(String tradeId, String reason) {
    return new Close(tradeId, OrderPrice.market(), reason);
  }
}
