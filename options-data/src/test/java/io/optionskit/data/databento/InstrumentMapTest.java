/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.databento;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.optionskit.spi.ProviderException;
import io.optionskit.spi.ProviderException.Reason;
import java.io.ByteArrayInputStream;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class InstrumentMapTest {

  private static final LocalDate DAY = LocalDate.of(2025, 2, 20);

  private static DbnMetadata metadata(byte[] bytes) {
    try (DbnReader reader = DbnReader.open(new ByteArrayInputStream(bytes))) {
      return reader.metadata().orElseThrow();
    }
  }

  @Test
  void knowsNumbersOnTheirDaysOnly() {
    InstrumentMap map =
        InstrumentMap.of(metadata(DbnWriter.metadata(3, 4, false, "AAPL  250221C00250000", "X")));

    assertThat(map.find(7000, DAY)).contains("AAPL  250221C00250000");
    assertThat(map.find(7001, DAY)).contains("X");
    assertThat(map.find(7000, DAY.plusDays(1))).isEmpty();
    assertThat(map.find(7000, DAY.minusDays(1))).isEmpty();
    assertThat(map.find(7002, DAY)).isEmpty();
  }

  @Test
  void refusesTwoSymbolsOfOneNumberOnOneDay() {
    DbnWriter body = DbnWriter.bytes().text("OPRA.PILLAR", 16).u16(4).i64(0, -1, 0).u8(1, 0, 0);
    body.u16(71).pad(53).u32(0, 0, 0, 0).u32(2);
    for (String symbol : new String[] {"A", "B"}) {
      body.text(symbol, 71).u32(1, 20250220, 20250222).text("17", 71);
    }
    byte[] bytes = body.toBytes();
    byte[] file = DbnWriter.bytes().text("DBN", 3).u8(3).u32(bytes.length).raw(bytes).toBytes();

    assertThatThrownBy(() -> InstrumentMap.of(metadata(file)))
        .isInstanceOfSatisfying(
            ProviderException.class, e -> assertThat(e.reason()).isEqualTo(Reason.BAD_DATA))
        .hasMessageContaining("instrument 17 stands for both 'A' and 'B' on 2025-02-20");
  }

  @Test
  void believesTheGatewayFromItsWordOn() {
    InstrumentMap map = new InstrumentMap();
    byte[] stream =
        DbnWriter.bytes()
            .raw(DbnWriter.record(DbnWriter.MAPPING, DbnWriter.mapping(3, "ES.FUT", "ESZ4")))
            .raw(DbnWriter.record(0, DbnWriter.trade()))
            .toBytes();

    try (DbnReader reader = DbnReader.openFragment(new ByteArrayInputStream(stream))) {
      reader.next();
      map.put((DbnRecord.SymbolMapping) reader.cursor().toRecord());
      reader.next();
      assertThat(map.find(reader.cursor())).contains("ESZ4");
    }
  }

  @Test
  void followsTheNumbersThatChangeFromDayToDay() {
    Fixtures.assumePresent();
    try (DbnReader reader = Fixtures.open("dbn-test_data.definition.v1.dbn.zst")) {
      InstrumentMap map = InstrumentMap.of(reader.metadata().orElseThrow());

      assertThat(map.find(6819, LocalDate.of(2021, 10, 4))).contains("MSFT");
      assertThat(map.find(6819, LocalDate.of(2021, 10, 5))).isEmpty();
      assertThat(map.find(6830, LocalDate.of(2021, 10, 5))).contains("MSFT");
      while (reader.next()) {
        assertThat(map.find(reader.cursor())).contains("MSFT");
      }
    }
  }

  @Test
  void namesTheOptionOfEveryRecordOfOpra() {
    Fixtures.assumePresent();
    for (String name : Fixtures.withExpectation()) {
      if (name.startsWith("OPRA")) {
        try (DbnReader reader = Fixtures.open(name)) {
          InstrumentMap map = InstrumentMap.of(reader.metadata().orElseThrow());
          while (reader.next()) {
            assertThat(map.find(reader.cursor()).map(OpraContracts::ofSymbol))
                .hasValueSatisfying(
                    contract -> assertThat(contract.symbol()).isEqualTo("AAPL  250221C00250000"));
          }
        }
      }
    }
  }
}
