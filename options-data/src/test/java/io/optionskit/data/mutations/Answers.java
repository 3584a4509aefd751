/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.mutations;

import static org.assertj.core.api.Assertions.assertThat;

import io.optionskit.data.intake.ChainAnswer;
import io.optionskit.market.Bar;
import io.optionskit.market.OptionChain;
import io.optionskit.market.QuoteField;
import io.optionskit.market.SeriesPoint;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;

/** What must hold of everything that a damaged answer still gave. */
final class Answers {

  static final Instant EVER = Instant.parse("2015-01-01T00:00:00Z");
  static final Instant NOW = Instant.parse("2026-11-20T20:00:00Z");
  static final LocalDate FIRST = LocalDate.of(2018, 1, 1);
  static final LocalDate LAST = LocalDate.of(2026, 11, 20);

  private static final Set<QuoteField> PRICES =
      Set.of(QuoteField.BID, QuoteField.ASK, QuoteField.LAST);
  private static final Set<QuoteField> COUNTS =
      Set.of(QuoteField.BID_SIZE, QuoteField.ASK_SIZE, QuoteField.VOLUME, QuoteField.OPEN_INTEREST);

  private Answers() {}

  static void chain(ChainAnswer answer) {
    OptionChain chain = answer.chain();
    int refused = answer.report().refused().values().stream().mapToInt(Integer::intValue).sum();
    check(answer.report().accepted() == chain.size(), "accepted rows are those of the chain");
    check(answer.report().rows() == chain.size() + refused, "every row is accepted or refused");
    check(!(chain.spot().orElse(1) <= 0), "spot is above 0");
    for (int row = 0; row < chain.size(); row++) {
      var quote = chain.quote(row);
      check(quote.strike() > 0 && quote.strike() < 1e6, "strike");
      for (QuoteField field : QuoteField.values()) {
        quote
            .observation(field)
            .ifPresent(
                seen -> {
                  double value = seen.value();
                  check(Double.isFinite(value), field + " is finite");
                  check(!PRICES.contains(field) || value > 0, field + " is above 0: " + value);
                  check(!COUNTS.contains(field) || value >= 0, field + " is not below 0: " + value);
                  check(
                      field != QuoteField.IMPLIED_VOLATILITY || (value > 1e-4 && value < 1e3),
                      field + " can be one: " + value);
                  check(
                      seen.time().map(time -> !time.isAfter(NOW)).orElse(true),
                      field + " is not of the future: " + seen.time());
                });
      }
    }
  }

  static void bars(List<Bar> bars) {
    Instant last = Instant.MIN;
    for (Bar bar : bars) {
      check(!bar.start().isBefore(last), "bars are in order");
      check(!bar.end().isAfter(NOW), "no bar is of the future");
      last = bar.start();
    }
  }

  static void points(List<SeriesPoint> points) {
    LocalDate last = LocalDate.MIN;
    for (SeriesPoint point : points) {
      check(point.date().isAfter(last), "points are in order, one per date");
      check(!point.releaseDate().isAfter(LAST), "nothing is known before its release");
      last = point.date();
    }
  }

  private static void check(boolean holds, String what) {
    if (!holds) {
      assertThat(holds).as(what).isTrue();
    }
  }
}
