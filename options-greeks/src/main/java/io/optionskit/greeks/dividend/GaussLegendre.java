/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.dividend;

/** Nodes and weights of Gauss–Legendre quadrature on [0, 1]; immutable, made once per size. */
final class GaussLegendre {

  private static final GaussLegendre[] RULES = new GaussLegendre[65];

  static {
    for (int n = 1; n < RULES.length; n++) {
      RULES[n] = new GaussLegendre(n);
    }
  }

  private final double[] nodes;
  private final double[] weights;

  private GaussLegendre(int count) {
    nodes = new double[count];
    weights = new double[count];
    for (int i = 0; i < (count + 1) / 2; i++) {
      double x = StrictMath.cos(StrictMath.PI * (i + 0.75) / (count + 0.5));
      double slope = 1;
      for (int step = 0; step < 6; step++) {
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

  static GaussLegendre of(int count) {
    return RULES[Math.min(count, RULES.length - 1)];
  }

  int count() {
    return nodes.length;
  }

  double node(int i) {
    return nodes[i];
  }

  double weight(int i) {
    return weights[i];
  }
}
