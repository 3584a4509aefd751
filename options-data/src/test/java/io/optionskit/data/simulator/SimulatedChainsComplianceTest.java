/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.simulator;

import io.optionskit.spi.ChainSource;
import io.optionskit.testkit.ChainSourceCompliance;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;

class SimulatedChainsComplianceTest extends ChainSourceCompliance {

  private final SimulatedMarket market =
      SimulatedMarket.builder(2, LocalDate.of(2026, 7, 1), LocalDate.of(2026, 7, 6))
          .underlyings("SPX")
          .interval(Duration.ofMinutes(30))
          .leadIn(0)
          .build();

  @Override
  protected ChainSource source() {
    return market.chains(Instant.parse("2026-07-02T18:13:00Z"));
  }

  @Override
  protected String underlying() {
    return "SPX";
  }
}
