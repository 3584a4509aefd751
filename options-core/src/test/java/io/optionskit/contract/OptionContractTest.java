/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionContractTest {

  private static final LocalDate EXPIRY = LocalDate.of(2024, 1, 19);

  @ParameterizedTest
  @CsvSource({
    "SPX, SPX, EUROPEAN, CASH_AM",
    "SPXW, SPX, EUROPEAN, CASH_PM",
    "XSP, XSP, EUROPEAN, CASH_PM",
    "OEX, OEX, AMERICAN, CASH_PM",
    "RUT, RUT, EUROPEAN, CASH_AM",
    "RUTW, RUT, EUROPEAN, CASH_PM",
    "NDX, NDX, EUROPEAN, CASH_AM",
    "NDXP, NDX, EUROPEAN, CASH_PM",
    "VIX, VIX, EUROPEAN, CASH_AM",
    "VIXW, VIX, EUROPEAN, CASH_AM",
    "SPY, SPY, AMERICAN, PHYSICAL",
    "AAPL, AAPL, AMERICAN, PHYSICAL",
    "AAPL1, AAPL, AMERICAN, PHYSICAL"
  })
  void knowsTheTermsOfEachProduct(
      String root, String underlying, ExerciseStyle style, Settlement settlement) {
    OptionContract contract = OptionContract.of(root, EXPIRY, OptionType.CALL, BigDecimal.TEN);

    assertThat(contract.underlying()).isEqualTo(underlying);
    assertThat(contract.exerciseStyle()).isEqualTo(style);
    assertThat(contract.settlement()).isEqualTo(settlement);
    assertThat(contract.multiplier()).isEqualTo(100);
    assertThat(contract.product().deliverable().shares()).isEqualTo(settlement.isCash() ? 0 : 100);
  }

  @Test
  void strikesOfDifferentScaleAreTheSameContract() {
    OptionContract one = OptionContract.of("SPY", EXPIRY, OptionType.PUT, new BigDecimal("470"));
    OptionContract other =
        OptionContract.of("SPY", EXPIRY, OptionType.PUT, new BigDecimal("470.000"));

    assertThat(one).isEqualTo(other).hasSameHashCodeAs(other);
    assertThat(one.symbol()).isEqualTo("SPY   240119P00470000");
  }

  @Test
  void marksAdjustedContracts() {
    assertThat(OptionProduct.ofRoot("AAPL1").isAdjusted()).isTrue();
    assertThat(OptionProduct.ofRoot("AAPL").isAdjusted()).isFalse();
  }

  @Test
  void listsTheUnderlyingThenStrikesWithCallsBeforePuts() {
    Asset call = OptionContract.parse("SPY240119C00470000");
    Asset put = OptionContract.parse("SPY240119P00470000");
    Asset higher = OptionContract.parse("SPY240119C00471000");
    Asset later = OptionContract.parse("SPY240126C00470000");
    Asset stock = new Underlying("SPY");
    Asset other = new Underlying("QQQ");

    TreeSet<Asset> sorted = new TreeSet<>(List.of(later, higher, put, stock, call, other));

    assertThat(sorted).containsExactly(other, stock, call, put, higher, later);
  }
}
