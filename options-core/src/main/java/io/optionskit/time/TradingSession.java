/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.time;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;

/**
 * Regular trading of one day, from its opening up to its close.
 *
 * @param date trading date in the exchange's zone
 * @param opensAt first instant of regular trading
 * @param closesAt end of regular trading of the underlying, after {@code opensAt}
 * @param earlyClose whether the exchange closed earlier than on an ordinary day
 */
public record TradingSession(
    LocalDate date, Instant opensAt, Instant closesAt, boolean earlyClose) {

  /**
   * Checks that the session has a length.
   *
   * @param date trading date in the exchange's zone
   * @param opensAt first instant of regular trading
   * @param closesAt end of regular trading of the underlying
   * @param earlyClose whether the exchange closed earlier than on an ordinary day
   * @throws IllegalArgumentException if the session does not close after it opens
   */
  public TradingSession {
    if (!opensAt.isBefore(closesAt)) {
      throw new IllegalArgumentException(
          "closesAt must be after opensAt " + opensAt + ": " + closesAt);
    }
  }

  /**
   * Returns the length of the session.
   *
   * @return whole minutes of regular trading: 390, or 210 on an early-close day
   */
  public long minutes() {
    return Duration.between(opensAt, closesAt).toMinutes();
  }

  /**
   * Returns whether regular trading is on at an instant.
   *
   * @param instant any instant
   * @return true from {@code opensAt} on and before {@code closesAt}
   */
  public boolean contains(Instant instant) {
    return !instant.isBefore(opensAt) && instant.isBefore(closesAt);
  }
}
