/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.optionskit.contract.Asset;
import io.optionskit.event.BrokerEvent;
import io.optionskit.order.Fill;
import io.optionskit.order.Order;
import io.optionskit.order.OrderPrice;
import io.optionskit.order.OrderRequest;
import io.optionskit.order.WorkingOrder;
import io.optionskit.portfolio.Position;
import io.optionskit.spi.Broker;
import io.optionskit.spi.BrokerException;
import io.optionskit.spi.BrokerSession;
import io.optionskit.spi.BrokerSnapshot;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What every {@link Broker} must do. A broker is tested by a subclass that gives one, with orders
 * of known fate.
 *
 * <p>The account may hold something at the start; the kit looks at changes. Before it looks it
 * calls {@link #settle()}. The numbers of the rules are those of docs/concepts/compliance-kits.md.
 */
public abstract class BrokerCompliance {

  private final List<BrokerEvent> events = new CopyOnWriteArrayList<>();

  @SuppressWarnings("NullAway.Init") // before every test
  private BrokerSession session;

  @SuppressWarnings("NullAway.Init") // before every test
  private BrokerSnapshot start;

  /** For subclasses. */
  protected BrokerCompliance() {}

  /**
   * Makes the broker under test, ready to trade and without working orders.
   *
   * @return broker for one test
   */
  protected abstract Broker broker();

  /**
   * Makes an order that the broker fills whole.
   *
   * @param orderId id to give it
   * @return market order, or limit order that can be filled now
   */
  protected abstract Order marketable(String orderId);

  /**
   * Makes a limit order that the broker accepts and does not fill.
   *
   * @param orderId id to give it
   * @return order far from the market
   */
  protected abstract Order resting(String orderId);

  /**
   * Returns another limit at which the order of {@link #resting} is not filled either.
   *
   * @return limit
   */
  protected abstract OrderPrice otherRestingPrice();

  /**
   * Makes an order that the broker refuses.
   *
   * @param orderId id to give it
   * @return for example an order for a contract that does not exist
   */
  protected abstract Order refused(String orderId);

  /**
   * Returns the time of the next request.
   *
   * @return instant
   */
  protected abstract Instant now();

  /**
   * Lets everything happen and be reported that follows from the requests so far; returns when it
   * has.
   *
   * <p>A broker of another process is waited for here, with a limit.
   */
  protected abstract void settle();

  @BeforeEach
  final void connect() {
    session = broker().connect(events::add);
    settle();
    start = session.snapshot();
    events.clear();
  }

  @AfterEach
  final void disconnect() {
    session.close();
  }

  @Test
  final void rule3_1_aWorkingOrderIsReportedOnce() {
    place(resting("kit-1"));

    assertThat(events).hasSize(1);
    assertThat(events.get(0))
        .isInstanceOfSatisfying(
            BrokerEvent.OrderAccepted.class,
            accepted -> {
              assertThat(accepted.orderId()).isEqualTo("kit-1");
              assertThat(accepted.brokerOrderId()).isNotBlank();
            });
  }

  @Test
  final void rule3_2_aFillNamesEveryLegInOrder() {
    Order order = marketable("kit-1");

    place(order);

    List<BrokerEvent.OrderFilled> filled = reports("kit-1", BrokerEvent.OrderFilled.class);
    assertThat(filled).isNotEmpty();
    assertThat(filled.stream().mapToInt(BrokerEvent.OrderFilled::quantity).sum())
        .isEqualTo(order.quantity());
    for (BrokerEvent.OrderFilled part : filled) {
      assertThat(part.quantity()).isPositive();
      assertThat(part.fills()).hasSameSizeAs(order.legs());
      for (int leg = 0; leg < order.legs().size(); leg++) {
        Fill fill = part.fills().get(leg);
        assertThat(fill.orderId()).isEqualTo("kit-1");
        assertThat(fill.asset()).isEqualTo(order.legs().get(leg).asset());
        assertThat(fill.quantity()).isEqualTo(part.quantity() * order.legs().get(leg).ratio());
      }
    }
  }

  @Test
  final void rule3_3_noTwoExecutionsShareAnId() {
    place(marketable("kit-1"));
    place(marketable("kit-2"));

    assertThat(fills()).isNotEmpty().extracting(Fill::fillId).doesNotHaveDuplicates();
  }

  @Test
  final void rule3_4_aLimitIsKept() {
    Order order = marketable("kit-1");
    assumeThat(order.price()).isInstanceOf(OrderPrice.Limit.class);
    BigDecimal limit = ((OrderPrice.Limit) order.price()).net();

    place(order);

    for (BrokerEvent.OrderFilled part : reports("kit-1", BrokerEvent.OrderFilled.class)) {
      List<BigDecimal> prices = part.fills().stream().map(Fill::price).toList();
      assertThat(order.netPrice(prices)).isLessThanOrEqualTo(limit);
    }
  }

  @Test
  final void rule3_5_aRefusedOrderIsAnEventAndLeavesNothing() {
    place(refused("kit-1"));

    assertThat(reports("kit-1", BrokerEvent.OrderRejected.class))
        .singleElement()
        .satisfies(rejected -> assertThat(rejected.reason()).isNotBlank());
    assertThat(fills()).isEmpty();
    assertThat(working()).isEmpty();
  }

  @Test
  final void rule3_6_aWorkingOrderSentAgainIsTheSameOrder() {
    place(resting("kit-1"));
    placeAgain(resting("kit-1"));

    assertThat(working()).hasSize(1);
    assertThat(reports("kit-1", BrokerEvent.OrderRejected.class))
        .as("the order works, so it was not rejected")
        .isEmpty();
    assertThat(reports("kit-1", BrokerEvent.OrderCancelled.class)).isEmpty();
  }

  @Test
  final void rule3_7_aFilledOrderSentAgainIsNotFilledAgain() {
    Order order = marketable("kit-1");
    place(order);
    placeAgain(order);

    assertThat(
            reports("kit-1", BrokerEvent.OrderFilled.class).stream()
                .mapToInt(BrokerEvent.OrderFilled::quantity)
                .sum())
        .isEqualTo(order.quantity());
    assertThat(working()).isEmpty();
  }

  @Test
  final void rule3_8_aCancelEndsAWorkingOrderOnce() {
    place(resting("kit-1"));
    cancel("kit-1");
    cancel("kit-1");

    assertThat(reports("kit-1", BrokerEvent.OrderCancelled.class)).hasSize(1);
    assertThat(working()).isEmpty();
  }

  @Test
  final void rule3_9_aCancelThatComesTooLateChangesNothing() {
    place(marketable("kit-1"));
    List<BrokerEvent> before = List.copyOf(events);
    cancel("kit-1");

    assertThat(events).as("the order is filled and stays so").isEqualTo(before);
  }

  @Test
  final void rule3_10_aCancelAndAFillThatMeetEndTheOrderOneWay() {
    Order order = marketable("kit-1");
    session.send(new OrderRequest.Place(order, now()));
    session.send(new OrderRequest.Cancel("kit-1", now()));
    settle();

    int filled =
        reports("kit-1", BrokerEvent.OrderFilled.class).stream()
            .mapToInt(BrokerEvent.OrderFilled::quantity)
            .sum();
    int cancels = reports("kit-1", BrokerEvent.OrderCancelled.class).size();
    assertThat(filled).isBetween(0, order.quantity());
    assertThat(cancels).isEqualTo(filled == order.quantity() ? 0 : 1);
    assertThat(reports("kit-1", BrokerEvent.OrderRejected.class)).isEmpty();
    assertThat(working()).isEmpty();
    assertThatSnapshotAgreesWithFills();
  }

  @Test
  final void rule3_11_aReplaceChangesThePrice() {
    place(resting("kit-1"));
    send(new OrderRequest.Replace("kit-1", otherRestingPrice(), now()));

    assertThat(reports("kit-1", BrokerEvent.OrderReplaced.class))
        .singleElement()
        .satisfies(replaced -> assertThat(replaced.price()).isEqualTo(otherRestingPrice()));
    assertThat(working())
        .singleElement()
        .satisfies(order -> assertThat(order.order().price()).isEqualTo(otherRestingPrice()));
  }

  @Test
  final void rule3_12_aChangeOfAnUnknownOrderChangesNothing() {
    place(resting("kit-1"));
    int before = events.size();
    cancel("kit-unknown");
    send(new OrderRequest.Replace("kit-unknown", otherRestingPrice(), now()));

    assertThat(events.subList(before, events.size()))
        .as("nothing is reported, or that the unknown order is rejected")
        .allSatisfy(
            event ->
                assertThat(event)
                    .isInstanceOfSatisfying(
                        BrokerEvent.OrderRejected.class,
                        rejected -> assertThat(rejected.orderId()).isEqualTo("kit-unknown")));
    assertThat(working()).hasSize(1);
  }

  @Test
  final void rule3_13_theSnapshotAgreesWithTheReportedFills() {
    place(marketable("kit-1"));
    place(marketable("kit-2"));
    place(resting("kit-3"));

    assertThatSnapshotAgreesWithFills();
  }

  @Test
  final void rule3_14_theSnapshotListsWhatWorks() {
    place(resting("kit-1"));
    place(resting("kit-2"));
    place(marketable("kit-3"));
    cancel("kit-1");

    assertThat(working())
        .singleElement()
        .satisfies(
            order -> {
              assertThat(order.order().orderId()).isEqualTo("kit-2");
              assertThat(order.order().legs()).isEqualTo(resting("kit-2").legs());
              assertThat(order.order().quantity()).isEqualTo(resting("kit-2").quantity());
              assertThat(order.filledQuantity()).isZero();
              assertThat(order.state().isOpen()).isTrue();
            });
  }

  @Test
  final void rule3_15_reportsNeverGoBackInTime() {
    place(resting("kit-1"));
    place(marketable("kit-2"));
    cancel("kit-1");

    assertThat(events).extracting(BrokerEvent::at).isSorted();
  }

  @Test
  final void rule3_16_aClosedSessionIsSilentAndSendsNothing() {
    place(resting("kit-1"));
    int before = events.size();

    session.close();
    session.close();
    settle();

    assertThat(events).hasSize(before);
    assertThatThrownBy(() -> session.send(new OrderRequest.Place(resting("kit-2"), now())))
        .isInstanceOf(BrokerException.class);
  }

  private void place(Order order) {
    send(new OrderRequest.Place(order, now()));
  }

  /** A broker may refuse the repeated request itself, which then was not sent. */
  private void placeAgain(Order order) {
    try {
      place(order);
    } catch (BrokerException e) {
      assertThat(e.reason()).isEqualTo(BrokerException.Reason.BAD_REQUEST);
    }
  }

  private void cancel(String orderId) {
    send(new OrderRequest.Cancel(orderId, now()));
  }

  private void send(OrderRequest request) {
    session.send(request);
    settle();
  }

  private List<WorkingOrder> working() {
    return session.snapshot().workingOrders();
  }

  private List<Fill> fills() {
    List<Fill> fills = new ArrayList<>();
    for (BrokerEvent event : events) {
      if (event instanceof BrokerEvent.OrderFilled filled) {
        fills.addAll(filled.fills());
      }
    }
    return fills;
  }

  private void assertThatSnapshotAgreesWithFills() {
    BrokerSnapshot end = session.snapshot();
    BigDecimal cash = start.cash();
    Map<Asset, Integer> held = quantities(start);
    for (Fill fill : fills()) {
      cash = cash.add(fill.cashFlow()).subtract(fill.commission());
      held.merge(fill.asset(), fill.quantity(), Integer::sum);
    }
    held.values().removeIf(quantity -> quantity == 0);
    assertThat(end.cash()).isEqualByComparingTo(cash);
    assertThat(quantities(end)).isEqualTo(held);
    assertThat(end.positions()).extracting(Position::asset).isSorted();
  }

  private static Map<Asset, Integer> quantities(BrokerSnapshot snapshot) {
    Map<Asset, Integer> quantities = new TreeMap<>();
    snapshot.positions().forEach(position -> quantities.put(position.asset(), position.quantity()));
    return quantities;
  }

  private <T extends BrokerEvent> List<T> reports(String orderId, Class<T> kind) {
    return events.stream()
        .filter(kind::isInstance)
        .map(kind::cast)
        .filter(event -> orderId.equals(orderIdOf(event)))
        .toList();
  }

  private static String orderIdOf(BrokerEvent event) {
    if (event instanceof BrokerEvent.OrderAccepted accepted) {
      return accepted.orderId();
    } else if (event instanceof BrokerEvent.OrderRejected rejected) {
      return rejected.orderId();
    } else if (event instanceof BrokerEvent.OrderReplaced replaced) {
      return replaced.orderId();
    } else if (event instanceof BrokerEvent.OrderCancelled cancelled) {
      return cancelled.orderId();
    } else if (event instanceof BrokerEvent.OrderFilled filled) {
      return filled.orderId();
    }
    return "";
  }
}
