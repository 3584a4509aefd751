/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.databento;

import java.util.Locale;
import java.util.Optional;

/** What a request of Databento asks for. The order is that of the codes in a DBN header. */
public enum DbnSchema {
  /** Every order event. */
  MBO,
  /** Every change of the best bid and ask. */
  MBP_1,
  /** Every change of the ten best levels. */
  MBP_10,
  /** Every trade with the best bid and ask before it. */
  TBBO,
  /** Every trade. */
  TRADES,
  /** Bars of a second. */
  OHLCV_1S,
  /** Bars of a minute. */
  OHLCV_1M,
  /** Bars of an hour. */
  OHLCV_1H,
  /** Bars of a day in UTC. */
  OHLCV_1D,
  /** Terms of instruments. */
  DEFINITION,
  /** Open interest, settlement prices and other figures of the venue. */
  STATISTICS,
  /** Halts and changes of the trading phase. */
  STATUS,
  /** Auction imbalances. */
  IMBALANCE,
  /** Bars of a session. */
  OHLCV_EOD,
  /** Every change of the best bid and ask over all venues. */
  CMBP_1,
  /** Best bid and ask over all venues at the end of each second. */
  CBBO_1S,
  /** Best bid and ask over all venues at the end of each minute. */
  CBBO_1M,
  /** Every trade with the best bid and ask over all venues before it. */
  TCBBO,
  /** Best bid and ask at the end of each second. */
  BBO_1S,
  /** Best bid and ask at the end of each minute. */
  BBO_1M;

  private static final DbnSchema[] BY_CODE = values();

  /**
   * Returns the name that Databento uses.
   *
   * @return name such as {@code ohlcv-1m}
   */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static Optional<DbnSchema> ofCode(int code) {
    return code < BY_CODE.length ? Optional.of(BY_CODE[code]) : Optional.empty();
  }

  @Override
  public String toString() {
    return text();
  }
}
