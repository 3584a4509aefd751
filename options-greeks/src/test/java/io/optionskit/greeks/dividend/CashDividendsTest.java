/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.dividend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.optionskit.market.CorporateAction;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class CashDividendsTest {

  @Test
  void areThoseOfWhatACompanyAnnouncedThatAreToCome() {
    LocalDate past = LocalDate.of(2024, 3, 14);
    LocalDate coming = LocalDate.of(2024, 6, 14);
    Instant opening = Instant.parse("2024-06-14T13:30:00Z");
    List<CorporateAction> actions =
        List.of(
            dividend(past, "USD"),
            new CorporateAction.Split("KO", coming, BigDecimal.TEN, BigDecimal.ONE, Instant.EPOCH),
            dividend(coming, "USD"));

    assertThat(CashDividends.of(opening.minus(Duration.ofHours(876)), actions).toList())
        .containsExactly(new CashDividend(0.1, 0.485));
    assertThat(CashDividends.of(opening, actions).isEmpty()).isTrue();
    assertThatThrownBy(
            () ->
                CashDividends.of(opening, List.of(dividend(past, "USD"), dividend(coming, "EUR"))))
        .hasMessageContaining("[EUR, USD]");
  }

  private static CorporateAction dividend(LocalDate exDate, String currency) {
    return new CorporateAction.Dividend(
        "KO", exDate, new BigDecimal("0.485"), currency, Instant.EPOCH);
  }

  @Test
  void readsTheFormUsedInFiles() {
    CashDividends dividends = CashDividends.parse(" 0.35:0.5; 0.1 : 0.25;");

    assertThat(dividends.toList())
        .containsExactly(new CashDividend(0.1, 0.25), new CashDividend(0.35, 0.5));
  }

  @Test
  void writesWhatItReads() {
    CashDividends dividends = CashDividends.parse("0.1:0.5;0.35:1.25");

    assertThat(dividends).hasToString("0.1:0.5;0.35:1.25");
    assertThat(CashDividends.parse(dividends.toString()))
        .isEqualTo(dividends)
        .hasSameHashCodeAs(dividends);
  }

  @Test
  void readsBlankTextAsNoDividends() {
    assertThat(CashDividends.parse("")).isEqualTo(CashDividends.none());
    assertThat(CashDividends.parse("  ").isEmpty()).isTrue();
    assertThat(CashDividends.none()).hasToString("");
  }

  @Test
  void saysWhichPartCannotBeRead() {
    for (String text : List.of("0.5", "0.1:x", ":1", "0.1:1;2", "a:b", "0.1:1:2", "0.1,1")) {
      assertThatThrownBy(() -> CashDividends.parse(text))
          .as(text)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("years:amount");
    }
    assertThatThrownBy(() -> CashDividends.parse("0.1:1;;0.2:1"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("one is empty");
    assertThatThrownBy(() -> CashDividends.parse("0.1:-1"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("amount of a dividend must be finite and at least 0: -1.0");
    assertThatThrownBy(() -> CashDividends.parse("NaN:1"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("years of a dividend must be finite: NaN");
  }

  @Test
  void sortsByTimeAndKeepsTwoAtTheSameTime() {
    CashDividend late = new CashDividend(1, 2);
    CashDividend special = new CashDividend(0.5, 5);
    CashDividend regular = new CashDividend(0.5, 1);

    assertThat(CashDividends.of(late, special, regular).toList())
        .containsExactly(special, regular, late);
  }

  @Test
  void valuesTheDividendsUpToExpiryWithCarry() {
    CashDividends dividends = CashDividends.parse("-0.1:9;0:9;0.5:2;1:3;1.5:9");

    double expected = 2 * Math.exp(-0.03 * 0.5) + 3 * Math.exp(-0.03);
    assertThat(dividends.presentValue(1, 0.05, 0.02)).isCloseTo(expected, within(1e-15));
    assertThat(dividends.presentValue(Double.NaN, 0.05, 0)).isNaN();
    assertThat(CashDividends.none().presentValue(1, 0.05, 0)).isZero();
  }

  @Test
  void refusesWhatHasNoPresentValue() {
    CashDividends huge = CashDividends.parse("0.5:1e308;1:1.5e308");

    assertThatThrownBy(() -> huge.presentValue(1, 0, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("dividends must be worth less than 1.8e308 together: 0.5:1.0E308;1.0:1.5E308");
    assertThatThrownBy(() -> huge.presentValue(1, -600, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("rate times years must be between -500 and 500: -600.0 times 1.0");
    assertThatThrownBy(() -> huge.presentValue(-1, 0, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("years must be finite and at least 0: -1.0");
  }

  @Test
  void bringsTheExDatesNearerAsTimePasses() {
    CashDividends dividends = CashDividends.parse("0.25:1;0.5:2");

    assertThat(dividends.afterYears(0.375)).isEqualTo(CashDividends.parse("-0.125:1;0.125:2"));
    assertThatThrownBy(() -> dividends.afterYears(Double.NaN))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void doesNotEqualOtherSchedules() {
    assertThat(CashDividends.parse("0.1:1")).isNotEqualTo(CashDividends.parse("0.1:2"));
    assertThat(CashDividends.parse("0.1:1")).isNotEqualTo("0.1:1");
  }
}
