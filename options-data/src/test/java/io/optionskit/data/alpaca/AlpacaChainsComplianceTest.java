/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.alpaca;

import io.optionskit.data.http.RecordedServer;
import io.optionskit.data.provider.ProviderAccess;
import io.optionskit.spi.ChainSource;
import io.optionskit.spi.SecretSource;
import io.optionskit.testkit.ChainSourceCompliance;
import io.optionskit.testkit.ManualTime;
import org.junit.jupiter.api.AfterEach;

class AlpacaChainsComplianceTest extends ChainSourceCompliance {

  private static final String CHAIN = "/v1beta1/options/snapshots/XYZ";
  private static final String EMPTY = "{\"snapshots\":{},\"next_page_token\":null}";

  private final RecordedServer server =
      RecordedServer.start()
          .always("/v2/stocks/trades/latest", 200, "{\"trades\":{\"XYZ\":{}}}")
          .always("/v1beta1/options/snapshots/NOSUCH", 200, EMPTY)
          .always(CHAIN, 200, list(row("XYZ250417C00100000"), row("XYZ250321C00100000")))
          .withQuery(CHAIN, "expiration_date=2025-03-22", EMPTY)
          .withQuery(
              CHAIN,
              "expiration_date=2025-03-21",
              list(row("XYZ250321C00100000"), row("XYZ250321P00100000")));
  private final AlpacaMarket market =
      AlpacaMarket.of(
          ProviderAccess.at(server.url())
              .withSecrets(SecretSource.none())
              .withClock(ManualTime.at("2025-03-03T23:30:00Z")));

  @AfterEach
  void close() {
    market.close();
    server.close();
  }

  @Override
  protected ChainSource source() {
    return market;
  }

  @Override
  protected String underlying() {
    return "XYZ";
  }

  private static String list(String... rows) {
    return "{\"snapshots\":{" + String.join(",", rows) + "},\"next_page_token\":null}";
  }

  private static String row(String symbol) {
    return """
        "%s":{"latestQuote":{"ap":0,"as":0,"bp":0.5,"bs":3,"t":"2025-03-03T20:59:59.5Z"},
         "latestTrade":{"p":0.6,"s":1,"t":"2025-03-03T19:00:00Z"}}"""
        .formatted(symbol);
  }
}
