/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.optionskit.market.SeriesPoint;
import io.optionskit.spi.ProviderException;
import io.optionskit.spi.SeriesSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What every {@link SeriesSource} must do. A source is tested by a subclass that says how to make
 * one and which series it has.
 *
 * <p>The numbers of the rules are those of docs/concepts/compliance-kits.md.
 */
public abstract class SeriesSourceCompliance {

  /** For subclasses. */
  protected SeriesSourceCompliance() {}

  /**
   * Returns the source under test, made anew or not.
   *
   * @return source that answers as often as it is asked
   */
  protected abstract SeriesSource source();

  /**
   * Returns a series that the source knows.
   *
   * @return name of the series
   */
  protected abstract String series();

  /**
   * Returns the first day of a span with at least three values.
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
   * Returns a day at whose end all values of the span were public.
   *
   * @return the last day of the span unless overridden
   */
  protected LocalDate asOf() {
    return to();
  }

  /**
   * Returns whether the source can tell an unknown series from one without values.
   *
   * @return true unless overridden; false leaves rule 6.6 out
   */
  protected boolean tellsUnknownSeries() {
    return true;
  }

  @Test
  final void rule6_1_valuesAscendByDateAndNoDateComesTwice() {
    List<SeriesPoint> points = points();

    assertThat(points).as("the span has values").hasSizeGreaterThanOrEqualTo(3);
    for (int i = 1; i < points.size(); i++) {
      assertThat(points.get(i).date()).isAfter(points.get(i - 1).date());
    }
  }

  @Test
  final void rule6_2_valuesAreAboutTheDaysAskedFor() {
    List<SeriesPoint> points = points();
    LocalDate first = points.get(1).date();
    LocalDate last = points.get(points.size() - 2).date();

    assertThat(source().observations(series(), first, last, asOf()))
        .isEqualTo(points.subList(1, points.size() - 1));
  }

  @Test
  final void rule6_3_nothingReleasedLaterIsTold() {
    for (SeriesPoint point : points()) {
      LocalDate before = point.releaseDate().minusDays(1);
      assertThat(source().observations(series(), from(), to(), before))
          .allMatch(known -> !known.releaseDate().isAfter(before));
    }
  }

  @Test
  final void rule6_4_aDateIsToldFromTheDayOfItsRelease() {
    List<LocalDate> known = dates(points());
    for (SeriesPoint point : points()) {
      List<SeriesPoint> then = source().observations(series(), from(), to(), point.releaseDate());
      assertThat(then).extracting(SeriesPoint::date).contains(point.date());
      assertThat(known).containsAll(dates(then));
    }
  }

  private static List<LocalDate> dates(List<SeriesPoint> points) {
    return points.stream().map(SeriesPoint::date).toList();
  }

  @Test
  final void rule6_5_aSpanInTwoPartsGivesTheSameValues() {
    List<SeriesPoint> points = points();
    LocalDate middle = points.get(points.size() / 2).date();
    List<SeriesPoint> parts =
        new ArrayList<>(source().observations(series(), from(), middle, asOf()));
    parts.addAll(source().observations(series(), middle.plusDays(1), to(), asOf()));

    assertThat(parts).isEqualTo(points);
  }

  @Test
  final void rule6_6_anUnknownSeriesIsAnErrorThatNoRetryHelps() {
    assumeTrue(tellsUnknownSeries(), "the source cannot tell unknown series");
    ProviderException failure =
        catchThrowableOfType(
            ProviderException.class, () -> source().observations("NOSUCH", from(), to(), asOf()));

    assertThat(failure).as("an unknown series is a ProviderException").isNotNull();
    assertThat(failure.reason()).isEqualTo(ProviderException.Reason.UNKNOWN_SYMBOL);
    assertThat(failure.retryable()).isFalse();
  }

  private List<SeriesPoint> points() {
    return source().observations(series(), from(), to(), asOf());
  }
}
