/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.forward;

import java.time.LocalDate;

/**
 * Forward and discount factor that were used for one expiry of a chain.
 *
 * @param root option root
 * @param expiry expiry date printed in the symbol
 * @param years time to settlement in calendar years, &gt; 0
 * @param forward forward price of the underlying, currency per share, &gt; 0
 * @param discountFactor value today of 1.00 paid at settlement, &gt; 0
 * @param pairs number of strikes whose put–call parity gave them; 0 if they come from the price of
 *     the underlying and the configured rate and dividend yield
 */
public record ExpiryForward(
    String root, LocalDate expiry, double years, double forward, double discountFactor, int pairs) {

  /**
   * Returns whether the options themselves gave the forward.
   *
   * @return false if it comes from the price of the underlying
   */
  public boolean isFromParity() {
    return pairs > 0;
  }
}
