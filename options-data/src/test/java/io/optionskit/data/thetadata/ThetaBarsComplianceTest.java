/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.thetadata;

import io.optionskit.contract.Asset;
import io.optionskit.contract.OptionContract;
import io.optionskit.data.http.RecordedServer;
import io.optionskit.data.provider.ProviderAccess;
import io.optionskit.spi.BarSource;
import io.optionskit.testkit.BarSourceCompliance;
import io.optionskit.testkit.ManualTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;

class ThetaBarsComplianceTest extends BarSourceCompliance {

  private static final String BARS =
      """
      timestamp,open,high,low,close,volume,count,vwap
      2025-03-03T09:30:00,1.00,1.20,0.90,1.10,12,3,1.05
      2025-03-03T09:31:00,0.00,0.00,0.00,0.00,0,0,0.00
      2025-03-03T09:32:00,1.10,1.30,1.10,1.30,7,2,1.20
      2025-03-03T09:33:00,1.30,1.30,1.20,1.20,1,1,1.20
      """;

  private final RecordedServer server =
      RecordedServer.start().always("/v3/option/history/ohlc", 200, BARS);
  private final ThetaMarket market =
      ThetaMarket.of(
          ProviderAccess.at(server.url()).withClock(ManualTime.at("2025-03-03T23:30:00Z")));

  @AfterEach
  void close() {
    market.close();
    server.close();
  }

  @Override
  protected BarSource source() {
    return market;
  }

  @Override
  protected Asset asset() {
    return OptionContract.parse("XYZ250321C00100000");
  }

  @Override
  protected Duration length() {
    return Duration.ofMinutes(1);
  }

  @Override
  protected Instant from() {
    return Instant.parse("2025-03-03T14:30:00Z");
  }

  @Override
  protected Instant to() {
    return Instant.parse("2025-03-03T15:00:00Z");
  }

  /** The Terminal says of unknown assets that there are no data, as of days without trading. */
  @Override
  protected boolean tellsUnknownAssets() {
    return false;
  }
}
