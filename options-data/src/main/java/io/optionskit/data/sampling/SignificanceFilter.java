/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.sampling;

import io.optionskit.market.Bar;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Drops the points of a series in which hardly anything happened: too little volume, or too small a
 * change of price since the last point kept, so that a slow drift is not lost. The first point has
 * no change and is judged by its volume alone; an unknown volume is too little.
 *
 * <p>One filter for one series. Not safe for use by several threads.
 */
public final class SignificanceFilter {

  private final long leastVolume;
  private final double leastChange;
  private OptionalDouble lastKept = OptionalDouble.empty();
  private long received;
  private long dropped;

  private SignificanceFilter(long leastVolume, double leastChange) {
    this.leastVolume = leastVolume;
    this.leastChange = leastChange;
  }

  /**
   * Returns the default filter: volume of 100 or more, change of 0.01 % or more.
   *
   * @return filter that has seen nothing
   */
  public static SignificanceFilter standard() {
    return of(100, 0.0001);
  }

  /**
   * Returns the filter that keeps more: volume of 100 or more, change of 0.001 % or more.
   *
   * @return filter that has seen nothing
   */
  public static SignificanceFilter tight() {
    return of(100, 0.00001);
  }

  /**
   * Returns a filter.
   *
   * @param leastVolume least volume of a point kept, contracts or shares, &ge; 0
   * @param leastChange least change of price as a share of the last price kept, 0.0001 = 0.01 %,
   *     &ge; 0
   * @return filter that has seen nothing
   * @throws IllegalArgumentException if a limit is negative or not a number
   */
  public static SignificanceFilter of(long leastVolume, double leastChange) {
    if (leastVolume < 0 || !(leastChange >= 0)) {
      throw new IllegalArgumentException(
          "limits must not be negative: " + leastVolume + ", " + leastChange);
    }
    return new SignificanceFilter(leastVolume, leastChange);
  }

  /**
   * Returns whether the next point is kept.
   *
   * @param price its price, finite and &gt; 0
   * @param volume its volume, −1 for unknown
   * @return true if it is
   * @throws IllegalArgumentException if the price is not finite and above 0
   */
  public boolean keeps(double price, long volume) {
    if (!(price > 0 && price < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("price must be finite and above 0: " + price);
    }
    received++;
    boolean moved =
        lastKept.isEmpty()
            || Math.abs(price - lastKept.getAsDouble()) >= leastChange * lastKept.getAsDouble();
    if (volume < leastVolume || !moved) {
      dropped++;
      return false;
    }
    lastKept = OptionalDouble.of(price);
    return true;
  }

  /**
   * Returns the bars of a series that are kept, judged by their closes and volumes.
   *
   * @param bars bars of one asset in order of time
   * @return those kept
   */
  public List<Bar> of(List<Bar> bars) {
    return bars.stream().filter(bar -> keeps(bar.close(), bar.volume())).toList();
  }

  /**
   * Returns how many points were seen.
   *
   * @return count, kept or dropped
   */
  public long received() {
    return received;
  }

  /**
   * Returns how many points were dropped.
   *
   * @return count
   */
  public long dropped() {
    return dropped;
  }
}
