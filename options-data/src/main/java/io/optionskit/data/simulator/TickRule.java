/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.simulator;

/** Price steps of options: which prices in cents can be quoted. */
enum TickRule {
  /** One cent at every price. */
  PENNY(1, 1),
  /** One cent below three dollars, five above. */
  PENNY_NICKEL(1, 5),
  /** Five cents below three dollars, ten above. */
  NICKEL_DIME(5, 10);

  private static final int THRESHOLD_CENTS = 300;

  private final int below;
  private final int above;

  TickRule(int below, int above) {
    this.below = below;
    this.above = above;
  }

  /** Returns the highest price at or below a price in dollars, in cents; negative below zero. */
  long floorCents(double price) {
    double cents = price * 100;
    int tick = cents < THRESHOLD_CENTS ? below : above;
    return (long) Math.floor(cents / tick) * tick;
  }

  /** Returns the lowest price at or above a price in dollars, in cents. */
  long ceilCents(double price) {
    double cents = price * 100;
    int tick = cents <= THRESHOLD_CENTS ? below : above;
    return (long) Math.ceil(cents / tick) * tick;
  }

  /** Returns the smallest price in cents. */
  long lowestCents() {
    return below;
  }
}
