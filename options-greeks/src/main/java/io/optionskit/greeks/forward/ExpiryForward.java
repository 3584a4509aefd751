/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.forward;

import io.optionskit.greeks.internal.Arguments;
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
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if years, forward or discount factor is not finite and above 0
   */
  public ExpiryForward {
    Arguments.positive("years", years);
    Arguments.positive("forward", forward);
    Arguments.positive("discountFactor", discountFactor);
  }

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

  /**
   * Returns the price of the underlying today that goes with the forward.
   *
   * @param dividendYield dividend yield, continuously compounded, per year; |dividendYield · years|
   *     ≤ 500
   * @return forward · discountFactor · exp(dividendYield · years), per share; with a yield of 0 the
   *     price without the dividends paid before settlement; infinite beyond the range of a double
   * @throws IllegalArgumentException if the yield is out of range
   */
  public double impliedSpot(double dividendYield) {
    Arguments.accruing("dividendYield", dividendYield, years);
    return forward * discountFactor * StrictMath.exp(dividendYield * years);
  }

  /**
   * Returns the yield between the price of the underlying and the forward: dividends and what it
   * costs to borrow the shares, together.
   *
   * <p>Its uncertainty is that of forward and spot over their value and the years: a cent on 100.00
   * is 0.01 % for a year and 1.2 % for three days.
   *
   * <p>Example: spot 100, forward 101 and discount factor 0.97 for one year imply 2.05 %.
   *
   * @param spot price of the underlying at the same instant, per share, finite and &gt; 0
   * @return yield, continuously compounded, per year
   * @throws IllegalArgumentException if the spot is out of range
   */
  public double impliedYield(double spot) {
    Arguments.positive("spot", spot);
    return -StrictMath.log(forward * discountFactor / spot) / years;
  }

  /**
   * Returns what it costs to borrow the shares, by what the forward is lower than dividends
   * explain.
   *
   * @param spot price of the underlying at the same instant, per share, finite and &gt; 0
   * @param dividendYield yield of the dividends alone, continuously compounded, per year
   * @return borrow cost, continuously compounded, per year; negative if holders are paid less than
   *     the dividends
   * @throws IllegalArgumentException if the spot is out of range
   */
  public double impliedBorrowCost(double spot, double dividendYield) {
    return impliedYield(spot) - dividendYield;
  }

  /**
   * Returns the present value of the cash dividends that go ex before settlement.
   *
   * @param spot price of the underlying at the same instant, per share, finite and &gt; 0
   * @return spot − forward · discountFactor, per share; negative if the quotes contradict the spot
   * @throws IllegalArgumentException if the spot is out of range
   */
  public double impliedDividends(double spot) {
    Arguments.positive("spot", spot);
    return spot - forward * discountFactor;
  }

  /**
   * Returns the present value of the cash dividends that go ex between this settlement and a later
   * one; needs no price of the underlying.
   *
   * @param later forward of the same underlying at the same instant, not earlier than this one
   * @return value today, per share; near 0 if there are none
   * @throws IllegalArgumentException if it settles earlier
   */
  public double impliedDividendsUntil(ExpiryForward later) {
    if (later.years < years) {
      throw new IllegalArgumentException(
          "later must not settle before " + years + " years: " + later.years);
    }
    return forward * discountFactor - later.forward * later.discountFactor;
  }
}
