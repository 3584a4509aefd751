/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.fred;

import io.optionskit.market.SeriesPoint;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A series as FRED gave it.
 *
 * @param points one per date that has a value, ascending by date
 * @param withoutValue dates in the answer that have none, such as holidays, ascending
 * @param refused rows that cannot be read, with what is wrong
 * @param unknownFields fields that are not known of FRED, with the number of times seen
 * @param vanishedFields fields that every such answer used to have and this one has not
 */
public record SeriesAnswer(
    List<SeriesPoint> points,
    List<LocalDate> withoutValue,
    List<String> refused,
    Map<String, Integer> unknownFields,
    Set<String> vanishedFields) {

  /**
   * Returns whether the answer has another shape than it used to.
   *
   * @return true if a field is unknown or vanished
   */
  public boolean drifted() {
    return !unknownFields.isEmpty() || !vanishedFields.isEmpty();
  }
}
