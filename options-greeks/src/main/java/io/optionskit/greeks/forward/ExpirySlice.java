/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.forward;

import io.optionskit.contract.OptionContract;
import io.optionskit.contract.OptionType;
import io.optionskit.market.OptionChain;
import io.optionskit.time.ExpiryRules;
import io.optionskit.time.YearClock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;

/**
 * The rows of one root and expiry of a chain: strikes ascending, the call of a strike before its
 * put.
 *
 * @param chain the chain
 * @param from first row
 * @param to row after the last
 */
public record ExpirySlice(OptionChain chain, int from, int to) {

  /**
   * Checks the rows.
   *
   * @throws IllegalArgumentException if there are none, or they are not rows of the chain
   */
  public ExpirySlice {
    if (!(0 <= from && from < to && to <= chain.size())) {
      throw new IllegalArgumentException(
          "rows must be within 0 and " + chain.size() + ": " + from + " to " + to);
    }
  }

  /**
   * Cuts a chain into its expiries.
   *
   * @param chain quotes at one instant
   * @return one slice per root and expiry, in the order of the chain
   */
  public static List<ExpirySlice> of(OptionChain chain) {
    List<ExpirySlice> slices = new ArrayList<>();
    int from = 0;
    while (from < chain.size()) {
      OptionContract first = chain.contract(from);
      int to = from + 1;
      while (to < chain.size() && isSameExpiry(first, chain.contract(to))) {
        to++;
      }
      slices.add(new ExpirySlice(chain, from, to));
      from = to;
    }
    return List.copyOf(slices);
  }

  /**
   * Finds one expiry of a chain.
   *
   * @param chain quotes at one instant
   * @param root option root
   * @param expiry expiry date printed in the symbol
   * @return its rows, empty if the chain lists none
   */
  public static Optional<ExpirySlice> find(OptionChain chain, String root, LocalDate expiry) {
    return of(chain).stream()
        .filter(slice -> slice.root().equals(root) && slice.expiry().equals(expiry))
        .findFirst();
  }

  private static boolean isSameExpiry(OptionContract a, OptionContract b) {
    return a.expiry().equals(b.expiry()) && a.product().equals(b.product());
  }

  /**
   * Returns the first contract; product, settlement and exercise style are those of all.
   *
   * @return contract of the first row
   */
  public OptionContract contract() {
    return chain.contract(from);
  }

  /**
   * Returns the option root.
   *
   * @return root
   */
  public String root() {
    return contract().root();
  }

  /**
   * Returns the expiry date printed in the symbol.
   *
   * @return date
   */
  public LocalDate expiry() {
    return contract().expiry();
  }

  /**
   * Returns the instant at which the settlement price is fixed.
   *
   * @return close of the settlement day, or its opening for options settled in the morning
   */
  public Instant settlesAt() {
    return ExpiryRules.usOptions().settlesAt(expiry(), contract().settlement());
  }

  /**
   * Returns the time from the chain to settlement.
   *
   * @param clock which minutes count
   * @return years of that clock, ≥ 0
   */
  public double years(YearClock clock) {
    return clock.years(chain.time(), settlesAt());
  }

  /**
   * Returns the exercise price of a row.
   *
   * @param row row of the chain, {@link #from} to {@link #to} − 1
   * @return price per share
   */
  public double strike(int row) {
    return chain.contract(row).strike().doubleValue();
  }

  /**
   * Returns whether a row and the next are the call and the put of one strike.
   *
   * @param row row of the chain, {@link #from} to {@link #to} − 1
   * @return true if both are listed
   */
  public boolean isPair(int row) {
    return row + 1 < to
        && chain.contract(row).strike().compareTo(chain.contract(row + 1).strike()) == 0;
  }

  /**
   * Returns the strikes that list both a call and a put, as columns.
   *
   * @return one row per pair, strikes ascending; a missing side is {@code NaN}
   */
  public ParitySlice pairs() {
    return columns(Long.MIN_VALUE, true);
  }

  /**
   * Returns the strikes that list both a call and a put, without quotes older than an age.
   *
   * @param oldest largest age of a quote at the time of the chain
   * @return one row per pair, strikes ascending; a missing side, and both sides of a quote that is
   *     older or whose time is unknown, are {@code NaN}
   */
  public ParitySlice pairs(Duration oldest) {
    Instant since = chain.time().minus(oldest);
    long sinceNs =
        Math.addExact(Math.multiplyExact(since.getEpochSecond(), 1_000_000_000L), since.getNano());
    return columns(sinceNs, true);
  }

  /**
   * Returns all strikes as columns, also those that list only a call or only a put.
   *
   * @return one row per strike, ascending; a missing side, and both sides of an option that is not
   *     listed, are {@code NaN}
   */
  public ParitySlice strikes() {
    return columns(Long.MIN_VALUE, false);
  }

  private ParitySlice columns(long sinceNs, boolean pairsOnly) {
    return columns(
        row -> chain.quoteTimeNs(row) >= sinceNs ? chain.bid(row) : Double.NaN,
        row -> chain.quoteTimeNs(row) >= sinceNs ? chain.ask(row) : Double.NaN,
        pairsOnly);
  }

  /**
   * Returns all strikes as columns, with quotes from elsewhere.
   *
   * @param bids bid of a row of the chain, {@code NaN} if there is none
   * @param asks ask of a row of the chain
   * @return one row per strike, ascending; both sides of an option that is not listed are {@code
   *     NaN}
   */
  public ParitySlice columns(IntToDoubleFunction bids, IntToDoubleFunction asks) {
    return columns(bids, asks, false);
  }

  private ParitySlice columns(
      IntToDoubleFunction bids, IntToDoubleFunction asks, boolean pairsOnly) {
    int strikes = 0;
    for (int row = from; row < to; row++) {
      boolean isPair = isPair(row);
      strikes += isPair || !pairsOnly ? 1 : 0;
      row += isPair ? 1 : 0;
    }
    double[][] columns = new double[5][strikes];
    for (double[] column : columns) {
      Arrays.fill(column, Double.NaN);
    }
    int strike = 0;
    for (int row = from; row < to; row++) {
      boolean isPair = isPair(row);
      if (isPair || !pairsOnly) {
        columns[0][strike] = strike(row);
        for (int option = row; option <= row + (isPair ? 1 : 0); option++) {
          int side = chain.contract(option).type() == OptionType.CALL ? 1 : 3;
          columns[side][strike] = bids.applyAsDouble(option);
          columns[side + 1][strike] = asks.applyAsDouble(option);
        }
        strike++;
      }
      row += isPair ? 1 : 0;
    }
    return new ParitySlice(columns[0], columns[1], columns[2], columns[3], columns[4]);
  }
}
