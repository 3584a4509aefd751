/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.optionskit.contract.OptionContract;
import io.optionskit.contract.Underlying;
import io.optionskit.event.BrokerEvent;
import io.optionskit.event.ControlEvent;
import io.optionskit.event.Event;
import io.optionskit.event.MarketEvent;
import io.optionskit.market.AssetTable;
import io.optionskit.market.EpochNanos;
import io.optionskit.market.QuoteTable;
import io.optionskit.order.OrderPrice;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class InboxTest {

  private static final double NONE = Double.NaN;
  private static final Underlying SPY = new Underlying("SPY");
  private static final Underlying QQQ = new Underlying("QQQ");

  private final AssetTable engineAssets = new AssetTable();
  private final AssetTable feedAssets = new AssetTable();

  @Test
  void givesEventsInTheOrderInWhichTheyCame() {
    Inbox inbox = new Inbox(engineAssets, 100);
    Event accepted = new BrokerEvent.OrderAccepted("o", "b", at(2));
    Event halted = new ControlEvent(ControlEvent.Mode.HALTED, "test", at(4));

    inbox.put(last(1, SPY, 510));
    inbox.put(accepted);
    inbox.put(last(3, SPY, 511));
    inbox.put(halted);

    assertThat(inbox.size()).isEqualTo(4);
    assertRow(inbox, 1, SPY, 510);
    assertThat(inbox.poll()).contains(accepted);
    assertRow(inbox, 3, SPY, 511);
    assertThat(inbox.poll()).contains(halted);
    assertThat(inbox.poll()).isEmpty();
    assertThat(inbox.shedRows()).isZero();
    assertThat(inbox.lateEvents()).isZero();
  }

  @Test
  void numbersAssetsByTheTableOfTheEngine() {
    engineAssets.idOf(QQQ);
    Inbox inbox = new Inbox(engineAssets, 100);
    AssetTable otherFeed = new AssetTable();

    inbox.put(last(1, SPY, 510));
    inbox.put(
        new MarketEvent(
            QuoteTable.builder(otherFeed).addLast(2, otherFeed.idOf(QQQ), 440).build(), 0, 1));

    assertRow(inbox, 1, SPY, 510);
    assertRow(inbox, 2, QQQ, 440);
    assertThat(engineAssets.findId(QQQ)).isZero();
  }

  @Test
  void joinsRowsOfOneInstant() {
    Inbox inbox = new Inbox(engineAssets, 100);
    inbox.put(last(5, SPY, 510));
    inbox.put(last(5, QQQ, 440));
    inbox.put(new BrokerEvent.CashPosted(BigDecimal.ONE, "interest", at(5)));
    inbox.put(last(5, SPY, 511));

    MarketEvent joined = (MarketEvent) inbox.poll().orElseThrow();

    assertThat(joined.table().lasts()).containsExactly(510, 440);
    assertThat(inbox.poll().orElseThrow()).isInstanceOf(BrokerEvent.class);
    assertThat(inbox.poll().orElseThrow()).isInstanceOf(MarketEvent.class);
  }

  @Test
  void shedsOlderQuotesOfAnAssetAndKeepsWhatNoNewerRowSays() {
    Inbox inbox = new Inbox(engineAssets, 3);
    QuoteTable rows =
        QuoteTable.builder(feedAssets)
            .add(1, id(SPY), 509, 511, 510, 10, 10, 1000, 7)
            .addLast(2, id(QQQ), 440)
            .add(3, id(SPY), 509.5, NONE, NONE, 20, -1, -1, -1)
            .add(4, id(SPY), NONE, NONE, NONE, -1, -1, 1001, -1)
            .build();

    inbox.put(new MarketEvent(rows, 0, 1));
    inbox.put(new MarketEvent(rows, 1, 2));
    inbox.put(new MarketEvent(rows, 2, 3));
    inbox.put(new MarketEvent(rows, 3, 4));

    QuoteTable first = ((MarketEvent) inbox.poll().orElseThrow()).table();
    assertThat(first.timeNs()).containsExactly(1);
    assertThat(first.bids()[0]).isNaN();
    assertThat(first.asks()[0]).isNaN();
    assertThat(first.bidSizes()).containsExactly(-1);
    assertThat(first.lasts()).containsExactly(510);
    assertThat(first.volumes()).containsExactly(-1);
    assertThat(first.openInterests()).containsExactly(7);
    assertRow(inbox, 2, QQQ, 440);
    QuoteTable quote = ((MarketEvent) inbox.poll().orElseThrow()).table();
    assertThat(quote.bids()).containsExactly(509.5);
    assertThat(quote.asks()[0]).isNaN();
    assertThat(((MarketEvent) inbox.poll().orElseThrow()).table().volumes()).containsExactly(1001);
    assertThat(inbox.shedRows()).isEqualTo(1);
  }

  @Test
  void neverShedsWhatTheBrokerReports() {
    Inbox inbox = new Inbox(engineAssets, 1);
    for (int i = 0; i < 1000; i++) {
      inbox.put(new BrokerEvent.OrderAccepted("o-" + i, "b", at(i)));
      inbox.put(last(i, SPY, i));
    }

    int reports = 0;
    for (Optional<Event> event = inbox.poll(); event.isPresent(); event = inbox.poll()) {
      if (event.get() instanceof BrokerEvent.OrderAccepted accepted) {
        assertThat(accepted.orderId()).isEqualTo("o-" + reports++);
      }
    }

    assertThat(reports).isEqualTo(1000);
    assertThat(inbox.shedRows()).isGreaterThan(900);
  }

  @Test
  void givesAnOvertakenEventTheTimeOfTheOneThatOvertookIt() {
    List<Event> late =
        List.of(
            new BrokerEvent.OrderAccepted("o", "b", at(1)),
            new BrokerEvent.OrderRejected("o", "no", at(1)),
            new BrokerEvent.OrderReplaced("o", OrderPrice.market(), at(1)),
            new BrokerEvent.OrderCancelled("o", "late", at(1)),
            new BrokerEvent.OrderFilled("o", 1, List.of(), at(1)),
            new BrokerEvent.OptionSettled(
                OptionContract.parse("SPY240315P00505000"),
                1,
                BrokerEvent.OptionSettled.Kind.EXPIRED,
                BigDecimal.ONE,
                BigDecimal.ZERO,
                Optional.empty(),
                "",
                at(1)),
            new BrokerEvent.CashPosted(BigDecimal.ONE, "interest", at(1)),
            new ControlEvent(ControlEvent.Mode.HALTED, "stop", at(1)),
            last(1, QQQ, 440));
    Inbox inbox = new Inbox(engineAssets, 100);
    inbox.put(last(9, SPY, 510));
    late.forEach(inbox::put);
    inbox.poll();

    for (Event event : late) {
      Event taken = inbox.poll().orElseThrow();
      assertThat(taken.getClass()).isEqualTo(event.getClass());
      assertThat(taken.at()).isEqualTo(at(9));
      if (!(event instanceof MarketEvent)) {
        assertThat(taken.toString())
            .isEqualTo(event.toString().replace("at=" + at(1), "at=" + at(9)));
      }
    }
    assertThat(inbox.lateEvents()).isEqualTo(late.size());
    assertThat(late)
        .extracting(event -> event.getClass().getSimpleName())
        .containsAll(
            Arrays.stream(BrokerEvent.class.getPermittedSubclasses())
                .map(Class::getSimpleName)
                .toList());
  }

  @Test
  void endsOnceItIsClosedAndEmpty() throws InterruptedException {
    Inbox inbox = new Inbox(engineAssets, 100);
    inbox.put(last(1, SPY, 510));

    inbox.close();

    assertThat(inbox.take()).isPresent();
    assertThat(inbox.take()).isEmpty();
    assertThatThrownBy(() -> inbox.put(last(2, SPY, 511)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("the inbox is closed");
  }

  @Test
  void needsRoom() {
    assertThatThrownBy(() -> new Inbox(engineAssets, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("capacity must be above 0: 0");
  }

  private void assertRow(Inbox inbox, long timeNs, Underlying asset, double last) {
    MarketEvent event = (MarketEvent) inbox.poll().orElseThrow();
    QuoteTable table = event.table();
    assertThat(table.assets()).isSameAs(engineAssets);
    assertThat(table.rows()).isOne();
    assertThat(table.timeNs()).containsExactly(timeNs);
    assertThat(table.assetIds()).containsExactly(engineAssets.findId(asset));
    assertThat(table.lasts()).containsExactly(last);
  }

  private MarketEvent last(long timeNs, Underlying asset, double price) {
    return new MarketEvent(
        QuoteTable.builder(feedAssets).addLast(timeNs, id(asset), price).build(), 0, 1);
  }

  private int id(Underlying asset) {
    return feedAssets.idOf(asset);
  }

  private static Instant at(long timeNs) {
    return EpochNanos.toInstant(timeNs);
  }
}
