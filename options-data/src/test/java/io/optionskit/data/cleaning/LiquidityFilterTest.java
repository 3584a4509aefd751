/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.cleaning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.optionskit.data.reconcile.GivenChain;
import io.optionskit.market.OptionChain;
import io.optionskit.market.QuoteField;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LiquidityFilterTest {

  private static OptionChain chain(double bid, double ask, double volume, double openInterest) {
    return GivenChain.realTime("a")
        .call(
            100,
            Map.of(
                QuoteField.BID,
                bid,
                QuoteField.ASK,
                ask,
                QuoteField.VOLUME,
                volume,
                QuoteField.OPEN_INTEREST,
                openInterest))
        .chain();
  }

  @ParameterizedTest
  @CsvSource({
    "0.95, 1.05, 100, 101, '', ''",
    "0.95, 1.05,  99, 101, '', LOW_VOLUME",
    "0.95, 1.05,  11, 101, '', LOW_VOLUME",
    "0.95, 1.05,  10, 101, LOW_VOLUME, LOW_VOLUME",
    "0.95, 1.05, 100, 100, LOW_OPEN_INTEREST, LOW_OPEN_INTEREST",
    "0.90, 1.10, 100, 101, WIDE_SPREAD, WIDE_SPREAD",
    "1.10, 0.90, 100, 101, NO_SPREAD, NO_SPREAD",
    "0.95, NaN,  100, 101, NO_SPREAD, NO_SPREAD",
    "0.95, 1.05, NaN, NaN, 'VOLUME_UNKNOWN, OPEN_INTEREST_UNKNOWN', 'VOLUME_UNKNOWN, OPEN_INTEREST_UNKNOWN'",
  })
  void saysWhatAQuoteLacks(
      double bid, double ask, double volume, double interest, String weekly, String zeroDte) {
    OptionChain chain = chain(bid, ask, volume, interest);

    assertThat(LiquidityFilter.weekly().lacks(chain.quote(0))).hasToString("[" + weekly + "]");
    assertThat(LiquidityFilter.zeroDte().lacks(chain.quote(0))).hasToString("[" + zeroDte + "]");
    assertThat(LiquidityFilter.weekly().of(chain).isEmpty()).isEqualTo(!weekly.isEmpty());
  }

  @Test
  void countsTheReasonsOfAChain() {
    assertThat(LiquidityFilter.weekly().count(chain(0.5, 1.5, 5, 500)))
        .containsExactly(
            Map.entry(Illiquidity.LOW_VOLUME, 1), Map.entry(Illiquidity.WIDE_SPREAD, 1));
    assertThatThrownBy(() -> new LiquidityFilter(1, 1, 0))
        .hasMessage("limits of liquidity must not be negative: 1, 1, 0.0");
  }
}
