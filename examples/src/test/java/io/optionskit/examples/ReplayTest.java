/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PipedReader;
import java.io.PipedWriter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class ReplayTest {

  @TempDir private Path folder;

  @Test
  void servesAFolderAndPrintsItsAddressFirst() throws Exception {
    archive();
    try (PipedReader reader = new PipedReader()) {
      CommandLine commands = Main.commandLine();
      commands.setOut(new PrintWriter(new PipedWriter(reader)));
      commands.setErr(new PrintWriter(new StringWriter()));
      Thread command =
          new Thread(() -> commands.execute("replay", "--json", "--in", folder.toString()));
      command.start();

      JsonNode printed = new ObjectMapper().readTree(reader);
      String body = get(printed.get("url").asText() + "/v1/a?symbol=SPY&apikey=x");
      command.interrupt();
      command.join();

      assertThat(body).isEqualTo("{\"a\":1}");
      assertThat(printed.get("calls").asInt()).isEqualTo(1);
      assertThat(printed.get("recording").asBoolean()).isFalse();
    }
  }

  @Test
  void endsAfterItsTime() throws IOException {
    archive();

    CommandRun run = CommandRun.of("replay", "--in", folder.toString(), "--for", "PT0.001S");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).startsWith("serving 1 calls at http://127.0.0.1:").endsWith("\n");
    assertThat(run.err()).contains("0 requests answered, 0 not");
  }

  @Test
  void tellsAllProblemsAtOnce() {
    CommandRun run =
        CommandRun.of(
            "replay", "--in", folder.toString(), "--port=x", "--match=some", "--for=long");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .contains("--in: " + folder + " is no archive: it has no index.json")
        .contains("--port: must be a port from 0 to 65535: x")
        .contains("--match: must be exact or closest: some")
        .contains("--for: ");
  }

  private void archive() throws IOException {
    Files.writeString(folder.resolve("a.json"), "{\"a\":1}");
    Files.writeString(
        folder.resolve("index.json"),
        """
        {"a.json": {"method": "GET", "url": "https://api.example.com/v1/a?symbol=SPY",
          "status": 200, "content_type": "application/json"}}
        """);
  }

  private static String get(String url) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(20)).build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
  }
}
