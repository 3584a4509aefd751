/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.recording;

import static org.assertj.core.api.Assertions.assertThat;

import io.optionskit.data.cboe.CboeMarket;
import io.optionskit.data.provider.ProviderAccess;
import io.optionskit.testkit.SharedData;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayServerTest {

  private static final String INDEX =
      """
      {
       "a.json": {"method": "GET", "url": "https://api.example.com/v1/chain?symbol=SPY&limit=10",
         "status": 200, "content_type": "application/json"},
       "b.json": {"method": "GET", "url": "https://api.example.com/v1/chain?symbol=QQQ&api_key=KEY",
         "status": 200, "content_type": "application/json"},
       "none.txt": {"method": "GET", "url": "http://127.0.0.1:25503/v3/quote (transcribed)",
         "status": 472, "content_type": "text/plain"},
       "set.txt": {"method": "GET", "url": "https://api.example.com/range dataset=OPRA.PILLAR",
         "status": 200, "content_type": "text/plain"},
       "ticker.json": {"method": "GET", "url": "https://api.example.com/v2/aggs/{ticker}/prev",
         "status": 200, "content_type": "application/json"},
       "remark.csv": {"method": "GET", "url": "(a file)", "status": 200, "content_type": "text/csv"},
       "flow.json": {"method": "(sequence)", "url": "cookie + crumb", "status": 0,
         "content_type": "application/json"}
      }
      """;

  @TempDir private Path folder;

  @Test
  void answersByteForByteWithRecordedStatusAndType() throws Exception {
    try (Archive archive = handMade();
        ReplayServer server = ReplayServer.start(archive)) {
      HttpResponse<byte[]> answer = get(server, "/v1/chain?limit=10&symbol=SPY");

      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
      assertThat(answer.body()).isEqualTo(bytes("{\"a\" : 1e-5}\n"));
      assertThat(server.answered()).isEqualTo(1);
    }
  }

  @Test
  void keysOfTheCallerDoNotMatter() throws Exception {
    try (Archive archive = handMade();
        ReplayServer server = ReplayServer.start(archive)) {
      assertThat(text(server, "/v1/chain?symbol=QQQ&api_key=anything")).isEqualTo("b");
      assertThat(text(server, "/v1/chain?symbol=QQQ")).isEqualTo("b");
      assertThat(text(server, "/v1/chain?symbol=SPY&crumb=x")).startsWith("{\"a\"");
    }
  }

  @Test
  void understandsRemarksBehindAddressesAndPlacesInPaths() throws Exception {
    try (Archive archive = handMade();
        ReplayServer server = ReplayServer.start(archive)) {
      assertThat(get(server, "/v3/quote?symbol=AAPL").statusCode()).isEqualTo(472);
      assertThat(text(server, "/range?dataset=OPRA.PILLAR&x=1")).isEqualTo("set");
      assertThat(get(server, "/range?dataset=XNAS.ITCH").statusCode()).isEqualTo(404);
      assertThat(text(server, "/v2/aggs/AAPL/prev")).isEqualTo("ticker");
    }
  }

  @Test
  void aFormIsAskedAsAQuery() throws Exception {
    try (Archive archive = handMade();
        ReplayServer server = ReplayServer.start(archive)) {
      HttpRequest form =
          HttpRequest.newBuilder(server.url().resolve("/range"))
              .timeout(Duration.ofSeconds(20))
              .header("Content-Type", "application/x-www-form-urlencoded")
              .POST(BodyPublishers.ofString("dataset=OPRA.PILLAR&schema=trades"))
              .build();

      HttpResponse<String> answer = client().send(form, BodyHandlers.ofString());

      assertThat(answer.body()).isEqualTo("set");
    }
  }

  @Test
  void whatWasNotRecordedIsNotFoundAndTheNearestIsNamed() throws Exception {
    try (Archive archive = handMade();
        ReplayServer server = ReplayServer.start(archive)) {
      HttpResponse<byte[]> answer = get(server, "/v1/chain?symbol=IWM&apikey=sesame-open");

      assertThat(answer.statusCode()).isEqualTo(404);
      assertThat(new String(answer.body(), StandardCharsets.UTF_8))
          .startsWith("GET /v1/chain?apikey=***&symbol=IWM is not in the recording")
          .contains("GET /v1/chain?limit=10&symbol=SPY")
          .doesNotContain("sesame");
      assertThat(server.unmatched()).isEqualTo(1);
    }
  }

  @Test
  void servesTheStepsOfAChainAndLeadsRedirectsBackToItself() throws Exception {
    try (Archive archive = handMade();
        ReplayServer server = ReplayServer.start(archive)) {
      HttpResponse<byte[]> first = get(server, "/quote/AAPL");

      assertThat(first.statusCode()).isEqualTo(307);
      assertThat(first.headers().firstValue("Location"))
          .hasValue(server.url() + "/consent?session=SCRUBBED");
      assertThat(text(server, "/consent?session=other")).isEqualTo("agreed");
    }
  }

  @Test
  void listensOnThisMachineOnly() {
    try (Archive archive = handMade();
        ReplayServer server = ReplayServer.start(archive)) {
      assertThat(server.url().getHost()).isEqualTo("127.0.0.1");
      assertThat(server.url().getPort()).isPositive();
    }
  }

  @Test
  void aProviderReadsAFolderOfRealBodies(@SharedData("fixtures/cboe") Path cboe) {
    try (Archive archive = Archive.open(cboe);
        ReplayServer server = ReplayServer.start(archive);
        CboeMarket market = CboeMarket.of(ProviderAccess.at(server.url()))) {
      assertThat(market.answer("RUT").report().rows()).isEqualTo(3660);
    }
  }

  private Archive handMade() {
    write("index.json", INDEX);
    write("a.json", "{\"a\" : 1e-5}\n");
    write("b.json", "b");
    write("none.txt", ":No data for the specified timeframe & contract");
    write("set.txt", "set");
    write("ticker.json", "ticker");
    write("remark.csv", "x\n");
    write(
        "flow.json",
        """
        [{"method": "GET", "url": "https://example.com/quote/AAPL", "status": 307,
          "headers": {"location": "https://consent.example.com/consent?session=SCRUBBED",
            "set-cookie": ["A=SCRUBBED; Path=/"], "content-length": "0"}, "body": ""},
         {"method": "GET", "url": "https://consent.example.com/consent?session=SCRUBBED",
          "status": 200, "headers": {"content-type": "text/html"}, "body": "agreed"}]
        """);
    return Archive.open(folder);
  }

  private void write(String name, String text) {
    try {
      Files.writeString(folder.resolve(name), text);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static HttpClient client() {
    return HttpClient.newBuilder().followRedirects(Redirect.NEVER).build();
  }

  private static String text(ReplayServer server, String path) throws Exception {
    return new String(get(server, path).body(), StandardCharsets.UTF_8);
  }

  private static HttpResponse<byte[]> get(ReplayServer server, String path) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(server.url() + path))
            .timeout(Duration.ofSeconds(20))
            .build();
    return client().send(request, BodyHandlers.ofByteArray());
  }
}
