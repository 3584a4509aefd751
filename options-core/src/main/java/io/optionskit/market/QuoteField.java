/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.market;

/** A value that a source may give for one contract of a chain. */
public enum QuoteField {
  /** Best bid, currency per share. */
  BID,
  /** Best ask, currency per share. */
  ASK,
  /** Contracts at the bid. */
  BID_SIZE,
  /** Contracts at the ask. */
  ASK_SIZE,
  /** Price of the last trade, currency per share. */
  LAST,
  /** Contracts traded in the session. */
  VOLUME,
  /** Open contracts. */
  OPEN_INTEREST,
  /** The source's own implied volatility, 0.20 = 20 %. */
  IMPLIED_VOLATILITY,
  /** The source's own delta, per share. */
  DELTA,
  /** The source's own gamma, per dollar, per share. */
  GAMMA,
  /** The source's own vega, per 1.00 of volatility, per share. */
  VEGA,
  /** The source's own theta, per year, per share. */
  THETA,
  /** The source's own rho, per 1.00 of rate, per share. */
  RHO
}
