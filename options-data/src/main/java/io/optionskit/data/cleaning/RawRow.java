/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.cleaning;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * A row of a series as it arrived, in text. Blank stands for a value that is missing.
 *
 * @param time instant in ISO 8601, such as {@code 2026-03-16T14:30:00Z}
 * @param price price of the underlying, currency per share; blank in a series of quotes
 * @param bid bid per share; blank in a series of prices
 * @param ask ask per share
 * @param volume contracts or shares of the session
 * @param openInterest open contracts
 */
public record RawRow(
    String time, String price, String bid, String ask, String volume, String openInterest) {

  /**
   * Returns a row with a price.
   *
   * @param time its time
   * @param price price per share; {@code NaN} for missing
   * @return row
   */
  public static RawRow price(Instant time, double price) {
    return new RawRow(time.toString(), text(price), "", "", "", "");
  }

  /**
   * Returns a row with a quote.
   *
   * @param time its time
   * @param bid bid per share; {@code NaN} for missing
   * @param ask ask per share; {@code NaN} for missing
   * @param volume contracts of the session, −1 for missing
   * @param openInterest open contracts, −1 for missing
   * @return row
   */
  public static RawRow quote(Instant time, double bid, double ask, long volume, int openInterest) {
    return new RawRow(
        time.toString(),
        "",
        text(bid),
        text(ask),
        volume < 0 ? "" : Long.toString(volume),
        openInterest < 0 ? "" : Integer.toString(openInterest));
  }

  private static String text(double value) {
    return Double.isNaN(value) ? "" : BigDecimal.valueOf(value).toPlainString();
  }
}
