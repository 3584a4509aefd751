/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.dividend;

import io.optionskit.greeks.internal.Elementary;

/**
 * Grid of one interval between ex-dates: prices that can be reached from today's within it, dense
 * around the strike.
 *
 * <p>The coordinate is y = ln(x) − carry · t, in which x has no drift. Node 0 is the one deepest in
 * the money, so that puts run up in x and calls run down.
 */
final class Nodes {

  /** Width of the dense part in standard deviations of what is left to expiry. */
  private static final double DENSE = 0.7;

  final int count;
  final double[] y;

  /** exp(y): x is this times the growth since now. */
  final double[] spread;

  /** Weight of the neighbour nearer to node 0, and of the other, in ½σ²(V_yy − V_y). */
  final double[] inner;

  final double[] outer;

  /** Node at which the payoff has its kink; −1 if it is not on the grid. */
  final int kink;

  Nodes(Problem p, int interval, int spaces, int refinement, double deviations) {
    count = spaces * refinement + 1;
    y = new double[count];
    spread = new double[count];
    inner = new double[count];
    outer = new double[count];
    kink = place(p, interval, spaces, refinement, deviations);
    weigh(0.5 * p.volatility * p.volatility);
  }

  private int place(Problem p, int interval, int spaces, int refinement, double deviations) {
    double end = p.time(interval + 1);
    double reach = deviations * p.volatility * Math.sqrt(end);
    double left = p.start();
    double strike = p.strike * Elementary.exp(-p.carry * p.years);
    for (int i = 0; i < interval; i++) {
      left -= p.drop(i) * Elementary.exp(-p.carry * p.time(i + 1));
    }
    for (int i = interval; i < p.count; i++) {
      strike += p.drop(i) * Elementary.exp(-p.carry * p.time(i + 1));
    }
    double from = Elementary.log(p.start());
    double low = Elementary.log(Math.max(left, 0.2 * p.start())) - reach;
    double deviation = p.volatility * Math.sqrt(end);
    double high = from + reach + (p.isPut ? 0 : deviation * deviation);
    double middle = Elementary.log(strike);
    double rest = p.years - end + 0.5 * p.length(interval);
    double width = p.volatility * Math.sqrt(rest);
    boolean isInside = middle > low && middle < high;
    if (p.isPut) {
      high =
          Math.max(
              Math.min(
                  high, middle + deviations * p.volatility * Math.sqrt(p.years - p.time(interval))),
              from + 0.3 * reach);
    } else {
      low =
          Math.min(
              Math.max(
                  low, middle - deviations * p.volatility * Math.sqrt(p.years - p.time(interval))),
              from - 0.3 * reach);
    }
    middle = Math.min(high, Math.max(low, middle));
    double scale = DENSE * width;
    double lowest = asinh((low - middle) / scale);
    double highest = asinh((high - middle) / scale);
    double step = (highest - lowest) / spaces;
    int at = (int) Math.rint(-lowest / step) * refinement;
    step /= refinement;
    lowest = -at * step;
    for (int j = 0; j < count; j++) {
      double e = Elementary.exp(Math.fma(j, step, lowest));
      int to = p.isPut ? j : count - 1 - j;
      y[to] = Math.fma(0.5 * scale, e - 1 / e, middle);
      spread[to] = Elementary.exp(y[to]);
    }
    int node = p.isPut ? at : count - 1 - at;
    return isInside && interval == p.lastInterval() && node > 0 && node < count - 1 ? node : -1;
  }

  private static double asinh(double x) {
    double a = Math.abs(x);
    double result = Elementary.log(a + Math.sqrt(Math.fma(a, a, 1)));
    return x < 0 ? -result : result;
  }

  private void weigh(double half) {
    for (int j = 1; j < count - 1; j++) {
      double before = y[j] - y[j - 1];
      double after = y[j + 1] - y[j];
      double scale = half / (before + after);
      inner[j] = scale * (2 + after) / before;
      outer[j] = scale * (2 - before) / after;
    }
  }

  /** Returns the spacing between nodes {@code j - 1} and {@code j}. */
  double spacing(int j) {
    return Math.abs(y[j] - y[j - 1]);
  }

  /** Returns the node at or next to {@code target} on the side of node 0, at least 0. */
  int find(double target) {
    boolean rises = y[1] > y[0];
    int low = 0;
    int high = count;
    while (high - low > 1) {
      int middle = (low + high) >>> 1;
      if (rises ? y[middle] <= target : y[middle] >= target) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** Returns the first of {@code points} nodes around {@code target}, none before {@code first}. */
  int stencil(double target, int points, int first) {
    int at = find(target) - points / 2 + 1;
    return Math.max(0, Math.min(Math.max(at, first), count - points));
  }

  /**
   * Interpolates values at nodes {@code from} and following by a polynomial, to {@code out[0]} the
   * value, {@code out[1]} and {@code out[2]} its derivatives.
   */
  void interpolate(
      double[] values, int from, int points, double target, double[] work, double[] out) {
    System.arraycopy(values, from, work, 0, points);
    for (int m = 1; m < points; m++) {
      for (int i = points - 1; i >= m; i--) {
        work[i] = (work[i] - work[i - 1]) / (y[from + i] - y[from + i - m]);
      }
    }
    double value = work[points - 1];
    double slope = 0;
    double bend = 0;
    for (int i = points - 2; i >= 0; i--) {
      double z = target - y[from + i];
      bend = Math.fma(bend, z, 2 * slope);
      slope = Math.fma(slope, z, value);
      value = Math.fma(value, z, work[i]);
    }
    out[0] = value;
    out[1] = slope;
    out[2] = bend;
  }

  /** Writes the derivatives of values at nodes {@code from} and following. */
  void differentiate(double[] values, int from, double[] out) {
    int last = count - 1;
    for (int j = from + 1; j < last; j++) {
      double before = y[j] - y[j - 1];
      double after = y[j + 1] - y[j];
      double left = (values[j] - values[j - 1]) / before;
      double right = (values[j + 1] - values[j]) / after;
      out[j] = (left * after + right * before) / (before + after);
    }
    out[from] = 2 * (values[from + 1] - values[from]) / (y[from + 1] - y[from]) - out[from + 1];
    out[last] = 2 * (values[last] - values[last - 1]) / (y[last] - y[last - 1]) - out[last - 1];
  }

  /** Sets the weights of four-point interpolation. */
  void weights(int from, double target, double[] weights) {
    for (int i = 0; i < 4; i++) {
      double top = 1;
      double bottom = 1;
      for (int k = 0; k < 4; k++) {
        if (k != i) {
          top *= target - y[from + k];
          bottom *= y[from + i] - y[from + k];
        }
      }
      weights[i] = top / bottom;
    }
  }
}
