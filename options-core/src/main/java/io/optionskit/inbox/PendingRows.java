/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.inbox;

import io.optionskit.market.QuoteTable;
import java.util.Arrays;

/**
 * Rows of market data that wait, in columns, oldest first. Not safe for use by several threads.
 *
 * <p>A row consists of up to four facts: a quote, a last price, a volume and an open interest.
 * {@link #conflate()} keeps of each fact the newest of every asset, under the time at which it
 * became known.
 */
final class PendingRows {

  private static final int FACTS = 4;

  private int head;
  private int tail;
  private long[] arrivals = new long[64];
  private long[] timesNs = new long[64];
  private int[] assets = new int[64];
  private double[] bids = new double[64];
  private double[] asks = new double[64];
  private double[] lasts = new double[64];
  private int[] bidSizes = new int[64];
  private int[] askSizes = new int[64];
  private long[] volumes = new long[64];
  private int[] openInterests = new int[64];
  private boolean[] isShed = new boolean[64];
  private int[][] seen = new int[FACTS][64];
  private int pass;
  private long shed;

  int size() {
    return tail - head;
  }

  /** Returns how many rows lost a fact to a newer row, or all. */
  long shed() {
    return shed;
  }

  long firstArrival() {
    return arrivals[head];
  }

  long firstTimeNs() {
    return timesNs[head];
  }

  int firstAsset() {
    return assets[head];
  }

  /** Adds a row of a table under another number of its asset. */
  void add(long arrival, int asset, QuoteTable table, int row) {
    if (tail == assets.length) {
      makeRoom();
    }
    arrivals[tail] = arrival;
    timesNs[tail] = table.timeNs()[row];
    assets[tail] = asset;
    bids[tail] = table.bids()[row];
    asks[tail] = table.asks()[row];
    lasts[tail] = table.lasts()[row];
    bidSizes[tail] = table.bidSizes()[row];
    askSizes[tail] = table.askSizes()[row];
    volumes[tail] = table.volumes()[row];
    openInterests[tail] = table.openInterests()[row];
    isShed[tail] = false;
    tail++;
  }

  /** Moves the first row to a table. */
  void removeTo(QuoteTable.Builder table, long timeNs, int asset) {
    table.add(
        timeNs,
        asset,
        bids[head],
        asks[head],
        lasts[head],
        bidSizes[head],
        askSizes[head],
        volumes[head],
        openInterests[head]);
    head++;
    if (head == tail) {
      head = 0;
      tail = 0;
    }
  }

  /**
   * Takes from every row what a newer row of the asset says again; rows without anything left go.
   */
  void conflate() {
    pass++;
    int kept = tail;
    for (int row = tail - 1; row >= head; row--) {
      boolean loses = loseOldFacts(row);
      boolean saysSomething = saysSomething(row);
      if ((loses || !saysSomething) && !isShed[row]) {
        isShed[row] = true;
        shed++;
      }
      if (saysSomething) {
        move(row, --kept);
      }
    }
    head = kept;
  }

  private boolean loseOldFacts(int row) {
    boolean loses = false;
    if (hasQuote(row) && isOld(0, row)) {
      bids[row] = Double.NaN;
      asks[row] = Double.NaN;
      bidSizes[row] = -1;
      askSizes[row] = -1;
      loses = true;
    }
    if (!Double.isNaN(lasts[row]) && isOld(1, row)) {
      lasts[row] = Double.NaN;
      loses = true;
    }
    if (volumes[row] >= 0 && isOld(2, row)) {
      volumes[row] = -1;
      loses = true;
    }
    if (openInterests[row] >= 0 && isOld(3, row)) {
      openInterests[row] = -1;
      loses = true;
    }
    return loses;
  }

  private boolean isOld(int fact, int row) {
    int asset = assets[row];
    if (asset >= seen[fact].length) {
      seen[fact] = Arrays.copyOf(seen[fact], 2 * asset);
    }
    boolean isOld = seen[fact][asset] == pass;
    seen[fact][asset] = pass;
    return isOld;
  }

  private boolean hasQuote(int row) {
    return !Double.isNaN(bids[row]) || !Double.isNaN(asks[row]);
  }

  private boolean saysSomething(int row) {
    return hasQuote(row)
        || !Double.isNaN(lasts[row])
        || volumes[row] >= 0
        || openInterests[row] >= 0;
  }

  private void move(int from, int to) {
    arrivals[to] = arrivals[from];
    timesNs[to] = timesNs[from];
    assets[to] = assets[from];
    bids[to] = bids[from];
    asks[to] = asks[from];
    lasts[to] = lasts[from];
    bidSizes[to] = bidSizes[from];
    askSizes[to] = askSizes[from];
    volumes[to] = volumes[from];
    openInterests[to] = openInterests[from];
    isShed[to] = isShed[from];
  }

  private void makeRoom() {
    int size = size();
    int capacity = head > assets.length / 2 ? assets.length : 2 * assets.length;
    arrivals = moved(arrivals, new long[capacity], size);
    timesNs = moved(timesNs, new long[capacity], size);
    assets = moved(assets, new int[capacity], size);
    bids = moved(bids, new double[capacity], size);
    asks = moved(asks, new double[capacity], size);
    lasts = moved(lasts, new double[capacity], size);
    bidSizes = moved(bidSizes, new int[capacity], size);
    askSizes = moved(askSizes, new int[capacity], size);
    volumes = moved(volumes, new long[capacity], size);
    openInterests = moved(openInterests, new int[capacity], size);
    isShed = moved(isShed, new boolean[capacity], size);
    head = 0;
    tail = size;
  }

  /** Copies the waiting part of a column to the beginning of another. */
  @SuppressWarnings("SuspiciousSystemArraycopy") // both are arrays of the same primitive
  private <T> T moved(T column, T target, int size) {
    System.arraycopy(column, head, target, 0, size);
    return target;
  }
}
