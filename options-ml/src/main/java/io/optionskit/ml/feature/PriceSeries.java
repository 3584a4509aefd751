/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.ml.feature;

import java.time.Instant;
import java.time.LocalDate;

/** Statistics of the prices of one underlying as known at one instant. */
final class PriceSeries {

  /** Trading days of a year, for annualised volatility and for ranks. */
  static final int YEAR = 252;

  private static final double MINUTES_PER_YEAR = 252 * 390.0;

  private final PriceHistory history;
  private final Instant now;
  private final LocalDate today;

  PriceSeries(PriceHistory history, Instant now, LocalDate today) {
    this.history = history;
    this.now = now;
    this.today = today;
  }

  /** Returns the opening price of the current session. */
  double open() {
    return history.open(today);
  }

  /** Returns the close of the last session before the current date. */
  double closeBefore() {
    return history.closeBefore(today);
  }

  /** Returns a close: 0 is the last one known now. */
  double close(int sessionsAgo) {
    return history.close(now, today, sessionsAgo);
  }

  /** Returns the price at a whole minute of the current session. */
  double minute(int minutesAgo) {
    return history.minute(now, today, minutesAgo);
  }

  /** Returns the close-to-close return over a number of sessions. */
  double dailyReturn(int sessions) {
    return close(0) / close(sessions) - 1;
  }

  /** Returns the annualised sample standard deviation of the last daily log returns. */
  double realizedVolatility(int days) {
    double[] returns = new double[days];
    for (int i = 0; i < days; i++) {
      returns[i] = StrictMath.log(close(i) / close(i + 1));
    }
    return standardDeviation(returns) * Math.sqrt(YEAR);
  }

  /** Returns the annualised sample standard deviation of the last one-minute log returns. */
  double minuteVolatility(int minutes) {
    double[] returns = new double[minutes];
    for (int i = 0; i < minutes; i++) {
      returns[i] = StrictMath.log(minute(i) / minute(i + 1));
    }
    return standardDeviation(returns) * Math.sqrt(MINUTES_PER_YEAR);
  }

  /**
   * Returns where a value lies between the lowest and the highest of itself and the closes of a
   * year, 0 to 1.
   */
  double rank(double value) {
    double low = value;
    double high = value;
    for (int i = 0; i < YEAR; i++) {
      double close = close(i);
      low = Math.min(low, close); // NaN if the year is not complete
      high = Math.max(high, close);
    }
    return (value - low) / (high - low);
  }

  /**
   * Returns the relative strength index with Wilder's smoothing, 0 to 100: the averages of the
   * first gains and losses of the closes of a year, or of all there are, smoothed from there on.
   */
  double relativeStrength(int days) {
    int changes = Math.min(history.closes(now, today) - 1, YEAR);
    if (changes < days) {
      return Double.NaN;
    }
    double gain = 0;
    double loss = 0;
    for (int i = changes; i > 0; i--) {
      double change = close(i - 1) - close(i);
      boolean seeding = changes - i < days;
      double weight = 1.0 / days;
      gain = (seeding ? gain : gain * (1 - weight)) + Math.max(change, 0) * weight;
      loss = (seeding ? loss : loss * (1 - weight)) + Math.max(-change, 0) * weight;
    }
    return 100 * gain / (gain + loss);
  }

  private static double standardDeviation(double[] values) {
    double mean = 0;
    for (double value : values) {
      mean += value / values.length;
    }
    double squares = 0;
    for (double value : values) {
      squares += (value - mean) * (value - mean);
    }
    return Math.sqrt(squares / (values.length - 1));
  }
}
