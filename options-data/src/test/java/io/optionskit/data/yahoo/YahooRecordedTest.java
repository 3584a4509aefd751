/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.yahoo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.optionskit.contract.Underlying;
import io.optionskit.data.http.MovableClock;
import io.optionskit.data.http.RecordedServer;
import io.optionskit.market.Bar;
import io.optionskit.market.OptionChain;
import io.optionskit.testkit.SharedData;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Answers that a real server gave, served again. */
class YahooRecordedTest {

  private final MovableClock clock = new MovableClock("2025-03-25T09:24:48Z");
  private final ObjectMapper json = new ObjectMapper();
  private Path folder;
  private RecordedServer server;
  private YahooMarket market;

  @BeforeEach
  void start(@SharedData("fixtures/yahoo") Path recorded) {
    folder = recorded;
    server = RecordedServer.start().folder(folder).next("/v1/test/getcrumb", 200, "xxxxxxxxxxx");
    market = YahooMarket.at(server.url(), clock);
  }

  @AfterEach
  void stop() {
    if (server != null) {
      market.close();
      server.close();
    }
  }

  /** What a chain has, counted in one of two ways. */
  private record Counts(
      int contracts,
      int withoutQuote,
      int withoutVolatility,
      int withoutVolume,
      int withoutBidField) {

    static final Counts NONE = new Counts(0, 0, 0, 0, 0);

    Counts plus(Counts other) {
      return new Counts(
          contracts + other.contracts,
          withoutQuote + other.withoutQuote,
          withoutVolatility + other.withoutVolatility,
          withoutVolume + other.withoutVolume,
          withoutBidField + other.withoutBidField);
    }
  }

  @ParameterizedTest
  @CsvSource({"options-, 419, 410, 173", "options2021-, 667, 1, 14"})
  void everyChainHasTheContractsAndGapsThatItsBodyHas(
      String prefix, int contracts, int withoutQuote, int placeholders) throws IOException {
    Counts parsed = Counts.NONE;
    Counts counted = Counts.NONE;
    for (Path file : files(prefix)) {
      JsonNode result = json.readTree(file.toFile()).at("/optionChain/result/0");
      String symbol = result.get("underlyingSymbol").asText();
      // One server per body: some symbols were recorded twice.
      try (RecordedServer single = RecordedServer.start();
          YahooMarket only = YahooMarket.at(single.url(), clock)) {
        single.always("/v7/finance/options/" + symbol, 200, Files.readString(file));
        List<LocalDate> expiries = only.expirations(symbol);
        assertThat(expiries).as(symbol).hasSize(result.get("expirationDates").size());
        if (!result.get("options").isEmpty()) {
          long listed = result.at("/options/0/expirationDate").asLong();
          YahooSnapshot snapshot =
              only.snapshot(
                  symbol, LocalDate.ofInstant(Instant.ofEpochSecond(listed), ZoneOffset.UTC));
          assertThat(snapshot.refused()).as(symbol).isEmpty();
          parsed = parsed.plus(counts(snapshot));
          counted = counted.plus(counts(result));
        }
      }
    }

    assertThat(parsed).isEqualTo(counted);
    assertThat(parsed.contracts).isEqualTo(contracts);
    assertThat(parsed.withoutQuote).isEqualTo(withoutQuote);
    assertThat(parsed.withoutVolatility).isEqualTo(placeholders);
  }

  @Test
  void everyQuotedPriceIsTheOnePrintedWithinAHundredthOfACent() throws IOException {
    JsonNode result =
        json.readTree(folder.resolve("options2021-trendingSymbols-QQQ.json").toFile())
            .at("/optionChain/result/0");
    TreeMap<String, JsonNode> rows = new TreeMap<>();
    result
        .at("/options/0")
        .forEach(list -> list.forEach(row -> rows.put(row.path("contractSymbol").asText(), row)));
    LocalDate expiry =
        LocalDate.ofInstant(
            Instant.ofEpochSecond(result.at("/options/0/expirationDate").asLong()), ZoneOffset.UTC);

    OptionChain chain = market.chain("QQQ", expiry);

    assertThat(chain.size()).isEqualTo(250);
    for (int row = 0; row < chain.size(); row++) {
      JsonNode raw = rows.get(chain.contract(row).occSymbol().compact());
      double ask = chain.ask(row);
      assertThat(ask)
          .isCloseTo(raw.get("ask").asDouble(), org.assertj.core.data.Offset.offset(1e-4));
      assertThat(BigDecimal.valueOf(ask).setScale(2, RoundingMode.HALF_EVEN).doubleValue())
          .as("in cents")
          .isEqualTo(ask);
    }
  }

  @Test
  void aDateThatIsNoExpiryGivesAnEmptyChain() {
    OptionChain chain = market.chain("AAPL", LocalDate.of(2022, 3, 1));

    assertThat(chain.size()).isZero();
    assertThat(chain.spot()).hasValue(245.55);
  }

  @Test
  void symbolsWithoutOptionsHaveNoExpiries() {
    for (String symbol : List.of("ADH", "AZT.OL", "BTC-USD", "WSKT.JK")) {
      assertThat(market.expirations(symbol)).as(symbol).isEmpty();
    }
  }

  @Test
  void aDailyBarIsReadWithPricesAsTheyWereMeant() {
    List<Bar> bars =
        market.bars(
            new Underlying("BABA"),
            Duration.ofDays(1),
            Instant.parse("2020-01-01T00:00:00Z"),
            Instant.parse("2020-01-03T00:00:00Z"));

    assertThat(bars)
        .containsExactly(
            new Bar(
                new Underlying("BABA"),
                Instant.parse("2020-01-02T14:30:00Z"),
                Instant.parse("2020-01-02T21:00:00Z"),
                216.6,
                219.98,
                216.54,
                219.77,
                15_873_500));
  }

  @Test
  void everyRecordedChartHasTheBarsThatItsBodyHas() throws IOException {
    int bars = 0;
    for (Path file :
        Stream.concat(files("chart-").stream(), files("historical-via-chart-").stream()).toList()) {
      JsonNode result = json.readTree(file.toFile()).at("/chart/result/0");
      int expected = 0;
      JsonNode quote = result.at("/indicators/quote/0");
      for (int i = 0; i < result.path("timestamp").size(); i++) {
        boolean complete = true;
        for (String column : List.of("open", "high", "low", "close")) {
          complete &= quote.path(column).path(i).isNumber();
        }
        expected += complete ? 1 : 0;
      }

      Duration length = Duration.ofDays(1);
      List<Bar> read =
          new YahooBarReader(new Underlying("XYZ"), length, clock.instant()).read(result);

      assertThat(read).as(file.getFileName().toString()).hasSize(expected);
      bars += expected;
    }
    assertThat(bars).isGreaterThan(20);
  }

  @Test
  void theOldErrorPagesAreNamed() throws IOException {
    String body = Files.readString(folder.resolve("old-pageWithUnknownError.json"));
    server.next("/v7/finance/options/XYZ", 404, body);

    org.assertj.core.api.Assertions.assertThatThrownBy(() -> market.expirations("XYZ"))
        .isInstanceOf(io.optionskit.spi.ProviderException.class)
        .hasMessageContaining("404");
  }

  @Test
  void thePlainTextOfTooManyRequestsIsNoCrumb() throws IOException {
    String body = Files.readString(folder.resolve("issue-429-plain.txt"));
    try (RecordedServer limited = RecordedServer.start().next("/v1/test/getcrumb", 200, body);
        YahooMarket asking = YahooMarket.at(limited.url(), clock)) {
      org.assertj.core.api.Assertions.assertThatThrownBy(() -> asking.expirations("XYZ"))
          .isInstanceOfSatisfying(
              io.optionskit.spi.ProviderException.class,
              e ->
                  assertThat(e.reason())
                      .isEqualTo(io.optionskit.spi.ProviderException.Reason.RATE_LIMITED));
    }
  }

  private List<Path> files(String prefix) throws IOException {
    List<Path> files = new ArrayList<>();
    try (Stream<Path> all = Files.list(folder)) {
      all.filter(path -> path.getFileName().toString().startsWith(prefix))
          .sorted()
          .forEach(files::add);
    }
    return files;
  }

  private static Counts counts(YahooSnapshot snapshot) {
    OptionChain chain = snapshot.chain();
    int withoutQuote = 0;
    int withoutVolatility = 0;
    int withoutVolume = 0;
    int withoutBid = 0;
    for (int row = 0; row < chain.size(); row++) {
      boolean noQuote = Double.isNaN(chain.bid(row)) && Double.isNaN(chain.ask(row));
      withoutQuote += noQuote ? 1 : 0;
      withoutVolatility += snapshot.extras().get(row).impliedVolatility().isEmpty() ? 1 : 0;
      withoutVolume += chain.volume(row) < 0 ? 1 : 0;
      withoutBid += Double.isNaN(chain.bid(row)) && !noQuote ? 1 : 0;
    }
    return new Counts(chain.size(), withoutQuote, withoutVolatility, withoutVolume, withoutBid);
  }

  private static Counts counts(JsonNode result) {
    Counts counts = Counts.NONE;
    for (JsonNode listed : result.get("options")) {
      for (String side : List.of("calls", "puts")) {
        for (JsonNode row : listed.get(side)) {
          boolean noQuote = row.path("bid").asDouble(0) == 0 && row.path("ask").asDouble(0) == 0;
          counts =
              counts.plus(
                  new Counts(
                      1,
                      noQuote ? 1 : 0,
                      Math.abs(row.path("impliedVolatility").asDouble(0)) < 1.1e-5 ? 1 : 0,
                      row.has("volume") ? 0 : 1,
                      !row.has("bid") && !noQuote ? 1 : 0));
        }
      }
    }
    return counts;
  }
}
