/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.cboe;

import io.optionskit.data.http.RecordedServer;
import io.optionskit.data.provider.ProviderAccess;
import io.optionskit.spi.ChainSource;
import io.optionskit.testkit.ChainSourceCompliance;
import io.optionskit.testkit.ManualTime;
import org.junit.jupiter.api.AfterEach;

class CboeChainsComplianceTest extends ChainSourceCompliance {

  private static final String CHAIN =
      """
      {"timestamp":"2025-03-03 20:15:03","symbol":"XYZ","data":{"symbol":"XYZ","current_price":100.5,
      "options":[%s,%s,%s]}}"""
          .formatted(
              row("XYZ250321C00100000", "1.1", "1.2"),
              row("XYZ250321P00100000", "0", "0.05"),
              row("XYZ250417C00100000", "0", "0"));

  private final RecordedServer server =
      RecordedServer.start().always("/api/global/delayed_quotes/options/XYZ.json", 200, CHAIN);
  private final CboeMarket market =
      CboeMarket.of(
          ProviderAccess.at(server.url()).withClock(ManualTime.at("2025-03-03T20:30:00Z")));

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

  private static String row(String option, String bid, String ask) {
    return """
        {"option":"%s","bid":%s,"bid_size":1.0,"ask":%s,"ask_size":2.0,"iv":0.2,
        "open_interest":0.0,"volume":0.0,"delta":0.0,"gamma":0.0,"theta":0.0,"rho":0.0,"vega":0.0,
        "last_trade_price":0.0,"last_trade_time":null}"""
        .formatted(option, bid, ask);
  }
}
