/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.internal;

import org.jspecify.annotations.Nullable;

/**
 * Greeks as they are stored: vega and rho per point (0.01), theta per calendar day.
 *
 * <p>Dividing by 100 or 365 and multiplying again can miss a value by its last bit. By how many
 * steps it does is kept in one small number beside the three, so that they come back exactly.
 */
public final class GreekUnits {

  private static final int PER_POINT = 100;
  private static final int PER_DAY = 365;
  private static final int[] UNITS = {PER_POINT, PER_DAY, PER_POINT};
  private static final int BIAS = 8;

  private GreekUnits() {}

  /** Returns vega per point of volatility. */
  public static double vegaPerPoint(double vega) {
    return vega / PER_POINT;
  }

  /** Returns theta per calendar day. */
  public static double thetaPerDay(double theta) {
    return theta / PER_DAY;
  }

  /** Returns rho per point of the rate. */
  public static double rhoPerPoint(double rho) {
    return rho / PER_POINT;
  }

  /**
   * Returns by how many steps of the last bit multiplying back misses the three, null if by none.
   */
  public static @Nullable Long ulps(double vega, double theta, double rho) {
    double[] raw = {vega, theta, rho};
    long packed = 0;
    boolean isExact = true;
    for (int i = 0; i < raw.length; i++) {
      long missed = steps(raw[i], raw[i] / UNITS[i] * UNITS[i]);
      isExact &= missed == 0;
      packed |= (missed + BIAS) << (4 * i);
    }
    return isExact ? null : packed;
  }

  /**
   * Returns the raw derivatives.
   *
   * @param stored vega per point, theta per day, rho per point
   * @param ulps number beside them, −1 if there is none
   */
  public static double[] raw(double[] stored, long ulps) {
    double[] raw = new double[stored.length];
    for (int i = 0; i < stored.length; i++) {
      raw[i] = stored[i] * UNITS[i];
      if (ulps >= 0 && !Double.isNaN(raw[i])) {
        long missed = ((ulps >> (4 * i)) & 15) - BIAS;
        raw[i] = Double.longBitsToDouble(Double.doubleToRawLongBits(raw[i]) + missed);
      }
    }
    return raw;
  }

  private static long steps(double wanted, double found) {
    if (Double.isNaN(wanted) || Double.isInfinite(found)) {
      return 0;
    }
    long steps = Double.doubleToRawLongBits(wanted) - Double.doubleToRawLongBits(found);
    return Math.abs(steps) < BIAS ? steps : 0; // more only among the smallest numbers there are
  }
}
