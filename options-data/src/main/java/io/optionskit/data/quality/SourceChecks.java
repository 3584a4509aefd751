/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.quality;

import io.optionskit.contract.OptionType;
import io.optionskit.market.ChainColumns;
import io.optionskit.market.QuoteIssue;

/** What the source's own volatilities and Greeks tell about themselves. */
final class SourceChecks {

  private static final int IV_PLACEHOLDER = Findings.bit(QuoteIssue.IV_PLACEHOLDER);
  private static final int IV_UNRELIABLE = Findings.bit(QuoteIssue.IV_UNRELIABLE);
  private static final int GREEKS_OUT_OF_RANGE = Findings.bit(QuoteIssue.GREEKS_OUT_OF_RANGE);

  /** What stands for none: zero, or the lowest that a search ever tried. */
  private static final double PLACEHOLDER = 1.1e-5;

  /** Outside of these a volatility needs the own one to confirm it. */
  private static final double LOWEST_PLAUSIBLE = 0.01;

  private static final double HIGHEST_PLAUSIBLE = 5;

  private static final double ROUNDING = 1e-4; // of Greeks with four decimals

  /** Call and put of a strike differ by more than this much, and this part: one is wrong. */
  private static final double PAIR_ERROR = 0.10;

  private static final double PAIR_PART = 0.5;

  private final JudgedRows rows;
  private final ChainColumns given;
  private final JudgeLimits limits;

  SourceChecks(JudgedRows rows, ChainColumns given, JudgeLimits limits) {
    this.rows = rows;
    this.given = given;
    this.limits = limits;
  }

  void run() {
    for (int row = 0; row < rows.size(); row++) {
      greeks(row);
      volatility(row);
    }
    for (JudgedExpiry expiry : rows.expiries) {
      for (int row = expiry.from(); row + 1 < expiry.to(); row++) {
        if (rows.strikes[row] == rows.strikes[row + 1]) {
          pair(row, row + 1);
          row++;
        }
      }
    }
  }

  private void greeks(int row) {
    OptionType type = rows.chain.contract(row).type();
    double delta = given.delta()[row] * type.sign();
    if (delta < -ROUNDING
        || delta > 1 + ROUNDING
        || given.gamma()[row] < -ROUNDING
        || given.vega()[row] < -ROUNDING) {
      rows.findings.add(row, GREEKS_OUT_OF_RANGE);
    }
  }

  private void volatility(int row) {
    double volatility = given.impliedVolatility()[row];
    double distance = Math.abs(volatility - rows.own.impliedVolatility()[row]);
    if (volatility <= PLACEHOLDER) {
      rows.findings.add(row, IV_PLACEHOLDER);
      return;
    }
    boolean isImplausible = volatility < LOWEST_PLAUSIBLE || volatility > HIGHEST_PLAUSIBLE;
    boolean isConfirmed = distance <= limits.volatilityError();
    boolean isContradicted =
        distance > limits.volatilityError()
            && distance * rows.own.vega()[row] > rows.spread(row); // false where there is no own
    if (isContradicted || (isImplausible && !isConfirmed)) {
      rows.findings.add(row, IV_UNRELIABLE);
    }
  }

  /** Compares call and put where the own volatility does not judge. */
  private void pair(int call, int put) {
    double first = given.impliedVolatility()[call];
    double second = given.impliedVolatility()[put];
    boolean isJudged =
        !Double.isNaN(rows.own.impliedVolatility()[call])
            || !Double.isNaN(rows.own.impliedVolatility()[put]);
    double distance = Math.abs(first - second);
    if (!isJudged
        && Math.min(first, second) > PLACEHOLDER
        && distance > PAIR_ERROR
        && distance > PAIR_PART * Math.max(first, second)) {
      rows.findings.add(call, IV_UNRELIABLE);
      rows.findings.add(put, IV_UNRELIABLE);
    }
  }
}
