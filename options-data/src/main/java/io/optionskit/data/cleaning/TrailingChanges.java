/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.cleaning;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Tells outliers from the changes of a series before them. Not safe for use by several threads.
 *
 * <p>A change is measured from the last price taken as good, so that a single wrong price does not
 * make the next right one look wrong. Some prices near each other at a new level are a new level.
 */
final class TrailingChanges {

  private final CleaningRules rules;
  private final Deque<Double> changes = new ArrayDeque<>();
  private double lastGood = Double.NaN;
  private double lastOdd = Double.NaN;
  private int odd;

  TrailingChanges(CleaningRules rules) {
    this.rules = rules;
  }

  /** Returns whether a price is an outlier, and remembers it. */
  boolean isOutlier(double price) {
    if (Double.isNaN(lastGood)) {
      lastGood = price;
      return false;
    }
    double change = StrictMath.log(price / lastGood);
    if (changes.size() < rules.leastWindow() || isExpected(change)) {
      accept(price, change);
      return false;
    }
    boolean confirms = odd > 0 && isExpected(StrictMath.log(price / lastOdd));
    odd = confirms ? odd + 1 : 1;
    lastOdd = price;
    if (odd < rules.confirmations()) {
      return true;
    }
    lastGood = price; // the jump itself is no measure of what to expect from now on
    odd = 0;
    return false;
  }

  private void accept(double price, double change) {
    changes.addLast(change);
    if (changes.size() > rules.window()) {
      changes.removeFirst();
    }
    lastGood = price;
    odd = 0;
  }

  private boolean isExpected(double change) {
    double mean = 0;
    for (double each : changes) {
      mean += each / changes.size();
    }
    double squares = 0;
    for (double each : changes) {
      squares += (each - mean) * (each - mean);
    }
    double sigma = Math.sqrt(squares / (changes.size() - 1));
    return Math.abs(change) <= rules.leastOutlier()
        || Math.abs(change - mean) <= rules.sigmas() * sigma;
  }
}
