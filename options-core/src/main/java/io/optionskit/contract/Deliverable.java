/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.contract;

import java.math.BigDecimal;

/**
 * What changes hands when one contract is exercised.
 *
 * @param shares shares of the underlying per contract, ≥ 0; 100 for a standard equity option, 0 for
 *     a cash-settled index
 * @param cash dollars delivered beside the shares per contract, ≥ 0; not 0 only for contracts
 *     adjusted after a corporate action
 */
public record Deliverable(int shares, BigDecimal cash) {

  /** One hundred shares and nothing else. */
  public static final Deliverable HUNDRED_SHARES = new Deliverable(100, BigDecimal.ZERO);

  /** Nothing is delivered: the contract settles in cash. */
  public static final Deliverable NONE = new Deliverable(0, BigDecimal.ZERO);

  /**
   * Checks the amounts.
   *
   * @throws IllegalArgumentException if one is negative
   */
  public Deliverable {
    if (shares < 0 || cash.signum() < 0) {
      throw new IllegalArgumentException(
          "deliverable must not be negative: " + shares + " shares, " + cash.toPlainString());
    }
  }
}
