/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.american;

import io.optionskit.greeks.internal.GaussLegendre;

/**
 * Quadrature along a boundary as seen from a spot, the same for every option.
 *
 * <p>Near the boundary the integrand of gamma is a spike at the angle (distance / deviation), so
 * there is one set of points for each power of two of that scale, spread evenly in asinh of it.
 */
final class SpotRule {

  private static final int SMALLEST = -20;
  private static final int LARGEST = 3;

  final int points;
  private final Level[] levels = new Level[LARGEST - SMALLEST + 1];

  SpotRule(Collocation grid, int points) {
    this.points = points;
    GaussLegendre rule = GaussLegendre.of(points);
    for (int e = SMALLEST; e <= LARGEST; e++) {
      levels[e - SMALLEST] = new Level(grid, rule, points, Math.scalb(1.0, e));
    }
  }

  /** Returns the points for a distance in units of the whole deviation, &gt; 0. */
  Level level(double distance) {
    int exponent = Math.getExponent(distance);
    return levels[Math.min(LARGEST, Math.max(SMALLEST, exponent)) - SMALLEST];
  }

  /** One set of points. */
  static final class Level {

    /** Root of the time from now, relative to the boundary's life. */
    final double[] sine;

    /** Weight per unit of that life. */
    final double[] weight;

    /** {@code rows[j][k]} is the weight of node k at point j. */
    final double[][] rows;

    final int[] nextNode;
    final double[] nextShare;

    private Level(Collocation grid, GaussLegendre rule, int points, double scale) {
      sine = new double[points];
      weight = new double[points];
      rows = new double[points][grid.nodes + 1];
      nextNode = new int[points];
      nextShare = new double[points];
      double end = 0.5 * StrictMath.PI / scale;
      double range = StrictMath.log(end + Math.sqrt(end * end + 1));
      for (int j = 0; j < points; j++) {
        double t = range * rule.nodes()[j];
        double angle = scale * StrictMath.sinh(t);
        double cosine = StrictMath.cos(angle);
        sine[j] = StrictMath.sin(angle);
        weight[j] = scale * StrictMath.cosh(t) * range * rule.weights()[j] * 2 * sine[j] * cosine;
        nextNode[j] = grid.nodeAtOrAfter(cosine);
        double relative = cosine / grid.root[nextNode[j]];
        nextShare[j] = 0.5 * relative * relative;
        grid.interpolate(cosine, rows[j]);
      }
    }
  }
}
