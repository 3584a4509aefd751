/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.yahoo;

import io.optionskit.data.http.RecordedServer;
import io.optionskit.data.provider.ProviderAccess;
import io.optionskit.spi.ChainSource;
import io.optionskit.testkit.ChainSourceCompliance;
import io.optionskit.testkit.ManualTime;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

class YahooChainsComplianceTest extends ChainSourceCompliance {

  private static final LocalDate MARCH = LocalDate.of(2025, 3, 21);
  private static final LocalDate APRIL = LocalDate.of(2025, 4, 17);

  private final RecordedServer server =
      RecordedServer.start()
          .always("/v1/test/getcrumb", 200, "crumb")
          .always("/v7/finance/options/NOSUCH", 200, Bodies.UNKNOWN)
          .always("/v7/finance/options/XYZ", 200, chain(MARCH))
          .withQuery("/v7/finance/options/XYZ", "date=" + Bodies.epoch(MARCH), chain(MARCH))
          .withQuery("/v7/finance/options/XYZ", "date=" + Bodies.epoch(APRIL), chain(APRIL))
          .withQuery(
              "/v7/finance/options/XYZ",
              "date=" + Bodies.epoch(MARCH.plusDays(1)),
              Bodies.options("XYZ", List.of(MARCH, APRIL), MARCH.plusDays(1), "", ""));
  private final YahooMarket market =
      YahooMarket.of(
          ProviderAccess.at(server.url()).withClock(ManualTime.at("2025-03-03T23:30:00Z")));

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

  private static String chain(LocalDate expiry) {
    String day = expiry.equals(MARCH) ? "250321" : "250417";
    String calls =
        Bodies.row(
                "XYZ" + day + "C00100000", 100, expiry, "\"bid\":1,\"ask\":1.1,\"lastPrice\":1.05")
            + ","
            + Bodies.row(
                "XYZ" + day + "C00105000", 105, expiry, "\"bid\":0,\"ask\":0,\"volume\":3");
    String puts = Bodies.row("XYZ" + day + "P00100000", 100, expiry, "\"bid\":0,\"ask\":0.05");
    return Bodies.options("XYZ", List.of(MARCH, APRIL), expiry, calls, puts);
  }
}
