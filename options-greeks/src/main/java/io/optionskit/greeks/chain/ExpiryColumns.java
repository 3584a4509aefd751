/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.chain;

import io.optionskit.contract.OptionType;
import io.optionskit.greeks.IvStatus;
import io.optionskit.greeks.Measure;
import io.optionskit.greeks.batch.EuropeanBatch;
import io.optionskit.greeks.batch.ImpliedVolatilityBatch;
import io.optionskit.greeks.batch.MeasureColumns;
import io.optionskit.greeks.forward.ExpiryForward;

/**
 * The options of one expiry as columns, and the batches that solve and differentiate them; kept for
 * the next expiry of the thread. Belongs to one thread at a time.
 */
final class ExpiryColumns {

  private static final ThreadLocal<ExpiryColumns> OF_THREAD =
      ThreadLocal.withInitial(ExpiryColumns::new);

  private final ImpliedVolatilityBatch solver = ImpliedVolatilityBatch.create();
  private final EuropeanBatch pricer = EuropeanBatch.create();

  // inputs; the batches want columns of the very length
  OptionType[] types = {};
  double[] strikes = {};
  double[] prices = {};
  double[] volatilities = {};

  private IvStatus[] statuses = {};
  private MeasureColumns greeks = greeks(0);

  private ExpiryColumns() {}

  static ExpiryColumns ofThread() {
    return OF_THREAD.get();
  }

  private static MeasureColumns greeks(int rows) {
    return MeasureColumns.of(
        rows, Measure.DELTA, Measure.GAMMA, Measure.VEGA, Measure.THETA, Measure.RHO);
  }

  void reserve(int rows) {
    if (types.length != rows) {
      types = new OptionType[rows];
      strikes = new double[rows];
      prices = new double[rows];
      volatilities = new double[rows];
      statuses = new IvStatus[rows];
    }
    if (greeks.capacity() < rows) {
      greeks = greeks(rows);
    }
  }

  /** Writes the volatilities of the prices, {@code NaN} where there is none. */
  void solve(ExpiryForward forward, double years) {
    solver.solveChain(
        types,
        forward.forward(),
        strikes,
        years,
        forward.discountFactor(),
        prices,
        volatilities,
        statuses);
  }

  /** Finds the Greeks of the volatilities, {@code NaN} where there is none. */
  void price(ExpiryForward forward, double dividendYield) {
    pricer.priceChain(
        types,
        forward.impliedSpot(dividendYield),
        strikes,
        forward.years(),
        forward.rate(),
        dividendYield,
        volatilities,
        greeks);
  }

  void copy(Measure measure, double[] to, int from) {
    System.arraycopy(greeks.column(measure), 0, to, from, types.length);
  }
}
