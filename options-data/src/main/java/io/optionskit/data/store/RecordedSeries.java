/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.store;

import io.optionskit.market.SeriesPoint;
import io.optionskit.spi.SeriesSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Series kept in a store, read as they were known on a day. May be called from any thread. */
public final class RecordedSeries implements SeriesSource {

  private final RecordStore store;

  /**
   * Creates the source.
   *
   * @param store store that keeps the points
   */
  public RecordedSeries(RecordStore store) {
    this.store = store;
  }

  /**
   * Keeps points; a revised value is one more point with a later release.
   *
   * @param series name
   * @param points values with their days of release
   */
  public void save(String series, List<SeriesPoint> points) {
    List<StoreRecord> records = new ArrayList<>();
    for (SeriesPoint point : points) {
      records.add(
          StoreRecord.of(
              RecordKind.REFERENCE_SERIES,
              Map.of(
                  "series",
                  series,
                  "observation_date",
                  point.date(),
                  "release_date",
                  point.releaseDate(),
                  "value",
                  point.value())));
    }
    store.save(records);
  }

  @Override
  public List<SeriesPoint> observations(
      String series, LocalDate from, LocalDate to, LocalDate asOf) {
    TreeMap<LocalDate, SeriesPoint> latest = new TreeMap<>();
    for (StoreRecord record :
        store.find(
            RecordQuery.of(RecordKind.REFERENCE_SERIES)
                .where("series", series)
                .atLeast("observation_date", from)
                .atMost("observation_date", to)
                .atMost("release_date", asOf)
                .limit(Integer.MAX_VALUE))) {
      LocalDate date = record.findDate("observation_date").orElseThrow();
      LocalDate release = record.findDate("release_date").orElseThrow();
      record
          .findExact("value")
          .ifPresent(value -> latest.put(date, new SeriesPoint(date, release, value)));
    }
    return List.copyOf(latest.values());
  }
}
