/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.intake;

import io.optionskit.market.EpochNanos;
import io.optionskit.market.Feed;
import io.optionskit.market.QuoteField;
import io.optionskit.market.QuoteIssue;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an answer says of one contract. What is not set is missing; a size without its price is no
 * size. Not safe for use by several threads.
 */
public final class IntakeRow {

  /** What no price is above, in currency per share: a billion. */
  public static final double HIGHEST_PRICE = 1e9;

  private static final Instant LAST_TIME = EpochNanos.toInstant(Long.MAX_VALUE);
  private static final double LOWEST_VOLATILITY = 1e-4;
  private static final double HIGHEST_VOLATILITY = 100;

  private static final QuoteField[] FIELDS = QuoteField.values();
  private static final long[] NO_TIMES = new long[0];
  private static final Feed[] NO_FEEDS = new Feed[0];

  private final double[] values = new double[FIELDS.length];
  private long[] timesNs = NO_TIMES;
  private @Nullable Feed[] feeds = NO_FEEDS;
  private Set<QuoteIssue> issues = Set.of();

  /** Creates a row of which nothing is known yet. */
  public IntakeRow() {
    Arrays.fill(values, Double.NaN);
  }

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
    switch (field) {
      case BID_SIZE, ASK_SIZE, VOLUME, OPEN_INTEREST -> checkCount(field, value);
      case BID, ASK, LAST ->
          check(field, value, value >= 0 && value <= HIGHEST_PRICE, "a price from 0 to a billion");
      case IMPLIED_VOLATILITY -> {
        if (!(value > LOWEST_VOLATILITY && value <= HIGHEST_VOLATILITY)) {
          return flag(QuoteIssue.IV_PLACEHOLDER);
        }
      }
      default -> check(field, value, Double.isFinite(value), "finite");
    }
    values[column(field)] = value;
    return this;
  }

  /**
   * Sets the own time of some values.
   *
   * @param time their time
   * @param fields which values; those missing are left without
   * @return this row
   * @throws IllegalArgumentException if the time is before 1970 or after 2262
   */
  public IntakeRow time(Instant time, Set<QuoteField> fields) {
    if (time.isBefore(Instant.EPOCH) || time.isAfter(LAST_TIME)) {
      throw new IllegalArgumentException("time must be between 1970 and 2262: " + time);
    }
    long timeNs = EpochNanos.of(time);
    if (timesNs.length == 0) {
      timesNs = new long[FIELDS.length];
      Arrays.fill(timesNs, -1);
    }
    for (QuoteField field : fields) {
      timesNs[column(field)] = timeNs;
    }
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
    if (feeds.length == 0) {
      feeds = new Feed[FIELDS.length];
    }
    for (QuoteField field : fields) {
      feeds[column(field)] = feed;
    }
    return this;
  }

  /**
   * Notes something that only the reader of the answer can see.
   *
   * @param issue what is wrong
   * @return this row
   */
  public IntakeRow flag(QuoteIssue issue) {
    if (issues.isEmpty()) {
      issues = EnumSet.of(issue);
    } else {
      issues.add(issue);
    }
    return this;
  }

  /** Returns a value, {@code NaN} if it is missing; a size without its price is no size. */
  double value(QuoteField field) {
    boolean priceless =
        (field == QuoteField.BID_SIZE && Double.isNaN(values[column(QuoteField.BID)]))
            || (field == QuoteField.ASK_SIZE && Double.isNaN(values[column(QuoteField.ASK)]));
    return priceless ? Double.NaN : values[column(field)];
  }

  /** Returns whether any value has a time of its own. */
  boolean hasTimes() {
    return timesNs.length > 0;
  }

  /** Returns the own time of a value, −1 if it has none. */
  long timeNs(QuoteField field) {
    return timesNs.length == 0 ? -1 : timesNs[column(field)];
  }

  /** Returns whether any value has a feed of its own. */
  boolean hasFeeds() {
    return feeds.length > 0;
  }

  /** Returns the newest own time of a value, -1 if none has one. */
  long latestNs() {
    long latestNs = -1;
    for (long timeNs : timesNs) {
      latestNs = Math.max(latestNs, timeNs);
    }
    return latestNs;
  }

  Optional<Feed> feed(QuoteField field) {
    return feeds.length == 0 ? Optional.empty() : Optional.ofNullable(feeds[column(field)]);
  }

  Set<QuoteIssue> issues() {
    return issues;
  }

  @SuppressWarnings("EnumOrdinal") // the place of a value in memory, which nothing outlives
  private static int column(QuoteField field) {
    return field.ordinal();
  }

  private static void checkCount(QuoteField field, double value) {
    long highest = field == QuoteField.VOLUME ? 1L << 53 : Integer.MAX_VALUE;
    if (!(value >= 0 && value <= highest && value == Math.rint(value))) {
      check(field, value, false, "a whole number from 0 to " + highest);
    }
  }

  private static void check(QuoteField field, double value, boolean possible, String right) {
    if (!possible) {
      throw new IllegalArgumentException(field + " must be " + right + ": " + value);
    }
  }
}
