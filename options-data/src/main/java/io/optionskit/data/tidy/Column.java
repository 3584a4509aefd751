/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.tidy;

/** What a column of a file holds. */
enum Column {
  QUOTE_TIME,
  UNDERLYING,
  ROOT,
  EXPIRATION,
  STRIKE,
  RIGHT,
  LAST,
  UNDERLYING_PRICE,
  OPEN_INTEREST,
  BAR_END,
  BAR_START,
  DATE,
  SYMBOL,
  CLOSE,
  BID,
  ASK,
  BID_SIZE,
  ASK_SIZE,
  VOLUME,
  /** Known, and not used. */
  UNUSED,
  /** Not known. */
  UNKNOWN;

  /** Returns whether its numbers are counts. */
  boolean isCount() {
    return this == VOLUME || this == OPEN_INTEREST || this == BID_SIZE || this == ASK_SIZE;
  }

  /** Returns the largest number it can hold. */
  double largest() {
    if (!isCount()) {
      return 1e9; // no price is above a billion
    }
    return this == VOLUME ? 1L << 53 : Integer.MAX_VALUE;
  }

  /** Returns the name as it stands in headers and messages. */
  String header() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
