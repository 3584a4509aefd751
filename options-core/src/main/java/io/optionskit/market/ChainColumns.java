/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.market;

import java.util.Arrays;

/**
 * What an analysis found for the rows of a chain, one value per row in the order of the chain;
 * {@code NaN} where there is none.
 *
 * <p>The record takes over the arrays: who made it must not write to them again, and readers must
 * not either.
 *
 * @param impliedVolatility annual volatility of log returns, 0.20 = 20 %
 * @param delta ∂value/∂spot, per share
 * @param gamma ∂²value/∂spot², per dollar, per share
 * @param vega ∂value/∂volatility, per 1.00 of volatility, per share
 * @param theta ∂value/∂(calendar time), per year, per share
 * @param rho ∂value/∂rate, per 1.00 of rate, per share
 */
@SuppressWarnings("ArrayRecordComponent") // columns: equality by identity is meant, copies are not
public record ChainColumns(
    double[] impliedVolatility,
    double[] delta,
    double[] gamma,
    double[] vega,
    double[] theta,
    double[] rho) {

  /**
   * Checks that all columns have the same length.
   *
   * @throws IllegalArgumentException if they differ
   */
  public ChainColumns {
    int rows = impliedVolatility.length;
    if (delta.length != rows
        || gamma.length != rows
        || vega.length != rows
        || theta.length != rows
        || rho.length != rows) {
      throw new IllegalArgumentException(
          "columns must have the same length: "
              + rows
              + ", "
              + delta.length
              + ", "
              + gamma.length
              + ", "
              + vega.length
              + ", "
              + theta.length
              + ", "
              + rho.length);
    }
  }

  ChainColumns only(int[] rows) {
    return new ChainColumns(
        only(impliedVolatility, rows),
        only(delta, rows),
        only(gamma, rows),
        only(vega, rows),
        only(theta, rows),
        only(rho, rows));
  }

  private static double[] only(double[] column, int[] rows) {
    return Arrays.stream(rows).mapToDouble(row -> column[row]).toArray();
  }
}
