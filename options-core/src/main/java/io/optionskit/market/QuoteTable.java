/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.market;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Rows of market data in columns, in the order in which they became known.
 *
 * <p>One row says what became known of one asset at one instant: its bid and ask, its last trade
 * price, its volume and open interest. In the price columns {@code NaN} means that the row does not
 * say; in the count columns −1 does. A row with a bid or an ask replaces the asset's current quote,
 * a row with neither leaves it (a trade, or the price of an underlying).
 *
 * <p>The table is immutable once built and may be shared between threads. The arrays returned by
 * the column accessors are the table's own, for speed: they must not be written to.
 */
public final class QuoteTable {

  private final AssetTable assets;
  private final int rows;
  private final long[] timeNs;
  private final int[] assetIds;
  private final double[] bids;
  private final double[] asks;
  private final double[] lasts;
  private final int[] bidSizes;
  private final int[] askSizes;
  private final long[] volumes;
  private final int[] openInterests;
  private volatile @Nullable String hash;

  private QuoteTable(Builder builder) {
    assets = builder.assets;
    rows = builder.rows;
    timeNs = Arrays.copyOf(builder.timeNs, rows);
    assetIds = Arrays.copyOf(builder.assetIds, rows);
    bids = Arrays.copyOf(builder.bids, rows);
    asks = Arrays.copyOf(builder.asks, rows);
    lasts = Arrays.copyOf(builder.lasts, rows);
    bidSizes = Arrays.copyOf(builder.bidSizes, rows);
    askSizes = Arrays.copyOf(builder.askSizes, rows);
    volumes = Arrays.copyOf(builder.volumes, rows);
    openInterests = Arrays.copyOf(builder.openInterests, rows);
  }

  private QuoteTable(AssetTable assets, QuoteColumns columns, @Nullable String hash) {
    this.assets = assets;
    this.hash = hash;
    rows = columns.timeNs().length;
    timeNs = columns.timeNs();
    assetIds = columns.assetIds();
    bids = columns.bids();
    asks = columns.asks();
    lasts = columns.lasts();
    bidSizes = columns.bidSizes();
    askSizes = columns.askSizes();
    volumes = columns.volumes();
    openInterests = columns.openInterests();
  }

  /**
   * Returns the table of columns that were read from a store together with their hash.
   *
   * @param assets numbers of the assets
   * @param columns the rows; taken over without a copy
   * @param sha256 what {@link #sha256()} gave when the same rows were written; it is not computed
   *     again, so whoever passes it answers for the columns being those that were written
   * @return the table
   * @throws IllegalArgumentException if time goes back, an asset has no number, or the hash is not
   *     one
   */
  public static QuoteTable of(AssetTable assets, QuoteColumns columns, String sha256) {
    if (sha256.length() != 64) {
      throw new IllegalArgumentException("sha256 must have 64 digits: '" + sha256 + "'");
    }
    long before = Long.MIN_VALUE;
    for (long time : columns.timeNs()) {
      if (time < before) {
        throw new IllegalArgumentException(
            "rows must be in order of time: " + time + " after " + before);
      }
      before = time;
    }
    int size = assets.size();
    for (int id : columns.assetIds()) {
      if (id < 0 || id >= size) {
        throw new IllegalArgumentException("no asset has the number " + id + "; there are " + size);
      }
    }
    return new QuoteTable(assets, columns, sha256);
  }

  /**
   * Returns a builder for a table over the assets of a number table.
   *
   * @param assets numbers of the assets; shared with the built table
   * @return an empty builder
   */
  public static Builder builder(AssetTable assets) {
    return builder(assets, 1024);
  }

  /**
   * Returns a builder for a table whose number of rows is about known, so that small tables take
   * little memory.
   *
   * @param assets numbers of the assets; shared with the built table
   * @param expectedRows rows for which there is room at once, &ge; 0; more may be added
   * @return an empty builder
   */
  public static Builder builder(AssetTable assets, int expectedRows) {
    return new Builder(assets, expectedRows);
  }

  /**
   * Returns the numbers of the assets in this table.
   *
   * @return the table given to the builder
   */
  public AssetTable assets() {
    return assets;
  }

  /**
   * Returns the number of rows.
   *
   * @return rows, ≥ 0
   */
  public int rows() {
    return rows;
  }

  /**
   * Returns when each row became known, as nanoseconds since 1970-01-01T00:00Z, never decreasing.
   *
   * @return column of {@link #rows()} values; do not write to it
   */
  public long[] timeNs() {
    return timeNs;
  }

  /**
   * Returns the asset of each row as a number of {@link #assets()}.
   *
   * @return column of {@link #rows()} values; do not write to it
   */
  public int[] assetIds() {
    return assetIds;
  }

  /**
   * Returns the bid of each row, currency per share; {@code NaN} if the row has none.
   *
   * @return column of {@link #rows()} values; do not write to it
   */
  public double[] bids() {
    return bids;
  }

  /**
   * Returns the ask of each row, currency per share; {@code NaN} if the row has none.
   *
   * @return column of {@link #rows()} values; do not write to it
   */
  public double[] asks() {
    return asks;
  }

  /**
   * Returns the last trade price (for an underlying its price) of each row; {@code NaN} if the row
   * has none.
   *
   * @return column of {@link #rows()} values; do not write to it
   */
  public double[] lasts() {
    return lasts;
  }

  /**
   * Returns the size at the bid of each row in contracts or shares; −1 if unknown.
   *
   * @return column of {@link #rows()} values; do not write to it
   */
  public int[] bidSizes() {
    return bidSizes;
  }

  /**
   * Returns the size at the ask of each row in contracts or shares; −1 if unknown.
   *
   * @return column of {@link #rows()} values; do not write to it
   */
  public int[] askSizes() {
    return askSizes;
  }

  /**
   * Returns the volume of the session up to each row in contracts or shares; −1 if unknown.
   *
   * @return column of {@link #rows()} values; do not write to it
   */
  public long[] volumes() {
    return volumes;
  }

  /**
   * Returns the open interest known at each row in contracts; −1 if unknown.
   *
   * @return column of {@link #rows()} values; do not write to it
   */
  public int[] openInterests() {
    return openInterests;
  }

  /**
   * Returns the first row behind {@code from} with another time.
   *
   * @param from row, 0 to {@link #rows()} − 1
   * @return the end of the run of equal times that starts at {@code from}, at most {@link #rows()}
   */
  public int endOfInstant(int from) {
    long time = timeNs[from];
    int to = from + 1;
    while (to < rows && timeNs[to] == time) {
      to++;
    }
    return to;
  }

  /**
   * Returns the SHA-256 of all rows, as 64 hexadecimal digits.
   *
   * <p>Equal rows give equal hashes on every machine, whatever numbers the assets have: assets
   * enter by their symbols in the order in which the rows name them, then the columns one after
   * another, big-endian.
   *
   * @return the hash; computed once
   */
  public String sha256() {
    String known = hash;
    if (known == null) {
      known = hashOfColumns();
      hash = known;
    }
    return known;
  }

  private String hashOfColumns() {
    ColumnDigest digest = new ColumnDigest();
    int[] order = new int[assets.size()];
    int seen = 0;
    int[] ids = new int[rows];
    for (int i = 0; i < rows; i++) {
      int id = assetIds[i];
      if (order[id] == 0) {
        order[id] = ++seen;
        digest.add(assets.asset(id).symbol());
      }
      ids[i] = order[id];
    }
    digest.add(timeNs);
    digest.add(ids);
    digest.add(bids);
    digest.add(asks);
    digest.add(lasts);
    digest.add(bidSizes);
    digest.add(askSizes);
    digest.add(volumes);
    digest.add(openInterests);
    return digest.hex();
  }

  /** Collects rows in order of time. Not safe for use by several threads. */
  public static final class Builder {

    private final AssetTable assets;
    private int rows;
    private long[] timeNs;
    private int[] assetIds;
    private double[] bids;
    private double[] asks;
    private double[] lasts;
    private int[] bidSizes;
    private int[] askSizes;
    private long[] volumes;
    private int[] openInterests;

    private Builder(AssetTable assets, int capacity) {
      this.assets = assets;
      timeNs = new long[capacity];
      assetIds = new int[capacity];
      bids = new double[capacity];
      asks = new double[capacity];
      lasts = new double[capacity];
      bidSizes = new int[capacity];
      askSizes = new int[capacity];
      volumes = new long[capacity];
      openInterests = new int[capacity];
    }

    /**
     * Appends a row.
     *
     * @param timeNs when it became known, nanoseconds since 1970-01-01T00:00Z, not before the
     *     previous row
     * @param assetId number of the asset
     * @param bid bid per share ≥ 0, or {@code NaN}
     * @param ask ask per share &gt; 0, or {@code NaN}
     * @param last last trade price, or {@code NaN}
     * @param bidSize size at the bid, or −1
     * @param askSize size at the ask, or −1
     * @param volume volume of the session so far, or −1
     * @param openInterest open interest, or −1
     * @return this builder
     * @throws IllegalArgumentException if time goes back or the asset has no number
     */
    public Builder add(
        long timeNs,
        int assetId,
        double bid,
        double ask,
        double last,
        int bidSize,
        int askSize,
        long volume,
        int openInterest) {
      if (assetId < 0 || assetId >= assets.size()) {
        throw new IllegalArgumentException(
            "no asset has the number " + assetId + "; there are " + assets.size());
      }
      if (rows > 0 && timeNs < this.timeNs[rows - 1]) {
        throw new IllegalArgumentException(
            "rows must be in order of time: " + timeNs + " after " + this.timeNs[rows - 1]);
      }
      if (rows == this.timeNs.length) {
        grow(Math.max(16, 2 * rows));
      }
      this.timeNs[rows] = timeNs;
      assetIds[rows] = assetId;
      bids[rows] = bid;
      asks[rows] = ask;
      lasts[rows] = last;
      bidSizes[rows] = bidSize;
      askSizes[rows] = askSize;
      volumes[rows] = volume;
      openInterests[rows] = openInterest;
      rows++;
      return this;
    }

    /**
     * Appends a row that says a price only: a trade, or the price of an underlying.
     *
     * @param timeNs when it became known, nanoseconds since 1970-01-01T00:00Z, not before the
     *     previous row
     * @param assetId number of the asset
     * @param last price per share
     * @return this builder
     */
    public Builder addLast(long timeNs, int assetId, double last) {
      return add(timeNs, assetId, Double.NaN, Double.NaN, last, -1, -1, -1, -1);
    }

    /**
     * Returns the table of all rows so far.
     *
     * @return an immutable table
     */
    public QuoteTable build() {
      return new QuoteTable(this);
    }

    private void grow(int capacity) {
      timeNs = Arrays.copyOf(timeNs, capacity);
      assetIds = Arrays.copyOf(assetIds, capacity);
      bids = Arrays.copyOf(bids, capacity);
      asks = Arrays.copyOf(asks, capacity);
      lasts = Arrays.copyOf(lasts, capacity);
      bidSizes = Arrays.copyOf(bidSizes, capacity);
      askSizes = Arrays.copyOf(askSizes, capacity);
      volumes = Arrays.copyOf(volumes, capacity);
      openInterests = Arrays.copyOf(openInterests, capacity);
    }
  }
}
