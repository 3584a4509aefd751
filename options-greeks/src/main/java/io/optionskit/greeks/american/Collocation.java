/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.american;

import io.optionskit.greeks.internal.GaussLegendre;
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

  /** Times to expiry below this, relative to the whole, hardly matter. */
  private static final double CLOSE = 1e-6;

  /** Number of nodes, the one at expiry (index 0) not counted. */
  final int nodes;

  /** First node far enough from expiry to matter for the value. */
  final int first;

  /** Quadrature points per node. */
  final int points;

  /** Quadrature points of all nodes together. */
  final int size;

  /** Roots of the time to expiry at the nodes, relative to the whole: 0 to 1. */
  final double[] root;

  /** Times to expiry at the nodes, relative to the whole, their logs, and 1 / root. */
  final double[] share;

  final double[] logShare;
  final double[] perRoot;

  /** Root of the time from the node to the quadrature point, at {@code (node − 1) points + j}. */
  final double[] rootAge;

  /** 1 / rootAge, and its square. */
  final double[] perRootAge;

  final double[] ageShare;

  /** Root of the time from the quadrature point to expiry, at the same index. */
  final double[] rootToExpiry;

  /** First node at or before the quadrature point, seen from today. */
  final int[] nextNode;

  /**
   * Half the time to expiry of the quadrature point relative to that node: what the square there is
   * at least, as a share of the node's, however bad the polynomial.
   */
  final double[] nextShare;

  /** Weight of a quadrature point per unit of the whole time to expiry. */
  final double[] weight;

  /** Interpolation: {@code basis[k][p]} is the weight of node k at quadrature point p. */
  final double[][] basis;

  /** The same by points: {@code rows[p][k]}. */
  final double[][] rows;

  /** Exponent of the root in terms of the polynomial's variable. */
  private final double power;

  /** The polynomial's variable at the nodes, 0 to 1. */
  private final double[] node;

  Collocation(int nodes, int points, double power) {
    this.power = power;
    node = new double[nodes + 1];
    this.nodes = nodes;
    this.points = points;
    size = nodes * points;
    root = new double[nodes + 1];
    for (int i = 0; i <= nodes; i++) {
      double half = StrictMath.sin(0.5 * StrictMath.PI * i / nodes);
      node[i] = half * half;
      root[i] =
          power == 1 ? node[i] : power == 2 ? node[i] * node[i] : StrictMath.pow(node[i], power);
    }
    share = new double[nodes + 1];
    logShare = new double[nodes + 1];
    perRoot = new double[nodes + 1];
    for (int i = 1; i <= nodes; i++) {
      share[i] = root[i] * root[i];
      logShare[i] = 2 * StrictMath.log(root[i]);
      perRoot[i] = 1 / root[i];
    }
    int close = 1;
    while (share[close] < CLOSE) {
      close++;
    }
    first = close;
    rootAge = new double[size];
    perRootAge = new double[size];
    ageShare = new double[size];
    rootToExpiry = new double[size];
    nextNode = new int[size];
    nextShare = new double[size];
    weight = new double[size];
    basis = new double[nodes + 1][size];
    rows = new double[size][nodes + 1];
    GaussLegendre rule = GaussLegendre.of(points);
    double[] row = new double[nodes + 1];
    for (int j = 0; j < points; j++) {
      double angle = 0.5 * StrictMath.PI * rule.nodes()[j];
      double sine = StrictMath.sin(angle);
      double cosine = StrictMath.cos(angle);
      double perTime = StrictMath.PI * rule.weights()[j] * sine * cosine;
      for (int i = 1; i <= nodes; i++) {
        int p = (i - 1) * points + j;
        rootAge[p] = root[i] * sine;
        rootToExpiry[p] = root[i] * cosine;
        perRootAge[p] = 1 / rootAge[p];
        ageShare[p] = rootAge[p] * rootAge[p];
        weight[p] = perTime * share[i];
        nextNode[p] = nodeAtOrAfter(rootToExpiry[p]);
        double relative = rootToExpiry[p] / root[nextNode[p]];
        nextShare[p] = 0.5 * relative * relative;
        interpolate(rootToExpiry[p], row);
        for (int k = 0; k <= nodes; k++) {
          basis[k][p] = row[k];
          rows[p][k] = row[k];
        }
      }
    }
  }

  /** Returns the weights of the nodes in the polynomial's values at those of another grid. */
  double[][] weightsAt(Collocation other) {
    double[][] weights = new double[other.nodes + 1][nodes + 1];
    for (int i = 1; i <= other.nodes; i++) {
      interpolate(other.root[i], weights[i]);
    }
    return weights;
  }

  /** Returns the index, at least 1, of the first node whose root is at least this. */
  int nodeAtOrAfter(double x) {
    int k = 1;
    while (k < nodes && root[k] < x) {
      k++;
    }
    return k;
  }

  /** Writes the weight of every node in the polynomial's value at {@code x}. */
  void interpolate(double x, double[] out) {
    double y = variable(x);
    double sum = 0;
    for (int k = 0; k <= nodes; k++) {
      double gap = y - node[k];
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
    double y = variable(x);
    double sum = 0;
    double total = 0;
    double sign = 0.5;
    for (int k = 0; k <= nodes; k++) {
      double gap = y - node[k];
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

  private double variable(double root) {
    return power == 1 ? root : power == 2 ? Math.sqrt(root) : StrictMath.pow(root, 1 / power);
  }
}
