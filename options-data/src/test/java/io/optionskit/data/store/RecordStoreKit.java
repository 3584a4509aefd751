/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.optionskit.data.http.MovableClock;
import io.optionskit.market.CalendarEvent;
import io.optionskit.market.SeriesPoint;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract of record stores: one kit for memory and for every database. */
abstract class RecordStoreKit {

  static final Instant TIME =
      Instant.parse("2024-03-10T06:59:59.999999Z"); // the hour clocks change

  abstract static class OnDatabase extends RecordStoreKit {
    private final Stores stores;
    @TempDir private Path folder;
    private Optional<TradeStore> store = Optional.empty();

    OnDatabase(Stores stores) {
      this.stores = stores;
    }

    @Override
    RecordStore create() {
      store = Optional.of(Stores.open(stores.empty(folder)));
      return store.get().records();
    }

    @AfterEach
    void close() {
      store.ifPresent(TradeStore::close);
    }
  }

  abstract RecordStore create();

  @Test
  void givesBackEveryValueOfEveryKind() {
    RecordStore store = create();
    for (RecordKind kind : RecordKind.values()) {
      List<StoreRecord> records = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        records.add(sample(kind, i));
      }

      store.save(records);

      assertThat(store.find(RecordQuery.of(kind))).containsExactlyInAnyOrderElementsOf(records);
    }
  }

  @Test
  void replacesARecordOfTheSameKeyButNoFillAndNoAuditEntry() {
    RecordStore store = create();
    for (RecordKind kind : List.of(RecordKind.RISK_EVENTS, RecordKind.AUDIT_LOG)) {
      StoreRecord first = event(kind, "e1", 0, "first");
      StoreRecord second = event(kind, "e1", 0, "second");
      store.save(List.of(first));
      store.save(List.of(second, second));

      assertThat(store.find(RecordQuery.of(kind)))
          .containsExactly(kind == RecordKind.AUDIT_LOG ? first : second);
    }
  }

  @Test
  void findsByValueAndRangeInOrderOfTime() {
    RecordStore store = create();
    List<StoreRecord> records = new ArrayList<>();
    for (int i = 9; i >= 0; i--) {
      records.add(event(RecordKind.RISK_EVENTS, "e" + i, i, i % 2 == 0 ? "even" : "ODD"));
    }
    store.save(records);

    List<StoreRecord> found =
        store.find(
            RecordQuery.of(RecordKind.RISK_EVENTS)
                .where("kind", "even")
                .atLeast("ts", TIME.plusSeconds(2))
                .atMost("ts", TIME.plusSeconds(8))
                .limit(3));

    assertThat(found)
        .extracting(record -> record.values().get("id"))
        .containsExactly("e2", "e4", "e6");
    assertThat(store.find(RecordQuery.of(RecordKind.RISK_EVENTS).where("kind", "odd")))
        .as("letters count")
        .isEmpty();
  }

  @Test
  void takesTextThatLooksLikeSql() {
    RecordStore store = create();
    StoreRecord record = event(RecordKind.RISK_EVENTS, SampleRows.TRICKY, 0, SampleRows.TRICKY);
    store.save(List.of(record));

    assertThat(store.find(RecordQuery.of(RecordKind.RISK_EVENTS).where("kind", SampleRows.TRICKY)))
        .containsExactly(record);
  }

  @Test
  void keepsAllRecordsOrNone() {
    RecordStore store = create();
    if (!(this instanceof OnDatabase)) {
      return; // nothing can fail in memory
    }
    StoreRecord good = sample(RecordKind.ORDERS, 0);
    Map<String, Object> values = new HashMap<>(sample(RecordKind.ORDERS, 1).values());
    values.remove("status"); // required

    assertThatThrownBy(() -> store.save(List.of(good, StoreRecord.of(RecordKind.ORDERS, values))))
        .isInstanceOf(StoreException.class);

    assertThat(store.find(RecordQuery.of(RecordKind.ORDERS))).isEmpty();
  }

  @Test
  void tellsAValueAsItWasPublished() {
    RecordedSeries series = new RecordedSeries(create());
    LocalDate quarter = LocalDate.of(2024, 1, 1);
    SeriesPoint advance =
        new SeriesPoint(quarter, LocalDate.of(2024, 4, 25), new BigDecimal("1.6"));
    SeriesPoint second = new SeriesPoint(quarter, LocalDate.of(2024, 5, 30), new BigDecimal("1.3"));
    series.save("GDP", List.of(second, advance));
    series.save("GDP", List.of(advance));

    assertThat(series.observations("GDP", quarter, quarter, LocalDate.of(2024, 4, 24))).isEmpty();
    assertThat(series.observations("GDP", quarter, quarter, LocalDate.of(2024, 5, 29)))
        .containsExactly(advance);
    assertThat(series.observations("GDP", quarter, quarter, LocalDate.of(2024, 5, 30)))
        .containsExactly(second);
    assertThat(series.observations("CPI", quarter, quarter, LocalDate.of(2030, 1, 1))).isEmpty();
  }

  @Test
  void tellsAnEventAsItWasKnown() {
    RecordedEvents events = new RecordedEvents(create());
    LocalDate day = LocalDate.of(2024, 5, 2);
    CalendarEvent early =
        new CalendarEvent(
            "EARNINGS", "AAPL", day, CalendarEvent.Timing.UNSTATED, Optional.empty(), TIME);
    CalendarEvent late =
        new CalendarEvent(
            "EARNINGS",
            "AAPL",
            day,
            CalendarEvent.Timing.AFTER_CLOSE,
            Optional.of(Instant.parse("2024-05-02T20:30:00Z")),
            TIME.plusSeconds(60));
    events.save(List.of(late, early));

    assertThat(events.events(day, day, TIME.minusNanos(1000))).isEmpty();
    assertThat(events.events(day, day, TIME.plusSeconds(59))).containsExactly(early);
    assertThat(events.events(day, day, TIME.plusSeconds(60))).containsExactly(late);
  }

  @Test
  void writesBatchesOfAHundredOrAfterAMinuteAndUrgentRecordsAtOnce() {
    RecordStore store = create();
    MovableClock clock = new MovableClock("2024-03-10T07:00:00Z");
    RecordQuery all = RecordQuery.of(RecordKind.RISK_EVENTS);
    try (BatchedRecords batches = new BatchedRecords(store, clock)) {
      for (int i = 0; i < 99; i++) {
        batches.save(List.of(event(RecordKind.RISK_EVENTS, "a" + i, i, "kind")));
      }
      assertThat(store.find(all)).isEmpty();
      batches.save(List.of(event(RecordKind.RISK_EVENTS, "a99", 99, "kind")));
      assertThat(store.find(all)).hasSize(100);

      batches.save(List.of(event(RecordKind.RISK_EVENTS, "b1", 100, "kind")));
      clock.move(Duration.ofSeconds(59));
      batches.save(List.of(event(RecordKind.RISK_EVENTS, "b2", 101, "kind")));
      assertThat(store.find(all)).hasSize(100);
      clock.move(Duration.ofSeconds(1));
      batches.save(List.of(event(RecordKind.RISK_EVENTS, "b3", 102, "kind")));
      assertThat(store.find(all)).hasSize(103);

      batches.save(List.of(event(RecordKind.RISK_EVENTS, "c", 103, "kind")));
      batches.save(List.of(event(RecordKind.AUDIT_LOG, "u", 103, "kind")));
      assertThat(store.find(all)).hasSize(104);
      batches.save(List.of(event(RecordKind.RISK_EVENTS, "d", 104, "kind")));
    }
    assertThat(store.find(all)).as("closed").hasSize(105);
  }

  @Test
  void refusesWhatNotEveryDatabaseCouldKeep() {
    Map<String, Object> good = new HashMap<>(sample(RecordKind.FILLS, 0).values());

    for (Map.Entry<String, Object> bad :
        Map.<String, Object>of(
                "price",
                new BigDecimal("1.1234567"),
                "ts",
                TIME.plusNanos(1),
                "quantity",
                "7",
                "nothing",
                1L)
            .entrySet()) {
      Map<String, Object> values = new HashMap<>(good);
      values.put(bad.getKey(), bad.getValue());
      assertThatThrownBy(() -> StoreRecord.of(RecordKind.FILLS, values))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(bad.getKey());
    }
    good.remove("id");
    assertThatThrownBy(() -> StoreRecord.of(RecordKind.FILLS, good))
        .hasMessageContaining("must have id");
  }

  private static StoreRecord sample(RecordKind kind, int number) {
    Map<String, Object> values = new HashMap<>();
    Object[] row = SampleRows.row(kind.table(), number);
    for (int i = 0; i < row.length; i++) {
      Object value = row[i];
      if (value instanceof Dialect.Price price) {
        value = price.value();
      } else if (value instanceof Dialect.Json json) {
        value = json.text();
      }
      if (value != null) {
        values.put(kind.table().columns().get(i).name(), value);
      }
    }
    return StoreRecord.of(kind, values);
  }

  private static StoreRecord event(RecordKind kind, String id, int second, String what) {
    Map<String, Object> values = new HashMap<>();
    values.put("id", id);
    values.put("ts", TIME.plusSeconds(second));
    values.put("kind", what);
    if (kind == RecordKind.AUDIT_LOG) {
      values.put("actor", "operator");
    } else {
      values.put("mode", "paper");
      values.put("severity", "high");
      values.put("action", "halt");
    }
    return StoreRecord.of(kind, values);
  }
}
