/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.batch;

import io.optionskit.greeks.Measure;
import io.optionskit.greeks.internal.batch.Block;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * Where a batch writes the chosen measures and the status of each row: one column per measure.
 *
 * <p>Made once and used again for every batch of at most {@link #capacity} rows. Belongs to one
 * thread at a time.
 */
public final class MeasureColumns {

  private static final double[] NOT_WANTED = {};
  private static final byte OK = 0;
  private static final byte UNKNOWN = 1;
  private static final byte INVALID = 2;

  private final Set<Measure> measures;
  private final double[][] columns = new double[Measure.COUNT][];
  private final byte[] statuses;
  private final int mask;
  private int rows;

  private MeasureColumns(int capacity, Set<Measure> measures) {
    if (capacity < 0) {
      throw new IllegalArgumentException("capacity must be at least 0: " + capacity);
    }
    if (measures.isEmpty()) {
      throw new IllegalArgumentException("measures must name at least one measure");
    }
    this.measures = Collections.unmodifiableSet(EnumSet.copyOf(measures));
    this.mask = Block.mask(measures);
    for (Measure measure : Measure.values()) {
      columns[measure.index()] = measures.contains(measure) ? new double[capacity] : NOT_WANTED;
    }
    this.statuses = new byte[capacity];
  }

  /**
   * Makes columns for some of the measures.
   *
   * @param capacity largest number of rows of a batch, ≥ 0
   * @param measures what to compute, at least one
   * @return empty columns
   * @throws IllegalArgumentException if the capacity is below 0 or no measure is named
   */
  public static MeasureColumns of(int capacity, Set<Measure> measures) {
    return new MeasureColumns(capacity, measures);
  }

  /**
   * Makes columns for some of the measures.
   *
   * @param capacity largest number of rows of a batch, ≥ 0
   * @param first what to compute
   * @param others what else to compute
   * @return empty columns
   * @throws IllegalArgumentException if the capacity is below 0
   */
  public static MeasureColumns of(int capacity, Measure first, Measure... others) {
    return new MeasureColumns(capacity, EnumSet.of(first, others));
  }

  /**
   * Returns the measures that are computed.
   *
   * @return at least one, in the order of {@link Measure#index}; unmodifiable
   */
  public Set<Measure> measures() {
    return measures;
  }

  /**
   * Returns how many rows a batch may have.
   *
   * @return length of the columns, ≥ 0
   */
  public int capacity() {
    return statuses.length;
  }

  /**
   * Returns how many rows the last batch had.
   *
   * @return 0 to {@link #capacity}; the rest of the columns is left from before
   */
  public int rows() {
    return rows;
  }

  /**
   * Returns the column of a measure: the array itself, which the next batch overwrites.
   *
   * @param measure one of {@link #measures}
   * @return one number per row, {@code NaN} where the status is not {@link RowStatus#OK}
   * @throws IllegalArgumentException if the measure is not computed
   */
  public double[] column(Measure measure) {
    if (!has(measure)) {
      throw new IllegalArgumentException("measure must be one of " + measures + ": " + measure);
    }
    return columns[measure.index()];
  }

  /**
   * Returns whether a row has an answer.
   *
   * @param row 0 to {@link #rows} − 1
   * @return the status of the row in the last batch
   * @throws IndexOutOfBoundsException if the last batch had no such row
   */
  public RowStatus status(int row) {
    if (row < 0 || row >= rows) {
      throw new IndexOutOfBoundsException("row must be 0 to " + (rows - 1) + ": " + row);
    }
    return switch (statuses[row]) {
      case OK -> RowStatus.OK;
      case UNKNOWN -> RowStatus.UNKNOWN;
      default -> RowStatus.INVALID;
    };
  }

  /** Returns the measures as bits, see {@link Block#mask}. */
  int mask() {
    return mask;
  }

  boolean has(Measure measure) {
    return (mask & 1 << measure.index()) != 0;
  }

  /** Says of some rows that they have an answer. */
  void setOk(int from, int count) {
    Arrays.fill(statuses, from, from + count, OK);
  }

  void setStatus(int row, RowStatus status) {
    statuses[row] =
        switch (status) {
          case OK -> OK;
          case UNKNOWN -> UNKNOWN;
          case INVALID -> INVALID;
        };
  }

  /** Says how many rows are about to be written. */
  void start(int count) {
    if (count > statuses.length) {
      throw new IllegalArgumentException(
          "rows must be at most the capacity " + statuses.length + ": " + count);
    }
    rows = count;
  }
}
