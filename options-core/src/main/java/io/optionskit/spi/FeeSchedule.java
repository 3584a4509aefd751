/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.spi;

import io.optionskit.order.Order;
import java.math.BigDecimal;
import java.util.List;

/** What a broker charges. Stateless; called on the engine's thread. */
public interface FeeSchedule {

  /**
   * Returns the commission of filling a number of units of an order at once.
   *
   * @param order the order; a combination is one order
   * @param quantity units filled, &gt; 0
   * @param legPrices price per share of each leg, in the order of the legs
   * @param contractsThisMonth option contracts traded before in the same calendar month, for tiers
   * @return commission of each leg in dollars, in the order of the legs; positive = paid
   */
  List<BigDecimal> commissions(
      Order order, int quantity, List<BigDecimal> legPrices, long contractsThisMonth);

  /**
   * Returns a schedule that charges nothing.
   *
   * @return free of charge
   */
  static FeeSchedule none() {
    return (order, quantity, legPrices, contractsThisMonth) ->
        java.util.Collections.nCopies(order.legs().size(), BigDecimal.ZERO);
  }
}
