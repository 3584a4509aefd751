/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.optionskit.engine.Engine;
import io.optionskit.event.BrokerEvent;
import io.optionskit.event.JournalRecord;
import io.optionskit.event.MarketEvent;
import io.optionskit.market.AssetTable;
import io.optionskit.market.QuoteTable;
import io.optionskit.order.Fill;
import io.optionskit.order.Leg;
import io.optionskit.order.OrderRequest;
import io.optionskit.spi.Broker;
import io.optionskit.spi.BrokerException;
import io.optionskit.spi.BrokerSession;
import io.optionskit.spi.BrokerSnapshot;
import io.optionskit.spi.JournalException;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class JournalReplayTest {

  private final MemoryJournal recorded = new MemoryJournal();
  private final AssetTable assets = new AssetTable();

  @Test
  void doesAgainWhatWasDoneWithABrokerInsideTheEngine() {
    TwoDays.play(TwoDays.engine(recorded, TwoDays.simulatedBroker(), assets), assets);

    JournalReplay replay = JournalReplay.of(JournalReader.of(recorded.bytes()));
    ReplayResult result =
        replay.run(TwoDays.engine(replay.journal(), TwoDays.simulatedBroker(), replay.assets()));

    assertThat(kinds(recorded.records()))
        .contains("Checked", "Reported", "StrategyStopped", "DayClosed", "RunEnded");
    assertThat(result.difference()).isEmpty();
    assertThat(result.isComplete()).isTrue();
    assertThat(result.records()).isEqualTo(recorded.records().size());
    assertThat(result.inputs()).isEqualTo(2 * 390 + 2 + 1);
    assertThat(result.unrecorded()).isEmpty();
  }

  @Test
  void doesAgainWhatWasDoneWithABrokerOutside() {
    OutsideBroker broker = new OutsideBroker();
    Engine engine = TwoDays.engine(recorded, broker, assets);
    TwoDays.play(engine, assets, () -> broker.deliverTo(engine));

    JournalReplay replay = JournalReplay.of(JournalReader.of(recorded.bytes()));
    ReplayResult result =
        replay.run(TwoDays.engine(replay.journal(), replay.broker(), replay.assets()));

    assertThat(brokerInputs()).contains("OrderRejected", "OrderAccepted", "OrderFilled");
    assertThat(kinds(recorded.records())).doesNotContain("Reported");
    assertThat(result.difference()).isEmpty();
    assertThat(result.isComplete()).isTrue();
  }

  @Test
  void namesTheFirstRecordThatComesOutOtherwise() {
    TwoDays.play(TwoDays.engine(recorded, TwoDays.simulatedBroker(), assets), assets);

    JournalReplay replay = JournalReplay.of(JournalReader.of(recorded.bytes()));
    ReplayResult result = replay.run(TwoDays.changedEngine(replay.journal(), replay.assets(), 100));

    JournalDifference difference = result.difference().orElseThrow();
    assertThat(difference.expected().orElseThrow())
        .isEqualTo(recorded.records().get((int) difference.sequence() - 1));
    assertThat(difference.expected().orElseThrow())
        .isInstanceOfSatisfying(
            JournalRecord.Decided.class,
            decided -> assertThat(decided.decision().toString()).contains("s-125", "quantity=1"));
    assertThat(difference.actual().orElseThrow())
        .isInstanceOfSatisfying(
            JournalRecord.Decided.class,
            decided -> assertThat(decided.decision().toString()).contains("s-125", "quantity=2"));
    assertThat(difference.toString()).startsWith("record " + difference.sequence() + ": expected ");
    assertThat(result.isComplete()).isFalse();
  }

  @Test
  void tellsWhatARunThatBrokeOffHadNotWrittenAnyMore() {
    TwoDays.play(TwoDays.engine(recorded, TwoDays.simulatedBroker(), assets), assets);
    List<JournalRecord> all = recorded.records();
    int firstDecision = kinds(all).indexOf("Decided");
    byte[] brokenOff = RecordCodecTest.bytes(all.subList(0, firstDecision));

    JournalReplay replay = JournalReplay.of(JournalReader.of(brokenOff));
    ReplayResult result =
        replay.run(TwoDays.engine(replay.journal(), TwoDays.simulatedBroker(), replay.assets()));

    assertThat(result.difference()).isEmpty();
    assertThat(result.isComplete()).isFalse();
    assertThat(result.unrecorded())
        .isEqualTo(all.subList(firstDecision, firstDecision + result.unrecorded().size()));
    assertThat(kinds(result.unrecorded())).startsWith("Decided", "Checked");
  }

  @Test
  void missesARecordThatDoesNotComeAndOneTooMany() {
    TwoDays.play(TwoDays.engine(recorded, TwoDays.simulatedBroker(), assets), assets);
    List<JournalRecord> all = recorded.records();
    List<JournalRecord> more = new ArrayList<>(all);
    more.add(all.size() - 1, all.get(kinds(all).indexOf("Decided")));
    List<JournalRecord> fewer = new ArrayList<>(all);
    fewer.remove(all.size() - 2);

    assertThat(difference(all, more))
        .contains(
            new JournalDifference(
                all.size(),
                Optional.of(all.get(all.size() - 1)),
                Optional.of(more.get(all.size() - 1))));
    assertThat(difference(all, fewer).orElseThrow().sequence()).isEqualTo(all.size() - 1);
    assertThat(difference(all, all)).isEmpty();
    JournalDifference missing = difference(all, all.subList(0, 5)).orElseThrow();
    assertThat(missing.sequence()).isEqualTo(6);
    assertThat(missing.actual()).isEmpty();
    assertThat(missing)
        .hasToString(
            "record 6: expected market data of 3 rows at 2024-03-14T13:34:00Z but was nothing");
    List<JournalRecord> longer = new ArrayList<>(all);
    longer.add(all.get(0));
    assertThat(difference(all, longer))
        .contains(
            new JournalDifference(all.size() + 1L, Optional.empty(), Optional.of(all.get(0))));
  }

  @Test
  void refusesAJournalWithoutItsInputs() {
    JournalRecord start = new JournalRecord.RunStarted("1", "", 0, BigDecimal.ONE, false);

    assertThatThrownBy(
            () -> JournalReplay.of(JournalReader.of(RecordCodecTest.bytes(List.of(start)))))
        .isInstanceOf(JournalException.class)
        .hasMessageContaining("holds only hashes of its inputs");
    assertThatThrownBy(() -> JournalReplay.of(JournalReader.of(RecordCodecTest.bytes(List.of()))))
        .isInstanceOf(JournalException.class)
        .hasMessageContaining("must begin with the start of a run");
    assertThatThrownBy(
            () -> JournalHistory.of(JournalReader.of(RecordCodecTest.bytes(List.of(start)))))
        .isInstanceOf(JournalException.class)
        .hasMessageContaining("does not hold the market data");
  }

  @Test
  void givesBackTheMarketDataForAnotherRun() {
    TwoDays.play(TwoDays.engine(recorded, TwoDays.simulatedBroker(), assets), assets);

    try (JournalHistory history = JournalHistory.of(JournalReader.of(recorded.bytes()))) {
      QuoteTable rows = history.next().orElseThrow();
      assertThat(history.next()).isEmpty();
      assertThat(rows.rows()).isEqualTo(2 * 390 * 3);
      assertThat(rows.assets()).isSameAs(history.assets());
      QuoteTable.Builder original = QuoteTable.builder(assets);
      for (JournalRecord record : recorded.records()) {
        if (record instanceof JournalRecord.Input input
            && input.event() instanceof MarketEvent event) {
          QuoteTable table = event.table();
          for (int row = event.from(); row < event.to(); row++) {
            original.add(
                table.timeNs()[row],
                table.assetIds()[row],
                table.bids()[row],
                table.asks()[row],
                table.lasts()[row],
                table.bidSizes()[row],
                table.askSizes()[row],
                table.volumes()[row],
                table.openInterests()[row]);
          }
        }
      }
      assertThat(rows.sha256()).isEqualTo(original.build().sha256());
    }
  }

  private static Optional<JournalDifference> difference(
      List<JournalRecord> expected, List<JournalRecord> actual) {
    return JournalDifference.first(
        JournalReader.of(RecordCodecTest.bytes(expected)),
        JournalReader.of(RecordCodecTest.bytes(actual)));
  }

  private List<String> brokerInputs() {
    return recorded.records().stream()
        .filter(JournalRecord.Input.class::isInstance)
        .map(input -> ((JournalRecord.Input) input).event().getClass().getSimpleName())
        .toList();
  }

  private static List<String> kinds(List<JournalRecord> records) {
    return records.stream().map(record -> record.getClass().getSimpleName()).toList();
  }

  /** Accepts and fills at the end of the instant; every third order cannot be sent. */
  private static final class OutsideBroker implements Broker {

    private final Deque<BrokerEvent> reports = new ArrayDeque<>();
    private int orders;

    void deliverTo(Engine engine) {
      while (!reports.isEmpty()) {
        engine.apply(reports.remove());
      }
    }

    @Override
    public BrokerSession connect(java.util.function.Consumer<BrokerEvent> sink) {
      return new BrokerSession() {
        @Override
        public void send(OrderRequest request) {
          if (request instanceof OrderRequest.Place place) {
            if (++orders % 3 == 0) {
              throw new BrokerException(BrokerException.Reason.UNAVAILABLE, "no line");
            }
            String id = request.orderId();
            reports.add(new BrokerEvent.OrderAccepted(id, "b-" + orders, place.at()));
            List<Fill> fills = new ArrayList<>();
            for (Leg leg : place.order().legs()) {
              fills.add(
                  new Fill(
                      "f-" + orders + leg.ratio(),
                      id,
                      leg.asset(),
                      leg.ratio() * place.order().quantity(),
                      BigDecimal.TEN,
                      BigDecimal.ONE,
                      place.at(),
                      Set.of()));
            }
            reports.add(
                new BrokerEvent.OrderFilled(id, place.order().quantity(), fills, place.at()));
          }
        }

        @Override
        public BrokerSnapshot snapshot() {
          throw new UnsupportedOperationException();
        }

        @Override
        public void close() {}
      };
    }
  }
}
