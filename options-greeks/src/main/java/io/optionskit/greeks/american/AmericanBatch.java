/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.american;

import io.optionskit.contract.OptionType;
import io.optionskit.greeks.internal.Arguments;
import org.jspecify.annotations.Nullable;

/**
 * Values of many American options, from columns or for the chain of one expiry, without allocating.
 *
 * <p>Gives the same bits as {@link American}. A row that {@link American#value} would refuse, or
 * with a {@code NaN}, gets {@code NaN} and does not disturb the others. Rows in a run that have
 * years, rate, yield and volatility in common share one boundary, as do calls with calls and puts
 * with puts.
 *
 * <p>Belongs to one thread at a time.
 */
public final class AmericanBatch {

  private static final double[] NONE = {};

  private final AmericanPricer calls;
  private final AmericanPricer puts;

  /** Options to be solved together; the finer accuracies have long loops without that. */
  private final @Nullable AmericanBlock block;

  private final AmericanBlock.Sink sink = this::put;

  private double[] values = NONE;
  private @Nullable AmericanColumns columns;
  private boolean greeks;

  private AmericanBatch(AmericanAccuracy accuracy) {
    calls = AmericanPricer.of(accuracy);
    puts = AmericanPricer.of(accuracy);
    block = accuracy == AmericanAccuracy.FAST ? new AmericanBlock(Accuracy.of(accuracy)) : null;
  }

  /**
   * Makes a batch.
   *
   * @param accuracy how exact
   * @return a batch for one thread
   */
  public static AmericanBatch of(AmericanAccuracy accuracy) {
    return new AmericanBatch(accuracy);
  }

  /**
   * Values options of which each has its own inputs.
   *
   * @param types call or put of each row
   * @param spots prices of the underlying, &gt; 0
   * @param strikes exercise prices, &gt; 0
   * @param years times to expiry, ≥ 0
   * @param rates risk-free rates, per year
   * @param dividendYields dividend yields, per year
   * @param volatilities annual volatilities, ≥ 0
   * @param values receives the values
   * @throws IllegalArgumentException if the arrays differ in length
   */
  public void values(
      OptionType[] types,
      double[] spots,
      double[] strikes,
      double[] years,
      double[] rates,
      double[] dividendYields,
      double[] volatilities,
      double[] values) {
    int rows =
        rows(types, spots, strikes, years, rates, dividendYields, volatilities, values.length);
    start(values, null, false);
    for (int i = 0; i < rows; i++) {
      row(
          i,
          types[i],
          spots[i],
          strikes[i],
          years[i],
          rates[i],
          dividendYields[i],
          volatilities[i]);
    }
    finish();
  }

  /**
   * Values options of which each has its own inputs, with Greeks and critical spots.
   *
   * @param types call or put of each row
   * @param spots prices of the underlying, &gt; 0
   * @param strikes exercise prices, &gt; 0
   * @param years times to expiry, ≥ 0
   * @param rates risk-free rates, per year
   * @param dividendYields dividend yields, per year
   * @param volatilities annual volatilities, ≥ 0
   * @param out receives the results; capacity of at least the number of rows
   * @throws IllegalArgumentException if the arrays differ in length or the capacity is too small
   */
  public void evaluate(
      OptionType[] types,
      double[] spots,
      double[] strikes,
      double[] years,
      double[] rates,
      double[] dividendYields,
      double[] volatilities,
      AmericanColumns out) {
    int rows =
        rows(types, spots, strikes, years, rates, dividendYields, volatilities, types.length);
    capacity(out, rows);
    start(NONE, out, true);
    for (int i = 0; i < rows; i++) {
      row(
          i,
          types[i],
          spots[i],
          strikes[i],
          years[i],
          rates[i],
          dividendYields[i],
          volatilities[i]);
    }
    finish();
  }

  /**
   * Values the options of one expiry, with Greeks and critical spots.
   *
   * @param types call or put of each row
   * @param spot price of the underlying, &gt; 0
   * @param strikes exercise prices, &gt; 0
   * @param years time to expiry, ≥ 0
   * @param rate risk-free rate, per year
   * @param dividendYield dividend yield, per year
   * @param volatilities annual volatilities, ≥ 0; options with the same one share their boundary
   * @param out receives the results; capacity of at least the number of rows
   * @throws IllegalArgumentException if the arrays differ in length or the capacity is too small
   */
  public void evaluateChain(
      OptionType[] types,
      double spot,
      double[] strikes,
      double years,
      double rate,
      double dividendYield,
      double[] volatilities,
      AmericanColumns out) {
    int rows = types.length;
    Arguments.sameLength("strikes", strikes.length, rows);
    Arguments.sameLength("volatilities", volatilities.length, rows);
    capacity(out, rows);
    start(NONE, out, true);
    for (int i = 0; i < rows; i++) {
      row(i, types[i], spot, strikes[i], years, rate, dividendYield, volatilities[i]);
    }
    finish();
  }

  private void start(double[] values, @Nullable AmericanColumns columns, boolean greeks) {
    this.values = values;
    this.columns = columns;
    this.greeks = greeks;
  }

  private void row(
      int row,
      OptionType type,
      double spot,
      double strike,
      double years,
      double rate,
      double dividendYield,
      double volatility) {
    AmericanPricer pricer = pricer(type);
    if (!AmericanPricer.accepts(spot, strike, years, rate, dividendYield, volatility)) {
      clear(row);
    } else if (block == null) {
      pricer.evaluate(type, spot, strike, years, rate, dividendYield, volatility, greeks);
      put(row, pricer);
    } else if (!pricer.prepare(type, spot, strike, years, rate, dividendYield, volatility)) {
      put(row, pricer);
    } else if (pricer.isOrdinary(years, volatility)) {
      block.add(row, type, spot, strike, years, rate, dividendYield, volatility, pricer);
      if (block.rows == AmericanBlock.ROWS) {
        block.finish(calls, puts, greeks, sink);
      }
    } else {
      pricer.evaluate(type, spot, strike, years, rate, dividendYield, volatility, greeks);
      put(row, pricer);
    }
  }

  private void finish() {
    if (block != null && block.rows > 0) {
      block.finish(calls, puts, greeks, sink);
    }
    start(NONE, null, false);
  }

  private void put(int row, AmericanPricer pricer) {
    if (columns == null) {
      values[row] = pricer.value;
    } else {
      columns.set(row, pricer);
    }
  }

  private void clear(int row) {
    if (columns == null) {
      values[row] = Double.NaN;
    } else {
      columns.clear(row);
    }
  }

  private AmericanPricer pricer(OptionType type) {
    return type == OptionType.CALL ? calls : puts;
  }

  private static int rows(
      OptionType[] types,
      double[] spots,
      double[] strikes,
      double[] years,
      double[] rates,
      double[] dividendYields,
      double[] volatilities,
      int results) {
    int rows = types.length;
    Arguments.sameLength("spots", spots.length, rows);
    Arguments.sameLength("strikes", strikes.length, rows);
    Arguments.sameLength("years", years.length, rows);
    Arguments.sameLength("rates", rates.length, rows);
    Arguments.sameLength("dividendYields", dividendYields.length, rows);
    Arguments.sameLength("volatilities", volatilities.length, rows);
    Arguments.sameLength("values", results, rows);
    return rows;
  }

  private static void capacity(AmericanColumns out, int rows) {
    if (out.capacity() < rows) {
      throw new IllegalArgumentException(
          "out must have a capacity of at least " + rows + ": " + out.capacity());
    }
  }
}
