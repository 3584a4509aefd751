/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.risk;

import io.optionskit.decision.ProposedOrder;
import io.optionskit.decision.Rejection;
import io.optionskit.decision.View;
import io.optionskit.spi.RiskRule;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Limits the exposure of the account: the sum of the largest losses at expiry of all open trades
 * and of all opening orders, this one included, as a fraction of equity (RK-07).
 *
 * <p>If one of them is unbounded or unknown, nothing more may be opened. Orders that only reduce
 * what is open pass.
 *
 * @param maxExposure largest sum as a fraction of equity, above 0 and at most 1; 0.20 in the
 *     shipped profiles
 */
public record ExposureRule(double maxExposure) implements RiskRule {

  /**
   * Checks the limit.
   *
   * @throws IllegalArgumentException unless it is above 0 and at most 1
   */
  public ExposureRule {
    Fractions.check("exposure", maxExposure);
  }

  @Override
  public Optional<Rejection> check(ProposedOrder proposed, View view) {
    if (proposed.isClosing()) {
      return Optional.empty();
    }
    OptionalDouble open = MaxLoss.ofAccount(view);
    if (open.isEmpty() || proposed.maxLoss().isEmpty()) {
      return Optional.of(
          new Rejection(
              Rejection.Code.RISK_REJECTED,
              "the exposure is unknown: "
                  + (open.isEmpty() ? "something open" : "the order")
                  + " can lose without bound or has no price"));
    }
    double exposure =
        Dollars.cleaned(
            open.getAsDouble() + proposed.maxLoss().getAsDouble() * proposed.order().quantity());
    double limit = Dollars.cleaned(maxExposure * view.equity());
    return exposure <= limit
        ? Optional.empty()
        : Optional.of(
            new Rejection(
                Rejection.Code.POSITION_LIMIT_EXCEEDED,
                "the account could lose "
                    + Dollars.text(exposure)
                    + " with this order; at most "
                    + Dollars.text(limit)
                    + " ("
                    + Fractions.text(maxExposure)
                    + " of equity) are allowed"));
  }
}
