/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.quality;

import io.optionskit.greeks.forward.ExpiryForward;
import io.optionskit.greeks.forward.ExpirySlice;
import io.optionskit.market.ChainColumns;
import io.optionskit.market.OptionChain;
import io.optionskit.market.QuoteIssue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One chain being judged: its quotes without the zeros that stand for none, its expiries with their
 * forwards, and what was found so far. Belongs to one thread.
 */
final class JudgedRows {

  private static final int WRONG =
      Findings.bit(QuoteIssue.CROSSED)
          | Findings.bit(QuoteIssue.BELOW_INTRINSIC)
          | Findings.bit(QuoteIssue.IDENTITY_CLASH)
          | Findings.bit(QuoteIssue.FILLED);

  final OptionChain chain;
  final ChainColumns own;
  final List<JudgedExpiry> expiries;
  final Findings findings;
  final double[] strikes;
  final double[] bids;
  final double[] asks;

  /** Whether the quote is older than its chain, not only received late together with it. */
  final boolean[] isOlder;

  JudgedRows(OptionChain chain, ChainColumns own, List<ExpiryForward> forwards) {
    int rows = chain.size();
    this.chain = chain;
    this.own = own;
    this.expiries = expiries(chain, forwards);
    this.findings = new Findings(rows);
    this.strikes = new double[rows];
    this.bids = new double[rows];
    this.asks = new double[rows];
    this.isOlder = new boolean[rows];
    for (int row = 0; row < rows; row++) {
      strikes[row] = chain.contract(row).strike().doubleValue();
      bids[row] = price(chain.bid(row));
      asks[row] = price(chain.ask(row));
    }
  }

  /** Puts the forwards, which are in the order of the chain, to their expiries. */
  private static List<JudgedExpiry> expiries(OptionChain chain, List<ExpiryForward> forwards) {
    List<JudgedExpiry> expiries = new ArrayList<>();
    int next = 0;
    for (ExpirySlice slice : ExpirySlice.of(chain)) {
      Optional<ExpiryForward> forward = Optional.empty();
      if (next < forwards.size()
          && forwards.get(next).root().equals(slice.root())
          && forwards.get(next).expiry().equals(slice.expiry())) {
        forward = Optional.of(forwards.get(next));
        next++;
      }
      expiries.add(JudgedExpiry.of(slice, forward));
    }
    return expiries;
  }

  private static double price(double given) {
    return given > 0 ? given : Double.NaN;
  }

  int size() {
    return strikes.length;
  }

  boolean hasBoth(int row) {
    return !Double.isNaN(bids[row] + asks[row]);
  }

  boolean hasNone(int row) {
    return Double.isNaN(bids[row]) && Double.isNaN(asks[row]);
  }

  double spread(int row) {
    return asks[row] - bids[row];
  }

  /** Returns whether a quote is sound enough to tell something about others. */
  boolean canWitness(int row) {
    return !isOlder[row] && !hasNone(row) && !findings.hasAny(row, WRONG);
  }

  /** Returns how much each row counts for the chain: those near the money more. */
  double[] importance(double near, double nearCounts) {
    double[] importance = new double[size()];
    OptionalDouble spot = chain.spot();
    for (JudgedExpiry expiry : expiries) {
      double centre = expiry.forward().map(ExpiryForward::forward).orElse(spot.orElse(Double.NaN));
      for (int row = expiry.from(); row < expiry.to(); row++) {
        boolean isNear = Math.abs(strikes[row] - centre) <= near * centre;
        importance[row] = isNear ? nearCounts : 1;
      }
    }
    return importance;
  }
}
