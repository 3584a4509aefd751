/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.time.LocalDate;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SymbolFormTest {

  private static final String[] ROOTS = {"F", "SPX", "SPXW", "BRKB", "AAPL1", "GOOGLE", "A1B2C3"};

  @ParameterizedTest
  @CsvSource({
    "OCC, 'SPXW  210104C03700000', SPX, SPY",
    "COMPACT, SPXW210104C03700000, SPX, SPY",
    "PREFIXED, O:SPXW210104C03700000, I:SPX, SPY",
    "UNDERSCORE, SPXW210104C03700000, _SPX, SPY",
    "CARET, SPXW210104C03700000, ^SPX, SPY"
  })
  void writesOptionsIndicesAndStocks(SymbolForm form, String option, String index, String stock) {
    OptionContract contract = OptionContract.parse("SPXW  210104C03700000");

    assertThat(form.write(contract)).isEqualTo(option);
    assertThat(form.write(new Underlying("SPX"))).isEqualTo(index);
    assertThat(form.write(new Underlying("SPY"))).isEqualTo(stock);
    assertThat(form.parse(option)).isEqualTo(contract);
    assertThat(form.parse(index)).isEqualTo(new Underlying("SPX"));
    assertThat(form.parse(stock)).isEqualTo(new Underlying("SPY"));
  }

  @Property(tries = 3_000)
  void everyFormSurvivesTheRoundTrip(
      @ForAll SymbolForm form,
      @ForAll @IntRange(max = 6) int root,
      @ForAll @IntRange(max = 14_000) int day,
      @ForAll OptionType type,
      @ForAll @IntRange(min = 1, max = 99_999_999) int thousandths) {
    OptionContract contract =
        OptionContract.of(
            ROOTS[root],
            LocalDate.of(2000, 1, 1).plusDays(day),
            type,
            BigDecimal.valueOf(thousandths, 3));

    assertThat(form.parse(form.write(contract))).isEqualTo(contract);
  }

  @Property(tries = 2_000)
  void everyUnitOfStrikesSurvivesTheRoundTrip(
      @ForAll StrikeUnit unit, @ForAll @IntRange(min = 1, max = 99_999_999) int thousandths) {
    BigDecimal strike = BigDecimal.valueOf(thousandths, 3);

    assertThat(unit.parse(unit.units(strike).toPlainString())).isEqualTo(strike);
  }

  @ParameterizedTest
  @CsvSource({
    "SPXW, 2021-01-04, C, 3700, DOLLARS",
    "SPXW, 20210104, CALL, 3700.000, DOLLARS",
    "SPXW, 20210104, call, 3700000, THOUSANDTHS",
    "SPXW, 20210104, c, 3700000.0, THOUSANDTHS",
    "SPXW, 20210104, C, 37000000, TEN_THOUSANDTHS",
    "SPXW, 20210104, C, 3700000000000, BILLIONTHS"
  })
  void readsFourCellsAsOneContract(
      String root, String expiration, String type, String strike, StrikeUnit unit) {
    assertThat(OccSymbol.parse(root, expiration, type, strike, unit))
        .hasToString("SPXW  210104C03700000");
  }

  @ParameterizedTest
  @CsvSource({
    "SPXW, 2021-13-04, C, 3700, expiration must be a date such as 2021-01-04 or 20210104: '2021-13-04'",
    "SPXW, 2021-01-04, X, 3700, 'option type must be C, P, call or put: ''X'''",
    "SPXW, 2021-01-04, C, -1, strike must be a plain number such as 450 or 450.5: '-1'",
    "SPXW, 2021-01-04, C, 1e3, strike must be a plain number such as 450 or 450.5: '1e3'",
    "SPXW, 2021-01-04, C, 0, strike must be above 0 and at most 99999.999: 0",
    "SPXW, 2021-01-04, C, 12.3456, strike must have at most 3 decimals: 12.3456"
  })
  void saysWhatIsWrongWithACell(
      String root, String expiration, String type, String strike, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> OccSymbol.parse(root, expiration, type, strike, StrikeUnit.DOLLARS))
        .withMessage(message);
  }

  @Test
  void wantsTheMarkOfTheForm() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SymbolForm.PREFIXED.parse("SPXW210104C03700000"))
        .withMessage("option must begin with O:: 'SPXW210104C03700000'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "O:", "I:", "^", "_", "O:SPY", "spy", "O:AAPL211022C000150000"})
  void refusesWhatNamesNothing(String symbol) {
    for (SymbolForm form : SymbolForm.values()) {
      assertThatIllegalArgumentException().isThrownBy(() -> form.parse(symbol));
    }
  }
}
