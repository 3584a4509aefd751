/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.american;

/** The numbers behind an {@link AmericanAccuracy}. */
record Accuracy(Collocation grid, int points) {

  private static final Accuracy FAST = new Accuracy(new Collocation(6, 12, 1), 16);
  private static final Accuracy ACCURATE = new Accuracy(new Collocation(12, 24, 1), 32);
  private static final Accuracy HIGH = new Accuracy(new Collocation(24, 48, 1), 64);

  static Accuracy of(AmericanAccuracy accuracy) {
    return switch (accuracy) {
      case FAST -> FAST;
      case ACCURATE -> ACCURATE;
      case HIGH -> HIGH;
    };
  }
}
