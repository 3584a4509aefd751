/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.store;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes records together: with the hundredth, or with the first that comes 60 seconds after the
 * oldest that waits, or on closing. Orders, fills and audit entries are written at once, with
 * everything that waits.
 *
 * <p>Reading writes what waits first. If writing fails, nothing that waits is lost. May be called
 * from any thread; starts none.
 */
public final class BatchedRecords implements RecordStore, AutoCloseable {

  private static final int MOST_ROWS = 100;
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

  private final RecordStore store;
  private final InstantSource clock;
  private final List<StoreRecord> waiting = new ArrayList<>();
  private Instant waitingSince = Instant.MAX;

  /**
   * Creates the batches.
   *
   * @param store where they are written; stays open when this is closed
   * @param clock source of the present time
   */
  public BatchedRecords(RecordStore store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  @Override
  public synchronized void save(List<StoreRecord> records) {
    Instant now = clock.instant();
    if (waiting.isEmpty() && !records.isEmpty()) {
      waitingSince = now;
    }
    waiting.addAll(records);
    if (waiting.size() >= MOST_ROWS
        || records.stream().anyMatch(record -> record.kind().isUrgent())
        || (!waiting.isEmpty() && !now.isBefore(waitingSince.plus(LONGEST_WAIT)))) {
      flush();
    }
  }

  @Override
  public synchronized List<StoreRecord> find(RecordQuery query) {
    flush();
    return store.find(query);
  }

  /**
   * Writes what waits.
   *
   * @throws StoreException if it cannot be written; it waits on
   */
  public synchronized void flush() {
    if (!waiting.isEmpty()) {
      store.save(List.copyOf(waiting));
      waiting.clear();
    }
  }

  /** Writes what waits. */
  @Override
  public void close() {
    flush();
  }
}
