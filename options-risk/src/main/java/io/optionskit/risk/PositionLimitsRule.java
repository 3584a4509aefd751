/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.risk;

import io.optionskit.decision.ProposedOrder;
import io.optionskit.decision.Rejection;
import io.optionskit.decision.View;
import io.optionskit.order.Leg;
import io.optionskit.order.WorkingOrder;
import io.optionskit.portfolio.Trade;
import io.optionskit.spi.RiskRule;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Limits open positions, positions per underlying and trades per day over the whole account
 * (RK-07).
 *
 * <p>A position is one trade, whatever its number of legs; an opening order that may still be
 * filled counts as one too. Orders that only reduce what is open pass.
 *
 * @param maxPositions most open positions, &gt; 0; 5 in the shipped profiles
 * @param maxPerSymbol most open positions in one underlying, &gt; 0; 3 in the shipped profiles
 * @param maxTradesPerDay most trades opened on one trading date, &gt; 0; 20 in the shipped profiles
 */
public record PositionLimitsRule(int maxPositions, int maxPerSymbol, int maxTradesPerDay)
    implements RiskRule {

  /**
   * Checks the limits.
   *
   * @throws IllegalArgumentException unless all are positive
   */
  public PositionLimitsRule {
    if (maxPositions <= 0 || maxPerSymbol <= 0 || maxTradesPerDay <= 0) {
      throw new IllegalArgumentException(
          "position limits must be above 0: "
              + maxPositions
              + ", "
              + maxPerSymbol
              + " per symbol, "
              + maxTradesPerDay
              + " per day");
    }
  }

  @Override
  public Optional<Rejection> check(ProposedOrder proposed, View view) {
    if (proposed.isClosing()) {
      return Optional.empty();
    }
    List<List<Leg>> positions = new ArrayList<>();
    Set<String> opened = new HashSet<>();
    for (Trade trade : view.account().openTrades()) {
      positions.add(trade.legs());
      opened.add(trade.tradeId());
    }
    int unopened = 0;
    for (WorkingOrder entry : MaxLoss.entries(view)) {
      if (!opened.contains(entry.order().orderId())) {
        positions.add(entry.order().legs());
        unopened++;
      }
    }
    if (positions.size() >= maxPositions) {
      return exceeded(
          positions.size()
              + " positions are open or being opened; at most "
              + maxPositions
              + " are allowed");
    }
    for (Leg leg : proposed.order().legs()) {
      String symbol = leg.asset().underlying();
      long same = positions.stream().filter(legs -> hasUnderlying(legs, symbol)).count();
      if (same >= maxPerSymbol) {
        return exceeded(
            same
                + " positions in "
                + symbol
                + " are open or being opened; at most "
                + maxPerSymbol
                + " are allowed");
      }
    }
    int today = view.account().tradesOpenedToday() + unopened;
    return today >= maxTradesPerDay
        ? exceeded(
            today
                + " trades were opened today or are being opened; at most "
                + maxTradesPerDay
                + " are allowed")
        : Optional.empty();
  }

  private static boolean hasUnderlying(List<Leg> legs, String symbol) {
    return legs.stream().anyMatch(leg -> leg.asset().underlying().equals(symbol));
  }

  private static Optional<Rejection> exceeded(String message) {
    return Optional.of(new Rejection(Rejection.Code.POSITION_LIMIT_EXCEEDED, message));
  }
}
