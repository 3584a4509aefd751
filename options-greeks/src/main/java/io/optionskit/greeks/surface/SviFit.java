/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.surface;

import io.optionskit.greeks.internal.LevenbergMarquardt;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Fit of one smile in raw SVI form: all five parameters move together, in volatilities and with
 * penalties where there would be arbitrage.
 */
final class SviFit {

  private static final int STEPS = 60;
  private static final double TOLERANCE = 1e-10;

  /** How far from the median residual one may be before it counts only linearly. */
  private static final double SOFT = 4;

  /** Points at which penalties are measured, the last of them beyond the quotes. */
  static final int POINTS = 40;

  private static final int FAR = 8;

  /** Distances from the centre, in units of σ, at which butterflies are measured too. */
  private static final double[] VERTEX = {
    -64, -32, -16, -8, -4, -2, -1, -0.5, 0, 0.5, 1, 2, 4, 8, 16, 32, 64
  };

  /** Pull towards the shape beyond the quotes, in half bands per e-fold of total variance. */
  private static final double PULL = 1;

  private static final double FREE_PULL = 0.02;

  private static final double LEAST_G = 1e-3;
  private static final double STEEPEST = 1.99;

  /** ln of lowest variance / level, ln of slope / √level, artanh ρ, m / √level, ln σ / √level. */
  static final double[] LOWER = {-12, -12, -3.8, -30, -6};

  static final double[] UPPER = {4, 12, 3.8, 30, 5};

  final SliceData data;
  final double unit;
  private final @Nullable Svi earlier;
  private final @Nullable Svi later;
  private final @Nullable Svi shape;
  private final double strictness;
  final double[] grid = new double[POINTS];
  private final double[] floor = new double[POINTS];
  private final double[] ceiling = new double[POINTS];
  private final double[] shapeAt = new double[FAR];
  private final double limit;

  /** Where butterflies were found, in log-moneyness. */
  private double[] hard = {};

  /**
   * @param earlier smile below which it should not go
   * @param later smile above which it should not go
   * @param shape what it should look like where there are no quotes
   * @param strictness weight of the penalties
   */
  SviFit(
      SliceData data,
      @Nullable Svi earlier,
      @Nullable Svi later,
      @Nullable Svi shape,
      double strictness,
      double scale) {
    this.data = data;
    this.unit = Math.sqrt(data.level);
    this.earlier = earlier;
    this.later = later;
    this.shape = shape;
    this.strictness = strictness;
    this.limit = SOFT * scale;
    double low = 0;
    double high = 0;
    for (double k : data.logMoneyness) {
      low = Math.min(low, k);
      high = Math.max(high, k);
    }
    low = Math.min(1.3 * low, -4 * unit);
    high = Math.max(1.3 * high, 4 * unit);
    int inner = POINTS - FAR;
    for (int i = 0; i < POINTS; i++) {
      if (i < inner) {
        grid[i] = low + (high - low) * i / (inner - 1);
      } else {
        double far = 1 << ((i - inner) / 2);
        grid[i] = (i % 2 == 0 ? low : high) * far;
      }
      floor[i] = earlier == null ? 0 : earlier.totalVariance(grid[i]);
      ceiling[i] = later == null ? Double.POSITIVE_INFINITY : later.totalVariance(grid[i]);
    }
    for (int i = 0; i < FAR && shape != null; i++) {
      shapeAt[i] = shape.totalVariance(grid[inner + i]);
    }
  }

  /** Measures butterflies at one more log-moneyness. */
  void watch(double k) {
    hard = Arrays.copyOf(hard, hard.length + 1);
    hard[hard.length - 1] = k;
  }

  /** Returns the smile of five variables from an index on. */
  Svi smile(double[] x, int from) {
    double[] p = parameters(x, from);
    return new Svi(p[0], p[1], p[2], p[3], p[4]);
  }

  /** Returns a, b, ρ, m and σ of the five variables from an index on. */
  double[] parameters(double[] x, int from) {
    double rho = StrictMath.tanh(x[from + 2]);
    double b = Math.min(unit * StrictMath.exp(x[from + 1]), STEEPEST / (1 + Math.abs(rho)));
    double sigma = unit * StrictMath.exp(x[from + 4]);
    double lowest = data.level * StrictMath.exp(x[from]);
    return new double[] {
      lowest - b * sigma * Math.sqrt((1 - rho) * (1 + rho)), b, rho, unit * x[from + 3], sigma
    };
  }

  double[] point(Svi smile) {
    double[] x = {
      StrictMath.log(Math.max(smile.minimum(), 1e-300) / data.level),
      StrictMath.log(Math.max(smile.b(), 1e-300) / unit),
      0.5 * StrictMath.log((1 + smile.rho()) / (1 - smile.rho())),
      smile.m() / unit,
      StrictMath.log(smile.sigma() / unit)
    };
    for (int j = 0; j < x.length; j++) {
      x[j] = Math.min(Math.max(x[j], LOWER[j]), UPPER[j]);
    }
    return x;
  }

  /** Returns the better of the best smiles near two starts. */
  Svi polish(Svi start, Svi other) {
    Svi first = polish(start);
    Svi second = polish(other);
    return cost(second) < cost(first) ? second : first;
  }

  double cost(Svi smile) {
    return cost(point(smile), new double[count()]);
  }

  private double cost(double[] x, double[] out) {
    residuals(x, out);
    double sum = 0;
    for (double residual : out) {
      sum += residual * residual;
    }
    return sum;
  }

  private int count() {
    return ownCount() + 2 * POINTS + 4;
  }

  /** Returns the best smile near a start, with penalties that the strictness weighs. */
  Svi polish(Svi start) {
    double[] best =
        LevenbergMarquardt.minimise(
            this::residuals, count(), point(start), LOWER, UPPER, STEPS, TOLERANCE);
    return smile(best, 0);
  }

  private void residuals(double[] x, double[] out) {
    double[] p = parameters(x, 0);
    int at = own(p, strictness, out, 0);
    at = append(earlier, p, out, at);
    double many = Math.sqrt(data.size()) * strictness;
    for (int i = 0; i < POINTS; i++) {
      double w = variance(p, grid[i]);
      out[at++] = w > ceiling[i] ? many * perUnit(w) * (w - ceiling[i]) : 0;
    }
    for (int side = -1; side <= 1; side += 2) {
      double slope = p[1] * (1 + side * p[2]);
      double most = later == null ? 2 : later.b() * (1 + side * later.rho());
      out[at++] = 10 * many * Math.max(0, slope - most) / unit;
    }
  }

  private int append(@Nullable Svi below, double[] p, double[] out, int from) {
    int at = from;
    double many = Math.sqrt(data.size()) * strictness;
    for (int i = 0; i < POINTS; i++) {
      double w = variance(p, grid[i]);
      out[at++] = w < floor[i] ? many * perUnit(w) * (floor[i] - w) : 0;
    }
    for (int side = -1; side <= 1; side += 2) {
      double slope = p[1] * (1 + side * p[2]);
      double least = below == null ? 0 : below.b() * (1 + side * below.rho());
      out[at++] = 10 * many * Math.max(0, least - slope) / unit;
    }
    return at;
  }

  /** Returns half bands per total variance, fewer where the variance is large. */
  double perUnit(double w) {
    return 0.5
        / (data.typicalHalf * Math.sqrt(data.level * data.years))
        * Math.sqrt(data.level / Math.max(w, data.level));
  }

  /** Number of residuals that depend on this smile alone. */
  int ownCount() {
    return data.size() + POINTS + VERTEX.length + hard.length + FAR;
  }

  /** Writes the residuals that depend on this smile alone; returns the index after the last. */
  int own(double[] p, double strength, double[] out, int from) {
    int n = data.size();
    data.residuals(p[0], p[1], p[2], p[3], p[4], out, from);
    SliceData.soften(out, from, n, limit);
    double many = Math.sqrt(n) * strength;
    int at = from + n;
    for (int i = 0; i < POINTS; i++) {
      out[at++] = 10 * many * Math.max(0, 2 * LEAST_G - durrleman(p, grid[i]));
    }
    for (double u : VERTEX) {
      double k = p[3] + p[4] * u;
      out[at++] = 10 * many * Math.max(0, 2 * LEAST_G - durrleman(p, k));
    }
    for (double k : hard) {
      out[at++] = 10 * many * Math.max(0, 4 * LEAST_G - durrleman(p, k));
    }
    // Where there are no quotes something has to decide; where there are it is hardly felt.
    double pull = strength > 0 ? PULL : FREE_PULL;
    for (int i = 0; i < FAR; i++) {
      double w = variance(p, grid[POINTS - FAR + i]);
      out[at++] = shape == null ? 0 : pull * StrictMath.log(w / shapeAt[i]);
    }
    return at;
  }

  private static double durrleman(double[] p, double k) {
    double y = k - p[3];
    double root = Math.sqrt(y * y + p[4] * p[4]);
    double w = p[0] + p[1] * (p[2] * y + root);
    double slope = p[1] * (p[2] + y / root);
    double curvature = p[1] * p[4] * p[4] / (root * root * root);
    double half = 1 - 0.5 * k * slope / w;
    return half * half - 0.25 * slope * slope * (1 / w + 0.25) + 0.5 * curvature;
  }

  static double variance(double[] p, double k) {
    double y = k - p[3];
    return p[0] + p[1] * (p[2] * y + Math.sqrt(y * y + p[4] * p[4]));
  }
}
