/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.cleaning;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Checks the rows of one series. A price missing from a series of underlying prices may be filled
 * in from the last good one; a quote never is. Immutable; may be used by several threads.
 */
public final class SeriesCleaner {

  private static final Comparator<Draft> IN_TIME =
      Comparator.comparing((Draft draft) -> draft.time.orElse(Instant.MIN))
          .thenComparingInt(draft -> draft.index);

  private final CleaningRules rules;

  private SeriesCleaner(CleaningRules rules) {
    this.rules = rules;
  }

  /**
   * Returns a cleaner.
   *
   * @param rules by what series are cleaned
   * @return cleaner
   */
  public static SeriesCleaner of(CleaningRules rules) {
    return new SeriesCleaner(rules);
  }

  /** A row while it is being judged. */
  private static final class Draft {

    private final int index;
    private final RawRow raw;
    private final Set<Finding> findings = EnumSet.noneOf(Finding.class);
    private Optional<Instant> time = Optional.empty();
    private OptionalDouble price = OptionalDouble.empty();
    private OptionalDouble bid = OptionalDouble.empty();
    private OptionalDouble ask = OptionalDouble.empty();
    private OptionalLong volume = OptionalLong.empty();
    private OptionalLong openInterest = OptionalLong.empty();

    Draft(int index, RawRow raw) {
      this.index = index;
      this.raw = raw;
    }

    void read() {
      time = readTime();
      price = readPrice(raw.price(), true);
      bid = readPrice(raw.bid(), false);
      ask = readPrice(raw.ask(), false);
      volume = readCount(raw.volume());
      openInterest = readCount(raw.openInterest());
    }

    private Optional<Instant> readTime() {
      if (raw.time().isBlank()) {
        findings.add(Finding.TIME_MISSING);
        return Optional.empty();
      }
      try {
        return Optional.of(Instant.parse(raw.time().strip()));
      } catch (DateTimeParseException e) {
        findings.add(Finding.WRONG_TYPE);
        return Optional.empty();
      }
    }

    private OptionalDouble readPrice(String text, boolean positive) {
      Optional<BigDecimal> number = readNumber(text);
      double value = number.map(BigDecimal::doubleValue).orElse(Double.NaN);
      if (number.isEmpty()) {
        return OptionalDouble.empty();
      }
      if (Double.isInfinite(value) || value < 0 || (positive && value == 0)) {
        findings.add(Finding.IMPOSSIBLE);
        return OptionalDouble.empty();
      }
      return OptionalDouble.of(value);
    }

    private OptionalLong readCount(String text) {
      Optional<BigDecimal> number = readNumber(text);
      if (number.isEmpty()) {
        return OptionalLong.empty();
      }
      try {
        long count = number.get().longValueExact();
        if (count >= 0) {
          return OptionalLong.of(count);
        }
      } catch (ArithmeticException e) {
        // a fraction, or beyond all counts: impossible, as below
      }
      findings.add(Finding.IMPOSSIBLE);
      return OptionalLong.empty();
    }

    private Optional<BigDecimal> readNumber(String text) {
      String digits = text.strip();
      if (digits.isEmpty()) {
        return Optional.empty();
      }
      try {
        BigDecimal number = new BigDecimal(digits);
        if (Math.abs((long) number.precision() - number.scale()) > 400) {
          findings.add(Finding.IMPOSSIBLE); // 1e999999999 is a number, but nobody's price
          return Optional.empty();
        }
        return Optional.of(number);
      } catch (NumberFormatException e) {
        findings.add(Finding.WRONG_TYPE);
        return Optional.empty();
      }
    }

    boolean isRejected() {
      return decision() == RowDecision.REJECT;
    }

    RowDecision decision() {
      return findings.stream()
          .map(Finding::decision)
          .max(Comparator.naturalOrder())
          .orElse(RowDecision.ACCEPT);
    }

    boolean saysTheSame(Draft other) {
      return price.equals(other.price)
          && bid.equals(other.bid)
          && ask.equals(other.ask)
          && volume.equals(other.volume)
          && openInterest.equals(other.openInterest);
    }

    CleanRow row() {
      return new CleanRow(index, decision(), findings, time, price, bid, ask, volume, openInterest);
    }
  }

  /**
   * Cleans a series of prices of an underlying.
   *
   * @param rows rows as they arrived
   * @return every row with its decision
   */
  public Cleaned prices(List<RawRow> rows) {
    List<Draft> drafts = read(rows);
    TrailingChanges changes = new TrailingChanges(rules);
    Optional<Draft> lastGood = Optional.empty();
    for (Draft draft : inTime(drafts)) {
      if (draft.price.isEmpty()) {
        fill(draft, lastGood);
      } else if (changes.isOutlier(draft.price.getAsDouble())) {
        draft.findings.add(Finding.OUTLIER);
      } else {
        lastGood = Optional.of(draft);
      }
    }
    return result(drafts);
  }

  private void fill(Draft draft, Optional<Draft> lastGood) {
    Optional<Duration> age =
        lastGood
            .flatMap(last -> last.time)
            .flatMap(last -> draft.time.map(time -> Duration.between(last, time)));
    if (age.filter(time -> time.compareTo(rules.longestFill()) <= 0).isPresent()) {
      draft.price = lastGood.map(last -> last.price).orElse(OptionalDouble.empty());
      draft.findings.add(Finding.FILLED);
    } else {
      draft.findings.add(Finding.VALUE_MISSING);
    }
  }

  /**
   * Cleans a series of quotes of one option.
   *
   * @param rows rows as they arrived
   * @return every row with its decision
   */
  public Cleaned quotes(List<RawRow> rows) {
    List<Draft> drafts = read(rows);
    TrailingChanges changes = new TrailingChanges(rules);
    for (Draft draft : inTime(drafts)) {
      if (draft.bid.isEmpty() && draft.ask.isEmpty()) {
        draft.findings.add(Finding.NO_QUOTE);
      } else if (draft.bid.isEmpty() || draft.ask.isEmpty()) {
        draft.findings.add(Finding.ONE_SIDED);
      } else if (draft.bid.getAsDouble() > draft.ask.getAsDouble()) {
        draft.findings.add(Finding.CROSSED);
      } else {
        double mid = 0.5 * (draft.bid.getAsDouble() + draft.ask.getAsDouble());
        if (mid > 0 && changes.isOutlier(mid)) {
          draft.findings.add(Finding.OUTLIER);
        }
      }
      boolean illiquid =
          rules
              .liquidity()
              .filter(
                  filter ->
                      !filter
                          .lacks(draft.bid, draft.ask, draft.volume, draft.openInterest)
                          .isEmpty())
              .isPresent();
      if (illiquid) {
        draft.findings.add(Finding.ILLIQUID);
      }
    }
    return result(drafts);
  }

  private static List<Draft> read(List<RawRow> rows) {
    List<Draft> drafts = new ArrayList<>();
    Map<Instant, Draft> byTime = new LinkedHashMap<>();
    Instant latest = Instant.MIN;
    for (int index = 0; index < rows.size(); index++) {
      Draft draft = new Draft(index, rows.get(index));
      drafts.add(draft);
      draft.read();
      if (draft.isRejected() || draft.time.isEmpty()) {
        continue;
      }
      Instant time = draft.time.get();
      Draft earlier = byTime.putIfAbsent(time, draft);
      if (earlier != null) {
        draft.findings.add(earlier.saysTheSame(draft) ? Finding.REPEATED : Finding.CONTRADICTED);
      } else if (time.isBefore(latest)) {
        draft.findings.add(Finding.OUT_OF_ORDER);
      }
      latest = time.isAfter(latest) ? time : latest;
    }
    return drafts;
  }

  private static List<Draft> inTime(Collection<Draft> drafts) {
    return drafts.stream().filter(draft -> !draft.isRejected()).sorted(IN_TIME).toList();
  }

  private static Cleaned result(List<Draft> drafts) {
    List<CleanRow> rows = new ArrayList<>();
    inTime(drafts).forEach(draft -> rows.add(draft.row()));
    drafts.stream().filter(Draft::isRejected).forEach(draft -> rows.add(draft.row()));
    return new Cleaned(rows);
  }
}
