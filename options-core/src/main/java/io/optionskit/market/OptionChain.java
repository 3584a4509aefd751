/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.market;

import io.optionskit.contract.OptionContract;
import io.optionskit.contract.OptionType;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * All quotes of one underlying at one time: an immutable snapshot in columns, with queries on top.
 *
 * <p>Rows are sorted by root, expiry, strike, calls before puts. {@link OptionQuote} is a view of
 * one row made on demand:
 *
 * <pre>{@code
 * Optional<OptionQuote> shortPut = chain.puts().daysToExpiry(3, 7).nearestDelta(-0.25);
 * }</pre>
 *
 * <p>Implied volatilities and Greeks are there once an analysis was attached with {@link
 * #withColumns(ChainColumns)}; without, queries by delta find nothing. May be shared between
 * threads.
 */
public final class OptionChain {

  private final String underlying;
  private final Instant time;
  private final LocalDate tradeDate;
  private final double spot;
  private final ChainRows rows;
  private final Attachments attachments;

  /** What was said of the rows beside their quotes. */
  private record Attachments(
      Optional<ChainColumns> columns,
      Optional<ChainColumns> sourceColumns,
      ChainProvenance provenance,
      Optional<ChainQuality> quality) {

    static final Attachments NONE =
        new Attachments(
            Optional.empty(),
            Optional.empty(),
            ChainProvenance.of(Feed.UNSTATED),
            Optional.empty());
  }

  OptionChain(String underlying, Instant time, LocalDate tradeDate, double spot, ChainRows rows) {
    this(underlying, time, tradeDate, spot, rows, Attachments.NONE);
  }

  private OptionChain(
      String underlying,
      Instant time,
      LocalDate tradeDate,
      double spot,
      ChainRows rows,
      Attachments attachments) {
    this.underlying = underlying;
    this.time = time;
    this.tradeDate = tradeDate;
    this.spot = spot;
    this.rows = rows;
    this.attachments = attachments;
  }

  /**
   * Returns a builder for a chain.
   *
   * @param underlying ticker of the underlying
   * @param time instant of the snapshot
   * @param tradeDate date of the snapshot in the exchange's zone, from which days to expiry count
   * @return an empty builder
   */
  public static Builder builder(String underlying, Instant time, LocalDate tradeDate) {
    return new Builder(underlying, time, tradeDate);
  }

  /**
   * Returns this chain with implied volatilities and Greeks of our own.
   *
   * @param analysis one value per row of this chain, in its order
   * @return a chain that shares the quotes of this one
   * @throws IllegalArgumentException if the columns have another length
   */
  public OptionChain withColumns(ChainColumns analysis) {
    checkLength("columns", analysis.delta().length);
    return with(new Attachments(Optional.of(analysis), sourceColumns(), provenance(), quality()));
  }

  /**
   * Returns this chain with the source's own implied volatilities and Greeks.
   *
   * @param given one value per row of this chain, in its order and our units, {@code NaN} where the
   *     source gives none
   * @return a chain that shares the quotes of this one
   * @throws IllegalArgumentException if the columns have another length
   */
  public OptionChain withSourceColumns(ChainColumns given) {
    checkLength("source's columns", given.delta().length);
    return with(new Attachments(columns(), Optional.of(given), provenance(), quality()));
  }

  /**
   * Returns this chain with where its values come from.
   *
   * @param provenance provenance of the rows of this chain, in its order
   * @return a chain that shares the quotes of this one
   * @throws IllegalArgumentException if it is of another number of rows
   */
  public OptionChain withProvenance(ChainProvenance provenance) {
    provenance.check(size());
    return with(new Attachments(columns(), sourceColumns(), provenance, quality()));
  }

  /**
   * Returns this chain with a judgement of its quotes.
   *
   * @param quality scores of the rows of this chain, in its order
   * @return a chain that shares the quotes of this one
   * @throws IllegalArgumentException if it is of another number of rows
   */
  public OptionChain withQuality(ChainQuality quality) {
    checkLength("quality", quality.size());
    return with(new Attachments(columns(), sourceColumns(), provenance(), Optional.of(quality)));
  }

  /**
   * Returns the chain of some of the contracts, with all that was said of them.
   *
   * @param wanted says of a contract whether it is kept
   * @return this chain without the other rows
   */
  public OptionChain only(Predicate<OptionContract> wanted) {
    return onlyRows(row -> wanted.test(rows.contracts()[row]));
  }

  /**
   * Returns the chain of the contracts whose quotes are trusted enough, with all that was said of
   * them.
   *
   * @param floor lowest {@linkplain ChainQuality#score(int) score} kept, 0 to 1
   * @return this chain without the other rows; without any if it was not judged
   */
  public OptionChain qualityAtLeast(double floor) {
    Optional<ChainQuality> judged = quality();
    return onlyRows(row -> judged.isPresent() && judged.get().score(row) >= floor);
  }

  private OptionChain onlyRows(IntPredicate wanted) {
    int[] kept = IntStream.range(0, size()).filter(wanted).toArray();
    return kept.length == size()
        ? this
        : new OptionChain(
            underlying,
            time,
            tradeDate,
            spot,
            rows.only(kept),
            new Attachments(
                columns().map(columns -> columns.only(kept)),
                sourceColumns().map(columns -> columns.only(kept)),
                provenance().only(kept),
                quality().map(quality -> quality.only(kept))));
  }

  /**
   * Returns the ticker of the underlying.
   *
   * @return ticker
   */
  public String underlying() {
    return underlying;
  }

  /**
   * Returns the instant of the snapshot: nothing in it was known later.
   *
   * @return instant
   */
  public Instant time() {
    return time;
  }

  /**
   * Returns the date of the snapshot in the exchange's zone.
   *
   * @return date from which {@link OptionQuote#daysToExpiry()} counts
   */
  public LocalDate tradeDate() {
    return tradeDate;
  }

  /**
   * Returns the price of the underlying.
   *
   * @return price per share &gt; 0, empty if unknown
   */
  public OptionalDouble spot() {
    return OptionQuote.optional(spot);
  }

  /**
   * Returns the number of contracts.
   *
   * @return rows, ≥ 0
   */
  public int size() {
    return rows.contracts().length;
  }

  /**
   * Returns the contract of a row.
   *
   * @param row 0 to {@link #size()} − 1
   * @return the contract
   */
  public OptionContract contract(int row) {
    return rows.contracts()[row];
  }

  /**
   * Returns the bid of a row.
   *
   * @param row 0 to {@link #size()} − 1
   * @return bid per share ≥ 0, or {@code NaN} for none
   */
  public double bid(int row) {
    return rows.bids()[row];
  }

  /**
   * Returns the ask of a row.
   *
   * @param row 0 to {@link #size()} − 1
   * @return ask per share &gt; 0, or {@code NaN} for none
   */
  public double ask(int row) {
    return rows.asks()[row];
  }

  /**
   * Returns the last trade price of a row.
   *
   * @param row 0 to {@link #size()} − 1
   * @return price per share, or {@code NaN} for none
   */
  public double last(int row) {
    return rows.lasts()[row];
  }

  /**
   * Returns the size at the bid of a row.
   *
   * @param row 0 to {@link #size()} − 1
   * @return contracts, or −1 for unknown
   */
  public int bidSize(int row) {
    return rows.bidSizes()[row];
  }

  /**
   * Returns the size at the ask of a row.
   *
   * @param row 0 to {@link #size()} − 1
   * @return contracts, or −1 for unknown
   */
  public int askSize(int row) {
    return rows.askSizes()[row];
  }

  /**
   * Returns the session volume of a row.
   *
   * @param row 0 to {@link #size()} − 1
   * @return contracts, or −1 for unknown
   */
  public long volume(int row) {
    return rows.volumes()[row];
  }

  /**
   * Returns the open interest of a row.
   *
   * @param row 0 to {@link #size()} − 1
   * @return contracts, or −1 for unknown
   */
  public int openInterest(int row) {
    return rows.openInterests()[row];
  }

  /**
   * Returns when the quote of a row became known.
   *
   * @param row 0 to {@link #size()} − 1
   * @return nanoseconds since 1970-01-01T00:00Z, or −1 if the contract had no quote yet
   */
  public long quoteTimeNs(int row) {
    return rows.timeNs()[row];
  }

  /**
   * Returns implied volatilities and Greeks, if an analysis was attached.
   *
   * @return columns in the order of the rows
   */
  public Optional<ChainColumns> columns() {
    return attachments.columns;
  }

  /**
   * Returns the source's own implied volatilities and Greeks, if it gave any.
   *
   * @return columns in the order of the rows and our units
   */
  public Optional<ChainColumns> sourceColumns() {
    return attachments.sourceColumns;
  }

  /**
   * Returns where the values come from.
   *
   * @return provenance; all is {@link Feed#UNSTATED} if nothing was said
   */
  public ChainProvenance provenance() {
    return attachments.provenance;
  }

  /**
   * Returns the judgement of the quotes, if they were judged.
   *
   * @return scores and issues in the order of the rows
   */
  public Optional<ChainQuality> quality() {
    return attachments.quality;
  }

  /**
   * Returns the expiry dates, ascending, without repeats.
   *
   * @return expiry dates over all roots
   */
  public List<LocalDate> expiries() {
    TreeSet<LocalDate> dates = new TreeSet<>();
    LocalDate last = LocalDate.MIN;
    for (OptionContract contract : rows.contracts()) {
      if (!contract.expiry().equals(last)) {
        last = contract.expiry();
        dates.add(last);
      }
    }
    return List.copyOf(dates);
  }

  /**
   * Returns a view of one row.
   *
   * @param row 0 to {@link #size()} − 1
   * @return the view
   */
  public OptionQuote quote(int row) {
    return new OptionQuote(this, row);
  }

  /**
   * Returns the view of a contract's row.
   *
   * @param contract the contract
   * @return its view, empty if the chain does not list it
   */
  public Optional<OptionQuote> findQuote(OptionContract contract) {
    int row = Arrays.binarySearch(rows.contracts(), contract);
    return row < 0 ? Optional.empty() : Optional.of(quote(row));
  }

  /**
   * Returns all rows, for further selection.
   *
   * @return selection of every row
   */
  public ChainSelection all() {
    int[] every = new int[size()];
    Arrays.setAll(every, row -> row);
    return new ChainSelection(this, every);
  }

  /**
   * Returns the calls.
   *
   * @return selection of all call rows
   */
  public ChainSelection calls() {
    return all().ofType(OptionType.CALL);
  }

  /**
   * Returns the puts.
   *
   * @return selection of all put rows
   */
  public ChainSelection puts() {
    return all().ofType(OptionType.PUT);
  }

  private OptionChain with(Attachments changed) {
    return new OptionChain(underlying, time, tradeDate, spot, rows, changed);
  }

  private void checkLength(String what, int length) {
    if (length != size()) {
      throw new IllegalArgumentException(
          "chain has " + size() + " rows but the " + what + " have " + length);
    }
  }

  @Override
  public String toString() {
    return underlying + " chain of " + size() + " contracts at " + time;
  }

  /** Collects rows in any order. Not safe for use by several threads. */
  public static final class Builder {

    private final String underlying;
    private final Instant time;
    private final LocalDate tradeDate;
    private final List<Row> added = new ArrayList<>();
    private boolean inOrder = true;
    private double spot = Double.NaN;

    /** What was said of one contract. */
    private record Row(OptionContract contract, Quote quote, long volume, int openInterest) {}

    private Builder(String underlying, Instant time, LocalDate tradeDate) {
      this.underlying = underlying;
      this.time = time;
      this.tradeDate = tradeDate;
    }

    /**
     * Sets the price of the underlying.
     *
     * @param price price per share, finite and &gt; 0
     * @return this builder
     * @throws IllegalArgumentException if it is not
     */
    public Builder spot(double price) {
      if (!(price > 0 && price < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException("spot must be finite and above 0: " + price);
      }
      spot = price;
      return this;
    }

    /**
     * Adds a contract, or replaces the one added before.
     *
     * @param contract contract on the chain's underlying
     * @param quote its quote
     * @param volume contracts traded in the session so far, or −1 for unknown
     * @param openInterest open contracts, or −1 for unknown
     * @return this builder
     * @throws IllegalArgumentException if the contract has another underlying or a count is below
     *     −1
     */
    public Builder add(OptionContract contract, Quote quote, long volume, int openInterest) {
      if (!contract.underlying().equals(underlying)) {
        throw new IllegalArgumentException("chain of " + underlying + " cannot list " + contract);
      }
      if (volume < -1 || openInterest < -1) {
        throw new IllegalArgumentException(
            "counts must not be negative: " + volume + ", " + openInterest);
      }
      inOrder &= added.isEmpty() || added.get(added.size() - 1).contract.compareTo(contract) < 0;
      added.add(new Row(contract, quote, volume, openInterest));
      return this;
    }

    /**
     * Returns the chain of all contracts added so far.
     *
     * @return an immutable snapshot
     */
    public OptionChain build() {
      Collection<Row> sorted = inOrder ? added : latestInOrder();
      ChainRows rows = new ChainRows(sorted.size());
      int row = 0;
      for (Row one : sorted) {
        Quote quote = one.quote;
        rows.contracts()[row] = one.contract;
        rows.timeNs()[row] = EpochNanos.of(quote.eventTime());
        rows.bids()[row] = quote.bid().orElse(Double.NaN);
        rows.asks()[row] = quote.ask().orElse(Double.NaN);
        rows.lasts()[row] = quote.last().orElse(Double.NaN);
        rows.bidSizes()[row] = quote.bidSize().orElse(-1);
        rows.askSizes()[row] = quote.askSize().orElse(-1);
        rows.volumes()[row] = one.volume;
        rows.openInterests()[row] = one.openInterest;
        row++;
      }
      return new OptionChain(underlying, time, tradeDate, spot, rows);
    }

    private Collection<Row> latestInOrder() {
      TreeMap<OptionContract, Row> latest = new TreeMap<>();
      added.forEach(row -> latest.put(row.contract, row));
      return latest.values();
    }
  }
}
