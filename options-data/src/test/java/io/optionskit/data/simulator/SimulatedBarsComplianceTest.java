/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.simulator;

import io.optionskit.contract.Asset;
import io.optionskit.contract.Underlying;
import io.optionskit.spi.BarSource;
import io.optionskit.testkit.BarSourceCompliance;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;

class SimulatedBarsComplianceTest extends BarSourceCompliance {

  @Override
  protected BarSource source() {
    return SimulatedMarket.builder(2, LocalDate.of(2026, 7, 1), LocalDate.of(2026, 7, 6))
        .underlyings("VIX", "QQQ")
        .leadIn(20)
        .build()
        .bars(to());
  }

  @Override
  protected Asset asset() {
    return new Underlying("QQQ");
  }

  @Override
  protected Duration length() {
    return Duration.ofMinutes(15);
  }

  @Override
  protected Instant from() {
    return Instant.parse("2026-06-29T15:00:00Z");
  }

  @Override
  protected Instant to() {
    return Instant.parse("2026-07-02T18:00:00Z");
  }
}
