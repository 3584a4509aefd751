/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.optionskit.data.recording.Archive;
import io.optionskit.data.recording.ReplayServer;
import io.optionskit.testkit.SharedData;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Every provider asked by command over the recorded folder that the replay server serves. What the
 * command shows and refuses is counted anew in the body that the server sends.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class ReplayedProvidersTest {

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void chainsOfYahoo(@SharedData("fixtures/yahoo") Path folder) throws Exception {
    int rows = 0;
    try (Served yahoo = new Served("yahoo", folder)) {
      for (String symbol : symbols(folder, "/v7/finance/options/([A-Z0-9.=-]+)\\?")) {
        JsonNode raw = yahoo.json("/v7/finance/options/" + symbol + "?formatted=false");
        JsonNode lists = raw.at("/optionChain/result/0/options/0");
        int expected = lists.path("calls").size() + lists.path("puts").size();

        CommandRun run = yahoo.chain(symbol);

        if (expected == 0) {
          assertThat(run.exitCode()).as(symbol).isEqualTo(1);
          assertThat(run.json().at("/error/code").asText()).isEqualTo("INVALID_SYMBOL");
        } else {
          assertRows(run, expected);
          rows += expected;
        }
      }
    }
    assertThat(rows).isGreaterThan(500);
  }

  @Test
  void chainsOfCboe(@SharedData("fixtures/cboe") Path folder) throws Exception {
    try (Served cboe = new Served("cboe", folder)) {
      for (Map.Entry<String, String> symbol :
          Map.of("RUT", "_RUT", "SPX", "_SPX", "SPY", "SPY").entrySet()) {
        JsonNode raw =
            cboe.json("/api/global/delayed_quotes/options/" + symbol.getValue() + ".json");
        JsonNode options = raw.has("data") ? raw.at("/data/options") : raw.path("options");

        assertRows(cboe.chain(symbol.getKey()), options.size());
      }
    }
  }

  @Test
  void chainsOfPolygonAlpacaAndAlphaVantage(
      @SharedData("fixtures/polygon") Path polygons,
      @SharedData("fixtures/alpaca") Path alpacas,
      @SharedData("fixtures/alpha_vantage") Path vantages)
      throws Exception {
    try (Served polygon = new Served("polygon", polygons);
        Served alpaca = new Served("alpaca", alpacas);
        Served vantage = new Served("alphavantage", vantages)) {
      assertRows(
          polygon.chain("AAPL"),
          polygon.json("/v3/snapshot/options/AAPL?limit=250").path("results").size());
      assertRows(
          alpaca.chain("AAPL"),
          alpaca.json("/v1beta1/options/snapshots/AAPL").path("snapshots").size());
      assertRows(
          vantage.chain("SPY"),
          vantage.json("/query?function=HISTORICAL_OPTIONS&symbol=SPY").path("data").size());

      CommandRun other = polygon.chain("SPY");
      assertThat(other.exitCode()).as("the sample's ticker and terms differ").isEqualTo(1);
      assertThat(other.json().at("/intake/refused/identity_clash").asInt()).isEqualTo(1);
      assertThat(other.err()).contains("none is one of it: 1 identity_clash");
      assertThat(vantage.chain("IBM").json().at("/error/code").asText())
          .isEqualTo("DATA_UNAVAILABLE");
    }
  }

  @Test
  void chainsOfThetaData(@SharedData("fixtures/thetadata") Path folder) throws Exception {
    try (Served current = new Served("thetadata", folder);
        Served old = new Served("thetadata-v2", folder)) {
      CommandRun apple = current.chain("AAPL");
      JsonNode call = apple.json().at("/quotes/0");
      CommandRun spider = old.chain("SPY");
      CommandRun later = current.chain("AAPL", "--expiration=2027-01-15");

      assertThat(apple.json().at("/quotes")).hasSize(1);
      assertThat(call.get("bid").asDouble()).isEqualTo(1.47);
      assertThat(call.get("openInterest").asInt()).isEqualTo(8066);
      assertThat(apple.json().at("/intake/refused/other_underlying").asInt())
          .as("the recorded table of last prices is of SPY")
          .isEqualTo(1);
      assertThat(spider.exitCode()).isZero();
      assertThat(spider.json().at("/quotes/0/last").asDouble()).isEqualTo(0.12);
      assertThat(spider.json().at("/quotes/0/volume").asInt()).isEqualTo(21_785);
      assertThat(spider.json().at("/quotes/0/bid").isNull()).isTrue();
      assertThat(spider.json().at("/intake/missingParts").properties()).hasSize(2);
      assertThat(spider.err()).contains("without quote: ", "without open_interest: ");
      assertThat(later.exitCode()).as("the samples are of another expiry").isEqualTo(1);
      assertThat(later.json().at("/intake/refused/other_expiry").asInt()).isEqualTo(2);
      assertThat(later.json().at("/quotes")).isEmpty();
    }
  }

  @Test
  void chainsAndBarsOfDatabento(@SharedData("fixtures/databento") Path folder) throws Exception {
    try (Served databento = new Served("databento", folder)) {
      CommandRun chain = databento.chain("AAPL");
      JsonNode records =
          JSON.readTree(
                  folder.resolve("OPRA.PILLAR-test_data.cbbo-1m.dbn.zst.expect.json").toFile())
              .path("records");
      JsonNode last = records.get(records.size() - 1);
      JsonNode daily =
          JSON.readTree(
                  folder.resolve("OPRA.PILLAR-test_data.ohlcv-1d.dbn.zst.expect.json").toFile())
              .path("records");
      long volume = 0;
      for (JsonNode venue : daily) {
        volume += venue.path("volume").asLong();
      }
      String[] day = {"--from=2025-02-20", "--to=2025-02-20"};

      assertThat(chain.exitCode()).isZero();
      assertThat(chain.json().at("/quotes")).hasSize(1);
      assertThat(chain.json().at("/quotes/0/occSymbol").asText())
          .isEqualTo("AAPL  250221C00250000");
      assertThat(chain.json().at("/quotes/0/bid").asDouble())
          .isEqualTo(last.path("bid_px_00").asDouble());
      assertThat(chain.json().at("/quotes/0/askSize").asInt())
          .isEqualTo(last.path("ask_sz_00").asInt());
      assertThat(chain.json().at("/tradeDate").asText()).isEqualTo("2025-02-20");
      assertThat(chain.err()).contains("without definition: ", "the newest one is of 2025-02-20");
      CommandRun bars = databento.bars("AAPL  250221C00250000", day);
      assertThat(bars.json().at("/bars")).hasSize(1);
      assertThat(bars.json().at("/bars/0/volume").asLong()).isEqualTo(volume);
      assertThat(databento.bars("AAPL  250221C00255000", day).exitCode()).isEqualTo(1);
    }
  }

  @Test
  void barsOfYahooCboeAlpacaPolygonAndThetaData(
      @SharedData("fixtures/yahoo") Path yahoos,
      @SharedData("fixtures/cboe") Path cboes,
      @SharedData("fixtures/alpaca") Path alpacas,
      @SharedData("fixtures/polygon") Path polygons,
      @SharedData("fixtures/thetadata") Path thetas)
      throws Exception {
    try (Served yahoo = new Served("yahoo", yahoos);
        Served cboe = new Served("cboe", cboes);
        Served alpaca = new Served("alpaca", alpacas);
        Served polygon = new Served("polygon", polygons);
        Served theta = new Served("thetadata", thetas)) {
      for (String symbol : List.of("QQQ", "ABBV", "OCDO.L", "BABA")) {
        int raw =
            yahoo
                .json("/v8/finance/chart/" + symbol + "?interval=1d&period1=1577836800")
                .at("/chart/result/0/timestamp")
                .size();
        assertBars(yahoo.bars(symbol, "--from=2020-01-01", "--to=2020-01-04"), raw);
      }
      CommandRun fear = cboe.bars("VIX", "--from=2023-01-01", "--to=2023-12-31");
      assertThat(fear.json().at("/intake/refused/malformed").asInt())
          .as("holidays, on which the index has no session")
          .isEqualTo(5);
      assertBars(
          fear,
          -5
              + (int)
                  cboe.text("/api/global/us_indices/daily_prices/VIX_History.csv")
                      .lines()
                      .filter(line -> line.matches("[0-9]+/[0-9]+/2023,.*"))
                      .count());
      CommandRun half = alpaca.bars("AAPL", "--from=2022-02-01", "--to=2022-03-09");
      assertBars(half, alpaca.json("/v2/stocks/bars?symbols=AAPL").at("/bars/AAPL").size());
      assertThat(half.json().at("/intake/complete").asBoolean()).isFalse();
      assertThat(half.err()).contains("not complete");
      assertBars(
          polygon.bars("NDX", "--from=2023-03-01", "--to=2023-03-31"),
          polygon
              .json("/v2/aggs/ticker/I:NDX/range/1/day/2023-03-01/2023-03-31")
              .path("results")
              .size());
      CommandRun other = polygon.bars("AAPL", "--from=2023-03-01", "--to=2023-03-31");
      assertThat(other.exitCode()).isEqualTo(1);
      assertThat(other.json().at("/intake/refused/other_underlying").asInt()).isEqualTo(2);
      assertBars(
          theta.bars("AAPL", "--from=2024-01-02", "--to=2024-01-02", "--length=1m"),
          (int)
              theta
                  .text("/v3/stock/history/ohlc?symbol=AAPL")
                  .lines()
                  .skip(1)
                  .filter(line -> !line.isBlank())
                  .count());
    }
  }

  @Test
  void ratesOfFredAndCboe(
      @SharedData("fixtures/fred") Path freds, @SharedData("fixtures/cboe") Path cboes)
      throws Exception {
    try (Served fred = new Served("fred", freds);
        Served graph = new Served("fred-graph", freds);
        Served cboe = new Served("cboe", cboes)) {
      int known = 0;
      for (JsonNode each :
          JSON.readTree(freds.resolve("observations-DGS3MO-2022-01-01.json").toFile())
              .path("observations")) {
        known += each.path("value").asText().equals(".") ? 0 : 1;
      }
      String graphs = graph.text("/graph/fredgraph.csv?id=DGS10");

      assertThat(fred.rates("DGS3MO", "--from=2022-01-01", "--to=2022-06-30").at("/values").size())
          .isEqualTo(known);
      assertThat(graph.rates("DGS10", "--from=1900-01-01", "--to=2100-01-01").at("/values").size())
          .isEqualTo(
              (int) graphs.lines().filter(line -> line.matches(".*,-?[0-9.]*[0-9]")).count());
      assertThat(cboe.rates("VIX", "--from=1990-01-01", "--to=2024-01-01").at("/values").size())
          .isEqualTo(
              (int)
                  cboe.text("/api/global/us_indices/daily_prices/VIX_History.csv")
                      .lines()
                      .filter(line -> line.matches("[0-9/]+,.*"))
                      .count());
    }
  }

  @Test
  void verifySetupReportsEach(@SharedData("fixtures") Path fixtures) throws Exception {
    Map<String, String> folders = new TreeMap<>();
    folders.put("alpaca", "alpaca");
    folders.put("alphavantage", "alpha_vantage");
    folders.put("cboe", "cboe");
    folders.put("fred-graph", "fred");
    folders.put("yahoo", "yahoo");
    for (Map.Entry<String, String> each : folders.entrySet()) {
      try (Served served = new Served(each.getKey(), fixtures.resolve(each.getValue()))) {
        String symbol =
            each.getKey().equals("alphavantage") || each.getKey().equals("cboe") ? "SPY" : "AAPL";

        CommandRun run =
            CommandRun.of(
                "verify-setup",
                "--json",
                "--provider=" + each.getKey(),
                "--base-url=" + served.server.url(),
                "--symbol=" + symbol);

        boolean found = false;
        for (JsonNode check : run.json().path("checks")) {
          if (check.path("name").asText().contains(each.getKey())) {
            found = true;
            assertThat(check.path("ok").asBoolean()).as(check.toString()).isTrue();
          }
        }
        assertThat(found).as(each.getKey()).isTrue();
      }
    }
  }

  private static void assertRows(CommandRun run, int raw) {
    JsonNode intake = run.json().path("intake");
    int refused = 0;
    for (JsonNode count : intake.path("refused")) {
      refused += count.asInt();
    }
    assertThat(run.err()).doesNotContain("\tat ");
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(raw).isPositive();
    assertThat(intake.path("rows").asInt()).isEqualTo(raw);
    assertThat(run.json().path("quotes").size() + refused).isEqualTo(raw);
    assertThat(run.json().path("quotes").size()).isEqualTo(intake.path("accepted").asInt());
  }

  private static void assertBars(CommandRun run, int raw) {
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(raw).isPositive();
    assertThat(run.json().at("/bars").size()).as(run.err()).isEqualTo(raw);
  }

  private static List<String> symbols(Path folder, String path) throws IOException {
    List<String> symbols = new ArrayList<>();
    Pattern pattern = Pattern.compile(path);
    for (JsonNode call : JSON.readTree(folder.resolve("index.json").toFile())) {
      var found = pattern.matcher(call.path("url").asText());
      if (found.find() && !symbols.contains(found.group(1))) {
        symbols.add(found.group(1));
      }
    }
    assertThat(symbols).isNotEmpty();
    return symbols;
  }

  /** A provider whose recorded folder is served as the replay command does it. */
  private static final class Served implements AutoCloseable {

    private final String provider;
    private final Archive archive;
    private final ReplayServer server;

    Served(String provider, Path folder) {
      assertThat(Files.exists(folder.resolve("index.json"))).as(folder.toString()).isTrue();
      this.provider = provider;
      archive = Archive.open(folder);
      server = ReplayServer.start(archive, ReplayCommand.settings(archive), 0);
    }

    CommandRun chain(String symbol, String... more) {
      return run("chain", symbol, more);
    }

    CommandRun bars(String symbol, String... more) {
      return run("bars", symbol, more);
    }

    JsonNode rates(String symbol, String... more) {
      CommandRun run = run("rates", symbol, more);
      assertThat(run.exitCode()).as(run.err()).isZero();
      return run.json();
    }

    JsonNode json(String path) throws IOException, InterruptedException {
      return JSON.readTree(text(path));
    }

    String text(String path) throws IOException, InterruptedException {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(server.url() + path))
              .timeout(Duration.ofSeconds(60))
              .build();
      return HTTP.send(request, BodyHandlers.ofString()).body();
    }

    private CommandRun run(String command, String symbol, String... more) {
      List<String> line = new ArrayList<>();
      line.addAll(List.of(command, "--json", "--provider=" + provider));
      line.addAll(List.of("--base-url=" + server.url(), "--symbol=" + symbol));
      line.addAll(List.of(more));
      return CommandRun.of(line.toArray(String[]::new));
    }

    @Override
    public void close() {
      server.close();
      archive.close();
    }
  }
}
