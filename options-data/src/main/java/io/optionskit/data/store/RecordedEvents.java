/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.store;

import io.optionskit.market.CalendarEvent;
import io.optionskit.spi.EventSource;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Events kept in a store, read as they were known at a time. May be called from any thread.
 *
 * <p>Times are kept to the microsecond; the time from which an event was known is rounded up, so
 * that nothing is known too early.
 */
public final class RecordedEvents implements EventSource {

  private final RecordStore store;

  /**
   * Creates the source.
   *
   * @param store store that keeps the events
   */
  public RecordedEvents(RecordStore store) {
    this.store = store;
  }

  /**
   * Keeps events; one that is known in another form later is one more event.
   *
   * @param events events with the times from which they were known
   */
  public void save(List<CalendarEvent> events) {
    List<StoreRecord> records = new ArrayList<>();
    for (CalendarEvent event : events) {
      Map<String, Object> values = new TreeMap<>();
      values.put("event_type", event.type());
      values.put("symbol", event.subject());
      values.put("event_date", event.date());
      values.put("timing", event.timing().name());
      values.put("known_at", roundedUp(event.knownAt()));
      event.time().ifPresent(time -> values.put("event_time", time.truncatedTo(ChronoUnit.MICROS)));
      records.add(StoreRecord.of(RecordKind.CALENDAR_EVENTS, values));
    }
    store.save(records);
  }

  @Override
  public List<CalendarEvent> events(LocalDate from, LocalDate to, Instant asOf) {
    Map<List<Object>, CalendarEvent> latest = new LinkedHashMap<>();
    for (StoreRecord record :
        store.find(
            RecordQuery.of(RecordKind.CALENDAR_EVENTS)
                .atLeast("event_date", from)
                .atMost("event_date", to)
                .atMost("known_at", asOf.truncatedTo(ChronoUnit.MICROS))
                .limit(Integer.MAX_VALUE))) {
      CalendarEvent event =
          new CalendarEvent(
              record.findText("event_type").orElseThrow(),
              record.findText("symbol").orElseThrow(),
              record.findDate("event_date").orElseThrow(),
              CalendarEvent.Timing.valueOf(record.findText("timing").orElse("UNSTATED")),
              record.findInstant("event_time"),
              record.findInstant("known_at").orElseThrow());
      latest.put(List.of(event.type(), event.subject(), event.date()), event);
    }
    return List.copyOf(latest.values());
  }

  private static Instant roundedUp(Instant instant) {
    Instant whole = instant.truncatedTo(ChronoUnit.MICROS);
    return whole.equals(instant) ? whole : whole.plus(1, ChronoUnit.MICROS);
  }
}
