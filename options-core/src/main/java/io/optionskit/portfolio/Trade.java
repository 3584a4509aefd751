/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.portfolio;

import io.optionskit.order.Leg;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One entry and everything that closed it again, by order, expiry, exercise or assignment.
 *
 * @param tradeId full id of the order that opened it
 * @param strategy name of the strategy that gave the order
 * @param legs what one unit opened
 * @param quantity units opened, &gt; 0
 * @param openedAt when its first fill happened
 * @param openCash cash flow of the opening fills, dollars: negative = paid
 * @param closeCash cash flow of everything that closed it so far, dollars: positive = received
 * @param fees commissions of opening and closing, dollars, positive = paid
 * @param closedAt when nothing of it was left, empty while it is open
 * @param exitReason why it was closed, empty while it is open
 * @param bestPnl highest profit at marks while it was open, dollars ≥ 0 (maximum favourable
 *     excursion)
 * @param worstPnl lowest profit at marks while it was open, dollars ≤ 0 (maximum adverse excursion)
 */
public record Trade(
    String tradeId,
    String strategy,
    List<Leg> legs,
    int quantity,
    Instant openedAt,
    BigDecimal openCash,
    BigDecimal closeCash,
    BigDecimal fees,
    Optional<Instant> closedAt,
    Optional<String> exitReason,
    double bestPnl,
    double worstPnl) {

  /** Copies the list of legs. */
  public Trade {
    legs = List.copyOf(legs);
  }

  /**
   * Returns whether something of the trade is left.
   *
   * @return true until it is closed
   */
  public boolean isOpen() {
    return closedAt.isEmpty();
  }

  /**
   * Returns the money earned by what was closed.
   *
   * @return openCash + closeCash − fees, dollars; the whole result once the trade is closed
   */
  public BigDecimal realizedPnl() {
    return openCash.add(closeCash).subtract(fees);
  }
}
