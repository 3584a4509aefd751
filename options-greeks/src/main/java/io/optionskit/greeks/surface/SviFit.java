/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.surface;

import io.optionskit.greeks.internal.LevenbergMarquardt;
import io.optionskit.greeks.internal.NelderMead;
import java.util.Arrays;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Fit of one smile in raw SVI form.
 *
 * <p>For given m and σ the smile is linear in the other three parameters, which a constrained
 * regression finds in closed form; a grid and a simplex search over m and σ give the seed (Zeliade
 * 2009). From there all five parameters move together, in volatilities and with penalties.
 *
 * @see <a href="https://zeliade.com/wp-content/uploads/whitepapers/zwp-0005-SVICalibration.pdf">S.
 *     De Marco, C. Martini, "Quasi-explicit calibration of Gatheral's SVI model", Zeliade, 2009</a>
 */
final class SviFit {

  private static final int STEPS = 60;
  private static final double TOLERANCE = 1e-10;

  /** How far from the median residual one may be before it counts only linearly. */
  private static final double SOFT = 4;

  /** Points at which penalties are measured, the last of them beyond the quotes. */
  static final int POINTS = 40;

  private static final int FAR = 8;

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

  /** Returns the smile of a point of the search. */
  private Svi smile(double[] x) {
    return smile(x, 0);
  }

  Svi smile(double[] x, int from) {
    double[] p = parameters(x, from);
    return new Svi(p[0], p[1], p[2], p[3], p[4]);
  }

  private double[] parameters(double[] x) {
    return parameters(x, 0);
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
    return smile(best);
  }

  private void residuals(double[] x, double[] out) {
    double[] p = parameters(x);
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
    return data.size() + POINTS + FAR;
  }

  /** Writes the residuals that depend on this smile alone; returns the index after the last. */
  int own(double[] p, double strength, double[] out, int from) {
    int n = data.size();
    data.residuals(p[0], p[1], p[2], p[3], p[4], out, from);
    SliceData.soften(out, from, n, limit);
    double many = Math.sqrt(n) * strength;
    int at = from + n;
    for (int i = 0; i < POINTS; i++) {
      double k = grid[i];
      double y = k - p[3];
      double root = Math.sqrt(y * y + p[4] * p[4]);
      double w = p[0] + p[1] * (p[2] * y + root);
      double slope = p[1] * (p[2] + y / root);
      double curvature = p[1] * p[4] * p[4] / (root * root * root);
      double half = 1 - 0.5 * k * slope / w;
      double g = half * half - 0.25 * slope * slope * (1 / w + 0.25) + 0.5 * curvature;
      out[at++] = g < 2 * LEAST_G ? 10 * many * (2 * LEAST_G - g) : 0;
    }
    // Where there are no quotes something has to decide; where there are it is hardly felt.
    double pull = strength > 0 ? PULL : FREE_PULL;
    for (int i = 0; i < FAR; i++) {
      double w = variance(p, grid[POINTS - FAR + i]);
      out[at++] = shape == null ? 0 : pull * StrictMath.log(w / shapeAt[i]);
    }
    return at;
  }

  static double variance(double[] p, double k) {
    double y = k - p[3];
    return p[0] + p[1] * (p[2] * y + Math.sqrt(y * y + p[4] * p[4]));
  }

  /** Returns the best smile near an allowed one that {@code isAllowed} accepts too. */
  Svi refine(Svi start, Predicate<Svi> isAllowed, int evaluations) {
    double[] scratch = new double[count()];
    double[] best =
        NelderMead.minimise(
            x -> {
              for (int j = 0; j < x.length; j++) {
                if (!(x[j] >= LOWER[j] && x[j] <= UPPER[j])) {
                  return Double.POSITIVE_INFINITY;
                }
              }
              Svi smile = smile(x);
              return isAllowed.test(smile) ? cost(x, scratch) : Double.POSITIVE_INFINITY;
            },
            point(start),
            new double[] {0.05, 0.05, 0.05, 0.05, 0.1},
            evaluations,
            1e-7);
    return smile(best);
  }

  /** Returns a seed from the quotes alone, without penalties. */
  static Svi seed(SliceData data) {
    return new Seed(data).smile();
  }

  /** Search over m and σ with a regression for the rest, in units of √level and level. */
  private static final class Seed {

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

    Seed(SliceData data) {
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

    Svi smile() {
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
}
