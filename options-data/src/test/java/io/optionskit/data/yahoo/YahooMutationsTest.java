/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.yahoo;

import static org.assertj.core.api.Assertions.assertThat;

import io.optionskit.contract.Underlying;
import io.optionskit.data.http.HttpSettings;
import io.optionskit.data.http.MovableClock;
import io.optionskit.data.http.MutatedBodies;
import io.optionskit.data.http.WireAnswer;
import io.optionskit.data.intake.ChainAnswer;
import io.optionskit.data.intake.RowsAnswer;
import io.optionskit.data.provider.ProviderAccess;
import io.optionskit.market.Bar;
import io.optionskit.market.OptionQuote;
import io.optionskit.spi.ProviderException;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Damaged answers end in a refused row or a {@code ProviderException}, and in nothing else. */
class YahooMutationsTest {

  private static final int TIMES = Integer.getInteger("optionskit.mutations", 1000);
  private static final long SEED = Long.getLong("optionskit.seed", 20251121L);
  private static final LocalDate MARCH = LocalDate.of(2025, 3, 21);
  private static final Instant NOW = Instant.parse("2025-03-03T15:00:00Z");
  private static final String CHAIN =
      Bodies.options(
              "XYZ",
              List.of(MARCH),
              MARCH,
              Bodies.row(
                  "XYZ250321C00100000",
                  100,
                  MARCH,
                  "\"bid\":1.1,\"ask\":1.2000000476837158,\"lastPrice\":1.15,\"volume\":12,"
                      + "\"openInterest\":345,\"lastTradeDate\":1740756600,"
                      + "\"impliedVolatility\":1.0000000000000003E-5"),
              Bodies.row("XYZ250321P00100000", 100, MARCH, "\"bid\":{\"raw\":1.1,\"fmt\":\"1\"}"))
          .replace("\"quote\":{", "\"quote\":{\"regularMarketTime\":1740776403,");
  private static final String BARS =
      Bodies.chart(
          "\"timestamp\":[1740580200,1740666600],\"indicators\":{\"quote\":[{\"open\":[10,11],"
              + "\"high\":[11,12],\"low\":[9,10],\"close\":[10,11],\"volume\":[1000,null]}]}");
  private static final String SUMMARY =
      """
      {"quoteSummary":{"result":[{"calendarEvents":{"maxAge":1,"earnings":{"earningsDate":[1746010740,1746446400],
      "earningsCallDate":[1738274400],"isEarningsDateEstimate":true},"exDividendDate":1739145600,
      "dividendDate":{"raw":1739404800,"fmt":"2025-02-13"}},
      "earningsHistory":{"history":[{"epsActual":{"raw":0.36,"fmt":"0.36"},"epsEstimate":{},
      "quarter":{"raw":1709164800,"fmt":"2024-02-29"},"currency":"USD"}]}}],"error":null}}""";

  @Test
  void damagedChainsAreRefusedOrGood() {
    damaged(
        CHAIN,
        market -> {
          ChainAnswer answer = market.answer("XYZ", MARCH);
          assertThat(answer.report().accepted()).isEqualTo(answer.chain().size());
          assertThat(answer.chain().time()).isBeforeOrEqualTo(NOW);
          for (OptionQuote quote : answer.chain().all().toList()) {
            assertThat(quote.contract().underlying()).isEqualTo("XYZ");
            assertThat(quote.contract().expiry()).isEqualTo(MARCH);
            quote.ask().ifPresent(ask -> assertThat(ask).isPositive().isFinite());
            quote.bid().ifPresent(bid -> assertThat(bid).isNotNegative().isFinite());
            quote.last().ifPresent(last -> assertThat(last).isPositive().isFinite());
          }
        });
  }

  @Test
  void damagedChartsAreRefusedOrGood() {
    Instant from = Instant.parse("2025-02-20T00:00:00Z");
    damaged(
        BARS,
        market -> {
          RowsAnswer<Bar> answer =
              market.barsAnswer(new Underlying("XYZ"), Duration.ofDays(1), from, NOW);
          assertThat(answer.report().accepted()).isEqualTo(answer.rows().size());
          assertThat(answer.rows()).allMatch(bar -> bar.end().isAfter(from));
          assertThat(answer.rows()).allMatch(bar -> !bar.end().isAfter(NOW));
        });
  }

  @Test
  void damagedSummariesAreRefusedOrGood() {
    damaged(SUMMARY, market -> market.results("XYZ"));
    damaged(
        SUMMARY,
        market ->
            market
                .events(List.of("XYZ"))
                .events(LocalDate.of(2025, 1, 1), LocalDate.of(2025, 12, 31), NOW));
  }

  private static void damaged(String body, Consumer<YahooMarket> call) {
    MutatedBodies bodies = new MutatedBodies(SEED, body);
    ProviderAccess access =
        ProviderAccess.at(YahooMarket.HOME)
            .withClock(new MovableClock(NOW.toString()))
            .withHttp(
                HttpSettings.defaults().withRetries(0).withRate(1 << 30, Duration.ofSeconds(1)))
            .withWire(
                network ->
                    request ->
                        request.uri().getPath().startsWith("/v")
                                && !request.uri().getPath().endsWith("getcrumb")
                            ? bodies.send(request)
                            : new WireAnswer(
                                200,
                                Map.of(),
                                new ByteArrayInputStream(
                                    "crumb".getBytes(StandardCharsets.US_ASCII))));
    try (YahooMarket market = YahooMarket.of(access)) {
      for (int i = 0; i < TIMES; i++) {
        try {
          call.accept(market);
        } catch (ProviderException e) {
          assertThat(e.getMessage()).isNotEmpty();
        } catch (RuntimeException e) {
          throw new AssertionError("seed " + SEED + ", call " + i, e);
        }
      }
    }
  }
}
