/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.internal;

/**
 * First guess of the total volatility that a time value implies, to about 1e-5 for total
 * volatilities up to 1.9 and strikes within a factor of 20 of the forward.
 *
 * <p>Bachelier's model is inverted by one rational function of g = sqrt(2 ln(1 + |forward − strike|
 * / time value)); the step to Black's model is a polynomial whose leading term is that of P. S.
 * Hagan and others, "Managing Smile Risk", Wilmott, September 2002, 84–108. At the forward nothing
 * vanishes: both numbers are moved by {@link #FLOOR}, which costs less than the error of the fit.
 * Made by {@code src/test/reference/implied_seed.py}.
 */
public final class VolatilitySeed {

  /** Added to |forward − strike| / time value, and times the time value to the log-moneyness. */
  public static final double FLOOR = 1e-6;

  public static final double TOP_0 = 5.013274185317899;
  public static final double TOP_1 = -0.6497857586319815;
  public static final double TOP_2 = 0.37900883188610274;
  public static final double TOP_3 = 0.02469376696648429;
  public static final double TOP_4 = 0.017224287922596473;
  public static final double TOP_5 = 0.001403957067805369;
  public static final double TOP_6 = 0.0009543584645703292;

  public static final double BOTTOM_1 = -0.12950364121369654;
  public static final double BOTTOM_2 = 0.07501307195565063;
  public static final double BOTTOM_3 = 0.006117049807781806;
  public static final double BOTTOM_4 = 0.0013508752004266534;
  public static final double BOTTOM_5 = 0.0009545090197863652;

  // CORRECTION_ij times t^(2i) x^(2j)
  public static final double CORRECTION_10 = 0.04168418377254759;
  public static final double CORRECTION_11 = -0.0003563916486264434;
  public static final double CORRECTION_12 = 4.82879087696633e-06;
  public static final double CORRECTION_13 = -1.2430453051541641e-07;
  public static final double CORRECTION_20 = 0.0037136079442969794;
  public static final double CORRECTION_21 = -3.7598159291680745e-05;
  public static final double CORRECTION_22 = 2.1138842646719753e-06;
  public static final double CORRECTION_30 = 0.0002547425626357862;
  public static final double CORRECTION_31 = -2.30207762914125e-05;
  public static final double CORRECTION_40 = 0.0001132692965382709;

  // ln(m) / (m − 1) in powers of m − 1, for m from sqrt(1/2) to sqrt(2)
  public static final double LOG_0 = 1.0000009643975842;
  public static final double LOG_1 = -0.500011450377459;
  public static final double LOG_2 = 0.333146738085498;
  public static final double LOG_3 = -0.24908289184720153;
  public static final double LOG_4 = 0.2049175965000632;
  public static final double LOG_5 = -0.18680751427136455;
  public static final double LOG_6 = 0.11931054435738876;

  public static final double ATANH_0 = 0.3333333333333333;
  public static final double ATANH_1 = 0.2000000000000627;
  public static final double ATANH_2 = 0.14285714282640372;
  public static final double ATANH_3 = 0.11111111684474005;
  public static final double ATANH_4 = 0.09090856664597897;
  public static final double ATANH_5 = 0.07694902830821533;
  public static final double ATANH_6 = 0.06595937365175134;
  public static final double ATANH_7 = 0.06870757641134144;

  private static final double LN2 = 0.6931471805599453;
  private static final long ROOT_HALF = 0x3FE6A09E667F3BCDL; // bits of sqrt(1/2)

  private VolatilitySeed() {}

  /**
   * Returns the guess.
   *
   * @param distance |ln(forward / strike)|
   * @param timeValue undiscounted, per unit of the smaller of forward and strike; above 0
   * @param ratio |forward − strike| / undiscounted time value
   * @return total volatility, not good where it is large; may be {@code NaN} for extreme arguments
   */
  public static double of(double distance, double timeValue, double ratio) {
    double square = 2 * roughLog(1 + (ratio + FLOOR));
    double g = Math.sqrt(square);
    double top =
        Math.fma(
            square,
            Math.fma(square, Math.fma(square, TOP_6, Math.fma(g, TOP_5, TOP_4)), TOP_2) + g * TOP_3,
            Math.fma(g, TOP_1, TOP_0));
    double bottom =
        Math.fma(
            square,
            Math.fma(square, Math.fma(g, BOTTOM_5, BOTTOM_4), Math.fma(g, BOTTOM_3, BOTTOM_2)),
            Math.fma(g, BOTTOM_1, 1));
    double x = Math.fma(FLOOR, timeValue, distance);
    double t = x * top / (bottom * square);
    double a = t * t;
    double b = x * x;
    double first = Math.fma(b, Math.fma(b, CORRECTION_13, CORRECTION_12), CORRECTION_11);
    double second = Math.fma(b, Math.fma(b, CORRECTION_22, CORRECTION_21), CORRECTION_20);
    double third = Math.fma(a, CORRECTION_40, Math.fma(b, CORRECTION_31, CORRECTION_30));
    double correction =
        a * Math.fma(a, Math.fma(a, third, second), Math.fma(b, first, CORRECTION_10));
    return Math.fma(t, correction, t);
  }

  /** Returns the logarithm of a number of at least 1, to 1e-6. */
  private static double roughLog(double number) {
    long bits = Double.doubleToRawLongBits(number);
    int power = (int) ((bits - ROOT_HALF) >> 52);
    double f = Double.longBitsToDouble(bits - ((long) power << 52)) - 1;
    double square = f * f;
    double low = Math.fma(square, Math.fma(f, LOG_3, LOG_2), Math.fma(f, LOG_1, LOG_0));
    double high = Math.fma(square, LOG_6, Math.fma(f, LOG_5, LOG_4));
    return Math.fma(power, LN2, f * Math.fma(square * square, high, low));
  }

  /**
   * Returns (atanh(z) / z − 1) / z² for w = z².
   *
   * @param w 0 to 0.0427
   * @return a third and a little more, to the last digits
   */
  public static double atanhRest(double w) {
    double square = w * w;
    double low = Math.fma(square, Math.fma(w, ATANH_3, ATANH_2), Math.fma(w, ATANH_1, ATANH_0));
    double high = Math.fma(square, Math.fma(w, ATANH_7, ATANH_6), Math.fma(w, ATANH_5, ATANH_4));
    return Math.fma(square * square, high, low);
  }
}
