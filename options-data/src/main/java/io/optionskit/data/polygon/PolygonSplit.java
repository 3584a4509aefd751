/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.polygon;

import io.optionskit.market.CorporateAction;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;

/**
 * A split of shares as Polygon lists it.
 *
 * @param ticker whose shares
 * @param date first day on which they trade split
 * @param before so many shares before, &gt; 0
 * @param after became so many, &gt; 0; 1 and 20 is a split twenty for one
 */
public record PolygonSplit(String ticker, LocalDate date, double before, double after) {

  private static final double MOST = 1e6;

  /**
   * Checks the ratio.
   *
   * @throws IllegalArgumentException if a part is not from a thousandth to a million
   */
  public PolygonSplit {
    if (!(isPossible(before) && isPossible(after))) {
      throw new IllegalArgumentException(
          "split of "
              + ticker
              + " must be of numbers from a thousandth to a million: "
              + before
              + " to "
              + after);
    }
  }

  CorporateAction action() {
    return new CorporateAction.Split(
        ticker,
        date,
        BigDecimal.valueOf(after),
        BigDecimal.valueOf(before),
        CorporateAction.knownAt(date, Optional.empty()));
  }

  private static boolean isPossible(double part) {
    return part >= 0.001 && part <= MOST;
  }
}
