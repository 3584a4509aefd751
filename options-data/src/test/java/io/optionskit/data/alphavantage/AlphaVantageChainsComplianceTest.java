/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.alphavantage;

import io.optionskit.data.http.RecordedServer;
import io.optionskit.data.provider.ProviderAccess;
import io.optionskit.spi.ChainSource;
import io.optionskit.testkit.ChainSourceCompliance;
import io.optionskit.testkit.ManualTime;
import org.junit.jupiter.api.AfterEach;

class AlphaVantageChainsComplianceTest extends ChainSourceCompliance {

  private static final String CHAIN =
      """
      {"endpoint":"Historical Options","message":"success","data":[%s,%s,%s]}"""
          .formatted(
              row("XYZ250321C00100000", "2025-03-21", "call", "1.10"),
              row("XYZ250321P00100000", "2025-03-21", "put", "0.00"),
              row("XYZ250417C00100000", "2025-04-17", "call", "2.00"));

  private final RecordedServer server =
      RecordedServer.start()
          .withQuery("/query", "symbol=XYZ", CHAIN)
          .withQuery("/query", "symbol=NOSUCH", "{}");
  private final AlphaVantageMarket market =
      AlphaVantageMarket.of(
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

  private static String row(String contract, String expiry, String type, String bid) {
    return """
        {"contractID":"%s","symbol":"XYZ","expiration":"%s","strike":"100.00","type":"%s",
        "last":"0.00","mark":"0.10","bid":"%s","bid_size":"3","ask":"2.10","ask_size":"0",
        "volume":"0","open_interest":"0","date":"2025-02-28","implied_volatility":"0.20000",
        "delta":"0.00000","gamma":"0.01000","theta":"-0.01000","vega":"0.10000","rho":"0.01000"}"""
        .formatted(contract, expiry, type, bid);
  }
}
