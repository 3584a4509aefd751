/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.thetadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.optionskit.contract.OptionContract;
import io.optionskit.contract.OptionType;
import io.optionskit.contract.Underlying;
import io.optionskit.data.http.HttpAnswer;
import io.optionskit.data.http.MovableClock;
import io.optionskit.data.http.RecordedServer;
import io.optionskit.data.intake.ChainAnswer;
import io.optionskit.data.intake.Refusal;
import io.optionskit.data.provider.ProviderAccess;
import io.optionskit.greeks.BlackScholes;
import io.optionskit.market.Bar;
import io.optionskit.market.DelayClass;
import io.optionskit.market.Feed;
import io.optionskit.market.Greeks;
import io.optionskit.market.OptionQuote;
import io.optionskit.market.QuoteField;
import io.optionskit.market.QuoteIssue;
import io.optionskit.spi.ProviderException;
import io.optionskit.testkit.SharedData;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Answers that a real Terminal gave or ThetaData printed; counted a second time from the text. */
class ThetaRecordedTest {

  private static final Instant NOW = Instant.parse("2026-11-20T22:00:00Z");

  @Test
  void everyBodyHasTheRowsOfItsText(@SharedData("fixtures/thetadata") Path folder)
      throws IOException {
    int bodies = 0;
    for (Path file : files(folder, ".csv")) {
      ThetaTable table = table(file);
      assertThat(table.rows()).as(file.toString()).hasSize(lines(file) - 1);
      assertThat(table.rows()).allMatch(row -> row.problem().isEmpty());
      bodies++;
    }
    for (Path file : files(folder, ".ndjson")) {
      assertThat(table(file).rows()).as(file.toString()).hasSize(lines(file));
      bodies++;
    }
    for (Path file : files(folder, ".json")) {
      String name = file.getFileName().toString();
      if (name.startsWith("v")) {
        JsonNode response = new ObjectMapper().readTree(file.toFile()).get("response");
        int rows = 0;
        for (JsonNode element : response) {
          JsonNode inner = element.has("ticks") ? element.get("ticks") : element.get("data");
          rows += inner == null ? 1 : inner.size();
        }
        assertThat(table(file).rows()).as(name).hasSize(rows);
        bodies++;
      }
    }
    assertThat(bodies).isEqualTo(98);
  }

  @Test
  void theThreeFormatsOfAnAnswerSayTheSame(@SharedData("fixtures/thetadata") Path folder)
      throws IOException {
    int compared = 0;
    for (Path csv : files(folder, ".csv")) {
      String name = csv.getFileName().toString().replace(".csv", "");
      if (!name.startsWith("v3-") || name.equals("v3-option_snapshot_market_value")) {
        continue; // ThetaData's sample of market values has a time in CSV only
      }
      List<String> expected = texts(table(csv));
      assertThat(texts(table(folder.resolve(name + ".json")))).as(name).isEqualTo(expected);
      assertThat(texts(table(folder.resolve(name + ".ndjson")))).as(name).isEqualTo(expected);
      compared++;
    }
    assertThat(compared).isEqualTo(29);
  }

  @Test
  void aDeepCallWithoutAVolatilityAllDayIsCountedAsSuch(
      @SharedData("fixtures/thetadata/capture-option_history_greeks_all.csv") Path file)
      throws IOException {
    List<List<String>> cells =
        Files.readAllLines(file).stream().skip(1).map(line -> List.of(line.split(","))).toList();
    int quoted = 0;
    for (List<String> row : cells) {
      quoted += Double.parseDouble(row.get(5)) > 0 ? 1 : 0;
      assertThat(Double.parseDouble(row.get(23))).as("implied_vol").isZero();
    }

    List<ChainAnswer> chains =
        read(
            "/v3/option/history/greeks/all",
            file,
            market ->
                market.history(
                    "SPY",
                    LocalDate.of(2024, 6, 21),
                    LocalDate.of(2024, 6, 14),
                    Duration.ofMinutes(5),
                    ThetaPart.ALL_GREEKS));

    assertThat(chains).hasSize(cells.size()).hasSize(79);
    assertThat(chains).allMatch(chain -> chain.report().refused().isEmpty());
    assertThat(chains).noneMatch(chain -> chain.report().drifted());
    assertThat(chains.stream().filter(chain -> chain.chain().quote(0).bid().isPresent()))
        .hasSize(quoted)
        .hasSize(78);
    assertThat(chains)
        .allMatch(
            chain ->
                chain.report().issues().values().stream()
                    .allMatch(Set.of(QuoteIssue.IV_PLACEHOLDER)::equals))
        .allMatch(chain -> chain.report().issues().size() == 1)
        .allMatch(chain -> chain.report().missing().get(QuoteField.DELTA) == 1);
    assertThat(chains.get(0).chain().spot()).hasValue(540.86);
  }

  @Test
  void thetaDatasOwnGreeksComeOutUnderItsOwnConvention(
      @SharedData("fixtures/thetadata") Path folder) throws IOException {
    int rows = 0;
    // The overnight rate SOFR of the day, percent.
    rows += reproduce(folder, "capture-option_history_trade_greeks_all.csv", 0.0436);
    rows += reproduce(folder, "capture-option_history_trade_greeks_first_order.csv", 0.0436);
    rows += reproduce(folder, "v3-option_history_greeks_eod.csv", 0.0482);
    rows += reproduce(folder, "v3-option_history_greeks_all.csv", 0.0482);
    rows += reproduce(folder, "v3-option_history_trade_greeks_all.csv", 0.0532);

    assertThat(rows).as("rows with a volatility").isEqualTo(1 + 1 + 1 + 3 + 5);
  }

  @Test
  void optionAndUnderlyingOfDifferentTimesAreToldApart(
      @SharedData("fixtures/thetadata/v3-option_snapshot_greeks_second_order.csv") Path file)
      throws IOException {
    ThetaChainReader reader = reader("AAPL", ThetaPart.ALL_GREEKS);
    reader.add(ThetaPart.ALL_GREEKS, table(file).rows());

    ChainAnswer answer = reader.answer(feed(), Optional.empty());

    assertThat(answer.chain().size()).isEqualTo(2);
    assertThat(answer.chain().time()).isEqualTo("2025-08-20T20:37:06.988Z");
    assertThat(answer.chain().quote(0).quoteTime())
        .contains(Instant.parse("2025-08-20T19:59:59.805Z"));
    assertThat(answer.report().issues().values())
        .containsExactly(Set.of(QuoteIssue.STALE), Set.of(QuoteIssue.STALE));
  }

  @Test
  void theBulkAnswerOfVersionTwoIsOneContract(
      @SharedData("fixtures/thetadata/v2-bulk_snapshot_option_ohlc-SPY.json") Path file)
      throws IOException {
    ThetaChainReader reader = reader("SPY", ThetaPart.OHLC);
    reader.add(ThetaPart.OHLC, table(file).rows());

    ChainAnswer answer = reader.answer(feed(), Optional.empty());
    OptionQuote call = answer.chain().quote(0);

    assertThat(answer.report().drifted()).isFalse();
    assertThat(call.contract()).isEqualTo(OptionContract.parse("SPY250731C00633000"));
    assertThat(call.last()).hasValue(0.12);
    assertThat(call.volume()).hasValue(21785);
    assertThat(answer.chain().time())
        .isEqualTo(
            LocalDate.of(2025, 7, 31)
                .atStartOfDay(java.time.ZoneId.of("America/New_York"))
                .plus(51_983_012, ChronoUnit.MILLIS)
                .toInstant());
  }

  @Test
  void theRecordedSnapshotIsAChain(@SharedData("fixtures/thetadata") Path folder) {
    try (RecordedServer server = RecordedServer.start().folder(folder);
        ThetaMarket market =
            ThetaMarket.of(
                ProviderAccess.at(server.url()).withClock(new MovableClock(NOW.toString())))) {
      ChainAnswer answer = market.answer("AAPL", LocalDate.of(2026, 1, 16));
      List<Bar> bars =
          market.bars(
              new Underlying("AAPL"),
              Duration.ofMinutes(1),
              Instant.parse("2024-01-02T14:30:00Z"),
              Instant.parse("2024-01-02T21:00:00Z"));

      assertThat(answer.chain().size()).isEqualTo(1);
      assertThat(answer.chain().quote(0).bid()).hasValue(1.47);
      assertThat(answer.chain().quote(0).openInterest()).hasValue(8066);
      assertThat(answer.report().refused())
          .as("the recorded table of last prices is of SPY")
          .isEqualTo(Map.of(Refusal.OTHER_UNDERLYING, 1));
      assertThat(bars).hasSize(5);
      assertThat(bars.get(0).volume()).isEqualTo(3_256_708);
    }
  }

  @Test
  void recordedErrorsSayWhatIsWrong(@SharedData("fixtures/thetadata") Path folder)
      throws IOException {
    JsonNode index = new ObjectMapper().readTree(folder.resolve("index.json").toFile());
    Set<String> reasons = new TreeSet<>();
    for (Path file : files(folder, ".txt")) {
      int status = index.get(file.getFileName().toString()).get("status").asInt();
      if (status == 472 || status == 474) {
        continue; // an empty chain, and a retry
      }
      try (RecordedServer server =
              RecordedServer.start()
                  .always("/v3/option/snapshot/quote", status, Files.readString(file));
          ThetaMarket market = ThetaMarket.of(ProviderAccess.at(server.url()))) {
        assertThatExceptionOfType(ProviderException.class)
            .isThrownBy(() -> market.answer("AAPL", LocalDate.of(2026, 1, 16)))
            .withMessageContaining(Files.readString(file))
            .satisfies(e -> reasons.add(status + " " + e.reason()));
      }
    }
    assertThat(reasons)
        .containsExactly(
            "404 UNSUPPORTED", "471 NOT_ENTITLED", "473 BAD_REQUEST", "570 TOO_EXPENSIVE");
  }

  /** Reads the rows of a table and prices each anew: no dividend, whole days by 365. */
  private static int reproduce(Path folder, String name, double rate) throws IOException {
    int rows = 0;
    for (ThetaRow row : table(folder.resolve(name)).rows()) {
      ThetaChainReader reader = reader(row.text("symbol").orElseThrow(), ThetaPart.ALL_GREEKS);
      reader.add(ThetaPart.ALL_GREEKS, List.of(row));
      ChainAnswer answer = reader.answer(feed(), Optional.empty());
      OptionQuote quote = answer.chain().quote(0);
      if (quote.observation(QuoteField.IMPLIED_VOLATILITY).isEmpty()) {
        continue;
      }
      long days = ChronoUnit.DAYS.between(answer.chain().tradeDate(), quote.contract().expiry());
      double volatility = value(quote, QuoteField.IMPLIED_VOLATILITY);
      Greeks ours =
          BlackScholes.greeks(
              OptionType.CALL,
              answer.chain().spot().orElseThrow(),
              quote.contract().strike().doubleValue(),
              days / 365.0,
              rate,
              0,
              volatility);
      double roundedVolatility = 0.00005 / volatility;
      assertThat(value(quote, QuoteField.DELTA)).as(name).isCloseTo(ours.delta(), within(2e-4));
      assertThat(value(quote, QuoteField.VEGA))
          .as(name)
          .isCloseTo(ours.vega(), within(5e-4 + 8 * roundedVolatility * ours.vega()));
      assertThat(value(quote, QuoteField.THETA) / 365)
          .as(name)
          .isCloseTo(ours.theta() / 365, within(2e-4));
      assertThat(value(quote, QuoteField.RHO)).as(name).isCloseTo(ours.rho(), within(0.06));
      quote
          .observation(QuoteField.GAMMA)
          .ifPresent(
              gamma -> assertThat(gamma.value()).as(name).isCloseTo(ours.gamma(), within(1.5e-4)));
      rows++;
    }
    return rows;
  }

  private static <T> T read(
      String path, Path file, java.util.function.Function<ThetaMarket, T> call) throws IOException {
    try (RecordedServer server = RecordedServer.start().always(path, 200, Files.readString(file));
        ThetaMarket market = ThetaMarket.of(ProviderAccess.at(server.url()))) {
      return call.apply(market);
    }
  }

  private static List<String> texts(ThetaTable table) {
    List<String> texts = new ArrayList<>();
    for (ThetaRow row : table.rows()) {
      Set<String> cells = new TreeSet<>();
      for (String column : row.columns()) {
        cells.add(column + "=" + normal(row.text(column).orElse("")));
      }
      texts.add(cells.toString());
    }
    return texts;
  }

  private static String normal(String text) {
    try {
      return new BigDecimal(text).stripTrailingZeros().toPlainString();
    } catch (NumberFormatException e) {
      return text;
    }
  }

  private static ThetaTable table(Path file) throws IOException {
    return ThetaTable.read(
        new HttpAnswer(
            URI.create("http://localhost/"), 200, Files.readAllBytes(file), NOW, Duration.ZERO));
  }

  private static ThetaChainReader reader(String underlying, ThetaPart part) {
    return new ThetaChainReader(underlying, Optional.empty(), Set.of(part));
  }

  private static Feed feed() {
    return new Feed("thetadata", DelayClass.HISTORICAL, Duration.ZERO, Optional.of(NOW));
  }

  private static List<Path> files(Path folder, String ending) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
    }
  }

  private static int lines(Path file) throws IOException {
    return (int) Files.readAllLines(file).stream().filter(line -> !line.isBlank()).count();
  }

  private static double value(OptionQuote quote, QuoteField field) {
    return quote.observation(field).orElseThrow().value();
  }
}
