/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.simulator;

import io.optionskit.spi.MarketHistory;
import io.optionskit.testkit.MarketHistoryCompliance;
import java.time.Duration;
import java.time.LocalDate;

class SimulatedHistoryComplianceTest extends MarketHistoryCompliance {

  private final SimulatedMarket market =
      SimulatedMarket.builder(2, LocalDate.of(2026, 7, 1), LocalDate.of(2026, 7, 6))
          .underlyings("SPY", "SPX", "ACME", "VIX")
          .interval(Duration.ofMinutes(30))
          .staleQuotes(0.01)
          .oneSidedQuotes(0.1)
          .leadIn(0)
          .build();

  @Override
  protected MarketHistory open() {
    return market.open();
  }
}
