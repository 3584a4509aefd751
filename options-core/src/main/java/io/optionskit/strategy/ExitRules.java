/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.strategy;

import io.optionskit.contract.OptionContract;
import io.optionskit.decision.View;
import io.optionskit.portfolio.Trade;
import io.optionskit.time.ExpiryRules;
import io.optionskit.time.TradingSession;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Supplier;

/**
 * When a trade is closed. The first condition that holds gives the reason.
 *
 * @param profit closes at a profit of this part of the premium received (or paid), &gt; 0
 * @param loss closes at a loss of this part of the premium received (or paid), &gt; 0; 2 means
 *     twice the credit
 * @param timeElapsed closes when this part of the time from entry to settlement has passed, above 0
 *     and at most 1; empty never
 * @param flatBeforeClose closes from this time before the end of the session on; empty never
 * @param flatOnExpiryDayOnly whether the latter holds on the last trading day of the options only
 */
public record ExitRules(
    double profit,
    double loss,
    OptionalDouble timeElapsed,
    Optional<Duration> flatBeforeClose,
    boolean flatOnExpiryDayOnly) {

  /**
   * Checks the rules.
   *
   * @throws IllegalArgumentException if a part is not above 0; the message names it and shows its
   *     value
   */
  public ExitRules {
    if (!(profit > 0) || !(loss > 0)) {
      throw new IllegalArgumentException(
          "profit and loss must be above 0: " + profit + ", " + loss);
    }
    if (timeElapsed.isPresent()
        && !(timeElapsed.getAsDouble() > 0 && timeElapsed.getAsDouble() <= 1)) {
      throw new IllegalArgumentException(
          "elapsed time must be above 0 and at most 1: " + timeElapsed.getAsDouble());
    }
  }

  /**
   * Returns the weekly rules: half the credit, twice the credit, 80 % of the time, flat 15 minutes
   * before the last close.
   *
   * @return exit family A
   */
  public static ExitRules weekly() {
    return new ExitRules(0.5, 2, OptionalDouble.of(0.8), Optional.of(Duration.ofMinutes(15)), true);
  }

  /**
   * Returns the same-day rules: 10 % of the premium either way, flat 15 minutes before the close.
   *
   * @return exit family B
   */
  public static ExitRules sameDay() {
    return new ExitRules(
        0.1, 0.1, OptionalDouble.empty(), Optional.of(Duration.ofMinutes(15)), false);
  }

  /**
   * Says whether a trade is to be closed now.
   *
   * @param trade open trade
   * @param view market and account now
   * @return why, empty if it stays open
   */
  public Optional<String> reasonToClose(Trade trade, View view) {
    OptionalDouble pnl = view.pnl(trade);
    double premium = Math.abs(trade.openCash().doubleValue());
    if (pnl.isPresent() && pnl.getAsDouble() >= profit * premium) {
      return Optional.of("profit target");
    }
    if (pnl.isPresent() && pnl.getAsDouble() <= -loss * premium) {
      return Optional.of("stop loss");
    }
    if (timeElapsed.isPresent() && elapsed(trade, view.now()) >= timeElapsed.getAsDouble()) {
      return Optional.of("time elapsed");
    }
    return isFlatTime(() -> firstToExpire(trade), view)
        ? Optional.of("flat before the close")
        : Optional.empty();
  }

  /** Whether nothing may be held any more in options with this first contract to expire. */
  boolean isFlatTime(Supplier<Optional<OptionContract>> firstToExpire, View view) {
    if (flatBeforeClose.isEmpty()) {
      return false;
    }
    LocalDate today = view.calendar().tradingDateAt(view.now());
    Optional<TradingSession> session = view.calendar().findSession(today);
    if (session.isEmpty()
        || view.now().isBefore(session.get().closesAt().minus(flatBeforeClose.get()))) {
      return false;
    }
    return !flatOnExpiryDayOnly
        || firstToExpire
            .get()
            .filter(contract -> !today.isBefore(lastTradingDay(contract)))
            .isPresent();
  }

  private static LocalDate lastTradingDay(OptionContract contract) {
    return ExpiryRules.usOptions().lastTradingDay(contract.expiry(), contract.settlement());
  }

  private static double elapsed(Trade trade, Instant now) {
    return firstToExpire(trade)
        .map(
            contract -> {
              Instant end =
                  ExpiryRules.usOptions().settlesAt(contract.expiry(), contract.settlement());
              double whole = Duration.between(trade.openedAt(), end).toMillis();
              return whole <= 0 ? 1.0 : Duration.between(trade.openedAt(), now).toMillis() / whole;
            })
        .orElse(0.0);
  }

  private static Optional<OptionContract> firstToExpire(Trade trade) {
    return trade.legs().stream()
        .filter(leg -> leg.asset() instanceof OptionContract)
        .map(leg -> (OptionContract) leg.asset())
        .min(Comparator.comparing(OptionContract::expiry));
  }
}
