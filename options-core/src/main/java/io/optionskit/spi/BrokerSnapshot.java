/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.spi;

import io.optionskit.order.WorkingOrder;
import io.optionskit.portfolio.Position;
import java.math.BigDecimal;
import java.util.List;

/**
 * What a broker holds at one moment.
 *
 * @param accountId account, not masked: do not log it
 * @param cash dollars
 * @param positions positions in the order of assets
 * @param workingOrders orders that can still be filled
 */
public record BrokerSnapshot(
    String accountId, BigDecimal cash, List<Position> positions, List<WorkingOrder> workingOrders) {

  /** Copies the lists. */
  public BrokerSnapshot {
    positions = List.copyOf(positions);
    workingOrders = List.copyOf(workingOrders);
  }
}
