/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.risk;

import io.optionskit.decision.ProposedOrder;
import io.optionskit.decision.Rejection;
import io.optionskit.decision.View;
import io.optionskit.spi.RiskRule;
import java.util.Optional;

/**
 * Stops opening orders while equity is too far below its highest value (RK-09).
 *
 * <p>The rule measures, it does not latch: it lets orders pass again once equity recovers. Orders
 * that only reduce what is open pass.
 *
 * @param stop drawdown from which on nothing is opened, as a fraction of the highest equity, above
 *     0 and at most 1; 0.25 in the shipped profiles
 */
public record DrawdownRule(double stop) implements RiskRule {

  /**
   * Checks the limit.
   *
   * @throws IllegalArgumentException unless it is above 0 and at most 1
   */
  public DrawdownRule {
    Fractions.check("drawdown stop", stop);
  }

  @Override
  public Optional<Rejection> check(ProposedOrder proposed, View view) {
    double equity = view.equity();
    double peak = Math.max(view.account().peakEquity(), equity);
    double lowest = Dollars.cleaned((1 - stop) * peak);
    return proposed.isClosing() || Dollars.cleaned(equity) > lowest
        ? Optional.empty()
        : Optional.of(
            new Rejection(
                Rejection.Code.EMERGENCY_HALT_ACTIVE,
                "equity "
                    + Dollars.text(equity)
                    + " is "
                    + Fractions.text(1 - equity / peak)
                    + " below its highest value "
                    + Dollars.text(peak)
                    + "; trading stops at "
                    + Fractions.text(stop)));
  }
}
