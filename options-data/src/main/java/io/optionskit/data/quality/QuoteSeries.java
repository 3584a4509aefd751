/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.quality;

import io.optionskit.contract.OptionType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The quotes of one type and expiry that can bear witness, strikes ascending; those that are found
 * wrong leave it.
 */
final class QuoteSeries {

  private static final int REACH = 3;

  final OptionType type;
  final JudgedExpiry expiry;
  final int[] rows;
  final double[] strikes;
  final double[] bids;
  final double[] asks;
  private int leavers;

  private QuoteSeries(OptionType type, JudgedExpiry expiry, int[] witnesses, JudgedRows quotes) {
    this.type = type;
    this.expiry = expiry;
    this.rows = witnesses;
    this.strikes = new double[witnesses.length];
    this.bids = new double[witnesses.length];
    this.asks = new double[witnesses.length];
    for (int i = 0; i < witnesses.length; i++) {
      strikes[i] = quotes.strikes[witnesses[i]];
      bids[i] = quotes.bids[witnesses[i]];
      asks[i] = quotes.asks[witnesses[i]];
    }
  }

  static List<QuoteSeries> of(JudgedRows quotes) {
    List<QuoteSeries> all = new ArrayList<>();
    for (JudgedExpiry expiry : quotes.expiries) {
      if (expiry.forward().isPresent()) {
        for (OptionType type : OptionType.values()) {
          all.add(new QuoteSeries(type, expiry, witnesses(quotes, expiry, type), quotes));
        }
      }
    }
    return all;
  }

  private static int[] witnesses(JudgedRows quotes, JudgedExpiry expiry, OptionType type) {
    int[] witnesses = new int[expiry.to() - expiry.from()];
    int count = 0;
    for (int row = expiry.from(); row < expiry.to(); row++) {
      if (quotes.chain.contract(row).type() == type && quotes.canWitness(row)) {
        witnesses[count++] = row;
      }
    }
    return Arrays.copyOf(witnesses, count);
  }

  int size() {
    return rows.length;
  }

  void leave(int index) {
    bids[index] = Double.NaN;
    asks[index] = Double.NaN;
    leavers++;
  }

  /**
   * Returns how far a quote is from where its neighbours lie, per share. A quote that is off by so
   * much makes its neighbours look half as odd. With too few to tell it is 0, or infinite if they
   * left for being wrong.
   */
  double oddness(int index) {
    int[] near = neighbours(index);
    if (near[0] < 0 || near[1] < 0) {
      return leavers == 0 ? 0 : Double.POSITIVE_INFINITY;
    }
    double slope = (middle(near[1]) - middle(near[0])) / (strikes[near[1]] - strikes[near[0]]);
    double expected = middle(near[0]) + slope * (strikes[index] - strikes[near[0]]);
    return Math.abs(middle(index) - expected);
  }

  /**
   * Returns by how much the bids around a quote would still be above the asks beside them if it
   * were not there, per share: nothing if it alone is wrong.
   */
  double leftWithout(int index) {
    int[] near = new int[2 * REACH];
    int count = 0;
    for (int i = before(index); i < size() && count < near.length; i++) {
      if (i != index && !Double.isNaN(middle(i))) {
        near[count++] = i;
      }
    }
    double left = 0;
    for (int i = 1; i + 1 < count; i++) {
      double wings = wings(near[i - 1], near[i], near[i + 1]);
      left += bids[near[i]] > wings ? bids[near[i]] - wings : 0;
    }
    return left;
  }

  /** Returns what the two outer strikes cost in the mixture that pays at least the one between. */
  double wings(int low, int between, int high) {
    double share = (strikes[high] - strikes[between]) / (strikes[high] - strikes[low]);
    return share * asks[low] + (1 - share) * asks[high];
  }

  private int before(int index) {
    int first = index;
    for (int i = 0; i < REACH && next(first, -1) >= 0; i++) {
      first = next(first, -1);
    }
    return first;
  }

  /** Returns the nearest on either side, or the two nearest on one; −1 where there is none. */
  private int[] neighbours(int index) {
    int below = next(index, -1);
    int above = next(index, 1);
    if (below >= 0 && above >= 0) {
      return new int[] {below, above};
    }
    int near = below >= 0 ? below : above;
    return new int[] {near, near < 0 ? -1 : next(near, below >= 0 ? -1 : 1)};
  }

  private int next(int index, int step) {
    int next = index + step;
    while (next >= 0 && next < size() && Double.isNaN(middle(next))) {
      next += step;
    }
    return next < size() ? next : -1;
  }

  /** Returns the middle, or the only side. */
  private double middle(int index) {
    if (Double.isNaN(bids[index])) {
      return asks[index];
    }
    return Double.isNaN(asks[index]) ? bids[index] : 0.5 * (bids[index] + asks[index]);
  }
}
