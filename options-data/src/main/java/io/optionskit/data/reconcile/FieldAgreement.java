/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.reconcile;

import io.optionskit.market.QuoteField;
import java.util.List;
import java.util.OptionalDouble;

/**
 * How far two providers agree on one field, over the contracts that both list.
 *
 * @param field which field
 * @param compared contracts for which both have a value of about the same time
 * @param agreeing how many of those agree within the tolerance
 * @param apart contracts for which both have a value, but of times too far apart to be compared
 * @param onlyFirst contracts for which only the first has a value
 * @param onlySecond contracts for which only the second has one
 * @param median median magnitude of the differences of the values compared, those that agree
 *     included, in the unit of the field; empty if none was compared
 * @param largest largest magnitude, empty if none was compared
 * @param examples the largest differences beyond the tolerance, largest first, five at most
 */
public record FieldAgreement(
    QuoteField field,
    int compared,
    int agreeing,
    int apart,
    int onlyFirst,
    int onlySecond,
    OptionalDouble median,
    OptionalDouble largest,
    List<FieldDifference> examples) {

  /** Copies the list. */
  public FieldAgreement {
    examples = List.copyOf(examples);
  }

  /**
   * Returns the share of values that agree.
   *
   * @return 0 to 1, empty if none was compared
   */
  public OptionalDouble share() {
    return compared == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) agreeing / compared);
  }
}
