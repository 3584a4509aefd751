/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.script;

import io.optionskit.contract.Asset;
import io.optionskit.contract.OptionContract;
import io.optionskit.decision.Decision;
import io.optionskit.decision.View;
import io.optionskit.order.Leg;
import io.optionskit.order.Order;
import io.optionskit.order.WorkingOrder;
import io.optionskit.portfolio.Position;
import io.optionskit.spi.Strategy;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Gives the orders of a script, each at the first instant that is not before its own.
 *
 * <p>Entry 3 gives the order {@code order-3}. A closing entry gives one market order per position,
 * such as {@code close-4-SPXW210104C03700000}, for what is held and not being closed already. It
 * sees what is held: if an order is given in the same call, closing waits for the next instant, and
 * so do the entries after it.
 *
 * <p>Used by one engine for one run, on its thread.
 */
public final class ScriptStrategy implements Strategy {

  private static final String CLOSE_PREFIX = "close-";

  private final List<ScriptEntry> entries;
  private final KnownAssets assets;
  private final List<String> warnings = new ArrayList<>();
  private int next;

  ScriptStrategy(List<ScriptEntry> entries, KnownAssets assets) {
    this.entries = entries.stream().sorted(Comparator.comparing(ScriptEntry::at)).toList();
    this.assets = assets;
  }

  @Override
  public String name() {
    return "script";
  }

  @Override
  public List<Decision> decide(View view) {
    if (next == entries.size() || entries.get(next).at().isAfter(view.now())) {
      return List.of();
    }
    List<Decision> decisions = new ArrayList<>();
    while (next < entries.size() && !entries.get(next).at().isAfter(view.now())) {
      ScriptEntry entry = entries.get(next);
      if (entry instanceof ScriptEntry.Trade trade) {
        decisions.add(Decision.submit(order(trade), "entry " + trade.number() + " of the script"));
      } else if (entry instanceof ScriptEntry.Close close) {
        if (!decisions.isEmpty()) {
          break; // what is held is only seen after these orders
        }
        decisions.addAll(closing(close, view));
      }
      next++;
    }
    return decisions;
  }

  /**
   * Returns what could not be done as it was written, such as closing what is not held.
   *
   * @return sentences in the order of time, so far
   */
  public List<String> warnings() {
    return List.copyOf(warnings);
  }

  /**
   * Returns how many entries were not reached yet.
   *
   * @return entries left, 0 if all were done
   */
  public int entriesLeft() {
    return entries.size() - next;
  }

  private Order order(ScriptEntry.Trade trade) {
    List<Leg> legs =
        trade.legs().stream().map(leg -> new Leg(assets.get(leg.symbol()), leg.ratio())).toList();
    return new Order(
        "order-" + trade.number(), legs, trade.quantity(), trade.price(), trade.timeInForce());
  }

  private List<Decision> closing(ScriptEntry.Close close, View view) {
    List<Decision> decisions = new ArrayList<>();
    for (Position position : view.positions()) {
      Asset asset = position.asset();
      if (close.symbol().isPresent() && !close.symbol().get().equals(asset.symbol())) {
        continue;
      }
      int left = position.quantity() + beingClosed(asset, view);
      if (left != 0 && Integer.signum(left) == Integer.signum(position.quantity())) {
        decisions.add(
            Decision.submit(
                Order.market(
                    CLOSE_PREFIX + close.number() + "-" + compact(asset),
                    Math.abs(left),
                    List.of(left > 0 ? Leg.sell(asset) : Leg.buy(asset))),
                "entry " + close.number() + " of the script"));
      }
    }
    if (decisions.isEmpty()) {
      warnings.add(
          "entry "
              + close.number()
              + " at "
              + close.at()
              + ": nothing to close"
              + close.symbol().map(symbol -> " of " + symbol).orElse(""));
    }
    return decisions;
  }

  /** Returns the signed units that working closing orders will still trade. */
  private static int beingClosed(Asset asset, View view) {
    return view.workingOrders().stream()
        .filter(order -> order.order().orderId().startsWith("script/" + CLOSE_PREFIX))
        .mapToInt(order -> openUnits(asset, order))
        .sum();
  }

  private static int openUnits(Asset asset, WorkingOrder order) {
    return order.order().legs().stream()
        .filter(leg -> leg.asset().equals(asset))
        .mapToInt(leg -> leg.ratio() * order.openQuantity())
        .sum();
  }

  private static String compact(Asset asset) {
    return asset instanceof OptionContract contract
        ? contract.occSymbol().compact()
        : asset.symbol();
  }
}
