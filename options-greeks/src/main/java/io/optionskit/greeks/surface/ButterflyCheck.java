/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.surface;

import io.optionskit.greeks.internal.GoldenSection;

/**
 * Whether a smile is free of butterfly arbitrage, on the whole line of strikes.
 *
 * <p>With y = (k − m) / σ = (t − 1/t) / 2 the function g of Durrleman times w² is a polynomial of
 * degree ten in t &gt; 0, divided by a positive one. It is proved to be nowhere below 0 by its
 * Bernstein coefficients on t from 0 to infinity, halving the interval where their signs do not
 * decide. No grid can miss a violation, and Lee's bounds, 2 for the slope of each wing, are its
 * first and last coefficient.
 *
 * @param isFree whether the proof succeeded; false also if rounding leaves it open
 * @param minimum smallest g found; below 0 with butterfly arbitrage
 * @param logMoneyness where it is; infinite if a wing is steeper than Lee's bound
 */
public record ButterflyCheck(boolean isFree, double minimum, double logMoneyness) {

  private static final int DEGREE = 10;
  private static final int DEEPEST = 60;
  private static final double FARTHEST = 16;
  private static final int SAMPLES = 128;

  private static final double[] BINOMIAL = {1, 10, 45, 120, 210, 252, 210, 120, 45, 10, 1};

  static ButterflyCheck of(Svi smile) {
    boolean isFree = isFree(smile, 0);
    if (smile.leftSlope() > 2 || smile.rightSlope() > 2) {
      double steepest = Math.max(smile.leftSlope(), smile.rightSlope());
      return new ButterflyCheck(
          false,
          0.25 - steepest * steepest / 16,
          smile.leftSlope() > smile.rightSlope()
              ? Double.NEGATIVE_INFINITY
              : Double.POSITIVE_INFINITY);
    }
    double best = 0;
    double smallest = Double.POSITIVE_INFINITY;
    for (int i = 0; i <= SAMPLES; i++) {
      double u = FARTHEST * (2.0 * i / SAMPLES - 1);
      double g = g(smile, u);
      if (g < smallest) {
        smallest = g;
        best = u;
      }
    }
    double step = 2 * FARTHEST / SAMPLES;
    double refined = GoldenSection.minimise(u -> g(smile, u), best - step, best + step, 40);
    if (g(smile, refined) < smallest) {
      best = refined;
    }
    return new ButterflyCheck(isFree, g(smile, best), smile.m() + smile.sigma() * sinh(best));
  }

  private static double g(Svi smile, double u) {
    double k = smile.m() + smile.sigma() * sinh(u);
    return smile.at(k).durrleman(k);
  }

  private static double sinh(double u) {
    double t = StrictMath.exp(u);
    return 0.5 * (t - 1 / t);
  }

  /** Returns whether g is proved to be at least the margin everywhere. */
  static boolean isFree(Svi smile, double margin) {
    if (smile.b() == 0) {
      return margin <= 1;
    }
    double[] coefficients = polynomial(smile, margin);
    double scale = 0;
    for (int i = 0; i <= DEGREE; i++) {
      coefficients[i] /= BINOMIAL[i];
      scale = Math.max(scale, Math.abs(coefficients[i]));
    }
    return Double.isFinite(scale) && isNowhereNegative(coefficients, 0);
  }

  /**
   * Returns whether g stays above 0 when any amount is added to the total variance. In u = 1 /
   * variance g is a convex parabola, whose smallest value from 0 to the present u is known.
   */
  static boolean isFreeWhenRaised(Svi smile) {
    for (int i = 0; i <= SAMPLES; i++) {
      double k = smile.m() + smile.sigma() * sinh(FARTHEST * (2.0 * i / SAMPLES - 1));
      VariancePoint point = smile.at(k);
      double tilt = -0.5 * k * point.slope();
      double square = point.slope() * point.slope();
      double u = 1 / point.totalVariance();
      if (tilt > 0) {
        u = Math.min(u, Math.max(0, (0.125 * square / tilt - 1) / tilt));
      }
      double half = 1 + tilt * u;
      if (!(half * half - 0.25 * square * (u + 0.25) + 0.5 * point.curvature() >= 0)) {
        return false;
      }
    }
    return true;
  }

  /** Returns the coefficients of (g − margin) · w² · t² · (t² + 1)³ in powers of t. */
  private static double[] polynomial(Svi smile, double margin) {
    double half = 0.5 * smile.b() * smile.sigma();
    double[] variance = {half * (1 - smile.rho()), smile.a(), half * (1 + smile.rho())};
    double[] moneyness = {-0.5 * smile.sigma(), smile.m(), 0.5 * smile.sigma()};
    double[] slope = {-smile.leftSlope(), 0, smile.rightSlope()};
    double[] q = {1, 0, 1};
    double[] squared = multiply(variance, variance);
    double[] first = multiply(variance, q);
    add(first, multiply(moneyness, slope), 0, -0.5);
    double[] result = multiply(q, multiply(first, first));
    double[] spread = multiply(multiply(slope, slope), q);
    add(result, multiply(spread, variance), 1, -0.25);
    add(result, multiply(spread, squared), 0, -0.0625);
    add(result, squared, 3, 4 * smile.b() / smile.sigma());
    if (margin != 0) {
      add(result, multiply(squared, multiply(q, multiply(q, q))), 0, -margin);
    }
    return result;
  }

  private static double[] multiply(double[] a, double[] b) {
    double[] product = new double[a.length + b.length - 1];
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < b.length; j++) {
        product[i + j] += a[i] * b[j];
      }
    }
    return product;
  }

  private static void add(double[] to, double[] terms, int power, double factor) {
    for (int i = 0; i < terms.length; i++) {
      to[i + power] += factor * terms[i];
    }
  }

  private static boolean isNowhereNegative(double[] bernstein, int depth) {
    if (bernstein[0] < 0 || bernstein[DEGREE] < 0) {
      return false;
    }
    boolean allPositive = true;
    for (double coefficient : bernstein) {
      allPositive &= coefficient >= 0;
    }
    if (allPositive) {
      return true;
    }
    if (depth == DEEPEST) {
      return false;
    }
    double[] left = new double[DEGREE + 1];
    double[] right = bernstein.clone();
    for (int level = 0; level <= DEGREE; level++) {
      left[level] = right[0];
      for (int i = 0; i < DEGREE - level; i++) {
        right[i] = 0.5 * (right[i] + right[i + 1]);
      }
    }
    return isNowhereNegative(left, depth + 1) && isNowhereNegative(right, depth + 1);
  }
}
