/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.dividend;

import io.optionskit.greeks.internal.Elementary;
import io.optionskit.greeks.internal.GaussLegendre;
import io.optionskit.greeks.internal.NormalColumns;
import java.util.Arrays;

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

  private static final int MOST_EDGES = 250;

  /** A root closer than this part to the last guess is one more Newton step away. */
  private static final double LAST_STEP = 1e-8;

  private static final double INVERSE_SQRT_TWO_PI = 0.3989422804014327;

  /** Beyond this many standard deviations a density is taken to be what it is there. */
  private static final double FAR = 37;

  /**
   * Over a first interval of less than this deviation the errors of the integral would show in
   * gamma, which divides them by its square.
   */
  private static final double SHORT = 0.02;

  /** Logarithm of x / strike beyond which no critical price is looked for. */
  private static final double MOST_IN_THE_MONEY = 25;

  /** Three nodes are enough for a first interval of this part of the second one's deviation. */
  private static final double NEAR = 0.01;

  private static final double SQRT_3 = 1.7320508075688772;

  /** Half-width of the normal density that is integrated, in standard deviations. */
  private double reach;

  /** Nodes per panel beyond those for its length. */
  private int extra;

  private final Problem problem;

  /** Number of the dividend that ends the interval being worked on. */
  private int level;

  private final QuadratureColumns columns;

  // nodes before the dividend done last, and those being made
  private QuadratureColumns.Level above;
  private QuadratureColumns.Level below;

  private double[] edges = new double[16];
  private int[] nodes = new int[16];
  private int edgeCount;

  Recursion(Problem problem, boolean exact, QuadratureColumns columns) {
    this.problem = problem;
    this.columns = columns;
    above = columns.above;
    below = columns.below;
    beExact(exact);
  }

  private void beExact(boolean exact) {
    reach = exact ? 8.5 : 6.5;
    extra = exact ? 16 : 6;
  }

  double value() {
    return below.value[0];
  }

  double slope() {
    return columns.slope[0];
  }

  double bend() {
    return columns.bend[0];
  }

  double vega() {
    return below.vega[0];
  }

  double rho() {
    return below.rho[0];
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
      if (i == 0 && crossesAtOnce()) {
        return true;
      }
      prepare(i);
      if (edgeCount > MOST_EDGES) {
        return false;
      }
    }
    at(Elementary.log(p.start()));
    return true;
  }

  /**
   * Goes over a first dividend that is so near that three nodes of Gauss–Hermite quadrature are
   * enough, where the critical price is out of their reach; the results are those of {@link
   * #solve}. Nothing is divided by the short interval.
   *
   * @return false if it is not so
   */
  private boolean crossesAtOnce() {
    Problem p = problem;
    double time = p.time(1);
    double root = Math.sqrt(time);
    double s = p.volatility * root;
    double after = p.start() * Elementary.exp(p.carry * time) - p.drop(0);
    if (!(root < NEAR * Math.sqrt(p.length(1)) && after > 1e-3 * p.start())) {
      return false;
    }
    columns.reserve(3);
    below.reserve(3);
    for (int k = 0; k < 3; k++) {
      double z = (k - 1) * SQRT_3;
      double before = p.start() * Elementary.exp(p.carry * time + (z - 0.5 * s) * s);
      columns.x[k] = before - p.drop(0);
      columns.y[k] = Elementary.log(columns.x[k]);
    }
    evaluate(3);
    if (p.american && !p.isPut) {
      double pays = after + p.drop(0) + p.escrow(time, 0) - p.strike;
      double reached = (reach + 2) * s * (after + p.drop(0));
      if (pays > below.value[1] - 2 * reached) {
        return false;
      }
    }
    double value = 0;
    double slope = 0;
    double bend = 0;
    double vega = 0;
    double rho = 0;
    for (int k = 0; k < 3; k++) {
      double weight = k == 1 ? 2.0 / 3 : 1.0 / 6;
      double ratio = 1 + p.drop(0) / columns.x[k];
      double first = ratio * columns.slope[k];
      value = Math.fma(weight, below.value[k], value);
      slope = Math.fma(weight, first, slope);
      bend += weight * (ratio * ratio * columns.bend[k] + first * (1 - ratio));
      vega += weight * (below.vega[k] + first * ((k - 1) * SQRT_3 * root - s * root));
      rho += weight * (below.rho[k] + first * time);
    }
    double discount = Elementary.exp(-p.rate * time);
    below.value[0] = discount * value;
    columns.slope[0] = discount * slope;
    columns.bend[0] = discount * bend;
    below.vega[0] = discount * vega;
    below.rho[0] = discount * rho - time * below.value[0];
    return true;
  }

  /** Evaluates the value just after dividend {@code level - 1}, with its derivatives. */
  private void at(double logX) {
    columns.reserve(1);
    below.reserve(1);
    columns.y[0] = logX;
    columns.x[0] = Elementary.exp(logX);
    evaluate(1);
  }

  /** The same at each of {@code y}, of which {@code x} is the exponential. */
  private void evaluate(int count) {
    if (level < problem.count) {
      integrals(count);
    } else if (problem.length(level) > 0) {
      formulas(count);
    } else {
      payoffs(count);
    }
  }

  private void payoffs(int count) {
    Problem p = problem;
    for (int i = 0; i < count; i++) {
      double pays = p.sign * (columns.x[i] - p.strike);
      below.value[i] = Math.max(0, pays);
      below.vega[i] = 0;
      below.rho[i] = 0;
      columns.slope[i] = pays > 0 ? p.sign * columns.x[i] : 0;
      columns.bend[i] = columns.slope[i];
    }
  }

  private void formulas(int count) {
    Problem p = problem;
    double length = p.length(p.count);
    double root = Math.sqrt(length);
    double s = p.volatility * root;
    double perPrice = Elementary.exp(-p.dividendYield * length);
    double strike = p.strike * Elementary.exp(-p.rate * length);
    double shift = p.carry * length - Elementary.log(p.strike);
    for (int i = 0; i < count; i++) {
      double d2 = (columns.y[i] + shift) / s - 0.5 * s;
      columns.deviation[i] = p.sign * (d2 + s);
      columns.deviation[count + i] = p.sign * d2;
    }
    normals(2 * count);
    for (int i = 0; i < count; i++) {
      double forward = columns.x[i] * perPrice;
      double stock = p.sign * forward * columns.probability[i];
      double money = p.sign * strike * columns.probability[count + i];
      below.value[i] = Math.max(0, stock - money);
      below.vega[i] = forward * columns.density[i] * root;
      below.rho[i] = length * money;
      columns.slope[i] = stock;
      columns.bend[i] = Math.fma(forward, columns.density[i] / s, stock);
    }
  }

  /** Writes densities and probabilities of the deviations. */
  private void normals(int count) {
    for (int i = 0; i < count; i++) {
      double a = Math.min(FAR, Math.abs(columns.deviation[i]));
      columns.probability[i] = -0.5 * a * a;
    }
    NormalColumns.exp(columns.probability, columns.scratch, columns.more, columns.density, count);
    NormalColumns.mills(columns.deviation, columns.scratch, columns.more, count);
    for (int i = 0; i < count; i++) {
      double d = columns.deviation[i];
      double n = INVERSE_SQRT_TWO_PI * columns.density[i];
      double side = d / (Math.abs(d) + Double.MIN_NORMAL);
      columns.density[i] = n;
      columns.probability[i] = Math.fma(-side, n * columns.more[i], Math.fma(0.5, side, 0.5));
    }
  }

  private void integrals(int count) {
    Problem p = problem;
    double length = p.length(level);
    double s = p.volatility * Math.sqrt(length);
    double drift = (p.carry - 0.5 * p.volatility * p.volatility) * length;
    double[] exponent = columns.reservePairs(above.count);
    for (int from = 0; from < count; ) {
      int to = from;
      int pairs = 0;
      while (to < count && pairs + above.count <= exponent.length) {
        pairs = exponents(columns.y[to] + drift, s, pairs);
        to++;
      }
      NormalColumns.exp(exponent, columns.power, columns.mantissa, exponent, pairs);
      pairs = 0;
      for (int i = from; i < to; i++) {
        pairs = sum(i, columns.y[i] + drift, s, pairs);
      }
      from = to;
    }
    if (above.critical < Double.POSITIVE_INFINITY) {
      addExercised(count, drift, s);
    }
    if (above.floor > Double.NEGATIVE_INFINITY && p.isPut) {
      addWorthless(count, drift, s);
    }
    double discount = Elementary.exp(-p.rate * length);
    for (int i = 0; i < count; i++) {
      below.value[i] *= discount;
      columns.slope[i] *= discount;
      columns.bend[i] *= discount;
      below.vega[i] *= discount;
      below.rho[i] = Math.fma(discount, below.rho[i], -length * below.value[i]);
    }
  }

  /** Appends the exponents of the density around {@code mean} at the nodes above in reach. */
  private int exponents(double mean, double s, int pairs) {
    double inverse = 1 / s;
    double last = mean + (reach + 1 + s) * s;
    double[] logs = above.logs;
    int at = pairs;
    for (int j = firstAbove(mean - (reach + 1) * s); j < above.count && logs[j] <= last; j++) {
      double z = (logs[j] - mean) * inverse;
      columns.exponent[at++] = -0.5 * z * z;
    }
    return at;
  }

  /** Sums over the same nodes as {@link #exponents}. */
  private int sum(int i, double mean, double s, int pairs) {
    double inverse = 1 / s;
    double last = mean + (reach + 1 + s) * s;
    double scale = INVERSE_SQRT_TWO_PI * inverse;
    double[] logs = above.logs;
    double[] weights = above.weights;
    double[] values = above.value;
    double[] vegas = above.vega;
    double[] rhos = above.rho;
    double f0 = 0;
    double f1 = 0;
    double f2 = 0;
    double fv = 0;
    double fr = 0;
    int at = pairs;
    for (int j = firstAbove(mean - (reach + 1) * s); j < above.count && logs[j] <= last; j++) {
      double z = (logs[j] - mean) * inverse;
      double w = columns.exponent[at++] * weights[j];
      double wf = w * values[j];
      f0 += wf;
      f1 = Math.fma(wf, z, f1);
      f2 = Math.fma(wf * z, z, f2);
      fv = Math.fma(w, vegas[j], fv);
      fr = Math.fma(w, rhos[j], fr);
    }
    double length = problem.length(level);
    below.value[i] = scale * f0;
    columns.slope[i] = scale * f1 * inverse;
    columns.bend[i] = scale * (f2 - f0) * inverse * inverse;
    below.vega[i] = scale * (fv + (f2 - f0) / problem.volatility - f1 * Math.sqrt(length));
    below.rho[i] = scale * (fr + f1 * length * inverse);
    return at;
  }

  /** Adds what a call is worth where it is exercised before the dividend. */
  private void addExercised(int count, double drift, double s) {
    Problem p = problem;
    double length = p.length(level);
    double root = Math.sqrt(length);
    double inverse = 1 / s;
    double time = p.time(level + 1);
    double strike = p.strike - p.escrow(time, level);
    double strikeRho = p.escrowRho(time, level);
    double edge = Elementary.exp(above.critical);
    double growth = Elementary.exp(p.carry * length);
    double shift = drift - above.critical;
    for (int i = 0; i < count; i++) {
      double d2 = (columns.y[i] + shift) * inverse;
      columns.deviation[i] = d2 + s;
      columns.deviation[count + i] = d2;
    }
    normals(2 * count);
    for (int i = 0; i < count; i++) {
      double stock = columns.x[i] * growth * columns.probability[i];
      double d2 = columns.deviation[count + i];
      double n2 = columns.probability[count + i];
      double n = columns.density[count + i];
      double gain = (edge - strike) * n;
      below.value[i] += stock - strike * n2;
      columns.slope[i] += stock + gain * inverse;
      columns.bend[i] += stock + (edge * n - gain * d2 * inverse) * inverse;
      below.vega[i] += edge * n * root - gain * (d2 / p.volatility + root);
      below.rho[i] += length * (stock + gain * inverse) + strikeRho * n2;
    }
  }

  /** Adds what a put is worth where the dividend takes the spot to 0. */
  private void addWorthless(int count, double drift, double s) {
    Problem p = problem;
    double length = p.length(level);
    double root = Math.sqrt(length);
    double inverse = 1 / s;
    double held = p.years - p.time(level + 1);
    double least = p.valueAtZero(held);
    double leastRho = p.valueAtZeroRho(held);
    for (int i = 0; i < count; i++) {
      columns.deviation[i] = (above.floor - drift - columns.y[i]) * inverse;
    }
    normals(count);
    for (int i = 0; i < count; i++) {
      double z = columns.deviation[i];
      double n = least * columns.density[i];
      below.value[i] += least * columns.probability[i];
      columns.slope[i] -= n * inverse;
      columns.bend[i] -= n * z * inverse * inverse;
      below.vega[i] += n * (root - z / p.volatility);
      below.rho[i] += leastRho * columns.probability[i] - n * length * inverse;
    }
  }

  private int firstAbove(double place) {
    int low = 0;
    int high = above.count;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (above.logs[middle] < place) {
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
    if (deviation < SHORT) {
      beExact(true);
    }
    double centre =
        Elementary.log(p.start()) + (p.carry - 0.5 * p.volatility * p.volatility) * time;
    double paid = 0;
    double paidAtLeast = 0;
    for (int k = 0; k <= i; k++) {
      double since = time - p.time(k + 1);
      double grown = p.drop(k) * Elementary.exp(p.carry * since);
      paid += grown;
      paidAtLeast += grown * Elementary.exp(-reach * p.volatility * Math.sqrt(since));
    }
    double least = Elementary.exp(centre - reach * deviation) - paid;
    double most = Elementary.exp(centre + deviation * (reach + deviation)) - paidAtLeast;
    double tiny = Elementary.log(p.strike) - 34;
    double low = least > 0 ? Math.max(tiny, Elementary.log(least)) : tiny;
    double high = Math.max(most > 0 ? Elementary.log(most) : low, low + deviation);
    double top = high;
    double edge = Double.POSITIVE_INFINITY;
    if (p.american && !p.isPut) {
      double usual = Elementary.exp(centre) - paid;
      double middle = usual > 0 ? Math.max(low, Elementary.log(usual)) : low;
      edge = critical(i, low, Math.min(middle, high), high, deviation);
      top = Math.min(high, edge);
    }
    panels(i, low, top, drop);
    if (edgeCount > MOST_EDGES) {
      return;
    }
    int n = countNodes(i, drop);
    columns.reserve(n);
    below.reserve(n);
    below.count = n;
    fill(drop);
    evaluate(n);
    below.critical =
        edge < high
            ? Elementary.log(Elementary.exp(Math.max(edge, low)) + drop)
            : Double.POSITIVE_INFINITY;
    below.floor =
        low == tiny && drop > 0
            ? Elementary.log(Elementary.exp(low) + drop)
            : Double.NEGATIVE_INFINITY;
    QuadratureColumns.Level other = above;
    above = below;
    below = other;
    level = i;
  }

  /**
   * Returns ln x after dividend {@code i} from which on exercising before it is better.
   *
   * <p>Near the ends, above which the nodes do not reach far, values come out too low and exercise
   * too good; and where x is many times the strike, what exercise gains is lost in its rounding. So
   * the search starts from the middle.
   */
  private double critical(int i, double low, double middle, double high, double deviation) {
    Problem p = problem;
    if (!p.paysToExercise(i)) {
      return Double.POSITIVE_INFINITY;
    }
    double time = p.time(i + 1);
    double fixed = p.escrow(time, i) + p.drop(i) - p.strike;
    double most = Math.min(high, Elementary.log(p.strike) + MOST_IN_THE_MONEY);
    double least = fixed < 0 ? Math.max(low, Elementary.log(-fixed)) : low;
    if (least >= most) {
      return Double.POSITIVE_INFINITY;
    }
    double a = Math.min(most, Math.max(middle, least));
    double b = a;
    double move = deviation;
    if (gain(a, fixed) < 0) {
      do {
        if (b == most) {
          return Double.POSITIVE_INFINITY;
        }
        a = b;
        b = Math.min(most, b + move);
        move *= 2;
      } while (gain(b, fixed) <= 0);
    } else {
      do {
        if (a == least) {
          return a;
        }
        b = a;
        a = Math.max(least, a - move);
        move *= 2;
      } while (gain(a, fixed) >= 0);
    }
    double root =
        Math.min(b, Math.max(a, Elementary.log(Math.max(1e-300, p.strike - p.escrow(time, i)))));
    for (int step = 0; step < 100; step++) {
      double g = gain(root, fixed);
      if (g > 0) {
        b = root;
      } else {
        a = root;
      }
      double next = root - g / (columns.x[0] - columns.slope[0]);
      if (!(next > a && next < b)) {
        next = 0.5 * (a + b);
      }
      if (Math.abs(next - root) <= LAST_STEP || b - a < 1e-14) {
        return next;
      }
      root = next;
    }
    return root;
  }

  private double gain(double logX, double fixed) {
    at(logX);
    return columns.x[0] + fixed - below.value[0];
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
      edges = Arrays.copyOf(edges, 2 * edgeCount);
      nodes = new int[edges.length];
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

  /** Counts the nodes of each panel, and returns how many there are. */
  private int countNodes(int i, double drop) {
    int n = 0;
    for (int e = 0; e + 1 < edgeCount; e++) {
      double width = edges[e + 1] - edges[e];
      nodes[e] = extra + (int) Math.ceil(1.8 * width / scale(i, edges[e], edges[e + 1], drop));
      n += nodes[e];
    }
    return n;
  }

  private void fill(double drop) {
    int at = 0;
    for (int e = 0; e + 1 < edgeCount; e++) {
      double from = edges[e];
      double width = edges[e + 1] - from;
      GaussLegendre rule = GaussLegendre.of(nodes[e]);
      for (int j = 0; j < nodes[e]; j++) {
        columns.y[at] = Math.fma(width, rule.nodes()[j], from);
        below.weights[at++] = width * rule.weights()[j];
      }
    }
    NormalColumns.exp(columns.y, columns.scratch, columns.more, columns.x, at);
    for (int j = 0; j < at; j++) {
      double before = columns.x[j] + drop;
      below.logs[j] = drop == 0 ? columns.y[j] : Elementary.log(before);
      below.weights[j] *= columns.x[j] / before;
    }
  }
}
