/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.american;

/** The numbers behind an {@link AmericanAccuracy}. */
record Accuracy(Collocation grid, int points) {

  private static final Accuracy FAST = new Accuracy(new Collocation(6, 10, 1), 14);
  private static final Accuracy ACCURATE = new Accuracy(new Collocation(12, 20, 2), 32);
  private static final Accuracy HIGH = new Accuracy(new Collocation(32, 48, 2), 64);

  static Accuracy of(AmericanAccuracy accuracy) {
    return switch (accuracy) {
      case FAST -> FAST;
      case ACCURATE -> ACCURATE;
      case HIGH -> HIGH;
    };
  }
}
