/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.internal;

/**
 * Exponentials and the Mills ratio over columns, in loops that the Java compiler turns into vector
 * code; quick forms give nine digits for half the work.
 *
 * <p>IEEE operations and {@link Math#fma} alone, so that the bits do not depend on the machine. The
 * columns between the first and the last argument are scratch; the last may be the first.
 */
public final class NormalColumns {

  private static final double LOG2_E = 1.4426950408889634;
  private static final double LN2 = 0x1.62e42fefa39efp-1;
  private static final double LN2_TAIL = 0x1.abc9e3b39803fp-56;

  /** Adding it rounds to a whole number, which is then found in the lowest bits. */
  private static final double ROUND = 0x1.8p52;

  private NormalColumns() {}

  /** Writes e^x, for x of at most 700 in magnitude, to about one unit in the last place. */
  public static void exp(double[] x, double[] power, double[] mantissa, double[] out, int count) {
    whole(x, power, count);
    rest(x, power, out, count);
    for (int i = 0; i < count; i++) {
      double r = out[i];
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
      mantissa[i] = Math.fma(p, r, 1);
    }
    scale(mantissa, power, out, count);
  }

  /** Writes e^x − 1, for x of at most 700 in magnitude, without cancellation. */
  public static void expm1(double[] x, double[] power, double[] mantissa, double[] out, int count) {
    whole(x, power, count);
    rest(x, power, out, count);
    for (int i = 0; i < count; i++) {
      double r = out[i];
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
      mantissa[i] = p * r;
    }
    powers(power, out, count);
    for (int i = 0; i < count; i++) {
      out[i] = Math.fma(mantissa[i], out[i], out[i] - 1);
    }
  }

  /** Writes e^x, for x of at most 700 in magnitude, to nine digits. */
  public static void quickExp(
      double[] x, double[] power, double[] mantissa, double[] out, int count) {
    whole(x, power, count);
    for (int i = 0; i < count; i++) {
      double w = power[i] - ROUND;
      double r = Math.fma(w, -LN2, x[i]);
      double p = 1.0 / 40320;
      p = Math.fma(p, r, 1.0 / 5040);
      p = Math.fma(p, r, 1.0 / 720);
      p = Math.fma(p, r, 1.0 / 120);
      p = Math.fma(p, r, 1.0 / 24);
      p = Math.fma(p, r, 1.0 / 6);
      p = Math.fma(p, r, 0.5);
      p = Math.fma(p, r, 1);
      mantissa[i] = Math.fma(p, r, 1);
    }
    scale(mantissa, power, out, count);
  }

  private static void whole(double[] x, double[] power, int count) {
    for (int i = 0; i < count; i++) {
      power[i] = Math.fma(x[i], LOG2_E, ROUND);
    }
  }

  private static void rest(double[] x, double[] power, double[] out, int count) {
    for (int i = 0; i < count; i++) {
      double w = power[i] - ROUND;
      out[i] = Math.fma(w, -LN2_TAIL, Math.fma(w, -LN2, x[i]));
    }
  }

  private static void scale(double[] mantissa, double[] power, double[] out, int count) {
    powers(power, out, count);
    for (int i = 0; i < count; i++) {
      out[i] = mantissa[i] * out[i];
    }
  }

  private static void powers(double[] power, double[] out, int count) {
    for (int i = 0; i < count; i++) {
      out[i] = Double.longBitsToDouble((Double.doubleToRawLongBits(power[i]) + 1023) << 52);
    }
  }

  /** Writes R(|d|), where R is the {@link MillsRatio}. */
  public static void mills(double[] d, double[] per, double[] out, int count) {
    arguments(d, per, out, count);
    millsPolynomial(out, out, count);
    multiply(per, out, count);
  }

  private static void millsPolynomial(double[] y, double[] out, int count) {
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
      out[i] = Math.fma(p, x, 2.129871446222046);
    }
  }

  /** Writes R(|d|) to nine digits. */
  public static void quickMills(double[] d, double[] per, double[] out, int count) {
    arguments(d, per, out, count);
    quickMillsPolynomial(out, out, count);
    multiply(per, out, count);
  }

  private static void quickMillsPolynomial(double[] y, double[] out, int count) {
    for (int i = 0; i < count; i++) {
      double x = y[i];
      double p = 8.804982084770648e-05;
      p = Math.fma(p, x, -0.0004146059574869598);
      p = Math.fma(p, x, 2.6042358322685894e-05);
      p = Math.fma(p, x, 0.003622994739201691);
      p = Math.fma(p, x, -0.007879836601532913);
      p = Math.fma(p, x, -0.010637663410579883);
      p = Math.fma(p, x, 0.10743886165470208);
      p = Math.fma(p, x, -0.3552514983930696);
      p = Math.fma(p, x, 0.792392117226741);
      p = Math.fma(p, x, -1.361605505862767);
      p = Math.fma(p, x, 1.897106089850607);
      p = Math.fma(p, x, -2.194756494484551);
      out[i] = Math.fma(p, x, 2.1298714482123122);
    }
  }

  private static void arguments(double[] d, double[] per, double[] y, int count) {
    for (int i = 0; i < count; i++) {
      per[i] = 1 / (Math.abs(d[i]) + 5);
    }
    for (int i = 0; i < count; i++) {
      y[i] = Math.fma(-9, per[i], 1);
    }
  }

  private static void multiply(double[] factor, double[] out, int count) {
    for (int i = 0; i < count; i++) {
      out[i] = factor[i] * out[i];
    }
  }
}
