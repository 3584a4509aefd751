/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.polygon;

import io.optionskit.contract.Asset;
import io.optionskit.contract.Underlying;
import io.optionskit.data.http.WireAnswer;
import io.optionskit.data.http.WireRequest;
import io.optionskit.data.provider.ProviderAccess;
import io.optionskit.spi.BarSource;
import io.optionskit.spi.SecretSource;
import io.optionskit.testkit.BarSourceCompliance;
import io.optionskit.testkit.ManualTime;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;

class PolygonBarsComplianceTest extends BarSourceCompliance {

  private static final String BARS =
      """
      {"results":[{"t":1741012200000,"o":1,"h":3,"l":1,"c":2,"v":5},
       {"t":1741012500000,"o":2,"h":3,"l":1,"c":2,"v":5},
       {"t":1741012800000,"o":2,"h":3,"l":1,"c":2,"v":5},
       {"t":1741013700000,"o":2,"h":3,"l":1,"c":2,"v":5}],"status":"OK"}""";

  private final PolygonMarket market =
      PolygonMarket.of(
          ProviderAccess.at(PolygonMarket.HOME)
              .withSecrets(SecretSource.none())
              .withClock(ManualTime.at("2025-03-03T23:30:00Z"))
              .withWire(network -> PolygonBarsComplianceTest::answer));

  @AfterEach
  void close() {
    market.close();
  }

  private static WireAnswer answer(WireRequest request) {
    String path = request.uri().getPath();
    if (path.startsWith("/v2/aggs/ticker/XYZ/range/5/minute/")) {
      return answer(200, BARS);
    }
    return path.startsWith("/v2/aggs/ticker/NOSUCH/")
        ? answer(200, "{\"resultsCount\":0,\"status\":\"OK\"}")
        : answer(404, "{\"status\":\"NOT_FOUND\",\"message\":\"Ticker not found.\"}");
  }

  private static WireAnswer answer(int status, String body) {
    return new WireAnswer(
        status, Map.of(), new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
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
    return Duration.ofMinutes(5);
  }

  @Override
  protected Instant from() {
    return Instant.parse("2025-03-03T14:30:00Z");
  }

  @Override
  protected Instant to() {
    return Instant.parse("2025-03-03T15:00:00Z");
  }
}
