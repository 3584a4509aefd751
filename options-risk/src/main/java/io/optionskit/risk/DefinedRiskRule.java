/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.risk;

import io.optionskit.contract.OptionContract;
import io.optionskit.contract.OptionType;
import io.optionskit.contract.Underlying;
import io.optionskit.decision.ProposedOrder;
import io.optionskit.decision.Rejection;
import io.optionskit.decision.View;
import io.optionskit.order.Leg;
import io.optionskit.spi.RiskRule;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Refuses opening orders that leave a short option naked (RK-16, control 16).
 *
 * <p>A short option is covered by a long one of the same type and underlying in the same order that
 * expires no earlier, whatever its strike; a short call also by the multiplier's number of shares,
 * from the order or free in the account, that is, not already covering another short call. A short
 * put without a long one is naked, however much cash there is. Orders that only reduce what is open
 * pass. A profile that allows naked shorts goes without this rule.
 */
public record DefinedRiskRule() implements RiskRule {

  @Override
  public Optional<Rejection> check(ProposedOrder proposed, View view) {
    if (proposed.isClosing()) {
      return Optional.empty();
    }
    int quantity = proposed.order().quantity();
    List<Holding> options = new ArrayList<>();
    for (Leg leg : proposed.order().legs()) {
      if (leg.asset() instanceof OptionContract contract) {
        options.add(new Holding(contract, (long) leg.ratio() * quantity));
      }
    }
    for (Holding option : options) {
      OptionContract contract = option.contract;
      long naked = uncovered(options, contract.underlying(), contract.type());
      if (contract.type() == OptionType.CALL && naked > 0) {
        long shares = freeShares(proposed, view, contract.underlying());
        naked = Math.max(0, naked - Math.floorDiv(shares, (long) contract.multiplier()));
      }
      if (option.quantity < 0 && naked > 0) {
        return Optional.of(
            new Rejection(
                Rejection.Code.RISK_REJECTED,
                naked
                    + " short "
                    + contract.type()
                    + " of "
                    + contract.underlying()
                    + " would be naked, among them "
                    + contract.symbol()
                    + "; each needs a long one that expires no earlier"));
      }
    }
    return Optional.empty();
  }

  /**
   * Returns the shares that cover nothing yet: those of the account and of the order, less those
   * that cover short calls.
   */
  private static long freeShares(ProposedOrder proposed, View view, String underlying) {
    Underlying share = new Underlying(underlying);
    List<Holding> held = new ArrayList<>();
    long shares = 0;
    int multiplier = 1;
    for (var position : view.positions()) {
      if (position.asset().equals(share)) {
        shares += position.quantity();
      } else if (position.asset() instanceof OptionContract contract
          && contract.underlying().equals(underlying)) {
        held.add(new Holding(contract, position.quantity()));
        multiplier = Math.max(multiplier, contract.multiplier());
      }
    }
    for (Leg leg : proposed.order().legs()) {
      shares += leg.asset().equals(share) ? (long) leg.ratio() * proposed.order().quantity() : 0;
    }
    return Math.max(0, shares - uncovered(held, underlying, OptionType.CALL) * multiplier);
  }

  /**
   * Returns how many short options find no long partner that expires no earlier: for every expiry
   * date, the short ones from then on must not outnumber the long ones.
   */
  private static long uncovered(List<Holding> options, String underlying, OptionType type) {
    long most = 0;
    for (Holding limit : options) {
      LocalDate from = limit.contract.expiry();
      long net = 0;
      for (Holding option : options) {
        boolean counts =
            option.contract.type() == type
                && option.contract.underlying().equals(underlying)
                && !option.contract.expiry().isBefore(from);
        net += counts ? option.quantity : 0;
      }
      most = Math.max(most, -net);
    }
    return most;
  }

  private record Holding(OptionContract contract, long quantity) {}
}
