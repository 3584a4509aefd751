/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.simulator;

/**
 * What all underlyings share on one day: volatility, shocks and jumps at each step.
 *
 * <p>Step 0 is the night before the opening, step m the m-th minute; state m is that at its end,
 * state 0 that of the opening. {@code night} years pass overnight.
 */
@SuppressWarnings("ArrayRecordComponent") // columns: equality by identity is meant
record MarketDay(
    int day,
    double[] clock,
    double night,
    double[] fast,
    double[] slow,
    double[] stepVariance,
    double[] stepTime,
    double[] shock,
    double[] jump) {

  MarketDay(int day, double[] clock, double night) {
    this(
        day,
        clock,
        night,
        new double[clock.length],
        new double[clock.length],
        new double[clock.length],
        new double[clock.length],
        new double[clock.length],
        new double[clock.length]);
  }

  int minutes() {
    return clock.length - 1;
  }
}
