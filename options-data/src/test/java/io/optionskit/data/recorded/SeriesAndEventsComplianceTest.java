/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.recorded;

import io.optionskit.data.cboe.CboeMarket;
import io.optionskit.data.fred.FredGraph;
import io.optionskit.data.fred.FredSeries;
import io.optionskit.data.http.HttpSettings;
import io.optionskit.data.provider.ProviderAccess;
import io.optionskit.data.store.RecordStore;
import io.optionskit.data.store.RecordedEvents;
import io.optionskit.data.store.RecordedSeries;
import io.optionskit.data.tradingeconomics.EconomicCalendar;
import io.optionskit.market.CalendarEvent;
import io.optionskit.market.SeriesPoint;
import io.optionskit.spi.EventSource;
import io.optionskit.spi.Secret;
import io.optionskit.spi.SeriesSource;
import io.optionskit.testkit.EventSourceCompliance;
import io.optionskit.testkit.ManualTime;
import io.optionskit.testkit.SeriesSourceCompliance;
import io.optionskit.testkit.SharedData;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;

/** The kits of series and of events on what providers sent, and on what stores keep of it. */
class SeriesAndEventsComplianceTest {

  private static final LocalDate JANUARY = LocalDate.of(2024, 1, 1);
  private static final LocalDate JUNE = LocalDate.of(2024, 6, 30);

  /** Returns access to a server that answers every question with one body. */
  private static ProviderAccess access(String body) {
    return ProviderAccess.at(URI.create("http://localhost:1"))
        .withClock(ManualTime.at("2026-11-20T22:00:00Z"))
        .withSecrets(name -> Optional.of(Secret.of("01234567890123456789012345678901")))
        .withHttp(HttpSettings.defaults().withRetries(0).withRate(1000, Duration.ofMillis(1)))
        .withWire(
            network ->
                request ->
                    request.uri().toString().contains("NOSUCH")
                        ? RecordedBody.answer(
                            400,
                            "{\"error_code\":400,\"error_message\":\"Bad Request.  The series does not"
                                + " exist.\"}")
                        : RecordedBody.answer(200, body));
  }

  @Nested
  class FredWithRevisions extends SeriesSourceCompliance {

    private final FredSeries fred =
        FredSeries.of(
            access(
                """
                {"count":4,"observations":[
                 {"realtime_start":"2024-02-02","realtime_end":"2024-03-07","date":"2024-01-01","value":"3.7"},
                 {"realtime_start":"2024-03-08","realtime_end":"9999-12-31","date":"2024-01-01","value":"3.8"},
                 {"realtime_start":"2024-03-08","realtime_end":"9999-12-31","date":"2024-02-01","value":"3.9"},
                 {"realtime_start":"2024-04-05","realtime_end":"9999-12-31","date":"2024-03-01","value":"3.8"}]}
                """));

    @Override
    protected SeriesSource source() {
      return fred;
    }

    @Override
    protected String series() {
      return "UNRATE";
    }

    @Override
    protected LocalDate from() {
      return JANUARY;
    }

    @Override
    protected LocalDate to() {
      return JUNE;
    }
  }

  @Nested
  class FredGraphs extends SeriesSourceCompliance {

    private final FredGraph graph =
        FredGraph.of(
                access(
                    "observation_date,DGS3MO\n2024-01-12,5.45\n2024-01-16,.\n2024-01-17,5.47\n2024-01-18,5.46\n"))
            .withReleaseAfter(1);

    @Override
    protected SeriesSource source() {
      return graph;
    }

    @Override
    protected String series() {
      return "DGS3MO";
    }

    @Override
    protected LocalDate from() {
      return JANUARY;
    }

    @Override
    protected LocalDate to() {
      return JUNE;
    }

    @Override
    protected boolean tellsUnknownSeries() {
      return false; // a page for people comes, whatever the reason
    }
  }

  @Nested
  class CboesIndices extends SeriesSourceCompliance {

    private final CboeMarket cboe =
        CboeMarket.of(
            access(
                """
                DATE,OPEN,HIGH,LOW,CLOSE
                02/27/2024,19.1,21.2,18.9,21.1
                02/28/2024,21.0,22.4,19.5,19.6
                02/29/2024,19.7,24.3,19.1,22.8
                """));

    @Override
    protected SeriesSource source() {
      return cboe;
    }

    @Override
    protected String series() {
      return "VIX";
    }

    @Override
    protected LocalDate from() {
      return JANUARY;
    }

    @Override
    protected LocalDate to() {
      return JUNE;
    }

    @Override
    protected boolean tellsUnknownSeries() {
      return false; // the answer of this test is always the same file
    }
  }

  @Nested
  class SeriesOfAStore extends SeriesSourceCompliance {

    private final RecordedSeries series = new RecordedSeries(RecordStore.inMemory());

    @BeforeEach
    void keep() {
      for (int month = 1; month <= 4; month++) {
        LocalDate date = LocalDate.of(2024, month, 1);
        series.save(
            "CPI",
            List.of(
                new SeriesPoint(date, date.plusDays(12), BigDecimal.valueOf(month)),
                new SeriesPoint(date, date.plusDays(40), BigDecimal.valueOf(-month))));
      }
    }

    @Override
    protected SeriesSource source() {
      return series;
    }

    @Override
    protected String series() {
      return "CPI";
    }

    @Override
    protected LocalDate from() {
      return JANUARY;
    }

    @Override
    protected LocalDate to() {
      return JUNE;
    }

    @Override
    protected boolean tellsUnknownSeries() {
      return false;
    }
  }

  /** Releases that Trading Economics sent. */
  @Nested
  class RecordedReleases extends EventSourceCompliance {

    private EconomicCalendar calendar = EconomicCalendar.of(access("[]"));

    @BeforeEach
    void read(@SharedData("fixtures") Path fixtures) {
      RecordedBody body = RecordedBody.of(fixtures, BodyKind.TRADINGECONOMICS_CALENDAR).get(0);
      calendar = EconomicCalendar.of(access(body.text()));
    }

    @Override
    protected EventSource source() {
      return calendar;
    }

    @Override
    protected LocalDate from() {
      return LocalDate.of(2023, 1, 1);
    }

    @Override
    protected LocalDate to() {
      return LocalDate.of(2023, 12, 31);
    }

    @Override
    protected Instant asOf() {
      return Instant.parse("2026-11-20T00:00:00Z");
    }
  }

  @Nested
  class EventsOfAStore extends EventSourceCompliance {

    private final RecordedEvents events = new RecordedEvents(RecordStore.inMemory());

    @BeforeEach
    void keep() {
      for (int month = 1; month <= 3; month++) {
        LocalDate date = LocalDate.of(2024, month, 10);
        for (String ticker : List.of("AAPL", "MSFT")) {
          events.save(
              List.of(
                  new CalendarEvent(
                      "EARNINGS",
                      ticker,
                      date,
                      CalendarEvent.Timing.AFTER_CLOSE,
                      Optional.empty(),
                      Instant.parse("2023-12-01T00:00:00Z").plus(Duration.ofDays(month)))));
        }
      }
    }

    @Override
    protected EventSource source() {
      return events;
    }

    @Override
    protected LocalDate from() {
      return JANUARY;
    }

    @Override
    protected LocalDate to() {
      return JUNE;
    }

    @Override
    protected Instant asOf() {
      return Instant.parse("2024-06-30T00:00:00Z");
    }
  }
}
