/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BacktestTest {

  private static final String QUOTES =
      """
      quote_time,underlying,root,expiration,strike,right,bid,ask,underlying_price
      2026-01-05T15:00:00Z,SPY,SPY,2026-01-16,680,P,4.10,4.20,690.00
      2026-01-05T15:00:00Z,SPY,SPY,2026-01-16,675,P,3.00,3.10,690.00
      2026-01-05T20:00:00Z,SPY,SPY,2026-01-16,680,P,3.10,3.20,695.00
      2026-01-05T20:00:00Z,SPY,SPY,2026-01-16,675,P,2.25,2.35,695.00
      2026-01-06T20:00:00Z,SPY,SPY,2026-01-16,680,P,2.10,2.20,700.00
      2026-01-06T20:00:00Z,SPY,SPY,2026-01-16,675,P,1.60,1.70,700.00
      """;

  private static final String SPREAD =
      """
      - at: 2026-01-05T15:00:00Z
        legs:
          - {contract: SPY260116P00680000, ratio: -1}
          - {contract: SPY260116P00675000, ratio: 1}
        quantity: 2
        type: market
      """;

  @TempDir Path folder;

  private String quotes = "";
  private String spread = "";

  @BeforeEach
  void write() throws IOException {
    quotes = write("quotes.csv", QUOTES);
    spread = write("spread.yaml", SPREAD);
  }

  @Nested
  class OfAScript {

    @Test
    void marksWhatIsOpenAtTheEnd() {
      CommandRun run = CommandRun.of("backtest", "--data", quotes, "--orders", spread, "--json");

      // sold at 4.10 and bought at 3.10, twice: +200; four contracts at 0.65: −2.60;
      // marked at 2.15 and 1.65: −0.50 × 200 = −100
      JsonNode json = run.json();
      assertThat(run.exitCode()).isZero();
      assertThat(json.get("startEquity").decimalValue()).isEqualByComparingTo("100000");
      assertThat(json.get("fees").decimalValue()).isEqualByComparingTo("2.60");
      assertThat(json.get("endEquity").decimalValue()).isEqualByComparingTo("100097.40");
      assertThat(json.get("orderCount").asInt()).isEqualTo(1);
      assertThat(json.get("fillCount").asInt()).isEqualTo(2);
      assertThat(json.get("openPositions")).hasSize(2);
      assertThat(json.get("closedTrades")).isEmpty();
      assertThat(json.at("/data/simulated").asBoolean()).isFalse();
      assertThat(run.out()).as("numbers are plain").doesNotContain("E+");
    }

    @Test
    void closesWhatItIsToldTo() throws IOException {
      String script = write("both.yaml", SPREAD + "- {at: 2026-01-05T20:00:00Z, close: all}\n");

      JsonNode json =
          CommandRun.of(
                  "backtest", "--data", quotes, "--orders", script, "--json", "--fees", "none")
              .json();

      // bought back at 3.20, sold at 2.25: −0.95 × 200 = −190
      assertThat(json.get("endEquity").decimalValue()).isEqualByComparingTo("100010");
      assertThat(json.get("openPositions")).isEmpty();
      assertThat(json.at("/closedTrades/0/realizedPnl").decimalValue()).isEqualByComparingTo("10");
    }

    @Test
    void usesTheCashTheFillsAndTheFeesItIsTold() throws IOException {
      String fees = write("fees.yaml", "option: {perContract: 1}\nstock: {perShare: 0}\n");

      JsonNode json =
          CommandRun.of(
                  "backtest",
                  "--data",
                  quotes,
                  "--orders",
                  spread,
                  "--json",
                  "--fees",
                  fees,
                  "--fill",
                  "mid",
                  "--cash",
                  "5000")
              .json();

      // sold at 4.15, bought at 3.05: +220; four contracts at 1.00; marked −100
      assertThat(json.get("endEquity").decimalValue()).isEqualByComparingTo("5116");
    }

    @Test
    void readsOnlyTheRowsBetweenTheDates() {
      JsonNode json =
          CommandRun.of(
                  "backtest",
                  "--data",
                  quotes,
                  "--orders",
                  spread,
                  "--json",
                  "--fees",
                  "none",
                  "--from",
                  "2026-01-05",
                  "--to",
                  "2026-01-05")
              .json();

      // marked at 3.15 and 2.30: −0.85 × 200 = −170
      assertThat(json.get("endEquity").decimalValue()).isEqualByComparingTo("100030");
      assertThat(json.at("/data/to").asText()).isEqualTo("2026-01-05T20:00:00Z");
    }

    @Test
    void isRefusedIfItNamesContractsThatTheDataLack() throws IOException {
      String script = write("wrong.yaml", SPREAD.replace("00675000", "00670000"));

      CommandRun run = CommandRun.of("backtest", "--data", quotes, "--orders", script);

      assertThat(run.exitCode()).isEqualTo(2);
      assertThat(run.err()).contains("line 4: entry 1: the data have no SPY   260116P00670000");
    }

    @Test
    void listsEverythingThatIsWrongInIt() throws IOException {
      String script =
          write("wrong.yaml", "- {at: noon, close: all}\n- {at: 2026-01-05T15:00:00Z}\n");

      CommandRun run = CommandRun.of("backtest", "--data", quotes, "--orders", script);

      assertThat(run.exitCode()).isEqualTo(2);
      assertThat(run.err()).contains("line 1").contains("line 2").doesNotContain("\tat ");
    }

    @Test
    void meetsTheWholeRiskGateWithAProfile() {
      CommandRun run =
          CommandRun.of(
              "backtest",
              "--data",
              quotes,
              "--orders",
              spread,
              "--json",
              "--profile",
              "weekly-ivrank",
              "--cash",
              "10000");

      // two spreads may lose (5.00 − 1.00) × 200 = $800, more than 2 % of $10,000
      JsonNode json = run.json();
      assertThat(json.get("orderCount").asInt()).isZero();
      assertThat(json.at("/orders/0/state").asText()).isEqualTo("REJECTED");
      assertThat(json.at("/orders/0/rejections/0/code").asText()).isNotEmpty();
      assertThat(json.get("endEquity").decimalValue()).isEqualByComparingTo("10000");
    }
  }

  @Nested
  class OfStrategies {

    @Test
    void tradesTheSimulatedMarketUnderAProfile() {
      CommandRun run =
          CommandRun.of(
              "backtest",
              "--data",
              "sim:7",
              "--to",
              "2025-01-10",
              "--from",
              "2025-01-06",
              "--profile",
              "weekly-ivrank",
              "--json");

      JsonNode json = run.json();
      assertThat(run.exitCode()).isZero();
      assertThat(json.get("orderCount").asInt()).isPositive();
      assertThat(json.at("/data/simulated").asBoolean()).isTrue();
      assertThat(json.get("dataProblems").toString()).contains("IV rank is not available yet");
    }

    @Test
    void seesNoQuoteBelowTheFloorOfTheProfile() throws IOException {
      CommandRun open = floored("none");
      CommandRun high = floored("1");

      assertThat(open.exitCode()).isZero();
      assertThat(open.json().get("orderCount").asInt()).isPositive();
      assertThat(high.exitCode()).isZero();
      assertThat(high.json().get("dataProblems").toString()).doesNotContain("quality.floor");
      assertThat(high.json().get("configHash")).isNotEqualTo(open.json().get("configHash"));
      assertThat(floored("1.1").exitCode()).isEqualTo(2);
    }

    private CommandRun floored(String floor) {
      return CommandRun.of(
          "backtest",
          "--data",
          "sim:7",
          "--from",
          "2025-01-06",
          "--to",
          "2025-01-07",
          "--profile",
          "weekly-ivrank",
          "--set",
          "quality.floor=" + floor,
          "--json");
    }

    @Test
    void saysThatTheDataHoldNothingOfTheProfilesUniverse() throws IOException {
      String other = write("twx.csv", QUOTES.replace("SPY", "TWX"));

      CommandRun run =
          CommandRun.of("backtest", "--data", other, "--profile", "weekly-ivrank", "--json");

      assertThat(run.exitCode()).isZero();
      assertThat(run.json().get("dataProblems").toString())
          .contains("the data hold none of SPY, QQQ, IWM");
    }
  }

  @Nested
  class OutputFiles {

    @Test
    void areTheSameBytesInAnotherLocaleZoneAndFolder() throws IOException {
      Locale locale = Locale.getDefault();
      TimeZone zone = TimeZone.getDefault();
      CommandRun.of("backtest", "--data", quotes, "--orders", spread, "--out", path("one"));
      try {
        Locale.setDefault(Locale.forLanguageTag("hi-IN-u-nu-deva"));
        TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati"));
        CommandRun.of("backtest", "--data", quotes, "--orders", spread, "--out", path("two"));
      } finally {
        Locale.setDefault(locale);
        TimeZone.setDefault(zone);
      }

      List<String> names = List.of("report.html", "result.json", "trades.csv", "equity.csv");
      for (String name : names) {
        assertThat(folder.resolve("two").resolve(name))
            .as(name)
            .hasSameBinaryContentAs(folder.resolve("one").resolve(name));
      }
      assertThat(folder.resolve("one/journal")).isDirectoryContaining("glob:**");
    }

    @Test
    void ofAnEarlierRunAreReplaced() {
      CommandRun first =
          CommandRun.of("backtest", "--data", quotes, "--orders", spread, "--out", path("one"));
      CommandRun second =
          CommandRun.of("backtest", "--data", quotes, "--orders", spread, "--out", path("one"));

      assertThat(first.exitCode()).isZero();
      assertThat(second.exitCode()).isZero();
    }

    @Test
    void thatAreNotFromARunAreKept() throws IOException {
      Files.createDirectories(folder.resolve("mine"));
      Files.writeString(folder.resolve("mine/report.html"), "precious");

      CommandRun run =
          CommandRun.of("backtest", "--data", quotes, "--orders", spread, "--out", path("mine"));

      assertThat(run.exitCode()).isEqualTo(2);
      assertThat(run.err()).contains("holds a report.html that is not from an earlier run");
      assertThat(folder.resolve("mine/report.html")).hasContent("precious");
    }
  }

  @Nested
  class BadInput {

    @Test
    void isCountedAndLocated() throws IOException {
      String bad = write("bad.csv", QUOTES + "2026-01-06T20:00:00Z,SPY,SPY,2026-01-16,x,P,1,2,3\n");

      JsonNode json = CommandRun.of("backtest", "--data", bad, "--orders", spread, "--json").json();

      assertThat(json.get("dataProblems").toString())
          .contains("1 rows without a readable strike")
          .contains("bad.csv:8");
    }

    @Test
    void thatHoldsNoRowAtAllFailsTheRun() throws IOException {
      String empty = write("empty.csv", QUOTES.lines().findFirst().orElseThrow() + "\n");

      CommandRun run = CommandRun.of("backtest", "--data", empty, "--orders", spread, "--json");

      assertThat(run.exitCode()).isEqualTo(1);
      assertThat(run.json().at("/error/code").asText()).isEqualTo("DATA_UNAVAILABLE");
      assertThat(run.err()).doesNotContain("\tat ");
    }

    @Test
    void inTheFormOfLeanIsReadAsItIs() throws IOException {
      Path day = folder.resolve("lean/option/usa/minute/spy");
      Files.createDirectories(day);
      try (ZipOutputStream out =
          new ZipOutputStream(Files.newOutputStream(day.resolve("20260105_quote_american.zip")))) {
        for (String leg : List.of("6800000_20260116 41000 42000", "6750000_20260116 30000 31000")) {
          String[] part = leg.split(" ");
          out.putNextEntry(
              new ZipEntry("20260105_spy_minute_quote_american_put_" + part[0] + ".csv"));
          String bar = ",".concat(part[1]).repeat(4) + ",5" + ",".concat(part[2]).repeat(4) + ",5";
          out.write(("35940000" + bar + "\n").getBytes(StandardCharsets.UTF_8)); // 09:59
          out.closeEntry();
        }
      }

      JsonNode json =
          CommandRun.of("backtest", "--data", path("lean"), "--orders", spread, "--json").json();

      // sold at 4.10 and bought at 3.10, twice: +200; fees 2.60; marked at 4.15 and 3.05: −220
      assertThat(json.get("fillCount").asInt()).isEqualTo(2);
      assertThat(json.get("endEquity").decimalValue()).isEqualByComparingTo("99977.40");
    }

    @Test
    void inTheFormOfLeanTradesAsItsConversionDoes() throws IOException {
      Path shared = Path.of(System.getProperty("optionskit.shared", "../../shared"), "data");
      assumeTrue(Files.exists(shared), "there is no " + shared);
      String script =
          write(
              "twx.yaml",
              """
              - at: 2014-06-05T14:00:00Z
                legs:
                  - {contract: TWX140621P00065000, ratio: -1}
                  - {contract: TWX140621P00060000, ratio: 1}
                quantity: 3
                type: market
              - {at: 2014-06-05T19:00:00Z, close: all}
              """);

      JsonNode lean = backtest(shared.resolve("lean-raw/option"), script);
      JsonNode tidy =
          backtest(shared.resolve("options/intraday/lean1m_twx_2014-06-05.csv.gz"), script);

      assertThat(lean.get("fillCount").asInt()).isEqualTo(4);
      assertThat(lean.get("endEquity")).isEqualTo(tidy.get("endEquity"));
      assertThat(lean.get("closedTrades")).isEqualTo(tidy.get("closedTrades"));
    }

    private static JsonNode backtest(Path data, String script) {
      return CommandRun.of("backtest", "--data", data.toString(), "--orders", script, "--json")
          .json();
    }
  }

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  private String write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }
}
