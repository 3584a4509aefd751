/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.files;

import io.optionskit.contract.OptionContract;
import io.optionskit.market.AssetTable;
import io.optionskit.market.QuoteTable;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Collects the rows of one date in any order. Rows of one asset and instant complement each other:
 * a quote and a trade become one row.
 */
final class DayRows {

  private static final double HIGHEST_PRICE = 1e9;

  private static final NavigableMap<Long, Integer> NONE = Collections.emptyNavigableMap();

  private final AssetTable assets;
  private final Map<Integer, NavigableMap<Long, Integer>> interests = new HashMap<>();
  private int size;
  private long[] timeNs = new long[256];
  private int[] assetIds = new int[256];
  private double[] prices = new double[3 * 256];
  private int[] sizes = new int[2 * 256];
  private long[] volumes = new long[256];
  private int[] openInterests = new int[256];

  DayRows(AssetTable assets) {
    this.assets = assets;
  }

  AssetTable assets() {
    return assets;
  }

  boolean isEmpty() {
    return size == 0;
  }

  /** Adds a row; {@code NaN} and −1 stand for what it does not say. */
  void add(
      long time,
      int assetId,
      double bid,
      double ask,
      double last,
      int bidSize,
      int askSize,
      long volume,
      int openInterest) {
    if (bid > HIGHEST_PRICE || ask > HIGHEST_PRICE || last > HIGHEST_PRICE) {
      throw new IllegalArgumentException(
          "prices must not be above a billion: " + bid + ", " + ask + ", " + last);
    }
    if (size == timeNs.length) {
      grow();
    }
    timeNs[size] = time;
    assetIds[size] = assetId;
    prices[3 * size] = bid;
    prices[3 * size + 1] = ask;
    prices[3 * size + 2] = last;
    sizes[2 * size] = bidSize;
    sizes[2 * size + 1] = askSize;
    volumes[size] = volume;
    openInterests[size] = openInterest;
    size++;
  }

  /**
   * Adds an open interest that came without a quote. It goes into the first row of its contract
   * from then on: a row of its own would look as if the contract could be traded at that time.
   */
  void openInterest(long time, int assetId, int contracts) {
    interests.computeIfAbsent(assetId, id -> new TreeMap<>()).put(time, contracts);
  }

  /** Returns the rows in order of time, underlyings before options. */
  QuoteTable table() {
    Integer[] order = new Integer[size];
    boolean[] isOption = new boolean[size];
    for (int i = 0; i < size; i++) {
      order[i] = i;
      isOption[i] = assets.asset(assetIds[i]) instanceof OptionContract;
    }
    Arrays.sort(
        order,
        Comparator.<Integer>comparingLong(i -> timeNs[i])
            .thenComparing((a, b) -> Boolean.compare(isOption[a], isOption[b])));
    QuoteTable.Builder table = QuoteTable.builder(assets, size);
    Map<Integer, Integer> atInstant = new HashMap<>();
    int from = 0;
    while (from < size) {
      int to = from;
      atInstant.clear();
      while (to < size && timeNs[order[to]] == timeNs[order[from]]) {
        Integer first = atInstant.putIfAbsent(assetIds[order[to]], order[to]);
        if (first != null) {
          merge(first, order[to]);
          order[to] = -1;
        }
        to++;
      }
      for (int i = from; i < to; i++) {
        if (order[i] >= 0) {
          write(order[i], table);
        }
      }
      from = to;
    }
    return table.build();
  }

  private void merge(int first, int second) {
    if (!Double.isNaN(prices[3 * second]) || !Double.isNaN(prices[3 * second + 1])) {
      prices[3 * first] = prices[3 * second];
      prices[3 * first + 1] = prices[3 * second + 1];
      sizes[2 * first] = sizes[2 * second];
      sizes[2 * first + 1] = sizes[2 * second + 1];
    }
    if (!Double.isNaN(prices[3 * second + 2])) {
      prices[3 * first + 2] = prices[3 * second + 2];
    }
    volumes[first] = volumes[second] >= 0 ? volumes[second] : volumes[first];
    openInterests[first] =
        openInterests[second] >= 0 ? openInterests[second] : openInterests[first];
  }

  private void write(int row, QuoteTable.Builder table) {
    int openInterest = openInterests[row];
    NavigableMap<Long, Integer> told = interests.getOrDefault(assetIds[row], NONE);
    Map.Entry<Long, Integer> known = told.floorEntry(timeNs[row]);
    if (known != null) {
      openInterest = openInterest >= 0 ? openInterest : known.getValue();
      told.headMap(known.getKey(), true).clear();
    }
    table.add(
        timeNs[row],
        assetIds[row],
        prices[3 * row],
        prices[3 * row + 1],
        prices[3 * row + 2],
        sizes[2 * row],
        sizes[2 * row + 1],
        volumes[row],
        openInterest);
  }

  private void grow() {
    int room = 2 * timeNs.length;
    timeNs = Arrays.copyOf(timeNs, room);
    assetIds = Arrays.copyOf(assetIds, room);
    prices = Arrays.copyOf(prices, 3 * room);
    sizes = Arrays.copyOf(sizes, 2 * room);
    volumes = Arrays.copyOf(volumes, room);
    openInterests = Arrays.copyOf(openInterests, room);
  }
}
