/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.optionskit.contract.Underlying;
import io.optionskit.market.Bar;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SignificanceFilterTest {

  @Test
  void dropsLittleVolumeAndSmallChanges() {
    SignificanceFilter filter = SignificanceFilter.standard();

    assertThat(filter.keeps(500, 100)).isTrue();
    assertThat(filter.keeps(501, 99)).isFalse();
    assertThat(filter.keeps(501, -1)).isFalse();
    assertThat(filter.keeps(500.04, 5000)).isFalse(); // 0.008 %
    assertThat(filter.keeps(499.94, 100)).isTrue(); // 0.012 %
    assertThat(filter.received()).isEqualTo(5);
    assertThat(filter.dropped()).isEqualTo(3);
  }

  @Test
  void losesNoSlowDrift() {
    SignificanceFilter filter = SignificanceFilter.standard();
    int kept = 0;
    for (int point = 0; point <= 100; point++) {
      kept += filter.keeps(500 + 0.02 * point, 1000) ? 1 : 0; // 0.004 % each
    }

    assertThat(kept).isEqualTo(1 + 100 / 3);
  }

  @Test
  void keepsMoreInTheTightVariant() {
    SignificanceFilter filter = SignificanceFilter.tight();

    assertThat(filter.keeps(500, 100)).isTrue();
    assertThat(filter.keeps(500.01, 100)).isTrue(); // 0.002 %
    assertThat(filter.keeps(500.012, 100)).isFalse(); // 0.0004 %
  }

  @Test
  void judgesBarsByTheirCloses() {
    Instant start = Instant.parse("2026-03-16T14:00:00Z");
    List<Bar> bars = List.of(bar(start, 100, 500), bar(start, 100.001, 500), bar(start, 101, 20));

    assertThat(SignificanceFilter.standard().of(bars)).containsExactly(bars.get(0));
  }

  @Test
  void refusesWhatIsNoPrice() {
    assertThatThrownBy(() -> SignificanceFilter.standard().keeps(Double.NaN, 100))
        .hasMessage("price must be finite and above 0: NaN");
    assertThatThrownBy(() -> SignificanceFilter.of(-1, 0))
        .hasMessage("limits must not be negative: -1, 0.0");
  }

  private static Bar bar(Instant start, double price, long volume) {
    return new Bar(
        new Underlying("XYZ"), start, start.plusSeconds(60), price, price, price, price, volume);
  }
}
