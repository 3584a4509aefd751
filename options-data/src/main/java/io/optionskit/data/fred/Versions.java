/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.fred;

import io.optionskit.data.intake.FieldCensus;
import io.optionskit.data.internal.BoundedDecimal;
import io.optionskit.market.SeriesPoint;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The values of a series by date and by the day each became known. */
final class Versions {

  private static final Comparator<Version> ORDER =
      Comparator.comparing(Version::date).thenComparing(Version::released);

  private final List<Version> versions = new ArrayList<>();
  private final List<String> refused = new ArrayList<>();

  /** What a value was from a day on. */
  private record Version(LocalDate date, LocalDate released, Optional<BigDecimal> value) {}

  void add(LocalDate date, LocalDate releaseDate, Optional<BigDecimal> value) {
    versions.add(new Version(date, releaseDate, value));
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
    return Optional.of(BoundedDecimal.parse(shown));
  }

  /** Returns the values as they stood at the end of a day. */
  SeriesAnswer asOf(LocalDate from, LocalDate to, LocalDate asOf, FieldCensus census) {
    List<SeriesPoint> points = new ArrayList<>();
    List<LocalDate> withoutValue = new ArrayList<>();
    List<Version> sorted = sorted();
    for (int first = 0, end; first < sorted.size(); first = end) {
      LocalDate date = sorted.get(first).date;
      int known = -1; // none if not published yet
      for (end = first; end < sorted.size() && sorted.get(end).date.equals(date); end++) {
        known = sorted.get(end).released.isAfter(asOf) ? known : end;
      }
      if (known < 0 || date.isBefore(from) || date.isAfter(to)) {
        continue;
      }
      Optional<BigDecimal> value = sorted.get(known).value;
      if (value.isPresent()) {
        points.add(new SeriesPoint(date, since(sorted, first, known), value.get()));
      } else {
        withoutValue.add(date);
      }
    }
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
    LocalDate date = LocalDate.MIN;
    Optional<BigDecimal> before = Optional.empty();
    for (Version version : sorted()) {
      before = version.date.equals(date) ? before : Optional.empty();
      date = version.date;
      if (version.value.isPresent() && !version.value.equals(before)) {
        points.add(new SeriesPoint(date, version.released, version.value.get()));
      }
      before = version.value;
    }
    return List.copyOf(points);
  }

  /** Returns the day from which on the value of a version stood unchanged. */
  private static LocalDate since(List<Version> sorted, int first, int known) {
    int since = known;
    while (since > first && sorted.get(since - 1).value.equals(sorted.get(known).value)) {
      since--;
    }
    return sorted.get(since).released;
  }

  /**
   * Returns the versions ascending by date and release; of those of one day the one first added.
   */
  private List<Version> sorted() {
    versions.sort(ORDER);
    List<Version> sorted = new ArrayList<>(versions.size());
    for (Version version : versions) {
      if (sorted.isEmpty() || ORDER.compare(sorted.get(sorted.size() - 1), version) != 0) {
        sorted.add(version);
      }
    }
    return sorted;
  }
}
