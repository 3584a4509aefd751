/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.cleaning;

import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A row of a series with what was found in it.
 *
 * @param index place of the row in the series as it arrived, from 0
 * @param decision what became of it
 * @param findings why, in the order of their enum; empty if it was accepted
 * @param time its time, empty if it has none that can be read
 * @param price price of the underlying, filled in if the findings say so; empty if missing or
 *     unreadable, and in quotes
 * @param bid bid per share
 * @param ask ask per share
 * @param volume contracts or shares of the session
 * @param openInterest open contracts
 */
public record CleanRow(
    int index,
    RowDecision decision,
    Set<Finding> findings,
    Optional<Instant> time,
    OptionalDouble price,
    OptionalDouble bid,
    OptionalDouble ask,
    OptionalLong volume,
    OptionalLong openInterest) {

  /** Copies the set. */
  public CleanRow {
    findings =
        findings.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(findings));
  }

  /**
   * Returns whether an order may rest on the row.
   *
   * @return true if it was accepted, or only put in its place in time: never if it is filled,
   *     flagged or rejected
   */
  public boolean isTradable() {
    return decision == RowDecision.ACCEPT
        || (decision == RowDecision.REPAIR && !findings.contains(Finding.FILLED));
  }
}
