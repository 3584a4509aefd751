/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.batch;

import io.optionskit.greeks.IvStatus;
import io.optionskit.greeks.VolatilityInterval;
import java.util.Arrays;
import java.util.Objects;

/**
 * Volatility intervals of many quotes: a lower and an upper bound per row, and what bid and ask
 * said.
 *
 * <p>Written by {@link ImpliedVolatilityBatch#interval} and {@link
 * ImpliedVolatilityBatch#intervalChain}, read in between, by one thread at a time.
 */
public final class IntervalColumns {

  private final double[] lowers;
  private final double[] uppers;
  private final IvStatus[] bidStatuses;
  private final IvStatus[] askStatuses;
  private int rows;

  private IntervalColumns(int capacity) {
    lowers = new double[capacity];
    uppers = new double[capacity];
    bidStatuses = new IvStatus[capacity];
    askStatuses = new IvStatus[capacity];
    Arrays.fill(bidStatuses, IvStatus.INVALID);
    Arrays.fill(askStatuses, IvStatus.INVALID);
  }

  /**
   * Makes empty columns.
   *
   * @param capacity most rows they can hold, ≥ 0
   * @return columns for one thread at a time
   * @throws IllegalArgumentException if the capacity is negative
   */
  public static IntervalColumns of(int capacity) {
    if (capacity < 0) {
      throw new IllegalArgumentException("capacity must be at least 0: " + capacity);
    }
    return new IntervalColumns(capacity);
  }

  /**
   * Returns how many rows the last batch wrote.
   *
   * @return number of rows, at most the capacity
   */
  public int rows() {
    return rows;
  }

  /**
   * Returns the lower bound of a row, see {@link VolatilityInterval#lower}.
   *
   * @param row 0 to rows − 1
   * @return volatility of the bid
   * @throws IndexOutOfBoundsException if there is no such row
   */
  public double lower(int row) {
    return lowers[Objects.checkIndex(row, rows)];
  }

  /**
   * Returns the upper bound of a row, see {@link VolatilityInterval#upper}.
   *
   * @param row 0 to rows − 1
   * @return volatility of the ask, may be infinite
   * @throws IndexOutOfBoundsException if there is no such row
   */
  public double upper(int row) {
    return uppers[Objects.checkIndex(row, rows)];
  }

  /**
   * Returns what the bid of a row says.
   *
   * @param row 0 to rows − 1
   * @return status, {@link IvStatus#INVALID} for a missing bid
   * @throws IndexOutOfBoundsException if there is no such row
   */
  public IvStatus bidStatus(int row) {
    return bidStatuses[Objects.checkIndex(row, rows)];
  }

  /**
   * Returns what the ask of a row says.
   *
   * @param row 0 to rows − 1
   * @return status, {@link IvStatus#INVALID} for a missing ask
   * @throws IndexOutOfBoundsException if there is no such row
   */
  public IvStatus askStatus(int row) {
    return askStatuses[Objects.checkIndex(row, rows)];
  }

  /**
   * Returns a row by itself.
   *
   * @param row 0 to rows − 1
   * @return bounds and statuses
   * @throws IndexOutOfBoundsException if there is no such row
   */
  public VolatilityInterval interval(int row) {
    return new VolatilityInterval(lower(row), upper(row), bidStatus(row), askStatus(row));
  }

  double[] lowers() {
    return lowers;
  }

  double[] uppers() {
    return uppers;
  }

  IvStatus[] bidStatuses() {
    return bidStatuses;
  }

  IvStatus[] askStatuses() {
    return askStatuses;
  }

  void start(int count) {
    if (count > lowers.length) {
      throw new IllegalArgumentException(
          "rows must be at most the capacity " + lowers.length + ": " + count);
    }
    rows = count;
  }

  /** Turns the volatilities of bids and asks into bounds. */
  void bound(double[] bids, double[] asks) {
    for (int row = 0; row < rows; row++) {
      lowers[row] = VolatilityInterval.lowerBound(bidStatuses[row], lowers[row]);
      uppers[row] = VolatilityInterval.upperBound(askStatuses[row], uppers[row]);
      bidStatuses[row] = Double.isNaN(bids[row]) ? IvStatus.INVALID : bidStatuses[row];
      askStatuses[row] = Double.isNaN(asks[row]) ? IvStatus.INVALID : askStatuses[row];
    }
  }
}
