/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.reconcile;

import io.optionskit.contract.OptionContract;
import io.optionskit.market.OptionChain;
import io.optionskit.market.QuoteField;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Two providers' chains side by side, joined by OCC symbol.
 *
 * @param first name of one provider
 * @param second name of the other
 * @param apart time from the first's market to the second's, negative if the second is behind;
 *     empty if one of them is not known
 * @param common contracts that both list with the same terms
 * @param onlyFirst contracts that only the first lists
 * @param onlySecond contracts that only the second lists
 * @param termClashes contracts that both list under one symbol with different terms, such as
 *     another multiplier; they are not compared
 * @param fields agreement per field; every field is there
 */
public record ChainComparison(
    String first,
    String second,
    Optional<Duration> apart,
    int common,
    int onlyFirst,
    int onlySecond,
    List<OptionContract> termClashes,
    Map<QuoteField, FieldAgreement> fields) {

  /** Copies the collections. */
  public ChainComparison {
    termClashes = List.copyOf(termClashes);
    Map<QuoteField, FieldAgreement> copy = new EnumMap<>(QuoteField.class);
    copy.putAll(fields);
    fields = Collections.unmodifiableMap(copy);
  }

  /**
   * Compares two chains of one underlying.
   *
   * @param first chain of one provider
   * @param second chain of another
   * @param tolerances when values count as the same
   * @return the comparison
   * @throws IllegalArgumentException if the chains have different underlyings
   */
  public static ChainComparison of(OptionChain first, OptionChain second, Tolerances tolerances) {
    if (!first.underlying().equals(second.underlying())) {
      throw new IllegalArgumentException(
          "chains must have the same underlying: "
              + first.underlying()
              + ", "
              + second.underlying());
    }
    return ChainJoin.of(first, second).compare(tolerances);
  }

  /**
   * Returns the agreement on one field.
   *
   * @param field which field
   * @return its agreement
   */
  public FieldAgreement field(QuoteField field) {
    FieldAgreement agreement = fields.get(field);
    if (agreement == null) {
      throw new IllegalArgumentException("field was not compared: " + field);
    }
    return agreement;
  }
}
