/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.account;

import io.optionskit.contract.Asset;
import java.math.BigDecimal;

/** Units of one asset opened by one fill of one trade; shrinks as they are closed. */
final class Lot {

  final OpenTrade trade;
  final Asset asset;
  final int assetId;
  final BigDecimal price;
  int quantity;

  Lot(OpenTrade trade, Asset asset, int assetId, BigDecimal price, int quantity) {
    this.trade = trade;
    this.asset = asset;
    this.assetId = assetId;
    this.price = price;
    this.quantity = quantity;
  }

  /** What so many units cost: positive for long units, negative for short ones. */
  BigDecimal cost(int units) {
    return price.multiply(BigDecimal.valueOf((long) units * asset.multiplier()));
  }
}
