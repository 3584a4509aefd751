/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.yahoo;

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

class YahooBarsComplianceTest extends BarSourceCompliance {

  private final RecordedServer server =
      RecordedServer.start()
          .always(
              "/v8/finance/chart/XYZ",
              200,
              Bodies.chart(
                  "\"timestamp\":[1740493800,1740580200,1740666600,1740753000],\"indicators\":{\"quote\":[{"
                      + "\"open\":[10,11,12,13],\"high\":[11,12,13,14],\"low\":[9,10,11,12],"
                      + "\"close\":[10.5,11.5,12.5,13.5],\"volume\":[1,2,3,4]}]}"))
          .always(
              "/v8/finance/chart/NOSUCH",
              404,
              "{\"chart\":{\"result\":null,\"error\":{\"code\":\"Not Found\","
                  + "\"description\":\"No data found, symbol may be delisted\"}}}");
  private final YahooMarket market =
      YahooMarket.of(
          ProviderAccess.at(server.url()).withClock(ManualTime.at("2025-03-03T12:00:00Z")));

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
    return new Underlying("XYZ");
  }

  @Override
  protected Duration length() {
    return Duration.ofDays(1);
  }

  @Override
  protected Instant from() {
    return Instant.parse("2025-02-24T00:00:00Z");
  }

  @Override
  protected Instant to() {
    return Instant.parse("2025-03-01T00:00:00Z");
  }
}
