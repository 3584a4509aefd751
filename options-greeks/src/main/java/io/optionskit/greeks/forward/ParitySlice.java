/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.forward;

import io.optionskit.contract.OptionType;
import io.optionskit.greeks.internal.Arguments;

/**
 * Quotes of the calls and puts of one expiry in columns, one row per strike.
 *
 * <p>A missing side is {@code NaN}. The record takes over the arrays: who made it must not write to
 * them again.
 *
 * @param strikes exercise prices, currency per share, &gt; 0, in any order
 * @param callBids bids of the calls, per share
 * @param callAsks asks of the calls, per share
 * @param putBids bids of the puts, per share
 * @param putAsks asks of the puts, per share
 */
@SuppressWarnings("ArrayRecordComponent") // columns: equality by identity is meant, copies are not
public record ParitySlice(
    double[] strikes, double[] callBids, double[] callAsks, double[] putBids, double[] putAsks) {

  /**
   * Checks that all columns have the same length.
   *
   * @throws IllegalArgumentException if they differ
   */
  public ParitySlice {
    Arguments.sameLength("callBids", callBids.length, strikes.length);
    Arguments.sameLength("callAsks", callAsks.length, strikes.length);
    Arguments.sameLength("putBids", putBids.length, strikes.length);
    Arguments.sameLength("putAsks", putAsks.length, strikes.length);
  }

  int size() {
    return strikes.length;
  }

  /** Returns whether call and put both have a bid and an ask that are not crossed. */
  boolean isUsable(int row) {
    return strikes[row] > 0
        && strikes[row] < Double.POSITIVE_INFINITY
        && isTwoSided(callBids[row], callAsks[row])
        && isTwoSided(putBids[row], putAsks[row]);
  }

  private static boolean isTwoSided(double bid, double ask) {
    return bid > 0 && ask >= bid && ask < Double.POSITIVE_INFINITY;
  }

  double middle(OptionType type, int row) {
    return type == OptionType.CALL
        ? 0.5 * (callBids[row] + callAsks[row])
        : 0.5 * (putBids[row] + putAsks[row]);
  }

  /** Returns the middle of call − put. */
  double difference(int row) {
    return middle(OptionType.CALL, row) - middle(OptionType.PUT, row);
  }

  /** Returns how far call − put may be from its middle without leaving the quotes. */
  double halfSpreads(int row) {
    return 0.5 * (callAsks[row] - callBids[row]) + 0.5 * (putAsks[row] - putBids[row]);
  }
}
