/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.chain;

import static io.optionskit.contract.OptionType.CALL;
import static io.optionskit.contract.OptionType.PUT;
import static org.assertj.core.api.Assertions.assertThat;

import io.optionskit.contract.OptionContract;
import io.optionskit.market.ChainColumns;
import io.optionskit.market.OptionChain;
import io.optionskit.market.Quote;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class CachedAnalyticsTest {

  private static final Instant NOW = Instant.parse("2024-01-16T17:00:00Z");
  private static final LocalDate TODAY = LocalDate.of(2024, 1, 16);

  private final BlackScholesAnalytics analytics = BlackScholesAnalytics.of(0.04);
  private final CachedAnalytics cached = CachedAnalytics.of(analytics);

  private static OptionChain chain(Instant time, double spot, double callBid, long volume) {
    return OptionChain.builder("SPX", time, TODAY)
        .spot(spot)
        .add(
            OptionContract.of("SPXW", TODAY, CALL, BigDecimal.valueOf(5000)),
            Quote.of(callBid, 10.5, time),
            volume,
            0)
        .add(
            OptionContract.of("SPXW", TODAY, PUT, BigDecimal.valueOf(5000)),
            Quote.of(9.5, 10, time),
            volume,
            0)
        .build();
  }

  @Test
  void theSameQuotesAreAnalysedOnce() {
    ChainColumns first = cached.analyse(chain(NOW, 5000, 10, 1));

    assertThat(cached.analyse(chain(NOW, 5000, 10, 2))).isSameAs(first);
    assertThat(first.delta()).isEqualTo(analytics.analyse(chain(NOW, 5000, 10, 1)).delta());
  }

  @Test
  void anyChangeThatMattersIsAnalysedAgain() {
    ChainColumns first = cached.analyse(chain(NOW, 5000, 10, 1));

    assertThat(cached.analyse(chain(NOW, 5000, 10.1, 1))).isNotSameAs(first);
    assertThat(cached.analyse(chain(NOW, 5001, 10, 1))).isNotSameAs(first);
    assertThat(cached.analyse(chain(NOW.plusSeconds(1), 5000, 10, 1))).isNotSameAs(first);
    assertThat(cached.analyse(chain(NOW, 5000, Double.NaN, 1)).delta())
        .isEqualTo(analytics.analyse(chain(NOW, 5000, Double.NaN, 1)).delta());
  }
}
