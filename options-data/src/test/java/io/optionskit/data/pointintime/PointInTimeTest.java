/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.pointintime;

import static org.assertj.core.api.Assertions.assertThat;

import io.optionskit.data.store.RecordStore;
import io.optionskit.data.store.RecordedEvents;
import io.optionskit.data.store.RecordedSeries;
import io.optionskit.market.CalendarEvent;
import io.optionskit.market.CorporateAction;
import io.optionskit.market.SeriesPoint;
import io.optionskit.spi.CorporateActionSource;
import io.optionskit.spi.EventSource;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/**
 * What becomes known later changes no answer about before: with it and without it, a source says
 * the same of every earlier time, and never tells what was not yet known.
 */
class PointInTimeTest {

  private static final LocalDate FIRST = LocalDate.of(2024, 1, 1);
  private static final LocalDate LAST = LocalDate.of(2024, 12, 31);
  private static final Instant BEGIN = Instant.parse("2023-12-01T00:00:00Z");
  private static final int HOURS = 24 * 400;

  @Property(tries = 200)
  void corporateActions(@ForAll long seed, @ForAll @IntRange(max = HOURS) int hours) {
    List<CorporateAction> all = some(seed, PointInTimeTest::action);
    Instant asOf = BEGIN.plus(Duration.ofHours(hours));

    List<CorporateAction> answer = CorporateActionSource.of(all).actions("ABC", FIRST, LAST, asOf);

    assertThat(answer).allMatch(action -> !action.knownAt().isAfter(asOf));
    assertThat(answer)
        .isEqualTo(
            CorporateActionSource.of(
                    all.stream().filter(action -> !action.knownAt().isAfter(asOf)).toList())
                .actions("ABC", FIRST, LAST, asOf));
    assertThat(answer)
        .hasSize(
            (int)
                all.stream()
                    .filter(action -> action.ticker().equals("ABC"))
                    .filter(action -> !action.knownAt().isAfter(asOf))
                    .count());
  }

  @Property(tries = 200)
  void eventsAtHand(@ForAll long seed, @ForAll @IntRange(max = HOURS) int hours) {
    List<CalendarEvent> all = some(seed, PointInTimeTest::event);
    Instant asOf = BEGIN.plus(Duration.ofHours(hours));
    List<CalendarEvent> known =
        all.stream().filter(event -> !event.knownAt().isAfter(asOf)).toList();

    List<CalendarEvent> answer = EventSource.of(all).events(FIRST, LAST, asOf);

    assertThat(answer).containsExactlyInAnyOrderElementsOf(known);
    assertThat(answer).isEqualTo(EventSource.of(known).events(FIRST, LAST, asOf));
  }

  /** Earnings and releases move: the form known last counts, never one known later. */
  @Property(tries = 100)
  void eventsKeptInAStore(@ForAll long seed, @ForAll @IntRange(max = HOURS) int hours) {
    List<CalendarEvent> all = some(seed, PointInTimeTest::event);
    Instant asOf = BEGIN.plus(Duration.ofHours(hours));
    List<CalendarEvent> known =
        all.stream().filter(event -> !event.knownAt().isAfter(asOf)).toList();

    List<CalendarEvent> answer = kept(all).events(FIRST, LAST, asOf);

    assertThat(answer).allMatch(known::contains);
    assertThat(answer).isEqualTo(kept(known).events(FIRST, LAST, asOf));
    assertThat(answer.isEmpty()).isEqualTo(known.isEmpty());
  }

  private static RecordedEvents kept(List<CalendarEvent> events) {
    RecordedEvents source = new RecordedEvents(RecordStore.inMemory());
    source.save(events);
    return source;
  }

  /** Rates and figures of the economy are revised: the value public then counts. */
  @Property(tries = 100)
  void seriesKeptInAStore(@ForAll long seed, @ForAll @IntRange(max = 400) int days) {
    List<SeriesPoint> all = some(seed, PointInTimeTest::point);
    LocalDate asOf = FIRST.plusDays(days);
    List<SeriesPoint> known = all.stream().filter(p -> !p.releaseDate().isAfter(asOf)).toList();

    List<SeriesPoint> answer = series(all).observations("GDP", FIRST, LAST, asOf);

    assertThat(answer).allMatch(point -> !point.releaseDate().isAfter(asOf));
    assertThat(answer).isEqualTo(series(known).observations("GDP", FIRST, LAST, asOf));
    assertThat(answer.isEmpty()).isEqualTo(known.isEmpty());
  }

  private static RecordedSeries series(List<SeriesPoint> points) {
    RecordedSeries source = new RecordedSeries(RecordStore.inMemory());
    source.save("GDP", points);
    return source;
  }

  private static <T> List<T> some(long seed, Function<Random, T> make) {
    Random random = new Random(seed);
    List<T> all = new ArrayList<>();
    for (int i = random.nextInt(12); i >= 0; i--) {
      all.add(make.apply(random));
    }
    return all;
  }

  private static CorporateAction action(Random random) {
    LocalDate exDate = day(random);
    String ticker = random.nextInt(4) > 0 ? "ABC" : "XYZ";
    Optional<LocalDate> announcedOn =
        random.nextBoolean()
            ? Optional.of(exDate.minusDays(random.nextInt(60) - 5))
            : Optional.empty();
    Instant knownAt = CorporateAction.knownAt(exDate, announcedOn);
    assertThat(knownAt).isBeforeOrEqualTo(CorporateAction.knownAt(exDate, Optional.empty()));
    announcedOn.ifPresent(
        day ->
            assertThat(knownAt.isAfter(day.atTime(20, 0).toInstant(ZoneOffset.ofHours(-5))))
                .as("never before the evening of the announcement, unless it is late")
                .isEqualTo(day.isBefore(exDate)));
    return random.nextBoolean()
        ? new CorporateAction.Dividend(ticker, exDate, BigDecimal.ONE, "USD", knownAt)
        : new CorporateAction.Split(ticker, exDate, BigDecimal.TEN, BigDecimal.ONE, knownAt);
  }

  private static CalendarEvent event(Random random) {
    return new CalendarEvent(
        "EARNINGS",
        "T" + random.nextInt(1000),
        day(random),
        CalendarEvent.Timing.values()[random.nextInt(5)],
        Optional.empty(),
        BEGIN.plus(Duration.ofHours(random.nextInt(HOURS))));
  }

  private static SeriesPoint point(Random random) {
    LocalDate date = day(random);
    return new SeriesPoint(
        date, date.plusDays(random.nextInt(90)), BigDecimal.valueOf(random.nextInt(100)));
  }

  private static LocalDate day(Random random) {
    return FIRST.plusDays(random.nextInt(366));
  }
}
