/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.surface;

import io.optionskit.greeks.internal.NelderMead;
import java.util.Arrays;

/**
 * First guess of a smile in raw SVI form, from the quotes alone.
 *
 * <p>For given m and σ the smile is linear in the other three parameters, which a constrained
 * regression finds in closed form; a grid and a simplex search over m and σ, in units of √level,
 * give the rest.
 *
 * @see <a href="https://zeliade.com/wp-content/uploads/whitepapers/zwp-0005-SVICalibration.pdf">S.
 *     De Marco, C. Martini, "Quasi-explicit calibration of Gatheral's SVI model", Zeliade, 2009</a>
 */
final class SviSeed {

  private static final double[] CENTRES = {-2, -1, -0.4, 0, 0.4, 1, 2};
  private static final double[] WIDTHS = {0.08, 0.3, 0.9, 2.5};

  private final SliceData data;
  private final double unit;
  private final int count;
  private final double[] k;
  private final double[] w;
  private final double[] weight;
  private final double[] sums = new double[9];
  private final double[] found = new double[3];

  /** Returns a smile near the two-sided quotes; it may have butterflies. */
  static Svi of(SliceData data) {
    return new SviSeed(data).smile();
  }

  private SviSeed(SliceData data) {
    this.data = data;
    this.unit = Math.sqrt(data.level);
    int n = 0;
    k = new double[data.size()];
    w = new double[data.size()];
    weight = new double[data.size()];
    for (int i = 0; i < data.size(); i++) {
      if (data.isTwoSided(i)) {
        double variance = data.middle[i] * data.middle[i] * data.years;
        k[n] = data.logMoneyness[i] / unit;
        w[n] = variance / data.level;
        // a half band of volatility, as total variance in the unit used here
        double per = data.perUnit[i] * data.level / (2 * data.middle[i] * data.years);
        weight[n] = per * per;
        n++;
      }
    }
    count = n;
  }

  private Svi smile() {
    double[][] best = {{0, 0}, {0, 0}};
    double[] costs = {Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY};
    for (double centre : CENTRES) {
      for (double width : WIDTHS) {
        double cost = cost(centre, width);
        int place = cost < costs[0] ? 0 : 1;
        if (cost < costs[place]) {
          if (place == 0) {
            costs[1] = costs[0];
            best[1] = best[0];
          }
          costs[place] = cost;
          best[place] = new double[] {centre, StrictMath.log(width)};
        }
      }
    }
    double[] winner = {0, 0};
    double winning = Double.POSITIVE_INFINITY;
    for (double[] start : best) {
      double[] end =
          NelderMead.minimise(
              x -> inside(x) ? cost(x[0], StrictMath.exp(x[1])) : Double.POSITIVE_INFINITY,
              start,
              new double[] {0.3, 0.3},
              100,
              1e-8);
      double cost = cost(end[0], StrictMath.exp(end[1]));
      if (cost < winning) {
        winning = cost;
        winner = end;
      }
    }
    if (winning == Double.POSITIVE_INFINITY) {
      return Svi.flat(data.level);
    }
    double sigma = StrictMath.exp(winner[1]);
    cost(winner[0], sigma);
    double b = Math.max(found[2] / sigma, 1e-6);
    double rho = Math.min(Math.max(found[1] / (b * sigma), -0.999), 0.999);
    double lowest = Math.max(found[0] + b * sigma * Math.sqrt((1 - rho) * (1 + rho)), 1e-4);
    return new Svi(
        data.level * (lowest - b * sigma * Math.sqrt((1 - rho) * (1 + rho))),
        unit * b,
        rho,
        unit * winner[0],
        unit * sigma);
  }

  private static boolean inside(double[] x) {
    return Math.abs(x[0]) <= 20 && x[1] >= -5 && x[1] <= 4;
  }

  /**
   * Returns the smallest sum of squares for given m and σ, and leaves a, d = ρbσ and c = bσ in
   * {@code found}.
   */
  private double cost(double m, double sigma) {
    Arrays.fill(sums, 0);
    double squares = 0;
    for (int i = 0; i < count; i++) {
      double y = (k[i] - m) / sigma;
      double z = Math.sqrt(y * y + 1);
      double u = weight[i];
      sums[0] += u;
      sums[1] += u * y;
      sums[2] += u * z;
      sums[3] += u * y * y;
      sums[4] += u * y * z;
      sums[5] += u * z * z;
      sums[6] += u * w[i];
      sums[7] += u * y * w[i];
      sums[8] += u * z * w[i];
      squares += u * w[i] * w[i];
    }
    // Lee's bound in these units: b · unit · (1 + |ρ|) ≤ 2
    double most = 2 * sigma / unit;
    if (!(sums[0] > 0)) {
      return Double.POSITIVE_INFINITY;
    }
    double best = Double.POSITIVE_INFINITY;
    double[] winner = new double[3];
    double[] trial = new double[3];
    if (inside(trial, most)) {
      best = cost(trial, squares);
      System.arraycopy(trial, 0, winner, 0, 3);
    }
    if (best == Double.POSITIVE_INFINITY) {
      for (int side = -1; side <= 1; side += 2) {
        edge(trial, 0, side, 0, 0.5 * most);
        if (cost(trial, squares) < best) {
          best = cost(trial, squares);
          System.arraycopy(trial, 0, winner, 0, 3);
        }
        edge(trial, side * most, -side, 0.5 * most, most);
        if (cost(trial, squares) < best) {
          best = cost(trial, squares);
          System.arraycopy(trial, 0, winner, 0, 3);
        }
      }
    }
    System.arraycopy(winner, 0, found, 0, 3);
    return best;
  }

  private double cost(double[] p, double squares) {
    double a = p[0];
    double d = p[1];
    double c = p[2];
    return squares
        + a * (a * sums[0] + 2 * (d * sums[1] + c * sums[2] - sums[6]))
        + d * (d * sums[3] + 2 * (c * sums[4] - sums[7]))
        + c * (c * sums[5] - 2 * sums[8]);
  }

  /** Solves without constraints; returns whether the answer keeps them. */
  private boolean inside(double[] p, double most) {
    double mean = 1 / sums[0];
    double yy = sums[3] - sums[1] * sums[1] * mean;
    double yz = sums[4] - sums[1] * sums[2] * mean;
    double zz = sums[5] - sums[2] * sums[2] * mean;
    double yw = sums[7] - sums[1] * sums[6] * mean;
    double zw = sums[8] - sums[2] * sums[6] * mean;
    double determinant = yy * zz - yz * yz;
    if (!(determinant > 1e-12 * yy * zz)) {
      return false;
    }
    p[1] = (yw * zz - zw * yz) / determinant;
    p[2] = (zw * yy - yw * yz) / determinant;
    p[0] = (sums[6] - p[1] * sums[1] - p[2] * sums[2]) * mean;
    return p[2] >= 0 && Math.abs(p[1]) <= p[2] && Math.abs(p[1]) + p[2] <= most;
  }

  /** Solves on the edge d = start + slope · c with c between two limits. */
  private void edge(double[] p, double start, double slope, double least, double most) {
    double x = sums[2] + slope * sums[1];
    double xx = sums[5] + 2 * slope * sums[4] + slope * slope * sums[3];
    double target = sums[6] - start * sums[1];
    double xTarget = sums[8] + slope * sums[7] - start * (sums[4] + slope * sums[3]);
    double variance = xx - x * x / sums[0];
    double c = variance > 0 ? (xTarget - x * target / sums[0]) / variance : least;
    p[2] = Math.min(Math.max(c, least), most);
    p[1] = start + slope * p[2];
    p[0] = (target - p[2] * x) / sums[0];
  }
}
