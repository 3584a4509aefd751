/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.account;

import io.optionskit.contract.Asset;
import io.optionskit.contract.OptionContract;
import io.optionskit.event.BrokerEvent;
import io.optionskit.market.AssetTable;
import io.optionskit.market.MarketState;
import io.optionskit.order.Fill;
import io.optionskit.order.Leg;
import io.optionskit.order.Order;
import io.optionskit.portfolio.Position;
import io.optionskit.portfolio.Trade;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * The account as the sum of its fills: cash, positions as lots, and trades from entry to exit.
 *
 * <p>A fill first closes what its own strategy holds the other way round in the same asset, oldest
 * first (a closing order only what its trade holds), and opens a lot of a new trade with the rest.
 * Cash and results are exact; marks are estimates. Used by one thread, the engine's.
 */
public final class Portfolio {

  private final AssetTable assets;
  private final Ledger ledger;
  private final TreeMap<Asset, List<Lot>> lots = new TreeMap<>();
  private final Map<String, OpenTrade> openTrades = new LinkedHashMap<>();
  private final List<Trade> closedTrades = new ArrayList<>();
  private int[] heldIds = new int[0];
  private long[] heldUnits = new long[0];
  private double cash;
  private int fillCount;

  /**
   * Opens an account.
   *
   * @param assets numbers of the assets
   * @param capital cash at the start, dollars
   */
  public Portfolio(AssetTable assets, BigDecimal capital) {
    this.assets = assets;
    ledger = new Ledger(capital);
    cash = capital.doubleValue();
  }

  /**
   * Books the fills of an order.
   *
   * @param filled what the broker reported
   * @param order the order
   * @param strategy name of the strategy that gave it
   * @param closes full id of the trade that the order closes, empty for any other order
   * @param reason why the order was given, kept as the reason for exit of the trades it closes
   */
  public void book(
      BrokerEvent.OrderFilled filled,
      Order order,
      String strategy,
      Optional<String> closes,
      String reason) {
    for (Fill fill : filled.fills()) {
      fillCount++;
      int rest = close(fill, strategy, closes, reason);
      if (rest != 0) {
        open(fill, rest, order, strategy);
      }
    }
    OpenTrade opened = openTrades.get(order.orderId());
    if (opened != null) {
      opened.quantity += filled.quantity();
    }
    rebuild();
  }

  /**
   * Books the end of an option position by expiry, exercise or assignment.
   *
   * @param settled what the broker reported
   */
  public void book(BrokerEvent.OptionSettled settled) {
    OptionContract contract = settled.contract();
    double intrinsic =
        contract
            .type()
            .intrinsic(settled.settlementPrice().doubleValue(), contract.strike().doubleValue());
    BigDecimal value =
        settled.kind() == BrokerEvent.OptionSettled.Kind.EXPIRED
                || settled.delivery().isPresent()
                || intrinsic == 0
            ? BigDecimal.ZERO
            : settled.settlementPrice().subtract(contract.strike()).abs();
    String reason = settled.kind().name().toLowerCase(java.util.Locale.ROOT);
    for (Lot lot : List.copyOf(lots.getOrDefault(contract, List.of()))) {
      BigDecimal flow =
          value.multiply(BigDecimal.valueOf((long) lot.quantity * contract.multiplier()));
      ledger.post(Ledger.Account.POSITIONS, Ledger.Account.REALIZED_PNL, lot.cost(lot.quantity));
      ledger.post(Ledger.Account.REALIZED_PNL, Ledger.Account.CASH, flow);
      lot.trade.closed(flow);
      int units = lot.quantity;
      OpenTrade trade = lot.trade;
      remove(lot);
      settled
          .delivery()
          .ifPresent(
              delivery ->
                  deliver(
                      delivery,
                      trade,
                      (int) ((long) delivery.quantity() * units / settled.quantity())));
      finishIfFlat(trade, settled.at(), reason);
    }
    rebuild();
  }

  /**
   * Books cash beside trades.
   *
   * @param posted what the broker reported
   */
  public void book(BrokerEvent.CashPosted posted) {
    ledger.post(Ledger.Account.OTHER_INCOME, Ledger.Account.CASH, posted.amount());
    rebuild();
  }

  /**
   * Values all open trades at the current marks, for their best and worst results.
   *
   * @param market state of the market
   */
  public void mark(MarketState market) {
    if (!openTrades.isEmpty()) {
      for (OpenTrade trade : openTrades.values()) {
        trade.mark(market);
      }
    }
  }

  /**
   * Returns cash and positions at their marks.
   *
   * @param market state of the market
   * @return dollars; a position without any mark counts at its average price
   */
  public double equity(MarketState market) {
    double equity = cash;
    for (int i = 0; i < heldIds.length; i++) {
      double mark = market.mark(heldIds[i]);
      equity += heldUnits[i] * (Double.isNaN(mark) ? averagePrice(heldIds[i]) : mark);
    }
    return equity;
  }

  /**
   * Returns cash.
   *
   * @return exact dollars
   */
  public BigDecimal cash() {
    return ledger.balance(Ledger.Account.CASH);
  }

  /**
   * Returns whether nothing is held.
   *
   * @return true without any net position
   */
  public boolean isFlat() {
    return heldIds.length == 0;
  }

  /**
   * Returns the commissions paid so far.
   *
   * @return exact dollars, ≥ 0 unless a broker pays
   */
  public BigDecimal fees() {
    return ledger.balance(Ledger.Account.COMMISSIONS);
  }

  /**
   * Returns the balance of an account of the ledger.
   *
   * @param account account
   * @return exact dollars
   */
  public BigDecimal balance(Ledger.Account account) {
    return ledger.balance(account);
  }

  /**
   * Returns how many leg fills were booked.
   *
   * @return count, without deliveries of exercise and assignment
   */
  public int fillCount() {
    return fillCount;
  }

  /**
   * Returns the positions.
   *
   * @return net positions in the order of assets
   */
  public List<Position> positions() {
    List<Position> positions = new ArrayList<>();
    lots.forEach(
        (asset, held) -> {
          int quantity = quantity(held);
          if (quantity != 0) {
            positions.add(new Position(asset, quantity, averagePrice(held)));
          }
        });
    return List.copyOf(positions);
  }

  /**
   * Returns the net quantity of an asset.
   *
   * @param asset contract or underlying
   * @return signed units, 0 if none is held
   */
  public int quantity(Asset asset) {
    return quantity(lots.getOrDefault(asset, List.of()));
  }

  /**
   * Returns what a strategy holds.
   *
   * @param strategy its name
   * @return net quantities other than 0 in the order of assets
   */
  public Map<Asset, Integer> held(String strategy) {
    Map<Asset, Integer> held = new LinkedHashMap<>();
    lots.forEach(
        (asset, all) -> {
          int quantity =
              quantity(all.stream().filter(lot -> lot.trade.strategy.equals(strategy)).toList());
          if (quantity != 0) {
            held.put(asset, quantity);
          }
        });
    return held;
  }

  /**
   * Returns the open trades of a strategy.
   *
   * @param strategy its name
   * @return trades in the order in which they were opened
   */
  public List<Trade> openTrades(String strategy) {
    List<Trade> trades = new ArrayList<>();
    for (OpenTrade trade : openTrades.values()) {
      if (trade.strategy.equals(strategy)) {
        trades.add(trade.snapshot(Optional.empty(), Optional.empty()));
      }
    }
    return List.copyOf(trades);
  }

  /**
   * Returns the open trades of all strategies.
   *
   * @return trades in the order in which they were opened
   */
  public List<Trade> openTrades() {
    return openTrades.values().stream()
        .map(trade -> trade.snapshot(Optional.empty(), Optional.empty()))
        .toList();
  }

  /**
   * Returns the trades of which nothing is left.
   *
   * @return trades in the order in which they were closed
   */
  public List<Trade> closedTrades() {
    return List.copyOf(closedTrades);
  }

  /**
   * Returns what an open trade earns at the marks of the last {@link #mark}.
   *
   * @param tradeId full id of the trade
   * @return dollars after the commissions paid so far; empty if it is not open
   */
  public OptionalDouble pnl(String tradeId) {
    OpenTrade trade = openTrades.get(tradeId);
    return trade == null ? OptionalDouble.empty() : OptionalDouble.of(trade.pnl());
  }

  /**
   * Returns what a trade still holds, as the legs that would close it.
   *
   * @param tradeId full id of the trade
   * @return legs with the opposite signs, whose ratios are whole quantities; empty if the trade is
   *     not open
   */
  public List<Leg> closingLegs(String tradeId) {
    OpenTrade trade = openTrades.get(tradeId);
    if (trade == null) {
      return List.of();
    }
    Map<Asset, Integer> held = new LinkedHashMap<>();
    trade.lots.forEach(lot -> held.merge(lot.asset, lot.quantity, Integer::sum));
    return held.entrySet().stream()
        .filter(entry -> entry.getValue() != 0)
        .map(entry -> new Leg(entry.getKey(), -entry.getValue()))
        .toList();
  }

  private int close(Fill fill, String strategy, Optional<String> closes, String reason) {
    int rest = fill.quantity();
    for (Lot lot : List.copyOf(lots.getOrDefault(fill.asset(), List.of()))) {
      boolean opposite = Integer.signum(lot.quantity) == -Integer.signum(rest);
      boolean ours =
          closes.isPresent()
              ? lot.trade.order.orderId().equals(closes.get())
              : lot.trade.strategy.equals(strategy);
      if (rest != 0 && opposite && ours) {
        int units = Math.min(Math.abs(rest), Math.abs(lot.quantity)) * Integer.signum(rest);
        BigDecimal flow = cashFlow(fill, units);
        int closed = fill.quantity() - rest;
        BigDecimal commission = share(fill, closed + units).subtract(share(fill, closed));
        ledger.post(Ledger.Account.POSITIONS, Ledger.Account.REALIZED_PNL, lot.cost(-units));
        ledger.post(Ledger.Account.REALIZED_PNL, Ledger.Account.CASH, flow);
        ledger.post(Ledger.Account.CASH, Ledger.Account.COMMISSIONS, commission);
        lot.trade.closed(flow);
        lot.trade.paid(commission);
        lot.quantity += units;
        rest -= units;
        if (lot.quantity == 0) {
          remove(lot);
          finishIfFlat(lot.trade, fill.at(), reason);
        }
      }
    }
    return rest;
  }

  private void open(Fill fill, int units, Order order, String strategy) {
    OpenTrade trade = openTrades.get(order.orderId());
    if (trade == null) {
      trade = new OpenTrade(strategy, order, fill.at());
      openTrades.put(order.orderId(), trade);
    }
    BigDecimal flow = cashFlow(fill, units);
    BigDecimal commission = fill.commission().subtract(share(fill, fill.quantity() - units));
    ledger.post(Ledger.Account.CASH, Ledger.Account.POSITIONS, flow.negate());
    ledger.post(Ledger.Account.CASH, Ledger.Account.COMMISSIONS, commission);
    trade.opened(flow);
    trade.paid(commission);
    add(new Lot(trade, fill.asset(), assets.idOf(fill.asset()), fill.price(), units));
  }

  private void deliver(Fill delivery, OpenTrade trade, int shares) {
    BigDecimal flow =
        delivery
            .price()
            .multiply(BigDecimal.valueOf(-(long) shares * delivery.asset().multiplier()));
    ledger.post(Ledger.Account.CASH, Ledger.Account.POSITIONS, flow.negate());
    int rest = shares;
    for (Lot lot : List.copyOf(lots.getOrDefault(delivery.asset(), List.of()))) {
      if (rest != 0
          && lot.trade.strategy.equals(trade.strategy)
          && Integer.signum(lot.quantity) == -Integer.signum(rest)) {
        int units = Math.min(Math.abs(rest), Math.abs(lot.quantity)) * Integer.signum(rest);
        BigDecimal part =
            delivery
                .price()
                .multiply(BigDecimal.valueOf(-(long) units * delivery.asset().multiplier()));
        ledger.post(
            Ledger.Account.POSITIONS, Ledger.Account.REALIZED_PNL, lot.cost(-units).subtract(part));
        lot.trade.closed(part);
        lot.quantity += units;
        rest -= units;
        if (lot.quantity == 0) {
          remove(lot);
          finishIfFlat(lot.trade, delivery.at(), "delivered");
        }
      }
    }
    if (rest != 0) {
      trade.closed(
          delivery
              .price()
              .multiply(BigDecimal.valueOf(-(long) rest * delivery.asset().multiplier())));
      add(new Lot(trade, delivery.asset(), assets.idOf(delivery.asset()), delivery.price(), rest));
    }
  }

  private void add(Lot lot) {
    lots.computeIfAbsent(lot.asset, asset -> new ArrayList<>()).add(lot);
    lot.trade.lots.add(lot);
  }

  private void remove(Lot lot) {
    List<Lot> held = lots.getOrDefault(lot.asset, List.of());
    held.remove(lot);
    if (held.isEmpty()) {
      lots.remove(lot.asset);
    }
    lot.trade.lots.remove(lot);
  }

  private void finishIfFlat(OpenTrade trade, Instant at, String reason) {
    if (trade.isFlat() && openTrades.remove(trade.order.orderId()) != null) {
      closedTrades.add(trade.snapshot(Optional.of(at), Optional.of(reason)));
    }
  }

  private void rebuild() {
    cash = cash().doubleValue();
    int[] ids = new int[lots.size()];
    long[] units = new long[lots.size()];
    int count = 0;
    for (Map.Entry<Asset, List<Lot>> entry : lots.entrySet()) {
      int quantity = quantity(entry.getValue());
      if (quantity != 0) {
        ids[count] = assets.idOf(entry.getKey());
        units[count] = (long) quantity * entry.getKey().multiplier();
        count++;
      }
    }
    heldIds = java.util.Arrays.copyOf(ids, count);
    heldUnits = java.util.Arrays.copyOf(units, count);
  }

  private double averagePrice(int assetId) {
    return averagePrice(lots.getOrDefault(assets.asset(assetId), List.of())).doubleValue();
  }

  private static BigDecimal cashFlow(Fill fill, int units) {
    return fill.price().multiply(BigDecimal.valueOf(-(long) units * fill.asset().multiplier()));
  }

  /**
   * The part of a fill's commission that falls on its first so many units; all of it for all units.
   */
  private static BigDecimal share(Fill fill, int units) {
    return units == fill.quantity()
        ? fill.commission()
        : fill.commission()
            .multiply(BigDecimal.valueOf(units))
            .divide(BigDecimal.valueOf(fill.quantity()), 6, java.math.RoundingMode.DOWN);
  }

  private static int quantity(List<Lot> held) {
    int quantity = 0;
    for (Lot lot : held) {
      quantity += lot.quantity;
    }
    return quantity;
  }

  private static BigDecimal averagePrice(List<Lot> held) {
    int net = quantity(held);
    BigDecimal cost = BigDecimal.ZERO;
    long units = 0;
    for (Lot lot : held) {
      if (Integer.signum(lot.quantity) == Integer.signum(net)) {
        cost = cost.add(lot.price.multiply(BigDecimal.valueOf(Math.abs(lot.quantity))));
        units += Math.abs(lot.quantity);
      }
    }
    return units == 0
        ? BigDecimal.ZERO
        : cost.divide(BigDecimal.valueOf(units), MathContext.DECIMAL64);
  }
}
