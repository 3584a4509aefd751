/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.surface;

import io.optionskit.contract.OptionType;
import io.optionskit.greeks.forward.EquivalenceReason;
import io.optionskit.greeks.forward.EuropeanEquivalents;
import io.optionskit.greeks.forward.ExpiryForward;
import io.optionskit.greeks.forward.ExpirySlice;
import io.optionskit.greeks.forward.ParitySlice;
import io.optionskit.market.OptionChain;

/** What is counted over real chains and the surfaces fitted to them. */
final class SurfaceFigures {

  int chains;
  int surfaces;
  int notFree;
  int expiries;
  int quotes;
  int within;
  int outliers;
  int violations;
  int projected;
  double squares;
  double bands;
  int pairs;
  int pairsWithin;
  int outOfTheMoney;
  int solved;

  /** Counts how forwards and volatilities of a chain came out. */
  void add(OptionChain chain, EuropeanEquivalents european) {
    chains++;
    for (ExpiryForward forward : european.forwards()) {
      ExpirySlice slice = ExpirySlice.find(chain, forward.root(), forward.expiry()).orElseThrow();
      if (forward.isFromParity()) {
        addPairs(european.strikes(slice), forward);
      }
      for (int row = slice.from(); row < slice.to(); row++) {
        OptionType type = chain.contract(row).type();
        boolean isOut = type.intrinsic(forward.forward(), slice.strike(row)) == 0;
        if (isOut && chain.bid(row) > 0 && chain.ask(row) >= chain.bid(row)) {
          EquivalenceReason reason = european.reason(row);
          boolean isBeyond =
              reason == EquivalenceReason.ABOVE_MAXIMUM
                  || reason == EquivalenceReason.BELOW_EXERCISE_VALUE;
          outOfTheMoney++;
          solved += isBeyond || european.midVolatility(row) > 0 ? 1 : 0;
        }
      }
    }
  }

  private void addPairs(ParitySlice slice, ExpiryForward forward) {
    for (int row = 0; row < slice.strikes().length; row++) {
      double strike = slice.strikes()[row];
      if (slice.callBids()[row] > 0
          && slice.putBids()[row] > 0
          && Math.abs(strike / forward.forward() - 1) < 0.1) {
        double parity = forward.discountFactor() * (forward.forward() - strike);
        pairs++;
        pairsWithin +=
            slice.callBids()[row] - slice.putAsks()[row] <= parity + 1e-9
                    && slice.callAsks()[row] - slice.putBids()[row] >= parity - 1e-9
                ? 1
                : 0;
      }
    }
  }

  /** Counts how near a surface is to its quotes. */
  void add(SurfaceFit fit) {
    surfaces += fit.findSurface().isPresent() ? 1 : 0;
    notFree += fit.after().isEmpty() ? 0 : 1;
    violations += fit.before().size();
    for (ExpiryReport expiry : fit.expiries()) {
      expiries += expiry.repair() == Repair.LEFT_OUT ? 0 : 1;
      outliers += expiry.count(QuoteUse.OUTLIER);
      projected += expiry.repair() == Repair.PROJECTED ? 1 : 0;
      int used = expiry.repair() == Repair.LEFT_OUT ? 0 : expiry.count(QuoteUse.USED);
      if (used > 0) {
        quotes += used;
        within += (int) Math.rint(used * expiry.shareWithin());
        squares += used * expiry.rmsError() * expiry.rmsError();
        bands += used * expiry.rmsHalfBands() * expiry.rmsHalfBands();
      }
    }
  }

  SurfaceFigures plus(SurfaceFigures other) {
    SurfaceFigures sum = new SurfaceFigures();
    for (SurfaceFigures each : new SurfaceFigures[] {this, other}) {
      sum.chains += each.chains;
      sum.surfaces += each.surfaces;
      sum.notFree += each.notFree;
      sum.expiries += each.expiries;
      sum.quotes += each.quotes;
      sum.within += each.within;
      sum.outliers += each.outliers;
      sum.violations += each.violations;
      sum.projected += each.projected;
      sum.squares += each.squares;
      sum.bands += each.bands;
      sum.pairs += each.pairs;
      sum.pairsWithin += each.pairsWithin;
      sum.outOfTheMoney += each.outOfTheMoney;
      sum.solved += each.solved;
    }
    return sum;
  }

  double shareWithin() {
    return (double) within / quotes;
  }

  double shareOfPairs() {
    return (double) pairsWithin / pairs;
  }

  double shareSolved() {
    return (double) solved / outOfTheMoney;
  }

  double rmsError() {
    return Math.sqrt(squares / quotes);
  }

  double rmsHalfBands() {
    return Math.sqrt(bands / quotes);
  }
}
