/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.surface;

import java.util.Arrays;

/** The used quotes of one expiry as arrays, with the unit in which each is measured. */
final class SliceData {

  /** A half band below this part of the median one counts like it: smiles are not that exact. */
  private static final double NARROWEST = 0.25;

  /** Within this many standard deviations of the forward quotes count in full. */
  private static final double NEAR = 2;

  private static final double SMALLEST_HALF = 1e-5;

  final SliceQuotes quotes;
  final double years;

  /** Row of the quotes of each element. */
  final int[] rows;

  final double[] logMoneyness;

  /** Middle of two-sided quotes, {@code NaN} for bounds. */
  final double[] middle;

  /** Volatility of bid and ask, −∞ and ∞ where there is none. */
  final double[] low;

  final double[] high;

  /** 1 / half band in volatility, with the square root of the weight. */
  final double[] perUnit;

  /** Two-sided quotes at different strikes. */
  final int strikes;

  /** Total variance near the forward. */
  final double level;

  /** Typical half band in volatility. */
  final double typicalHalf;

  SliceData(SliceQuotes quotes) {
    this(quotes, allUses(quotes));
  }

  SliceData(SliceQuotes quotes, QuoteUse[] uses) {
    this.quotes = quotes;
    this.years = quotes.years();
    int count = 0;
    for (QuoteUse use : uses) {
      count += use.isUsed() ? 1 : 0;
    }
    rows = new int[count];
    logMoneyness = new double[count];
    middle = new double[count];
    low = new double[count];
    high = new double[count];
    perUnit = new double[count];
    int at = 0;
    for (int row = 0; row < uses.length; row++) {
      if (uses[row].isUsed()) {
        rows[at] = row;
        logMoneyness[at] = quotes.logMoneyness(row);
        boolean hasBid = uses[row] != QuoteUse.UPPER_BOUND;
        boolean hasAsk = uses[row] != QuoteUse.LOWER_BOUND;
        low[at] = hasBid ? quotes.bidVolatility(row) : Double.NEGATIVE_INFINITY;
        high[at] = hasAsk ? quotes.askVolatility(row) : Double.POSITIVE_INFINITY;
        middle[at] = hasBid && hasAsk ? 0.5 * (low[at] + high[at]) : Double.NaN;
        at++;
      }
    }
    typicalHalf = typicalHalf();
    for (int i = 0; i < count; i++) {
      double half = isTwoSided(i) ? 0.5 * (high[i] - low[i]) : typicalHalf;
      perUnit[i] =
          Math.sqrt(quotes.weight(rows[i]))
              / (Math.max(half, NARROWEST * typicalHalf) * tailWidth(i));
    }
    strikes = differentStrikes();
    level = levelNearForward();
  }

  private static QuoteUse[] allUses(SliceQuotes quotes) {
    QuoteUse[] uses = new QuoteUse[quotes.size()];
    for (int row = 0; row < uses.length; row++) {
      uses[row] = quotes.use(row);
    }
    return uses;
  }

  int size() {
    return rows.length;
  }

  boolean isTwoSided(int i) {
    return !Double.isNaN(middle[i]);
  }

  /**
   * Returns by how much the half band of a quote far from the forward is widened: a price of a tick
   * or two is what such an option costs at least, and says little about its volatility.
   */
  private double tailWidth(int i) {
    double volatility = isTwoSided(i) ? middle[i] : Math.min(Math.max(low[i], 0), high[i]);
    if (!(volatility > 0)) {
      volatility = high[i];
    }
    double deviations = logMoneyness[i] / (NEAR * volatility * Math.sqrt(years));
    double square = deviations * deviations;
    return Math.sqrt(1 + square * square);
  }

  private double typicalHalf() {
    double[] halves = new double[size()];
    int count = 0;
    for (int i = 0; i < size(); i++) {
      if (isTwoSided(i)) {
        halves[count++] = 0.5 * (high[i] - low[i]);
      }
    }
    if (count == 0) {
      return 0.01;
    }
    Arrays.sort(halves, 0, count);
    return Math.max(halves[count / 2], SMALLEST_HALF);
  }

  private int differentStrikes() {
    double[] sorted = new double[size()];
    int count = 0;
    for (int i = 0; i < size(); i++) {
      if (isTwoSided(i)) {
        sorted[count++] = logMoneyness[i];
      }
    }
    Arrays.sort(sorted, 0, count);
    int different = 0;
    for (int i = 0; i < count; i++) {
      different += i == 0 || sorted[i] != sorted[i - 1] ? 1 : 0;
    }
    return different;
  }

  /** Returns the median total variance of the five two-sided quotes nearest to the forward. */
  private double levelNearForward() {
    double[] distances = new double[5];
    double[] values = new double[5];
    int count = 0;
    for (int i = 0; i < size(); i++) {
      if (isTwoSided(i)) {
        double distance = Math.abs(logMoneyness[i]);
        int at = Math.min(count, 4);
        if (count == 5 && distance >= distances[4]) {
          continue;
        }
        while (at > 0 && distances[at - 1] > distance) {
          distances[at] = distances[at - 1];
          values[at] = values[at - 1];
          at--;
        }
        distances[at] = distance;
        values[at] = middle[i] * middle[i] * years;
        count = Math.min(count + 1, 5);
      }
    }
    if (count == 0) {
      return Double.NaN;
    }
    double[] sorted = Arrays.copyOf(values, count);
    Arrays.sort(sorted);
    return sorted[count / 2];
  }

  /**
   * Writes how far a smile is from each quote, in half bands; bounds count only where they are
   * broken.
   */
  void residuals(Svi smile, double[] out) {
    residuals(smile.a(), smile.b(), smile.rho(), smile.m(), smile.sigma(), out, 0);
  }

  void residuals(double a, double b, double rho, double m, double sigma, double[] out, int from) {
    double perYear = 1 / years;
    for (int i = 0; i < logMoneyness.length; i++) {
      double y = logMoneyness[i] - m;
      double variance = a + b * (rho * y + Math.sqrt(y * y + sigma * sigma));
      double volatility = Math.sqrt(variance * perYear);
      double target = middle[i];
      if (Double.isNaN(target)) {
        target = Math.min(Math.max(volatility, low[i]), high[i]);
      }
      out[from + i] = (volatility - target) * perUnit[i];
    }
  }

  /** Shrinks residuals beyond the limit so that their squares grow linearly (Huber). */
  static void soften(double[] residuals, int from, int count, double limit) {
    for (int i = from; i < from + count; i++) {
      double size = Math.abs(residuals[i]);
      if (size > limit) {
        residuals[i] = Math.copySign(Math.sqrt(limit * (2 * size - limit)), residuals[i]);
      }
    }
  }

  /** Returns the median of the absolute residuals of a smile over two-sided quotes, at least 1. */
  double scale(Svi smile) {
    double[] residuals = new double[size()];
    residuals(smile, residuals);
    int count = 0;
    for (int i = 0; i < residuals.length; i++) {
      if (isTwoSided(i)) {
        residuals[count++] = Math.abs(residuals[i]);
      }
    }
    if (count == 0) {
      return 1;
    }
    Arrays.sort(residuals, 0, count);
    return Math.max(1, residuals[count / 2]);
  }
}
