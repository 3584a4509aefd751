/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.optionskit.data.cboe.CboeMarket;
import io.optionskit.data.http.HttpUsage;
import io.optionskit.data.http.WireAnswer;
import io.optionskit.data.provider.ChainProvider;
import io.optionskit.data.provider.ProviderAccess;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PointMeterTest {

  /** Three rows, one of which has no symbol that could be read. */
  private static final String BODY =
      """
      {"timestamp": "2025-01-10 15:01:00", "symbol": "XYZ", "data": {"symbol": "XYZ", "current_price": 102.0, "options": [
        {"option": "XYZ250117C00100000", "bid": 2.9, "bid_size": 5.0, "ask": 3.1, "ask_size": 7.0},
        {"option": "XYZ250117P00100000", "bid": 1.9, "bid_size": 5.0, "ask": 2.1, "ask_size": 7.0},
        {"option": "nonsense", "bid": 1.0, "bid_size": 5.0, "ask": 1.1, "ask_size": 7.0}]}}""";

  @Test
  void rowsOfAllAnswersAreSummed() {
    CboeMarket market =
        CboeMarket.of(
            ProviderAccess.at(CboeMarket.HOME)
                .withWire(
                    network ->
                        request ->
                            new WireAnswer(
                                200,
                                Map.of("content-type", "application/json"),
                                new ByteArrayInputStream(BODY.getBytes(StandardCharsets.UTF_8)))));
    HttpUsage none = new HttpUsage(0, 0, 0, 0, 0, 0, 0, Duration.ZERO);
    try (OpenProvider provider = OpenProvider.of(market, () -> none, market::close)) {
      assertThat(provider.points()).isEqualTo(new PointCounts(0, 0));
      ChainProvider chains = provider.chains().orElseThrow();

      chains.answer("XYZ");
      chains.chain("XYZ", LocalDate.of(2025, 1, 17));
      provider.chains().orElseThrow().answer("XYZ");

      assertThat(provider.points()).isEqualTo(new PointCounts(9, 3));
    }
  }
}
