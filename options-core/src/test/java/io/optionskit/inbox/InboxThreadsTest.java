/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.optionskit.contract.Underlying;
import io.optionskit.event.BrokerEvent;
import io.optionskit.event.Event;
import io.optionskit.event.MarketEvent;
import io.optionskit.market.AssetTable;
import io.optionskit.market.EpochNanos;
import io.optionskit.market.MarketState;
import io.optionskit.market.QuoteTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class InboxThreadsTest {

  private static final int PRODUCERS = 4;
  private static final int EVENTS = 20_000;

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final AssetTable engineAssets = new AssetTable();

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  @Test
  void bringsEveryReportOfEveryThreadInItsOrderAndTheLastQuoteOfEveryAsset() throws Exception {
    Inbox inbox = new Inbox(engineAssets, 50);
    CyclicBarrier start = new CyclicBarrier(PRODUCERS);
    List<Future<Void>> producers = new ArrayList<>();
    for (int i = 0; i < PRODUCERS; i++) {
      producers.add(threads.submit(producer(inbox, start, i)));
    }
    Future<Void> closing =
        threads.submit(
            () -> {
              for (Future<Void> producer : producers) {
                producer.get();
              }
              inbox.close();
              return null;
            });

    int[] reports = new int[PRODUCERS];
    MarketState market = new MarketState(engineAssets);
    long rows = 0;
    for (Optional<Event> event = inbox.take(); event.isPresent(); event = inbox.take()) {
      if (event.get() instanceof BrokerEvent.OrderAccepted accepted) {
        int producer = Integer.parseInt(accepted.orderId());
        assertThat(accepted.brokerOrderId()).isEqualTo("b-" + reports[producer]++);
      } else if (event.get() instanceof MarketEvent quotes) {
        market.apply(quotes.table(), quotes.from(), quotes.to());
        rows += quotes.to() - quotes.from();
      }
    }

    closing.get();
    assertThat(reports).containsOnly(EVENTS / 10);
    long put = (long) PRODUCERS * (EVENTS - EVENTS / 10);
    assertThat(rows + inbox.shedRows()).isEqualTo(put);
    for (int i = 0; i < PRODUCERS; i++) {
      assertThat(market.last(engineAssets.findId(asset(i)))).isEqualTo(EVENTS - 1);
    }
  }

  /** Every tenth event is a report, the others are prices of the producer's own asset. */
  private static Callable<Void> producer(Inbox inbox, CyclicBarrier start, int producer) {
    return () -> {
      AssetTable assets = new AssetTable();
      int id = assets.idOf(asset(producer));
      start.await(30, TimeUnit.SECONDS);
      for (int i = 0; i < EVENTS; i++) {
        if (i % 10 == 0) {
          inbox.put(
              new BrokerEvent.OrderAccepted(
                  String.valueOf(producer), "b-" + i / 10, EpochNanos.toInstant(i)));
        } else {
          inbox.put(new MarketEvent(QuoteTable.builder(assets, 1).addLast(i, id, i).build(), 0, 1));
        }
      }
      return null;
    };
  }

  private static Underlying asset(int producer) {
    return new Underlying("P" + (char) ('A' + producer));
  }

  @Test
  void waitsForTheNextEvent() throws Exception {
    Inbox inbox = new Inbox(engineAssets, 50);
    Event event = new BrokerEvent.OrderAccepted("o", "b", EpochNanos.toInstant(1));
    Future<Optional<Event>> taken = threads.submit(inbox::take);

    inbox.put(event);

    assertThat(taken.get()).contains(event);
  }

  @Test
  void stopsWaitingWhenClosedOrInterrupted() throws Exception {
    Inbox inbox = new Inbox(engineAssets, 50);
    CountDownLatch interrupted = new CountDownLatch(1);
    Thread waiting =
        new Thread(
            () -> {
              try {
                inbox.take();
              } catch (InterruptedException e) {
                interrupted.countDown();
              }
            });
    waiting.start();
    waiting.interrupt();
    interrupted.await();

    Future<Optional<Event>> taken = threads.submit(inbox::take);
    inbox.close();

    assertThat(taken.get()).isEmpty();
  }
}
