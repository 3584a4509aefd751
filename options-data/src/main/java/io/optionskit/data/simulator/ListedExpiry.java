/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.simulator;

import java.time.LocalDate;

/**
 * One expiry of an underlying with the range of strikes listed so far; strikes are never removed.
 */
final class ListedExpiry {

  private final LocalDate expiry;
  private final int settlementDay;
  private final int listedOn;
  private long lowest = Long.MAX_VALUE;
  private long highest = Long.MIN_VALUE;

  ListedExpiry(LocalDate expiry, int settlementDay, int listedOn) {
    this.expiry = expiry;
    this.settlementDay = settlementDay;
    this.listedOn = listedOn;
  }

  LocalDate expiry() {
    return expiry;
  }

  int settlementDay() {
    return settlementDay;
  }

  int listedOn() {
    return listedOn;
  }

  /** Returns the lowest strike as a multiple of the strike step. */
  long lowest() {
    return lowest;
  }

  /** Returns the highest strike as a multiple of the strike step. */
  long highest() {
    return highest;
  }

  /** Lists the strikes around a price. */
  void extend(double price, double step, int strikesEachSide) {
    long nearest = Math.round(price / step);
    lowest = Math.min(lowest, Math.max(1, nearest - strikesEachSide));
    highest = Math.max(highest, nearest + strikesEachSide);
  }
}
