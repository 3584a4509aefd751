/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.ml;

import io.optionskit.order.Leg;
import io.optionskit.order.Payoff;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;

/**
 * How a trade ended, from which labels are made (ML-06, SPEC F.2).
 *
 * @param openedAt when it was entered, which is when its features were known
 * @param closedAt when its result was known, after {@code openedAt}
 * @param pnl profit after all costs, dollars; negative = loss
 * @param maxRisk largest loss it could have had at expiry, dollars &gt; 0
 */
public record TradeOutcome(Instant openedAt, Instant closedAt, double pnl, double maxRisk) {

  /**
   * Checks the outcome.
   *
   * @throws IllegalArgumentException if the trade ends before it begins or an amount has no meaning
   */
  public TradeOutcome {
    if (!closedAt.isAfter(openedAt)) {
      throw new IllegalArgumentException(
          "trade must end after it begins: " + openedAt + " to " + closedAt);
    }
    if (Double.isNaN(pnl) || !(maxRisk > 0 && maxRisk < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "profit must be known and risk above 0: " + pnl + ", " + maxRisk);
    }
  }

  /**
   * Returns the outcome of one unit held to its settlement.
   *
   * <p>Example: a put spread 100/95 sold at 1.00 that settles at 97 earns $100 − $300 − fees.
   *
   * @param legs what one unit opened; options on one underlying with one expiry date
   * @param netPrice net price paid per share, negative = received
   * @param fees commissions of opening and settling one unit, dollars ≥ 0
   * @param openedAt when it was entered
   * @param settledAt when the settlement price was known
   * @param settlementPrice price of the underlying at settlement, per share
   * @return the outcome
   * @throws IllegalArgumentException if the legs have no common payoff, can lose without bound or
   *     cannot lose
   */
  public static TradeOutcome heldToSettlement(
      List<Leg> legs,
      double netPrice,
      double fees,
      Instant openedAt,
      Instant settledAt,
      double settlementPrice) {
    Payoff payoff =
        Payoff.of(legs)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "legs must have one underlying and one expiry date: " + legs));
    OptionalDouble lowest = payoff.lowest();
    if (lowest.isEmpty()) {
      throw new IllegalArgumentException("legs must not lose without bound: " + legs);
    }
    int multiplier = legs.stream().mapToInt(leg -> leg.asset().multiplier()).max().orElse(1);
    double cost = netPrice * multiplier + fees;
    return new TradeOutcome(
        openedAt, settledAt, payoff.at(settlementPrice) - cost, cost - lowest.getAsDouble());
  }

  /**
   * Returns the label {@code profitable}.
   *
   * @return true if the profit after costs is above 0
   */
  public boolean profitable() {
    return pnl > 0;
  }

  /**
   * Returns the label {@code expected_return}.
   *
   * @return profit per dollar of risk
   */
  public double expectedReturn() {
    return pnl / maxRisk;
  }
}
