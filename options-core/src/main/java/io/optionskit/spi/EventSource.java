/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.spi;

import io.optionskit.market.CalendarEvent;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;

/** Gives the events of a calendar as they were known at a time. May be called from any thread. */
@FunctionalInterface
public interface EventSource {

  /**
   * Gets the events of some days.
   *
   * @param from first day
   * @param to last day
   * @param asOf instant at which the events were known
   * @return events ascending by date, without those that were not known then
   * @throws ProviderException if the source fails
   */
  List<CalendarEvent> events(LocalDate from, LocalDate to, Instant asOf);

  /**
   * Returns a source of events at hand.
   *
   * @param all events in any order, each in one form
   * @return the source
   */
  static EventSource of(List<CalendarEvent> all) {
    List<CalendarEvent> kept = List.copyOf(all);
    return (from, to, asOf) ->
        kept.stream()
            .filter(event -> !event.date().isBefore(from) && !event.date().isAfter(to))
            .filter(event -> !event.knownAt().isAfter(asOf))
            .sorted(Comparator.comparing(CalendarEvent::date))
            .toList();
  }
}
