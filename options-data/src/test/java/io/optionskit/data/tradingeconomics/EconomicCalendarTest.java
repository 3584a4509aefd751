/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.tradingeconomics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.fail;
import static org.assertj.core.api.Assertions.tuple;

import io.optionskit.data.http.HttpSettings;
import io.optionskit.data.http.MovableClock;
import io.optionskit.data.http.RecordedServer;
import io.optionskit.data.provider.ProviderAccess;
import io.optionskit.market.CalendarEvent;
import io.optionskit.market.CalendarEvent.Timing;
import io.optionskit.spi.ProviderException;
import io.optionskit.spi.ProviderException.Reason;
import io.optionskit.spi.Secret;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EconomicCalendarTest {

  private static final LocalDate FROM = LocalDate.of(2024, 3, 1);
  private static final LocalDate TO = LocalDate.of(2024, 3, 31);
  private static final String PATH = "/calendar/country/United States/2024-03-01/2024-03-31";
  private static final String EVENTS_PATH = "/calendar/country/United States/2024-03-01/2024-04-01";
  private static final String CANARY = "canary:0123456789";
  private static final String FOMC =
      """
      {"CalendarId":"1","Date":"2024-03-20T18:00:00","Country":"United States",
       "Category":"Interest Rate","Event":"Fed Interest Rate Decision","Reference":"",
       "ReferenceDate":null,"Source":"Federal Reserve","Actual":"5.5%","Previous":"5.5%",
       "Forecast":"5.5%","TEForecast":"5.5%","Importance":3,
       "LastUpdate":"2024-03-20T18:00:03.1","Revised":"","Currency":"","Unit":"%",
       "Ticker":"FDTR","Symbol":"FDTR"}""";
  private static final String CPI =
      """
      {"CalendarId":2,"Date":"2024-03-12T12:30:00","Country":"United States",
       "Category":"Inflation Rate","Event":"Inflation Rate YoY","Reference":"Feb",
       "ReferenceDate":"2024-02-29T00:00:00","Source":"BLS","Actual":"","Previous":"3.1%",
       "Forecast":null,"TEForecast":"","Importance":3,"LastUpdate":"2024-03-01T08:00:00",
       "Revised":null,"Currency":"","Unit":"%","Ticker":"CPI YOY","Symbol":"CPI YOY"}""";

  private RecordedServer server;
  private EconomicCalendar calendar;

  @BeforeEach
  void start() {
    server = RecordedServer.start();
    calendar =
        EconomicCalendar.of(
            ProviderAccess.at(server.url())
                .withClock(new MovableClock("2024-04-02T12:00:00Z"))
                .withHttp(HttpSettings.defaults().withRetries(0))
                .withSecrets(name -> Optional.of(Secret.of(CANARY))));
  }

  @AfterEach
  void stop() {
    calendar.close();
    server.close();
  }

  @Test
  void entriesHaveExactFiguresAndTimesInUtc() {
    server.always(PATH, 200, "[" + FOMC + "," + CPI + "]");

    CalendarAnswer answer = calendar.releases(FROM, TO);

    assertThat(server.requests()).noneMatch(request -> request.contains("canary"));
    assertThat(answer.drifted()).isFalse();
    assertThat(answer.releases()).extracting(EconomicRelease::id).containsExactly("2", "1");
    EconomicRelease cpi = answer.releases().get(0);
    assertThat(cpi.time()).isEqualTo("2024-03-12T12:30:00Z");
    assertThat(cpi.actual()).isEmpty();
    assertThat(cpi.forecast()).isEmpty();
    assertThat(cpi.previous()).contains(new Figure(new BigDecimal("3.1"), "%", ""));
    assertThat(cpi.referenceDate()).contains(LocalDate.of(2024, 2, 29));
    assertThat(cpi.type()).isEqualTo("CPI");
    assertThat(answer.releases().get(1).importance()).hasValue(3);
  }

  @Test
  void anEntryIsKnownFromItsLastVersionOn() {
    server.always(EVENTS_PATH, 200, "[" + FOMC + "," + CPI + "]");

    assertThat(calendar.events(FROM, TO, Instant.parse("2024-03-20T18:00:03Z")))
        .containsExactly(
            new CalendarEvent(
                "CPI",
                "United States",
                LocalDate.of(2024, 3, 12),
                Timing.BEFORE_OPEN,
                Optional.of(Instant.parse("2024-03-12T12:30:00Z")),
                Instant.parse("2024-03-01T08:00:00Z")));
    assertThat(calendar.events(FROM, TO, Instant.parse("2024-03-20T18:00:04Z")))
        .extracting(CalendarEvent::type, CalendarEvent::timing)
        .containsExactly(tuple("CPI", Timing.BEFORE_OPEN), tuple("FOMC", Timing.DURING_SESSION));
  }

  @Test
  void aStatedScheduleMakesDatesKnownBefore() {
    server.always(EVENTS_PATH, 200, "[" + FOMC + "]");
    EconomicCalendar scheduled = calendar.withScheduleAhead(Duration.ofDays(28));

    assertThat(scheduled.events(FROM, TO, Instant.parse("2024-02-21T17:59:59Z"))).isEmpty();
    assertThat(scheduled.events(FROM, TO, Instant.parse("2024-02-21T18:00:00Z"))).hasSize(1);
    assertThat(calendar.events(FROM, TO, Instant.parse("2024-02-21T18:00:00Z"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "£-1.802B|-1802000000||£",
        "$216.6B|216600000000||$",
        "-$68.3B|-68300000000||$",
        "$-68.3B|-68300000000||$",
        "16.75%|16.75|%|''",
        "-0.10%|-0.10|%|''",
        "1828.3|1828.3|''|''",
        "5.77M|5770000|''|''",
        "223K|223000|''|''",
        "1.5T|1500000000000|''|''",
        "1,234.5|1234.5|''|''",
        "A$2.3B|2300000000|''|A$",
        "CHF 1.2B|1200000000|''|CHF",
        "−1.4%|-1.4|%|''",
        "+.5%|0.5|%|''",
        "12.5Mbpd|12.5|Mbpd|''"
      })
  void shownTextsAreReadExactly(String shown, String value, String unit, String currency) {
    assertThat(Figure.parse(shown))
        .contains(
            new Figure(
                new BigDecimal(value), unit == null ? "" : unit, currency == null ? "" : currency));
  }

  @ParameterizedTest
  @ValueSource(strings = {"n/a", "1.5-2.0", "1.2.3", "%", "--5", "0x10"})
  void whatIsNotOneNumberIsNoFigure(String shown) {
    assertThatIllegalArgumentException().isThrownBy(() -> Figure.parse(shown));
  }

  @Test
  void nothingShownIsNoFigure() {
    assertThat(Figure.parse("")).isEmpty();
    assertThat(Figure.parse("  ")).isEmpty();
  }

  @Test
  void entriesThatCannotBeReadAreRefusedAndTheOthersKept() {
    server.always(
        PATH,
        200,
        "["
            + String.join(
                ",",
                FOMC,
                FOMC.replace("\"Actual\":\"5.5%\"", "\"Actual\":\"soon\""),
                FOMC.replace("2024-03-20T18:00:00\"", "tomorrow\""),
                FOMC.replace("\"CalendarId\":\"1\"", "\"CalendarId\":null"),
                "7")
            + "]");

    CalendarAnswer answer = calendar.releases(FROM, TO);

    assertThat(answer.releases()).hasSize(1);
    assertThat(answer.refused()).hasSize(4).anyMatch(text -> text.contains("soon"));
  }

  @Test
  void fieldsThatComeAndGoAreReported() {
    server.always(PATH, 200, "[" + FOMC.replace("\"Previous\"", "\"Prior\"") + "]");

    CalendarAnswer answer = calendar.releases(FROM, TO);

    assertThat(answer.unknownFields()).isEqualTo(Map.of("prior", 1));
    assertThat(answer.vanishedFields()).containsExactly("previous");
  }

  @Test
  void messagesOfTheStreamAreReadWithTheirTimeOfReceipt() {
    Instant receivedAt = Instant.parse("2020-03-20T11:00:02Z");

    CalendarAnswer answer =
        EconomicCalendar.read(
            "{\"topic\":\"calendar\",\"calendarId\":236561,\"date\":\"2020-03-20T11:00:00\","
                + "\"country\":\"Ireland\",\"category\":\"Producer Prices\",\"event\":\"PPI\","
                + "\"actual\":\"2.5%\",\"previous\":\"-1%\",\"teforecast\":null}",
            receivedAt);

    assertThat(answer.releases()).hasSize(1);
    assertThat(answer.releases().get(0).id()).isEqualTo("236561");
    assertThat(answer.releases().get(0).knownAt()).isEqualTo(receivedAt);
    assertThat(answer.drifted()).isFalse();
    assertThat(EconomicCalendar.read("{\"topic\":\"keepalive\"}", receivedAt).releases()).isEmpty();
    assertThatExceptionOfType(ProviderException.class)
        .isThrownBy(() -> EconomicCalendar.read("{\"topic\":", receivedAt));
  }

  @ParameterizedTest
  @CsvSource({
    "401,Unauthorized,NOT_ENTITLED",
    "403,No access for canary:0123456789,NOT_ENTITLED",
    "400,Wrong country,BAD_REQUEST",
    "200,'\"No Access to this feature\"',NOT_ENTITLED",
    "200,{},SCHEMA_CHANGED",
    "200,<html>,BAD_DATA",
    "200,[{,BAD_DATA",
    "429,slow down,RATE_LIMITED",
    "503,down,UNAVAILABLE"
  })
  void refusalsAreToldApartWithoutTheKey(int status, String body, Reason reason) {
    server.always(PATH, status, body);

    ProviderException problem =
        catchThrowableOfType(ProviderException.class, () -> calendar.releases(FROM, TO));

    assertThat(problem.reason()).isEqualTo(reason);
    assertThat(problem).hasMessageNotContaining(CANARY);
  }

  @Test
  void withoutAKeyTheProviderItselfIsNotAsked() {
    try (EconomicCalendar keyless =
        EconomicCalendar.of(
            ProviderAccess.at(EconomicCalendar.HOME)
                .withWire(network -> request -> fail("asked")))) {
      assertThatExceptionOfType(ProviderException.class)
          .isThrownBy(() -> keyless.releases(FROM, TO))
          .matches(e -> e.reason() == Reason.NOT_ENTITLED);
    }
  }
}
