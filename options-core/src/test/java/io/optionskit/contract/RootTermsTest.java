/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RootTermsTest {

  @ParameterizedTest
  @CsvSource({
    "'SPXW  101203C01200000', CASH_AM", // the last weekly settled in the morning
    "'SPXW  101210C01200000', CASH_PM", // the first of the end-of-week series
    "'SPXW  170519C02400000', CASH_PM",
    "'SPXPM 130316C01500000', CASH_PM",
    "'SPX   210115C03700000', CASH_AM",
    "'XSP   131019C00170000', CASH_AM",
    "'XSP   131221C00180000', CASH_PM",
    "'XSPAM 131221C00180000', CASH_AM",
    "'VIXW  151014C00020000', CASH_AM",
    "'RUTW  240119C02000000', CASH_PM",
    "'RUTQ  151231C01100000', CASH_PM",
    "'NDXPM 180518C07000000', CASH_PM"
  })
  void settlesARootAsItWasListedForTheExpiry(String symbol, Settlement settlement) {
    assertThat(OptionContract.parse(symbol).settlement()).isEqualTo(settlement);
  }

  @ParameterizedTest
  @ValueSource(strings = {"AAPL7", "AMZN7", "GLD7", "GOOG7", "SPY7"})
  void knowsThatAMiniIsOnTenShares(String root) {
    OptionProduct mini = OptionProduct.ofRoot(root, LocalDate.of(2013, 6, 22));

    assertThat(mini.multiplier()).isEqualTo(10);
    assertThat(mini.deliverable().shares()).isEqualTo(10);
    assertThat(mini.underlying()).isEqualTo(root.substring(0, root.length() - 1));
    assertThat(mini.isAdjusted()).isFalse();
  }

  @Test
  void takesTheTermsOfTodayWithoutAnExpiry() {
    assertThat(OptionProduct.ofRoot("XSP").settlement()).isEqualTo(Settlement.CASH_PM);
    assertThat(OptionProduct.ofRoot("SPXW").settlement()).isEqualTo(Settlement.CASH_PM);
    assertThat(OptionProduct.rootsOf("SPX")).containsExactly("SPX", "SPXPM", "SPXQ", "SPXW");
    assertThat(OptionProduct.rootsOf("BRK.B")).containsExactly("BRKB");
    assertThat(OptionProduct.rootsOf("AAPL")).containsExactly("AAPL");
  }

  @Test
  void countsVolatilityIndicesWithoutOptionsAsIndices() {
    assertThat(new Underlying("VXN").isIndex()).isTrue();
    assertThat(new Underlying("SPX").isIndex()).isTrue();
    assertThat(new Underlying("SPY").isIndex()).isFalse();
    assertThat(new Underlying("AAPL").isIndex()).isFalse();
  }
}
