/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.risk;

import io.optionskit.decision.ProposedOrder;
import io.optionskit.decision.Rejection;
import io.optionskit.decision.View;
import io.optionskit.spi.RiskRule;
import java.util.Optional;

/**
 * Stops opening orders once the account has lost too much on the current trading date (RK-10).
 *
 * <p>The loss is realised and unrealised: equity at the start of the date less equity now; a gain
 * is never a loss. The limit is the smaller of a fraction of the equity at the start of the date
 * and an amount. From twice the limit on the reason given is a halt. Orders that only reduce what
 * is open pass.
 *
 * @param fraction limit as a fraction of equity, above 0 and at most 1; 0.03 in the shipped
 *     profiles
 * @param dollars limit in dollars, &gt; 0; {@code Double.POSITIVE_INFINITY} for none
 */
public record DailyLossRule(double fraction, double dollars) implements RiskRule {

  private static final double HALT_MULTIPLE = 2;

  /**
   * Checks the limits.
   *
   * @throws IllegalArgumentException if one has no meaning
   */
  public DailyLossRule {
    Fractions.check("daily loss limit", fraction);
    if (!(dollars > 0)) {
      throw new IllegalArgumentException("daily loss limit must be above 0 dollars: " + dollars);
    }
  }

  /**
   * Returns the limit for an equity.
   *
   * @param equity equity at the start of the trading date, dollars
   * @return loss from which on nothing is opened, dollars
   */
  public double limit(double equity) {
    return Dollars.cleaned(Math.min(fraction * equity, dollars));
  }

  @Override
  public Optional<Rejection> check(ProposedOrder proposed, View view) {
    double start = view.account().dayStartEquity();
    double loss = Dollars.cleaned(start - view.equity());
    double limit = limit(start);
    if (proposed.isClosing() || loss <= 0 || loss < limit) {
      return Optional.empty();
    }
    boolean halts = loss >= HALT_MULTIPLE * limit;
    return Optional.of(
        new Rejection(
            halts ? Rejection.Code.EMERGENCY_HALT_ACTIVE : Rejection.Code.RISK_REJECTED,
            "the account lost "
                + Dollars.text(loss)
                + " today; from "
                + Dollars.text(limit)
                + " on nothing is opened"));
  }
}
