/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.yahoo;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WidenedFloatsTest {

  @ParameterizedTest
  @CsvSource({
    "75.0875015258789, 75.0875",
    "166.69000244140625, 166.69",
    "26.15999984741211, 26.16",
    "1518.0999755859375, 1518.1",
    "25.75, 25.75",
    "0, 0",
    "2.45, 2.45",
    "220.003, 220.003"
  })
  void givesThePriceThatWasMeant(double printed, double meant) {
    assertThat(WidenedFloats.narrowed(printed)).isEqualTo(meant);
  }

  @Property(tries = 20_000)
  void findsEveryPriceInCentsUpToAHundredThousandDollarsAgain(
      @ForAll @IntRange(max = 10_000_000) int cents) {
    double price = cents / 100.0;

    assertThat(WidenedFloats.narrowed((double) (float) price)).isEqualTo(price);
    assertThat(WidenedFloats.narrowed(price)).isEqualTo(price);
  }
}
