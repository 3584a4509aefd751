/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.dividend;

import io.optionskit.greeks.NormalDistribution;
import io.optionskit.greeks.internal.Elementary;
import io.optionskit.greeks.internal.GaussLegendre;

/**
 * European options, and American calls that are exercised at most just before an ex-date, by
 * repeated quadrature: after the last dividend the value is the formula of Black and Scholes, and
 * before each dividend it is a Gaussian integral of the value after it.
 *
 * <p>With y = ln x just after dividend {@code i}, the price before it is e^y + D and its logarithm
 * is normal, so that the integrand is smooth in y. Where an American call is exercised the integral
 * is known; the rest ends at the critical price. Panels of Gauss–Legendre nodes are halved until
 * each is short against the width of the density and of the smoothed kinks of the value. Vega and
 * rho are carried along as tangents.
 *
 * <p>Not thread safe; made for one solution.
 */
final class Recursion {

  /** Half-width of the normal density that is integrated, in standard deviations. */
  private final double reach;

  /** Nodes per panel beyond those for its length. */
  private final int extra;

  private static final int MOST_EDGES = 250;

  private final Problem problem;

  // results of a row: value, ∂/∂y, ∂²/∂y², vega, rho
  double value;
  double slope;
  double bend;
  double vega;
  double rho;

  // the level above: nodes before dividend "level", values just before it
  private int level;
  private int count;
  private double[] y = new double[128];
  private double[] logs = new double[128];
  private double[] weights = new double[128];
  private double[] values = new double[128];
  private double[] vegas = new double[128];
  private double[] rhos = new double[128];

  /** ln x before the dividend from which on a call is exercised; infinite if never. */
  private double critical;

  /** ln x before the dividend below which the value is that at a price of 0. */
  private double floor;

  private double[] edges = new double[64];
  private int edgeCount;

  Recursion(Problem problem, double reach, int extra) {
    this.problem = problem;
    this.reach = reach;
    this.extra = extra;
  }

  /**
   * Solves; the results are those at the price x of today.
   *
   * @return false if the integrals would need too many nodes, as with ex-dates minutes apart years
   *     from now
   */
  boolean solve() {
    Problem p = problem;
    level = p.count;
    for (int i = p.count - 1; i >= 0; i--) {
      prepare(i);
      if (edgeCount > MOST_EDGES) {
        return false;
      }
    }
    at(Elementary.log(p.start()));
    return true;
  }

  /** Evaluates the value just after dividend {@code level - 1}, with its derivatives. */
  private void at(double logX) {
    if (level == problem.count) {
      formula(logX);
    } else {
      integral(logX);
    }
  }

  private void formula(double logX) {
    Problem p = problem;
    double length = p.length(p.count);
    double x = Elementary.exp(logX);
    double root = Math.sqrt(length);
    double s = p.volatility * root;
    double discount = Elementary.exp(-p.rate * length);
    double forward = x * Elementary.exp(-p.dividendYield * length);
    double moneyness = logX - Elementary.log(p.strike) + p.carry * length;
    double d2;
    double d1;
    if (s > 0) {
      d2 = moneyness / s - 0.5 * s;
      d1 = d2 + s;
    } else {
      d2 = moneyness > 0 ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
      d1 = d2;
    }
    double n1 = NormalDistribution.cumulative(p.sign * d1);
    double n2 = NormalDistribution.cumulative(p.sign * d2);
    double density = s > 0 ? NormalDistribution.density(d1) : 0;
    double money = discount * p.strike * n2;
    value = Math.max(0, p.sign * (forward * n1 - money));
    slope = p.sign * forward * n1;
    bend = slope + (s > 0 ? forward * density / s : 0);
    vega = forward * density * root;
    rho = p.sign * length * money;
  }

  private void integral(double logX) {
    Problem p = problem;
    double length = p.length(level);
    double root = Math.sqrt(length);
    double s = p.volatility * root;
    double mean = logX + (p.carry - 0.5 * p.volatility * p.volatility) * length;
    double inverse = 1 / s;
    double scale = 0.3989422804014327 * inverse;
    double f0 = 0;
    double f1 = 0;
    double f2 = 0;
    double fv = 0;
    double fr = 0;
    for (int j = firstAbove(mean - (reach + 1) * s); j < count; j++) {
      double z = (logs[j] - mean) * inverse;
      if (z > reach + 1 + s) {
        break;
      }
      double w = Elementary.exp(-0.5 * z * z) * scale * weights[j];
      double wf = w * values[j];
      f0 += wf;
      f1 = Math.fma(wf, z, f1);
      f2 = Math.fma(wf * z, z, f2);
      fv = Math.fma(w, vegas[j], fv);
      fr = Math.fma(w, rhos[j], fr);
    }
    double v = f0;
    double d = f1 * inverse;
    double dd = (f2 - f0) * inverse * inverse;
    double vg = fv + (f2 - f0) / p.volatility - f1 * root;
    double rh = fr + f1 * length * inverse;
    if (critical < Double.POSITIVE_INFINITY) {
      double strike = p.strike - p.escrow(p.time(level + 1), level);
      double d2 = (mean - critical) * inverse;
      double d1 = d2 + s;
      double stock = Elementary.exp(mean + 0.5 * s * s) * NormalDistribution.cumulative(d1);
      double n2 = NormalDistribution.cumulative(d2);
      double density = NormalDistribution.density(d2);
      double edge = Elementary.exp(critical);
      double gain = (edge - strike) * density;
      v += stock - strike * n2;
      d += stock + gain * inverse;
      dd += stock + edge * density * inverse - gain * d2 * inverse * inverse;
      vg += edge * density * root + gain * (-d2 / p.volatility - root);
      rh += length * stock + gain * length * inverse + p.escrowRho(p.time(level + 1), level) * n2;
    }
    if (floor > Double.NEGATIVE_INFINITY && p.isPut) {
      double held = p.years - p.time(level + 1);
      double least = p.valueAtZero(held);
      double z = (floor - mean) * inverse;
      double density = least * NormalDistribution.density(z);
      double n = NormalDistribution.cumulative(z);
      v += least * n;
      d -= density * inverse;
      dd -= density * z * inverse * inverse;
      vg += density * (root - z / p.volatility);
      rh += p.valueAtZeroRho(held) * n - density * length * inverse;
    }
    double discount = Elementary.exp(-p.rate * length);
    value = discount * v;
    slope = discount * d;
    bend = discount * dd;
    vega = discount * vg;
    rho = discount * rh - length * value;
  }

  private int firstAbove(double place) {
    int low = 0;
    int high = count;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (logs[middle] < place) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** Makes the nodes before dividend {@code i} and the values there. */
  private void prepare(int i) {
    Problem p = problem;
    double time = p.time(i + 1);
    double drop = p.drop(i);
    double deviation = p.volatility * Math.sqrt(time);
    double centre =
        Elementary.log(p.start()) + (p.carry - 0.5 * p.volatility * p.volatility) * time;
    double least = Elementary.exp(centre - reach * deviation);
    for (int k = 0; k <= i; k++) {
      least -= p.drop(k) * Elementary.exp(p.carry * (time - p.time(k + 1)));
    }
    double tiny = Elementary.log(p.strike) - 34;
    double low = least > 0 ? Math.max(tiny, Elementary.log(least)) : tiny;
    double high = Math.max(centre + deviation * (reach + deviation), low + deviation);
    double top = high;
    double edge = Double.POSITIVE_INFINITY;
    if (p.american && !p.isPut) {
      edge = critical(i, low, high);
      top = Math.min(high, edge);
    }
    panels(i, low, top, drop);
    if (edgeCount > MOST_EDGES) {
      return;
    }
    int n = fill(i, top > low ? drop : Double.NaN);
    double[] v = new double[n];
    double[] vg = new double[n];
    double[] rh = new double[n];
    for (int j = 0; j < n; j++) {
      at(nextY[j]);
      v[j] = value;
      vg[j] = vega;
      rh[j] = rho;
    }
    y = nextY;
    logs = nextLogs;
    weights = nextWeights;
    values = v;
    vegas = vg;
    rhos = rh;
    count = n;
    critical =
        edge < high
            ? Elementary.log(Elementary.exp(Math.max(edge, low)) + drop)
            : Double.POSITIVE_INFINITY;
    floor =
        low == tiny && drop > 0
            ? Elementary.log(Elementary.exp(low) + drop)
            : Double.NEGATIVE_INFINITY;
    level = i;
  }

  private double[] nextY = y;
  private double[] nextLogs = logs;
  private double[] nextWeights = weights;

  /** Returns ln x after dividend {@code i} from which on exercising before it is better. */
  private double critical(int i, double low, double high) {
    Problem p = problem;
    double fixed = p.escrow(p.time(i + 1), i) + p.drop(i) - p.strike;
    double a = low;
    double b = high;
    if (gain(b, fixed) <= 0) {
      return Double.POSITIVE_INFINITY;
    }
    if (gain(a, fixed) >= 0) {
      return a;
    }
    double x =
        Math.min(
            b,
            Math.max(a, Elementary.log(Math.max(1e-300, p.strike - p.escrow(p.time(i + 1), i)))));
    for (int step = 0; step < 100; step++) {
      double g = gain(x, fixed);
      if (g > 0) {
        b = x;
      } else {
        a = x;
      }
      double next = x - g / (Elementary.exp(x) - slope);
      if (!(next > a && next < b)) {
        next = 0.5 * (a + b);
      }
      if (Math.abs(next - x) <= 1e-14 * Math.max(1, Math.abs(x)) || b - a < 1e-14) {
        return next;
      }
      x = next;
    }
    return x;
  }

  private double gain(double logX, double fixed) {
    at(logX);
    return Elementary.exp(logX) + fixed - value;
  }

  /** Sets the edges of the panels between the ends for the integral over dividend {@code i}. */
  private void panels(int i, double low, double high, double drop) {
    edgeCount = 0;
    if (!(high > low)) {
      return;
    }
    add(low);
    if (problem.length(problem.count) == 0 && i == problem.count - 1) {
      double kink = Elementary.log(problem.strike);
      if (kink > low && kink < high) {
        split(i, low, kink, drop);
        add(kink);
        split(i, kink, high, drop);
        add(high);
        return;
      }
    }
    split(i, low, high, drop);
    add(high);
  }

  private void add(double edge) {
    if (edgeCount == edges.length) {
      edges = java.util.Arrays.copyOf(edges, 2 * edgeCount);
    }
    edges[edgeCount++] = edge;
  }

  private void split(int i, double from, double to, double drop) {
    if (edgeCount <= MOST_EDGES && to - from > 13 * scale(i, from, to, drop) && to - from > 1e-9) {
      double middle = 0.5 * (from + to);
      split(i, from, middle, drop);
      add(middle);
      split(i, middle, to, drop);
    }
  }

  /** Returns the width on which the integrand over dividend {@code i} varies between the ends. */
  private double scale(int i, double from, double to, double drop) {
    Problem p = problem;
    double s = p.volatility * Math.sqrt(p.length(i));
    double result = drop == 0 ? s : Math.min(2, s * (1 + drop * Elementary.exp(-to)));
    double variance = 0;
    double kink = p.strike;
    for (int k = i + 1; k <= p.count; k++) {
      // dividend k - 1 ends interval k - 1; the value just before it has kinks of this width
      variance += p.volatility * p.volatility * p.length(k);
      double width = Math.sqrt(variance);
      if (width > result) {
        break;
      }
      if (width == 0) {
        continue; // an edge between panels
      }
      double shift = 0;
      for (int m = i + 1; m < k; m++) {
        shift += p.drop(m);
      }
      kink = p.strike + shift;
      double move = p.carry * (p.time(k) + p.length(k) - p.time(i + 1));
      double place = Elementary.log(kink) - move;
      double distance = Math.max(0, Math.max(from - place, place - to));
      result = Math.min(result, Math.max(width, 0.25 * distance));
    }
    return result;
  }

  private int fill(int i, double drop) {
    int n = 0;
    for (int e = 0; e + 1 < edgeCount; e++) {
      n += nodes(i, edges[e], edges[e + 1], drop);
    }
    nextY = new double[n];
    nextLogs = new double[n];
    nextWeights = new double[n];
    int at = 0;
    for (int e = 0; e + 1 < edgeCount; e++) {
      double from = edges[e];
      double width = edges[e + 1] - from;
      GaussLegendre rule = GaussLegendre.of(nodes(i, from, edges[e + 1], drop));
      for (int j = 0; j < rule.nodes().length; j++) {
        double node = Math.fma(width, rule.nodes()[j], from);
        double x = Elementary.exp(node);
        nextY[at] = node;
        nextLogs[at] = drop == 0 ? node : Elementary.log(x + drop);
        nextWeights[at++] = width * rule.weights()[j] * x / (x + drop);
      }
    }
    return n;
  }

  private int nodes(int i, double from, double to, double drop) {
    return extra + (int) Math.ceil(1.8 * (to - from) / scale(i, from, to, drop));
  }
}
