/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.portfolio;

import io.optionskit.contract.Asset;
import java.math.BigDecimal;

/**
 * Holding of one asset.
 *
 * @param asset what is held
 * @param quantity signed units: positive long, negative short; not 0
 * @param averagePrice average price per share at which the open units were traded, ≥ 0, without
 *     commission
 */
public record Position(Asset asset, int quantity, BigDecimal averagePrice) {

  /**
   * Returns what the position gains from its average price to a mark.
   *
   * @param mark price per share
   * @return quantity × (mark − average price) × multiplier, dollars; the same formula for long and
   *     short, call and put
   */
  public double unrealizedPnl(double mark) {
    return quantity * (mark - averagePrice.doubleValue()) * asset.multiplier();
  }
}
