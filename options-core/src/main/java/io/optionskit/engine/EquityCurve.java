/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.engine;

import io.optionskit.market.EpochNanos;
import java.time.Instant;
import java.util.Arrays;

/**
 * Equity after every instant of market data. Written by the engine's thread; read when the run is
 * over.
 */
public final class EquityCurve {

  private long[] timeNs = new long[1024];
  private double[] equity = new double[1024];
  private int size;

  EquityCurve() {}

  void add(long atNs, double value) {
    if (size == timeNs.length) {
      timeNs = Arrays.copyOf(timeNs, 2 * size);
      equity = Arrays.copyOf(equity, 2 * size);
    }
    timeNs[size] = atNs;
    equity[size] = value;
    size++;
  }

  /**
   * Returns the number of points.
   *
   * @return points, ≥ 0
   */
  public int size() {
    return size;
  }

  /**
   * Returns the time of a point.
   *
   * @param point 0 to {@link #size()} − 1
   * @return instant
   */
  public Instant time(int point) {
    return EpochNanos.toInstant(timeNs[java.util.Objects.checkIndex(point, size)]);
  }

  /**
   * Returns the equity at a point.
   *
   * @param point 0 to {@link #size()} − 1
   * @return cash and positions at their marks, dollars
   */
  public double equity(int point) {
    return equity[java.util.Objects.checkIndex(point, size)];
  }
}
