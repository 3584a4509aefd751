/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.thetadata;

import io.optionskit.data.http.RecordedServer;
import io.optionskit.data.provider.ProviderAccess;
import io.optionskit.spi.ChainSource;
import io.optionskit.testkit.ChainSourceCompliance;
import io.optionskit.testkit.ManualTime;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;

class ThetaChainsComplianceTest extends ChainSourceCompliance {

  private static final String HEADER =
      "timestamp,symbol,expiration,strike,right,bid_size,bid_exchange,bid,bid_condition,ask_size,"
          + "ask_exchange,ask,ask_condition\n";
  private static final String QUOTES =
      HEADER
          + "2025-03-03T15:59:59.805,XYZ,2025-03-21,100.000,CALL,5,6,1.47,50,25,6,1.50,50\n"
          + "2025-03-03T09:30:00,XYZ,2025-03-21,100.000,PUT,0,0,0.00,50,0,0,0.00,50\n";

  private final RecordedServer server =
      RecordedServer.start()
          .always(
              "/v3/option/list/expirations",
              200,
              "symbol,expiration\nXYZ,2025-04-17\nXYZ,20250321\nXYZ,2025-03-21\n")
          .always("/v3/option/snapshot/quote", 200, HEADER)
          .withQuery("/v3/option/snapshot/quote", "expiration=20250321", QUOTES);
  private final ThetaMarket market =
      ThetaMarket.of(
          ProviderAccess.at(server.url()).withClock(ManualTime.at("2025-03-03T23:30:00Z")),
          ThetaSettings.defaults().withSnapshot(Set.of(ThetaPart.QUOTE)));

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

  /** The Terminal says of unknown tickers that there are no data, as of days without trading. */
  @Override
  protected boolean tellsUnknownTickers() {
    return false;
  }
}
