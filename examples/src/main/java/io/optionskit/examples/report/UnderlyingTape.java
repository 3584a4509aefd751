/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.examples.report;

import io.optionskit.contract.Underlying;
import io.optionskit.market.AssetTable;
import io.optionskit.market.EpochNanos;
import io.optionskit.market.QuoteTable;
import io.optionskit.spi.MarketHistory;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * A history that remembers the prices of the underlyings that went through it, for the pictures of
 * a report.
 *
 * <p>Used by one thread.
 */
public final class UnderlyingTape implements MarketHistory {

  private final MarketHistory history;
  private final Map<String, Prices> prices = new TreeMap<>();
  private long firstNs = Long.MAX_VALUE;
  private long lastNs = Long.MIN_VALUE;

  /**
   * Wraps a history.
   *
   * @param history where the rows come from; closed with the tape
   */
  public UnderlyingTape(MarketHistory history) {
    this.history = history;
  }

  @Override
  public AssetTable assets() {
    return history.assets();
  }

  @Override
  public Optional<QuoteTable> next() {
    Optional<QuoteTable> piece = history.next();
    piece.ifPresent(this::record);
    return piece;
  }

  @Override
  public void close() {
    history.close();
  }

  /**
   * Returns when the first row became known.
   *
   * @return time of the first row so far, empty before any
   */
  public Optional<Instant> firstTime() {
    return lastNs < firstNs ? Optional.empty() : Optional.of(EpochNanos.toInstant(firstNs));
  }

  /**
   * Returns when the last row became known.
   *
   * @return time of the last row so far, empty before any
   */
  public Optional<Instant> lastTime() {
    return lastNs < firstNs ? Optional.empty() : Optional.of(EpochNanos.toInstant(lastNs));
  }

  /**
   * Returns the underlyings seen.
   *
   * @return tickers in ascending order
   */
  public List<String> underlyings() {
    return List.copyOf(prices.keySet());
  }

  /**
   * Returns what an underlying cost at a time.
   *
   * @param underlying ticker
   * @param time instant
   * @return last price or middle known by then, empty if none
   */
  public OptionalDouble price(String underlying, Instant time) {
    Prices of = prices.get(underlying);
    return of == null ? OptionalDouble.empty() : of.at(EpochNanos.of(time));
  }

  private void record(QuoteTable table) {
    if (table.rows() == 0) {
      return;
    }
    firstNs = Math.min(firstNs, table.timeNs()[0]);
    lastNs = Math.max(lastNs, table.timeNs()[table.rows() - 1]);
    Prices[] byId = new Prices[table.assets().size()];
    for (int id = 0; id < byId.length; id++) {
      if (table.assets().asset(id) instanceof Underlying underlying) {
        byId[id] = prices.computeIfAbsent(underlying.symbol(), symbol -> new Prices());
      }
    }
    for (int row = 0; row < table.rows(); row++) {
      Prices of = byId[table.assetIds()[row]];
      if (of != null) {
        double last = table.lasts()[row];
        double mid = 0.5 * (table.bids()[row] + table.asks()[row]);
        of.add(table.timeNs()[row], Double.isNaN(last) ? mid : last);
      }
    }
  }

  /** Changes of one price in order of time. */
  private static final class Prices {

    private long[] timeNs = new long[256];
    private double[] values = new double[256];
    private int size;

    void add(long atNs, double value) {
      if (Double.isNaN(value) || (size > 0 && values[size - 1] == value)) {
        return;
      }
      if (size == timeNs.length) {
        timeNs = Arrays.copyOf(timeNs, 2 * size);
        values = Arrays.copyOf(values, 2 * size);
      }
      timeNs[size] = atNs;
      values[size] = value;
      size++;
    }

    OptionalDouble at(long atNs) {
      int low = 0;
      int high = size;
      while (low < high) {
        int middle = (low + high) >>> 1;
        if (timeNs[middle] <= atNs) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      return low == 0 ? OptionalDouble.empty() : OptionalDouble.of(values[low - 1]);
    }
  }
}
