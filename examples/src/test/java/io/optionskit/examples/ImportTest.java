/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportTest {

  private static final String QUOTES =
      """
      quote_time,underlying,root,expiration,strike,right,bid,ask,underlying_price
      2026-01-05T15:00:00Z,SPY,SPY,2026-01-16,680,P,4.10,4.20,690.00
      2026-01-06T15:00:00Z,SPY,SPY,2026-01-16,680,P,3.10,3.20,695.00
      2026-01-07T15:00:00Z,SPY,SPY,2026-01-16,680,P,2.10,2.20,700.00
      2026-01-07T15:00:00Z,SPY,SPY,2026-01-16,-5,P,2.10,2.20,700.00
      """;

  @TempDir Path folder;

  @Test
  void keepsWhatTheFilesHoldAndTellsWhatWasWrongWithThem() throws IOException {
    String store = folder.resolve("store").toString();

    CommandRun run = CommandRun.of("import", "--data", quotes(), "--store", store, "--json");

    assertThat(run.exitCode()).isZero();
    assertThat(run.json().get("days").asInt()).isEqualTo(3);
    assertThat(run.json().get("filesWritten").asInt()).isEqualTo(3);
    assertThat(run.json().get("dataProblems").toString()).contains("quotes.csv:5");
  }

  @Test
  void changesNothingTheSecondTime() throws IOException {
    String store = folder.resolve("store").toString();
    CommandRun.of("import", "--data", quotes(), "--store", store);

    CommandRun again = CommandRun.of("import", "--data", quotes(), "--store", store, "--json");

    assertThat(again.json().get("filesWritten").asInt()).isZero();
    assertThat(again.json().get("filesUnchanged").asInt()).isEqualTo(3);
  }

  @Test
  void makesAStoreThatBacktestsLikeItsFiles() throws IOException {
    String store = folder.resolve("store").toString();
    CommandRun.of("import", "--data", quotes(), "--store", store);
    Path script = folder.resolve("orders.yaml");
    Files.writeString(
        script,
        """
        - at: 2026-01-05T15:00:00Z
          legs: [{contract: SPY260116P00680000, ratio: -1}]
          quantity: 1
        """);

    JsonNode stored = backtest(store, script);
    JsonNode direct = backtest(quotes(), script);

    assertThat(stored.get("dataHash")).isEqualTo(direct.get("dataHash"));
    assertThat(stored.get("endEquity")).isEqualTo(direct.get("endEquity"));
  }

  @Test
  void keepsSimulatedAndRecordedQuotesApart() throws IOException {
    String store = folder.resolve("store").toString();
    CommandRun.of("import", "--data", quotes(), "--store", store);

    CommandRun run =
        CommandRun.of(
            "import", "--data=sim:1", "--from=2025-01-06", "--to=2025-01-06", "--store", store);

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("holds recorded quotes; name another store");
  }

  @Test
  void marksAStoreOfSimulatedQuotesSoThatReportsSayIt() {
    String store = folder.resolve("store").toString();
    CommandRun.of(
        "import", "--data=sim:1", "--from=2025-01-06", "--to=2025-01-06", "--store", store);

    CommandRun run =
        CommandRun.of("backtest", "--data", store, "--strategy", "iron-condor", "--json");

    assertThat(run.json().at("/data/simulated").asBoolean()).isTrue();
  }

  private static JsonNode backtest(String data, Path script) {
    return CommandRun.of("backtest", "--data", data, "--orders", script.toString(), "--json")
        .json();
  }

  private String quotes() throws IOException {
    return Files.writeString(folder.resolve("quotes.csv"), QUOTES).toString();
  }

  @Test
  void replaysFromTheCacheWithTheSameResult() throws IOException {
    Path script = folder.resolve("orders.yaml");
    Files.writeString(
        script,
        """
        - at: 2026-01-05T15:00:00Z
          legs: [{contract: SPY260116P00680000, ratio: -1}]
          quantity: 1
        """);
    String cache = folder.resolve("cache").toString();
    String orders = script.toString();

    String direct =
        CommandRun.of("backtest", "--data", quotes(), "--orders", orders, "--json")
            .json()
            .toString();

    for (int run = 0; run < 2; run++) {
      assertThat(
              CommandRun.of(
                      "backtest",
                      "--data",
                      quotes(),
                      "--orders",
                      orders,
                      "--json",
                      "--cache",
                      cache)
                  .json()
                  .toString())
          .isEqualTo(direct);
    }
    assertThat(folder.resolve("cache")).isNotEmptyDirectory();
  }

  @Test
  void bringsInATableWhoseColumnsAreDescribed() throws IOException {
    Path table =
        Files.writeString(
            folder.resolve("vendor.csv"),
            "when,osi,b,a\n01/05/2026 10:00,SPY260116P00680000,4.10,4.20\n"
                + "01/05/2026 10:00,SPY260116P00999,4.10,4.20\n");
    Path mapping =
        Files.writeString(
            folder.resolve("vendor.yaml"),
            "columns: {time: when, symbol: osi, bid: b, ask: a}\nzone: America/New_York\n"
                + "time_format: MM/dd/uuuu HH:mm\n");

    CommandRun run = importFrom(table, "--mapping", mapping.toString());

    assertThat(run.exitCode()).isZero();
    assertThat(run.json().get("rows").asInt()).isEqualTo(1);
    assertThat(run.json().get("dataProblems").toString())
        .contains("1 rows refused: IMPOSSIBLE_CONTRACT")
        .contains("vendor.csv:3");
  }

  @Test
  void tellsWhatIsWrongWithADescription() throws IOException {
    Path table = Files.writeString(folder.resolve("vendor.csv"), "a,b\n1,2\n");
    Path mapping = Files.writeString(folder.resolve("vendor.yaml"), "columns: {bid: b}\n");

    CommandRun wrong = importFrom(table, "--mapping", mapping.toString());
    CommandRun none = importFrom(table, "--mapping", folder.resolve("no.yaml").toString());

    assertThat(wrong.exitCode()).isEqualTo(2);
    assertThat(wrong.err()).contains("columns must name time or date");
    assertThat(none.exitCode()).isEqualTo(2);
    assertThat(none.err()).contains("is no file");
  }

  @Test
  void bringsInEveryKnownFormAsItIs() {
    Path shared = Path.of(System.getProperty("optionskit.shared", "../../shared"));
    assumeTrue(Files.exists(shared), "there is no " + shared);

    CommandRun metrics = importFrom(shared.resolve("fixtures/optionmetrics/opprcd-layout-A.csv"));
    CommandRun cboe = importFrom(shared.resolve("fixtures/cboe/quotedata-QQQ-2023-06-12.csv"));
    CommandRun lean = importFrom(shared.resolve("data/lean-raw"));

    assertThat(metrics.json().get("rows").asInt()).isEqualTo(160);
    assertThat(cboe.json().get("rows").asInt()).as("two a line, and the fund").isEqualTo(7247);
    assertThat(lean.json().get("days").asInt()).isEqualTo(2);
    assertThat(lean.json().get("dataProblems")).isEmpty();
  }

  private CommandRun importFrom(Path data, String... more) {
    String store = folder.resolve("store-" + data.getFileName()).toString();
    List<String> args =
        new ArrayList<>(List.of("import", "--data", data.toString(), "--store", store, "--json"));
    args.addAll(List.of(more));
    return CommandRun.of(args.toArray(String[]::new));
  }
}
