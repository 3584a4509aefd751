/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.tidy;

import io.optionskit.market.EpochNanos;
import java.util.Arrays;
import java.util.List;

/**
 * Rows in columns that can still be put in order and thinned out, each with the line it came from.
 */
final class RowBuffer {

  int rows;
  long[] timeNs;
  int[] assetIds;
  double[] bids;
  double[] asks;
  double[] lasts;
  int[] bidSizes;
  int[] askSizes;
  long[] volumes;
  int[] openInterests;
  int[] files;
  int[] lines;

  RowBuffer(int capacity) {
    allocate(capacity);
  }

  /** Returns all rows of some buffers, one buffer after the other. */
  static RowBuffer concatenated(List<RowBuffer> parts) {
    int capacity = 0;
    for (RowBuffer part : parts) {
      capacity = Math.addExact(capacity, part.rows);
    }
    RowBuffer all = new RowBuffer(capacity);
    for (RowBuffer part : parts) {
      for (int i = 0; i < part.rows; i++) {
        all.copy(part, i, all.rows++);
      }
    }
    return all;
  }

  /** Appends a row with nothing but its place, and returns its number. */
  int add(long time, int assetId, int file, int line) {
    if (rows == timeNs.length) {
      resize(Math.max(64, rows + (rows >> 1)));
    }
    timeNs[rows] = time;
    assetIds[rows] = assetId;
    bids[rows] = Double.NaN;
    asks[rows] = Double.NaN;
    lasts[rows] = Double.NaN;
    bidSizes[rows] = -1;
    askSizes[rows] = -1;
    volumes[rows] = -1;
    openInterests[rows] = -1;
    files[rows] = file;
    lines[rows] = line;
    return rows++;
  }

  void copy(RowBuffer from, int source, int target) {
    timeNs[target] = from.timeNs[source];
    assetIds[target] = from.assetIds[source];
    bids[target] = from.bids[source];
    asks[target] = from.asks[source];
    lasts[target] = from.lasts[source];
    bidSizes[target] = from.bidSizes[source];
    askSizes[target] = from.askSizes[source];
    volumes[target] = from.volumes[source];
    openInterests[target] = from.openInterests[source];
    files[target] = from.files[source];
    lines[target] = from.lines[source];
  }

  /** Appends a row of another buffer. */
  void addFrom(RowBuffer from, int source) {
    int row = add(0, 0, 0, 0);
    copy(from, source, row);
  }

  boolean hasQuote(int row) {
    return !Double.isNaN(bids[row]) || !Double.isNaN(asks[row]);
  }

  /** Returns whether two rows of one asset and instant say the same. */
  boolean sameValues(int a, int b) {
    return Double.compare(bids[a], bids[b]) == 0
        && Double.compare(asks[a], asks[b]) == 0
        && Double.compare(lasts[a], lasts[b]) == 0
        && bidSizes[a] == bidSizes[b]
        && askSizes[a] == askSizes[b]
        && volumes[a] == volumes[b]
        && openInterests[a] == openInterests[b];
  }

  /** Puts rows in order of time; rows of one instant stay in the order in which they came. */
  void sortByTime() {
    int[] order = StableOrder.of(timeNs, rows);
    if (order.length == 0) {
      return;
    }
    RowBuffer sorted = new RowBuffer(rows);
    for (int row : order) {
      sorted.copy(this, row, sorted.rows++);
    }
    take(sorted);
  }

  /** Removes rows whose asset was set to −1. */
  void removeMarked() {
    int kept = 0;
    for (int i = 0; i < rows; i++) {
      if (assetIds[i] >= 0) {
        if (kept != i) {
          copy(this, i, kept);
        }
        kept++;
      }
    }
    rows = kept;
  }

  /** Removes rows outside a range and returns how many these were. */
  int removeOutside(TimeRange range) {
    int before = rows;
    long firstNs = EpochNanos.of(range.first());
    long lastNs = EpochNanos.of(range.last());
    for (int i = 0; i < rows; i++) {
      if (timeNs[i] < firstNs || timeNs[i] > lastNs) {
        assetIds[i] = -1;
      }
    }
    removeMarked();
    return before - rows;
  }

  private void allocate(int capacity) {
    timeNs = new long[capacity];
    assetIds = new int[capacity];
    bids = new double[capacity];
    asks = new double[capacity];
    lasts = new double[capacity];
    bidSizes = new int[capacity];
    askSizes = new int[capacity];
    volumes = new long[capacity];
    openInterests = new int[capacity];
    files = new int[capacity];
    lines = new int[capacity];
  }

  private void take(RowBuffer other) {
    rows = other.rows;
    timeNs = other.timeNs;
    assetIds = other.assetIds;
    bids = other.bids;
    asks = other.asks;
    lasts = other.lasts;
    bidSizes = other.bidSizes;
    askSizes = other.askSizes;
    volumes = other.volumes;
    openInterests = other.openInterests;
    files = other.files;
    lines = other.lines;
  }

  private void resize(int capacity) {
    timeNs = Arrays.copyOf(timeNs, capacity);
    assetIds = Arrays.copyOf(assetIds, capacity);
    bids = Arrays.copyOf(bids, capacity);
    asks = Arrays.copyOf(asks, capacity);
    lasts = Arrays.copyOf(lasts, capacity);
    bidSizes = Arrays.copyOf(bidSizes, capacity);
    askSizes = Arrays.copyOf(askSizes, capacity);
    volumes = Arrays.copyOf(volumes, capacity);
    openInterests = Arrays.copyOf(openInterests, capacity);
    files = Arrays.copyOf(files, capacity);
    lines = Arrays.copyOf(lines, capacity);
  }
}
