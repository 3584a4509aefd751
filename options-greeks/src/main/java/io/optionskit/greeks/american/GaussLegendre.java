/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.american;

/** Nodes and weights of Gauss–Legendre quadrature on [0, 1], in rising order. */
final class GaussLegendre {

  private final double[] nodes;
  private final double[] weights;

  private GaussLegendre(double[] nodes, double[] weights) {
    this.nodes = nodes;
    this.weights = weights;
  }

  double[] nodes() {
    return nodes;
  }

  double[] weights() {
    return weights;
  }

  static GaussLegendre of(int count) {
    double[] nodes = new double[count];
    double[] weights = new double[count];
    for (int i = 0; i < (count + 1) / 2; i++) {
      double x = StrictMath.cos(StrictMath.PI * (i + 0.75) / (count + 0.5));
      double slope = 1;
      for (int step = 0; step < 10; step++) {
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
    return new GaussLegendre(nodes, weights);
  }
}
