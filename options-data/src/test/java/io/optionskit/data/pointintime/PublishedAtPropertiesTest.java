/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.pointintime;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.optionskit.data.fred.FredGraph;
import io.optionskit.data.fred.FredSeries;
import io.optionskit.data.fred.RiskFreeRate;
import io.optionskit.data.http.HttpSettings;
import io.optionskit.data.http.MovableClock;
import io.optionskit.data.http.WireAnswer;
import io.optionskit.data.provider.ProviderAccess;
import io.optionskit.data.tradingeconomics.EconomicCalendar;
import io.optionskit.market.CalendarEvent;
import io.optionskit.market.SeriesPoint;
import io.optionskit.spi.Secret;
import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/**
 * Nothing is visible before it was published: the same questions as of many days, to sources that
 * send everything they have, also what is to come.
 */
class PublishedAtPropertiesTest {

  private static final LocalDate FIRST = LocalDate.of(2024, 1, 1);
  private static final int DAYS = 60;

  private record Version(LocalDate date, LocalDate released, BigDecimal value) {}

  /** Reaches a source that gives the same answer to everything. */
  private static ProviderAccess access(String body) {
    return ProviderAccess.at(URI.create("http://localhost:9"))
        .withClock(new MovableClock("2025-01-15T12:00:00Z"))
        .withHttp(HttpSettings.defaults().withRetries(0).withRate(100_000, Duration.ofSeconds(1)))
        .withSecrets(name -> Optional.of(Secret.of("key")))
        .withWire(
            network ->
                request ->
                    new WireAnswer(
                        200,
                        Map.of("Content-Type", "application/json"),
                        new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8))));
  }

  /** Returns values of some days, each released some days later and then perhaps revised. */
  private static List<Version> versions(Random random) {
    List<Version> versions = new ArrayList<>();
    for (int day = 0; day < DAYS; day++) {
      if (random.nextInt(3) == 0) {
        continue;
      }
      LocalDate date = FIRST.plusDays(day);
      LocalDate released = date;
      int count = 1 + random.nextInt(3);
      for (int version = 0; version < count; version++) {
        released = released.plusDays(1 + random.nextInt(20));
        versions.add(new Version(date, released, BigDecimal.valueOf(300 + random.nextInt(300), 2)));
      }
    }
    return versions;
  }

  private static String fred(List<Version> versions) {
    ObjectNode root = new ObjectMapper().createObjectNode().put("count", versions.size());
    ArrayNode rows = root.putArray("observations");
    for (Version version : versions) {
      rows.addObject()
          .put("realtime_start", version.released.toString())
          .put("realtime_end", "9999-12-31")
          .put("date", version.date.toString())
          .put("value", version.value.toPlainString());
    }
    return root.toString();
  }

  @Property(tries = 60)
  void aSeriesShowsEachValueFromItsReleaseUntilItsRevision(@ForAll long seed) {
    List<Version> versions = versions(new Random(seed));
    try (FredSeries series = FredSeries.of(access(fred(versions)))) {
      for (int day = -1; day < DAYS + 70; day += 3) {
        LocalDate asOf = FIRST.plusDays(day);
        Map<LocalDate, BigDecimal> expected = new TreeMap<>();
        versions.stream() // those of a date are in order of release
            .filter(version -> !version.released.isAfter(asOf))
            .forEach(version -> expected.put(version.date, version.value));

        List<SeriesPoint> points = series.observations("DGS3MO", FIRST, FIRST.plusDays(DAYS), asOf);

        Map<LocalDate, BigDecimal> seen = new TreeMap<>();
        points.forEach(point -> seen.put(point.date(), point.value()));
        assertThat(seen).as("as of %s", asOf).isEqualTo(expected);
        assertThat(points).allMatch(point -> point.isKnownOn(asOf));
        assertThat(points).allMatch(point -> point.date().isBefore(asOf));
      }
    }
  }

  @Property(tries = 60)
  void whatIsPublishedLaterChangesNoRateOfBefore(@ForAll long seed) {
    Random random = new Random(seed);
    List<Version> all = versions(random);
    LocalDate asOf = FIRST.plusDays(random.nextInt(DAYS + 30));
    List<Version> past = all.stream().filter(version -> !version.released.isAfter(asOf)).toList();
    try (FredSeries knowing = FredSeries.of(access(fred(all)));
        FredSeries then = FredSeries.of(access(fred(past)))) {

      RiskFreeRate rate = RiskFreeRate.of(knowing, asOf);

      assertThat(rate).isEqualTo(RiskFreeRate.of(then, asOf));
      rate.observed().ifPresent(point -> assertThat(point.isKnownOn(asOf)).isTrue());
    }
  }

  @Test
  void aGraphWithoutReleaseDaysIsNotReadAsOfThePastUnlessSomebodySaysWhenItWasPublished() {
    String table = "observation_date,DGS3MO\n2024-01-02,5.46\n2024-01-03,5.47\n2024-01-04,5.48\n";
    try (FredGraph graph = FredGraph.of(access(table))) {
      FredGraph nextDay = graph.withReleaseAfter(1);
      LocalDate third = LocalDate.of(2024, 1, 3);

      assertThat(nextDay.observations("DGS3MO", FIRST, third.plusDays(9), third))
          .extracting(SeriesPoint::date)
          .containsExactly(LocalDate.of(2024, 1, 2));
      assertThat(RiskFreeRate.of(graph, third).isStandIn()).isTrue();
    }
  }

  @Property(tries = 60)
  void anEconomicReleaseIsKnownFromItsLastVersionOn(@ForAll long seed) {
    Random random = new Random(seed);
    ArrayNode rows = new ObjectMapper().createArrayNode();
    Map<String, Instant> written = new TreeMap<>();
    for (int entry = 0; entry < 20; entry++) {
      Instant due =
          FIRST
              .atStartOfDay(ZoneOffset.UTC)
              .toInstant()
              .plus(Duration.ofMinutes(random.nextInt(DAYS * 24 * 60)));
      Instant update = due.plus(Duration.ofMinutes(random.nextInt(20_000) - 10_000));
      String name = "Figure " + entry;
      written.put(name, update);
      rows.addObject()
          .put("CalendarId", Integer.toString(entry))
          .put("Date", due.toString().replace("Z", ""))
          .put("Country", "United States")
          .put("Category", name)
          .put("Event", name)
          .put("LastUpdate", update.toString().replace("Z", ""));
    }
    try (EconomicCalendar calendar = EconomicCalendar.of(access(rows.toString()))) {
      for (int day = -10; day < DAYS + 10; day += 5) {
        Instant asOf = FIRST.plusDays(day).atStartOfDay(ZoneOffset.UTC).toInstant().plusSeconds(7);

        List<CalendarEvent> events =
            calendar.events(FIRST.minusDays(1), FIRST.plusDays(DAYS + 1), asOf);

        assertThat(events).allMatch(event -> !event.knownAt().isAfter(asOf));
        assertThat(events)
            .hasSize((int) written.values().stream().filter(at -> !at.isAfter(asOf)).count());
      }
    }
  }
}
