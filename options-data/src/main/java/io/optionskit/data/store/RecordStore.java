/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.store;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Keeps records of signals, orders, fills, trades, positions, bars, predictions, risk events,
 * models and whatever else has a table. May be called from any thread.
 */
public interface RecordStore {

  /**
   * Keeps records, all of them or none. A record takes the place of the one with the same key,
   * except that fills and audit entries stay as they were kept first.
   *
   * @param records records of any kinds
   * @throws StoreException if they cannot be written
   */
  void save(List<StoreRecord> records);

  /**
   * Finds records.
   *
   * @param query which ones
   * @return records in the order of their time or date and then of their key, at most as many as
   *     the query allows
   * @throws StoreException if they cannot be read
   */
  List<StoreRecord> find(RecordQuery query);

  /**
   * Returns a store in memory.
   *
   * @return a new, empty store
   */
  static RecordStore inMemory() {
    return new MemoryRecords();
  }
}

/** Records in memory. */
final class MemoryRecords implements RecordStore {

  private final Map<RecordKind, TreeMap<String, StoreRecord>> records =
      new EnumMap<>(RecordKind.class);

  @Override
  public synchronized void save(List<StoreRecord> added) {
    for (StoreRecord record : added) {
      Map<String, StoreRecord> table =
          records.computeIfAbsent(record.kind(), kind -> new TreeMap<>());
      String key = key(record);
      if (record.kind().isFinal()) {
        table.putIfAbsent(key, record);
      } else {
        table.put(key, record);
      }
    }
  }

  @Override
  public synchronized List<StoreRecord> find(RecordQuery query) {
    List<StoreRecord> found = new ArrayList<>();
    for (StoreRecord record : records.getOrDefault(query.kind(), new TreeMap<>()).values()) {
      if (query.conditions().stream().allMatch(condition -> condition.isMetBy(record))) {
        found.add(record);
      }
    }
    found.sort(order(query.kind()));
    return List.copyOf(found.subList(0, Math.min(found.size(), query.limit())));
  }

  private static String key(StoreRecord record) {
    StringBuilder key = new StringBuilder();
    for (String column : record.kind().table().key()) {
      String value = String.valueOf(record.values().get(column));
      key.append(value.length()).append(':').append(value);
    }
    return key.toString();
  }

  @SuppressWarnings("unchecked") // a column holds values of one type
  private static Comparator<StoreRecord> order(RecordKind kind) {
    return (one, other) -> {
      for (String column : kind.order().split(", ", -1)) {
        Object first = one.values().get(column);
        Object second = other.values().get(column);
        int order =
            first == null || second == null
                ? Boolean.compare(first != null, second != null)
                : ((Comparable<Object>) first).compareTo(second);
        if (order != 0) {
          return order;
        }
      }
      return 0;
    };
  }
}
