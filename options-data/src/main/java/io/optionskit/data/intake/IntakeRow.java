/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.intake;

import io.optionskit.market.EpochNanos;
import io.optionskit.market.Feed;
import io.optionskit.market.QuoteField;
import io.optionskit.market.QuoteIssue;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What an answer says of one contract. What is not set is missing; a size without its price is no
 * size. Not safe for use by several threads.
 */
public final class IntakeRow {

  private static final Set<QuoteField> COUNTS =
      Collections.unmodifiableSet(
          EnumSet.of(
              QuoteField.BID_SIZE,
              QuoteField.ASK_SIZE,
              QuoteField.VOLUME,
              QuoteField.OPEN_INTEREST));
  private static final Set<QuoteField> PRICES =
      Collections.unmodifiableSet(EnumSet.of(QuoteField.BID, QuoteField.ASK, QuoteField.LAST));

  private static final double HIGHEST_PRICE = 1e9;
  private static final double LOWEST_VOLATILITY = 1e-4;
  private static final double HIGHEST_VOLATILITY = 100;

  private final Map<QuoteField, Double> values = new EnumMap<>(QuoteField.class);
  private final Map<QuoteField, Long> timesNs = new EnumMap<>(QuoteField.class);
  private final Map<QuoteField, Feed> feeds = new EnumMap<>(QuoteField.class);
  private final Set<QuoteIssue> issues = EnumSet.noneOf(QuoteIssue.class);

  /** Creates a row of which nothing is known yet. */
  public IntakeRow() {}

  /**
   * Sets a value.
   *
   * @param field which value
   * @param value in the unit of the field; {@code NaN} leaves it missing, and so does a volatility
   *     that cannot be one: not above 0.0001, or above 100; it is flagged
   * @return this row
   * @throws IllegalArgumentException if it is infinite, a price below 0 or above a billion, a count
   *     below 0 or not whole; the message names field and value
   */
  public IntakeRow set(QuoteField field, double value) {
    if (Double.isNaN(value)) {
      return this;
    }
    if (COUNTS.contains(field)) {
      check(
          field,
          value,
          value >= 0 && value <= highest(field) && value == Math.rint(value),
          "a whole number from 0 to " + highest(field));
    } else if (PRICES.contains(field)) {
      check(field, value, value >= 0 && value <= HIGHEST_PRICE, "a price from 0 to a billion");
    } else if (field == QuoteField.IMPLIED_VOLATILITY
        && !(value > LOWEST_VOLATILITY && value <= HIGHEST_VOLATILITY)) {
      return flag(QuoteIssue.IV_PLACEHOLDER);
    } else {
      check(field, value, Double.isFinite(value), "finite");
    }
    values.put(field, value);
    return this;
  }

  /**
   * Sets the own time of some values.
   *
   * @param time their time
   * @param fields which values; those missing are left without
   * @return this row
   */
  public IntakeRow time(Instant time, Set<QuoteField> fields) {
    long timeNs = EpochNanos.of(time);
    fields.forEach(field -> timesNs.put(field, timeNs));
    return this;
  }

  /**
   * Says that some values stand otherwise to the market than the answer as a whole: a delayed trade
   * beside a quote of now.
   *
   * @param feed where they come from
   * @param fields which values
   * @return this row
   */
  public IntakeRow feed(Feed feed, Set<QuoteField> fields) {
    fields.forEach(field -> feeds.put(field, feed));
    return this;
  }

  /**
   * Notes something that only the reader of the answer can see.
   *
   * @param issue what is wrong
   * @return this row
   */
  public IntakeRow flag(QuoteIssue issue) {
    issues.add(issue);
    return this;
  }

  /** Returns a value, {@code NaN} if it is missing; a size without its price is no size. */
  double value(QuoteField field) {
    boolean priceless =
        (field == QuoteField.BID_SIZE && !values.containsKey(QuoteField.BID))
            || (field == QuoteField.ASK_SIZE && !values.containsKey(QuoteField.ASK));
    return priceless ? Double.NaN : values.getOrDefault(field, Double.NaN);
  }

  long timeNs(QuoteField field) {
    return timesNs.getOrDefault(field, -1L);
  }

  Optional<Feed> feed(QuoteField field) {
    return Optional.ofNullable(feeds.get(field));
  }

  Set<QuoteIssue> issues() {
    return issues;
  }

  private static void check(QuoteField field, double value, boolean possible, String right) {
    if (!possible) {
      throw new IllegalArgumentException(field + " must be " + right + ": " + value);
    }
  }

  private static long highest(QuoteField field) {
    return field == QuoteField.VOLUME ? 1L << 53 : Integer.MAX_VALUE;
  }
}
