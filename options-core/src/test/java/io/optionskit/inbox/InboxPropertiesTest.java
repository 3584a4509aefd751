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
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class InboxPropertiesTest {

  private static final int ASSETS = 6;

  @Property(tries = 300)
  void losesNothingWhileThereIsRoom(@ForAll long seed) {
    Run run = new Run(seed, 1_000_000);

    run.play(300, 2);

    assertThat(rows(run.taken)).isEqualTo(rows(run.put));
    assertThat(run.inbox.shedRows()).isZero();
  }

  @Property(tries = 500)
  void endsWithTheMarketOfAllRowsHoweverManyAreShed(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 40) int capacity) {
    Run run = new Run(seed, capacity);

    run.play(400, 8);

    assertSameMarket(run);
    assertThat(run.mostRowsWaiting).isLessThanOrEqualTo(Math.max(capacity, 2 * 4 * ASSETS) + 3);
    int missing = rows(run.put).size() - rows(run.taken).size();
    assertThat(run.inbox.shedRows()).isGreaterThanOrEqualTo(missing);
  }

  @Property(tries = 300)
  void neverShedsOrReordersReports(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 10) int capacity) {
    Run run = new Run(seed, capacity);

    run.play(300, 6);

    assertThat(reports(run.taken)).isEqualTo(reports(run.put));
    assertThat(run.taken).extracting(Event::at).isSorted();
  }

  private static void assertSameMarket(Run run) {
    MarketState expected = state(run.put, run.feedAssets);
    MarketState actual = state(run.taken, run.engineAssets);
    for (int id = 0; id < run.feedAssets.size(); id++) {
      int mine = run.engineAssets.findId(run.feedAssets.asset(id));
      if (mine < 0) {
        assertThat(expected.rowTimeNs(id)).isEqualTo(-1);
        continue;
      }
      assertThat(known(actual, mine)).isEqualTo(known(expected, id));
    }
  }

  private static List<Object> known(MarketState market, int id) {
    return List.of(
        market.bid(id),
        market.ask(id),
        market.last(id),
        market.quoteTimeNs(id),
        market.lastTimeNs(id));
  }

  private static MarketState state(List<Event> events, AssetTable assets) {
    MarketState state = new MarketState(assets);
    for (Event event : events) {
      if (event instanceof MarketEvent market) {
        state.apply(market.table(), market.from(), market.to());
      }
    }
    return state;
  }

  private static List<String> rows(List<Event> events) {
    List<String> rows = new ArrayList<>();
    for (Event event : events) {
      if (event instanceof MarketEvent market) {
        QuoteTable table = market.table();
        for (int row = market.from(); row < market.to(); row++) {
          rows.add(
              table.timeNs()[row]
                  + " "
                  + table.assets().asset(table.assetIds()[row])
                  + " "
                  + table.bids()[row]
                  + " "
                  + table.asks()[row]
                  + " "
                  + table.lasts()[row]
                  + " "
                  + table.volumes()[row]);
        }
      }
    }
    return rows;
  }

  private static List<Event> reports(List<Event> events) {
    return events.stream().filter(BrokerEvent.class::isInstance).toList();
  }

  /** Puts and takes at random on one thread. */
  private static final class Run {

    final AssetTable engineAssets = new AssetTable();
    final AssetTable feedAssets = new AssetTable();
    final List<Event> put = new ArrayList<>();
    final List<Event> taken = new ArrayList<>();
    final Inbox inbox;
    int mostRowsWaiting;
    private final Random random;
    private long timeNs = 1;
    private int reportsWaiting;

    Run(long seed, int capacity) {
      random = new Random(seed);
      inbox = new Inbox(engineAssets, capacity);
      for (int i = 0; i < ASSETS; i++) {
        feedAssets.idOf(new Underlying("A" + (char) ('A' + i)));
      }
    }

    void play(int steps, int putsPerTake) {
      for (int step = 0; step < steps; step++) {
        if (random.nextInt(putsPerTake + 1) > 0) {
          Event event = random.nextInt(6) == 0 ? report() : market();
          put.add(event);
          inbox.put(event);
          mostRowsWaiting = Math.max(mostRowsWaiting, inbox.size() - reportsWaiting);
        } else {
          take(inbox.poll());
        }
      }
      while (take(inbox.poll())) {
        // to the end
      }
    }

    private boolean take(Optional<Event> event) {
      event.ifPresent(taken::add);
      reportsWaiting -= event.orElse(null) instanceof BrokerEvent ? 1 : 0;
      return event.isPresent();
    }

    private Event report() {
      reportsWaiting++;
      return new BrokerEvent.CashPosted(
          BigDecimal.valueOf(put.size()), "n", EpochNanos.toInstant(timeNs));
    }

    private MarketEvent market() {
      timeNs += random.nextInt(3);
      QuoteTable.Builder rows = QuoteTable.builder(feedAssets);
      int count = 1 + random.nextInt(3);
      for (int i = 0; i < count; i++) {
        rows.add(
            timeNs,
            random.nextInt(ASSETS),
            random.nextBoolean() ? Double.NaN : random.nextInt(100),
            random.nextBoolean() ? Double.NaN : 1 + random.nextInt(100),
            random.nextBoolean() ? Double.NaN : random.nextInt(100),
            -1,
            -1,
            random.nextBoolean() ? -1 : random.nextInt(100),
            -1);
      }
      return new MarketEvent(rows.build(), 0, count);
    }
  }
}
