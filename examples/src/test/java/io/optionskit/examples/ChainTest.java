/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ChainTest {

  private static final String CHAIN =
      """
      {"optionChain":{"result":[{"underlyingSymbol":"XYZ","expirationDates":[1742515200,1744848000],
      "strikes":[100,105],"hasMiniOptions":false,
      "quote":{"quoteType":"EQUITY","symbol":"XYZ","regularMarketPrice":102.0,"currency":"USD"},
      "options":[{"expirationDate":1742515200,"hasMiniOptions":false,
      "calls":[{"contractSymbol":"XYZ250321C00100000","strike":100.0,"currency":"USD",
      "lastPrice":3.0,"bid":2.9,"ask":3.1,"volume":7,"openInterest":70,"contractSize":"REGULAR",
      "expiration":1742515200,"lastTradeDate":1741000000,"impliedVolatility":0.25,
      "inTheMoney":true}],
      "puts":[{"contractSymbol":"XYZ250321P00105000","strike":105.0,"currency":"USD",
      "lastPrice":4.0,"bid":0.0,"ask":0.0,"contractSize":"REGULAR","expiration":1742515200,
      "lastTradeDate":1741000000,"impliedVolatility":0.00001,"inTheMoney":true}]}]}],
      "error":null}}
      """;

  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    answer("/v1/test/getcrumb", 200, "abc/DEF.123");
    answer("/v7/finance/options/XYZ", 200, CHAIN);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Nested
  class OfYahoo {

    @Test
    void hasTheTidyColumnsWithSourceTimesAndQuality() {
      CommandRun run = look("XYZ", "--format", "csv");

      assertThat(run.exitCode()).isZero();
      assertThat(run.out().lines())
          .hasSize(3)
          .first()
          .asString()
          .startsWith("quote_time,underlying,root,expiration,strike,right,bid,ask,")
          .contains("source,delay_class,delay,quote_time_is,")
          .endsWith("present,quality,quality_reasons");
      assertThat(run.out().lines().skip(1).findFirst().orElseThrow())
          .contains(",XYZ,XYZ,2025-03-21,100,C,2.9,3.1,,,3,7,70,102,0.25,")
          .contains(",yahoo,delayed,PT15M,receipt,")
          .contains(",bid ask last volume open_interest implied_volatility,0.9,wide_against_vega");
    }

    @Test
    void leavesBlankWhatIsMissingAndSaysWhy() {
      JsonNode put = look("XYZ", "--json").json().at("/quotes/1");

      assertThat(put.get("bid").isNull()).isTrue();
      assertThat(put.get("ask").isNull()).isTrue();
      assertThat(put.get("iv").isNull()).isTrue();
      assertThat(put.get("quality").asInt()).isZero();
      assertThat(put.get("qualityReasons").toString()).contains("no_quote", "iv_placeholder");
      assertThat(put.get("lastTradeTime").asText()).isEqualTo("2025-03-03T11:06:40Z");
    }

    @Test
    void listsTheExpirations() {
      JsonNode json = look("XYZ", "--json").json();

      assertThat(json.get("expirations").toString()).isEqualTo("[\"2025-03-21\",\"2025-04-17\"]");
      assertThat(json.get("underlyingPrice").decimalValue()).isEqualByComparingTo("102");
    }

    @Test
    void tellsWhatItTook() {
      JsonNode usage = look("XYZ", "--json").json().at("/usage/yahoo");

      assertThat(usage.get("calls").asInt())
          .isEqualTo(usage.get("callsToday").asInt())
          .isPositive();
      assertThat(usage.get("bytes").asLong()).isGreaterThan(CHAIN.length() - 1L);
      assertThat(usage.get("pointsReceived").asInt()).isEqualTo(2);
      assertThat(usage.get("pointsFiltered").asInt()).isZero();
    }

    @Test
    void ofAnUnknownTickerFailsWithoutAStackTrace() {
      answer(
          "/v7/finance/options/NOPE",
          404,
          "{\"optionChain\":{\"result\":null,\"error\":"
              + "{\"code\":\"Not Found\",\"description\":\"No data found\"}}}");

      CommandRun run = look("NOPE", "--json");

      assertThat(run.exitCode()).isEqualTo(1);
      assertThat(run.json().at("/error/code").asText()).isEqualTo("INVALID_SYMBOL");
      assertThat(run.err()).startsWith("error: ").doesNotContain("\tat ");
    }
  }

  @Nested
  class OfTheSimulator {

    @Test
    void needsNoServer() {
      CommandRun run = CommandRun.of("chain", "--provider", "sim", "--symbol", "SPY", "--json");

      assertThat(run.exitCode()).isZero();
      assertThat(run.json().get("quotes").size()).isGreaterThan(20);
      assertThat(run.json().at("/quotes/0/ownIv").isNull()).isFalse();
    }

    @Test
    void isTheSameEveryTime() {
      CommandRun one = CommandRun.of("chain", "--provider", "sim", "--symbol", "QQQ");
      CommandRun two = CommandRun.of("chain", "--provider", "sim", "--symbol", "QQQ");

      assertThat(two.out()).isEqualTo(one.out());
    }
  }

  @Test
  void unknownProvidersFormatsAndDatesAreToldAtOnce() {
    CommandRun run =
        CommandRun.of(
            "chain", "--provider=oracle", "--format=xml", "--expiration=soon", "--base-url=x:y");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .contains("--symbol")
        .contains("--provider must be one of alpaca, alphavantage, cboe, ")
        .contains("yahoo: oracle")
        .contains("--format must be csv or json: xml")
        .contains("--expiration: ")
        .contains("--base-url: ");
  }

  private CommandRun look(String ticker, String... more) {
    String url = "http://localhost:" + server.getAddress().getPort();
    String[] args = {"chain", "--base-url", url, "--symbol", ticker};
    String[] all = java.util.Arrays.copyOf(args, args.length + more.length);
    System.arraycopy(more, 0, all, args.length, more.length);
    return CommandRun.of(all);
  }

  private void answer(String path, int status, String body) {
    server.createContext(
        path,
        exchange -> {
          byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
  }
}
