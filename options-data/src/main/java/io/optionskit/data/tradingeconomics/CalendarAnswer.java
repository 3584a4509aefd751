/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.tradingeconomics;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A calendar as Trading Economics gave it.
 *
 * @param releases entries in order of time
 * @param refused entries that cannot be read, with what is wrong
 * @param unknownFields fields that are not known, in small letters, with the number of times seen
 * @param vanishedFields fields that every such answer used to have and this one has not
 */
public record CalendarAnswer(
    List<EconomicRelease> releases,
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
