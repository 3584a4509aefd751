/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.store;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * How long a trade store keeps what it may forget: chains, bars, volatility indices, series and
 * correlations. Signals, orders, fills, trades, positions, predictions, models, results, risk
 * events and the audit log are never removed, whatever is said here. Immutable.
 *
 * <p>Example: {@code store.retain(StoreRetention.of(Retention.Profile.WEEKLY), now)}.
 */
public final class StoreRetention {

  private final Map<Retention.Kind, Retention> kinds;

  private StoreRetention(Map<Retention.Kind, Retention> kinds) {
    this.kinds = Collections.unmodifiableMap(kinds);
  }

  /**
   * What was removed.
   *
   * @param rows number of rows by table, without those of whole partitions; tables of which none
   *     was removed are left out
   * @param partitions names of partitions, or of chunks of TimescaleDB, dropped as a whole
   * @param archived chain snapshots that were moved to the archive
   */
  public record Report(SortedMap<String, Long> rows, List<String> partitions, int archived) {

    /**
     * Returns whether nothing was old enough.
     *
     * @return true if nothing was removed
     */
    public boolean isEmpty() {
      return rows.isEmpty() && partitions.isEmpty() && archived == 0;
    }
  }

  /**
   * Returns the retention of a kind of trading.
   *
   * @param profile which kind of trading
   * @return the defaults of {@link Retention#of}
   */
  public static StoreRetention of(Retention.Profile profile) {
    Map<Retention.Kind, Retention> kinds = new EnumMap<>(Retention.Kind.class);
    for (Retention.Kind kind : Retention.Kind.values()) {
      kinds.put(kind, Retention.of(profile, kind));
    }
    return new StoreRetention(kinds);
  }

  /**
   * Returns this with another time for one kind of data.
   *
   * @param kind which data
   * @param retention how long they are kept
   * @return the same otherwise
   * @throws IllegalArgumentException if trades were to be removed, or daily series and volatility
   *     indices before two years
   */
  public StoreRetention with(Retention.Kind kind, Retention retention) {
    Map<Retention.Kind, Retention> changed = new EnumMap<>(kinds);
    changed.put(kind, retention.requireAllowed(kind));
    return new StoreRetention(changed);
  }

  /**
   * Returns how long a kind of data is kept.
   *
   * @param kind which data
   * @return its retention
   */
  public Retention get(Retention.Kind kind) {
    return kinds.getOrDefault(kind, Retention.FOREVER);
  }
}
