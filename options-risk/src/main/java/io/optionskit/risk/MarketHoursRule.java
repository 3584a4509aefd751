/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.risk;

import io.optionskit.contract.OptionContract;
import io.optionskit.decision.ProposedOrder;
import io.optionskit.decision.Rejection;
import io.optionskit.decision.View;
import io.optionskit.order.Leg;
import io.optionskit.spi.RiskRule;
import io.optionskit.time.ExpiryRules;
import io.optionskit.time.OptionHours;
import io.optionskit.time.TradingSession;
import java.time.Instant;
import java.util.Optional;

/**
 * Refuses orders outside the hours in which all their legs trade (control 15).
 *
 * <p>Shares trade from the opening to the close, options to their own close (16:15 in New York for
 * index options and some funds), expiring options to their last trade. The closing instant itself
 * still counts, because the last bar of a day is known then. Closing orders are checked too:
 * nothing can be closed while the market is.
 */
public record MarketHoursRule() implements RiskRule {

  @Override
  public Optional<Rejection> check(ProposedOrder proposed, View view) {
    Instant now = view.now();
    Optional<TradingSession> session =
        view.calendar().findSession(view.calendar().tradingDateAt(now));
    if (session.isEmpty()) {
      return closed("no session on " + view.calendar().tradingDateAt(now));
    }
    if (now.isBefore(session.get().opensAt())) {
      return closed("the market opens at " + session.get().opensAt() + "; it is " + now);
    }
    for (Leg leg : proposed.order().legs()) {
      Instant closesAt = closesAt(leg, session.get());
      if (now.isAfter(closesAt)) {
        return closed(leg.asset().symbol() + " trades to " + closesAt + "; it is " + now);
      }
    }
    return Optional.empty();
  }

  private static Instant closesAt(Leg leg, TradingSession session) {
    if (!(leg.asset() instanceof OptionContract contract)) {
      return session.closesAt();
    }
    OptionHours hours = OptionHours.forRoot(contract.root());
    Instant usual = hours.closesAt(session);
    Instant last =
        ExpiryRules.usOptions().lastTradeAt(contract.expiry(), contract.settlement(), hours);
    return last.isBefore(usual) ? last : usual;
  }

  private static Optional<Rejection> closed(String message) {
    return Optional.of(new Rejection(Rejection.Code.MARKET_CLOSED, message));
  }
}
