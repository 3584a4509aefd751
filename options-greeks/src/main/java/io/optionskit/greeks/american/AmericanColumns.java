/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.american;

import java.util.Arrays;

/**
 * Where {@link AmericanBatch} writes: one column per component of {@link AmericanValue}.
 *
 * <p>Made once and used again for every batch of at most {@link #capacity} rows. The arrays are the
 * ones written to, not copies. Belongs to one thread at a time.
 */
public final class AmericanColumns {

  private final double[] value;
  private final double[] delta;
  private final double[] gamma;
  private final double[] vega;
  private final double[] theta;
  private final double[] rho;
  private final double[] boundary;
  private final boolean[] exerciseNow;

  private AmericanColumns(int capacity) {
    value = new double[capacity];
    delta = new double[capacity];
    gamma = new double[capacity];
    vega = new double[capacity];
    theta = new double[capacity];
    rho = new double[capacity];
    boundary = new double[capacity];
    exerciseNow = new boolean[capacity];
  }

  /**
   * Makes empty columns.
   *
   * @param capacity largest number of rows of a batch, ≥ 0
   * @return columns of that length
   * @throws IllegalArgumentException if the capacity is below 0
   */
  public static AmericanColumns of(int capacity) {
    if (capacity < 0) {
      throw new IllegalArgumentException("capacity must be at least 0: " + capacity);
    }
    return new AmericanColumns(capacity);
  }

  /**
   * Returns how many rows a batch may have.
   *
   * @return length of the columns, ≥ 0
   */
  public int capacity() {
    return value.length;
  }

  /**
   * Returns the values.
   *
   * @return currency per share; {@code NaN} for a row without an answer
   */
  public double[] value() {
    return value;
  }

  /**
   * Returns the deltas.
   *
   * @return ∂value/∂spot; {@code NaN} for a row without an answer
   */
  public double[] delta() {
    return delta;
  }

  /**
   * Returns the gammas.
   *
   * @return ∂²value/∂spot²; {@code NaN} for a row without an answer
   */
  public double[] gamma() {
    return gamma;
  }

  /**
   * Returns the vegas.
   *
   * @return ∂value/∂volatility, per 1.00; {@code NaN} for a row without an answer
   */
  public double[] vega() {
    return vega;
  }

  /**
   * Returns the thetas.
   *
   * @return ∂value/∂(time passing), per year; {@code NaN} for a row without an answer
   */
  public double[] theta() {
    return theta;
  }

  /**
   * Returns the rhos.
   *
   * @return ∂value/∂rate, per 1.00; {@code NaN} for a row without an answer
   */
  public double[] rho() {
    return rho;
  }

  /**
   * Returns the critical spots, as {@link AmericanValue#boundary}.
   *
   * @return currency per share; {@code NaN} for a row without an answer
   */
  public double[] boundary() {
    return boundary;
  }

  /**
   * Returns which options should be exercised at once.
   *
   * @return as {@link AmericanValue#exerciseNow}; false for a row without an answer
   */
  public boolean[] exerciseNow() {
    return exerciseNow;
  }

  void set(int row, AmericanPricer pricer) {
    value[row] = pricer.value;
    delta[row] = pricer.delta;
    gamma[row] = pricer.gamma;
    vega[row] = pricer.vega;
    theta[row] = pricer.theta;
    rho[row] = pricer.rho;
    boundary[row] = pricer.boundary;
    exerciseNow[row] = pricer.exerciseNow;
  }

  void clear(int row) {
    for (double[] column : Arrays.asList(value, delta, gamma, vega, theta, rho, boundary)) {
      column[row] = Double.NaN;
    }
    exerciseNow[row] = false;
  }
}
