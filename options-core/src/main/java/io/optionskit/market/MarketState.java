/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.market;

import io.optionskit.contract.Asset;
import io.optionskit.contract.OptionContract;
import io.optionskit.contract.Underlying;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * What is known of every asset now: the result of applying rows one after another.
 *
 * <p>A row with a bid or an ask replaces the current quote, with the missing side missing; a row
 * with neither leaves it. The last known value of each side is kept beside it. Written by one
 * thread, the engine's; not safe for use by others.
 */
public final class MarketState {

  private final AssetTable assets;
  private int known;
  private double[] bids = new double[0];
  private double[] asks = new double[0];
  private double[] lastBids = new double[0];
  private double[] lastAsks = new double[0];
  private double[] lasts = new double[0];
  private int[] bidSizes = new int[0];
  private int[] askSizes = new int[0];
  private long[] volumes = new long[0];
  private int[] openInterests = new int[0];
  private long[] quoteTimeNs = new long[0];
  private long[] lastTimeNs = new long[0];
  private long[] rowTimeNs = new long[0];
  private Listing[] listings = new Listing[0];
  private final TreeSet<String> underlyings = new TreeSet<>();

  /**
   * Creates a state in which nothing is known.
   *
   * @param assets numbers of the assets in the rows to come; may grow
   */
  public MarketState(AssetTable assets) {
    this.assets = assets;
  }

  /**
   * Applies rows of a table.
   *
   * @param table table over the same numbers of assets
   * @param from first row
   * @param to end of the rows, exclusive
   * @throws IllegalArgumentException if the table numbers its assets differently
   */
  public void apply(QuoteTable table, int from, int to) {
    if (table.assets() != assets) {
      throw new IllegalArgumentException("rows must use the numbers of this state's assets");
    }
    if (known < assets.size()) {
      grow();
    }
    long[] times = table.timeNs();
    int[] ids = table.assetIds();
    double[] rowBids = table.bids();
    double[] rowAsks = table.asks();
    double[] rowLasts = table.lasts();
    int[] rowBidSizes = table.bidSizes();
    int[] rowAskSizes = table.askSizes();
    long[] rowVolumes = table.volumes();
    int[] rowInterests = table.openInterests();
    for (int i = from; i < to; i++) {
      int id = ids[i];
      double bid = rowBids[i];
      double ask = rowAsks[i];
      boolean hasBid = !Double.isNaN(bid);
      boolean hasAsk = !Double.isNaN(ask);
      if (hasBid || hasAsk) {
        bids[id] = bid;
        asks[id] = ask;
        lastBids[id] = hasBid ? bid : lastBids[id];
        lastAsks[id] = hasAsk ? ask : lastAsks[id];
        bidSizes[id] = rowBidSizes[i];
        askSizes[id] = rowAskSizes[i];
        quoteTimeNs[id] = times[i];
      }
      if (!Double.isNaN(rowLasts[i])) {
        lasts[id] = rowLasts[i];
        lastTimeNs[id] = times[i];
      }
      if (rowVolumes[i] >= 0) {
        volumes[id] = rowVolumes[i];
      }
      if (rowInterests[i] >= 0) {
        openInterests[id] = rowInterests[i];
      }
      if (rowTimeNs[id] < 0) {
        firstSeen(id);
      }
      rowTimeNs[id] = times[i];
    }
  }

  /**
   * Returns the numbers of the assets.
   *
   * @return the table given at construction
   */
  public AssetTable assets() {
    return assets;
  }

  /**
   * Returns the bid of the current quote.
   *
   * @param id number of the asset
   * @return bid per share, or {@code NaN} for none
   */
  public double bid(int id) {
    return id < known ? bids[id] : Double.NaN;
  }

  /**
   * Returns the ask of the current quote.
   *
   * @param id number of the asset
   * @return ask per share, or {@code NaN} for none
   */
  public double ask(int id) {
    return id < known ? asks[id] : Double.NaN;
  }

  /**
   * Returns the last bid ever known, from this or an earlier quote.
   *
   * @param id number of the asset
   * @return bid per share, or {@code NaN} if there never was one
   */
  public double lastKnownBid(int id) {
    return id < known ? lastBids[id] : Double.NaN;
  }

  /**
   * Returns the last ask ever known, from this or an earlier quote.
   *
   * @param id number of the asset
   * @return ask per share, or {@code NaN} if there never was one
   */
  public double lastKnownAsk(int id) {
    return id < known ? lastAsks[id] : Double.NaN;
  }

  /**
   * Returns the last trade price; for an underlying its price.
   *
   * @param id number of the asset
   * @return price per share, or {@code NaN} if unknown
   */
  public double last(int id) {
    return id < known ? lasts[id] : Double.NaN;
  }

  /**
   * Returns the time of the row that gave {@link #last(int)}.
   *
   * @param id number of the asset
   * @return nanoseconds since 1970-01-01T00:00Z, or −1
   */
  public long lastTimeNs(int id) {
    return id < known ? lastTimeNs[id] : -1;
  }

  /**
   * Returns the time of the row that gave the current quote.
   *
   * @param id number of the asset
   * @return nanoseconds since 1970-01-01T00:00Z, or −1
   */
  public long quoteTimeNs(int id) {
    return id < known ? quoteTimeNs[id] : -1;
  }

  /**
   * Returns the time of the last row of any kind.
   *
   * @param id number of the asset
   * @return nanoseconds since 1970-01-01T00:00Z, or −1
   */
  public long rowTimeNs(int id) {
    return id < known ? rowTimeNs[id] : -1;
  }

  /**
   * Returns the value at which a position is marked.
   *
   * <p>For an option the middle of the current quote, or its one side. For an underlying the last
   * trade, or else its quote the same way.
   *
   * @param id number of the asset
   * @return price per share, or {@code NaN} if nothing is known
   */
  public double mark(int id) {
    if (id >= known) {
      return Double.NaN;
    }
    double last = lasts[id];
    if (!Double.isNaN(last) && assets.underlyingId(id) == id) {
      return last;
    }
    double bid = bids[id];
    double ask = asks[id];
    if (!Double.isNaN(bid)) {
      return !Double.isNaN(ask) ? 0.5 * (bid + ask) : bid;
    }
    return ask;
  }

  /**
   * Returns the underlyings of which something is known: a row of their own or of one of their
   * contracts.
   *
   * @return tickers in ascending order
   */
  public List<String> underlyings() {
    return List.copyOf(underlyings);
  }

  /**
   * Returns the price of an underlying.
   *
   * @param underlying ticker
   * @return its mark, empty if unknown
   */
  public OptionalDouble spot(String underlying) {
    int id = assets.findId(new Underlying(underlying));
    return OptionQuote.optional(id < 0 ? Double.NaN : mark(id));
  }

  /**
   * Returns the current quote of an asset.
   *
   * @param asset contract or underlying
   * @return its quote, empty if no row of it was seen
   */
  public Optional<Quote> findQuote(Asset asset) {
    int id = assets.findId(asset);
    if (id < 0 || rowTimeNs(id) < 0) {
      return Optional.empty();
    }
    Instant time = EpochNanos.toInstant(Math.max(quoteTimeNs[id], lastTimeNs[id]));
    return Optional.of(
        Quote.of(bids[id], asks[id], lasts[id], bidSizes[id], askSizes[id], time, time));
  }

  /**
   * Takes a snapshot of all contracts of an underlying that were seen so far and expire on the
   * trade date or later. Dates may not go back from one call to the next.
   *
   * @param underlying ticker
   * @param time instant of the snapshot
   * @param tradeDate date of the snapshot in the exchange's zone
   * @return the chain, without contracts if none is listed
   */
  public OptionChain chain(String underlying, Instant time, LocalDate tradeDate) {
    int underlyingId = assets.findId(new Underlying(underlying));
    int[] alive =
        underlyingId < 0 || underlyingId >= known || listings[underlyingId] == null
            ? new int[0]
            : listings[underlyingId].alive(tradeDate);
    ChainRows rows = new ChainRows(alive.length);
    for (int row = 0; row < alive.length; row++) {
      int id = alive[row];
      rows.contracts()[row] = (OptionContract) assets.asset(id);
      rows.timeNs()[row] = quoteTimeNs[id];
      rows.bids()[row] = bids[id];
      rows.asks()[row] = asks[id];
      rows.lasts()[row] = lasts[id];
      rows.bidSizes()[row] = bidSizes[id];
      rows.askSizes()[row] = askSizes[id];
      rows.volumes()[row] = volumes[id];
      rows.openInterests()[row] = openInterests[id];
    }
    double spot = underlyingId < 0 ? Double.NaN : mark(underlyingId);
    return new OptionChain(underlying, time, tradeDate, spot, rows);
  }

  private void grow() {
    int size = assets.size();
    bids = extend(bids, size);
    asks = extend(asks, size);
    lastBids = extend(lastBids, size);
    lastAsks = extend(lastAsks, size);
    lasts = extend(lasts, size);
    bidSizes = extend(bidSizes, size);
    askSizes = extend(askSizes, size);
    openInterests = extend(openInterests, size);
    volumes = extend(volumes, size);
    quoteTimeNs = extend(quoteTimeNs, size);
    lastTimeNs = extend(lastTimeNs, size);
    rowTimeNs = extend(rowTimeNs, size);
    listings = Arrays.copyOf(listings, size);
    known = size;
  }

  private void firstSeen(int id) {
    int underlyingId = assets.underlyingId(id);
    underlyings.add(assets.asset(underlyingId).symbol());
    if (id != underlyingId) {
      if (listings[underlyingId] == null) {
        listings[underlyingId] = new Listing();
      }
      listings[underlyingId].added.add(id);
    }
  }

  /** Contracts of one underlying that were seen and have not expired, by number. */
  private final class Listing {

    final List<Integer> added = new ArrayList<>();
    private int[] sorted = new int[0];
    private LocalDate prunedTo = LocalDate.MIN;

    int[] alive(LocalDate tradeDate) {
      if (!added.isEmpty() || tradeDate.isAfter(prunedTo)) {
        sorted =
            IntStream.concat(Arrays.stream(sorted), added.stream().mapToInt(Integer::intValue))
                .filter(id -> !contract(id).expiry().isBefore(tradeDate))
                .boxed()
                .sorted(Comparator.comparing(assets::asset))
                .mapToInt(Integer::intValue)
                .toArray();
        added.clear();
        prunedTo = tradeDate;
      }
      return sorted;
    }

    private OptionContract contract(int id) {
      return (OptionContract) assets.asset(id);
    }
  }

  private static double[] extend(double[] values, int size) {
    double[] longer = Arrays.copyOf(values, size);
    Arrays.fill(longer, values.length, size, Double.NaN);
    return longer;
  }

  private static int[] extend(int[] values, int size) {
    int[] longer = Arrays.copyOf(values, size);
    Arrays.fill(longer, values.length, size, -1);
    return longer;
  }

  private static long[] extend(long[] values, int size) {
    long[] longer = Arrays.copyOf(values, size);
    Arrays.fill(longer, values.length, size, -1);
    return longer;
  }
}
