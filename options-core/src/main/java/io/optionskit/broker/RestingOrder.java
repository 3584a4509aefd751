/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.broker;

import io.optionskit.market.AssetTable;
import io.optionskit.market.MarketState;
import io.optionskit.order.Order;
import java.util.Arrays;

/** An order at the simulated broker, with what it has seen of its legs' data. */
final class RestingOrder {

  final long placedNs;
  final long expiresNs;
  final int[] assetIds;
  private final long[] lastRowNs;
  private final int[] rowsSeen;
  Order order;

  RestingOrder(Order order, AssetTable assets, long placedNs, long expiresNs) {
    this.order = order;
    this.placedNs = placedNs;
    this.expiresNs = expiresNs;
    assetIds = order.legs().stream().mapToInt(leg -> assets.findId(leg.asset())).toArray();
    lastRowNs = new long[assetIds.length];
    rowsSeen = new int[assetIds.length];
    Arrays.fill(lastRowNs, placedNs - 1);
  }

  /**
   * Counts the instants at or after the order's time at which each leg had a row; true once each
   * has had enough.
   */
  boolean hasSeen(MarketState market, int rowsNeeded) {
    boolean enough = true;
    for (int leg = 0; leg < assetIds.length; leg++) {
      long rowNs = market.rowTimeNs(assetIds[leg]);
      if (rowNs > lastRowNs[leg]) {
        lastRowNs[leg] = rowNs;
        rowsSeen[leg]++;
      }
      enough &= rowsSeen[leg] >= rowsNeeded;
    }
    return enough;
  }
}
