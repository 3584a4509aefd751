/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.structure;

/** Points of a grid in order: prices of the underlying fastest, times slowest. */
@SuppressWarnings("ArrayRecordComponent") // columns that stay inside
record GridPoints(double[] spots, double[] volatilityShifts, double[] yearsPassed) {

  /** So many points are 480 MB of results. */
  private static final int MOST = 10_000_000;

  /**
   * Checks the size.
   *
   * @throws IllegalArgumentException if an array is empty or there are too many points
   */
  GridPoints {
    long points = (long) volatilityShifts.length * yearsPassed.length;
    if (spots.length == 0 || points == 0 || points > MOST / spots.length) {
      throw new IllegalArgumentException(
          "grid must have a spot, a shift and a time, and at most 10,000,000 points: "
              + spots.length
              + ", "
              + volatilityShifts.length
              + ", "
              + yearsPassed.length);
    }
  }

  int size() {
    return spots.length * volatilityShifts.length * yearsPassed.length;
  }

  double spot(int point) {
    return spots[point % spots.length];
  }

  double shift(int point) {
    return volatilityShifts[point / spots.length % volatilityShifts.length];
  }

  double passed(int point) {
    return yearsPassed[point / spots.length / volatilityShifts.length];
  }
}
