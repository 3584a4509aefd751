/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.yahoo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.optionskit.contract.Underlying;
import io.optionskit.data.http.MovableClock;
import io.optionskit.data.http.RecordedServer;
import io.optionskit.data.intake.ChainAnswer;
import io.optionskit.data.provider.ProviderAccess;
import io.optionskit.market.Bar;
import io.optionskit.market.CalendarEvent;
import io.optionskit.market.OptionChain;
import io.optionskit.market.QuoteField;
import io.optionskit.testkit.SharedData;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
    market = market(server);
  }

  @AfterEach
  void stop() {
    if (server != null) {
      market.close();
      server.close();
    }
  }

  /** The fields whose gaps are counted, by the name they have in the body. */
  private static final Map<String, QuoteField> FIELDS =
      Map.of(
          "bid", QuoteField.BID,
          "ask", QuoteField.ASK,
          "lastPrice", QuoteField.LAST,
          "volume", QuoteField.VOLUME,
          "openInterest", QuoteField.OPEN_INTEREST,
          "impliedVolatility", QuoteField.IMPLIED_VOLATILITY);

  @ParameterizedTest
  @CsvSource({"options-, 419, 410, 173", "options2021-, 667, 1, 14"})
  void everyChainHasTheContractsAndGapsThatItsBodyHas(
      String prefix, int contracts, int withoutQuote, int placeholders) throws IOException {
    Map<String, Integer> read = new TreeMap<>();
    Map<String, Integer> counted = new TreeMap<>();
    for (Path file : files(prefix)) {
      JsonNode result = json.readTree(file.toFile()).at("/optionChain/result/0");
      String symbol = result.get("underlyingSymbol").asText();
      // One server per body: some symbols were recorded twice.
      try (RecordedServer single = RecordedServer.start();
          YahooMarket only = market(single)) {
        single.always("/v7/finance/options/" + symbol, 200, Files.readString(file));
        List<LocalDate> expiries = only.expirations(symbol);
        assertThat(expiries).as(symbol).hasSize(result.get("expirationDates").size());
        if (!result.get("options").isEmpty()) {
          long listed = result.at("/options/0/expirationDate").asLong();
          ChainAnswer answer =
              only.answer(
                  symbol, LocalDate.ofInstant(Instant.ofEpochSecond(listed), ZoneOffset.UTC));
          assertThat(answer.report().refused()).as(symbol).isEmpty();
          assertThat(answer.report().drifted()).as(symbol).isFalse();
          assertThat(answer.chain().time())
              .as("the market shown, not the moment of asking")
              .isEqualTo(Instant.ofEpochSecond(result.at("/quote/regularMarketTime").asLong()));
          count(answer, read);
          count(result, counted);
        }
      }
    }

    assertThat(read).isEqualTo(counted);
    assertThat(read)
        .containsEntry("contracts", contracts)
        .containsEntry("without quote", withoutQuote)
        .containsEntry("with a placeholder", placeholders);
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
          new YahooBarReader(
                  new Underlying("XYZ"), length, Instant.EPOCH, clock.instant(), clock.instant())
              .read(result)
              .rows();

      assertThat(read).as(file.getFileName().toString()).hasSize(expected);
      bars += expected;
    }
    assertThat(bars).isGreaterThan(20);
  }

  @Test
  void everyRecordedCalendarHasTheDatesThatItsBodyHas() throws IOException {
    int companies = 0;
    int estimates = 0;
    for (Path file : files("quoteSummary-calendarEvents-")) {
      String name = file.getFileName().toString();
      String symbol = name.substring("quoteSummary-calendarEvents-".length(), name.length() - 5);
      JsonNode earnings =
          json.readTree(file.toFile()).at("/quoteSummary/result/0/calendarEvents/earnings");
      YahooEvents events = market.events(List.of(symbol));
      events.read();

      List<CalendarEvent> known =
          events.events(LocalDate.of(1990, 1, 1), LocalDate.of(2039, 1, 1), clock.instant());

      List<CalendarEvent> dates =
          known.stream().filter(event -> event.type().matches("EARNINGS(_ESTIMATE)?")).toList();
      assertThat(dates).as(symbol).hasSize(earnings.path("earningsDate").size());
      boolean isEstimate = earnings.path("isEarningsDateEstimate").asBoolean();
      assertThat(dates)
          .as(symbol)
          .allMatch(event -> event.type().endsWith("_ESTIMATE") == isEstimate)
          .allMatch(event -> event.time().isPresent() != isEstimate)
          .allMatch(event -> event.knownAt().equals(clock.instant()));
      companies += dates.isEmpty() ? 0 : 1;
      estimates += isEstimate ? 1 : 0;
    }
    assertThat(companies).isEqualTo(8);
    assertThat(estimates).isEqualTo(3);
  }

  @Test
  void everyRecordedHistoryOfEarningsHasTheQuartersThatItsBodyHas() throws IOException {
    int quarters = 0;
    for (Path file : files("quoteSummary-earningsHistory-")) {
      String name = file.getFileName().toString();
      String symbol = name.substring("quoteSummary-earningsHistory-".length(), name.length() - 5);
      JsonNode history =
          json.readTree(file.toFile()).at("/quoteSummary/result/0/earningsHistory/history");

      List<EarningsResult> results = market.results(symbol);

      assertThat(results).as(symbol).hasSize(history.size());
      assertThat(results.stream().filter(result -> result.actual().isPresent()).count())
          .isEqualTo(history.findValues("epsActual").stream().filter(v -> v.has("raw")).count());
      quarters += results.size();
    }
    assertThat(quarters).isGreaterThan(20);
  }

  @Test
  void theRecordedWayThroughConsentLeadsToACrumb() throws IOException {
    JsonNode steps = json.readTree(folder.resolve("crumb-flow-eu-consent.json").toFile());
    try (RecordedServer consent = RecordedServer.start()) {
      int taken = 0;
      for (JsonNode step : steps) {
        if (taken == 7) {
          break; // what follows is the beginning once more
        }
        String path = URI.create(step.get("url").asText()).getPath();
        String location = step.at("/headers/location").asText();
        String cookies = step.at("/headers/set-cookie/0").asText();
        Map<String, String> headers = new TreeMap<>();
        if (!location.isEmpty()) {
          headers.put("Location", location.replaceFirst("https://[^/]*", ""));
        }
        if (!cookies.isEmpty()) {
          headers.put("Set-Cookie", cookies.replaceFirst(";.*", "; Path=/"));
        }
        String body =
            path.endsWith("collectConsent") && step.get("status").asInt() == 200
                ? "<html><input name=\"csrfToken\" value=\"left-out\">"
                    + "<input name=\"sessionId\" value=\"SCRUBBED\"></html>"
                : step.get("body").asText().startsWith("(") ? "" : step.get("body").asText();
        consent.next(path, step.get("status").asInt(), body, headers);
        taken++;
      }
      consent.always("/quote/AAPL/", 200, "<html>the page that nobody recorded</html>");
      consent.always(
          "/v7/finance/options/AAPL",
          200,
          Files.readString(folder.resolve("options-AAPL-expire-2022-03-01.json")));
      YahooSettings settings =
          new YahooSettings(
              consent.url().resolve("/quote/AAPL"), consent.url().resolve("/consent"), true, "x");

      try (YahooMarket european =
          YahooMarket.of(ProviderAccess.at(consent.url()).withClock(clock), settings)) {
        assertThat(european.expirations("AAPL")).isNotEmpty();
      }

      assertThat(consent.requests())
          .anyMatch(request -> request.startsWith("POST /v2/collectConsent"))
          .last()
          .asString()
          .endsWith("crumb=xxxxxxxxxxx");
    }
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
        YahooMarket asking =
            YahooMarket.of(ProviderAccess.at(limited.url()).withClock(clock).withSleeper(clock))) {
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

  private YahooMarket market(RecordedServer of) {
    return YahooMarket.of(ProviderAccess.at(of.url()).withClock(clock).withSleeper(clock));
  }

  private static void count(ChainAnswer answer, Map<String, Integer> counts) {
    OptionChain chain = answer.chain();
    add(counts, "contracts", answer.report().rows());
    add(counts, "with a placeholder", answer.report().issues().size());
    FIELDS.forEach(
        (name, field) -> add(counts, name, answer.report().missing().getOrDefault(field, 0)));
    for (int row = 0; row < chain.size(); row++) {
      boolean noQuote = Double.isNaN(chain.bid(row)) && Double.isNaN(chain.ask(row));
      add(counts, "without quote", noQuote ? 1 : 0);
      boolean dated = chain.quote(row).observation(QuoteField.LAST).isPresent();
      add(counts, "dated trades", dated ? 1 : 0);
    }
  }

  private static void count(JsonNode result, Map<String, Integer> counts) {
    for (JsonNode listed : result.get("options")) {
      for (String side : List.of("calls", "puts")) {
        for (JsonNode row : listed.get(side)) {
          boolean noAsk = row.path("ask").asDouble(0) == 0;
          boolean noQuote = row.path("bid").asDouble(0) == 0 && noAsk;
          boolean noVolatility = Math.abs(row.path("impliedVolatility").asDouble(0)) < 1.1e-5;
          add(counts, "contracts", 1);
          add(counts, "without quote", noQuote ? 1 : 0);
          add(counts, "with a placeholder", noVolatility ? 1 : 0);
          add(counts, "impliedVolatility", noVolatility ? 1 : 0);
          add(counts, "bid", row.path("bid").asDouble(0) == 0 ? 1 : 0);
          add(counts, "ask", noAsk ? 1 : 0);
          add(counts, "lastPrice", row.path("lastPrice").asDouble(0) == 0 ? 1 : 0);
          add(counts, "volume", row.has("volume") ? 0 : 1);
          add(counts, "openInterest", row.has("openInterest") ? 0 : 1);
          add(counts, "dated trades", row.path("lastPrice").asDouble(0) > 0 ? 1 : 0);
        }
      }
    }
  }

  private static void add(Map<String, Integer> counts, String name, int more) {
    counts.merge(name, more, Integer::sum);
  }
}
