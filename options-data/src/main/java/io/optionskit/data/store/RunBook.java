/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.store;

import io.optionskit.account.Ledger;
import io.optionskit.account.Portfolio;
import io.optionskit.contract.Asset;
import io.optionskit.event.BrokerEvent;
import io.optionskit.market.AssetTable;
import io.optionskit.order.Fill;
import io.optionskit.order.Leg;
import io.optionskit.order.Order;
import io.optionskit.order.OrderState;
import io.optionskit.portfolio.Trade;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What follows from the records of a run so far: orders, trades, what each trade holds, and results
 * by day.
 */
final class RunBook {

  /** An order and where it is. */
  static final class OrderLine {
    final Order order;
    final String strategy;
    final Optional<String> closes;
    final String reason;
    OrderState state;
    int filled;

    OrderLine(
        Order order, String strategy, Optional<String> closes, String reason, OrderState state) {
      this.order = order;
      this.strategy = strategy;
      this.closes = closes;
      this.reason = reason;
      this.state = state;
    }

    /** Goes to another state if that is a legal step; what is late or repeated changes nothing. */
    boolean become(OrderState next) {
      if (!state.canBecome(next)) {
        return false;
      }
      state = next;
      return true;
    }
  }

  /**
   * What a trade holds of an asset.
   *
   * @param quantity signed units; 0 if it is closed
   * @param entryPrice average price per share at which the units were opened
   * @param wasLong whether the units are or were long
   */
  record Holding(int quantity, BigDecimal entryPrice, boolean wasLong) {}

  /**
   * What an event changed in a trade.
   *
   * @param trade the trade now
   * @param holdings what changed of what it holds
   */
  record Change(Trade trade, Map<Asset, Holding> holdings) {}

  private final Portfolio portfolio;
  private final BigDecimal startCash;
  private final Map<String, OrderLine> orders = new LinkedHashMap<>();
  private final Map<String, Trade> known = new LinkedHashMap<>();
  private final Map<String, Map<Asset, Holding>> holdings = new LinkedHashMap<>();
  private final Set<String> seen = new HashSet<>();
  private int closedSeen;
  private int wins;
  private BigDecimal realizedBefore = BigDecimal.ZERO;
  private BigDecimal feesBefore = BigDecimal.ZERO;
  private double highest;

  RunBook(BigDecimal startCash) {
    this.startCash = startCash;
    portfolio = new Portfolio(new AssetTable(), startCash);
    highest = startCash.doubleValue();
  }

  BigDecimal startCash() {
    return startCash;
  }

  void add(OrderLine line) {
    orders.put(line.order.orderId(), line);
  }

  Optional<OrderLine> findOrder(String orderId) {
    return Optional.ofNullable(orders.get(orderId));
  }

  /** Returns whether something with this name was not seen before. */
  boolean isNew(String event) {
    return seen.add(event);
  }

  List<Change> fill(OrderLine line, BrokerEvent.OrderFilled filled) {
    line.filled += filled.quantity();
    line.become(line.filled >= line.order.quantity() ? OrderState.FILLED : OrderState.PARTIAL);
    portfolio.book(filled, line.order, line.strategy, line.closes, line.reason);
    Map<Asset, BigDecimal> prices = new LinkedHashMap<>();
    for (Fill fill : filled.fills()) {
      prices.put(fill.asset(), fill.price());
    }
    return changes(prices);
  }

  List<Change> settle(BrokerEvent.OptionSettled settled) {
    portfolio.book(settled);
    return changes(
        settled
            .delivery()
            .map(delivery -> Map.of(delivery.asset(), delivery.price()))
            .orElse(Map.of()));
  }

  void post(BrokerEvent.CashPosted posted) {
    portfolio.book(posted);
  }

  int closedTrades() {
    return closedSeen;
  }

  int wins() {
    return wins;
  }

  BigDecimal cash() {
    return portfolio.cash();
  }

  /** Returns what positions closed since the last call have earned before commissions. */
  BigDecimal takeRealized() {
    BigDecimal now = portfolio.balance(Ledger.Account.REALIZED_PNL).negate();
    BigDecimal taken = now.subtract(realizedBefore);
    realizedBefore = now;
    return taken;
  }

  /** Returns the commissions since the last call. */
  BigDecimal takeFees() {
    BigDecimal taken = portfolio.fees().subtract(feesBefore);
    feesBefore = portfolio.fees();
    return taken;
  }

  /** Returns what the open positions earn at their marks, given the account's equity. */
  double unrealized(double equity) {
    return equity - portfolio.cash().add(portfolio.balance(Ledger.Account.POSITIONS)).doubleValue();
  }

  /** Returns the highest equity so far, this one included. */
  double highest(double equity) {
    highest = Math.max(highest, equity);
    return highest;
  }

  private List<Change> changes(Map<Asset, BigDecimal> prices) {
    List<Change> changes = new ArrayList<>();
    List<Trade> closed = portfolio.closedTrades();
    for (Trade trade : closed.subList(closedSeen, closed.size())) {
      wins += trade.realizedPnl().signum() > 0 ? 1 : 0;
      changes.add(new Change(trade, changedHoldings(trade.tradeId(), prices)));
      known.remove(trade.tradeId());
      holdings.remove(trade.tradeId());
    }
    closedSeen = closed.size();
    for (Trade trade : portfolio.openTrades()) {
      Map<Asset, Holding> changed = changedHoldings(trade.tradeId(), prices);
      if (!trade.equals(known.put(trade.tradeId(), trade)) || !changed.isEmpty()) {
        changes.add(new Change(trade, changed));
      }
    }
    return changes;
  }

  private Map<Asset, Holding> changedHoldings(String tradeId, Map<Asset, BigDecimal> prices) {
    Map<Asset, Holding> before = holdings.computeIfAbsent(tradeId, id -> new LinkedHashMap<>());
    Map<Asset, Integer> held = new LinkedHashMap<>();
    for (Leg closing : portfolio.closingLegs(tradeId)) {
      held.put(closing.asset(), -closing.ratio());
    }
    Map<Asset, Holding> changed = new LinkedHashMap<>();
    before.forEach(
        (asset, holding) -> {
          if (!held.containsKey(asset) && holding.quantity() != 0) {
            changed.put(asset, new Holding(0, holding.entryPrice(), holding.wasLong()));
          }
        });
    held.forEach(
        (asset, quantity) -> {
          Holding old = before.get(asset);
          if (old == null || old.quantity() != quantity) {
            changed.put(asset, holding(Optional.ofNullable(old), quantity, prices.get(asset)));
          }
        });
    before.putAll(changed);
    return changed;
  }

  private static Holding holding(
      Optional<Holding> old, int quantity, @org.jspecify.annotations.Nullable BigDecimal price) {
    int oldQuantity = old.map(Holding::quantity).orElse(0);
    BigDecimal oldPrice = old.map(Holding::entryPrice).orElse(BigDecimal.ZERO);
    int more = Math.abs(quantity) - Math.abs(oldQuantity);
    BigDecimal entry = oldPrice;
    if (price != null
        && (oldQuantity == 0 || Integer.signum(oldQuantity) != Integer.signum(quantity))) {
      entry = price;
    } else if (price != null && more > 0) {
      entry =
          oldPrice
              .multiply(BigDecimal.valueOf(Math.abs(oldQuantity)))
              .add(price.multiply(BigDecimal.valueOf(more)))
              .divide(BigDecimal.valueOf(Math.abs(quantity)), MathContext.DECIMAL64);
    }
    return new Holding(quantity, entry, quantity > 0);
  }
}
