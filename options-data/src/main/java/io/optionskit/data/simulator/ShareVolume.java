/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.simulator;

import io.optionskit.data.simulator.RandomStream.Purpose;

/** How many shares of an underlying have traded by each minute of one day. */
final class ShareVolume {

  private static final double SHARES_PER_DAY = 4e7;

  private final long[] cumulative;

  ShareVolume(long seed, UnderlyingProfile profile, long date, int minutes) {
    RandomStream draw = RandomStream.of(seed, profile.symbol(), date, Purpose.TRADES);
    double busy = StrictMath.exp(0.3 * draw.normal() - 0.045);
    double dayVolume = SHARES_PER_DAY / (profile.illiquidity() * profile.illiquidity()) * busy;
    double[] shares = QuoteShape.volumeShares(minutes);
    cumulative = new long[minutes + 1];
    for (int minute = 1; minute <= minutes; minute++) {
      double drawn = 0.5 + 0.5 * QuoteShape.exponential(draw.bits());
      cumulative[minute] = cumulative[minute - 1] + (long) (dayVolume * shares[minute] * drawn);
    }
  }

  long upTo(int minute) {
    return cumulative[minute];
  }
}
