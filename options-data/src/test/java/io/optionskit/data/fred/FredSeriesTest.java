/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.fred;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.fail;
import static org.assertj.core.api.Assertions.within;

import io.optionskit.data.http.HttpSettings;
import io.optionskit.data.http.MovableClock;
import io.optionskit.data.http.RecordedServer;
import io.optionskit.data.provider.ProviderAccess;
import io.optionskit.market.SeriesPoint;
import io.optionskit.spi.ProviderException;
import io.optionskit.spi.ProviderException.Reason;
import io.optionskit.spi.Secret;
import io.optionskit.spi.SecretSource;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FredSeriesTest {

  private static final String PATH = "/fred/series/observations";
  private static final String GRAPH = "/graph/fredgraph.csv";
  private static final String CANARY = "canary-key-0123456789";
  private static final LocalDate JANUARY = LocalDate.of(2024, 1, 1);
  private static final LocalDate MARCH = LocalDate.of(2024, 3, 1);
  private static final LocalDate NOVEMBER = LocalDate.of(2026, 11, 20);

  private final MovableClock clock = new MovableClock("2026-11-20T22:00:00Z");
  private RecordedServer server;
  private FredSeries series;
  private FredGraph graph;

  @BeforeEach
  void start() {
    server = RecordedServer.start();
    ProviderAccess access =
        ProviderAccess.at(server.url())
            .withClock(clock)
            .withHttp(HttpSettings.defaults().withRetries(0))
            .withSecrets(name -> Optional.of(Secret.of(CANARY)));
    series = FredSeries.of(access);
    graph = FredGraph.of(access.withSecrets(SecretSource.none()));
  }

  @AfterEach
  void stop() {
    series.close();
    graph.close();
    server.close();
  }

  @Test
  void aRevisedValueIsShownAsItStoodOnTheDayAsked() {
    serve(
        row("2024-01-01", "2024-02-02", "2024-03-07", "3.7"),
        row("2024-01-01", "2024-03-08", "9999-12-31", "3.8"),
        row("2024-02-01", "2024-03-08", "9999-12-31", "3.9"));

    assertThat(series.observations("UNRATE", JANUARY, MARCH, LocalDate.of(2024, 2, 1))).isEmpty();
    assertThat(series.observations("UNRATE", JANUARY, MARCH, LocalDate.of(2024, 3, 7)))
        .containsExactly(point(JANUARY, "2024-02-02", "3.7"));
    assertThat(series.observations("UNRATE", JANUARY, MARCH, LocalDate.of(2024, 3, 8)))
        .containsExactly(
            point(JANUARY, "2024-03-08", "3.8"),
            point(LocalDate.of(2024, 2, 1), "2024-03-08", "3.9"));
    assertThat(series.vintages("UNRATE", JANUARY, MARCH)).hasSize(3);
  }

  @Test
  void onlyVersionsUpToTheDayAskedAreAskedFor() {
    serve();

    series.observations("UNRATE", JANUARY, MARCH, LocalDate.of(2024, 2, 1));

    assertThat(server.requests())
        .singleElement()
        .asString()
        .contains("series_id=UNRATE&file_type=json&observation_start=2024-01-01")
        .contains("realtime_start=2024-01-01&realtime_end=2024-02-01&");
  }

  @Test
  void aLongHistoryIsAskedInPiecesAndAValueKeepsItsFirstRelease() {
    server.next(PATH, 200, body(row("2010-01-04", "2010-01-05", "2014-12-31", "0.08")));
    server.next(PATH, 200, body(row("2010-01-04", "2015-01-01", "2016-01-04", "0.08")));

    assertThat(
            series.observations(
                "DGS3MO",
                LocalDate.of(2010, 1, 1),
                LocalDate.of(2010, 2, 1),
                LocalDate.of(2016, 1, 4)))
        .containsExactly(point(LocalDate.of(2010, 1, 4), "2010-01-05", "0.08"));
    assertThat(server.requests()).hasSize(2);
  }

  @Test
  void yearsBeforeTheFirstReleaseAreNoError() {
    String none =
        "{\"error_code\":400,\"error_message\":\"Bad Request.  The series does not exist in ALFRED"
            + " but may exist in FRED.\"}";
    server.next(PATH, 400, none);
    server.next(PATH, 200, body(row("2010-01-04", "2015-03-01", "2016-01-04", "0.08")));
    server.next(PATH, 400, none);

    assertThat(
            series.observations(
                "DGS3MO",
                LocalDate.of(2010, 1, 1),
                LocalDate.of(2010, 2, 1),
                LocalDate.of(2016, 1, 4)))
        .hasSize(1);
    assertThatExceptionOfType(ProviderException.class)
        .as("no version at all")
        .isThrownBy(() -> series.observations("SP500", JANUARY, MARCH, MARCH))
        .matches(e -> e.reason() == Reason.UNKNOWN_SYMBOL);
  }

  @Test
  void aDotOrNothingIsNoValueAndNeverZero() {
    serve(
        row("2024-01-15", "2024-01-16", "9999-12-31", "."),
        row("2024-01-16", "2024-01-17", "9999-12-31", ""),
        row("2024-01-17", "2024-01-18", "9999-12-31", "0.00"));

    SeriesAnswer answer = series.answer("DGS3MO", JANUARY, MARCH, NOVEMBER);

    assertThat(answer.points())
        .containsExactly(point(LocalDate.of(2024, 1, 17), "2024-01-18", "0.00"));
    assertThat(answer.withoutValue())
        .containsExactly(LocalDate.of(2024, 1, 15), LocalDate.of(2024, 1, 16));
    assertThat(answer.drifted()).isFalse();
  }

  @Test
  void rowsThatCannotBeReadAreRefusedAndTheOthersKept() {
    serve(
        row("2024-01-15", "2024-01-16", "9999-12-31", "five"),
        row("2024-13-45", "2024-01-16", "9999-12-31", "5.1"),
        row("2024-01-17", "2024-01-18", "9999-12-31", "5.2")
            .replace("\"value\"", "\"val\":1,\"value\""));

    SeriesAnswer answer = series.answer("DGS3MO", JANUARY, MARCH, NOVEMBER);

    assertThat(answer.points()).hasSize(1);
    assertThat(answer.refused()).hasSize(2).anyMatch(row -> row.contains("five"));
    assertThat(answer.unknownFields()).isEqualTo(Map.of("val", 1));
  }

  @Test
  void pagesAreReadToTheLast() {
    String first = body(row("2024-01-02", "2024-01-03", "9999-12-31", "5.1"));
    server.next(PATH, 200, first.replace("\"count\":1", "\"count\":2"));
    server.next(
        PATH,
        200,
        body(row("2024-01-03", "2024-01-04", "9999-12-31", "5.2"))
            .replace("\"count\":1", "\"count\":2"));

    assertThat(series.observations("DGS3MO", JANUARY, MARCH, NOVEMBER)).hasSize(2);
    assertThat(server.requests().get(1)).contains("&offset=1&");
  }

  @ParameterizedTest
  @CsvSource({
    "400,Bad Request. The series does not exist.,UNKNOWN_SYMBOL",
    "400,Bad Request. Invalid value for variable series_id.,UNKNOWN_SYMBOL",
    "400,Bad Request. The value for variable api_key is not registered: canary-key-0123456789,"
        + "NOT_ENTITLED",
    "400,Bad Request. Variable limit is not between 1 and 100000.,BAD_REQUEST",
    "429,Too Many Requests,RATE_LIMITED",
    "500,Internal Server Error,UNAVAILABLE"
  })
  void refusalsAreToldApartWithoutTheKey(int status, String message, Reason reason) {
    server.always(
        PATH, status, "{\"error_code\":" + status + ",\"error_message\":\"" + message + "\"}");

    ProviderException problem =
        catchThrowableOfType(
            ProviderException.class, () -> series.observations("BAD", JANUARY, MARCH, NOVEMBER));

    assertThat(problem.reason()).isEqualTo(reason);
    assertThat(problem).hasMessageNotContaining(CANARY);
  }

  @Test
  void aSpanThatEndsBeforeItBeginsHasNoValues() {
    serve(row("2024-03-01", "2024-03-02", "9999-12-31", "5.1"));
    server.always(GRAPH, 200, "observation_date,DGS3MO\n2024-03-01,5.1\n");

    assertThat(series.observations("DGS3MO", MARCH, JANUARY, NOVEMBER)).isEmpty();
    assertThat(graph.observations("DGS3MO", MARCH, JANUARY, NOVEMBER)).isEmpty();
  }

  @Test
  void withoutAKeyTheProviderItselfIsNotAsked() {
    try (FredSeries keyless =
        FredSeries.of(
            ProviderAccess.at(FredSeries.HOME).withWire(network -> request -> fail("asked")))) {
      assertThatExceptionOfType(ProviderException.class)
          .isThrownBy(() -> keyless.observations("DGS3MO", JANUARY, MARCH, NOVEMBER))
          .withMessageContaining("FRED_API_KEY")
          .matches(e -> e.reason() == Reason.NOT_ENTITLED);
    }
  }

  @Test
  void brokenBodiesAreErrors() {
    server.next(PATH, 200, "<html>").next(PATH, 200, "{\"observations\":").next(PATH, 200, "{}");

    assertFails(Reason.BAD_DATA);
    assertFails(Reason.BAD_DATA);
    assertFails(Reason.SCHEMA_CHANGED);
  }

  @ParameterizedTest
  @CsvSource({"DATE", "observation_date", "Date", "date", "\uFEFFobservation_date"})
  void allHeadersOfTheGraphAreRead(String column) {
    server.always(
        GRAPH,
        200,
        column + ",DGS3MO\n2024-01-12,5.45\n2024-01-15,\n2024-01-16,.\n2024-01-17,5.47\n");

    SeriesAnswer answer = graph.answer("DGS3MO", JANUARY, MARCH, NOVEMBER);

    assertThat(answer.points())
        .containsExactly(
            point(LocalDate.of(2024, 1, 12), "2026-11-20", "5.45"),
            point(LocalDate.of(2024, 1, 17), "2026-11-20", "5.47"));
    assertThat(answer.withoutValue()).hasSize(2);
  }

  @Test
  void theGraphDoesNotClaimToKnowThePast() {
    server.always(GRAPH, 200, "observation_date,DGS3MO\n2024-01-12,5.45\n2024-01-16,5.46\n");
    LocalDate friday = LocalDate.of(2024, 1, 12);

    assertThatExceptionOfType(ProviderException.class)
        .isThrownBy(() -> graph.observations("DGS3MO", JANUARY, MARCH, friday))
        .matches(e -> e.reason() == Reason.UNSUPPORTED);
    FredGraph stated = graph.withReleaseAfter(1);
    assertThat(stated.observations("DGS3MO", JANUARY, MARCH, friday)).isEmpty();
    assertThat(stated.observations("DGS3MO", JANUARY, MARCH, LocalDate.of(2024, 1, 16)))
        .as("Monday was a holiday")
        .containsExactly(point(friday, "2024-01-16", "5.45"));
  }

  @Test
  void aTableOfAnotherShapeIsNoSeries() {
    server.next(GRAPH, 200, "observation_date,DGS10\n2024-01-12,4\n");
    server.next(GRAPH, 404, "<html>");

    assertGraphFails(Reason.SCHEMA_CHANGED);
    assertGraphFails(Reason.UNKNOWN_SYMBOL);
  }

  @Test
  void theRiskFreeRateIsTheLatestThatWasPublic() {
    serve(
        row("2024-01-12", "2024-01-16", "9999-12-31", "5.45"),
        row("2024-01-15", "2024-01-16", "9999-12-31", "."));

    RiskFreeRate rate = RiskFreeRate.of(series, LocalDate.of(2024, 1, 16));

    assertThat(rate.isStandIn()).isFalse();
    assertThat(rate.observed().orElseThrow().date()).isEqualTo("2024-01-12");
    // 2 ln(1 + 0.0545 / 2), by hand
    assertThat(rate.rate()).isCloseTo(0.05377066, within(1e-8));
    RiskFreeRate before = RiskFreeRate.of(series, LocalDate.of(2024, 1, 15));
    assertThat(before.isStandIn()).isTrue();
    assertThat(before.rate()).isEqualTo(0.045);
    assertThat(before.problem()).isPresent();
  }

  @Test
  void aSourceThatFailsIsSaidInTheRate() {
    server.always(PATH, 500, "down");

    RiskFreeRate rate = RiskFreeRate.of(series, LocalDate.of(2024, 1, 16));

    assertThat(rate.isStandIn()).isTrue();
    assertThat(rate.problem().orElseThrow()).contains("500").doesNotContain(CANARY);
  }

  private void serve(String... rows) {
    server.always(PATH, 200, body(rows));
  }

  private void assertFails(Reason reason) {
    assertThatExceptionOfType(ProviderException.class)
        .isThrownBy(() -> series.observations("DGS3MO", JANUARY, MARCH, NOVEMBER))
        .matches(e -> e.reason() == reason, reason.toString());
  }

  private void assertGraphFails(Reason reason) {
    assertThatExceptionOfType(ProviderException.class)
        .isThrownBy(() -> graph.observations("DGS3MO", JANUARY, MARCH, NOVEMBER))
        .matches(e -> e.reason() == reason, reason.toString());
  }

  private static String body(String... rows) {
    return "{\"count\":"
        + rows.length
        + ",\"offset\":0,\"limit\":100000,\"observations\":["
        + String.join(",", List.of(rows))
        + "]}";
  }

  private static String row(String date, String from, String to, String value) {
    return "{\"realtime_start\":\"%s\",\"realtime_end\":\"%s\",\"date\":\"%s\",\"value\":\"%s\"}"
        .formatted(from, to, date, value);
  }

  private static SeriesPoint point(LocalDate date, String released, String value) {
    return new SeriesPoint(date, LocalDate.parse(released), new BigDecimal(value));
  }
}
