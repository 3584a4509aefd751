/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.testkit;

import static io.optionskit.testkit.BrokerStep.accept;
import static io.optionskit.testkit.BrokerStep.cancel;
import static io.optionskit.testkit.BrokerStep.fill;
import static io.optionskit.testkit.BrokerStep.fillRest;
import static io.optionskit.testkit.BrokerStep.reject;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.optionskit.contract.OptionContract;
import io.optionskit.contract.Underlying;
import io.optionskit.event.BrokerEvent;
import io.optionskit.order.Fill;
import io.optionskit.order.Leg;
import io.optionskit.order.Order;
import io.optionskit.order.OrderPrice;
import io.optionskit.order.OrderRequest;
import io.optionskit.order.OrderState;
import io.optionskit.spi.BrokerException;
import io.optionskit.spi.BrokerSession;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FakeBrokerTest {

  private static final Instant T0 = Instant.parse("2024-03-15T14:00:00Z");
  private static final OptionContract NEAR = OptionContract.parse("SPY240322P00505000");
  private static final OptionContract FAR = OptionContract.parse("SPY240322P00500000");
  private static final Order SPREAD =
      Order.limit("o-1", 3, List.of(Leg.sell(NEAR), Leg.buy(FAR)), new BigDecimal("-1.20"));

  private final List<BrokerEvent> events = new ArrayList<>();
  private final FakeBroker broker = FakeBroker.create();

  @Test
  void acceptsAndFillsNothingWithoutAScript() {
    BrokerSession session = broker.connect(events::add);

    session.send(new OrderRequest.Place(SPREAD, T0));

    assertThat(events).containsExactly(new BrokerEvent.OrderAccepted("o-1", "fake-2", T0));
    assertThat(session.snapshot().workingOrders())
        .singleElement()
        .satisfies(order -> assertThat(order.state()).isEqualTo(OrderState.SUBMITTED));
    assertThat(broker.requests()).containsExactly(new OrderRequest.Place(SPREAD, T0));
  }

  @Test
  void fillsInPartsAtScriptedPricesAndTimes() {
    broker
        .commission("0.65")
        .onPlace(
            "o-1",
            accept(),
            fill(1, "3.00", "1.80").after(Duration.ofSeconds(1)),
            fillRest("3.10", "1.80").after(Duration.ofSeconds(2)));
    BrokerSession session = broker.connect(events::add);

    session.send(new OrderRequest.Place(SPREAD, T0));
    broker.advanceTo(T0.plusSeconds(1));
    OrderState partly = session.snapshot().workingOrders().get(0).state();
    broker.advanceTo(T0.plusSeconds(5));

    assertThat(partly).isEqualTo(OrderState.PARTIAL);
    assertThat(events).hasSize(3);
    BrokerEvent.OrderFilled rest = (BrokerEvent.OrderFilled) events.get(2);
    assertThat(rest.quantity()).isEqualTo(2);
    assertThat(rest.at()).isEqualTo(T0.plusSeconds(2));
    assertThat(rest.fills()).extracting(Fill::quantity).containsExactly(-2, 2);
    assertThat(session.snapshot().cash()).isEqualByComparingTo("100377.40"); // 120 + 260 - 4 × 0.65
    assertThat(session.snapshot().workingOrders()).isEmpty();
    assertThat(session.snapshot().positions()).extracting(p -> p.quantity()).containsExactly(3, -3);
  }

  @Test
  void reportsLateTwiceOrNeverWhatIsTrueAtOnce() {
    broker.onPlace(
        "o-1",
        accept().lost(),
        fill(1, "3", "1.8").reportedAfter(Duration.ofSeconds(9)),
        fill(2, "3", "1.8").twice());
    BrokerSession session = broker.connect(events::add);

    session.send(new OrderRequest.Place(SPREAD, T0));

    assertThat(session.snapshot().workingOrders()).isEmpty();
    assertThat(events).hasSize(2);
    assertThat(events.get(0)).isEqualTo(events.get(1));
    broker.advanceTo(T0.plusSeconds(9));
    assertThat(events).hasSize(3);
    assertThat(events.get(2).at()).isEqualTo(T0.plusSeconds(9));
    assertThat(((BrokerEvent.OrderFilled) events.get(2)).fills().get(0).at()).isEqualTo(T0);
  }

  @Test
  void letsAFillOvertakeACancel() {
    broker.onPlace("o-1", accept()).onCancel("o-1", fillRest("3", "1.8"), cancel("too late"));
    BrokerSession session = broker.connect(events::add);

    session.send(new OrderRequest.Place(SPREAD, T0));
    session.send(new OrderRequest.Cancel("o-1", T0.plusSeconds(1)));

    assertThat(events).hasSize(2);
    assertThat(events.get(1)).isInstanceOf(BrokerEvent.OrderFilled.class);
  }

  @Test
  void rejectsReplacesAndCancels() {
    broker.onPlace("o-2", reject("no such contract"));
    BrokerSession session = broker.connect(events::add);

    session.send(new OrderRequest.Place(SPREAD.withOrderId("o-2"), T0));
    session.send(new OrderRequest.Place(SPREAD, T0));
    session.send(new OrderRequest.Replace("o-1", OrderPrice.limit(new BigDecimal("-1.10")), T0));
    session.send(new OrderRequest.Cancel("o-1", T0));
    session.send(new OrderRequest.Cancel("unknown", T0));

    assertThat(events)
        .extracting(event -> event.getClass().getSimpleName())
        .containsExactly("OrderRejected", "OrderAccepted", "OrderReplaced", "OrderCancelled");
  }

  @Test
  void holdsReportsBackWhileDisconnectedOrLosesThem() {
    broker.onPlace(accept().after(Duration.ofSeconds(1)));
    BrokerSession session = broker.connect(events::add);
    session.send(new OrderRequest.Place(SPREAD, T0));

    broker.disconnect();
    broker.advanceTo(T0.plusSeconds(1));
    assertThat(events).isEmpty();
    assertThatThrownBy(() -> session.send(new OrderRequest.Cancel("o-1", T0)))
        .isInstanceOfSatisfying(BrokerException.class, e -> assertThat(e.retryable()).isTrue());
    assertThatThrownBy(session::snapshot).isInstanceOf(BrokerException.class);
    assertThatThrownBy(() -> broker.connect(events::add)).isInstanceOf(BrokerException.class);
    broker.reconnect();
    assertThat(events).hasSize(1);

    broker.disconnect();
    broker.post(new BrokerEvent.CashPosted(BigDecimal.TEN, "dividend", T0));
    broker.reconnectWithLostReports();
    assertThat(events).hasSize(1);
    assertThat(session.snapshot().cash()).isEqualByComparingTo("100010");
  }

  @Test
  void showsTradesMadeElsewhere() {
    BrokerSession session = broker.connect(events::add);
    Fill manual =
        new Fill(
            "m-1",
            "manual",
            new Underlying("SPY"),
            100,
            new BigDecimal("510"),
            BigDecimal.ONE,
            T0,
            Set.of());

    broker.tradeElsewhere(manual, false);

    assertThat(events).isEmpty();
    assertThat(session.snapshot().positions()).hasSize(1);
    assertThat(session.snapshot().cash()).isEqualByComparingTo("48999");
  }

  @Test
  void takesTheLimitOfASingleLegAsItsPrice() {
    broker.onPlace(fillRest());
    BrokerSession session = broker.connect(events::add);

    session.send(
        new OrderRequest.Place(
            Order.limit("o-3", 2, List.of(Leg.sell(NEAR)), new BigDecimal("-3.05")), T0));

    assertThat(((BrokerEvent.OrderFilled) events.get(0)).fills().get(0).price())
        .isEqualByComparingTo("3.05");
  }

  @Test
  void asksForThePricesItCannotKnow() {
    broker.onPlace(fillRest());
    BrokerSession session = broker.connect(events::add);

    assertThatThrownBy(() -> session.send(new OrderRequest.Place(SPREAD, T0)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("needs a price for each of its 2 legs");
  }
}
