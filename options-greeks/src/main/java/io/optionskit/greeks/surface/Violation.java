/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.surface;

/**
 * An arbitrage in a surface.
 *
 * @param kind what is violated
 * @param expiry name of the expiry, the later one of two
 * @param years its time
 * @param logMoneyness where it is worst; infinite in a wing
 * @param size how bad: smallest g (butterfly), or smallest (later − earlier) / later total variance
 *     (calendar); below 0, or not proved to be at least 0
 */
public record Violation(Kind kind, String expiry, double years, double logMoneyness, double size) {

  /** What an arbitrage is made of. */
  public enum Kind {
    /** Strikes of one expiry: the density is negative somewhere. */
    BUTTERFLY,
    /** Two neighbouring expiries: total variance falls with time at fixed log-moneyness. */
    CALENDAR
  }
}
