/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.store;

import java.math.BigDecimal;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * What the six decimals of price columns round away, so that quotes come back exactly: the prices
 * of a row that have more decimals, with a comma after each but the last, blank for the others.
 */
final class Unrounded {

  private Unrounded() {}

  /** Returns the text beside some prices, null if all of them have at most six decimals. */
  static @Nullable String of(double... prices) {
    StringJoiner text = new StringJoiner(",");
    boolean none = true;
    for (double price : prices) {
      boolean isRound =
          !Double.isFinite(price) || new Dialect.Price(price).rounded().doubleValue() == price;
      none &= isRound;
      text.add(isRound ? "" : BigDecimal.valueOf(price).toString());
    }
    return none ? null : text.toString();
  }

  /**
   * Returns a price as it was.
   *
   * @param rounded the value in its column
   * @param text what stands beside the prices of the row
   * @param index place of the price in the text, from 0
   */
  static double restored(double rounded, @Nullable String text, int index) {
    if (text == null) {
      return rounded;
    }
    String[] prices = text.split(",", -1);
    return index < prices.length && !prices[index].isEmpty()
        ? Double.parseDouble(prices[index])
        : rounded;
  }
}
