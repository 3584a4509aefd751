/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.thetadata;

import java.util.Locale;
import java.util.Set;

/** A table of the Terminal from which a chain is made. Each needs a plan of its own. */
public enum ThetaPart {
  /** Bid, ask and sizes; plan value. */
  QUOTE("quote", "quote", "timestamp bid bid_size ask ask_size"),
  /** Open interest of the previous close, published about 06:30 New York time; plan value. */
  OPEN_INTEREST("open_interest", "open_interest", "timestamp open_interest"),
  /** Last price and volume of the session; plan value. */
  OHLC("ohlc", "ohlc", "timestamp close volume"),
  /** Implied volatility; plan standard. */
  IMPLIED_VOLATILITY(
      "greeks/implied_volatility",
      "implied_volatility",
      "timestamp implied_vol iv_error underlying_price"),
  /** Implied volatility, delta, theta, vega and rho; plan standard. */
  FIRST_ORDER(
      "greeks/first_order", "greeks", "timestamp delta theta vega rho implied_vol iv_error"),
  /** Implied volatility and all Greeks; plan professional. */
  ALL_GREEKS(
      "greeks/all", "all_greeks", "timestamp delta theta vega rho gamma implied_vol iv_error"),
  /** Close, volume and last quote of a day, made about 17:15 New York time; plan free. */
  END_OF_DAY("eod", "eod", "created close volume bid ask"),
  /** As {@link #END_OF_DAY}, with implied volatility and Greeks; plan standard. */
  END_OF_DAY_GREEKS(
      "greeks/eod", "eod_greeks", "timestamp close volume bid ask delta implied_vol iv_error");

  private final String path3;
  private final String path2;
  private final String columns;

  ThetaPart(String path3, String path2, String columns) {
    this.path3 = path3;
    this.path2 = path2;
    this.columns = columns;
  }

  /** Returns the end of the path in version 3. */
  String path3() {
    return path3;
  }

  /** Returns the end of the path in version 2. */
  String path2() {
    return path2;
  }

  /** Returns the columns that the table always has, beside those that name the contract. */
  Set<String> columns() {
    return Set.of(columns.split(" "));
  }

  /** Returns whether the table has one row per contract and day. */
  boolean isDaily() {
    return this == END_OF_DAY || this == END_OF_DAY_GREEKS;
  }

  /** Returns how a column is named in reports. */
  String name(String column) {
    return name().toLowerCase(Locale.ROOT) + "." + column;
  }
}
