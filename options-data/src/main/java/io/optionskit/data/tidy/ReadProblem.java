/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.tidy;

/** What can be wrong with a row, and what was done about it. */
public enum ReadProblem {
  /** The row has more or fewer columns than the header. */
  COLUMN_COUNT(Outcome.SKIPPED, "rows with a wrong number of columns"),
  /** The time is missing, impossible or has no offset. */
  BAD_TIME(Outcome.SKIPPED, "rows without a readable time"),
  /** The expiration is missing or impossible. */
  BAD_EXPIRATION(Outcome.SKIPPED, "rows without a readable expiration"),
  /** The underlying, root or symbol is missing or not one. */
  BAD_SYMBOL(Outcome.SKIPPED, "rows without a readable symbol"),
  /** The strike is missing, not positive, too large, or has more than three decimals. */
  BAD_STRIKE(Outcome.SKIPPED, "rows without a readable strike"),
  /** The right is neither C nor P. */
  BAD_RIGHT(Outcome.SKIPPED, "rows whose right is neither C nor P"),
  /** A price, size or count is not a number, or a count not a whole one. */
  BAD_NUMBER(Outcome.SKIPPED, "rows with something else where a number belongs"),
  /** A price is infinite or not a number. */
  NOT_FINITE(Outcome.SKIPPED, "rows with a value that is not finite"),
  /** A price, size or count is below zero. */
  NEGATIVE_VALUE(Outcome.SKIPPED, "rows with a negative value"),
  /** The row is dated after the expiration of its contract. */
  AFTER_EXPIRATION(Outcome.SKIPPED, "rows dated after the expiration of their contract"),
  /** The bar has only a start, and nothing tells how long it is. */
  UNKNOWN_BAR_LENGTH(Outcome.SKIPPED, "bars of unknown length"),
  /** The same row was there before. */
  DUPLICATE_ROW(Outcome.SKIPPED, "repeated rows"),
  /** A later row says something else of the same asset and instant. */
  REPLACED_ROW(Outcome.SKIPPED, "rows replaced by a later one of the same asset and instant"),
  /** The row is older than the one before it in its file; rows are put in order of time. */
  TIME_BACKWARDS(Outcome.USED, "rows out of order of time, put in order"),
  /** The bid is above the ask. */
  CROSSED(Outcome.USED, "crossed quotes, kept"),
  /** The bid equals the ask. */
  LOCKED(Outcome.USED, "locked quotes, kept"),
  /** The ask is zero beside a bid above zero: nobody asks. */
  ZERO_ASK(Outcome.USED, "asks of 0 beside a bid, taken as no ask"),
  /** The bid is zero and there is no ask: nobody quotes. */
  NO_QUOTE(Outcome.USED, "bids of 0 without an ask, taken as no quote at all"),
  /** A last price, or price of the underlying, of zero. */
  ZERO_PRICE(Outcome.USED, "prices of 0, taken as unknown"),
  /** A daily bar of a day on which the exchanges are closed. */
  NO_SESSION(Outcome.USED, "daily bars of days without a session, known at 16:00");

  /** What becomes of the row. */
  public enum Outcome {
    /** It is not in the history. */
    SKIPPED,
    /** It is in the history. */
    USED
  }

  private final Outcome outcome;
  private final String description;

  ReadProblem(Outcome outcome, String description) {
    this.outcome = outcome;
    this.description = description;
  }

  /**
   * Returns what becomes of the row.
   *
   * @return whether it is used
   */
  public Outcome outcome() {
    return outcome;
  }

  /**
   * Returns the problem in words that follow a count.
   *
   * @return such as {@code "crossed quotes, kept"}
   */
  public String description() {
    return description;
  }
}
