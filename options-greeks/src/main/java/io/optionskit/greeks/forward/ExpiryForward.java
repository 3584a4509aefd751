/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.forward;

import java.time.LocalDate;
import java.util.Optional;

/**
 * Forward and discount factor of one expiry of a chain.
 *
 * @param root option root
 * @param expiry expiry date printed in the symbol
 * @param years time to settlement in calendar years, &gt; 0
 * @param forward forward price of the underlying, currency per share, &gt; 0
 * @param discountFactor value today of 1.00 paid at settlement, &gt; 0
 * @param source where the two come from
 * @param fit what parity gave, also where it is too uncertain to be used; empty if it gave nothing
 */
public record ExpiryForward(
    String root,
    LocalDate expiry,
    double years,
    double forward,
    double discountFactor,
    ForwardSource source,
    Optional<ForwardFit> fit) {

  /**
   * Returns whether the options themselves gave the forward.
   *
   * @return false if it comes from the price of the underlying
   */
  public boolean isFromParity() {
    return source == ForwardSource.PARITY;
  }

  /**
   * Returns the number of strikes whose put–call parity gave the forward.
   *
   * @return strikes, ≥ 2; 0 if it comes from the price of the underlying
   */
  public int pairs() {
    return isFromParity() ? fit.map(ForwardFit::pairs).orElse(0) : 0;
  }

  /**
   * Returns the rate of the discount factor.
   *
   * @return rate, continuously compounded, per year
   */
  public double rate() {
    return -StrictMath.log(discountFactor) / years;
  }
}
