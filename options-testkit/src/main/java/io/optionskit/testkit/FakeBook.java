/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.testkit;

import io.optionskit.contract.Asset;
import io.optionskit.order.Fill;
import io.optionskit.order.Order;
import io.optionskit.order.OrderState;
import io.optionskit.order.WorkingOrder;
import io.optionskit.portfolio.Position;
import io.optionskit.spi.BrokerSnapshot;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a {@link FakeBroker} knows to be true, whether it was reported or not. */
final class FakeBook {

  /** One order at the broker. */
  static final class Entry {
    Order order;
    OrderState state = OrderState.PENDING;
    int filled;
    final Instant placedAt;

    Entry(Order order, Instant placedAt) {
      this.order = order;
      this.placedAt = placedAt;
    }

    int open() {
      return state.isOpen() ? order.quantity() - filled : 0;
    }
  }

  final Map<String, Entry> orders = new LinkedHashMap<>();
  private final TreeMap<Asset, Position> positions = new TreeMap<>();
  private BigDecimal cash;

  FakeBook(BigDecimal cash) {
    this.cash = cash;
  }

  void post(BigDecimal amount) {
    cash = cash.add(amount);
  }

  void book(Fill fill) {
    post(fill.cashFlow().subtract(fill.commission()));
    Position before = positions.get(fill.asset());
    int held = before == null ? 0 : before.quantity();
    int after = held + fill.quantity();
    if (after == 0) {
      positions.remove(fill.asset());
      return;
    }
    BigDecimal price;
    if (before == null || Integer.signum(held) != Integer.signum(after)) {
      price = fill.price();
    } else if (Math.abs(after) < Math.abs(held)) {
      price = before.averagePrice();
    } else {
      BigDecimal cost =
          before
              .averagePrice()
              .multiply(BigDecimal.valueOf(held))
              .add(fill.price().multiply(BigDecimal.valueOf(fill.quantity())));
      price = cost.divide(BigDecimal.valueOf(after), MathContext.DECIMAL64);
    }
    positions.put(fill.asset(), new Position(fill.asset(), after, price));
  }

  BrokerSnapshot snapshot() {
    List<WorkingOrder> working =
        orders.values().stream()
            .filter(entry -> entry.state.isOpen())
            .map(
                entry ->
                    new WorkingOrder(entry.order, "", entry.state, entry.filled, entry.placedAt))
            .toList();
    return new BrokerSnapshot("FAKE", cash, List.copyOf(positions.values()), working);
  }
}
