/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.recorded;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.optionskit.data.alpaca.AlpacaMarket;
import io.optionskit.data.alphavantage.AlphaVantageMarket;
import io.optionskit.data.cboe.CboeMarket;
import io.optionskit.data.fred.FredGraph;
import io.optionskit.data.http.WireAnswer;
import io.optionskit.data.intake.ChainAnswer;
import io.optionskit.data.polygon.PolygonMarket;
import io.optionskit.data.provider.ProviderAccess;
import io.optionskit.testkit.ManualTime;
import io.optionskit.testkit.SharedData;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/**
 * Every body that the index of a folder names is read, whatever it is called, and its contracts,
 * gaps, refusals and flags are counted a second time in the raw text, by code that shares nothing
 * with the library.
 */
class EveryRecordedBodyTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void ofCboe(@SharedData("fixtures/cboe") Path folder) throws IOException {
    for (Map.Entry<String, String> body : bodies(folder, "/delayed_quotes/options/").entrySet()) {
      JsonNode data = JSON.readTree(folder.resolve(body.getKey()).toFile());
      data = data.has("data") ? data.path("data") : data;
      Counts expected = new Counts();
      for (JsonNode row : data.path("options")) {
        String symbol = row.path("option").asText();
        if (expected.row(symbol, true)) {
          expected.values(
              number(row, "bid"),
              number(row, "ask"),
              number(row, "last_trade_price"),
              number(row, "iv"));
          expected.add("placeholders", number(row, "iv") == 0);
          expected.greeks(
              isCall(symbol), number(row, "delta"), number(row, "gamma"), number(row, "vega"));
        }
      }
      String ticker = body.getValue().replaceFirst(".*/_?", "").replaceFirst("[.]json.*", "");

      ChainAnswer answer =
          read(folder, body.getKey(), access -> CboeMarket.of(access).answer(ticker));

      assertThat(Counts.of(answer)).as(body.getKey()).isEqualTo(expected);
    }
  }

  @Test
  void ofPolygon(@SharedData("fixtures/polygon") Path folder) throws IOException {
    for (Map.Entry<String, String> body : bodies(folder, "/v3/snapshot/options/").entrySet()) {
      JsonNode results = JSON.readTree(folder.resolve(body.getKey()).toFile()).path("results");
      if (!results.isArray() || results.isEmpty()) {
        continue; // one contract, which another question asks for
      }
      Counts expected = new Counts();
      for (JsonNode row : results) {
        JsonNode details = row.path("details");
        String symbol = details.path("ticker").asText();
        if (expected.row(symbol, symbol.contains(shortDate(details) + type(details)))) {
          JsonNode greeks = row.path("greeks");
          expected.values(
              number(row.path("last_quote"), "bid"),
              number(row.path("last_quote"), "ask"),
              number(row.path("last_trade"), "price"),
              number(row, "implied_volatility"));
          expected.add("placeholders", number(row, "implied_volatility") == 0);
          expected.greeks(
              isCall(symbol),
              number(greeks, "delta"),
              number(greeks, "gamma"),
              number(greeks, "vega"));
        }
      }
      String ticker = results.path(0).path("underlying_asset").path("ticker").asText("AAPL");

      ChainAnswer answer =
          read(folder, body.getKey(), access -> PolygonMarket.of(access).answer(ticker));

      assertThat(Counts.of(answer)).as(body.getKey()).isEqualTo(expected);
    }
  }

  @Test
  void ofAlpaca(@SharedData("fixtures/alpaca") Path folder) throws IOException {
    for (Map.Entry<String, String> body :
        bodies(folder, "/v1beta1/options/snapshots/").entrySet()) {
      JsonNode snapshots = JSON.readTree(folder.resolve(body.getKey()).toFile()).path("snapshots");
      Counts expected = new Counts();
      for (Map.Entry<String, JsonNode> each : snapshots.properties()) {
        if (expected.row(each.getKey(), true)) {
          JsonNode row = each.getValue();
          JsonNode greeks = row.path("greeks");
          expected.values(
              number(row.path("latestQuote"), "bp"),
              number(row.path("latestQuote"), "ap"),
              number(row.path("latestTrade"), "p"),
              number(row, "impliedVolatility"));
          expected.add("placeholders", number(row, "impliedVolatility") == 0);
          expected.greeks(
              isCall(each.getKey()),
              number(greeks, "delta"),
              number(greeks, "gamma"),
              number(greeks, "vega"));
        }
      }
      String ticker = body.getValue().replaceFirst("[?].*", "").replaceFirst(".*/", "");

      ChainAnswer answer =
          read(folder, body.getKey(), access -> AlpacaMarket.of(access).answer(ticker));

      assertThat(Counts.of(answer)).as(body.getKey()).isEqualTo(expected);
    }
  }

  @Test
  void ofAlphaVantage(@SharedData("fixtures/alpha_vantage") Path folder) throws IOException {
    for (String name : bodies(folder, "/query").keySet()) {
      JsonNode data = alphaVantageRows(Files.readString(folder.resolve(name)).strip());
      if (!data.isArray() || !data.path(0).has("contractID")) {
        continue; // another function, or a refusal
      }
      Counts expected = new Counts();
      for (JsonNode row : data) {
        String symbol = row.path("contractID").asText();
        if (expected.row(symbol, true)) {
          double volatility = number(row, "implied_volatility");
          expected.values(number(row, "bid"), number(row, "ask"), number(row, "last"), volatility);
          boolean isLastDay = row.path("expiration").equals(row.path("date"));
          expected.add("placeholders", volatility == 0 || (volatility > 0 && isLastDay));
          if (volatility > 0) {
            expected.greeks(
                isCall(symbol), number(row, "delta"), number(row, "gamma"), number(row, "vega"));
          }
        }
      }
      String ticker = data.path(0).path("symbol").asText();

      ChainAnswer answer =
          read(folder, name, access -> AlphaVantageMarket.of(access).answer(ticker));

      assertThat(Counts.of(answer)).as(name).isEqualTo(expected);
    }
  }

  /** Returns the rows of a body in JSON or CSV. */
  private static JsonNode alphaVantageRows(String text) throws IOException {
    if (text.startsWith("{")) {
      return JSON.readTree(text).path("data");
    }
    ArrayNode rows = JSON.createArrayNode();
    String[] header = text.lines().findFirst().orElse("").split(",");
    text.lines()
        .skip(1)
        .forEach(
            line -> {
              String[] cells = line.split(",", -1);
              ObjectNode row = rows.addObject();
              for (int i = 0; i < Math.min(header.length, cells.length); i++) {
                row.put(header[i], cells[i]);
              }
            });
    return rows;
  }

  @Test
  void ofFredGraphs(@SharedData("fixtures/fred") Path folder) throws IOException {
    for (Map.Entry<String, String> body : bodies(folder, "/graph/fredgraph.csv").entrySet()) {
      Map<LocalDate, BigDecimal> expected = new TreeMap<>();
      int gaps = 0;
      for (String line : Files.readAllLines(folder.resolve(body.getKey()))) {
        String[] cells = line.strip().split(",", -1);
        if (cells[0].matches("[0-9]{4}-[0-9]{2}-[0-9]{2}")) {
          boolean isGap = cells[1].isEmpty() || cells[1].equals(".");
          gaps += isGap ? 1 : 0;
          if (!isGap) {
            expected.put(LocalDate.parse(cells[0]), new BigDecimal(cells[1]));
          }
        }
      }
      String series = body.getValue().replaceFirst(".*[?&]id=([A-Z0-9]+).*", "$1");
      LocalDate first = LocalDate.of(1900, 1, 1);
      LocalDate last = LocalDate.of(2026, 11, 20);

      var answer =
          read(
              folder,
              body.getKey(),
              access -> FredGraph.of(access).answer(series, first, last, last));

      Map<LocalDate, BigDecimal> points = new TreeMap<>();
      answer.points().forEach(point -> points.put(point.date(), point.value()));
      assertThat(points).as(body.getKey()).isEqualTo(expected);
      assertThat(answer.withoutValue()).as(body.getKey()).hasSize(gaps);
      assertThat(answer.refused()).as(body.getKey()).isEmpty();
    }
  }

  private static <T> T read(Path folder, String name, Function<ProviderAccess, T> question)
      throws IOException {
    byte[] body = Files.readAllBytes(folder.resolve(name));
    return question.apply(
        ProviderAccess.at(URI.create("http://localhost:1"))
            .withClock(ManualTime.at("2026-11-20T20:00:00Z"))
            .withWire(
                network ->
                    request -> new WireAnswer(200, Map.of(), new ByteArrayInputStream(body))));
  }

  /** Returns the good answers whose address contains a path, with their address, by file. */
  private static Map<String, String> bodies(Path folder, String path) throws IOException {
    Map<String, String> bodies = new TreeMap<>();
    JsonNode index = JSON.readTree(folder.resolve("index.json").toFile());
    for (Map.Entry<String, JsonNode> entry : index.properties()) {
      String url = entry.getValue().path("url").asText().replaceFirst(" .*", "");
      if (url.contains(path) && entry.getValue().path("status").asInt() == 200) {
        bodies.put(entry.getKey(), url);
      }
    }
    assertThat(bodies).isNotEmpty();
    return bodies;
  }

  /** Returns a number or a number in a text, {@code NaN} if there is none. */
  private static double number(JsonNode parent, String field) {
    JsonNode node = parent.path(field);
    boolean isNone = node.isMissingNode() || node.isNull() || node.asText().isEmpty();
    return isNone ? Double.NaN : Double.parseDouble(node.asText());
  }

  private static boolean isCall(String symbol) {
    return symbol.charAt(symbol.length() - 9) == 'C';
  }

  private static String shortDate(JsonNode details) {
    return details.path("expiration_date").asText().replace("-", "").substring(2);
  }

  private static String type(JsonNode details) {
    return details.path("contract_type").asText().equals("call") ? "C" : "P";
  }
}
