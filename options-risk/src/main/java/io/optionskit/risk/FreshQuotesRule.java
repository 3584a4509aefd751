/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.risk;

import io.optionskit.contract.OptionContract;
import io.optionskit.decision.ProposedOrder;
import io.optionskit.decision.Rejection;
import io.optionskit.decision.View;
import io.optionskit.market.Quote;
import io.optionskit.order.Leg;
import io.optionskit.spi.RiskRule;
import java.time.Duration;
import java.util.Optional;

/**
 * Refuses to open on old, crossed, locked or missing quotes (control 14, BT-04).
 *
 * <p>Every leg needs a quote no older than the limit, by the times of the events, not of any clock.
 * An option that is sold needs a bid above 0, one that is bought an ask above 0, and where both
 * sides are there the bid must be below the ask; a far wing that nobody bids for can be bought.
 * Orders that only reduce what is open pass: an exit must stay possible on poor data.
 *
 * @param maxAge oldest quote allowed, &gt; 0; five minutes in the shipped profiles
 */
public record FreshQuotesRule(Duration maxAge) implements RiskRule {

  /**
   * Checks the age.
   *
   * @throws IllegalArgumentException unless it is positive
   */
  public FreshQuotesRule {
    if (maxAge.isNegative() || maxAge.isZero()) {
      throw new IllegalArgumentException("oldest age of a quote must be above 0: " + maxAge);
    }
  }

  @Override
  public Optional<Rejection> check(ProposedOrder proposed, View view) {
    if (proposed.isClosing()) {
      return Optional.empty();
    }
    return proposed.order().legs().stream().flatMap(leg -> problem(leg, view).stream()).findFirst();
  }

  private Optional<Rejection> problem(Leg leg, View view) {
    String symbol = leg.asset().symbol();
    Optional<Quote> known = view.findQuote(leg.asset());
    if (known.isEmpty()) {
      return unavailable(symbol + " has no quote");
    }
    Quote quote = known.get();
    Duration age = Duration.between(quote.eventTime(), view.now());
    if (age.compareTo(maxAge) > 0) {
      return unavailable(
          "the quote of " + symbol + " is " + age + " old; at most " + maxAge + " is allowed");
    }
    if (quote.isTwoSided() && !(quote.bid().getAsDouble() < quote.ask().getAsDouble())) {
      return unavailable("the quote of " + symbol + " is crossed or locked: " + quote);
    }
    if (leg.asset() instanceof OptionContract) {
      double side = (leg.ratio() > 0 ? quote.ask() : quote.bid()).orElse(0);
      if (!(side > 0)) {
        return unavailable(
            symbol
                + " has no "
                + (leg.ratio() > 0 ? "ask to buy at" : "bid to sell at")
                + ": "
                + quote);
      }
    } else if (view.mark(leg.asset()).isEmpty()) {
      return unavailable(symbol + " has no price");
    }
    return Optional.empty();
  }

  private static Optional<Rejection> unavailable(String message) {
    return Optional.of(new Rejection(Rejection.Code.DATA_UNAVAILABLE, message));
  }
}
