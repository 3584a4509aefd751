/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.optionskit.data.catalog.OpenProvider;
import io.optionskit.data.catalog.ProviderCatalog;
import io.optionskit.data.catalog.ProviderEntry;
import io.optionskit.data.recording.Archive;
import io.optionskit.data.recording.RecordedCall;
import io.optionskit.data.recording.ReplayHistory;
import io.optionskit.data.recording.ReplayServer;
import io.optionskit.data.recording.ReplaySettings;
import io.optionskit.market.OptionChain;
import io.optionskit.market.QuoteField;
import io.optionskit.market.QuoteTable;
import io.optionskit.testkit.SharedData;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordTest {

  private static final String CHAIN =
      """
      {"timestamp":"2025-01-10 15:00:0%d","symbol":"XYZ","data":{"symbol":"XYZ",
       "current_price":102.0,"last_trade_time":"2025-01-10T10:00:00","options":[
       {"option":"XYZ250117C00100000","bid":2.9,"bid_size":5.0,"ask":3.%d,"ask_size":7.0,"iv":0.25,
        "open_interest":70.0,"volume":7.0,"delta":0.6,"gamma":0.05,"vega":0.05,"theta":-0.1,
        "rho":0.01,"theo":3.0,"change":0.0,"open":0.0,"high":0.0,"low":0.0,"tick":"down",
        "last_trade_price":3.0,"last_trade_time":"2025-01-10T09:45:00","percent_change":0.0,
        "prev_day_close":3.0}]}}
      """;

  @TempDir private Path folder;

  @Test
  void aRecordingOfAReplayIsTheSameByteForByte() throws IOException {
    Path first = record(handMade(), "first", "--times=3", "--every=PT0S");
    Path second = record(first, "second", "--times=3", "--every=PT0S");
    Path third = record(second, "third", "--times=3", "--every=PT0S");

    assertThat(files(second)).isEqualTo(files(first));
    assertThat(files(third)).isEqualTo(files(first));
    assertThat(bodies(first))
        .containsExactly(CHAIN.formatted(1, 1), CHAIN.formatted(2, 2), CHAIN.formatted(3, 3));
  }

  @Test
  void oneZipFileIsTheSameToo() throws IOException {
    Path first = record(handMade(), "first.zip", "--times=2", "--every=PT0S");
    Path second = record(first, "second.zip", "--times=2", "--every=PT0S");

    assertThat(second).hasSameBinaryContentAs(first);
  }

  @Test
  void aChainOverTheReplayServerIsThatOfTheProvider() {
    Path recording = record(handMade(), "first");
    String live = chain(handMadeAgain());

    assertThat(chain(recording)).isEqualTo(live).contains("XYZ");
  }

  @Test
  void isPlayedAsAHistoryAtTheTimesOfItsAnswers() {
    Path recording = record(handMade(), "first", "--times=3", "--every=PT0S");
    List<Double> asks = new ArrayList<>();
    List<Instant> times = new ArrayList<>();

    try (ReplayHistory history = RecordedSource.history(recording)) {
      for (Optional<QuoteTable> piece = history.next(); piece.isPresent(); piece = history.next()) {
        QuoteTable table = piece.get();
        assertThat(table.rows()).isEqualTo(2);
        assertThat(table.lasts()[0]).isEqualTo(102.0);
        asks.add(table.asks()[1]);
        times.add(Instant.ofEpochSecond(0, table.timeNs()[1]));
      }
      assertThat(history.problems()).isEmpty();
    }

    assertThat(asks).containsExactly(3.1, 3.2, 3.3);
    assertThat(times)
        .containsExactly(
            Instant.parse("2025-01-10T15:01:00Z"),
            Instant.parse("2025-01-10T15:02:00Z"),
            Instant.parse("2025-01-10T15:03:00Z"));
  }

  @Test
  void isTestedAgainstAnOrderScript() throws IOException {
    Path recording = record(handMade(), "first", "--times=3", "--every=PT0S");
    Path orders =
        Files.writeString(
            folder.resolve("orders.yaml"),
            """
            - {at: 2025-01-10T15:02:00Z, legs: [{contract: XYZ250117C00100000, ratio: 1}],
               quantity: 1, type: market, tif: DAY}
            """);

    CommandRun run =
        CommandRun.of(
            "backtest", "--json", "--data=" + recording, "--orders=" + orders, "--fees=none");

    assertThat(run.err()).doesNotContain("\tat ");
    assertThat(run.exitCode()).isZero();
    assertThat(run.json().get("fillCount").asInt()).isEqualTo(1);
    assertThat(run.json().get("endEquity").asDouble()).isLessThan(100_000);
  }

  @Test
  void aProviderThatFailsIsRecordedAndTheRunHasFailed() {
    try (Archive archive = Archive.open(handMade());
        ReplayServer server = ReplayServer.start(archive)) {
      CommandRun run =
          CommandRun.of(
              "record",
              "--json",
              "--provider=cboe",
              "--base-url=" + server.url(),
              "--symbol=NONE",
              "--out=" + folder.resolve("failed"));

      assertThat(run.exitCode()).isEqualTo(1);
      assertThat(run.json().get("answered").asInt()).isZero();
      assertThat(run.json().get("problems")).hasSize(1);
    }
    try (Archive failed = Archive.open(folder.resolve("failed"))) {
      assertThat(failed.calls().get(0).status()).isEqualTo(404);
      assertThat(failed.questions().get(0).problem()).isPresent();
    }
  }

  @Test
  void tellsAllProblemsAtOnce() {
    CommandRun run =
        CommandRun.of(
            "record",
            "--provider=nobody",
            "--base-url=ftp://x",
            "--symbol=SPY",
            "--expiration=soon",
            "--every=often",
            "--times=0",
            "--out=" + folder);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .contains("--provider must be one of ")
        .contains("cboe")
        .contains("--base-url: baseUrl must be an http or https address with a host: ftp://x")
        .contains("--expiration: ")
        .contains("--every: ")
        .contains("--times must be at least 1: 0");
  }

  @Test
  void realBodiesComeOutByteForByteAndReadTheSame(@SharedData("fixtures/cboe") Path cboe)
      throws IOException {
    Path recording = folder.resolve("rut");
    String direct;
    try (Archive archive = Archive.open(cboe);
        ReplayServer server = ReplayServer.start(archive)) {
      assertThat(record(server, recording, "RUT").exitCode()).isZero();
      direct = chain(server, "RUT");
    }

    assertThat(Files.readAllBytes(recording.resolve("000001-_RUT.json")))
        .isEqualTo(Files.readAllBytes(cboe.resolve("delayed_quotes-RUT-2023-09-20-A.json")));
    try (Archive archive = Archive.open(recording);
        ReplayServer server =
            ReplayServer.start(archive, ReplaySettings.of(archive).repeatingLast(), 0)) {
      RecordedCall call = archive.calls().get(0);
      assertThat(call.url())
          .isEqualTo("https://cdn.cboe.com/api/global/delayed_quotes/options/_RUT.json");
      assertThat(call.receivedAt()).hasValue(Instant.parse("2023-09-21T03:17:42Z"));
      assertThat(chain(server, "RUT")).isEqualTo(direct);
    }
  }

  @Test
  void barsSeriesAndEventsComeOutByteForByteToo(@SharedData("fixtures") Path fixtures)
      throws IOException {
    roundTrip(
        fixtures.resolve("yahoo"),
        1,
        "--provider=yahoo",
        "--data=bars",
        "--symbol=QQQ",
        "--from=2020-01-01",
        "--to=2020-01-04");
    roundTrip(
        fixtures.resolve("cboe"),
        163,
        "--provider=cboe",
        "--data=bars",
        "--symbol=VIX",
        "--from=2023-01-01",
        "--to=2023-12-31");
    roundTrip(
        fixtures.resolve("fred"),
        124,
        "--provider=fred",
        "--data=rates",
        "--symbol=DGS3MO",
        "--from=2022-01-01",
        "--to=2022-06-30",
        "--as-of=2025-12-31");
    roundTrip(
        calendar(fixtures.resolve("tradingeconomics/calendar-country-All-2023-A.json")),
        1,
        "--provider=tradingeconomics",
        "--data=events",
        "--from=2023-01-01",
        "--to=2023-06-06",
        "--as-of=2024-01-01");
  }

  /** The recorded calendar as the answer to the question that is asked here. */
  private Path calendar(Path body) throws IOException {
    Path made = Files.createDirectories(folder.resolve("calendar"));
    Files.copy(body, made.resolve("calendar.json"));
    Files.writeString(
        made.resolve("index.json"),
        """
        {"calendar.json": {"method": "GET", "status": 200, "content_type": "application/json",
          "url": "https://api.tradingeconomics.com/calendar/country/{c}/{from}/{to}?c=KEY"}}
        """);
    return made;
  }

  /** Records a folder, and what a replay of that recording answers, until nothing changes. */
  private void roundTrip(Path recorded, int leastRows, String... options) throws IOException {
    Path first = folder.resolve(recorded.getFileName() + "-" + leastRows);
    Path second = folder.resolve(first.getFileName() + "-again");
    long rows = recordAll(recorded, first, options);
    long rowsAgain = recordAll(first, second, options);

    assertThat(rows).isGreaterThanOrEqualTo(leastRows).isEqualTo(rowsAgain);
    try (Archive one = Archive.open(first);
        Archive other = Archive.open(second);
        Archive source = Archive.open(recorded)) {
      assertThat(one.calls()).isNotEmpty();
      assertThat(other.calls()).hasSameSizeAs(one.calls());
      for (int i = 0; i < one.calls().size(); i++) {
        byte[] body = one.body(one.calls().get(i));
        assertThat(other.calls().get(i).url()).isEqualTo(one.calls().get(i).url());
        assertThat(other.body(other.calls().get(i))).isEqualTo(body);
        assertThat(source.calls().stream().anyMatch(call -> Arrays.equals(source.body(call), body)))
            .as("the body of " + one.calls().get(i) + " is a recorded one")
            .isTrue();
      }
    }
  }

  private static long recordAll(Path in, Path out, String... options) {
    try (Archive archive = Archive.open(in);
        ReplayServer server = ReplayServer.start(archive, ReplayCommand.settings(archive), 0)) {
      List<String> line =
          new ArrayList<>(
              List.of("record", "--json", "--base-url=" + server.url(), "--out=" + out));
      line.addAll(List.of(options));
      CommandRun run = CommandRun.of(line.toArray(String[]::new));
      assertThat(run.exitCode()).as(run.err() + run.out()).isZero();
      return Stream.of("bars", "values", "events")
          .mapToLong(name -> run.json().path(name).asLong())
          .sum();
    }
  }

  @Test
  void whatCanBeRecordedIsTold() {
    CommandRun run =
        CommandRun.of(
            "record",
            "--data=news",
            "--length=2h",
            "--from=2025-02-01",
            "--to=2025-01-01",
            "--out=x");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .contains("--data must be chains, bars, rates or events: news")
        .contains("--length must be 1m, 5m, 15m, 30m, 1h or 1d: 2h")
        .contains("--from must not be after --to")
        .contains("--symbol is required");
  }

  /** Records from a replay of an archive. */
  private Path record(Path in, String name, String... options) {
    Path out = folder.resolve(name);
    try (Archive archive = Archive.open(in);
        ReplayServer server = ReplayServer.start(archive)) {
      CommandRun run = record(server, out, "XYZ", options);
      assertThat(run.err()).doesNotContain("error");
      assertThat(run.exitCode()).isZero();
    }
    return out;
  }

  private static CommandRun record(
      ReplayServer server, Path out, String symbol, String... options) {
    List<String> line =
        new ArrayList<>(
            List.of(
                "record",
                "--provider=cboe",
                "--base-url=" + server.url(),
                "--symbol=" + symbol,
                "--out=" + out));
    line.addAll(List.of(options));
    return CommandRun.of(line.toArray(String[]::new));
  }

  private static String chain(Path in) {
    try (Archive archive = Archive.open(in);
        ReplayServer server = ReplayServer.start(archive)) {
      return chain(server, "XYZ");
    }
  }

  private static String chain(ReplayServer server, String symbol) {
    ProviderEntry cboe = ProviderCatalog.standard().find("cboe").orElseThrow();
    InstantSource clock = InstantSource.fixed(Instant.parse("2025-01-10T15:00:05Z"));
    try (OpenProvider open = cboe.open(cboe.accessAt(server.url()).withClock(clock))) {
      OptionChain chain = open.chains().orElseThrow().answer(symbol).chain();
      return IntStream.range(0, chain.size())
          .mapToObj(
              row ->
                  "%s %s %s %s %s %s %s %s"
                      .formatted(
                          chain.contract(row),
                          chain.bid(row),
                          chain.ask(row),
                          chain.last(row),
                          chain.bidSize(row),
                          chain.volume(row),
                          chain.quoteTimeNs(row),
                          chain.quote(row).observation(QuoteField.BID)))
          .collect(Collectors.joining("\n", chain.time() + " " + chain.spot() + "\n", ""));
    }
  }

  /** Three answers of a server to the same request, a minute apart. */
  private Path handMade() {
    return handMade("hand-made");
  }

  private Path handMadeAgain() {
    return handMade("hand-made-again");
  }

  private Path handMade(String name) {
    try {
      Path made = Files.createDirectories(folder.resolve(name));
      StringBuilder index = new StringBuilder("{");
      for (int i = 1; i <= 3; i++) {
        Files.writeString(made.resolve(i + ".json"), CHAIN.formatted(i, i));
        index
            .append(i == 1 ? "" : ",")
            .append(
                """
                "%1$d.json": {"method": "GET", "status": 200, "content_type": "application/json",
                 "recorded": "2025-01-10T15:0%1$d:00Z",
                 "url": "https://cdn.cboe.com/api/global/delayed_quotes/options/XYZ.json"}
                """
                    .formatted(i));
      }
      Files.writeString(made.resolve("index.json"), index + "}");
      Files.writeString(
          made.resolve("archive.json"),
          "{\"format\":\"optionskit-recording\",\"version\":1,\"provider\":\"cboe\"}");
      return made;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, String> files(Path archive) throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.list(archive)) {
      for (Path file : all.toList()) {
        files.put(String.valueOf(file.getFileName()), Files.readString(file));
      }
    }
    return files;
  }

  private static List<String> bodies(Path recording) {
    try (Archive archive = Archive.open(recording)) {
      return archive.calls().stream()
          .map(call -> new String(archive.body(call), java.nio.charset.StandardCharsets.UTF_8))
          .toList();
    }
  }
}
