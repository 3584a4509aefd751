/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks;

/**
 * One of the thirteen numbers a European pricing formula gives, all per share and in raw units.
 *
 * <p>Time derivatives are with respect to calendar time <em>passing</em>, per year: theta of a
 * decaying long option is negative. See {@code docs/concepts/greeks.md} for the market's units.
 *
 * <p>With {@link Black76} read forward for spot; the discount factor is held in every measure but
 * {@link #RHO}.
 */
public enum Measure {
  /** Value, currency per share, ≥ 0. */
  VALUE(0),
  /**
   * ∂value/∂spot, per 1.00 of spot; 0 to 1 for a call, −1 to 0 for a put (times the yield's
   * discount factor).
   */
  DELTA(1),
  /** ∂²value/∂spot², per 1.00² of spot, ≥ 0. */
  GAMMA(2),
  /** ∂value/∂volatility, per 1.00 of volatility, ≥ 0. */
  VEGA(3),
  /** ∂value/∂(time passing), per year. */
  THETA(4),
  /** ∂value/∂rate, per 1.00 of rate. */
  RHO(5),
  /** ∂²value/∂spot∂volatility, per 1.00 of spot and 1.00 of volatility. */
  VANNA(6),
  /** ∂²value/∂volatility², per 1.00² of volatility. */
  VOLGA(7),
  /** ∂delta/∂(time passing), per year. */
  CHARM(8),
  /** ∂gamma/∂spot, per 1.00³ of spot. */
  SPEED(9),
  /** ∂gamma/∂(time passing), per 1.00² of spot and year. */
  COLOR(10),
  /** ∂gamma/∂volatility, per 1.00² of spot and 1.00 of volatility. */
  ZOMMA(11),
  /**
   * ∂value/∂dividendYield, per 1.00 of yield; with {@link Black76} the forward is moved as
   * exp(−dividendYield · years), the discount factor held.
   */
  DIVIDEND_RHO(12);

  /**
   * Number of measures: the length of what {@link BlackScholes#all} and {@link Black76#all} write.
   */
  public static final int COUNT = 13;

  private final int index;

  Measure(int index) {
    this.index = index;
  }

  /**
   * Returns where the measure stands in an array of all of them.
   *
   * @return 0 for {@link #VALUE} to 12 for {@link #DIVIDEND_RHO}
   */
  public int index() {
    return index;
  }
}
