/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.databento;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.optionskit.contract.ExerciseStyle;
import io.optionskit.contract.OptionContract;
import io.optionskit.contract.OptionType;
import io.optionskit.contract.Settlement;
import io.optionskit.spi.ProviderException;
import io.optionskit.spi.ProviderException.Reason;
import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpraContractsTest {

  private static final int UNDEFINED = Integer.MAX_VALUE;
  private static final long STRIKE = 250_000_000_000L;

  static DbnRecord.Definition definition(
      int version, String symbol, char type, long strike, String expiration, int multiplier) {
    long expiryNs = expiration.isEmpty() ? -1 : FixedPoint.nanos(Instant.parse(expiration));
    byte[] record =
        DbnWriter.record(
            0x13, DbnWriter.definition(version, symbol, type, strike, expiryNs, multiplier));
    try (DbnReader reader = DbnReader.openFragment(new ByteArrayInputStream(record))) {
      assertThat(reader.next()).isTrue();
      return (DbnRecord.Definition) reader.cursor().toRecord();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void takeTheDateOfAnExpiryAtMidnightUtc(int version) {
    OptionContract contract =
        OpraContracts.of(
            definition(
                version, "AAPL  250221C00250000", 'C', STRIKE, "2025-02-21T00:00:00Z", UNDEFINED));

    assertThat(contract.expiry()).isEqualTo(LocalDate.of(2025, 2, 21));
    assertThat(contract.type()).isEqualTo(OptionType.CALL);
    assertThat(contract.strike()).isEqualByComparingTo("250");
    assertThat(contract.symbol()).isEqualTo("AAPL  250221C00250000");
  }

  @Test
  void takeMultiplierAndSettlementFromTheProductOfTheRoot() {
    OptionContract stock =
        OpraContracts.of(definition(3, "AAPL  250221P00250000", 'P', STRIKE, "", UNDEFINED));
    OptionContract index =
        OpraContracts.of(
            definition(3, "SPXW  250221P05800000", 'P', 5_800_000_000_000L, "", UNDEFINED));

    assertThat(stock.multiplier()).isEqualTo(100);
    assertThat(stock.exerciseStyle()).isEqualTo(ExerciseStyle.AMERICAN);
    assertThat(index.multiplier()).isEqualTo(100);
    assertThat(index.underlying()).isEqualTo("SPX");
    assertThat(index.settlement()).isEqualTo(Settlement.CASH_PM);
  }

  @Test
  void acceptTheFridayBeforeTheSaturdayOfOldSymbols() {
    OptionContract contract =
        OpraContracts.of(
            definition(
                1, "SPY   140118C00180000", 'C', 180_000_000_000L, "2014-01-17T00:00:00Z", 100));

    assertThat(contract.expiry()).isEqualTo(LocalDate.of(2014, 1, 18));
  }

  @ParameterizedTest
  @CsvSource({
    "P, 250000000000, 2025-02-21T00:00:00Z, 2147483647, class P",
    "C, 251000000000, 2025-02-21T00:00:00Z, 2147483647, strike 251",
    "C, 250000000000, 2025-02-20T00:00:00Z, 2147483647, expiration 2025-02-20",
    "C, 250000000000, 2025-02-21T00:00:00Z, 1, multiplier",
  })
  void refuseTermsThatContradictTheSymbol(
      char type, long strike, String expiration, int multiplier, String message) {
    DbnRecord.Definition definition =
        definition(3, "AAPL  250221C00250000", type, strike, expiration, multiplier);

    assertThatThrownBy(() -> OpraContracts.of(definition))
        .isInstanceOfSatisfying(
            ProviderException.class, e -> assertThat(e.reason()).isEqualTo(Reason.BAD_DATA))
        .hasMessageContaining("AAPL  250221C00250000")
        .hasMessageContaining(message);
  }

  @Test
  void refuseWhatIsNoOption() {
    assertThatThrownBy(() -> OpraContracts.of(definition(3, "QQQ", 'K', STRIKE, "", UNDEFINED)))
        .isInstanceOfSatisfying(
            ProviderException.class, e -> assertThat(e.reason()).isEqualTo(Reason.UNSUPPORTED));
    assertThatThrownBy(
            () -> OpraContracts.of(definition(3, "GEM3 P9812", 'P', STRIKE, "", UNDEFINED)))
        .isInstanceOfSatisfying(
            ProviderException.class, e -> assertThat(e.reason()).isEqualTo(Reason.BAD_DATA))
        .hasMessageContaining("GEM3 P9812");
    assertThat(OpraContracts.find("QQQ")).isEmpty();
    assertThat(OpraContracts.find("QQQ   250221C00500000")).isPresent();
  }

  @Test
  void refuseTheOptionsOnFuturesThatWereRecorded() {
    Fixtures.assumePresent();
    try (DbnReader reader = Fixtures.open("dbn-test_data.definition.dbn.frag.zst")) {
      while (reader.next()) {
        DbnRecord.Definition definition = (DbnRecord.Definition) reader.cursor().toRecord();
        assertThatThrownBy(() -> OpraContracts.of(definition))
            .isInstanceOfSatisfying(
                ProviderException.class, e -> assertThat(e.reason()).isEqualTo(Reason.UNSUPPORTED));
      }
      assertThat(reader.report().records()).isEqualTo(2);
    }
  }
}
