/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.inbox;

import io.optionskit.event.BrokerEvent;
import io.optionskit.event.ControlEvent;
import io.optionskit.event.Event;
import io.optionskit.event.MarketEvent;
import io.optionskit.market.AssetTable;
import io.optionskit.market.EpochNanos;
import io.optionskit.market.QuoteTable;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A queue of events from many threads to one, the engine's.
 *
 * <p>Events come out in the order in which they were put in, with two exceptions. When more rows of
 * market data wait than there is room for, older ones are shed: of each asset the newest quote,
 * last price, volume and open interest stay, each with its own time, so that the market ends up as
 * if all rows had come through. Events of the broker and of control are never shed, however many.
 * And since the threads of several sources may overtake one another, an event that is older than
 * one already taken is given that one's time, so that time never goes back for the engine.
 *
 * <p>Rows that follow one another at the same instant come out as one event. Producers use asset
 * tables of their own, which no other thread may add to during {@link #put}; what comes out uses
 * the table of the engine's thread.
 *
 * <pre>{@code
 * Inbox inbox = new Inbox(assets, 100_000);
 * provider.subscribe(inbox::put); // on the provider's threads
 * for (Optional<Event> event = inbox.take(); event.isPresent(); event = inbox.take()) {
 *   engine.apply(event.get()); // on the engine's thread
 * }
 * }</pre>
 */
public final class Inbox implements AutoCloseable {

  private static final int TABLES_REMEMBERED = 64;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final AssetTable assets;
  private final int capacity;
  private final AssetTable known = new AssetTable();
  private final Map<AssetTable, int[]> knownIds = new LinkedHashMap<>();
  private final PendingRows rows = new PendingRows();
  private final Deque<Waiting> others = new ArrayDeque<>();
  private int[] ids = new int[0];
  private int room;
  private long arrivals;
  private long lateEvents;
  private long lastNs = Long.MIN_VALUE;
  private boolean isClosed;

  private record Waiting(long arrival, long timeNs, Event event) {}

  /**
   * Creates an empty inbox.
   *
   * @param assets numbers of assets in the market events that come out; used by the thread that
   *     takes
   * @param capacity rows of market data that may wait before older ones are shed, &gt; 0; with more
   *     assets than that, a few rows per asset
   */
  public Inbox(AssetTable assets, int capacity) {
    if (capacity <= 0) {
      throw new IllegalArgumentException("capacity must be above 0: " + capacity);
    }
    this.assets = assets;
    this.capacity = capacity;
    room = capacity;
  }

  /**
   * Hands an event over. Any thread; never waits for the engine.
   *
   * @param event what happened
   * @throws IllegalStateException if the inbox is closed
   */
  public void put(Event event) {
    lock.lock();
    try {
      if (isClosed) {
        throw new IllegalStateException("the inbox is closed and cannot take " + event);
      }
      long arrival = arrivals++;
      if (event instanceof MarketEvent market) {
        putRows(arrival, market);
      } else {
        others.add(new Waiting(arrival, EpochNanos.of(event.at()), event));
      }
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  private void putRows(long arrival, MarketEvent event) {
    QuoteTable table = event.table();
    for (int row = event.from(); row < event.to(); row++) {
      rows.add(arrival, knownId(table.assets(), table.assetIds()[row]), table, row);
    }
    if (rows.size() > room) {
      rows.conflate();
      room = Math.max(capacity, 2 * rows.size());
    }
  }

  /** Returns the number of a producer's asset in the inbox's own table. */
  private int knownId(AssetTable table, int id) {
    int[] numbers = knownIds.computeIfAbsent(table, any -> new int[0]);
    if (id >= numbers.length) {
      int before = numbers.length;
      numbers = Arrays.copyOf(numbers, Math.max(table.size(), id + 1));
      Arrays.fill(numbers, before, numbers.length, -1);
      knownIds.put(table, numbers);
      forgetOldTables();
    }
    if (numbers[id] < 0) {
      numbers[id] = known.idOf(table.asset(id));
    }
    return numbers[id];
  }

  private void forgetOldTables() {
    if (knownIds.size() > TABLES_REMEMBERED) {
      knownIds.remove(knownIds.keySet().iterator().next());
    }
  }

  /**
   * Takes the next event, waiting for one if there is none. The engine's thread only.
   *
   * @return the event; empty once the inbox is closed and everything was taken
   * @throws InterruptedException if the thread is interrupted while it waits; nothing was taken
   */
  public Optional<Event> take() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (isEmpty() && !isClosed) {
        changed.await();
      }
      return next();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Takes the next event if there is one. The engine's thread only.
   *
   * @return the event, empty if none waits
   */
  public Optional<Event> poll() {
    lock.lock();
    try {
      return next();
    } finally {
      lock.unlock();
    }
  }

  private boolean isEmpty() {
    return rows.size() == 0 && others.isEmpty();
  }

  private Optional<Event> next() {
    Waiting other = others.peek();
    if (rows.size() > 0 && (other == null || rows.firstArrival() < other.arrival())) {
      return Optional.of(nextRows(other == null ? Long.MAX_VALUE : other.arrival()));
    }
    if (other == null) {
      return Optional.empty();
    }
    others.remove();
    if (other.timeNs() < lastNs) {
      lateEvents++;
      return Optional.of(at(other.event(), EpochNanos.toInstant(lastNs)));
    }
    lastNs = other.timeNs();
    return Optional.of(other.event());
  }

  private MarketEvent nextRows(long beforeArrival) {
    lateEvents += rows.firstTimeNs() < lastNs ? 1 : 0;
    lastNs = Math.max(lastNs, rows.firstTimeNs());
    QuoteTable.Builder table = QuoteTable.builder(assets, Math.min(rows.size(), 16));
    int count = 0;
    while (rows.size() > 0 && rows.firstArrival() < beforeArrival && rows.firstTimeNs() <= lastNs) {
      rows.removeTo(table, lastNs, id(rows.firstAsset()));
      count++;
    }
    if (rows.size() <= capacity / 2) {
      room = capacity;
    }
    return new MarketEvent(table.build(), 0, count);
  }

  /** Returns the number of one of the inbox's assets in the table of the engine's thread. */
  private int id(int knownId) {
    if (knownId >= ids.length) {
      int before = ids.length;
      ids = Arrays.copyOf(ids, known.size());
      Arrays.fill(ids, before, ids.length, -1);
    }
    if (ids[knownId] < 0) {
      ids[knownId] = assets.idOf(known.asset(knownId));
    }
    return ids[knownId];
  }

  /**
   * Returns how many rows of market data were shed, in whole or in part, because newer ones of the
   * same asset were waiting.
   *
   * @return count since the start, ≥ 0
   */
  public long shedRows() {
    lock.lock();
    try {
      return rows.shed();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Returns how many events were given a later time because a later one had been taken already.
   *
   * @return count since the start, ≥ 0
   */
  public long lateEvents() {
    lock.lock();
    try {
      return lateEvents;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Returns how much waits.
   *
   * @return rows of market data and other events, ≥ 0
   */
  public int size() {
    lock.lock();
    try {
      return rows.size() + others.size();
    } finally {
      lock.unlock();
    }
  }

  /** Refuses further events; what waits can still be taken. Any thread. */
  @Override
  public void close() {
    lock.lock();
    try {
      isClosed = true;
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  private static Event at(Event event, Instant at) {
    if (event instanceof BrokerEvent.OrderAccepted e) {
      return new BrokerEvent.OrderAccepted(e.orderId(), e.brokerOrderId(), at);
    } else if (event instanceof BrokerEvent.OrderRejected e) {
      return new BrokerEvent.OrderRejected(e.orderId(), e.reason(), at);
    } else if (event instanceof BrokerEvent.OrderReplaced e) {
      return new BrokerEvent.OrderReplaced(e.orderId(), e.price(), at);
    } else if (event instanceof BrokerEvent.OrderCancelled e) {
      return new BrokerEvent.OrderCancelled(e.orderId(), e.reason(), at);
    } else if (event instanceof BrokerEvent.OrderFilled e) {
      return new BrokerEvent.OrderFilled(e.orderId(), e.quantity(), e.fills(), at);
    } else if (event instanceof BrokerEvent.OptionSettled e) {
      return new BrokerEvent.OptionSettled(
          e.contract(),
          e.quantity(),
          e.kind(),
          e.settlementPrice(),
          e.cash(),
          e.delivery(),
          e.note(),
          at);
    } else if (event instanceof BrokerEvent.CashPosted e) {
      return new BrokerEvent.CashPosted(e.amount(), e.reason(), at);
    } else if (event instanceof ControlEvent e) {
      return new ControlEvent(e.mode(), e.reason(), at);
    }
    throw new IllegalStateException("no later form of " + event.getClass());
  }
}
