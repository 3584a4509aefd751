/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.files;

import io.optionskit.data.intake.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What became of the rows of some files so far.
 *
 * @param files files read
 * @param rows rows read, &ge; 0; each is used, outside or refused
 * @param outside how many lie outside the span asked for, or say nothing of use
 * @param refused how many were refused, by reason
 * @param examples the first few refused rows with file, line and what is wrong
 * @param warnings what else is to be known, such as files that were not read
 */
public record FileReport(
    int files,
    long rows,
    long outside,
    Map<Refusal, Long> refused,
    List<String> examples,
    List<String> warnings) {

  /**
   * Returns how many rows were taken over.
   *
   * @return rows neither outside nor refused
   */
  public long used() {
    return rows - outside - refusals();
  }

  /**
   * Returns how many rows were refused.
   *
   * @return sum over the reasons
   */
  public long refusals() {
    return refused.values().stream().mapToLong(Long::longValue).sum();
  }

  /**
   * Returns everything that is not as it should be.
   *
   * @return one line each, empty if all is well
   */
  public List<String> problems() {
    List<String> problems = new ArrayList<>(warnings);
    refused.forEach((reason, count) -> problems.add(count + " rows refused: " + reason));
    problems.addAll(examples);
    return problems;
  }
}
