/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.reconcile;

import io.optionskit.market.QuoteField;
import java.util.Arrays;
import java.util.List;

/**
 * Fields that belong together: a bid of one provider and an ask of another make no quote, and a
 * delta goes with the volatility that it was computed from.
 */
public enum FieldGroup {
  /** Bid and ask with their sizes and time. */
  QUOTE,
  /** Last trade. */
  LAST,
  /** Volume of the session. */
  VOLUME,
  /** Open interest. */
  OPEN_INTEREST,
  /** The provider's own volatility and Greeks. */
  VOLATILITY_AND_GREEKS;

  /**
   * Returns the group of a field.
   *
   * @param field any field
   * @return its group
   */
  public static FieldGroup of(QuoteField field) {
    return switch (field) {
      case BID, ASK, BID_SIZE, ASK_SIZE -> QUOTE;
      case LAST -> LAST;
      case VOLUME -> VOLUME;
      case OPEN_INTEREST -> OPEN_INTEREST;
      case IMPLIED_VOLATILITY, DELTA, GAMMA, VEGA, THETA, RHO -> VOLATILITY_AND_GREEKS;
    };
  }

  /**
   * Returns the fields of the group.
   *
   * @return fields in the order of their enum
   */
  public List<QuoteField> fields() {
    return Arrays.stream(QuoteField.values()).filter(field -> of(field) == this).toList();
  }
}
