/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.simulator;

/** How wide and how large quotes are, and how trading is spread over the day and over contracts. */
final class QuoteShape {

  /** Quantiles of the exponential distribution with mean 1, for eight random bits. */
  private static final double[] EXPONENTIAL = exponential();

  private QuoteShape() {}

  /**
   * Returns the usual distance of the bid from the value, and of the ask, in the most liquid class.
   *
   * @param value value per share
   * @param vegaPerPoint change of the value for 0.01 of volatility
   * @param paid what exercise would pay, negative if it would cost
   */
  static double halfWidth(double value, double vegaPerPoint, double paid) {
    return 0.002 + 0.0008 * value + 0.012 * vegaPerPoint + 0.008 * Math.max(0, paid);
  }

  /** Returns how much wider quotes are at a minute of the day than at noon. */
  static double unrestAt(int minute) {
    return 1 + 1.5 * StrictMath.exp(-(minute - 1) / 6.0);
  }

  /** Returns the share of a day's volume that trades in each minute; slot 0 is not used. */
  static double[] volumeShares(int minutes) {
    double[] shares = new double[minutes + 1];
    double sum = 0;
    for (int minute = 1; minute <= minutes; minute++) {
      double toClose = minutes - minute + 0.5;
      shares[minute] =
          1 + 3 * StrictMath.exp(-(minute - 0.5) / 25) + 2.5 * StrictMath.exp(-toClose / 25);
      sum += shares[minute];
    }
    for (int minute = 1; minute <= minutes; minute++) {
      shares[minute] /= sum;
    }
    return shares;
  }

  /** Returns a number from the exponential distribution with mean 1 for the lowest eight bits. */
  static double exponential(long bits) {
    return EXPONENTIAL[(int) (bits & 0xFF)];
  }

  /** Returns how much more interest a strike draws than its neighbours. */
  static double roundness(double strike, double step) {
    if (strike % (10 * step) == 0) {
      return 5;
    }
    return strike % (5 * step) == 0 ? 2.5 : 1;
  }

  private static double[] exponential() {
    double[] table = new double[256];
    for (int i = 0; i < table.length; i++) {
      table[i] = -StrictMath.log((i + 0.5) / table.length);
    }
    return table;
  }
}
