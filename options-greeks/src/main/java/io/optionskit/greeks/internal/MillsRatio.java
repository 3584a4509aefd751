/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.internal;

/**
 * Mills ratio R(a) = N(−a) / n(a) of the standard normal distribution, and its differences without
 * cancellation.
 *
 * <p>A Black–Scholes value is a density times a difference of two Mills ratios. The textbook
 * difference of two normal probabilities loses all digits far out of the money and close to expiry;
 * this one keeps them.
 *
 * <p>(a + Q) · R(a) is one polynomial in y = (a − P) / (a + Q) over the whole half line, the
 * transformation of Schonfelder and of Shepherd and Laframboise. The coefficients are our own
 * Chebyshev fit, made by {@code src/test/reference/mills_ratio.py}.
 *
 * @see <a href="https://doi.org/10.1090/S0025-5718-1978-0494846-8">J. L. Schonfelder, "Chebyshev
 *     Expansions for the Error and Related Functions", Mathematics of Computation 32, 1978,
 *     1232–1240</a>
 * @see <a href="https://doi.org/10.1090/S0025-5718-1981-0595058-X">M. M. Shepherd and J. G.
 *     Laframboise, "Chebyshev Approximation of (1 + 2x)exp(x²)erfc x in 0 ≤ x &lt; ∞", Mathematics
 *     of Computation 36, 1981, 249–253</a>
 */
public final class MillsRatio {

  /** Smallest argument the polynomial was fitted for. */
  public static final double LOWEST = -0.5;

  private static final double P = 4;
  private static final double Q = 5;

  private static final double[] COEFFICIENTS = {
    2.129871446222046,
    -2.1947564897842966,
    1.8971062980880558,
    -1.3616057757877893,
    0.7923885908626587,
    -0.3552473060508354,
    0.10746054982823187,
    -0.010664482065728892,
    -0.007938756352135297,
    0.0037045671767907424,
    9.400763499362535e-05,
    -0.0005342918974642593,
    7.22758871297061e-05,
    7.44042868827132e-05,
    -1.7909178465830602e-05,
    -1.1830636127307356e-05,
    3.3312173416132778e-06,
    2.224176428473123e-06,
    -5.300434283725968e-07,
    -4.644512036779404e-07,
    6.355225137082383e-08,
    9.442173921345539e-08,
    -2.301402122449505e-09,
    -1.532225607743908e-08,
    -1.0450043681999394e-09,
    1.3783746785819951e-09,
    1.8321323987453577e-10,
  };

  private MillsRatio() {}

  /** Returns R(a) for a finite a ≥ {@link #LOWEST}. */
  public static double at(double a) {
    double y = (a - P) / (a + Q);
    double value = 0;
    for (int k = COEFFICIENTS.length - 1; k >= 0; k--) {
      value = Math.fma(value, y, COEFFICIENTS[k]);
    }
    return value / (a + Q);
  }

  /**
   * Returns R(a) − R(a + width) for a finite a ≥ {@link #LOWEST} and width ≥ 0, with a small
   * relative error however small the difference.
   *
   * <p>With R = p(y) / (a + Q) and both p and 1 / (a + Q) falling in a, the difference is a sum of
   * two positive terms; the divided difference of p comes from the same Horner scheme.
   */
  public static double drop(double a, double width) {
    double b = a + width;
    double atA = a + Q;
    double atB = b + Q;
    double yA = (a - P) / atA;
    double yB = (b - P) / atB;
    double valueAtB = COEFFICIENTS[COEFFICIENTS.length - 1];
    double slope = 0;
    for (int k = COEFFICIENTS.length - 2; k >= 0; k--) {
      slope = Math.fma(slope, yA, valueAtB);
      valueAtB = Math.fma(valueAtB, yB, COEFFICIENTS[k]);
    }
    double perWidth = Math.fma(-slope, (P + Q) / atA, valueAtB);
    return width * perWidth / (atA * atB);
  }
}
