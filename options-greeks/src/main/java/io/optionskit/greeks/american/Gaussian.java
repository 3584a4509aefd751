/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.american;

/**
 * Exponentials, normal densities and normal probabilities of whole columns, in loops without
 * branches that the compiler turns into vector instructions.
 *
 * <p>IEEE operations and {@link Math#fma} alone, so that the bits do not depend on the machine.
 */
final class Gaussian {

  private static final double INVERSE_SQRT_TWO_PI = 0.3989422804014327;
  private static final double LOG2_E = 1.4426950408889634;
  private static final double LN2 = 0x1.62e42fefa39efp-1;
  private static final double LN2_TAIL = 0x1.abc9e3b39803fp-56;

  /** Adding it rounds to a whole number, which is then found in the lowest bits. */
  private static final double ROUND = 0x1.8p52;

  /** Beyond this many standard deviations density and tail are 0 in double precision. */
  private static final double FAR = 37.5;

  private Gaussian() {}

  /** Writes e^x for x of at most 700 in magnitude; {@code power} is scratch. */
  static void exp(double[] x, double[] power, double[] out, int count) {
    for (int i = 0; i < count; i++) {
      double shifted = Math.fma(x[i], LOG2_E, ROUND);
      double whole = shifted - ROUND;
      double r = Math.fma(whole, -LN2_TAIL, Math.fma(whole, -LN2, x[i]));
      double p = 1.0 / 6227020800.0;
      p = Math.fma(p, r, 1.0 / 479001600);
      p = Math.fma(p, r, 1.0 / 39916800);
      p = Math.fma(p, r, 1.0 / 3628800);
      p = Math.fma(p, r, 1.0 / 362880);
      p = Math.fma(p, r, 1.0 / 40320);
      p = Math.fma(p, r, 1.0 / 5040);
      p = Math.fma(p, r, 1.0 / 720);
      p = Math.fma(p, r, 1.0 / 120);
      p = Math.fma(p, r, 1.0 / 24);
      p = Math.fma(p, r, 1.0 / 6);
      p = Math.fma(p, r, 0.5);
      p = Math.fma(p, r, 1);
      p = Math.fma(p, r, 1);
      power[i] = shifted;
      out[i] = p;
    }
    for (int i = 0; i < count; i++) {
      power[i] = Double.longBitsToDouble((Double.doubleToRawLongBits(power[i]) + 1023) << 52);
    }
    for (int i = 0; i < count; i++) {
      out[i] *= power[i];
    }
  }

  /** Writes the densities of {@code d}; {@code square} and {@code power} are scratch. */
  static void densities(
      double[] d, double[] square, double[] power, double[] densities, int count) {
    for (int i = 0; i < count; i++) {
      double a = Math.min(FAR, Math.abs(d[i]));
      square[i] = -0.5 * a * a;
    }
    exp(square, power, densities, count);
    for (int i = 0; i < count; i++) {
      densities[i] *= INVERSE_SQRT_TWO_PI;
    }
  }

  /**
   * Writes the probabilities of at most {@code d}, whose densities are known; {@code y} is scratch.
   * Three loops, because Java 17 leaves one of this size scalar.
   */
  static void probabilities(double[] d, double[] densities, double[] y, double[] out, int count) {
    for (int i = 0; i < count; i++) {
      double a = Math.abs(d[i]);
      y[i] = (a - 4) / (a + 5);
    }
    for (int i = 0; i < count; i++) {
      double x = y[i];
      double p = 1.8321323987453577e-10;
      p = Math.fma(p, x, 1.3783746785819951e-09);
      p = Math.fma(p, x, -1.0450043681999394e-09);
      p = Math.fma(p, x, -1.532225607743908e-08);
      p = Math.fma(p, x, -2.301402122449505e-09);
      p = Math.fma(p, x, 9.442173921345539e-08);
      p = Math.fma(p, x, 6.355225137082383e-08);
      p = Math.fma(p, x, -4.644512036779404e-07);
      p = Math.fma(p, x, -5.300434283725968e-07);
      p = Math.fma(p, x, 2.224176428473123e-06);
      p = Math.fma(p, x, 3.3312173416132778e-06);
      p = Math.fma(p, x, -1.1830636127307356e-05);
      p = Math.fma(p, x, -1.7909178465830602e-05);
      p = Math.fma(p, x, 7.44042868827132e-05);
      p = Math.fma(p, x, 7.22758871297061e-05);
      p = Math.fma(p, x, -0.0005342918974642593);
      p = Math.fma(p, x, 9.400763499362535e-05);
      p = Math.fma(p, x, 0.0037045671767907424);
      p = Math.fma(p, x, -0.007938756352135297);
      p = Math.fma(p, x, -0.010664482065728892);
      p = Math.fma(p, x, 0.10746054982823187);
      p = Math.fma(p, x, -0.3552473060508354);
      p = Math.fma(p, x, 0.7923885908626587);
      p = Math.fma(p, x, -1.3616057757877893);
      p = Math.fma(p, x, 1.8971062980880558);
      p = Math.fma(p, x, -2.1947564897842966);
      p = Math.fma(p, x, 2.129871446222046);
      out[i] = p;
    }
    for (int i = 0; i < count; i++) {
      double a = Math.abs(d[i]);
      double tail = densities[i] * (out[i] / (a + 5));
      double sign = d[i] / (a + Double.MIN_NORMAL);
      out[i] = Math.fma(-sign, tail, Math.fma(0.5, sign, 0.5));
    }
  }
}
