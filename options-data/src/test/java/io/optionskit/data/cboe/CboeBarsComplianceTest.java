/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.cboe;

import io.optionskit.contract.Asset;
import io.optionskit.contract.Underlying;
import io.optionskit.data.http.RecordedServer;
import io.optionskit.data.provider.ProviderAccess;
import io.optionskit.spi.BarSource;
import io.optionskit.testkit.BarSourceCompliance;
import io.optionskit.testkit.ManualTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;

class CboeBarsComplianceTest extends BarSourceCompliance {

  private static final String HISTORY =
      """
      DATE,OPEN,HIGH,LOW,CLOSE
      02/27/2025,19.1,21.2,18.9,21.1
      02/28/2025,21.0,22.4,19.5,19.6
      03/03/2025,19.7,24.3,19.1,22.8
      """;

  private final RecordedServer server =
      RecordedServer.start()
          .always("/api/global/us_indices/daily_prices/VIX_History.csv", 200, HISTORY);
  private final CboeMarket market =
      CboeMarket.of(
          ProviderAccess.at(server.url()).withClock(ManualTime.at("2025-03-04T20:30:00Z")));

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
    return new Underlying("VIX");
  }

  @Override
  protected Duration length() {
    return Duration.ofDays(1);
  }

  @Override
  protected Instant from() {
    return Instant.parse("2025-02-27T12:00:00Z");
  }

  @Override
  protected Instant to() {
    return Instant.parse("2025-03-04T00:00:00Z");
  }
}
