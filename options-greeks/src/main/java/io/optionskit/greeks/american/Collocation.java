/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.american;

import java.util.Arrays;

/**
 * The numbers of a collocation scheme that are the same for every option: Chebyshev nodes in the
 * root x of time, quadrature points between each node and expiry, and the matrix that interpolates
 * from nodes to quadrature points.
 *
 * <p>With u = τ sin²θ and s = τ cos²θ the roots of both the time from now and the time to expiry
 * are analytic in θ, so Gauss–Legendre points in θ meet no singularity at either end.
 */
final class Collocation {

  /** Number of nodes, the one at expiry (index 0) not counted. */
  final int nodes;

  /** Quadrature points per node. */
  final int points;

  /** Quadrature points of all nodes together. */
  final int size;

  /** Roots of the time to expiry at the nodes, relative to the whole: 0 to 1. */
  final double[] root;

  /** Root of the time from the node to the quadrature point, at {@code (node − 1) points + j}. */
  final double[] rootAge;

  /** Weight of a quadrature point per unit of time to expiry of its node. */
  final double[] weight;

  /** Interpolation: {@code basis[k][p]} is the weight of node k at quadrature point p. */
  final double[][] basis;

  /** The same by rows: {@code rows[p * (nodes + 1) + k]}. */
  final double[] rows;

  Collocation(int nodes, int points) {
    this.nodes = nodes;
    this.points = points;
    size = nodes * points;
    root = new double[nodes + 1];
    for (int i = 0; i <= nodes; i++) {
      double half = StrictMath.sin(0.5 * StrictMath.PI * i / nodes);
      root[i] = half * half;
    }
    rootAge = new double[size];
    weight = new double[points];
    basis = new double[nodes + 1][size];
    rows = new double[size * (nodes + 1)];
    GaussLegendre rule = GaussLegendre.of(points);
    double[] row = new double[nodes + 1];
    for (int j = 0; j < points; j++) {
      double angle = 0.5 * StrictMath.PI * rule.nodes()[j];
      double sine = StrictMath.sin(angle);
      double cosine = StrictMath.cos(angle);
      weight[j] = StrictMath.PI * rule.weights()[j] * sine * cosine;
      for (int i = 1; i <= nodes; i++) {
        int p = (i - 1) * points + j;
        rootAge[p] = root[i] * sine;
        interpolate(root[i] * cosine, row);
        for (int k = 0; k <= nodes; k++) {
          basis[k][p] = row[k];
          rows[p * (nodes + 1) + k] = row[k];
        }
      }
    }
  }

  /** Writes the weight of every node in the polynomial's value at {@code x}. */
  void interpolate(double x, double[] out) {
    double sum = 0;
    for (int k = 0; k <= nodes; k++) {
      double gap = x - root[k];
      if (gap == 0) {
        Arrays.fill(out, 0, nodes + 1, 0);
        out[k] = 1;
        return;
      }
      double barycentric = (k % 2 == 0 ? 1 : -1) * (k == 0 || k == nodes ? 0.5 : 1);
      out[k] = barycentric / gap;
      sum += out[k];
    }
    for (int k = 0; k <= nodes; k++) {
      out[k] /= sum;
    }
  }

  /** Returns the polynomial's value at {@code x}. */
  double at(double[] values, double x) {
    double sum = 0;
    double total = 0;
    double sign = 0.5;
    for (int k = 0; k <= nodes; k++) {
      double gap = x - root[k];
      if (gap == 0) {
        return values[k];
      }
      double part = (k == nodes ? 0.5 * sign : sign) / gap;
      sum += part;
      total = Math.fma(part, values[k], total);
      sign = k == 0 ? -1 : -sign;
    }
    return total / sum;
  }
}
