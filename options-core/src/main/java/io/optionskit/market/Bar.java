/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.market;

import io.optionskit.contract.Asset;
import java.time.Instant;

/**
 * Prices of one asset over a span of time. A bar is known at its end, not before.
 *
 * @param asset what was traded
 * @param start first instant of the span
 * @param end end of the span, at which the bar becomes known; after {@code start}
 * @param open first price, currency per share
 * @param high highest price, ≥ open and close
 * @param low lowest price, ≤ open and close
 * @param close last price
 * @param volume contracts or shares traded within the span, ≥ 0; −1 if unknown
 */
public record Bar(
    Asset asset,
    Instant start,
    Instant end,
    double open,
    double high,
    double low,
    double close,
    long volume) {

  /**
   * Checks that the bar is possible.
   *
   * @throws IllegalArgumentException if the span is empty, a price is not finite and positive, or
   *     high and low do not enclose open and close
   */
  public Bar {
    if (!end.isAfter(start)) {
      throw new IllegalArgumentException("bar must end after it starts: " + start + " to " + end);
    }
    double highest = Math.max(open, close);
    double lowest = Math.min(open, close);
    if (!(low > 0 && low <= lowest && high >= highest && high < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "bar must have 0 < low <= open, close <= high: open "
              + open
              + " high "
              + high
              + " low "
              + low
              + " close "
              + close);
    }
    if (volume < -1) {
      throw new IllegalArgumentException("volume must not be negative: " + volume);
    }
  }
}
