/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.quality;

import io.optionskit.contract.OptionType;
import io.optionskit.greeks.forward.ExpiryForward;
import io.optionskit.market.QuoteIssue;

/**
 * Quotes below what exercise brings or above what the option can ever pay, both on the forward from
 * parity.
 *
 * <p>An ask counts as too low only beyond what forward, discount factor and price of the underlying
 * may be wrong by.
 */
final class ForwardChecks {

  private static final int BELOW_INTRINSIC = Findings.bit(QuoteIssue.BELOW_INTRINSIC);
  private static final int VERTICAL = Findings.bit(QuoteIssue.VERTICAL_ARBITRAGE);

  /** A forward this near, in years, is the price of the underlying now, but for the interest. */
  private static final double NEAR_YEARS = 0.12;

  /** What the price of the underlying may be off by where parity confirms it, and where not. */
  private static final double CONFIRMED = 0.0005;

  private static final double UNCONFIRMED = 0.005;

  private static final double HALF_CENT = 0.005;

  private final JudgedRows rows;
  private final double lowestSpot;
  private final double highestSpot;

  ForwardChecks(JudgedRows rows) {
    this.rows = rows;
    double spot = rows.chain.spot().orElse(Double.NaN);
    double implied = impliedSpot();
    if (Double.isNaN(implied)) {
      lowestSpot = spot * (1 - UNCONFIRMED);
      highestSpot = spot * (1 + UNCONFIRMED);
    } else {
      double given = Double.isNaN(spot) ? implied : spot;
      lowestSpot = Math.min(given, implied) * (1 - CONFIRMED);
      highestSpot = Math.max(given, implied) * (1 + CONFIRMED);
    }
  }

  /**
   * Returns the price of the underlying that the nearest expiry implies, {@code NaN} if none does.
   */
  private double impliedSpot() {
    double nearest = NEAR_YEARS;
    double implied = Double.NaN;
    for (JudgedExpiry expiry : rows.expiries) {
      if (expiry.isFromParity() && !expiry.isAdjusted()) {
        ExpiryForward forward = expiry.forward().orElseThrow();
        if (forward.years() < nearest) {
          nearest = forward.years();
          implied = forward.impliedSpot(0);
        }
      }
    }
    return implied;
  }

  void run() {
    for (JudgedExpiry expiry : rows.expiries) {
      boolean isUsable = expiry.isFromParity() || !expiry.isAdjusted();
      if (isUsable && expiry.forward().isPresent()) {
        run(expiry, expiry.forward().get());
      }
    }
  }

  private void run(JudgedExpiry expiry, ExpiryForward forward) {
    double discount = forward.discountFactor();
    boolean canExercise = !expiry.isEuropean() && !expiry.isAdjusted();
    for (int row = expiry.from(); row < expiry.to(); row++) {
      OptionType type = rows.chain.contract(row).type();
      double strike = rows.strikes[row];
      double away = forward.forward() - strike;
      double error =
          discount * expiry.forwardError() + expiry.discountError() * Math.abs(away) + HALF_CENT;
      double least = type.sign() * discount * away - error;
      if (canExercise) {
        double now = type == OptionType.CALL ? lowestSpot - strike : strike - highestSpot;
        least =
            now - HALF_CENT > least ? now - HALF_CENT : least; // no spot: NaN, and left as it is
      }
      if (rows.asks[row] < least) {
        rows.findings.add(row, BELOW_INTRINSIC);
      }
      if (rows.bids[row] > most(expiry, forward, type, strike) + error) {
        rows.findings.add(row, VERTICAL); // a call of strike 0, a put of price 0 for the underlying
      }
    }
  }

  private double most(JudgedExpiry expiry, ExpiryForward forward, OptionType type, double strike) {
    double value = forward.discountFactor() * forward.forward();
    if (type == OptionType.CALL) {
      return highestSpot > value && !expiry.isAdjusted() ? highestSpot : value;
    }
    double discount = expiry.isEuropean() ? forward.discountFactor() : 1;
    return strike * Math.max(discount, forward.discountFactor());
  }
}
