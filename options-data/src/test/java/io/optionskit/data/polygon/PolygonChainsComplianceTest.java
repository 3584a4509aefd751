/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.polygon;

import io.optionskit.data.http.RecordedServer;
import io.optionskit.data.provider.ProviderAccess;
import io.optionskit.spi.ChainSource;
import io.optionskit.spi.SecretSource;
import io.optionskit.testkit.ChainSourceCompliance;
import io.optionskit.testkit.ManualTime;
import org.junit.jupiter.api.AfterEach;

class PolygonChainsComplianceTest extends ChainSourceCompliance {

  private static final String CHAIN = "/v3/snapshot/options/XYZ";
  private static final String EMPTY = "{\"results\":[],\"status\":\"OK\"}";

  private final RecordedServer server =
      RecordedServer.start()
          .always("/v3/reference/tickers/XYZ", 200, "{\"results\":{},\"status\":\"OK\"}")
          .always("/v3/reference/options/contracts", 200, EMPTY)
          .withQuery(
              "/v3/reference/options/contracts",
              "underlying_ticker=XYZ",
              list(
                  details("C", "2025-04-17"),
                  details("C", "2025-03-21"),
                  details("P", "2025-03-21")))
          .always("/v3/snapshot/options/NOSUCH", 200, EMPTY)
          .always(CHAIN, 200, EMPTY)
          .withQuery(CHAIN, "expiration_date=2025-03-21", list(row("C", "1.1"), row("P", "0")));
  private final PolygonMarket market =
      PolygonMarket.of(
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
    return "{\"results\":[" + String.join(",", rows) + "],\"status\":\"OK\"}";
  }

  private static String details(String type, String expiry) {
    return """
        {"contract_type":"%s","exercise_style":"american","expiration_date":"%s",
         "shares_per_contract":100,"strike_price":100,"ticker":"O:XYZ%s%s00100000",
         "underlying_ticker":"XYZ"}"""
        .formatted(
            type.equals("C") ? "call" : "put", expiry, expiry.substring(2).replace("-", ""), type);
  }

  private static String row(String type, String ask) {
    return """
        {"details":%s,"last_quote":{"bid":1,"ask":%s,"bid_size":1,"ask_size":1,
         "last_updated":1741035600000000000,"timeframe":"REAL-TIME"},"open_interest":0,
         "underlying_asset":{"ticker":"XYZ","price":100.5,"last_updated":1741035590000000000}}"""
        .formatted(details(type, "2025-03-21"), ask);
  }
}
