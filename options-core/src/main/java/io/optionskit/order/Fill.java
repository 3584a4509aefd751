/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.order;

import io.optionskit.contract.Asset;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Set;

/**
 * One execution of one leg.
 *
 * @param fillId id of the execution, unique per broker and run
 * @param orderId our id of the order
 * @param asset what was traded
 * @param quantity signed units traded: positive bought, negative sold; not 0
 * @param price price per share, ≥ 0
 * @param commission what the execution cost beside its price, dollars; positive = paid
 * @param at when it happened
 * @param notes what is unusual about it; empty for an ordinary fill
 */
public record Fill(
    String fillId,
    String orderId,
    Asset asset,
    int quantity,
    BigDecimal price,
    BigDecimal commission,
    Instant at,
    Set<FillNote> notes) {

  /**
   * Checks the execution.
   *
   * @throws IllegalArgumentException if nothing was traded or the price is negative
   */
  public Fill {
    if (quantity == 0) {
      throw new IllegalArgumentException("fill " + fillId + " must trade something");
    }
    if (price.signum() < 0) {
      throw new IllegalArgumentException(
          "price of fill " + fillId + " must not be negative: " + price.toPlainString());
    }
    notes =
        notes.isEmpty()
            ? Set.of()
            : java.util.Collections.unmodifiableSet(java.util.EnumSet.copyOf(notes));
  }

  /**
   * Returns what the trade changes in cash before commission.
   *
   * @return −quantity × price × multiplier, dollars: negative for a purchase
   */
  public BigDecimal cashFlow() {
    return price.multiply(BigDecimal.valueOf(-(long) quantity * asset.multiplier()));
  }
}
