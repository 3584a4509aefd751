/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.databento;

import java.util.Locale;
import java.util.Optional;

/** How a symbol names an instrument. The order is that of the codes in a DBN header. */
public enum SymbolType {
  /** Databento's number, which may change from day to day. */
  INSTRUMENT_ID,
  /** The venue's symbol; for options the 21 characters of the OCC. */
  RAW_SYMBOL,
  /** An older way to write continuous contracts. */
  SMART,
  /** The n-th future of a product. */
  CONTINUOUS,
  /** All options or futures of a product, such as {@code SPX.OPT}. */
  PARENT,
  /** Nasdaq's way to write suffixes. */
  NASDAQ_SYMBOL,
  /** The suffixes of the consolidated tape. */
  CMS_SYMBOL,
  /** International securities identification number. */
  ISIN,
  /** CUSIP or its like. */
  US_CODE,
  /** Bloomberg's composite identifier. */
  BBG_COMP_ID,
  /** Bloomberg's composite ticker. */
  BBG_COMP_TICKER,
  /** Bloomberg's identifier of the instrument at a venue. */
  FIGI,
  /** Bloomberg's ticker at a venue. */
  FIGI_TICKER;

  private static final SymbolType[] BY_CODE = values();

  /**
   * Returns the name that Databento uses.
   *
   * @return name such as {@code raw_symbol}
   */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<SymbolType> ofCode(int code) {
    return code < BY_CODE.length ? Optional.of(BY_CODE[code]) : Optional.empty();
  }

  @Override
  public String toString() {
    return text();
  }
}
