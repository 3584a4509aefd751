/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.order;

import io.optionskit.contract.Asset;

/**
 * One asset within an order.
 *
 * @param asset what is bought or sold
 * @param ratio units per unit of the order, not 0: positive buys, negative sells
 */
public record Leg(Asset asset, int ratio) {

  /**
   * Checks the ratio.
   *
   * @throws IllegalArgumentException if it is 0
   */
  public Leg {
    if (ratio == 0) {
      throw new IllegalArgumentException("ratio of leg " + asset.symbol() + " must not be 0");
    }
  }

  /**
   * Returns a leg that buys one unit.
   *
   * @param asset what is bought
   * @return leg with ratio 1
   */
  public static Leg buy(Asset asset) {
    return new Leg(asset, 1);
  }

  /**
   * Returns a leg that sells one unit.
   *
   * @param asset what is sold
   * @return leg with ratio −1
   */
  public static Leg sell(Asset asset) {
    return new Leg(asset, -1);
  }
}
