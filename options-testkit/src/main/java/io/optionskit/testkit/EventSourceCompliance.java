/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.optionskit.market.CalendarEvent;
import io.optionskit.spi.EventSource;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What every {@link EventSource} must do. A source is tested by a subclass that says how to make
 * one and which days it has.
 *
 * <p>The numbers of the rules are those of docs/concepts/compliance-kits.md.
 */
public abstract class EventSourceCompliance {

  /** For subclasses. */
  protected EventSourceCompliance() {}

  /**
   * Returns the source under test, made anew or not.
   *
   * @return source that answers as often as it is asked
   */
  protected abstract EventSource source();

  /**
   * Returns the first day of a span with events on at least two days.
   *
   * @return first day
   */
  protected abstract LocalDate from();

  /**
   * Returns the last day of that span.
   *
   * @return last day
   */
  protected abstract LocalDate to();

  /**
   * Returns when the events of the span were known.
   *
   * @return instant at which all of them were
   */
  protected abstract Instant asOf();

  @Test
  final void rule7_1_eventsAscendByDate() {
    assertThat(dates()).isSorted();
    assertThat(dates().stream().distinct()).as("days with events").hasSizeGreaterThanOrEqualTo(2);
  }

  @Test
  final void rule7_2_eventsAreOfTheDaysAskedFor() {
    LocalDate first = dates().get(0);
    LocalDate last = dates().get(dates().size() - 1);

    assertThat(source().events(first, first, asOf()))
        .isEqualTo(events().stream().filter(event -> event.date().equals(first)).toList());
    assertThat(source().events(last, last, asOf()))
        .isEqualTo(events().stream().filter(event -> event.date().equals(last)).toList());
  }

  @Test
  final void rule7_3_nothingKnownLaterIsTold() {
    for (CalendarEvent event : events()) {
      Instant before = event.knownAt().minusNanos(1);
      assertThat(source().events(from(), to(), before))
          .allMatch(known -> !known.knownAt().isAfter(before));
    }
  }

  @Test
  final void rule7_4_anEventIsToldFromTheInstantItIsKnown() {
    for (CalendarEvent event : events()) {
      assertThat(source().events(event.date(), event.date(), event.knownAt())).contains(event);
    }
  }

  @Test
  final void rule7_5_aSpanInTwoPartsGivesTheSameEvents() {
    LocalDate first = dates().get(0);
    List<CalendarEvent> parts = new ArrayList<>(source().events(from(), first, asOf()));
    parts.addAll(source().events(first.plusDays(1), to(), asOf()));

    assertThat(parts).isEqualTo(events());
  }

  private List<CalendarEvent> events() {
    return source().events(from(), to(), asOf());
  }

  private List<LocalDate> dates() {
    return events().stream().map(CalendarEvent::date).toList();
  }
}
