/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.decision;

import io.optionskit.order.WorkingOrder;
import io.optionskit.portfolio.Trade;
import java.util.List;

/**
 * The account as a whole, over all strategies: what limits on it are measured against.
 *
 * @param openTrades open trades of all strategies in the order in which they were opened
 * @param workingOrders orders of all strategies that can still be filled, in the order in which
 *     they were given; an order counts from the moment the risk gate let it pass
 * @param tradesOpenedToday trades of all strategies opened on the current trading date, open or
 *     closed since, ≥ 0
 * @param requestsLastMinute orders, replaces and cancels sent to the broker in the 60 seconds up to
 *     now, ≥ 0
 * @param peakEquity highest equity of any instant so far, dollars, at least the equity of now and
 *     the starting cash
 * @param dayStartEquity equity at the marks of the last instant before the current trading date,
 *     the starting cash on the first one, dollars
 */
public record AccountState(
    List<Trade> openTrades,
    List<WorkingOrder> workingOrders,
    int tradesOpenedToday,
    int requestsLastMinute,
    double peakEquity,
    double dayStartEquity) {

  /** Copies the lists. */
  public AccountState {
    openTrades = List.copyOf(openTrades);
    workingOrders = List.copyOf(workingOrders);
  }

  /**
   * Returns the state of an account in which nothing has happened.
   *
   * @param equity starting cash, dollars
   * @return state without trades and orders
   */
  public static AccountState untouched(double equity) {
    return new AccountState(List.of(), List.of(), 0, 0, equity, equity);
  }
}
