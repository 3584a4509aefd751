/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.yahoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.optionskit.contract.OptionContract;
import io.optionskit.contract.Underlying;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class YahooSymbolsTest {

  @ParameterizedTest
  @CsvSource({
    "AAPL, AAPL",
    "SPX, ^SPX",
    "RUT, ^RUT",
    "VIX, ^VIX",
    "VIX9D, ^VIX9D",
    "^SPX, ^SPX",
    "BRK.B, BRK-B",
    "BRK/B, BRK-B",
    "OCDO.L, OCDO.L",
    "AZT.OL, AZT.OL",
    "BTC-USD, BTC-USD",
    "EURUSD=X, EURUSD=X"
  })
  void writesTickersAsYahooDoes(String ticker, String symbol) {
    assertThat(YahooSymbols.of(ticker)).isEqualTo(symbol);
  }

  @Test
  void writesContractsWithoutBlanks() {
    assertThat(YahooSymbols.of(OptionContract.parse("SPXW  210104C03700000")))
        .isEqualTo("SPXW210104C03700000");
    assertThat(YahooSymbols.of(new Underlying("SPX"))).isEqualTo("^SPX");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "aapl", "A/../B?x", "TOO-LONG-A-TICKER-FOR-ANYBODY", "A B"})
  void refusesWhatIsNoTicker(String ticker) {
    assertThatThrownBy(() -> YahooSymbols.of(ticker))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(ticker);
  }
}
