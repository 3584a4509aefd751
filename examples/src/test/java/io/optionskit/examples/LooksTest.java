/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The commands that look at a provider other than Yahoo, on hand-made answers. */
class LooksTest {

  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void aChainOfEveryDateHasTheProvidersOwnFiguresAndTimes() {
    answer(
        "/api/global/delayed_quotes/options/_RUT.json",
        """
        {"timestamp":"2023-09-20 20:30:10","symbol":"_RUT","data":{"symbol":"^RUT",
        "security_type":"index","current_price":1800.5,"last_trade_time":"2023-09-20T16:15:04",
        "options":[
        {"option":"RUT231020C01800000","bid":30.1,"bid_size":4.0,"ask":31.3,"ask_size":5.0,
        "iv":0.1821,"open_interest":12.0,"volume":3.0,"delta":0.51,"gamma":0.003,"theta":-0.589,
        "rho":0.8173,"vega":2.0194,"theo":30.7,"change":0.0,"open":0.0,"high":0.0,"low":0.0,
        "tick":"down","last_trade_price":30.0,"last_trade_time":"2023-09-20T15:59:00",
        "percent_change":0.0,"prev_day_close":30.0},
        {"option":"RUTW231020P01700000","bid":0.0,"bid_size":0.0,"ask":9.3,"ask_size":5.0,
        "iv":0.0,"open_interest":0.0,"volume":0.0,"delta":-0.2,"gamma":0.002,"theta":-0.4,
        "rho":-0.3,"vega":1.1,"theo":8.7,"change":0.0,"open":0.0,"high":0.0,"low":0.0,
        "tick":"no_change","last_trade_price":0.0,"last_trade_time":null,
        "percent_change":0.0,"prev_day_close":8.0}]}}
        """);

    CommandRun run = look("chain", "cboe", "--symbol", "RUT", "--json");
    JsonNode quotes = run.json().get("quotes");

    assertThat(run.exitCode()).isZero();
    assertThat(quotes).hasSize(2);
    assertThat(run.json().get("delayClass").asText()).isEqualTo("delayed");
    assertThat(run.json().at("/intake/rows").asInt()).isEqualTo(2);
    JsonNode call =
        quotes.get(0).get("root").asText().equals("RUT") ? quotes.get(0) : quotes.get(1);
    JsonNode put = call == quotes.get(0) ? quotes.get(1) : quotes.get(0);
    assertThat(call.get("settlement").asText()).isEqualTo("cash_am");
    assertThat(put.get("settlement").asText()).isEqualTo("cash_pm");
    assertThat(call.get("iv").asDouble()).isEqualTo(0.1821);
    assertThat(call.get("theta").asDouble()).isEqualTo(-0.589);
    assertThat(call.get("lastTradeTime").asText()).isEqualTo("2023-09-20T19:59:00Z");
    assertThat(call.get("quoteTime").asText()).isEqualTo("2023-09-20T20:15:04Z");
    assertThat(call.get("quoteTimeIs").asText()).isEqualTo("chain");
    assertThat(put.get("bid").isNull()).isTrue();
    assertThat(put.get("iv").isNull()).isTrue();
    assertThat(put.get("qualityReasons")).isNotEmpty();
  }

  @Test
  void ratesAreThoseOfTodayWhereThePastIsNotKnown() {
    answer("/graph/fredgraph.csv", "observation_date,DGS3MO\n2025-01-02,4.36\n2025-01-03,\n");

    CommandRun run = look("rates", "fred-graph", "--from=2025-01-01", "--to=2025-01-31");
    CommandRun past = look("rates", "fred-graph", "--as-of=2025-01-31");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out().lines()).hasSize(2);
    assertThat(run.out().lines().skip(1)).first().asString().startsWith("2025-01-02,");
    assertThat(run.out()).contains(",4.36,0.0431");
    assertThat(past.exitCode()).isEqualTo(1);
    assertThat(past.err()).contains("instead of 2025-01-31");
  }

  @Test
  void barsComeAsRowsAndAsOneDocument() {
    answer(
        "/v2/aggs",
        """
        {"ticker":"SPY","queryCount":1,"resultsCount":1,"adjusted":true,"status":"OK",
        "request_id":"a","count":1,"results":[{"v":100,"vw":590.1,"o":589.4,"c":584.6,"h":591.1,
        "l":580.5,"t":1735794000000,"n":7}]}
        """);

    String[] options = {"--symbol=SPY", "--from=2025-01-02", "--to=2025-01-02"};
    CommandRun csv = look("bars", "polygon", options);
    JsonNode json = look("bars", "polygon", with(options, "--json")).json();

    assertThat(csv.exitCode()).isZero();
    assertThat(csv.out().lines().findFirst()).hasValue("start,end,open,high,low,close,volume");
    assertThat(csv.out()).contains(",589.4,591.1,580.5,584.6,100");
    assertThat(json.at("/bars/0/close").asDouble()).isEqualTo(584.6);
  }

  @Test
  void aProviderThatCannotDoItIsRefusedWithThoseThatCan() {
    CommandRun run = CommandRun.of("chain", "--provider=fred", "--symbol=SPY");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("--provider must be one of alpaca, ").contains(": fred");
    assertThat(CommandRun.of("rates", "--provider=yahoo", "--from=soon", "--format=xml").err())
        .contains("cboe, fred, fred-graph: yahoo", "--from: ", "--format must be csv or json: xml");
  }

  @Test
  void aFailureOfTheProviderIsOneLine() {
    CommandRun run = look("bars", "polygon", "--symbol=SPY");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).startsWith("error: ").doesNotContain("\tat ");
  }

  @Test
  void theNextProviderIsAskedWhereOneFailsAndTheAnswerSaysSo() {
    answer(
        "/v1beta1/options/snapshots/XYZ",
        "{\"next_page_token\":null,\"snapshots\":{\"XYZ250321C00100000\":{\"latestQuote\":"
            + "{\"ap\":1.2,\"as\":3,\"bp\":1.1,\"bs\":4,\"t\":\"2025-03-03T15:00:00Z\"}}}}");
    String url = "http://localhost:" + server.getAddress().getPort();

    CommandRun run =
        CommandRun.of(
            "chain",
            "--json",
            "--provider=cboe,alpaca",
            "--base-url=" + url + "," + url,
            "--symbol=XYZ");
    CommandRun wrong =
        CommandRun.of("chain", "--provider=cboe,fred,cboe", "--base-url=" + url, "--symbol=XYZ");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.json().path("provider").asText()).isEqualTo("alpaca");
    assertThat(run.json().path("quotes").size()).isEqualTo(1);
    assertThat(run.json().at("/quotes/0/source").asText()).isEqualTo("alpaca");
    assertThat(run.json().at("/attempts/0/outcome").asText()).isEqualTo("failed");
    assertThat(run.json().at("/attempts/0/reason").asText()).isEqualTo("unknown_symbol");
    assertThat(run.json().at("/attempts/1/outcome").asText()).isEqualTo("answered");
    assertThat(run.err()).contains("cboe failed after ", "alpaca answered in ");
    assertThat(wrong.exitCode()).isEqualTo(2);
    assertThat(wrong.err()).contains("one address per provider: 1 for 3");
  }

  private CommandRun look(String command, String provider, String... more) {
    List<String> args = new ArrayList<>(List.of(command, "--provider", provider, "--base-url"));
    args.add("http://localhost:" + server.getAddress().getPort());
    args.addAll(List.of(more));
    return CommandRun.of(args.toArray(String[]::new));
  }

  private static String[] with(String[] options, String more) {
    List<String> all = new ArrayList<>(List.of(options));
    all.add(more);
    return all.toArray(String[]::new);
  }

  private void answer(String path, String body) {
    server.createContext(
        path,
        exchange -> {
          byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
  }
}
