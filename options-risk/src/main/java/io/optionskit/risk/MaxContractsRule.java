/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.risk;

import io.optionskit.contract.OptionContract;
import io.optionskit.decision.ProposedOrder;
import io.optionskit.decision.Rejection;
import io.optionskit.decision.View;
import io.optionskit.order.Leg;
import io.optionskit.spi.RiskRule;
import java.util.Optional;

/**
 * Limits the contracts of one series that an opening order trades (RK-04, control 1).
 *
 * <p>What counts is the leg with the most contracts: an iron condor of 10 units trades 10. Shares
 * are not counted. Orders that only reduce what is open pass.
 *
 * @param limit most contracts per leg, &gt; 0; 10 in the shipped profiles
 */
public record MaxContractsRule(int limit) implements RiskRule {

  /**
   * Checks the limit.
   *
   * @throws IllegalArgumentException unless it is positive
   */
  public MaxContractsRule {
    if (limit <= 0) {
      throw new IllegalArgumentException("limit of contracts per order must be above 0: " + limit);
    }
  }

  @Override
  public Optional<Rejection> check(ProposedOrder proposed, View view) {
    long contracts = 0;
    for (Leg leg : proposed.order().legs()) {
      if (leg.asset() instanceof OptionContract) {
        contracts = Math.max(contracts, Math.abs((long) leg.ratio() * proposed.order().quantity()));
      }
    }
    return proposed.isClosing() || contracts <= limit
        ? Optional.empty()
        : Optional.of(
            new Rejection(
                Rejection.Code.POSITION_LIMIT_EXCEEDED,
                "order trades "
                    + contracts
                    + " contracts of one series; at most "
                    + limit
                    + " are allowed"));
  }
}
