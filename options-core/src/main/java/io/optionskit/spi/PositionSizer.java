/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.spi;

import io.optionskit.decision.ProposedOrder;
import io.optionskit.decision.View;

/** Says how many units of an opening order to trade. Called on the engine's thread. */
public interface PositionSizer {

  /**
   * Sizes an order.
   *
   * @param proposed the order with the risk of one unit
   * @param view market and account now
   * @return units ≥ 0; 0 means no trade
   */
  int size(ProposedOrder proposed, View view);
}
