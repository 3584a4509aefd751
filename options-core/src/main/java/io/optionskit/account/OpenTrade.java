/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.account;

import io.optionskit.market.MarketState;
import io.optionskit.order.Order;
import io.optionskit.portfolio.Trade;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A trade while it is being built, held and closed. */
final class OpenTrade {

  final String strategy;
  final Order order;
  final List<Lot> lots = new ArrayList<>();
  int quantity;
  private final Instant openedAt;
  private BigDecimal openCash = BigDecimal.ZERO;
  private BigDecimal closeCash = BigDecimal.ZERO;
  private BigDecimal fees = BigDecimal.ZERO;
  private double settledPnl;
  private double pnl;
  private double bestPnl;
  private double worstPnl;

  OpenTrade(String strategy, Order order, Instant openedAt) {
    this.strategy = strategy;
    this.order = order;
    this.openedAt = openedAt;
  }

  void opened(BigDecimal cash) {
    openCash = openCash.add(cash);
    settle();
  }

  void closed(BigDecimal cash) {
    closeCash = closeCash.add(cash);
    settle();
  }

  void paid(BigDecimal commission) {
    fees = fees.add(commission);
    settle();
  }

  boolean isFlat() {
    return lots.isEmpty();
  }

  /** Result at the marks of the last {@link #mark}, dollars, after the commissions paid so far. */
  double pnl() {
    return pnl;
  }

  void mark(MarketState market) {
    double value = settledPnl;
    for (int i = 0; i < lots.size(); i++) {
      Lot lot = lots.get(i);
      double mark = market.mark(lot.assetId);
      value +=
          (Double.isNaN(mark) ? lot.price.doubleValue() : mark)
              * lot.quantity
              * lot.asset.multiplier();
    }
    pnl = value;
    bestPnl = Math.max(bestPnl, value);
    worstPnl = Math.min(worstPnl, value);
  }

  Trade snapshot(Optional<Instant> closedAt, Optional<String> exitReason) {
    return new Trade(
        order.orderId(),
        strategy,
        order.legs(),
        quantity,
        openedAt,
        openCash,
        closeCash,
        fees,
        closedAt,
        exitReason,
        bestPnl,
        worstPnl);
  }

  private void settle() {
    settledPnl = openCash.add(closeCash).subtract(fees).doubleValue();
  }
}
