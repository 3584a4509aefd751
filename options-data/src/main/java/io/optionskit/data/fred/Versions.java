/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.fred;

import io.optionskit.data.intake.FieldCensus;
import io.optionskit.market.SeriesPoint;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** The values of a series by date and by the day each became known. */
final class Versions {

  private final TreeMap<LocalDate, TreeMap<LocalDate, Optional<BigDecimal>>> byDate =
      new TreeMap<>();
  private final List<String> refused = new ArrayList<>();

  void add(LocalDate date, LocalDate releaseDate, Optional<BigDecimal> value) {
    byDate.computeIfAbsent(date, key -> new TreeMap<>()).putIfAbsent(releaseDate, value);
  }

  void refuse(String row) {
    refused.add(row);
  }

  /**
   * Returns a number as FRED writes it, empty for its signs of none: nothing, or a dot.
   *
   * @throws NumberFormatException if it is neither
   */
  static Optional<BigDecimal> value(String text) {
    String shown = text.strip();
    if (shown.isEmpty() || shown.equals(".")) {
      return Optional.empty();
    }
    BigDecimal value = new BigDecimal(shown);
    if (!Double.isFinite(value.doubleValue())) {
      throw new NumberFormatException("value is out of range: " + shown);
    }
    return Optional.of(value);
  }

  /** Returns the values as they stood at the end of a day. */
  SeriesAnswer asOf(LocalDate from, LocalDate to, LocalDate asOf, FieldCensus census) {
    List<SeriesPoint> points = new ArrayList<>();
    List<LocalDate> withoutValue = new ArrayList<>();
    byDate
        .subMap(from, true, to.isBefore(from) ? from : to, !to.isBefore(from))
        .forEach(
            (date, versions) -> {
              Map.Entry<LocalDate, Optional<BigDecimal>> known = versions.floorEntry(asOf);
              if (known == null) {
                return; // not published yet
              }
              known
                  .getValue()
                  .ifPresentOrElse(
                      value ->
                          points.add(
                              new SeriesPoint(date, since(versions, known.getKey(), value), value)),
                      () -> withoutValue.add(date));
            });
    return new SeriesAnswer(
        List.copyOf(points),
        List.copyOf(withoutValue),
        List.copyOf(refused),
        census.unknown(),
        census.vanished());
  }

  /** Returns every value that was ever published, ascending by date and release. */
  List<SeriesPoint> all() {
    List<SeriesPoint> points = new ArrayList<>();
    byDate.forEach(
        (date, versions) -> {
          Optional<BigDecimal> before = Optional.empty();
          for (Map.Entry<LocalDate, Optional<BigDecimal>> version : versions.entrySet()) {
            Optional<BigDecimal> value = version.getValue();
            if (value.isPresent() && !value.equals(before)) {
              points.add(new SeriesPoint(date, version.getKey(), value.get()));
            }
            before = value;
          }
        });
    return List.copyOf(points);
  }

  /** Returns the day from which on the value stood unchanged. */
  private static LocalDate since(
      NavigableMap<LocalDate, Optional<BigDecimal>> versions, LocalDate last, BigDecimal value) {
    LocalDate since = last;
    for (Map.Entry<LocalDate, Optional<BigDecimal>> version :
        versions.headMap(last, false).descendingMap().entrySet()) {
      if (!version.getValue().equals(Optional.of(value))) {
        break;
      }
      since = version.getKey();
    }
    return since;
  }
}
