/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.quality;

import io.optionskit.market.EpochNanos;
import io.optionskit.market.QuoteIssue;
import io.optionskit.time.YearClock;
import java.time.Duration;
import java.time.Instant;

/** What a quote tells by itself: its sides, its spread, its age. */
final class QuoteChecks {

  private static final int NO_QUOTE = Findings.bit(QuoteIssue.NO_QUOTE);
  private static final int ONE_SIDED = Findings.bit(QuoteIssue.ONE_SIDED);
  private static final int CROSSED = Findings.bit(QuoteIssue.CROSSED);
  private static final int LOCKED = Findings.bit(QuoteIssue.LOCKED);
  private static final int STALE = Findings.bit(QuoteIssue.STALE);
  private static final int WIDE_AGAINST_PRICE = Findings.bit(QuoteIssue.WIDE_AGAINST_PRICE);
  private static final int WIDE_AGAINST_VEGA = Findings.bit(QuoteIssue.WIDE_AGAINST_VEGA);

  private static final double TRADING_SECONDS_PER_YEAR = 98_280 * 60.0;
  private static final double ROUNDING = 1e-9;

  private final JudgedRows rows;
  private final JudgeLimits limits;
  private final long oldestNs;

  QuoteChecks(JudgedRows rows, JudgeLimits limits) {
    this.rows = rows;
    this.limits = limits;
    this.oldestNs = limits.oldest().toNanos();
  }

  void sides() {
    for (int row = 0; row < rows.size(); row++) {
      if (rows.hasNone(row)) {
        rows.findings.add(row, NO_QUOTE);
      } else if (!rows.hasBoth(row)) {
        rows.findings.add(row, ONE_SIDED);
      } else if (rows.bids[row] > rows.asks[row]) {
        rows.findings.add(row, CROSSED);
      } else if (rows.bids[row] == rows.asks[row]) {
        rows.findings.add(row, LOCKED);
      } else {
        spread(row);
      }
    }
  }

  private void spread(int row) {
    double spread = rows.spread(row);
    if (spread <= limits.narrow() + ROUNDING) {
      return;
    }
    double middle = 0.5 * (rows.bids[row] + rows.asks[row]);
    if (spread > limits.widestOfPrice() * middle + ROUNDING) {
      rows.findings.add(row, WIDE_AGAINST_PRICE);
    }
    if (spread > limits.widestOfVolatility() * rows.own.vega()[row] + ROUNDING) {
      rows.findings.add(row, WIDE_AGAINST_VEGA); // no vega, no objection
    }
  }

  /** Compares the time of each quote with that of the chain. */
  void ages() {
    long chainNs = EpochNanos.of(rows.chain.time());
    long lastNs = Long.MIN_VALUE;
    boolean wasOld = false;
    for (int row = 0; row < rows.size(); row++) {
      long timeNs = rows.chain.quoteTimeNs(row);
      if (timeNs < 0 || rows.hasNone(row)) {
        continue;
      }
      if (timeNs != lastNs) {
        wasOld = isOlder(timeNs, chainNs);
        lastNs = timeNs;
      }
      rows.isOlder[row] = wasOld;
      if (wasOld) {
        rows.findings.add(row, STALE);
      }
    }
  }

  /** Returns whether more minutes of trading lie between two times than a quote may be old. */
  private boolean isOlder(long timeNs, long thenNs) {
    if (timeNs >= thenNs || thenNs - timeNs <= oldestNs) {
      return false;
    }
    Instant time = EpochNanos.toInstant(timeNs);
    Instant then = EpochNanos.toInstant(thenNs);
    try {
      double openSeconds = YearClock.TRADING.years(time, then) * TRADING_SECONDS_PER_YEAR;
      return openSeconds > seconds(limits.oldest()) + ROUNDING;
    } catch (IllegalArgumentException outsideTheCalendar) {
      return true;
    }
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }
}
