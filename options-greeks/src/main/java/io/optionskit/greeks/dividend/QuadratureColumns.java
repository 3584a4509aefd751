/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.dividend;

/**
 * What a {@link Recursion} works in, kept for the next one of the thread. Belongs to one thread at
 * a time.
 */
final class QuadratureColumns {

  /** Exponentials that are taken at once, in a long column; more if one integral has more. */
  private static final int PAIRS = 512;

  /** Beyond this many nodes the memory is not kept. */
  private static final int KEPT = 1024;

  private static final ThreadLocal<QuadratureColumns> OF_THREAD =
      ThreadLocal.withInitial(QuadratureColumns::new);

  final Level above = new Level();
  final Level below = new Level();

  // of the row of targets: ln x, x, ∂/∂ ln x, ∂²/∂(ln x)²
  double[] y = {};
  double[] x = {};
  double[] slope = {};
  double[] bend = {};

  // of twice as many
  double[] deviation = {};
  double[] density = {};
  double[] probability = {};
  double[] scratch = {};
  double[] more = {};

  // of pairs of a target and a node above
  double[] exponent = {};
  double[] power = {};
  double[] mantissa = {};

  private QuadratureColumns() {}

  static QuadratureColumns ofThread() {
    QuadratureColumns columns = OF_THREAD.get();
    if (columns.y.length > KEPT) {
      columns = new QuadratureColumns();
      OF_THREAD.set(columns);
    }
    return columns;
  }

  void reserve(int targets) {
    if (y.length < targets) {
      y = new double[targets];
      x = new double[targets];
      slope = new double[targets];
      bend = new double[targets];
      deviation = new double[2 * targets];
      density = new double[2 * targets];
      probability = new double[2 * targets];
      scratch = new double[2 * targets];
      more = new double[2 * targets];
    }
  }

  /** Returns {@link #exponent}, long enough for all nodes of one target at least. */
  double[] reservePairs(int nodes) {
    if (exponent.length < Math.max(PAIRS, nodes)) {
      exponent = new double[Math.max(PAIRS, nodes)];
      power = new double[exponent.length];
      mantissa = new double[exponent.length];
    }
    return exponent;
  }

  /** Nodes before a dividend, and what is known there. */
  static final class Level {
    int count;
    double[] logs = {};
    double[] weights = {};
    double[] value = {};
    double[] vega = {};
    double[] rho = {};

    /** ln x before the dividend from which on a call is exercised; infinite if never. */
    double critical;

    /** ln x before the dividend below which the value is that at a price of 0. */
    double floor;

    void reserve(int nodes) {
      if (logs.length < nodes) {
        logs = new double[nodes];
        weights = new double[nodes];
        value = new double[nodes];
        vega = new double[nodes];
        rho = new double[nodes];
      }
    }
  }
}
