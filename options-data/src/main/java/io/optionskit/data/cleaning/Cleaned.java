/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.cleaning;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * A series after cleaning.
 *
 * @param rows every row that arrived: those kept in order of time, then those rejected in the order
 *     in which they arrived
 */
public record Cleaned(List<CleanRow> rows) {

  /** Copies the list. */
  public Cleaned {
    rows = List.copyOf(rows);
  }

  /**
   * Returns the rows that are left.
   *
   * @return rows in order of time, without those rejected; flagged ones are there
   */
  public List<CleanRow> kept() {
    return rows.stream().filter(row -> row.decision() != RowDecision.REJECT).toList();
  }

  /**
   * Returns the rows that an order may rest on.
   *
   * @return rows in order of time, without those filled, flagged or rejected
   */
  public List<CleanRow> tradable() {
    return rows.stream().filter(CleanRow::isTradable).toList();
  }

  /**
   * Returns how many rows met each decision.
   *
   * @return rows by decision, without decisions that none met
   */
  public Map<RowDecision, Integer> decisions() {
    EnumMap<RowDecision, Integer> counts = new EnumMap<>(RowDecision.class);
    rows.forEach(row -> counts.merge(row.decision(), 1, Integer::sum));
    return Collections.unmodifiableMap(counts);
  }

  /**
   * Returns how many rows have each finding.
   *
   * @return rows by finding, without findings that none has
   */
  public Map<Finding, Integer> findings() {
    EnumMap<Finding, Integer> counts = new EnumMap<>(Finding.class);
    rows.forEach(row -> row.findings().forEach(each -> counts.merge(each, 1, Integer::sum)));
    return Collections.unmodifiableMap(counts);
  }
}
