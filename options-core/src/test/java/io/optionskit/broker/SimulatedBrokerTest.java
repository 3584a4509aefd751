/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.broker;

import static io.optionskit.market.Rows.NONE;
import static org.assertj.core.api.Assertions.assertThat;

import io.optionskit.contract.OptionContract;
import io.optionskit.contract.Underlying;
import io.optionskit.event.BrokerEvent;
import io.optionskit.market.AssetTable;
import io.optionskit.market.EpochNanos;
import io.optionskit.market.MarketState;
import io.optionskit.market.QuoteTable;
import io.optionskit.market.Rows;
import io.optionskit.order.Fill;
import io.optionskit.order.FillNote;
import io.optionskit.order.Leg;
import io.optionskit.order.Order;
import io.optionskit.order.OrderPrice;
import io.optionskit.order.OrderRequest;
import io.optionskit.order.TimeInForce;
import io.optionskit.spi.BrokerSession;
import io.optionskit.spi.FeeSchedule;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class SimulatedBrokerTest {

  private static final OptionContract CALL = OptionContract.parse("SPY240119C00470000");
  private static final OptionContract PUT = OptionContract.parse("SPY240119P00460000");
  private static final OptionContract INDEX_CALL = OptionContract.parse("SPXW240119C04700000");
  private static final OptionContract MORNING_CALL = OptionContract.parse("SPX240119C04700000");
  private static final Underlying SPY = new Underlying("SPY");
  private static final Underlying SPX = new Underlying("SPX");
  private static final String T1 = "2024-01-16T15:01:00Z";
  private static final String T2 = "2024-01-16T15:02:00Z";
  private static final String T3 = "2024-01-16T15:03:00Z";

  private final AssetTable assets = new AssetTable();
  private final MarketState market = new MarketState(assets);
  private final List<BrokerEvent> events = new ArrayList<>();
  private SimulatedBroker broker = broker(FillModel.touch());
  private BrokerSession session = broker.connect(events::add);
  private int orders;

  @Nested
  class Touch {

    @Test
    void buysAtTheAskAndSellsAtTheBidOfTheSameInstant() {
      play(rows().quote(T1, CALL, 1.10, 1.20).quote(T1, PUT, 0.50, 0.55));
      place(T1, order(new Leg(CALL, -1), new Leg(PUT, 2)));

      assertThat(prices()).containsExactly("1.1", "0.55");
      assertThat(fills()).extracting(Fill::quantity).containsExactly(-1, 2);
      assertThat(fills()).allSatisfy(fill -> assertThat(fill.notes()).isEmpty());
    }

    @Test
    void waitsForARowOfEveryLegAtOrAfterTheOrder() {
      play(rows().quote(T1, CALL, 1.10, 1.20).quote(T1, PUT, 0.50, 0.55));
      play(rows().quote(T2, CALL, 1.11, 1.21));
      place(T2, order(new Leg(CALL, 1), new Leg(PUT, 1)));
      assertThat(fills()).isEmpty();

      play(rows().quote(T3, PUT, 0.51, 0.56));
      assertThat(prices()).containsExactly("1.21", "0.56");
    }

    @Test
    void aTradeOnlyRowCountsAsARow() {
      play(rows().quote(T1, CALL, 1.10, 1.20));
      play(rows().last(T2, CALL, 1.15));
      place(T2, order(new Leg(CALL, 1)));

      assertThat(prices()).containsExactly("1.2");
    }

    @Test
    void usesTheLastKnownValueOfAMissingSideAndSaysSo() {
      play(rows().quote(T1, CALL, 1.10, 1.20));
      play(rows().quote(T2, CALL, 1.12, NONE));
      place(T2, order(new Leg(CALL, 1)));

      assertThat(prices()).containsExactly("1.2");
      assertThat(fills())
          .singleElement()
          .satisfies(fill -> assertThat(fill.notes()).containsExactly(FillNote.LAST_KNOWN_SIDE));
    }

    @Test
    void usesTheOtherSideIfTheSideWasNeverKnown() {
      play(rows().quote(T1, CALL, NONE, 0.05));
      place(T1, order(new Leg(CALL, -1)));

      assertThat(prices()).containsExactly("0.05");
      assertThat(fills())
          .singleElement()
          .satisfies(fill -> assertThat(fill.notes()).containsExactly(FillNote.OTHER_SIDE));
    }

    @Test
    void tradesAStockAtItsLastPriceWithoutQuotesAndAtItsQuoteWithOne() {
      play(rows().last(T1, SPY, 470.00));
      place(T1, order(new Leg(SPY, 100)));
      play(rows().quote(T2, SPY, 470.01, 470.03));
      place(T2, order(new Leg(SPY, -100)));

      assertThat(prices()).containsExactly("470.0", "470.01");
    }

    @Test
    void aLimitIsFilledAtTheNaturalPriceOnceThatIsWithinIt() {
      play(rows().quote(T1, CALL, 1.10, 1.20).quote(T1, PUT, 0.50, 0.55));
      place(
          T1,
          Order.limit(
              "l", 1, List.of(new Leg(CALL, -1), new Leg(PUT, 1)), new BigDecimal("-0.60")));
      assertThat(fills()).isEmpty();

      play(rows().quote(T2, CALL, 1.18, 1.25));
      assertThat(prices()).containsExactly("1.18", "0.55");
    }

    @Test
    void aLimitNeverUsesASideThatIsNotThere() {
      play(rows().quote(T1, CALL, 1.10, 1.20));
      play(rows().quote(T2, CALL, 1.10, NONE));
      place(T2, Order.limit("l", 1, List.of(new Leg(CALL, 1)), new BigDecimal("5")));

      assertThat(fills()).isEmpty();
    }
  }

  @Nested
  class OtherModels {

    @Test
    void midFillsInTheMiddleAndFractionBetween() {
      use(FillModel.mid());
      play(rows().quote(T1, CALL, 1.10, 1.25));
      place(T1, order(new Leg(CALL, 1)));
      use(FillModel.fraction(0.2));
      play(rows().quote(T2, CALL, 1.10, 1.20));
      place(T2, order(new Leg(CALL, 1)));
      place(T2, order(new Leg(CALL, -1)));

      assertThat(fills().stream().map(Fill::price))
          .usingElementComparator(BigDecimal::compareTo)
          .containsExactly(new BigDecimal("1.175"), new BigDecimal("1.16"), new BigDecimal("1.14"));
    }

    @Test
    void theyWaitForATwoSidedQuoteThatIsNeitherLockedNorCrossed() {
      for (FillModel model : List.of(FillModel.mid(), FillModel.fraction(1), FillModel.nextBar())) {
        use(model);
        int before = fills().size();
        play(rows().quote(T1, CALL, 1.10, NONE));
        place(T1, order(new Leg(CALL, 1)));
        play(rows().quote(T2, CALL, 1.10, 1.10));
        play(rows().quote(T3, CALL, 1.20, 1.10));
        assertThat(fills()).as(model.toString()).hasSize(before);
        play(rows().quote("2024-01-16T15:04:00Z", CALL, 1.00, 1.10));
        assertThat(fills()).as(model.toString()).hasSize(before + 1);
      }
    }

    @Test
    void nextBarFillsOnTheRowAfterTheFirst() {
      use(FillModel.nextBar());
      play(rows().quote(T1, CALL, 1.10, 1.20));
      place(T1, order(new Leg(CALL, 1)));
      assertThat(fills()).isEmpty();

      play(rows().quote(T2, CALL, 1.12, 1.22));
      assertThat(prices()).containsExactly("1.22");
    }

    @Test
    void theirTextFormsAreRead() {
      for (String text : List.of("touch", "mid", "fraction:0.25", "next-bar")) {
        assertThat(FillModel.parse(text)).hasToString(text);
      }
      for (String text :
          List.of("", "touche", "fraction:", "fraction:x", "fraction:2", "fraction:-0.1")) {
        org.assertj.core.api.Assertions.assertThatIllegalArgumentException()
            .isThrownBy(() -> FillModel.parse(text));
      }
    }
  }

  @Nested
  class LifeOfAnOrder {

    @Test
    void aDayOrderEndsWithItsDay() {
      play(rows().quote(T1, CALL, 1.10, 1.20));
      place(T1, Order.limit("l", 1, List.of(new Leg(CALL, 1)), new BigDecimal("0.50")));
      play(rows().quote("2024-01-17T14:31:00Z", CALL, 0.40, 0.45));

      assertThat(fills()).isEmpty();
      assertThat(events.get(events.size() - 1)).isInstanceOf(BrokerEvent.OrderCancelled.class);
    }

    @Test
    void aDayOrderGivenAtTheCloseWorksTheNextDay() {
      play(
          rows()
              .quote("2024-01-16T21:00:00Z", PUT, 1.10, 1.20)
              .quote("2024-01-16T21:00:00Z", CALL, 1, 1.1));
      play(rows().last("2024-01-16T21:05:00Z", SPY, 470));
      place("2024-01-16T21:05:00Z", order(new Leg(CALL, 1)));
      play(rows().quote("2024-01-17T14:31:00Z", CALL, 0.40, 0.45));

      assertThat(prices()).containsExactly("0.45");
    }

    @Test
    void anOrderGoodTillCancelledWaitsForDays() {
      play(rows().quote(T1, CALL, 1.10, 1.20));
      place(
          T1,
          new Order(
              "g",
              List.of(new Leg(CALL, 1)),
              1,
              OrderPrice.limit(new BigDecimal("0.50")),
              TimeInForce.GTC));
      play(rows().quote("2024-01-18T14:31:00Z", CALL, 0.40, 0.45));

      assertThat(prices()).containsExactly("0.45");
    }

    @Test
    void anImmediateOrderIsFilledAtOnceOrCancelled() {
      play(rows().quote(T1, CALL, 1.10, 1.20));
      place(
          T1,
          new Order(
              "i",
              List.of(new Leg(CALL, 1)),
              1,
              OrderPrice.limit(new BigDecimal("0.50")),
              TimeInForce.IOC));

      assertThat(events.get(1)).isInstanceOf(BrokerEvent.OrderCancelled.class);
    }

    @Test
    void aReplacedPriceIsTriedAtOnce() {
      play(rows().quote(T1, CALL, 1.10, 1.20));
      place(T1, Order.limit("l", 1, List.of(new Leg(CALL, 1)), new BigDecimal("0.50")));
      session.send(
          new OrderRequest.Replace(
              "l", OrderPrice.limit(new BigDecimal("1.20")), Instant.parse(T1)));

      assertThat(prices()).containsExactly("1.2");
    }

    @Test
    void refusesWhatItCannotTradeAndSaysWhy() {
      play(
          rows()
              .quote(T1, CALL, 1.10, 1.20)
              .last(T1, SPX, 4750)
              .quote(T1, OptionContract.parse("SPY240112C00470000"), 1, 2));
      place(T1, order(new Leg(OptionContract.parse("SPY240119C00999000"), 1)));
      place(T1, order(new Leg(SPX, 1)));
      place(T1, order(new Leg(OptionContract.parse("SPY240112C00470000"), 1)));

      assertThat(events)
          .filteredOn(BrokerEvent.OrderRejected.class::isInstance)
          .extracting(event -> ((BrokerEvent.OrderRejected) event).reason())
          .containsExactly(
              "unknown contract SPY   240119C00999000",
              "SPX is an index and cannot be traded",
              "SPY   240112C00470000 settled at 2024-01-12T21:00:00Z");
    }
  }

  @Nested
  class Expiry {

    @Test
    void anIndexOptionPaysItsIntrinsicValueInCash() {
      play(rows().quote(T1, INDEX_CALL, 60, 61).last(T1, SPX, 4750));
      place(T1, order(new Leg(INDEX_CALL, -2)));
      play(rows().last("2024-01-19T20:59:00Z", SPX, 4800));
      assertThat(settlements()).isEmpty();
      play(rows().last("2024-01-19T21:00:00Z", SPX, 4839.81));

      assertThat(settlements())
          .singleElement()
          .satisfies(
              settled -> {
                assertThat(settled.kind()).isEqualTo(BrokerEvent.OptionSettled.Kind.ASSIGNED);
                assertThat(settled.cash()).isEqualByComparingTo("-27962");
                assertThat(settled.delivery()).isEmpty();
                assertThat(settled.note()).isEmpty();
              });
    }

    @Test
    void theFirstPriceAfterTheSettlementInstantDecidesOnThatDay() {
      play(rows().quote(T1, INDEX_CALL, 60, 61).last(T1, SPX, 4750));
      place(T1, order(new Leg(INDEX_CALL, 1)));
      play(rows().quote("2024-01-19T21:10:00Z", CALL, 1, 2));
      assertThat(settlements()).isEmpty();
      play(rows().last("2024-01-19T21:15:00Z", SPX, 4690));

      assertThat(settlements())
          .singleElement()
          .extracting(BrokerEvent.OptionSettled::kind)
          .isEqualTo(BrokerEvent.OptionSettled.Kind.EXPIRED);
    }

    @Test
    void withoutAPriceThatDayTheLastOneBeforeDecidesAndIsNoted() {
      play(rows().quote(T1, INDEX_CALL, 60, 61).last(T1, SPX, 4750));
      place(T1, order(new Leg(INDEX_CALL, 1)));
      play(rows().last("2024-01-22T14:31:00Z", SPY, 480));

      assertThat(settlements())
          .singleElement()
          .satisfies(
              settled -> {
                assertThat(settled.settlementPrice()).isEqualByComparingTo("4750");
                assertThat(settled.note())
                    .contains("no price of SPX at or after 2024-01-19T21:00:00Z");
              });
    }

    @Test
    void aMorningSettledOptionIsDecidedAtTheOpening() {
      play(rows().quote(T1, MORNING_CALL, 60, 61).last(T1, SPX, 4750));
      place(T1, order(new Leg(MORNING_CALL, 1)));
      play(rows().last("2024-01-19T14:30:00Z", SPX, 4796.5));

      assertThat(settlements())
          .singleElement()
          .satisfies(settled -> assertThat(settled.cash()).isEqualByComparingTo("9650"));
    }

    @Test
    void stockOptionsInTheMoneyByACentDeliverShares() {
      play(rows().quote(T1, CALL, 3, 3.1).quote(T1, PUT, 1, 1.1).last(T1, SPY, 470));
      place(T1, order(new Leg(CALL, 2), new Leg(PUT, -1)));
      play(rows().last("2024-01-19T21:00:00Z", SPY, 470.01));

      assertThat(settlements()).hasSize(2);
      BrokerEvent.OptionSettled call =
          settlements().get(1).contract().equals(CALL)
              ? settlements().get(1)
              : settlements().get(0);
      assertThat(call.kind()).isEqualTo(BrokerEvent.OptionSettled.Kind.EXERCISED);
      Fill delivery = call.delivery().orElseThrow();
      assertThat(delivery.quantity()).isEqualTo(200);
      assertThat(delivery.price()).isEqualByComparingTo("470");
      assertThat(delivery.commission()).isZero();
      assertThat(session.snapshot().positions())
          .singleElement()
          .satisfies(position -> assertThat(position.asset()).isEqualTo(SPY));
    }
  }

  private Rows rows() {
    return new Rows(assets);
  }

  private void play(Rows rows) {
    QuoteTable table = rows.table();
    for (int from = 0; from < table.rows(); ) {
      int to = table.endOfInstant(from);
      market.apply(table, from, to);
      broker.onMarket(market, EpochNanos.toInstant(table.timeNs()[from]));
      broker.afterDecisions(market, EpochNanos.toInstant(table.timeNs()[from]));
      from = to;
    }
  }

  private Order order(Leg... legs) {
    return Order.market("o" + ++orders, 1, List.of(legs));
  }

  private void place(String at, Order order) {
    session.send(new OrderRequest.Place(order, Instant.parse(at)));
  }

  private void use(FillModel model) {
    broker = broker(model);
    session = broker.connect(events::add);
  }

  private static SimulatedBroker broker(FillModel model) {
    return new SimulatedBroker(model, FeeSchedule.none(), new BigDecimal("100000"));
  }

  private List<Fill> fills() {
    return events.stream()
        .filter(BrokerEvent.OrderFilled.class::isInstance)
        .flatMap(event -> ((BrokerEvent.OrderFilled) event).fills().stream())
        .toList();
  }

  private List<String> prices() {
    return fills().stream().map(fill -> fill.price().toPlainString()).toList();
  }

  private List<BrokerEvent.OptionSettled> settlements() {
    return events.stream()
        .filter(BrokerEvent.OptionSettled.class::isInstance)
        .map(BrokerEvent.OptionSettled.class::cast)
        .toList();
  }
}
