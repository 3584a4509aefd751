/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.internal;

import static io.optionskit.greeks.internal.MillsDrop.P;
import static io.optionskit.greeks.internal.MillsDrop.Q;

import java.util.Arrays;

/**
 * {@link MillsDrop} over columns, in loops that the Java compiler turns into vector code.
 *
 * <p>The two chains of a divided difference become vector code only in a loop that reads where both
 * start from the columns it leaves their ends in, hence the filled columns. Belongs to one thread
 * at a time.
 */
public final class MillsDropColumns {

  private final double[] yNear;
  private final double[] yFar;
  private final double[] perBoth;
  private final double[] perNear;
  private final double[] perFar;
  private final double[] evenSlope;
  private final double[] even;
  private final double[] oddSlope;
  private final double[] odd;

  /**
   * Makes scratch columns.
   *
   * @param capacity most rows
   */
  public MillsDropColumns(int capacity) {
    yNear = new double[capacity];
    yFar = new double[capacity];
    perBoth = new double[capacity];
    perNear = new double[capacity];
    perFar = new double[capacity];
    evenSlope = new double[capacity];
    even = new double[capacity];
    oddSlope = new double[capacity];
    odd = new double[capacity];
  }

  /**
   * Writes R(near) − R(near + width) into {@code drop}, for rows with near ≥ {@link
   * MillsDrop#LOWEST}; what it writes for others means nothing.
   *
   * @param near lower arguments
   * @param width distances to the upper arguments, ≥ 0
   * @param drop receives the differences
   * @param rows number of rows, at most the capacity
   */
  public void compute(double[] near, double[] width, double[] drop, int rows) {
    reciprocals(near, width, perBoth, perNear, perFar, rows);
    nearArguments(near, perNear, yNear, rows);
    farArguments(near, width, perFar, yFar, rows);
    Arrays.fill(evenSlope, 0, rows, MillsDrop.EVEN_12);
    Arrays.fill(even, 0, rows, MillsDrop.EVEN_12);
    Arrays.fill(oddSlope, 0, rows, MillsDrop.ODD_12);
    Arrays.fill(odd, 0, rows, MillsDrop.ODD_12);
    even(yNear, yFar, evenSlope, even, rows);
    odd(yNear, yFar, oddSlope, odd, rows);
    slopes(yNear, yFar, evenSlope, oddSlope, odd, rows);
    values(yFar, odd, even, rows);
    drops(even, evenSlope, perNear, perBoth, width, drop, rows);
  }

  private static void reciprocals(
      double[] near,
      double[] width,
      double[] perBoth,
      double[] perNear,
      double[] perFar,
      int rows) {
    for (int i = 0; i < rows; i++) {
      double atNear = near[i] + Q;
      double atFar = (near[i] + width[i]) + Q;
      double both = 1 / (atNear * atFar);
      perBoth[i] = both;
      perNear[i] = atFar * both;
      perFar[i] = atNear * both;
    }
  }

  /** (a − P) / (a + Q) at the lower arguments; the last digit matters, the polynomial is steep. */
  private static void nearArguments(double[] near, double[] perNear, double[] y, int rows) {
    for (int i = 0; i < rows; i++) {
      double rough = (near[i] - P) * perNear[i];
      y[i] = Math.fma(Math.fma(-rough, near[i] + Q, near[i] - P), perNear[i], rough);
    }
  }

  private static void farArguments(
      double[] near, double[] width, double[] perFar, double[] y, int rows) {
    for (int i = 0; i < rows; i++) {
      double far = near[i] + width[i];
      double rough = (far - P) * perFar[i];
      y[i] = Math.fma(Math.fma(-rough, far + Q, far - P), perFar[i], rough);
    }
  }

  /** Replaces the highest coefficient in both columns by the divided difference and the value. */
  private static void even(double[] near, double[] far, double[] slope, double[] value, int rows) {
    for (int i = 0; i < rows; i++) {
      double a = near[i] * near[i];
      double b = far[i] * far[i];
      double v = value[i];
      double s = slope[i];
      v = Math.fma(v, b, MillsDrop.EVEN_11);
      s = Math.fma(s, a, v);
      v = Math.fma(v, b, MillsDrop.EVEN_10);
      s = Math.fma(s, a, v);
      v = Math.fma(v, b, MillsDrop.EVEN_9);
      s = Math.fma(s, a, v);
      v = Math.fma(v, b, MillsDrop.EVEN_8);
      s = Math.fma(s, a, v);
      v = Math.fma(v, b, MillsDrop.EVEN_7);
      s = Math.fma(s, a, v);
      v = Math.fma(v, b, MillsDrop.EVEN_6);
      s = Math.fma(s, a, v);
      v = Math.fma(v, b, MillsDrop.EVEN_5);
      s = Math.fma(s, a, v);
      v = Math.fma(v, b, MillsDrop.EVEN_4);
      s = Math.fma(s, a, v);
      v = Math.fma(v, b, MillsDrop.EVEN_3);
      s = Math.fma(s, a, v);
      v = Math.fma(v, b, MillsDrop.EVEN_2);
      s = Math.fma(s, a, v);
      v = Math.fma(v, b, MillsDrop.EVEN_1);
      s = Math.fma(s, a, v);
      slope[i] = s;
      value[i] = Math.fma(v, b, MillsDrop.EVEN_0);
    }
  }

  /** Replaces the highest coefficient in both columns by the divided difference and the value. */
  private static void odd(double[] near, double[] far, double[] slope, double[] value, int rows) {
    for (int i = 0; i < rows; i++) {
      double a = near[i] * near[i];
      double b = far[i] * far[i];
      double v = value[i];
      double s = slope[i];
      v = Math.fma(v, b, MillsDrop.ODD_11);
      s = Math.fma(s, a, v);
      v = Math.fma(v, b, MillsDrop.ODD_10);
      s = Math.fma(s, a, v);
      v = Math.fma(v, b, MillsDrop.ODD_9);
      s = Math.fma(s, a, v);
      v = Math.fma(v, b, MillsDrop.ODD_8);
      s = Math.fma(s, a, v);
      v = Math.fma(v, b, MillsDrop.ODD_7);
      s = Math.fma(s, a, v);
      v = Math.fma(v, b, MillsDrop.ODD_6);
      s = Math.fma(s, a, v);
      v = Math.fma(v, b, MillsDrop.ODD_5);
      s = Math.fma(s, a, v);
      v = Math.fma(v, b, MillsDrop.ODD_4);
      s = Math.fma(s, a, v);
      v = Math.fma(v, b, MillsDrop.ODD_3);
      s = Math.fma(s, a, v);
      v = Math.fma(v, b, MillsDrop.ODD_2);
      s = Math.fma(s, a, v);
      v = Math.fma(v, b, MillsDrop.ODD_1);
      s = Math.fma(s, a, v);
      slope[i] = s;
      value[i] = Math.fma(v, b, MillsDrop.ODD_0);
    }
  }

  /** Divided difference of the whole polynomial, in place of that of its even powers. */
  private static void slopes(
      double[] yNear, double[] yFar, double[] even, double[] oddSlope, double[] odd, int rows) {
    for (int i = 0; i < rows; i++) {
      even[i] = Math.fma(yNear[i] + yFar[i], Math.fma(yNear[i], oddSlope[i], even[i]), odd[i]);
    }
  }

  private static void values(double[] yFar, double[] odd, double[] even, int rows) {
    for (int i = 0; i < rows; i++) {
      even[i] = Math.fma(yFar[i], odd[i], even[i]);
    }
  }

  private static void drops(
      double[] value,
      double[] slope,
      double[] perNear,
      double[] perBoth,
      double[] width,
      double[] drop,
      int rows) {
    for (int i = 0; i < rows; i++) {
      drop[i] = width[i] * Math.fma(-slope[i], (P + Q) * perNear[i], value[i]) * perBoth[i];
    }
  }
}
