/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.databento;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.optionskit.data.http.BudgetLimits;
import io.optionskit.data.http.HttpSettings;
import io.optionskit.data.http.MoneyBudget;
import io.optionskit.data.http.ProviderBudget;
import io.optionskit.data.provider.ProviderAccess;
import io.optionskit.spi.ProviderException;
import io.optionskit.spi.ProviderException.Reason;
import io.optionskit.spi.SecretSource;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DatabentoHistoryTest {

  private static final String SECRET = "db-CANARYcanary0123456789abcdefgh";
  private static final DatabentoKey KEY = DatabentoKey.of(SECRET);
  private static final String COST = "/v0/metadata.get_cost";
  private static final String RANGE = "/v0/timeseries.get_range";
  private static final String RESOLVE = "/v0/symbology.resolve";
  private static final Instant START = Instant.parse("2025-02-20T00:00:00Z");
  private static final RangeRequest REQUEST =
      RangeRequest.ofOptions(
          DbnSchema.CBBO_1M,
          List.of("AAPL  250221C00250000", "SPXW  250221P05800000"),
          START,
          START.plus(Duration.ofDays(1)));

  private final WireMockServer server =
      new WireMockServer(options().dynamicPort().bindAddress("localhost"));
  private final List<Duration> waits = new ArrayList<>();
  private Instant now = START;
  private final InstantSource clock = () -> now;
  private final MoneyBudget budget = MoneyBudget.ofUsd(new BigDecimal("1.50"));
  private DatabentoHistory history;

  @BeforeEach
  void start() {
    server.start();
    history = history(HttpSettings.defaults().withTimeout(Duration.ofSeconds(5)));
  }

  @AfterEach
  void stop() {
    history.close();
    server.stop();
  }

  private DatabentoHistory history(HttpSettings settings) {
    return DatabentoHistory.of(
        ProviderAccess.at(URI.create("http://localhost:" + server.port()))
            .withHttp(settings)
            .withSecrets(SecretSource.of(Map.of(DatabentoHistory.KEY, SECRET)))
            .withBudget(ProviderBudget.of(BudgetLimits.none(), budget))
            .withClock(clock)
            .withSleeper(
                time -> {
                  waits.add(time);
                  now = now.plus(time);
                }));
  }

  private void answer(String path, ResponseDefinitionBuilder answer) {
    server.stubFor(post(urlPathEqualTo(path)).willReturn(answer));
  }

  private void costs(String dollars) {
    answer(COST, aResponse().withBody(dollars));
  }

  private ProviderException failure(Runnable call) {
    ProviderException e = catchThrowableOfType(ProviderException.class, call::run);
    assertThat(e).isNotNull();
    for (Throwable each = e; each != null; each = each.getCause()) {
      assertThat(each.toString()).doesNotContain("CANARY").doesNotContain(basic());
    }
    return e;
  }

  private static String basic() {
    return Base64.getEncoder().encodeToString((SECRET + ":").getBytes(StandardCharsets.UTF_8));
  }

  private Map<String, String> formOf(String path) {
    List<LoggedRequest> requests = server.findAll(postRequestedFor(urlPathEqualTo(path)));
    Map<String, String> form = new TreeMap<>();
    for (String pair : requests.get(0).getBodyAsString().split("&")) {
      String[] parts = pair.split("=", 2);
      form.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
    }
    return form;
  }

  @Nested
  class Ranges {

    @Test
    void areAskedForAfterTheirPrice() {
      costs("0.75");
      answer(RANGE, aResponse().withBody(DbnWriter.bytes().raw(DbnWriter.file(3)).zstd()));

      try (DbnReader reader = history.range(REQUEST)) {
        int records = 0;
        while (reader.next()) {
          records++;
        }
        assertThat(records).isEqualTo(RecordKind.values().length);
      }

      assertThat(budget.spent()).isEqualByComparingTo("0.75");
      assertThat(formOf(COST))
          .containsExactlyInAnyOrderEntriesOf(
              Map.of(
                  "dataset", "OPRA.PILLAR",
                  "schema", "cbbo-1m",
                  "symbols", "AAPL  250221C00250000,SPXW  250221P05800000",
                  "stype_in", "raw_symbol",
                  "start", "1740009600000000000",
                  "end", "1740096000000000000"));
      assertThat(formOf(RANGE))
          .containsAllEntriesOf(formOf(COST))
          .containsEntry("stype_out", "instrument_id")
          .containsEntry("encoding", "dbn")
          .containsEntry("compression", "zstd")
          .hasSize(9);
      server
          .findAll(postRequestedFor(urlPathEqualTo(RANGE)))
          .forEach(
              each -> assertThat(each.getHeader("Authorization")).isEqualTo("Basic " + basic()));
    }

    @Test
    void beyondTheBudgetAreRefusedWithCostAndBudget() {
      costs("1.20");
      answer(RANGE, aResponse().withBody(DbnWriter.file(3)));
      history.range(REQUEST).close();

      ProviderException e = failure(() -> history.range(REQUEST));

      assertThat(e.reason()).isEqualTo(Reason.TOO_EXPENSIVE);
      assertThat(e.retryable()).isFalse();
      assertThat(e)
          .hasMessageContaining("would cost $1.2,")
          .hasMessageContaining("$0.3 is left of the budget of $1.5");
      server.verify(1, postRequestedFor(urlPathEqualTo(RANGE)));
      assertThat(budget.spent()).isEqualByComparingTo("1.20");
    }

    @Test
    void thatAreNotAnsweredCostNothing() {
      costs("1.20");
      answer(RANGE, aResponse().withStatus(400).withBody("{\"detail\":\"no\"}"));

      assertThat(failure(() -> history.range(REQUEST)).reason()).isEqualTo(Reason.BAD_REQUEST);
      assertThat(budget.spent()).isEqualByComparingTo("0");
    }

    @Test
    void thatAreFreeNeedNoBudget() {
      costs("0");
      answer(RANGE, aResponse().withBody(DbnWriter.metadata(3, 0xFFFF, false)));
      DatabentoHistory poor =
          DatabentoHistory.of(
              DatabentoSettings.at(URI.create("http://localhost:" + server.port())),
              KEY,
              MoneyBudget.ofUsd(BigDecimal.ZERO),
              clock);

      try (DbnReader reader = poor.range(REQUEST)) {
        assertThat(reader.next()).isFalse();
      }
    }

    @Test
    void areFreeAtAServerThatIsNotDatabentosAndKnowsNoPrice() {
      answer(COST, aResponse().withStatus(404));

      assertThat(history.cost(REQUEST)).isZero();
    }

    @Test
    void ofAnotherRequestAreNoAnswer() {
      costs("0");
      answer(RANGE, aResponse().withBody(DbnWriter.metadata(3, 4, false)));
      ProviderException otherSchema = failure(() -> history.range(REQUEST));
      answer(
          RANGE,
          aResponse().withBody(DbnWriter.metadata(3, 0xFFFF, false, "MSFT  250221C00250000")));
      ProviderException otherSymbol = failure(() -> history.range(REQUEST));

      assertThat(otherSchema.reason()).isEqualTo(Reason.BAD_DATA);
      assertThat(otherSchema)
          .hasMessageContaining("was asked for cbbo-1m")
          .hasMessageContaining("answered with trades");
      assertThat(otherSymbol.reason()).isEqualTo(Reason.BAD_DATA);
      assertThat(otherSymbol).hasMessageContaining("[MSFT  250221C00250000]");
    }

    @ParameterizedTest
    @CsvSource({"{}", "\"1.5\"", "-1", "null", "1e999999999", "1e-999999999", "''"})
    void withoutAPriceAreNotAskedFor(String body) {
      costs(body);

      assertThat(failure(() -> history.range(REQUEST)).reason()).isEqualTo(Reason.SCHEMA_CHANGED);
      server.verify(0, postRequestedFor(urlPathEqualTo(RANGE)));
    }

    @Test
    void mayComeInPartWithAWarning() {
      costs("0.10");
      answer(
          RANGE,
          aResponse()
              .withStatus(206)
              .withHeader("X-Warning", "[\"The end is not there yet.\"]")
              .withBody(DbnWriter.file(3)));

      try (DbnReader reader = history.range(REQUEST)) {
        assertThat(reader.next()).isTrue();
      }
    }

    @Test
    void thatBreakOffGiveWhatCame() {
      costs("0.10");
      byte[] file = DbnWriter.file(3);
      answer(RANGE, aResponse().withBody(Arrays.copyOf(file, file.length - 10)));

      try (DbnReader reader = history.range(REQUEST)) {
        while (reader.next()) {
          assertThat(reader.cursor().kind()).isNotNull();
        }
        assertThat(reader.report().isTorn()).isTrue();
        assertThat(reader.report().records()).isEqualTo(RecordKind.values().length - 1);
      }
    }

    @Test
    void answeredByAPageAreBadData() {
      costs("0.10");
      answer(RANGE, aResponse().withBody("<html>maintenance</html>"));
      assertThat(failure(() -> history.range(REQUEST)).reason()).isEqualTo(Reason.BAD_DATA);

      answer(RANGE, aResponse().withBody(SECRET));
      assertThat(failure(() -> history.range(REQUEST)).reason()).isEqualTo(Reason.BAD_DATA);
    }
  }

  @Nested
  class Errors {

    @ParameterizedTest
    @CsvSource(
        delimiter = '~',
        value = {
          "401 ~ {\"detail\":\"Authentication failed.\"} ~ NOT_ENTITLED ~ Authentication failed.",
          "400 ~ {\"detail\":{\"case\":\"data_schema_not_fully_available\",\"message\":\"Not here.\",\"docs\":\"x\"}} ~ BAD_REQUEST ~ data_schema_not_fully_available: Not here.",
          "403 ~ {\"detail\":{\"case\":\"license_not_found\",\"message\":\"No license.\"}} ~ NOT_ENTITLED ~ No license.",
          "422 ~ {\"detail\":{\"case\":\"symbology_invalid_symbol\",\"message\":\"What?\"}} ~ UNKNOWN_SYMBOL ~ What?",
          "422 ~ {\"detail\":[{\"loc\":[\"body\",\"start\"],\"msg\":\"field required\",\"type\":\"missing\"},{\"loc\":[\"body\",1],\"msg\":\"bad\",\"type\":\"x\"}]} ~ BAD_REQUEST ~ body.start: field required; body.1: bad",
          "405 ~ not here ~ BAD_REQUEST ~ not here",
          "400 ~ {} ~ BAD_REQUEST ~ {}",
          "400 ~ <html><body>x</body></html> ~ BAD_REQUEST ~ a page",
          "301 ~ x ~ BAD_DATA ~ redirects are not followed"
        })
    void ofEveryShapeHaveAReason(int status, String body, Reason reason, String words) {
      answer(COST, aResponse().withStatus(status).withHeader("request-id", "r-17").withBody(body));

      ProviderException e = failure(() -> history.cost(REQUEST));

      assertThat(e.reason()).isEqualTo(reason);
      assertThat(e).hasMessageContaining(words).hasMessageContaining("metadata.get_cost");
      if (status >= 400) {
        assertThat(e).hasMessageContaining("request r-17");
      }
      assertThat(waits).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"429, RATE_LIMITED", "500, UNAVAILABLE", "504, UNAVAILABLE", "408, UNAVAILABLE"})
    void thatPassAreTriedThreeTimesMore(int status, Reason reason) {
      answer(COST, aResponse().withStatus(status).withBody("Internal Server Error: wait"));

      ProviderException e = failure(() -> history.cost(REQUEST));

      assertThat(e.reason()).isEqualTo(reason);
      assertThat(e).hasMessageContaining("Internal Server Error");
      server.verify(4, postRequestedFor(urlPathEqualTo(COST)));
      assertThat(waits)
          .satisfiesExactly(
              first -> assertThat(first).isBetween(Duration.ofMillis(250), Duration.ofMillis(750)),
              next -> assertThat(next).isBetween(Duration.ofMillis(500), Duration.ofMillis(1500)),
              last -> assertThat(last).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(3)));
    }

    @Test
    void thatSayWhenAreWaitedFor() {
      answer(COST, aResponse().withStatus(429).withHeader("Retry-After", "7"));

      failure(() -> history.cost(REQUEST));

      assertThat(waits)
          .containsExactly(Duration.ofSeconds(7), Duration.ofSeconds(7), Duration.ofSeconds(7));
    }

    @Test
    void thatAskForLongAreTold() {
      answer(COST, aResponse().withStatus(429).withHeader("Retry-After", "3600"));

      ProviderException e = failure(() -> history.cost(REQUEST));

      assertThat(e.reason()).isEqualTo(Reason.RATE_LIMITED);
      assertThat(e.retryAt()).contains(START.plusSeconds(3600));
      assertThat(waits).isEmpty();
    }

    @Test
    void ofDownloadsAreTriedAgainBeforeTheFirstByte() {
      costs("0.10");
      server.stubFor(
          post(urlPathEqualTo(RANGE))
              .inScenario("once")
              .whenScenarioStateIs(Scenario.STARTED)
              .willSetStateTo("up")
              .willReturn(aResponse().withStatus(503).withBody("wait")));
      server.stubFor(
          post(urlPathEqualTo(RANGE))
              .inScenario("once")
              .whenScenarioStateIs("up")
              .willReturn(aResponse().withBody(DbnWriter.file(3))));

      try (DbnReader reader = history.range(REQUEST)) {
        assertThat(reader.next()).isTrue();
      }

      assertThat(budget.spent()).isEqualByComparingTo("0.10");
      assertThat(history.usage().retries()).isEqualTo(1);
    }

    @Test
    void ofTheKeyAreToldBeforeAnybodyIsAsked() {
      DatabentoHistory keyless =
          DatabentoHistory.of(
              ProviderAccess.at(DatabentoHistory.HOME)
                  .withWire(
                      network ->
                          request -> {
                            throw new AssertionError("asked");
                          }));

      ProviderException e = failure(() -> keyless.cost(REQUEST));

      assertThat(e).hasMessageContaining(DatabentoHistory.KEY);
      assertThat(e.reason()).isEqualTo(Reason.NOT_ENTITLED);
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void ofTheConnectionAreTriedAgain(Fault fault) {
      answer(COST, aResponse().withFault(fault));

      ProviderException e = failure(() -> history.cost(REQUEST));

      assertThat(e.reason()).isIn(Reason.UNAVAILABLE, Reason.BAD_DATA);
      assertThat(budget.spent()).isEqualByComparingTo("0");
    }

    @Test
    void thatRepeatTheKeyDoNotTellIt() {
      answer(
          COST,
          aResponse()
              .withStatus(401)
              .withBody("{\"detail\":\"bad key " + SECRET + " or " + basic() + "\"}"));

      assertThat(failure(() -> history.cost(REQUEST))).hasMessageContaining("bad key *** or ***");
    }

    @Test
    void inNumbersThatAreNoneDoNotTellTheKey() {
      costs(SECRET);

      assertThat(failure(() -> history.cost(REQUEST)).reason()).isEqualTo(Reason.BAD_DATA);
    }

    @Test
    void thatAreTooSlowEnd() {
      history.close();
      history = history(HttpSettings.defaults().withTimeout(Duration.ofMillis(100)).withRetries(0));
      answer(COST, aResponse().withFixedDelay(2000).withBody("1"));

      assertThat(failure(() -> history.cost(REQUEST)).reason()).isEqualTo(Reason.UNAVAILABLE);
    }

    @Test
    void ofEndlessAnswersAreBadData() {
      history.close();
      history = history(HttpSettings.defaults().withLongestBody(100));
      costs("1".repeat(101));

      assertThat(failure(() -> history.cost(REQUEST)).reason()).isEqualTo(Reason.BAD_DATA);
    }
  }

  @Nested
  class Symbols {

    @Test
    void areResolvedByDay() {
      answer(
          RESOLVE,
          aResponse()
              .withBody(
                  """
                  {"result":{"AAPL  250221C00250000":[
                    {"d0":"2025-02-20","d1":"2025-02-21","s":"16783963"},
                    {"d0":"2025-02-21","d1":"2025-02-22","s":"5"}],"NONE":[]},
                   "symbols":["AAPL  250221C00250000"],"stype_in":"raw_symbol",
                   "partial":["X"],"not_found":["NONE"],"message":"Partially resolved","status":1}
                  """));

      SymbolResolution resolution =
          history.resolve(
              RangeRequest.OPRA,
              List.of("AAPL  250221C00250000", "NONE"),
              SymbolType.RAW_SYMBOL,
              SymbolType.INSTRUMENT_ID,
              LocalDate.of(2025, 2, 20),
              LocalDate.of(2025, 2, 22));

      assertThat(resolution.partial()).containsExactly("X");
      assertThat(resolution.notFound()).containsExactly("NONE");
      InstrumentMap map = InstrumentMap.of(resolution, SymbolType.RAW_SYMBOL);
      assertThat(map.find(16783963, LocalDate.of(2025, 2, 20))).contains("AAPL  250221C00250000");
      assertThat(map.find(16783963, LocalDate.of(2025, 2, 21))).isEmpty();
      assertThat(map.find(5, LocalDate.of(2025, 2, 21))).contains("AAPL  250221C00250000");
      assertThat(formOf(RESOLVE))
          .containsEntry("start_date", "2025-02-20")
          .containsEntry("end_date", "2025-02-22")
          .containsEntry("stype_out", "instrument_id");
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '~',
        value = {
          "[] ~ SCHEMA_CHANGED",
          "{\"result\":{\"A\":[{\"d0\":\"2025-02-20\"}]}} ~ SCHEMA_CHANGED",
          "{\"result\":{\"A\":[{\"d0\":\"today\",\"d1\":\"2025-02-20\",\"s\":\"1\"}]}} ~ BAD_DATA",
          "{\"result\": ~ BAD_DATA",
        })
    void inAnotherFormAreRefused(String body, Reason reason) {
      answer(RESOLVE, aResponse().withBody(body));

      ProviderException e =
          failure(
              () ->
                  history.resolve(
                      RangeRequest.OPRA,
                      List.of("A"),
                      SymbolType.RAW_SYMBOL,
                      SymbolType.INSTRUMENT_ID,
                      LocalDate.of(2025, 2, 20),
                      LocalDate.of(2025, 2, 22)));

      assertThat(e.reason()).isEqualTo(reason);
    }
  }

  @Nested
  class Settings {

    @Test
    void defaultToThirtyCallsAMinute() {
      assertThat(DatabentoSettings.defaults().http().calls()).isEqualTo(30);
      assertThat(DatabentoSettings.defaults().http().timeout()).isEqualTo(Duration.ofSeconds(30));
      assertThat(DatabentoSettings.defaults().http().retries()).isEqualTo(3);
    }

    @Test
    void makeCallsWaitForTheirPlaceInTheRate() {
      history.close();
      history = history(HttpSettings.defaults().withRate(2, Duration.ofMinutes(1)));
      costs("1");

      history.cost(REQUEST);
      history.cost(REQUEST);
      history.cost(REQUEST);

      assertThat(waits).containsExactly(Duration.ofMinutes(1));
    }

    @ParameterizedTest
    @CsvSource({
      "http://hist.databento.com",
      "ftp://localhost",
      "https://user@hist.databento.com",
      "http://127.evil.example",
      "https:///path"
    })
    void refuseAddressesThatWouldTellTheKey(String address) {
      assertThatThrownBy(() -> DatabentoSettings.at(URI.create(address)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("baseUrl must be https");
    }

    @Test
    void allowPlainHttpOnThisMachine() {
      assertThat(DatabentoSettings.at(URI.create("http://127.0.0.1:80"))).isNotNull();
      assertThat(DatabentoSettings.at(URI.create("http://[::1]:80"))).isNotNull();
    }

    @Test
    void neverShowTheKey() {
      assertThat(KEY.toString()).isEqualTo("DatabentoKey[***]");
      assertThatThrownBy(() -> DatabentoKey.of(SECRET + " "))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageNotContaining("CANARY");
    }

    @Test
    void refuseRequestsThatCannotBeAnswered() {
      assertThatThrownBy(() -> REQUEST.withLimit(-1)).hasMessageContaining("limit");
      assertThatThrownBy(() -> RangeRequest.ofUnderlying(DbnSchema.TRADES, "SPX", START, START))
          .hasMessageContaining("end must be after start");
      assertThatThrownBy(
              () -> RangeRequest.ofUnderlying(DbnSchema.TRADES, "SPX", START, Instant.MAX))
          .hasMessageContaining("between 1970 and 2262");
      assertThatThrownBy(
              () ->
                  RangeRequest.ofOptions(
                      DbnSchema.TRADES, List.of("A,B"), START, START.plusSeconds(1)))
          .hasMessageContaining("symbol must have");
      assertThatThrownBy(
              () ->
                  RangeRequest.ofOptions(
                      DbnSchema.TRADES,
                      Collections.nCopies(2001, "A"),
                      START,
                      START.plusSeconds(1)))
          .hasMessageContaining("not 2001");
      assertThat(
              RangeRequest.ofUnderlying(DbnSchema.TRADES, "SPX", START, START.plusSeconds(1))
                  .withLimit(5)
                  .costForm())
          .containsEntry("symbols", "SPX.OPT")
          .containsEntry("stype_in", "parent")
          .containsEntry("limit", "5");
    }
  }

  @Test
  void understandsTheRecordedErrors() {
    Fixtures.assumePresent();
    answer(COST, aResponse().withStatus(400).withBody(Fixtures.bytes("error-400-case.json")));
    ProviderException refused = failure(() -> history.cost(REQUEST));
    answer(COST, aResponse().withStatus(500).withBody(Fixtures.bytes("error-500-text.txt")));
    ProviderException down = failure(() -> history.cost(REQUEST));

    assertThat(refused.reason()).isEqualTo(Reason.BAD_REQUEST);
    assertThat(refused)
        .hasMessageContaining(
            "data_schema_not_fully_available: Schema is not fully available for the requested"
                + " range.");
    assertThat(down.reason()).isEqualTo(Reason.UNAVAILABLE);
    assertThat(down).hasMessageContaining("This is unexpected and we may be working on a fix");
  }
}
