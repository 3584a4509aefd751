/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.yahoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.optionskit.data.http.MovableClock;
import io.optionskit.data.http.RecordedServer;
import io.optionskit.data.provider.ProviderAccess;
import io.optionskit.market.CorporateAction;
import io.optionskit.market.CorporateAction.Dividend;
import io.optionskit.spi.ProviderException;
import io.optionskit.testkit.SharedData;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class YahooActionsTest {

  private static final LocalDate FIRST = LocalDate.of(2020, 1, 1);
  private static final LocalDate LAST = LocalDate.of(2025, 1, 1);
  private static final Instant NOW = Instant.parse("2025-02-22T00:00:00Z");

  private final RecordedServer server = RecordedServer.start();
  private final YahooMarket market =
      YahooMarket.of(ProviderAccess.at(server.url()).withClock(new MovableClock(NOW.toString())));

  @AfterEach
  void close() {
    market.close();
    server.close();
  }

  @Test
  void recordedDividendsAreKnownFromTheStartOfTheirDay(@SharedData("fixtures/yahoo") Path folder) {
    server.folder(folder);

    List<CorporateAction> actions = market.actions("MSFT", FIRST, LAST, NOW);

    assertThat(actions)
        .extracting(CorporateAction::exDate)
        .containsExactly(
            LocalDate.of(2021, 2, 17),
            LocalDate.of(2021, 5, 19),
            LocalDate.of(2021, 8, 18),
            LocalDate.of(2021, 11, 17));
    assertThat(actions.get(3))
        .isEqualTo(
            new Dividend(
                "MSFT",
                LocalDate.of(2021, 11, 17),
                new BigDecimal("0.62"),
                "USD",
                Instant.parse("2021-11-17T05:00:00Z")));
    assertThat(market.actions("MSFT", FIRST, LAST, Instant.parse("2021-11-17T04:59:59Z")))
        .hasSize(3);
  }

  @Test
  void dividendsBeforeASplitAreAsTheyWerePaid() {
    chart(
        """
        "dividends":{"1596807000":{"amount":0.205,"date":1596807000},
          "1604673000":{"amount":0.205,"date":1604673000}},
        "splits":{"1598880600":{"date":1598880600,"numerator":4,"denominator":1,"splitRatio":"4:1"}}
        """);

    List<CorporateAction> actions = market.actions("AAPL", FIRST, LAST, NOW);

    assertThat(actions)
        .extracting(CorporateAction::exDate)
        .containsExactly(
            LocalDate.of(2020, 8, 7), LocalDate.of(2020, 8, 31), LocalDate.of(2020, 11, 6));
    assertThat(((Dividend) actions.get(0)).amount()).isEqualByComparingTo("0.82");
    assertThat(((CorporateAction.Split) actions.get(1)).ratio()).isEqualTo(4);
    assertThat(((Dividend) actions.get(2)).amount()).isEqualByComparingTo("0.205");
  }

  @Test
  void noEventsAreNone() {
    chart("");
    assertThat(market.actions("AAPL", FIRST, LAST, NOW)).isEmpty();
  }

  @Test
  void nonsenseIsBadData() {
    for (String events :
        List.of(
            "\"dividends\":{\"1\":{\"amount\":-1,\"date\":1596807000}}",
            "\"dividends\":{\"1\":{\"date\":1596807000}}",
            "\"splits\":{\"1\":{\"numerator\":4,\"denominator\":0,\"date\":1596807000}}")) {
      chart(events);
      assertThatThrownBy(() -> market.actions("AAPL", FIRST, LAST, NOW))
          .isInstanceOfSatisfying(
              ProviderException.class,
              e -> assertThat(e.reason()).isEqualTo(ProviderException.Reason.BAD_DATA));
    }
  }

  private void chart(String events) {
    server.always(
        "/v8/finance/chart/AAPL",
        200,
        "{\"chart\":{\"result\":[{\"meta\":{\"symbol\":\"AAPL\",\"currency\":\"USD\",\"exchangeTimezoneName\":"
            + "\"America/New_York\"},\"events\":{"
            + events
            + "}}],\"error\":null}}");
  }
}
