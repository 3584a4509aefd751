/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.american;

import java.util.ArrayList;
import java.util.List;

/**
 * The numbers behind an {@link AmericanAccuracy}: the grids on which the boundary is solved, each
 * starting from the one before; how small the last Newton step of each is; the quadrature for the
 * value.
 */
final class Accuracy {

  private static final Collocation SMALL = new Collocation(6, 6, 1);
  private static final Collocation MIDDLE = new Collocation(12, 10, 2);

  final List<Collocation> grids;
  final double tolerance;
  final SpotRule rule;

  /** For each grid but the first, the interpolation from the one before. */
  final List<double[][]> refinements;

  /** Whether functions to nine digits are enough. */
  final boolean quick;

  private Accuracy(List<Collocation> grids, double tolerance, int points, boolean quick) {
    this.grids = grids;
    this.tolerance = tolerance;
    this.rule = new SpotRule(grids.get(grids.size() - 1), points);
    this.quick = quick;
    List<double[][]> refinements = new ArrayList<>();
    for (int i = 1; i < grids.size(); i++) {
      refinements.add(grids.get(i - 1).weightsAt(grids.get(i)));
    }
    this.refinements = List.copyOf(refinements);
  }

  /** Returns the numbers for two boundaries, which are steep where they meet, not at expiry. */
  static Accuracy ofTwo(AmericanAccuracy accuracy) {
    return switch (accuracy) {
      case FAST, ACCURATE -> Accurate.TWO;
      case HIGH -> High.TWO;
    };
  }

  static Accuracy of(AmericanAccuracy accuracy) {
    return switch (accuracy) {
      case FAST -> Fast.IT;
      case ACCURATE -> Accurate.IT;
      case HIGH -> High.IT;
    };
  }

  // each is made when first asked for

  private static final class Fast {
    private static final Accuracy IT = new Accuracy(List.of(SMALL), 4e-3, 13, true);
  }

  private static final class Accurate {
    private static final Accuracy IT = new Accuracy(List.of(SMALL, MIDDLE), 1e-6, 32, false);
    private static final Accuracy TWO =
        new Accuracy(List.of(new Collocation(12, 20, 1)), 1e-6, 32, false);
  }

  private static final class High {
    private static final Accuracy IT =
        new Accuracy(List.of(SMALL, MIDDLE, new Collocation(44, 40, 2)), 1e-9, 80, false);
    private static final Accuracy TWO =
        new Accuracy(List.of(new Collocation(28, 48, 1)), 1e-10, 64, false);
  }
}
