/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.dividend;

import io.optionskit.greeks.internal.Elementary;
import java.util.Arrays;

/**
 * American option on an underlying with cash dividends by finite differences, with tangents for
 * vega and rho.
 *
 * <p>On {@link Nodes} the equation is V_τ = ½σ²(V_yy − V_y) − rV, with τ the time to expiry, and a
 * value linear in x only decays, which is also the condition at both ends. Time advances by
 * Alexander's L-stable two-stage method, in which an exercised node needs no special care. Each
 * stage is solved in the way of Brennan and Schwartz: eliminate from the out-of-the-money end until
 * exercise is better, then substitute back. Between the last exercised node and the next the
 * boundary is placed to a fraction of the spacing, from the known jump of the second derivative
 * there, 2(rK − qS)/σ²: that makes the error smooth enough for Richardson extrapolation.
 *
 * <p>For negative rates the exercised prices may end on both sides; then each stage is solved by
 * policy iteration instead.
 *
 * <p>Not thread safe; made for one solution.
 *
 * @see <a href="https://doi.org/10.2307/2326779">M. J. Brennan and E. S. Schwartz, "The Valuation
 *     of American Put Options", Journal of Finance 32(2), 1977, 449–462</a>
 */
final class GridSolver {

  /** Stage weight 1 − 1/√2 of the L-stable method. */
  private static final double STAGE = 0.29289321881345254;

  /** (1 − STAGE) / STAGE: how far beyond the first stage the second one starts. */
  private static final double BEYOND = 2.414213562373095;

  /** A boundary may move this many nodes in one stage before all nodes are looked at. */
  private static final int WATCHED = 8;

  private final Problem problem;
  private final boolean exercises;
  private final boolean inside;
  private final int spaces;
  private final int count;
  private final double deviations;
  private final int[] kinds;
  private final int refinement;

  private double[] value;
  private double[] vega;
  private double[] rho;
  private double[] nextValue;
  private double[] nextVega;
  private double[] nextRho;
  private final double[] slopes;
  private final double[] source;
  private final double[] payoff;
  private final double[] payoffRho;
  private final double[] alpha;
  private final double[] alphaVega;
  private final double[] alphaRho;
  private final double[] beta;
  private final double[] mu;
  private final double[] inverse;
  private final Policy policy;

  private Nodes nodes;

  // of the stage being solved
  private double growth;
  private double escrow;
  private double escrowRho;
  private double jumpScale;
  private double time;
  private double accrual;

  /** First node that is not exercised; 0 if none is exercised. */
  private int first;

  /** Distance of {@link #first} from the boundary, 0 to one spacing. */
  private double offset;

  private boolean exercisesNow;

  /**
   * Creates a solver.
   *
   * @param spaces number of spaces between nodes, before refinement
   * @param refinement by how much nodes and steps are more than that
   * @param deviations standard deviations on each side of today's price that the nodes cover
   * @param kinds numbers of step sizes, each twice the one before: next to expiry, next to an
   *     ex-date, and where early exercise comes back before one
   */
  GridSolver(Problem problem, int spaces, int refinement, double deviations, int... kinds) {
    this.problem = problem;
    this.exercises = problem.exercisesBetween();
    this.inside = problem.exercisesInside();
    this.spaces = spaces;
    this.refinement = refinement;
    this.count = spaces * refinement + 1;
    this.deviations = deviations;
    this.kinds = kinds;
    value = new double[count];
    vega = new double[count];
    rho = new double[count];
    nextValue = new double[count];
    nextVega = new double[count];
    nextRho = new double[count];
    slopes = new double[count];
    source = new double[count];
    payoff = new double[count];
    payoffRho = new double[count];
    alpha = new double[count];
    alphaVega = new double[count];
    alphaRho = new double[count];
    beta = new double[count];
    mu = new double[count];
    inverse = new double[count];
    policy = new Policy(count);
    nodes = new Nodes(problem, problem.lastInterval(), spaces, refinement, deviations);
  }

  /** Solves back to now with about this many steps, before refinement. */
  void solve(int steps) {
    Problem p = problem;
    double weights = 0;
    for (int i = 0; i <= p.count; i++) {
      weights += Math.sqrt(p.length(i));
    }
    int last = p.lastInterval();
    startAtExpiry(last);
    for (int i = last; i >= 0; i--) {
      if (i < last) {
        goEx(i);
      }
      double length = p.length(i);
      double share = steps * Math.sqrt(length) / weights;
      double pause = i < p.count && exercises ? p.pause(i) : 0;
      if (pause > 0.02 * length && pause < 0.98 * length) {
        double part = Math.sqrt(pause / length);
        double other = Math.sqrt(1 - pause / length);
        double scale = share / (part + other);
        advance(i, p.time(i + 1), pause, scale * part, kinds[1]);
        advance(i, p.time(i + 1) - pause, length - pause, scale * other, kinds[2]);
      } else {
        advance(i, p.time(i + 1), length, share, i == last ? kinds[0] : kinds[1]);
      }
    }
  }

  /** Sets what the option pays, after a dividend if that falls on the expiry. */
  private void startAtExpiry(int last) {
    Problem p = problem;
    first = count;
    offset = 0;
    exercise(p.years, p.count);
    double drop = last < p.count ? p.drop(last) : 0;
    for (int j = 0; j < count; j++) {
      double x = growth * nodes.spread[j];
      double pays = drop == 0 ? payoff[j] : p.sign * (Math.max(0, x - drop) - p.strike);
      value[j] = Math.max(0, pays);
      rho[j] = pays > 0 && x > drop ? payoffRho[j] : 0;
    }
    int kink = nodes.kink;
    if (kink > 0) {
      // Sampling a kink loses h²/12 of its jump in slope.
      double jump = p.strike + drop;
      value[kink] = jump * Math.abs(nodes.y[kink + 1] - nodes.y[kink - 1]) / 24;
      rho[kink] = 0.5 * payoffRho[kink];
    }
    if (last < p.count && p.american && !p.isPut) {
      exercise(p.years, last);
      BeforeDividend.exercise(nodes, payoff, payoffRho, value, vega, rho, alpha);
    }
  }

  /** Sets what exercising pays at {@code at}, before the dividends from number {@code next} on. */
  private void exercise(double at, int next) {
    Problem p = problem;
    time = at;
    growth = p.growth(at);
    escrow = p.escrow(at, next);
    escrowRho = p.escrowRho(at, next);
    double fixed = p.sign * (escrow - p.strike);
    double factor = p.sign * growth;
    double fixedRho = p.sign * escrowRho;
    double factorRho = factor * at;
    double[] spread = nodes.spread;
    for (int j = 0; j < count; j++) {
      payoff[j] = Math.fma(factor, spread[j], fixed);
      payoffRho[j] = Math.fma(factorRho, spread[j], fixedRho);
    }
  }

  /** Goes back by {@code length} from {@code end} in steps that start small and double. */
  private void advance(int interval, double end, double length, double steps, int kinds) {
    int each = refinement * Math.max(1, (int) Math.rint(steps / kinds));
    double smallest = length / (each * (double) ((1 << kinds) - 1));
    double done = 0;
    for (int kind = 0; kind < kinds; kind++) {
      double step = smallest * (1 << kind);
      factor(STAGE * step);
      for (int i = 0; i < each; i++) {
        step(interval, end - done, step);
        done += step;
      }
    }
  }

  private void step(int interval, double from, double step) {
    double h = STAGE * step;
    exercise(Math.max(0, from - h), interval);
    System.arraycopy(value, 0, source, 0, count);
    stage(h);
    for (int j = 0; j < count; j++) {
      source[j] = Math.fma(BEYOND, nextValue[j] - value[j], value[j]);
      vega[j] = Math.fma(BEYOND, nextVega[j] - vega[j], vega[j]);
      rho[j] = Math.fma(BEYOND, nextRho[j] - rho[j], rho[j]);
    }
    exercise(Math.max(0, from - step), interval);
    stage(h);
    swap();
  }

  private void swap() {
    double[] v = value;
    value = nextValue;
    nextValue = v;
    double[] w = vega;
    vega = nextVega;
    nextVega = w;
    double[] r = rho;
    rho = nextRho;
    nextRho = r;
  }

  private void factor(double h) {
    double diagonal = Math.fma(h, problem.rate, 1);
    beta[count - 1] = 0;
    double[] inner = nodes.inner;
    double[] outer = nodes.outer;
    double before = 0;
    for (int j = count - 2; j > 0; j--) {
      double a = h * outer[j];
      double b = h * inner[j];
      double inv = 1 / (diagonal + b + a * (1 - before));
      before = b * inv;
      inverse[j] = inv;
      beta[j] = before;
      mu[j] = a * inv;
    }
  }

  /** Solves u = source + h·A·u with exercise; the tangents likewise. */
  private void stage(double h) {
    if (inside) {
      iterate(h);
      return;
    }
    Problem p = problem;
    jumpScale = -p.sign * 2 / (p.volatility * p.volatility);
    int last = count - 1;
    accrual = Math.fma(h, p.rate, 1);
    double decay = 1 / accrual;
    double[] u = nextValue;
    int k = exercises ? eliminate(source[last] * decay) : eliminateAll(source[last] * decay);
    boolean exercised = k > 0;
    double gap = 0;
    double rest = 0;
    double curve = 0;
    if (exercised) {
      System.arraycopy(payoff, 0, u, 0, k);
      curve = jump(k - 1);
      double spacing = nodes.spacing(k);
      gap = gap(k, curve, spacing);
      rest = spacing - gap;
      u[k] = Math.fma(0.5 * curve * gap, gap, payoff[k]);
    } else {
      u[0] = source[0] * decay;
      exercised = exercises && payoff[0] > u[0];
      if (exercised) {
        u[0] = payoff[0];
      }
      k = 1;
      u[1] = Math.fma(beta[1], u[0], alpha[1]);
    }
    substitute(alpha, u, k);
    u[last] = source[last] * decay;
    tangents(h, k, decay, exercised);
    if (curve > 0) {
      moveTangents(k, curve, gap, rest);
    } else {
      nextVega[k] = Math.fma(beta[k], nextVega[k - 1], alphaVega[k]);
      nextRho[k] = Math.fma(beta[k], nextRho[k - 1], alphaRho[k]);
    }
    substituteTangents(k);
    first = exercised ? k : 0;
    offset = gap;
  }

  private int eliminateAll(double end) {
    double a = end;
    for (int j = count - 2; j > 0; j--) {
      a = Math.fma(mu[j], a, source[j] * inverse[j]);
      alpha[j] = a;
    }
    return 0;
  }

  /** Eliminates until the boundary is met; returns the first node held, 0 if all are. */
  private int eliminate(double end) {
    int top = count - 2;
    int watch = first == 0 ? top : Math.min(top, first + WATCHED);
    double a = end;
    int j = top;
    for (; j >= watch; j--) {
      a = Math.fma(mu[j], a, source[j] * inverse[j]);
      alpha[j] = a;
    }
    j = watch;
    if (prefersExercise(j)) {
      while (j < top && prefersExercise(j + 1)) {
        j++;
      }
      return j;
    }
    for (j--; j > 0; j--) {
      a = Math.fma(mu[j], a, source[j] * inverse[j]);
      alpha[j] = a;
      if (prefersExercise(j)) {
        return j;
      }
    }
    return 0;
  }

  /** Returns whether the boundary lies before node {@code j}, if the one before is exercised. */
  private boolean prefersExercise(int j) {
    double before = payoff[j - 1];
    if (!(before > 0 && source[j - 1] <= accrual * before)) {
      return false;
    }
    double spacing = nodes.y[j] - nodes.y[j - 1];
    double most = Math.fma(0.5 * jump(j - 1) * spacing, spacing, payoff[j]);
    return most >= Math.fma(beta[j], before, alpha[j]);
  }

  /** Returns the jump of the second derivative if the boundary is at node {@code j}. */
  private double jump(int j) {
    Problem p = problem;
    double full = Math.fma(growth, nodes.spread[j], escrow);
    return Math.max(0, jumpScale * (p.rate * p.strike - p.dividendYield * full));
  }

  private double jumpRho(int j) {
    Problem p = problem;
    double fullRho = Math.fma(time * growth, nodes.spread[j], escrowRho);
    return jumpScale * (p.strike - p.dividendYield * fullRho);
  }

  /**
   * Returns how far node {@code k} is from the boundary. With the value beyond payoff growing as
   * half the jump times the square of the distance, on both nodes next to the boundary, the
   * equation of node {@code k} is quadratic in it.
   */
  private double gap(int k, double curve, double spacing) {
    double plain = Math.fma(beta[k], payoff[k - 1], alpha[k]) - payoff[k];
    double linear = beta[k] * curve * spacing;
    double q = Math.fma(0.5 * linear, spacing, plain);
    if (!(q > 0 && curve > 0)) {
      return 0;
    }
    double root = Math.sqrt(Math.fma(linear, linear, 2 * curve * (1 - beta[k]) * q));
    return Math.min(spacing, 2 * q / (linear + root));
  }

  private void substitute(double[] a, double[] u, int k) {
    double previous = u[k];
    for (int j = k + 1; j < count - 1; j++) {
      previous = Math.fma(beta[j], previous, a[j]);
      u[j] = previous;
    }
  }

  private void substituteTangents(int k) {
    double v = nextVega[k];
    double r = nextRho[k];
    for (int j = k + 1; j < count - 1; j++) {
      v = Math.fma(beta[j], v, alphaVega[j]);
      r = Math.fma(beta[j], r, alphaRho[j]);
      nextVega[j] = v;
      nextRho[j] = r;
    }
  }

  /**
   * Eliminates the tangents. Their equation has the same matrix, and what the derivative of the
   * operator adds follows from the equation of the value: h·∂A/∂σ·u = (2/σ)·(u + h·r·u − source).
   */
  private void tangents(double h, int k, double decay, boolean exercised) {
    Problem p = problem;
    int last = count - 1;
    double scale = 2 / p.volatility;
    double more = Math.fma(h, p.rate, 1);
    double[] u = nextValue;
    nextVega[last] = vega[last] * decay;
    nextRho[last] = (rho[last] - h * u[last]) * decay;
    double v = nextVega[last];
    double r = nextRho[last];
    for (int j = last - 1; j >= k; j--) {
      double sourceVega = Math.fma(scale, Math.fma(more, u[j], -source[j]), vega[j]);
      double sourceRho = Math.fma(-h, u[j], rho[j]);
      v = Math.fma(mu[j], v, sourceVega * inverse[j]);
      r = Math.fma(mu[j], r, sourceRho * inverse[j]);
      alphaVega[j] = v;
      alphaRho[j] = r;
    }
    if (exercised) {
      Arrays.fill(nextVega, 0, k, 0);
      System.arraycopy(payoffRho, 0, nextRho, 0, k);
    } else {
      nextVega[0] = vega[0] * decay;
      nextRho[0] = (rho[0] - h * u[0]) * decay;
    }
  }

  /** Sets the tangents of the first node held by differentiating the equation of the boundary. */
  private void moveTangents(int k, double curve, double gap, double rest) {
    double b = beta[k];
    double slope = curve * Math.fma(b, rest, gap);
    double squares = 0.5 * Math.fma(b * rest, rest, -gap * gap);
    double curveVega = -2 * curve / problem.volatility;
    double moveVega = (alphaVega[k] + curveVega * squares) / slope;
    nextVega[k] = Math.fma(0.5 * curveVega * gap, gap, curve * gap * moveVega);
    double curveRho = jumpRho(k - 1);
    double moveRho =
        (Math.fma(b, payoffRho[k - 1], alphaRho[k]) - payoffRho[k] + curveRho * squares) / slope;
    nextRho[k] = payoffRho[k] + Math.fma(0.5 * curveRho * gap, gap, curve * gap * moveRho);
  }

  /** Solves a stage whatever the shape of the exercised prices. */
  private void iterate(double h) {
    Problem p = problem;
    double more = Math.fma(h, p.rate, 1);
    policy.decide(nodes, h, more, source, payoff, nextValue);
    double scale = 2 / p.volatility;
    for (int j = 0; j < count; j++) {
      vega[j] = Math.fma(scale, Math.fma(more, nextValue[j], -source[j]), vega[j]);
      rho[j] = Math.fma(-h, nextValue[j], rho[j]);
    }
    Arrays.fill(source, 0);
    policy.follow(nodes, h, more, vega, source, nextVega);
    policy.follow(nodes, h, more, rho, payoffRho, nextRho);
    first = policy.lastHeld();
    offset = 0;
  }

  /** Replaces the values just after dividend {@code i} by those just before it, on new nodes. */
  private void goEx(int i) {
    Problem p = problem;
    Nodes old = nodes;
    double at = p.time(i + 1);
    nodes = new Nodes(p, i, spaces, refinement, deviations);
    double drop = p.drop(i) / p.growth(at);
    exercise(at, i + 1); // on the new nodes: only for its escrow
    double[] weights = new double[4];
    double boundary = first > 0 && first < count ? boundary(old) : Double.NaN;
    if (drop > 0) {
      old.differentiate(value, inside ? 0 : Math.min(first, count - 3), slopes);
    }
    for (int j = 0; j < count; j++) {
      carry(old, boundary, drop, at, j, weights);
    }
    swap();
    if (p.american && !p.isPut) {
      exercise(at, i);
      BeforeDividend.exercise(nodes, payoff, payoffRho, value, vega, rho, alpha);
    }
    first = count;
    offset = 0;
  }

  private double boundary(Nodes where) {
    return where.y[first] + (problem.isPut ? -offset : offset);
  }

  private void carry(Nodes old, double boundary, double drop, double at, int j, double[] weights) {
    Problem p = problem;
    double x = nodes.spread[j] - drop;
    double held = p.years - at;
    if (!(x > 0)) {
      nextValue[j] = p.valueAtZero(held);
      nextVega[j] = 0;
      nextRho[j] = p.valueAtZeroRho(held);
      return;
    }
    double target = drop == 0 ? nodes.y[j] : Elementary.log(x);
    double frame = at * drop / x; // ∂target/∂rate
    boolean exercised =
        !inside
            && (first == count
                || (first > 0 && (p.isPut ? target <= boundary : target >= boundary)));
    if (exercised && exercises) {
      double full = Math.fma(growth, x, escrow);
      nextValue[j] = p.sign * (full - p.strike);
      nextVega[j] = 0;
      nextRho[j] = p.sign * Math.fma(growth * at, nodes.spread[j], escrowRho);
      return;
    }
    double least = Math.min(old.y[0], old.y[count - 1]);
    double most = Math.max(old.y[0], old.y[count - 1]);
    if (target < least || target > most) {
      extend(old, target < least == p.isPut ? 0 : count - 2, x, frame, j);
      return;
    }
    int from = old.stencil(target, 4, inside ? 0 : first);
    old.weights(from, target, weights);
    double v = 0;
    double vv = 0;
    double vr = 0;
    double slope = 0;
    for (int i = 0; i < 4; i++) {
      v = Math.fma(weights[i], value[from + i], v);
      vv = Math.fma(weights[i], vega[from + i], vv);
      vr = Math.fma(weights[i], rho[from + i], vr);
      slope = Math.fma(weights[i], slopes[from + i], slope);
    }
    nextValue[j] = v;
    nextVega[j] = vv;
    nextRho[j] = Math.fma(frame, slope, vr);
  }

  /** Beyond the grid a value is linear in x. */
  private void extend(Nodes old, int k, double x, double frame, int j) {
    double span = old.spread[k + 1] - old.spread[k];
    double part = (x - old.spread[k]) / span;
    nextValue[j] = Math.fma(part, value[k + 1] - value[k], value[k]);
    nextVega[j] = Math.fma(part, vega[k + 1] - vega[k], vega[k]);
    double slope = x * (value[k + 1] - value[k]) / span;
    nextRho[j] = Math.fma(part, rho[k + 1] - rho[k], rho[k]) + slope * frame;
  }

  /** Returns whether {@link #read} found the price of today exercised. */
  boolean exercisesNow() {
    return exercisesNow;
  }

  /** Returns whether every node is exercised, so that the boundary is somewhere beyond. */
  boolean isExercisedThroughout() {
    return first >= count - 2;
  }

  /**
   * Writes value, ∂/∂y, ∂²/∂y², vega and rho with y held, and the boundary in x today, 0 or
   * infinite if there is none; {@code NaN} but for the boundary if x is exercised today.
   */
  void read(double[] out) {
    Problem p = problem;
    double target = Elementary.log(p.start());
    double never = p.isPut ? 0 : Double.POSITIVE_INFINITY;
    boolean bounded = first > 0 && first < count;
    double boundary = bounded ? boundary(nodes) : never;
    out[5] = bounded ? Elementary.exp(boundary) : never;
    boolean exercised =
        inside
            ? policy.exercises(nodes.find(target))
            : bounded && (p.isPut ? target <= boundary : target >= boundary);
    exercisesNow = exercised;
    if (exercised) {
      Arrays.fill(out, 0, 5, Double.NaN);
      return;
    }
    int from = nodes.stencil(target, 6, inside ? 0 : first);
    double[] work = new double[6];
    double[] at = new double[3];
    nodes.interpolate(vega, from, 6, target, work, at);
    out[3] = at[0];
    nodes.interpolate(rho, from, 6, target, work, at);
    out[4] = at[0];
    nodes.interpolate(value, from, 6, target, work, out);
  }
}
