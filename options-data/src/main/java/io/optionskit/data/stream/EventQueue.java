/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.stream;

import io.optionskit.contract.Asset;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Events that wait for a handler, in order. When more wait than there is room for, a new quote or
 * value takes the place of the one of the same asset that waits; everything else is kept, however
 * much. So at most the capacity, one quote of each asset, and what may not be lost is waiting.
 *
 * <p>Any thread; nobody waits for the handler.
 */
final class EventQueue {

  private record Key(Asset asset, Object kind) {}

  private final int capacity;
  private final Map<Long, StreamEvent> waiting = new LinkedHashMap<>();
  private final Map<Key, Long> latest = new LinkedHashMap<>();
  private long arrivals;
  private long replaced;

  EventQueue(int capacity) {
    this.capacity = capacity;
  }

  synchronized void put(StreamEvent event) {
    long arrival = arrivals++;
    Optional<Key> key = key(event);
    if (key.isPresent()) {
      Long before = latest.put(key.get(), arrival);
      if (before != null && waiting.size() >= capacity && waiting.remove(before) != null) {
        replaced++;
      }
    }
    waiting.put(arrival, event);
  }

  /** Takes the oldest event. */
  synchronized Optional<StreamEvent> poll() {
    Iterator<Map.Entry<Long, StreamEvent>> oldest = waiting.entrySet().iterator();
    if (!oldest.hasNext()) {
      return Optional.empty();
    }
    Map.Entry<Long, StreamEvent> entry = oldest.next();
    StreamEvent event = entry.getValue();
    Long arrival = entry.getKey();
    oldest.remove();
    key(event).ifPresent(key -> latest.remove(key, arrival));
    return Optional.of(event);
  }

  synchronized int size() {
    return waiting.size();
  }

  synchronized long replaced() {
    return replaced;
  }

  private static Optional<Key> key(StreamEvent event) {
    if (event instanceof QuoteEvent quote) {
      return Optional.of(new Key(quote.asset(), QuoteEvent.class));
    }
    if (event instanceof ValueEvent value) {
      return Optional.of(new Key(value.asset(), value.kind()));
    }
    return Optional.empty();
  }
}
