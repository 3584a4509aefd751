/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.spi;

import io.optionskit.decision.ProposedOrder;
import io.optionskit.decision.Rejection;
import io.optionskit.decision.View;
import java.util.Optional;

/**
 * One check of the risk gate. All rules must pass; each gives its own reason. Called on the
 * engine's thread.
 */
public interface RiskRule {

  /**
   * Checks an order before it is sent.
   *
   * @param proposed the order and what is known about its risk
   * @param view market and account now, with the orders and trades of the order's strategy
   * @return why the order must not be sent, empty if the rule lets it pass
   */
  Optional<Rejection> check(ProposedOrder proposed, View view);
}
