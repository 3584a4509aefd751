/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.cleaning;

/** What was found in a row. The names are stable. */
public enum Finding {
  /** It has no time. */
  TIME_MISSING(RowDecision.REJECT),
  /** A value cannot be read as what it should be. */
  WRONG_TYPE(RowDecision.REJECT),
  /** A value cannot be: a negative price, a count with a fraction. */
  IMPOSSIBLE(RowDecision.REJECT),
  /** It has no price, and none could be filled in. */
  VALUE_MISSING(RowDecision.REJECT),
  /** A row of the same time says the same. */
  REPEATED(RowDecision.REJECT),
  /** A row of the same time says something else; the first one is kept. */
  CONTRADICTED(RowDecision.REJECT),
  /** It came after a row of a later time. */
  OUT_OF_ORDER(RowDecision.REPAIR),
  /** Its price was filled in from the last good one. */
  FILLED(RowDecision.REPAIR),
  /** Its price moved by more than the series before it lets one expect. */
  OUTLIER(RowDecision.FLAG),
  /** It bids more than it asks. */
  CROSSED(RowDecision.FLAG),
  /** It has a bid or an ask, but not both. */
  ONE_SIDED(RowDecision.FLAG),
  /** It has neither a bid nor an ask. */
  NO_QUOTE(RowDecision.FLAG),
  /** Too little is traded or held, or the spread is too wide. */
  ILLIQUID(RowDecision.FLAG);

  private final RowDecision decision;

  Finding(RowDecision decision) {
    this.decision = decision;
  }

  /**
   * Returns what follows from it.
   *
   * @return decision on the row, unless something worse was found too
   */
  public RowDecision decision() {
    return decision;
  }
}
