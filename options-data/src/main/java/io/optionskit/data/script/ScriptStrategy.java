/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.script;

import io.optionskit.decision.Decision;
import io.optionskit.decision.View;
import io.optionskit.order.Leg;
import io.optionskit.order.Order;
import io.optionskit.spi.Strategy;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Gives the orders of a script, each at the first instant that is not before its own.
 *
 * <p>Entry 3 gives the order {@code order-3}. A closing entry gives one market order per position
 * for what is held and not being closed already, including what earlier entries of the same instant
 * opened.
 *
 * <p>Used by one engine for one run, on its thread.
 */
public final class ScriptStrategy implements Strategy {

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
        if (decisions.isEmpty() && !isHeld(close, view)) {
          warnings.add(nothingToClose(close));
        }
        decisions.add(
            new Decision.Flatten(
                close.symbol().map(assets::get), "entry " + close.number() + " of the script"));
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

  private static boolean isHeld(ScriptEntry.Close close, View view) {
    return view.positions().stream()
        .map(position -> position.asset().symbol())
        .anyMatch(held -> close.symbol().isEmpty() || close.symbol().get().equals(held));
  }

  private static String nothingToClose(ScriptEntry.Close close) {
    return "entry "
        + close.number()
        + " at "
        + close.at()
        + ": nothing to close"
        + close.symbol().map(symbol -> " of " + symbol).orElse("");
  }
}
