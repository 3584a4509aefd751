/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.freshness;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * Whether a live order that opens a position may rest on some data. Orders that reduce risk do not
 * ask.
 *
 * @param objections why not, in the order of their enum; empty if it may
 */
public record EntrySupport(Set<EntryObjection> objections) {

  /** Copies the set. */
  public EntrySupport {
    objections =
        objections.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(objections));
  }

  /**
   * Returns the answer.
   *
   * @return true if there is no objection
   */
  public boolean isGiven() {
    return objections.isEmpty();
  }

  /**
   * Returns the support of these data and others together.
   *
   * @param other support of other data that the order rests on too
   * @return all objections
   */
  public EntrySupport and(EntrySupport other) {
    EnumSet<EntryObjection> all = EnumSet.noneOf(EntryObjection.class);
    all.addAll(objections);
    all.addAll(other.objections);
    return new EntrySupport(all);
  }
}
