/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.time.LocalDate;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OccSymbolTest {

  private static final String FIRST = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  private static final String REST = FIRST + "0123456789";

  @ParameterizedTest
  @CsvSource({
    "'AAPL  201218C00125000', AAPL, 2020-12-18, CALL, 125.000",
    "'SPXW  210104P03700000', SPXW, 2021-01-04, PUT, 3700.000",
    "'BRKB  240315C00350500', BRKB, 2024-03-15, CALL, 350.500",
    "'AAPL7 140621C00092860', AAPL7, 2014-06-21, CALL, 92.860",
    "'GOOGLE151224P00745000', GOOGLE, 2015-12-24, PUT, 745.000",
    "'F     240119C00000500', F, 2024-01-19, CALL, 0.500",
    "'NDX   240119C15000000', NDX, 2024-01-19, CALL, 15000.000",
    "'XYZ   000229P99999999', XYZ, 2000-02-29, PUT, 99999.999",
    "'A1B2C3991231C00000001', A1B2C3, 2099-12-31, CALL, 0.001"
  })
  void readsAndWritesTheCanonicalForm(
      String text, String root, LocalDate expiry, OptionType type, BigDecimal strike) {
    OccSymbol symbol = OccSymbol.parse(text);

    assertThat(symbol).isEqualTo(new OccSymbol(root, expiry, type, strike));
    assertThat(symbol).hasToString(text);
    assertThat(OccSymbol.parse(symbol.compact())).isEqualTo(symbol);
  }

  @Property(tries = 5_000)
  void everySymbolSurvivesTheRoundTrip(
      @ForAll @IntRange(min = 1, max = 6) int rootLength,
      @ForAll @LongRange(min = 0) long rootBits,
      @ForAll @IntRange(min = 0, max = 36_524) int day,
      @ForAll boolean call,
      @ForAll @IntRange(min = 1, max = 99_999_999) int thousandths) {
    StringBuilder root = new StringBuilder().append(FIRST.charAt((int) (rootBits % 26)));
    for (long bits = rootBits / 26; root.length() < rootLength; bits /= 36) {
      root.append(REST.charAt((int) (bits % 36)));
    }
    LocalDate expiry = LocalDate.of(2000, 1, 1).plusDays(day);
    OptionType type = call ? OptionType.CALL : OptionType.PUT;
    OccSymbol symbol =
        new OccSymbol(root.toString(), expiry, type, BigDecimal.valueOf(thousandths, 3));

    assertThat(symbol.toString()).hasSize(21);
    assertThat(OccSymbol.parse(symbol.toString())).isEqualTo(symbol);
    assertThat(OccSymbol.parse(symbol.compact())).isEqualTo(symbol);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "AAPL",
        "201218C00125000",
        "AAPL  201218X00125000",
        "AAPL  201318C00125000",
        "AAPL  210229C00125000",
        "AAPL  201218C0012500O",
        "AAPL  201218C00000000",
        "AAPL 201218C00125000",
        " AAPL 201218C00125000",
        "aapl  201218C00125000",
        "1AAPL 201218C00125000",
        "AAPLXYZ201218C00125000",
        "AAPL  201218C+0125000",
        "AAPL  201218C٠0125000"
      })
  void refusesWhatIsNotASymbolAndShowsIt(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> OccSymbol.parse(text))
        .withMessageContaining("'" + text + "'");
  }

  @Test
  void refusesStrikesWithMoreThanThreeDecimals() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new OccSymbol(
                    "SPY", LocalDate.of(2024, 1, 19), OptionType.CALL, new BigDecimal("12.3456")))
        .withMessage("strike must have at most 3 decimals: 12.3456");
  }
}
