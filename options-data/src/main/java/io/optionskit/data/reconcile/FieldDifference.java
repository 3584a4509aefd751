/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.reconcile;

import io.optionskit.contract.OptionContract;
import java.time.Instant;
import java.util.Optional;

/**
 * Two values of one field of one contract that do not agree.
 *
 * @param contract the contract
 * @param first value of the first provider, in the unit of the field
 * @param second value of the second
 * @param firstTime the first value's own time, empty if the provider does not tell
 * @param secondTime the second value's own time
 */
public record FieldDifference(
    OptionContract contract,
    double first,
    double second,
    Optional<Instant> firstTime,
    Optional<Instant> secondTime) {

  /**
   * Returns how far the values are apart.
   *
   * @return magnitude of the difference, in the unit of the field, &gt; 0
   */
  public double size() {
    return Math.abs(first - second);
  }
}
