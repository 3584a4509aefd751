/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.optionskit.contract.Underlying;
import io.optionskit.market.Quote;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class EventQueueTest {

  private static final Instant NOW = Instant.parse("2026-03-02T14:30:00Z");

  @Test
  void anUncrowdedQueueKeepsEverythingInOrder() {
    EventQueue queue = new EventQueue(10);
    List<StreamEvent> put = new ArrayList<>();
    for (int i = 1; i <= 10; i++) {
      StreamEvent event = i % 2 == 0 ? quote("SPY", i) : trade("SPY", i);
      put.add(event);
      queue.put(event);
    }

    assertThat(drained(queue)).isEqualTo(put);
    assertThat(queue.replaced()).isZero();
  }

  @Test
  void aCrowdedQueueKeepsTheLatestQuoteOfEachAssetAndEveryTrade() {
    EventQueue queue = new EventQueue(3);
    queue.put(quote("SPY", 1));
    queue.put(trade("SPY", 2));
    queue.put(quote("QQQ", 3));
    queue.put(quote("SPY", 4));
    queue.put(trade("SPY", 5));
    queue.put(quote("SPY", 6));

    assertThat(drained(queue))
        .containsExactly(trade("SPY", 2), quote("QQQ", 3), trade("SPY", 5), quote("SPY", 6));
    assertThat(queue.replaced()).isEqualTo(2);
  }

  /** Each number is one event: its asset, whether it is a quote, and sometimes one is taken. */
  @Property(tries = 500)
  void nothingButOvertakenQuotesIsEverLostAndTheOrderHolds(
      @ForAll @Size(max = 300) List<@IntRange(max = 59) Integer> moves,
      @ForAll @IntRange(min = 1, max = 20) int capacity) {
    EventQueue queue = new EventQueue(capacity);
    List<StreamEvent> put = new ArrayList<>();
    List<StreamEvent> taken = new ArrayList<>();
    Map<String, StreamEvent> last = new HashMap<>();
    int trades = 0;
    for (int i = 0; i < moves.size(); i++) {
      int move = moves.get(i);
      String symbol = "A" + (char) ('A' + move % 4);
      if (move >= 50) {
        queue.poll().ifPresent(taken::add);
      } else {
        StreamEvent event = move < 40 ? quote(symbol, i + 1) : trade(symbol, i + 1);
        put.add(event);
        queue.put(event);
        if (move < 40) {
          last.put(symbol, event);
        } else {
          trades++;
        }
      }
      assertThat(queue.size()).isLessThanOrEqualTo(capacity + 4 + trades);
    }
    taken.addAll(drained(queue));

    assertThat(put).containsSubsequence(taken);
    assertThat(taken).containsAll(last.values());
    assertThat(taken.stream().filter(TradeEvent.class::isInstance)).hasSize(trades);
    assertThat(queue.replaced()).isEqualTo(put.size() - taken.size());
  }

  private static List<StreamEvent> drained(EventQueue queue) {
    List<StreamEvent> events = new ArrayList<>();
    for (Optional<StreamEvent> event = queue.poll(); event.isPresent(); event = queue.poll()) {
      events.add(event.get());
    }
    return events;
  }

  private static StreamEvent quote(String symbol, int price) {
    return new QuoteEvent(new Underlying(symbol), Quote.of(price, price + 1, NOW));
  }

  private static StreamEvent trade(String symbol, int price) {
    return new TradeEvent(new Underlying(symbol), price, 1, "", List.of(), NOW, NOW);
  }
}
