/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.risk;

import io.optionskit.decision.ProposedOrder;
import io.optionskit.decision.Rejection;
import io.optionskit.decision.View;
import io.optionskit.order.OrderPrice;
import io.optionskit.order.Payoff;
import io.optionskit.spi.RiskRule;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Refuses net prices that no sound market gives: a credit of nothing or of the whole width and
 * more, a debit that the structure can never pay back (control 4, SPEC A.1 and OM-05).
 *
 * <p>The bounds follow from the payoff at expiry. An opening order must cost less than the most it
 * can pay, and more than the least: a credit vertical or condor must bring more than 0 and less
 * than its width, a debit vertical must cost between 0 and its width, both exclusive. Checked are
 * the price expected now (buy at ask, sell at bid) and the order's limit. An opening order whose
 * price is unknown because a side is missing does not pass.
 *
 * <p>A closing order is checked too, but more leniently, because a stop must not fail on a wide
 * spread: its price may lie outside the bounds by a part of the width, and may be unknown. Legs
 * with several expiry dates have no bounds.
 *
 * @param closingSlack how far the price of a closing order may lie outside the bounds, as a
 *     fraction of the width, ≥ 0; 0.10 by default
 */
public record PriceSanityRule(double closingSlack) implements RiskRule {

  /** How close a price must come to a bound to touch it: a hundred thousandth of a cent. */
  private static final double TOLERANCE = 1e-7;

  /**
   * Checks the slack.
   *
   * @throws IllegalArgumentException if it is negative
   */
  public PriceSanityRule {
    if (!(closingSlack >= 0)) {
      throw new IllegalArgumentException(
          "slack of closing prices must not be negative: " + closingSlack);
    }
  }

  /** Creates the rule with a slack of 10 % of the width for closing orders. */
  public PriceSanityRule() {
    this(0.10);
  }

  @Override
  public Optional<Rejection> check(ProposedOrder proposed, View view) {
    OptionalDouble expected = proposed.netPrice();
    if (expected.isEmpty() && !proposed.isClosing()) {
      return Optional.of(
          new Rejection(
              Rejection.Code.DATA_UNAVAILABLE,
              "the order's price is unknown: a leg lacks the side it needs"));
    }
    Optional<Payoff> payoff = Payoff.of(proposed.order().legs());
    if (payoff.isEmpty()) {
      return Optional.empty();
    }
    Bounds bounds = bounds(proposed, payoff.get());
    if (expected.isPresent() && !bounds.contain(expected.getAsDouble())) {
      return Optional.of(bounds.rejection("expected net price", expected.getAsDouble()));
    }
    if (proposed.order().price() instanceof OrderPrice.Limit limit
        && !bounds.contain(limit.net().doubleValue())) {
      return Optional.of(bounds.rejection("limit", limit.net().doubleValue()));
    }
    return Optional.empty();
  }

  private Bounds bounds(ProposedOrder proposed, Payoff payoff) {
    int multiplier = proposed.order().unitMultiplier();
    double lowest = Math.min(0, payoff.lowest().orElse(Double.NEGATIVE_INFINITY)) / multiplier;
    double highest = Math.max(0, payoff.highest().orElse(Double.POSITIVE_INFINITY)) / multiplier;
    if (!proposed.isClosing()) {
      return new Bounds(lowest + TOLERANCE, highest - TOLERANCE);
    }
    double width = highest - lowest;
    double slack = Double.isInfinite(width) ? TOLERANCE : closingSlack * width + TOLERANCE;
    return new Bounds(lowest - slack, highest + slack);
  }

  /** Net prices per share that make sense, both ends inclusive. */
  private record Bounds(double lowest, double highest) {

    boolean contain(double net) {
      return net >= lowest && net <= highest;
    }

    Rejection rejection(String name, double net) {
      return new Rejection(
          Rejection.Code.RISK_REJECTED,
          String.format(
              Locale.ROOT,
              "%s %.4f must lie between %.4f and %.4f, what the legs can be worth at expiry",
              name,
              net,
              lowest,
              highest));
    }
  }
}
