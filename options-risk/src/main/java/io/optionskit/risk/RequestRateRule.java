/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.risk;

import io.optionskit.decision.ProposedOrder;
import io.optionskit.decision.Rejection;
import io.optionskit.decision.View;
import io.optionskit.spi.RiskRule;
import java.util.Optional;

/**
 * Limits requests to the broker per minute of event time, and orders that work at once (OM-08,
 * controls 7 and 8).
 *
 * <p>Orders, replaces and cancels of the last 60 seconds count, whichever strategy gave them. The
 * limit per minute holds for closing orders too, since a runaway exit is as bad as a runaway entry;
 * a closing order refused by it can be given again a moment later. The limit of working orders
 * holds for opening orders only.
 *
 * @param perMinute most requests in 60 seconds, this order included, &gt; 0; 10 in the shipped
 *     profiles
 * @param maxWorking most orders that may work at once, this one included, &gt; 0; 5 in the shipped
 *     profiles
 */
public record RequestRateRule(int perMinute, int maxWorking) implements RiskRule {

  /**
   * Checks the limits.
   *
   * @throws IllegalArgumentException unless both are positive
   */
  public RequestRateRule {
    if (perMinute <= 0 || maxWorking <= 0) {
      throw new IllegalArgumentException(
          "request limits must be above 0: "
              + perMinute
              + " per minute, "
              + maxWorking
              + " at once");
    }
  }

  @Override
  public Optional<Rejection> check(ProposedOrder proposed, View view) {
    int sent = view.account().requestsLastMinute();
    if (sent >= perMinute) {
      return exceeded(
          sent + " requests were sent in the last minute; at most " + perMinute + " are allowed");
    }
    int working = view.account().workingOrders().size();
    return !proposed.isClosing() && working >= maxWorking
        ? exceeded(working + " orders are working; at most " + maxWorking + " may work at once")
        : Optional.empty();
  }

  private static Optional<Rejection> exceeded(String message) {
    return Optional.of(new Rejection(Rejection.Code.RATE_LIMIT_EXCEEDED, message));
  }
}
