/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.testkit.kits;

import static org.assertj.core.api.Assertions.assertThat;

import io.optionskit.contract.OptionContract;
import io.optionskit.event.BrokerEvent;
import io.optionskit.event.BrokerEvent.OrderFilled;
import io.optionskit.order.Fill;
import io.optionskit.order.Leg;
import io.optionskit.order.Order;
import io.optionskit.order.OrderPrice;
import io.optionskit.order.OrderRequest;
import io.optionskit.order.WorkingOrder;
import io.optionskit.spi.Broker;
import io.optionskit.spi.BrokerException;
import io.optionskit.spi.BrokerSession;
import io.optionskit.spi.BrokerSnapshot;
import io.optionskit.testkit.BrokerCompliance;
import io.optionskit.testkit.BrokerStep;
import io.optionskit.testkit.FakeBroker;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BrokerComplianceTest {

  private static final Instant NOW = Instant.parse("2024-03-15T14:00:00Z");
  private static final OptionContract NEAR = OptionContract.parse("SPY240322P00505000");
  private static final OptionContract FAR = OptionContract.parse("SPY240322P00500000");
  private static Fault fault = Fault.NONE;

  enum Fault {
    NONE(""),
    ACCEPTS_TWICE("rule3_1"),
    ACCEPTS_SILENTLY("rule3_1"),
    LEGS_REVERSED("rule3_2"),
    UNIT_FORGOTTEN("rule3_2"),
    ONE_FILL_ID("rule3_3"),
    WORSE_THAN_THE_LIMIT("rule3_4"),
    THROWS_FOR_REFUSED("rule3_5"),
    REFUSES_WITHOUT_REASON("rule3_5"),
    REJECTS_THE_SAME_ORDER("rule3_6"),
    FILLS_THE_SAME_ORDER("rule3_7"),
    CANCELS_TWICE("rule3_8"),
    REJECTS_LATE_CANCELS("rule3_9"),
    FILLS_AND_CANCELS("rule3_10"),
    IGNORES_REPLACE("rule3_11"),
    THROWS_FOR_UNKNOWN("rule3_12"),
    FORGETS_COMMISSION("rule3_13"),
    LISTS_CANCELLED("rule3_14"),
    TIME_GOES_BACK("rule3_15"),
    NEVER_CLOSES("rule3_16");

    final String rule;

    Fault(String rule) {
      this.rule = rule;
    }
  }

  @Test
  void passesARightBroker() {
    fault = Fault.NONE;

    KitRun run = KitRun.of(Kit.class);

    assertThat(run.failed).as(run.failures.toString()).isEmpty();
    assertThat(run.passed).hasSize(16);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void failsABrokerThat(Fault wrong) {
    fault = wrong;

    assertThat(KitRun.of(Kit.class).failed).contains(wrong.rule);
  }

  static class Kit extends BrokerCompliance {

    private final FakeBroker fake = FakeBroker.create().commission("0.65");

    @Override
    protected Broker broker() {
      if (fault == Fault.IGNORES_REPLACE) {
        fake.onReplace();
      }
      return new Spoiled(fake);
    }

    @Override
    protected Order marketable(String orderId) {
      String price = fault == Fault.WORSE_THAN_THE_LIMIT ? "2.90" : "3.10";
      fake.onPlace(
          orderId,
          BrokerStep.accept(),
          BrokerStep.fill(1, price, "1.80"),
          BrokerStep.fillRest(price, "1.80"));
      return order(orderId, "-1.20");
    }

    @Override
    protected Order resting(String orderId) {
      BrokerStep accept = BrokerStep.accept();
      fake.onPlace(
          orderId,
          switch (fault) {
            case ACCEPTS_TWICE -> accept.twice();
            case ACCEPTS_SILENTLY -> accept.lost();
            default -> accept;
          });
      return order(orderId, "-4.00");
    }

    @Override
    protected OrderPrice otherRestingPrice() {
      return OrderPrice.limit(new BigDecimal("-3.90"));
    }

    @Override
    protected Order refused(String orderId) {
      fake.onPlace(
          orderId,
          BrokerStep.reject(fault == Fault.REFUSES_WITHOUT_REASON ? "" : "no such contract"));
      return order(orderId, "-1.00");
    }

    @Override
    protected Instant now() {
      return NOW;
    }

    @Override
    protected void settle() {
      fake.advanceTo(NOW);
    }

    private static Order order(String orderId, String limit) {
      return Order.limit(orderId, 3, List.of(Leg.sell(NEAR), Leg.buy(FAR)), new BigDecimal(limit));
    }
  }

  /** Passes everything on, with one fault. */
  private static final class Spoiled implements Broker {

    private final Broker right;
    private final Set<String> placed = new TreeSet<>();
    private final Set<String> ended = new TreeSet<>();
    private final List<WorkingOrder> everWorked = new ArrayList<>();

    Spoiled(Broker right) {
      this.right = right;
    }

    @Override
    public BrokerSession connect(Consumer<BrokerEvent> sink) {
      BrokerSession session = right.connect(event -> sink.accept(spoil(event)));
      return new BrokerSession() {
        @Override
        public void send(OrderRequest request) {
          String id = request.orderId();
          boolean isRefused =
              request instanceof OrderRequest.Place p
                  && p.order().price().equals(OrderPrice.limit(new BigDecimal("-1.00")));
          boolean isAgain = request instanceof OrderRequest.Place && !placed.add(id);
          if (fault == Fault.THROWS_FOR_REFUSED && isRefused
              || fault == Fault.THROWS_FOR_UNKNOWN && !placed.contains(id)) {
            throw new BrokerException(BrokerException.Reason.BAD_REQUEST, "refused");
          }
          if (fault == Fault.REJECTS_THE_SAME_ORDER && isAgain) {
            sink.accept(new BrokerEvent.OrderRejected(id, "order " + id + " is working", NOW));
          }
          if (fault == Fault.FILLS_THE_SAME_ORDER && isAgain && ended.contains(id)) {
            sink.accept(new OrderFilled(id, 3, List.of(), NOW));
          }
          if (fault == Fault.NEVER_CLOSES && id.equals("kit-2")) {
            return;
          }
          boolean isLateCancel = request instanceof OrderRequest.Cancel && ended.contains(id);
          if (isLateCancel && fault == Fault.REJECTS_LATE_CANCELS) {
            sink.accept(new BrokerEvent.OrderRejected(id, "no working order", NOW));
          }
          if (isLateCancel && (fault == Fault.CANCELS_TWICE || fault == Fault.FILLS_AND_CANCELS)) {
            sink.accept(new BrokerEvent.OrderCancelled(id, "cancelled", NOW));
          }
          session.send(request);
          everWorked.addAll(session.snapshot().workingOrders());
        }

        @Override
        public BrokerSnapshot snapshot() {
          BrokerSnapshot s = session.snapshot();
          return switch (fault) {
            case FORGETS_COMMISSION ->
                new BrokerSnapshot(
                    s.accountId(),
                    s.cash().setScale(0, java.math.RoundingMode.UP),
                    s.positions(),
                    s.workingOrders());
            case LISTS_CANCELLED ->
                new BrokerSnapshot(s.accountId(), s.cash(), s.positions(), everWorked);
            default -> s;
          };
        }

        @Override
        public void close() {
          session.close();
        }
      };
    }

    private BrokerEvent spoil(BrokerEvent event) {
      if (event instanceof BrokerEvent.OrderCancelled cancelled) {
        ended.add(cancelled.orderId());
      }
      if (event instanceof BrokerEvent.OrderAccepted accepted && fault == Fault.TIME_GOES_BACK) {
        return new BrokerEvent.OrderAccepted(
            accepted.orderId(), accepted.brokerOrderId(), NOW.plusSeconds(1));
      }
      if (!(event instanceof OrderFilled filled)) {
        return event;
      }
      ended.add(filled.orderId());
      List<Fill> fills = new ArrayList<>(filled.fills());
      int quantity = filled.quantity();
      switch (fault) {
        case LEGS_REVERSED -> Collections.reverse(fills);
        case UNIT_FORGOTTEN -> quantity = 1;
        case ONE_FILL_ID ->
            fills.replaceAll(
                f ->
                    new Fill(
                        "f",
                        f.orderId(),
                        f.asset(),
                        f.quantity(),
                        f.price(),
                        f.commission(),
                        f.at(),
                        f.notes()));
        default -> {}
      }
      return new OrderFilled(filled.orderId(), quantity, fills, filled.at());
    }
  }
}
