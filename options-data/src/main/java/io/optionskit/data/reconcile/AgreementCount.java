/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.reconcile;

import io.optionskit.market.Observation;
import io.optionskit.market.OptionQuote;
import io.optionskit.market.QuoteField;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Compares the values of one field, contract by contract. Not safe for use by several threads. */
final class AgreementCount {

  private static final int MOST_EXAMPLES = 5;

  private final QuoteField field;
  private final FieldTolerance tolerance;
  private final Optional<Duration> snapshotsApart;
  private final List<Double> differences = new ArrayList<>();
  private final List<FieldDifference> beyond = new ArrayList<>();
  private int agreeing;
  private int apart;
  private int onlyFirst;
  private int onlySecond;

  AgreementCount(QuoteField field, FieldTolerance tolerance, Optional<Duration> snapshotsApart) {
    this.field = field;
    this.tolerance = tolerance;
    this.snapshotsApart = snapshotsApart;
  }

  void add(OptionQuote first, OptionQuote second) {
    Optional<Observation> one = first.observation(field);
    Optional<Observation> other = second.observation(field);
    if (one.isPresent() && other.isPresent()) {
      compare(first, one.get(), other.get());
    } else if (one.isPresent()) {
      onlyFirst++;
    } else if (other.isPresent()) {
      onlySecond++;
    }
  }

  private void compare(OptionQuote quote, Observation one, Observation other) {
    if (timeApart(one.time(), other.time())
        .filter(time -> time.compareTo(tolerance.longestApart()) > 0)
        .isPresent()) {
      apart++;
      return;
    }
    differences.add(Math.abs(one.value() - other.value()));
    if (tolerance.agree(one.value(), other.value())) {
      agreeing++;
    } else {
      beyond.add(
          new FieldDifference(
              quote.contract(), one.value(), other.value(), one.time(), other.time()));
    }
  }

  /**
   * Returns the time between two values. A trade and a count of open interest are of their own
   * time; a quote stands until the next one, so that it is of the time of the snapshot.
   */
  private Optional<Duration> timeApart(Optional<Instant> one, Optional<Instant> other) {
    boolean happened = field == QuoteField.LAST || field == QuoteField.OPEN_INTEREST;
    return happened && one.isPresent() && other.isPresent()
        ? Optional.of(Duration.between(one.get(), other.get()).abs())
        : happened ? Optional.empty() : snapshotsApart;
  }

  FieldAgreement result() {
    beyond.sort(
        Comparator.comparingDouble(FieldDifference::size)
            .reversed()
            .thenComparing(difference -> difference.contract().symbol()));
    differences.sort(Comparator.naturalOrder());
    int count = differences.size();
    return new FieldAgreement(
        field,
        count,
        agreeing,
        apart,
        onlyFirst,
        onlySecond,
        count == 0
            ? OptionalDouble.empty()
            : OptionalDouble.of(
                0.5 * (differences.get((count - 1) / 2) + differences.get(count / 2))),
        count == 0 ? OptionalDouble.empty() : OptionalDouble.of(differences.get(count - 1)),
        beyond.subList(0, Math.min(MOST_EXAMPLES, beyond.size())));
  }
}
