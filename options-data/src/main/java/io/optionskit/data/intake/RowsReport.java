/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.intake;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What became of the rows of one answer that is a list.
 *
 * @param rows rows read
 * @param accepted how many of them are in the list
 * @param refused how many were refused, by reason
 * @param examples the first few refused rows with what was wrong, without secrets
 * @param unknownFields fields that are not known of this provider, with the number of times seen
 * @param vanishedFields fields that every such answer used to have and this one has not
 * @param complete whether the provider has no more: false if reading stopped at the number of rows
 *     asked for, or because the page after the last one read did not come
 */
public record RowsReport(
    int rows,
    int accepted,
    Map<Refusal, Integer> refused,
    List<String> examples,
    Map<String, Integer> unknownFields,
    Set<String> vanishedFields,
    boolean complete) {

  /**
   * Returns whether the answer has another shape than it used to.
   *
   * @return true if a field is unknown or vanished
   */
  public boolean drifted() {
    return !unknownFields.isEmpty() || !vanishedFields.isEmpty();
  }
}
