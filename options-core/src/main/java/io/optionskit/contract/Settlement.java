/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.contract;

/**
 * How an option settles, and at which time of day the price that decides it is fixed.
 *
 * <p>The instant itself also needs the expiry and the trading calendar: {@code
 * io.optionskit.time.ExpiryRules} computes it.
 */
public enum Settlement {
  /** Delivery of the underlying's shares; the close of the last trading day decides. */
  PHYSICAL,
  /** Cash against the underlying index at the close of the last trading day. */
  CASH_PM,
  /**
   * Cash against the underlying index at its opening on the settlement day; the option trades for
   * the last time on the trading day before.
   */
  CASH_AM;

  /**
   * Returns whether cash changes hands instead of shares.
   *
   * @return true for {@link #CASH_PM} and {@link #CASH_AM}
   */
  public boolean isCash() {
    return this != PHYSICAL;
  }

  /**
   * Returns whether the settlement price is fixed at the opening instead of the close.
   *
   * @return true for {@link #CASH_AM}
   */
  public boolean isMorning() {
    return this == CASH_AM;
  }
}
