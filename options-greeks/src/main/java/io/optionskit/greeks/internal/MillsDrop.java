/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.internal;

/**
 * The fall of the Mills ratio, R(a) − R(a + width), for a ≥ −1: {@link MillsRatio#drop} with even
 * and odd powers apart, which a processor can work on at the same time, and with coefficients that
 * loops over columns can use too.
 *
 * <p>(a + Q) · R(a) is p(y) with y = (a − P) / (a + Q) and p(y) = e(y²) + y · o(y²). The divided
 * differences of e and o come from their Horner schemes without cancellation. Made by {@code
 * src/test/reference/implied_seed.py}.
 */
public final class MillsDrop {

  /** Smallest argument the polynomial was fitted for. */
  public static final double LOWEST = -1;

  public static final double P = 4;
  public static final double Q = 6;

  public static final double EVEN_0 = 2.3665238291356068;
  public static final double EVEN_1 = 3.233684925249805;
  public static final double EVEN_2 = 2.4722675949941513;
  public static final double EVEN_3 = 0.9819817194900038;
  public static final double EVEN_4 = 0.14697144234118367;
  public static final double EVEN_5 = -0.008182489208396152;
  public static final double EVEN_6 = -0.0008512282336770565;
  public static final double EVEN_7 = 0.00027807459271094316;
  public static final double EVEN_8 = -5.19465383795299e-05;
  public static final double EVEN_9 = 8.90147817244251e-06;
  public static final double EVEN_10 = -1.4916683889898731e-06;
  public static final double EVEN_11 = 2.1634854144753738e-07;
  public static final double EVEN_12 = -1.872209721137918e-08;

  public static final double ODD_0 = -2.972523005440125;
  public static final double ODD_1 = -3.046349994442861;
  public static final double ODD_2 = -1.7079824834759718;
  public static final double ODD_3 = -0.44928390880594055;
  public static final double ODD_4 = -0.021832097179341016;
  public static final double ODD_5 = 0.005908319528178514;
  public static final double ODD_6 = -0.0006034848189695695;
  public static final double ODD_7 = 3.6816669699128063e-05;
  public static final double ODD_8 = 1.0204738616827235e-06;
  public static final double ODD_9 = -8.857667623936246e-07;
  public static final double ODD_10 = 2.0184195678307147e-07;
  public static final double ODD_11 = -3.029133133035836e-08;
  public static final double ODD_12 = 2.4483708200904276e-09;

  private MillsDrop() {}

  /**
   * Returns R(a) − R(a + width) with a small relative error however small the difference.
   *
   * @param a lower argument, finite and ≥ {@link #LOWEST}
   * @param width distance to the upper argument, ≥ 0
   * @return the difference, ≥ 0
   */
  public static double of(double a, double width) {
    double atA = a + Q;
    double b = a + width;
    double atB = b + Q;
    double perBoth = 1 / (atA * atB);
    double perA = atB * perBoth;
    double yA = quotient(a - P, atA, perA);
    double yB = quotient(b - P, atB, atA * perBoth);
    double squareA = yA * yA;
    double squareB = yB * yB;
    double odd = odd(squareB);
    double perWidth =
        slope(yA, yB, evenSlope(squareA, squareB), oddSlope(squareA, squareB), odd)
            * ((P + Q) * perA);
    return width * (Math.fma(yB, odd, even(squareB)) - perWidth) * perBoth;
  }

  /**
   * Returns R(a + width), the ratio at the upper argument of {@link #of}, by the same operations:
   * the compiler makes one computation of both.
   *
   * @param a lower argument, finite and ≥ {@link #LOWEST}
   * @param width distance to the upper argument, ≥ 0
   * @return the ratio, &gt; 0
   */
  public static double upper(double a, double width) {
    double atA = a + Q;
    double b = a + width;
    double atB = b + Q;
    double perBoth = 1 / (atA * atB);
    double perB = atA * perBoth;
    double yB = quotient(b - P, atB, perB);
    double squareB = yB * yB;
    return Math.fma(yB, odd(squareB), even(squareB)) * perB;
  }

  /** Returns the rounded quotient; the last digit of y matters, p is steep. */
  private static double quotient(double numerator, double denominator, double perDenominator) {
    double rough = numerator * perDenominator;
    return Math.fma(Math.fma(-rough, denominator, numerator), perDenominator, rough);
  }

  /** Returns the divided difference of p from those of e and o, and o at the upper argument. */
  private static double slope(double yA, double yB, double even, double odd, double oddAtB) {
    return Math.fma(yA + yB, Math.fma(yA, odd, even), oddAtB);
  }

  private static double even(double w) {
    double v = Math.fma(EVEN_12, w, EVEN_11);
    v = Math.fma(v, w, EVEN_10);
    v = Math.fma(v, w, EVEN_9);
    v = Math.fma(v, w, EVEN_8);
    v = Math.fma(v, w, EVEN_7);
    v = Math.fma(v, w, EVEN_6);
    v = Math.fma(v, w, EVEN_5);
    v = Math.fma(v, w, EVEN_4);
    v = Math.fma(v, w, EVEN_3);
    v = Math.fma(v, w, EVEN_2);
    v = Math.fma(v, w, EVEN_1);
    return Math.fma(v, w, EVEN_0);
  }

  private static double odd(double w) {
    double v = Math.fma(ODD_12, w, ODD_11);
    v = Math.fma(v, w, ODD_10);
    v = Math.fma(v, w, ODD_9);
    v = Math.fma(v, w, ODD_8);
    v = Math.fma(v, w, ODD_7);
    v = Math.fma(v, w, ODD_6);
    v = Math.fma(v, w, ODD_5);
    v = Math.fma(v, w, ODD_4);
    v = Math.fma(v, w, ODD_3);
    v = Math.fma(v, w, ODD_2);
    v = Math.fma(v, w, ODD_1);
    return Math.fma(v, w, ODD_0);
  }

  private static double evenSlope(double wA, double wB) {
    double v = EVEN_12;
    double slope = v;
    v = Math.fma(v, wB, EVEN_11);
    slope = Math.fma(slope, wA, v);
    v = Math.fma(v, wB, EVEN_10);
    slope = Math.fma(slope, wA, v);
    v = Math.fma(v, wB, EVEN_9);
    slope = Math.fma(slope, wA, v);
    v = Math.fma(v, wB, EVEN_8);
    slope = Math.fma(slope, wA, v);
    v = Math.fma(v, wB, EVEN_7);
    slope = Math.fma(slope, wA, v);
    v = Math.fma(v, wB, EVEN_6);
    slope = Math.fma(slope, wA, v);
    v = Math.fma(v, wB, EVEN_5);
    slope = Math.fma(slope, wA, v);
    v = Math.fma(v, wB, EVEN_4);
    slope = Math.fma(slope, wA, v);
    v = Math.fma(v, wB, EVEN_3);
    slope = Math.fma(slope, wA, v);
    v = Math.fma(v, wB, EVEN_2);
    slope = Math.fma(slope, wA, v);
    return Math.fma(slope, wA, Math.fma(v, wB, EVEN_1));
  }

  private static double oddSlope(double wA, double wB) {
    double v = ODD_12;
    double slope = v;
    v = Math.fma(v, wB, ODD_11);
    slope = Math.fma(slope, wA, v);
    v = Math.fma(v, wB, ODD_10);
    slope = Math.fma(slope, wA, v);
    v = Math.fma(v, wB, ODD_9);
    slope = Math.fma(slope, wA, v);
    v = Math.fma(v, wB, ODD_8);
    slope = Math.fma(slope, wA, v);
    v = Math.fma(v, wB, ODD_7);
    slope = Math.fma(slope, wA, v);
    v = Math.fma(v, wB, ODD_6);
    slope = Math.fma(slope, wA, v);
    v = Math.fma(v, wB, ODD_5);
    slope = Math.fma(slope, wA, v);
    v = Math.fma(v, wB, ODD_4);
    slope = Math.fma(slope, wA, v);
    v = Math.fma(v, wB, ODD_3);
    slope = Math.fma(slope, wA, v);
    v = Math.fma(v, wB, ODD_2);
    slope = Math.fma(slope, wA, v);
    return Math.fma(slope, wA, Math.fma(v, wB, ODD_1));
  }
}
