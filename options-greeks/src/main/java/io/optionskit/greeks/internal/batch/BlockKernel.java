/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.internal.batch;

/**
 * Prices the rows of one {@link Block}.
 *
 * <p>An implementation fills the result columns whose {@link Block#wanted} is set, for rows it can
 * do to full accuracy, and leaves in {@link Block#miss} a number above 1 or {@code NaN} for all
 * others: those are done one by one afterwards. It never throws for data.
 */
public interface BlockKernel {

  /**
   * Prices rows of which each has its own spot, years, rate and yield.
   *
   * @param block inputs and results
   * @param rows number of rows, at most {@link Block#ROWS}
   */
  void rows(Block block, int rows);

  /**
   * Prices rows that share spot, years, rate and yield, as prepared by {@link Block#share}.
   *
   * @param block inputs and results
   * @param rows number of rows, at most {@link Block#ROWS}
   */
  void chain(Block block, int rows);
}
