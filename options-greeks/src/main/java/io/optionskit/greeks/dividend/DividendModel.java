/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.dividend;

/** What a cash dividend does to the price of the underlying. */
public enum DividendModel {
  /**
   * The spot is log-normal between ex-dates and falls by the amount on each. A spot below the
   * amount falls to 0 and stays there: the dividend paid is the smaller of amount and spot.
   *
   * <p>The volatility is that of the spot itself, so that one volatility prices all expiries
   * consistently. The default.
   */
  SPOT_DROP,
  /**
   * The spot less the present value of the dividends up to expiry is log-normal, and the volatility
   * is that of this remainder.
   *
   * <p>European options have the Black–Scholes formula, but the same spot has a different
   * distribution for every expiry. Early exercise pays the full spot. The remainder must be above
   * 0.
   */
  ESCROWED
}
