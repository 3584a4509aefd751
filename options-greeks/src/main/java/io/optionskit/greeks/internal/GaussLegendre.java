/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.internal;

/**
 * Nodes and weights of Gauss–Legendre quadrature on [0, 1], in rising order; exact to about a unit
 * in the last place. Those of up to 64 nodes are made once. Immutable.
 */
public final class GaussLegendre {

  /** Two threads may make the same rule; they cannot make different ones. */
  private static final GaussLegendre[] MADE = new GaussLegendre[65];

  /** Newton steps; three or four are enough, the rest change nothing. */
  private static final int STEPS = 10;

  private final double[] nodes;
  private final double[] weights;

  private GaussLegendre(int count) {
    nodes = new double[count];
    weights = new double[count];
    for (int i = 0; i < (count + 1) / 2; i++) {
      double x = StrictMath.cos(StrictMath.PI * (i + 0.75) / (count + 0.5));
      double slope = 1;
      for (int step = 0; step < STEPS; step++) {
        double before = 1;
        double at = x;
        for (int k = 2; k <= count; k++) {
          double next = ((2 * k - 1) * x * at - (k - 1) * before) / k;
          before = at;
          at = next;
        }
        slope = count * (x * at - before) / (x * x - 1);
        x -= at / slope;
      }
      double weight = 1 / ((1 - x) * (1 + x) * slope * slope);
      nodes[i] = 0.5 * (1 - x);
      nodes[count - 1 - i] = 0.5 * (1 + x);
      weights[i] = weight;
      weights[count - 1 - i] = weight;
    }
  }

  /**
   * Returns the rule.
   *
   * @param count number of nodes, ≥ 1
   * @return exact for polynomials of degree 2 · count − 1
   */
  public static GaussLegendre of(int count) {
    if (count >= MADE.length) {
      return new GaussLegendre(count);
    }
    GaussLegendre rule = MADE[count];
    if (rule == null) {
      rule = new GaussLegendre(count);
      MADE[count] = rule;
    }
    return rule;
  }

  /**
   * Returns the nodes.
   *
   * @return not to be changed
   */
  public double[] nodes() {
    return nodes;
  }

  /**
   * Returns the weights.
   *
   * @return not to be changed; their sum is 1
   */
  public double[] weights() {
    return weights;
  }
}
