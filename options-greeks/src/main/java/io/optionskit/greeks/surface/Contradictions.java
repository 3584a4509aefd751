/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.surface;

import io.optionskit.contract.OptionType;
import io.optionskit.greeks.Black76;

/**
 * Finds quotes of one expiry that cannot be right if the others are: an option farther out of the
 * money bid clearly above the ask of a nearer one. Such quotes are left out, those first that
 * contradict most others.
 */
final class Contradictions {

  /** How far above the other price a bid must be: less is noise. */
  private static final double CLEAR = 1.25;

  private Contradictions() {}

  /** Marks contradictory quotes as outliers. */
  static void leaveOut(SliceQuotes quotes, QuoteUse[] uses) {
    leaveOut(quotes, uses, OptionType.CALL);
    leaveOut(quotes, uses, OptionType.PUT);
  }

  private static void leaveOut(SliceQuotes quotes, QuoteUse[] uses, OptionType type) {
    int n = uses.length;
    double[] distance = new double[n];
    double[] bids = new double[n];
    double[] asks = new double[n];
    int[] against = new int[n];
    for (int row = 0; row < n; row++) {
      distance[row] = type.sign() * quotes.logMoneyness(row);
      boolean takesPart = uses[row].isUsed() && distance[row] >= 0;
      distance[row] = takesPart ? distance[row] : Double.NaN;
      bids[row] = takesPart ? price(type, quotes, row, quotes.bidVolatility(row), 0) : Double.NaN;
      asks[row] =
          takesPart
              ? price(type, quotes, row, quotes.askVolatility(row), Double.POSITIVE_INFINITY)
              : Double.NaN;
    }
    for (int far = 0; far < n; far++) {
      for (int near = 0; near < n; near++) {
        if (contradict(distance, bids, asks, far, near)) {
          against[far]++;
          against[near]++;
        }
      }
    }
    int worst = worst(against, distance);
    while (worst >= 0 && against[worst] > 0) {
      for (int other = 0; other < n; other++) {
        if (contradict(distance, bids, asks, worst, other)
            || contradict(distance, bids, asks, other, worst)) {
          against[other]--;
        }
      }
      against[worst] = 0;
      distance[worst] = Double.NaN;
      uses[worst] = QuoteUse.OUTLIER;
      worst = worst(against, distance);
    }
  }

  /** Returns the row with most contradictions, of several the one farthest out. */
  private static int worst(int[] against, double[] distance) {
    int worst = -1;
    for (int row = 0; row < against.length; row++) {
      if (worst < 0
          || against[row] > against[worst]
          || (against[row] == against[worst] && distance[row] > distance[worst])) {
        worst = row;
      }
    }
    return worst;
  }

  private static boolean contradict(
      double[] distance, double[] bids, double[] asks, int far, int near) {
    return distance[far] > distance[near] && bids[far] > CLEAR * asks[near];
  }

  private static double price(
      OptionType type, SliceQuotes quotes, int row, double volatility, double missing) {
    return volatility > 0
        ? Black76.value(type, quotes.forward(), quotes.strike(row), quotes.years(), 1, volatility)
        : missing;
  }
}
