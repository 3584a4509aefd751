/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.alpaca;

import io.optionskit.contract.Asset;
import io.optionskit.contract.Underlying;
import io.optionskit.data.http.RecordedServer;
import io.optionskit.data.provider.ProviderAccess;
import io.optionskit.spi.BarSource;
import io.optionskit.spi.SecretSource;
import io.optionskit.testkit.BarSourceCompliance;
import io.optionskit.testkit.ManualTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;

class AlpacaBarsComplianceTest extends BarSourceCompliance {

  private static final String BARS =
      """
      {"bars":{"XYZ":[{"t":"2025-03-03T05:00:00Z","o":1,"h":3,"l":1,"c":2,"v":5},
       {"t":"2025-03-04T05:00:00Z","o":2,"h":3,"l":1,"c":2,"v":5},
       {"t":"2025-03-05T05:00:00Z","o":2,"h":3,"l":1,"c":2,"v":5},
       {"t":"2025-03-07T05:00:00Z","o":2,"h":3,"l":1,"c":2,"v":5}]},"next_page_token":null}""";

  private final RecordedServer server =
      RecordedServer.start()
          .always("/v2/stocks/trades/latest", 200, "{\"trades\":{}}")
          .always("/v2/stocks/bars", 200, "{\"bars\":{},\"next_page_token\":null}")
          .withQuery("/v2/stocks/bars", "symbols=XYZ", BARS);
  private final AlpacaMarket market =
      AlpacaMarket.of(
          ProviderAccess.at(server.url())
              .withSecrets(SecretSource.none())
              .withClock(ManualTime.at("2025-03-10T23:30:00Z")));

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
    return Instant.parse("2025-03-02T15:00:00Z");
  }

  @Override
  protected Instant to() {
    return Instant.parse("2025-03-08T15:00:00Z");
  }
}
