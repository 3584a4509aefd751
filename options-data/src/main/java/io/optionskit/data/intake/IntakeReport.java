/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.intake;

import io.optionskit.contract.OptionContract;
import io.optionskit.market.QuoteField;
import io.optionskit.market.QuoteIssue;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What became of the rows of one answer.
 *
 * @param rows rows read
 * @param accepted how many of them are in the chain
 * @param missing how many of those lack a value, by value; none for values that all have
 * @param refused how many were refused, by reason
 * @param examples the first few refused rows with what was wrong, without secrets
 * @param issues what the reader noted of single contracts
 * @param unknownFields fields that are not known of this provider, with the number of times seen
 * @param vanishedFields fields that every such answer used to have and this one has not
 * @param missingParts parts of the answer that the provider did not give, each with what it said;
 *     what they would have told is missing in the chain
 * @param complete whether the provider gave all rows: false if contracts are missing because the
 *     page after the last one read did not come
 */
public record IntakeReport(
    int rows,
    int accepted,
    Map<QuoteField, Integer> missing,
    Map<Refusal, Integer> refused,
    List<String> examples,
    Map<OptionContract, Set<QuoteIssue>> issues,
    Map<String, Integer> unknownFields,
    Set<String> vanishedFields,
    Map<String, String> missingParts,
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
