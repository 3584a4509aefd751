/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.batch;

import io.optionskit.contract.OptionType;
import io.optionskit.greeks.ImpliedVolatility;
import io.optionskit.greeks.IvStatus;
import io.optionskit.greeks.internal.Arguments;
import java.util.Arrays;

/**
 * Implied volatilities of many European options at once, over columns.
 *
 * <p>Inputs, results and statuses mean what they mean in {@link ImpliedVolatility}, and the
 * accuracy is the same: with c = price / (vega · volatility) the relative error is below 8 ·
 * 1.1e-16 · (1 + c) in the same tests. Rows beyond the reach of the fast loops (total volatility
 * above about 2, prices within rounding of their limits, numbers of extreme size) are done one by
 * one, several times slower.
 *
 * <p>Data never makes a batch throw. Columns of different lengths are an {@link
 * IllegalArgumentException}, and nothing is written then. A column of results may be one of the
 * inputs.
 *
 * <p>The bits of the results are the same on every machine and Java version and do not depend on
 * the rows beside them; they may differ in the last digits from those of the scalar functions.
 *
 * <p>Allocates nothing per call. Holds scratch memory, about 100 kB: make one per thread and keep
 * it. Java compiles the loops to vector code after some thousand calls.
 */
public final class ImpliedVolatilityBatch {

  private final VolatilityBlock block = new VolatilityBlock();

  private final int[] unsolved = new int[VolatilityBlock.ROWS];

  private ImpliedVolatilityBatch() {}

  /**
   * Makes a batch.
   *
   * @return a batch for one thread at a time
   */
  public static ImpliedVolatilityBatch create() {
    return new ImpliedVolatilityBatch();
  }

  /**
   * Solves options of which each has its own inputs.
   *
   * @param types call or put of each row
   * @param forwards forward prices of the underlying
   * @param strikes exercise prices
   * @param years times to expiry
   * @param discountFactors values today of 1.00 paid at expiry
   * @param prices prices of the options today
   * @param volatilities receives what {@link ImpliedVolatility#solve} returns
   * @param statuses receives what {@link ImpliedVolatility#status} returns
   * @throws IllegalArgumentException if the columns differ in length
   */
  public void solve(
      OptionType[] types,
      double[] forwards,
      double[] strikes,
      double[] years,
      double[] discountFactors,
      double[] prices,
      double[] volatilities,
      IvStatus[] statuses) {
    sameLengths(types, strikes, "prices", prices, volatilities, statuses);
    sameLengths(types, forwards, years, discountFactors);
    for (int from = 0; from < types.length; from += VolatilityBlock.ROWS) {
      int count = Math.min(VolatilityBlock.ROWS, types.length - from);
      read(types, forwards, strikes, years, discountFactors, prices, from, count);
      block.solve(count);
      write(types, volatilities, statuses, from, count);
    }
  }

  /**
   * Solves options of one expiry of one underlying.
   *
   * @param types call or put of each row
   * @param forward forward price of the underlying
   * @param strikes exercise prices
   * @param years time to expiry
   * @param discountFactor value today of 1.00 paid at expiry
   * @param prices prices of the options today
   * @param volatilities receives what {@link ImpliedVolatility#solve} returns
   * @param statuses receives what {@link ImpliedVolatility#status} returns
   * @throws IllegalArgumentException if the columns differ in length
   */
  public void solveChain(
      OptionType[] types,
      double forward,
      double[] strikes,
      double years,
      double discountFactor,
      double[] prices,
      double[] volatilities,
      IvStatus[] statuses) {
    sameLengths(types, strikes, "prices", prices, volatilities, statuses);
    int filled = Math.min(VolatilityBlock.ROWS, types.length);
    Arrays.fill(block.forward, 0, filled, forward);
    Arrays.fill(block.years, 0, filled, years);
    Arrays.fill(block.discountFactor, 0, filled, discountFactor);
    for (int from = 0; from < types.length; from += VolatilityBlock.ROWS) {
      int count = Math.min(VolatilityBlock.ROWS, types.length - from);
      readChain(types, strikes, prices, from, count);
      block.solveChain(count);
      write(types, volatilities, statuses, from, count);
    }
  }

  /**
   * Solves options whose earlier volatilities are known; the same bits as {@link #solve} whatever
   * those are.
   *
   * <p>They are not looked at. The guess from the price costs a tenth of the whole and is nearer
   * than a volatility that has moved by a thousandth, from which a second step would cost several
   * times what leaving out the guess had saved. The method is here so that code that keeps
   * volatilities between updates needs no other way for its first.
   *
   * @param types call or put of each row
   * @param forwards forward prices of the underlying
   * @param strikes exercise prices
   * @param years times to expiry
   * @param discountFactors values today of 1.00 paid at expiry
   * @param prices prices of the options today
   * @param previous earlier volatilities; any numbers
   * @param volatilities receives what {@link ImpliedVolatility#solve} returns; may be {@code
   *     previous}
   * @param statuses receives what {@link ImpliedVolatility#status} returns
   * @throws IllegalArgumentException if the columns differ in length
   */
  public void restart(
      OptionType[] types,
      double[] forwards,
      double[] strikes,
      double[] years,
      double[] discountFactors,
      double[] prices,
      double[] previous,
      double[] volatilities,
      IvStatus[] statuses) {
    Arguments.sameLength("previous", previous.length, types.length);
    solve(types, forwards, strikes, years, discountFactors, prices, volatilities, statuses);
  }

  /**
   * Bounds the volatilities of options of which each has its own inputs by their quotes.
   *
   * @param types call or put of each row
   * @param forwards forward prices of the underlying
   * @param strikes exercise prices
   * @param years times to expiry
   * @param discountFactors values today of 1.00 paid at expiry
   * @param bids best bids, {@code NaN} where there is none
   * @param asks best asks, {@code NaN} where there is none
   * @param out receives what {@link ImpliedVolatility#interval} returns
   * @throws IllegalArgumentException if the columns differ in length or are longer than the
   *     capacity of {@code out}
   */
  public void interval(
      OptionType[] types,
      double[] forwards,
      double[] strikes,
      double[] years,
      double[] discountFactors,
      double[] bids,
      double[] asks,
      IntervalColumns out) {
    int rows = types.length;
    sameLengths(types, forwards, years, discountFactors);
    Arguments.sameLength("strikes", strikes.length, rows);
    Arguments.sameLength("bids", bids.length, rows);
    Arguments.sameLength("asks", asks.length, rows);
    out.start(rows);
    for (int from = 0; from < rows; from += VolatilityBlock.ROWS) {
      int count = Math.min(VolatilityBlock.ROWS, rows - from);
      read(types, forwards, strikes, years, discountFactors, bids, from, count);
      replaceMissing(block.price, -1, count);
      block.solve(count);
      write(types, out.lowers(), out.bidStatuses(), from, count);
      System.arraycopy(asks, from, block.price, 0, count);
      replaceMissing(block.price, Double.MAX_VALUE, count);
      block.solve(count);
      write(types, out.uppers(), out.askStatuses(), from, count);
    }
    out.bound(bids, asks);
  }

  /**
   * Bounds the volatilities of options of one expiry of one underlying by their quotes.
   *
   * @param types call or put of each row
   * @param forward forward price of the underlying
   * @param strikes exercise prices
   * @param years time to expiry
   * @param discountFactor value today of 1.00 paid at expiry
   * @param bids best bids, {@code NaN} where there is none
   * @param asks best asks, {@code NaN} where there is none
   * @param out receives what {@link ImpliedVolatility#interval} returns
   * @throws IllegalArgumentException if the columns differ in length or are longer than the
   *     capacity of {@code out}
   */
  public void intervalChain(
      OptionType[] types,
      double forward,
      double[] strikes,
      double years,
      double discountFactor,
      double[] bids,
      double[] asks,
      IntervalColumns out) {
    int rows = types.length;
    Arguments.sameLength("strikes", strikes.length, rows);
    Arguments.sameLength("bids", bids.length, rows);
    Arguments.sameLength("asks", asks.length, rows);
    out.start(rows);
    int filled = Math.min(VolatilityBlock.ROWS, rows);
    Arrays.fill(block.forward, 0, filled, forward);
    Arrays.fill(block.years, 0, filled, years);
    Arrays.fill(block.discountFactor, 0, filled, discountFactor);
    for (int from = 0; from < rows; from += VolatilityBlock.ROWS) {
      int count = Math.min(VolatilityBlock.ROWS, rows - from);
      readChain(types, strikes, bids, from, count);
      replaceMissing(block.price, -1, count);
      block.solveChain(count);
      write(types, out.lowers(), out.bidStatuses(), from, count);
      System.arraycopy(asks, from, block.price, 0, count);
      replaceMissing(block.price, Double.MAX_VALUE, count);
      block.solveChain(count);
      write(types, out.uppers(), out.askStatuses(), from, count);
    }
    out.bound(bids, asks);
  }

  private static void sameLengths(
      OptionType[] types,
      double[] strikes,
      String priceName,
      double[] prices,
      double[] volatilities,
      IvStatus[] statuses) {
    int rows = types.length;
    Arguments.sameLength("strikes", strikes.length, rows);
    Arguments.sameLength(priceName, prices.length, rows);
    Arguments.sameLength("volatilities", volatilities.length, rows);
    Arguments.sameLength("statuses", statuses.length, rows);
  }

  private static void sameLengths(
      OptionType[] types, double[] forwards, double[] years, double[] discountFactors) {
    int rows = types.length;
    Arguments.sameLength("forwards", forwards.length, rows);
    Arguments.sameLength("years", years.length, rows);
    Arguments.sameLength("discountFactors", discountFactors.length, rows);
  }

  /** Puts a price that says nothing in the place of a side without a quote. */
  private static void replaceMissing(double[] prices, double replacement, int count) {
    for (int i = 0; i < count; i++) {
      prices[i] = Double.isNaN(prices[i]) ? replacement : prices[i];
    }
  }

  private void read(
      OptionType[] types,
      double[] forwards,
      double[] strikes,
      double[] years,
      double[] discountFactors,
      double[] prices,
      int from,
      int count) {
    System.arraycopy(forwards, from, block.forward, 0, count);
    System.arraycopy(years, from, block.years, 0, count);
    System.arraycopy(discountFactors, from, block.discountFactor, 0, count);
    readChain(types, strikes, prices, from, count);
  }

  private void readChain(
      OptionType[] types, double[] strikes, double[] prices, int from, int count) {
    long[] put = block.put;
    for (int i = 0; i < count; i++) {
      put[i] = types[from + i].sign() >> 1;
    }
    System.arraycopy(strikes, from, block.strike, 0, count);
    System.arraycopy(prices, from, block.price, 0, count);
  }

  private void write(
      OptionType[] types, double[] volatilities, IvStatus[] statuses, int from, int count) {
    System.arraycopy(block.volatility, 0, volatilities, from, count);
    setSolved(statuses, from, count);
    int left = block.unsolved(count, unsolved);
    for (int k = 0; k < left; k++) {
      int i = unsolved[k];
      solveAlone(i, types[from + i], volatilities, statuses, from + i);
    }
  }

  /** Writes references only where they change, which spares the garbage collector its notes. */
  private static void setSolved(IvStatus[] statuses, int from, int count) {
    for (int row = from; row < from + count; row++) {
      if (statuses[row] != IvStatus.OK) {
        statuses[row] = IvStatus.OK;
      }
    }
  }

  private void solveAlone(
      int i, OptionType type, double[] volatilities, IvStatus[] statuses, int row) {
    double forward = block.forward[i];
    double strike = block.strike[i];
    double years = block.years[i];
    double discountFactor = block.discountFactor[i];
    double price = block.price[i];
    double volatility =
        ImpliedVolatility.solve(type, forward, strike, years, discountFactor, price);
    volatilities[row] = volatility;
    statuses[row] =
        volatility > 0
            ? IvStatus.OK
            : ImpliedVolatility.status(type, forward, strike, years, discountFactor, price);
  }
}
