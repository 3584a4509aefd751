/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BoundedDecimalTest {

  @ParameterizedTest
  @ValueSource(strings = {"0", "-0.0", "4.25", "1.0E-5", "1e39", "0.000010000000000000003"})
  void readsNumbersThatOccur(String text) {
    assertThat(BoundedDecimal.parse(text)).isEqualByComparingTo(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1E999999999", "1E-999999999", "1E41", "1E-41", "", "x", "1E9999999999"})
  void refusesNumbersThatNoSumSurvives(String text) {
    assertThatThrownBy(() -> BoundedDecimal.parse(text)).isInstanceOf(NumberFormatException.class);
  }

  @Test
  void refusesLongTextsBeforeReadingThem() {
    assertThatThrownBy(() -> BoundedDecimal.parse("1".repeat(1_000_000)))
        .hasMessage("number has 1000000 characters");
  }
}
