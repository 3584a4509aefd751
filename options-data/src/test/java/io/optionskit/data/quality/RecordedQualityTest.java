/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.optionskit.contract.OccSymbol;
import io.optionskit.contract.OptionContract;
import io.optionskit.contract.OptionProduct;
import io.optionskit.data.alpaca.AlpacaMarket;
import io.optionskit.data.alphavantage.AlphaVantageMarket;
import io.optionskit.data.cboe.CboeMarket;
import io.optionskit.data.http.MovableClock;
import io.optionskit.data.http.RecordedServer;
import io.optionskit.data.intake.ChainAnswer;
import io.optionskit.data.provider.ProviderAccess;
import io.optionskit.data.yahoo.YahooMarket;
import io.optionskit.greeks.BlackScholes;
import io.optionskit.market.ChainColumns;
import io.optionskit.market.Greeks;
import io.optionskit.market.OptionChain;
import io.optionskit.market.Quote;
import io.optionskit.market.QuoteIssue;
import io.optionskit.spi.Secret;
import io.optionskit.testkit.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Chains that real servers sent, judged; what is found is counted a second time from the text. */
class RecordedQualityTest {

  private static final ChainJudge JUDGE = ChainJudge.of(0.043);
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Counted by this test itself. */
  private static final List<QuoteIssue> SIMPLE =
      List.of(
          QuoteIssue.NO_QUOTE,
          QuoteIssue.ONE_SIDED,
          QuoteIssue.CROSSED,
          QuoteIssue.LOCKED,
          QuoteIssue.WIDE_AGAINST_PRICE,
          QuoteIssue.IV_PLACEHOLDER,
          QuoteIssue.STALE);

  @ParameterizedTest
  @CsvSource({
    "options-, 2025-02-24T09:24:48Z, 419, 410, 173",
    "options2021-, 2021-03-20T12:00:00Z, 667, 1, 14"
  })
  void chainsOfYahooHaveTheIssuesThatTheirBodiesHave(
      String prefix,
      Instant recorded,
      int contracts,
      int withoutQuote,
      int placeholders,
      @SharedData("fixtures/yahoo") Path folder)
      throws IOException {
    Map<QuoteIssue, Integer> found = new EnumMap<>(QuoteIssue.class);
    Map<QuoteIssue, Integer> counted = new EnumMap<>(QuoteIssue.class);
    int rows = 0;
    double scores = 0;
    for (Path file : files(folder, prefix)) {
      JsonNode result = JSON.readTree(file.toFile()).at("/optionChain/result/0");
      if (result.path("options").isEmpty()) {
        continue;
      }
      JudgedChain judged = JUDGE.examine(yahoo(file, result, recorded));
      rows += judged.chain().size();
      for (int row = 0; row < judged.chain().size(); row++) {
        scores += judged.quality().score(row);
      }
      judged.quality().counts().forEach((issue, count) -> found.merge(issue, count, Integer::sum));
      for (JsonNode listed : result.get("options")) {
        listed.get("calls").forEach(row -> count(row, counted));
        listed.get("puts").forEach(row -> count(row, counted));
      }
    }

    assertThat(QualityPage.row(prefix.equals("options-") ? "eight symbols" : "six symbols"))
        .isEqualTo(QualityPage.cells(rows, found, scores / rows));
    found.keySet().retainAll(SIMPLE);
    assertThat(found).isEqualTo(counted);
    assertThat(rows).isEqualTo(contracts);
    assertThat(found)
        .containsEntry(QuoteIssue.NO_QUOTE, withoutQuote)
        .containsEntry(QuoteIssue.IV_PLACEHOLDER, placeholders);
  }

  private static ChainAnswer yahoo(Path file, JsonNode result, Instant recorded)
      throws IOException {
    MovableClock clock = new MovableClock(recorded.toString());
    String symbol = result.get("underlyingSymbol").asText();
    long listed = result.at("/options/0/expirationDate").asLong();
    try (RecordedServer server =
            RecordedServer.start()
                .next("/v1/test/getcrumb", 200, "xxxxxxxxxxx")
                .always("/v7/finance/options/" + symbol, 200, Files.readString(file));
        YahooMarket market =
            YahooMarket.of(ProviderAccess.at(server.url()).withClock(clock).withSleeper(clock))) {
      return market.answer(
          symbol, LocalDate.ofInstant(Instant.ofEpochSecond(listed), ZoneOffset.UTC));
    }
  }

  private static void count(JsonNode row, Map<QuoteIssue, Integer> counts) {
    double bid = row.path("bid").asDouble(0);
    double ask = row.path("ask").asDouble(0);
    double spread = ask - bid;
    if (bid == 0 && ask == 0) {
      counts.merge(QuoteIssue.NO_QUOTE, 1, Integer::sum);
    } else if (bid == 0 || ask == 0) {
      counts.merge(QuoteIssue.ONE_SIDED, 1, Integer::sum);
    } else if (bid > ask) {
      counts.merge(QuoteIssue.CROSSED, 1, Integer::sum);
    } else if (bid == ask) {
      counts.merge(QuoteIssue.LOCKED, 1, Integer::sum);
    } else if (spread > 0.1 + 1e-6 && spread > 0.2 * (bid + ask) / 2 + 1e-6) {
      counts.merge(QuoteIssue.WIDE_AGAINST_PRICE, 1, Integer::sum);
    }
    if (Math.abs(row.path("impliedVolatility").asDouble(0)) < 1.1e-5) {
      counts.merge(QuoteIssue.IV_PLACEHOLDER, 1, Integer::sum);
    }
  }

  @Test
  void theOlderFormOfCboeHasNoQuoteAtAll(@SharedData("fixtures/cboe") Path folder) {
    MovableClock clock = new MovableClock("2022-04-02T12:00:00Z");
    try (RecordedServer server = RecordedServer.start().folder(folder);
        CboeMarket market = CboeMarket.of(ProviderAccess.at(server.url()).withClock(clock))) {
      JudgedChain judged = JUDGE.examine(market.answer("SPY"));

      assertThat(judged.quality().counts())
          .containsEntry(QuoteIssue.NO_QUOTE, judged.chain().size());
      assertThat(judged.quality().score()).isZero();
    }
  }

  @Test
  void theVolatilitiesOfAnExpiryDayAreNoVolatilities(
      @SharedData("fixtures/alpha_vantage") Path folder) {
    try (RecordedServer server = RecordedServer.start().folder(folder);
        AlphaVantageMarket market =
            AlphaVantageMarket.of(
                ProviderAccess.at(server.url())
                    .withClock(new MovableClock("2026-11-20T22:00:00Z"))
                    .withSecrets(name -> Optional.of(Secret.of("any key"))))) {
      JudgedChain judged = JUDGE.examine(market.answerOf("SPY", LocalDate.of(2025, 9, 12)));

      assertThat(judged.chain().size()).isEqualTo(4);
      assertThat(judged.quality().counts())
          .containsEntry(QuoteIssue.IV_PLACEHOLDER, 4)
          .containsEntry(QuoteIssue.ONE_SIDED, 2);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"AG", "ALLY", "AWI"})
  void ownGreeksAreNearThoseOfCboeAtTheQuotesOfYahoo(
      String symbol, @SharedData("fixtures/cross-check") Path folder) throws IOException {
    JsonNode joined =
        JSON.readTree(folder.resolve("yahoo_cboe_join-" + symbol + "-2026-08-22.json").toFile());
    OptionChain chain = joined(joined);
    JudgedChain judged = JUDGE.examine(chain);
    ChainColumns own = judged.chain().columns().orElseThrow();
    ChainColumns theirs = chain.sourceColumns().orElseThrow();

    Map<QuoteIssue, Integer> counted = new EnumMap<>(QuoteIssue.class);
    joined.get("quotes").forEach(row -> countSides(row, counted));
    Map<QuoteIssue, Integer> found = new TreeMap<>(judged.quality().counts());
    found.keySet().retainAll(SIMPLE.subList(0, 4));

    assertThat(found).isEqualTo(counted);
    assertThat(QualityPage.row(symbol))
        .isEqualTo(
            QualityPage.cells(chain.size(), judged.quality().counts(), judged.quality().score()));
    assertThat(medianDistance(own.delta(), theirs.delta(), own)).isLessThan(0.03);
    assertThat(medianRatio(own.vega(), theirs.vega(), own)).isCloseTo(1, within(0.1));
  }

  private static void countSides(JsonNode row, Map<QuoteIssue, Integer> counts) {
    Map<QuoteIssue, Integer> one = new EnumMap<>(QuoteIssue.class);
    count(row, one);
    one.keySet().retainAll(SIMPLE.subList(0, 4));
    one.forEach((issue, count) -> counts.merge(issue, count, Integer::sum));
  }

  /** Builds the chain of a joined file: quotes of one provider, Greeks of the other. */
  private static OptionChain joined(JsonNode joined) {
    Instant close = Instant.parse("2026-08-21T20:00:00Z"); // recorded on the Saturday after
    Map<OptionContract, JsonNode> rows = new TreeMap<>();
    for (JsonNode row : joined.get("quotes")) {
      OccSymbol symbol = OccSymbol.parse(row.get("symbol").asText());
      rows.put(
          new OptionContract(
              OptionProduct.ofRoot(symbol.root()), symbol.expiry(), symbol.type(), symbol.strike()),
          row);
    }
    OptionChain.Builder builder =
        OptionChain.builder(joined.get("symbol").asText(), close, LocalDate.of(2026, 8, 21))
            .spot(joined.get("underlyingPrice").asDouble());
    double[][] columns = new double[6][rows.size()];
    int index = 0;
    for (Map.Entry<OptionContract, JsonNode> entry : rows.entrySet()) {
      JsonNode row = entry.getValue();
      builder.add(
          entry.getKey(),
          Quote.of(aboveZero(row, "bid"), aboveZero(row, "ask"), Double.NaN, -1, -1, close, close),
          -1,
          -1);
      columns[0][index] = aboveZero(row, "iv");
      columns[1][index] = row.path("delta").asDouble(Double.NaN);
      columns[2][index] = row.path("gamma").asDouble(Double.NaN);
      columns[3][index] = 100 * row.path("vega").asDouble(Double.NaN);
      columns[4][index] = 365 * row.path("theta").asDouble(Double.NaN);
      columns[5][index] = 100 * row.path("rho").asDouble(Double.NaN);
      index++;
    }
    return builder
        .build()
        .withSourceColumns(
            new ChainColumns(
                columns[0], columns[1], columns[2], columns[3], columns[4], columns[5]));
  }

  @Test
  void greeksOfAlpacaArePerPointAndPerDay(@SharedData("fixtures/alpaca") Path folder)
      throws IOException {
    String body =
        Files.readString(folder.resolve("historical_option_data-get_option_chain-1.json"));
    JsonNode row = JSON.readTree(body).at("/snapshots/AAPL240503P00155000");
    double volatility = row.get("impliedVolatility").asDouble();
    double years = 7 / 365.0; // from the close of 25 April to 3 May it counts seven days
    double spot = 169.89; // the close of AAPL that day
    try (RecordedServer server =
            RecordedServer.start().always("/v1beta1/options/snapshots/AAPL", 200, body);
        AlpacaMarket market =
            AlpacaMarket.of(
                ProviderAccess.at(server.url())
                    .withClock(new MovableClock("2024-04-25T20:00:01Z"))
                    .withSecrets(name -> Optional.of(Secret.of("any key"))))) {
      ChainAnswer answer = market.answer("AAPL", LocalDate.of(2024, 5, 3));
      ChainColumns theirs = answer.chain().sourceColumns().orElseThrow();
      Greeks own =
          BlackScholes.greeks(
              answer.chain().contract(0).type(), spot, 155, years, 0.053, 0, volatility);

      assertThat(theirs.vega()[0]).isEqualTo(100 * row.at("/greeks/vega").asDouble(), within(1e-9));
      assertThat(theirs.delta()[0]).isCloseTo(own.delta(), within(0.002));
      assertThat(theirs.vega()[0] / own.vega()).isCloseTo(1, within(0.03));
      assertThat(theirs.theta()[0] / own.theta()).isCloseTo(1, within(0.03));
      assertThat(JUDGE.examine(answer).quality().counts()).isEmpty();
    }
  }

  private static double aboveZero(JsonNode row, String field) {
    double value = row.path(field).asDouble(0);
    return value > 0 ? value : Double.NaN;
  }

  private static double medianDistance(double[] own, double[] theirs, ChainColumns columns) {
    double[] distances = new double[own.length];
    for (int row = 0; row < own.length; row++) {
      distances[row] = isAtTheMoney(columns, row) ? Math.abs(own[row] - theirs[row]) : Double.NaN;
    }
    return median(distances);
  }

  private static double medianRatio(double[] own, double[] theirs, ChainColumns columns) {
    double[] ratios = new double[own.length];
    for (int row = 0; row < own.length; row++) {
      ratios[row] = isAtTheMoney(columns, row) ? own[row] / theirs[row] : Double.NaN;
    }
    return median(ratios);
  }

  private static boolean isAtTheMoney(ChainColumns columns, int row) {
    double delta = Math.abs(columns.delta()[row]);
    return delta > 0.25 && delta < 0.75;
  }

  private static double median(double[] values) {
    double[] known = Arrays.stream(values).filter(Double::isFinite).sorted().toArray();
    assertThat(known).hasSizeGreaterThan(10);
    return known[known.length / 2];
  }

  private static List<Path> files(Path folder, String prefix) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(path -> path.getFileName().toString().startsWith(prefix)).sorted().toList();
    }
  }
}
