/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.yahoo;

import io.optionskit.contract.Asset;
import io.optionskit.contract.OptionContract;
import io.optionskit.contract.Underlying;
import java.util.Set;

/** Tickers as Yahoo writes them. */
final class YahooSymbols {

  private static final Set<String> VOLATILITY_INDICES =
      Set.of("VIX1D", "VIX9D", "VIX3M", "VIX6M", "VXN", "RVX", "VVIX", "SKEW");

  private YahooSymbols() {}

  /**
   * Returns Yahoo's ticker: {@code ^SPX} for the index {@code SPX}, {@code BRK-B} for the class
   * share {@code BRK.B}, without blanks for an option.
   */
  static String of(Asset asset) {
    return asset instanceof OptionContract contract
        ? contract.occSymbol().compact()
        : of(asset.underlying());
  }

  static String of(String ticker) {
    if (!ticker.matches("[A-Z0-9^][A-Z0-9.^=/-]{0,19}")) {
      throw new IllegalArgumentException(
          "ticker must have 1 to 20 characters of A-Z, 0-9 and .^=/-: " + ticker);
    }
    if (VOLATILITY_INDICES.contains(ticker) || isIndex(ticker)) {
      return "^" + ticker;
    }
    // One letter after the dot is a foreign exchange (OCDO.L) unless it names a class of shares.
    return ticker.matches("[A-Z]+\\.[ABC]") || ticker.matches("[A-Z]+/[ABC]")
        ? ticker.replace('.', '-').replace('/', '-')
        : ticker;
  }

  /** Returns the ticker of a chain's underlying, without Yahoo's mark of an index. */
  static String plain(String ticker) {
    return ticker.startsWith("^") ? ticker.substring(1) : ticker;
  }

  private static boolean isIndex(String ticker) {
    return ticker.matches("[A-Z][A-Z0-9]{0,11}") && new Underlying(ticker).isIndex();
  }
}
