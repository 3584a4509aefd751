/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.intake;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Makes a list of the rows of one answer of one or several pages, and counts what became of them.
 * Not safe for use by several threads.
 *
 * @param <T> kind of the rows
 */
public final class RowsIntake<T> {

  private static final int MOST_EXAMPLES = 5;

  private final FieldCensus census;
  private final List<T> rows = new ArrayList<>();
  private final Map<Refusal, Integer> refused = new EnumMap<>(Refusal.class);
  private final List<String> examples = new ArrayList<>();
  private int refusals;
  private boolean complete = true;

  /**
   * Creates an intake.
   *
   * @param census fields seen, filled by the reader before {@link #answer()}
   */
  public RowsIntake(FieldCensus census) {
    this.census = census;
  }

  /**
   * Adds a row.
   *
   * @param row the row
   */
  public void add(T row) {
    rows.add(row);
  }

  /**
   * Counts a row that cannot be in the list.
   *
   * @param reason why
   * @param row the row and what is wrong with it, without secrets
   */
  public void refuse(Refusal reason, String row) {
    refusals++;
    refused.merge(reason, 1, Integer::sum);
    if (examples.size() < MOST_EXAMPLES) {
      examples.add(reason + ": " + Shown.of(row));
    }
  }

  /**
   * Returns how many rows were read so far.
   *
   * @return rows added and refused
   */
  public int size() {
    return rows.size() + refusals;
  }

  /** Notes that the provider has more than was read. */
  public void stoppedEarly() {
    complete = false;
  }

  /**
   * Returns the rows added and the account of all.
   *
   * @return rows and report
   */
  public RowsAnswer<T> answer() {
    return new RowsAnswer<>(
        rows,
        new RowsReport(
            size(),
            rows.size(),
            Collections.unmodifiableMap(new EnumMap<>(refused)),
            List.copyOf(examples),
            census.unknown(),
            census.vanished(),
            complete));
  }
}
