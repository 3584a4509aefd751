/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.dividend;

import java.util.Arrays;

/**
 * One time step with early exercise at any set of nodes, by policy iteration: solve with a set of
 * exercised nodes, then exercise where that pays more than the solution and hold where holding
 * gains, until nothing changes.
 *
 * <p>Not thread safe; belongs to one {@link GridSolver}.
 */
final class Policy {

  private static final int MOST_ROUNDS = 40;

  private final int count;
  private final boolean[] held;
  private final double[] alpha;
  private final double[] beta;

  Policy(int count) {
    this.count = count;
    held = new boolean[count];
    alpha = new double[count];
    beta = new double[count];
  }

  /** Finds the exercised nodes and solves diagonal · u = right + h·(A u), with u ≥ payoff. */
  void decide(Nodes nodes, double h, double diagonal, double[] right, double[] payoff, double[] u) {
    Arrays.fill(held, true);
    for (int round = 0; round < MOST_ROUNDS; round++) {
      follow(nodes, h, diagonal, right, payoff, u);
      boolean changed = false;
      for (int j = 0; j < count; j++) {
        boolean holds =
            held[j]
                ? u[j] >= payoff[j]
                : Math.fma(h, drift(nodes, j, u), right[j]) > diagonal * u[j];
        changed |= holds != held[j];
        held[j] = holds;
      }
      if (!changed) {
        return;
      }
    }
  }

  private double drift(Nodes nodes, int j, double[] u) {
    if (j == 0 || j == count - 1) {
      return 0;
    }
    return nodes.inner[j] * (u[j - 1] - u[j]) + nodes.outer[j] * (u[j + 1] - u[j]);
  }

  /** Solves with the exercised nodes of the last decision, where u is given. */
  void follow(Nodes nodes, double h, double diagonal, double[] right, double[] given, double[] u) {
    int last = count - 1;
    double before = 0;
    double a = held[last] ? right[last] / diagonal : given[last];
    u[last] = a;
    for (int j = last - 1; j > 0; j--) {
      if (held[j]) {
        double outer = h * nodes.outer[j];
        double inner = h * nodes.inner[j];
        double inverse = 1 / (diagonal + inner + outer * (1 - before));
        a = Math.fma(outer, a, right[j]) * inverse;
        before = inner * inverse;
      } else {
        a = given[j];
        before = 0;
      }
      alpha[j] = a;
      beta[j] = before;
    }
    double previous = held[0] ? right[0] / diagonal : given[0];
    u[0] = previous;
    for (int j = 1; j < last; j++) {
      previous = Math.fma(beta[j], previous, alpha[j]);
      u[j] = previous;
    }
  }

  /** Returns the first node after the last exercised one, 0 if none is exercised. */
  int lastHeld() {
    int j = count - 1;
    while (j >= 0 && held[j]) {
      j--;
    }
    return j + 1;
  }

  /** Returns whether node {@code j} and the next are exercised. */
  boolean exercises(int j) {
    return !held[j] && !held[Math.min(count - 1, j + 1)];
  }
}
