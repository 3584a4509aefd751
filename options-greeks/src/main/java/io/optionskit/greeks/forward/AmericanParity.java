/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.forward;

import io.optionskit.contract.OptionType;
import io.optionskit.greeks.dividend.CashDividends;
import java.util.Arrays;
import java.util.Optional;

/**
 * Put–call parity of American options: their early-exercise premiums are taken out of the quotes,
 * which needs the forward that is looked for, so that it is done again until it stays.
 *
 * <p>At each strike the option out of the money gives the volatility of both. A pair whose option
 * in the money has less time value left than premium says hardly anything about the forward, and is
 * left out.
 */
final class AmericanParity {

  /** Strikes within this part of the forward are worth the work. */
  private static final double NEAR = 0.1;

  private static final int FEW = 4;
  private static final int MOST_ROUNDS = 20;
  private static final double SAME = 1e-8;

  private AmericanParity() {}

  static Optional<ForwardFit> fit(
      ParitySlice pairs,
      double years,
      double rate,
      double spot,
      double givenYield,
      CashDividends dividends) {
    double discountFactor = StrictMath.exp(-rate * years);
    double forward = Forwards.firstGuess(pairs, discountFactor);
    Optional<ForwardFit> fit = Optional.empty();
    for (int round = 0; round < MOST_ROUNDS && forward > 0; round++) {
      EarlyExercise exercise = EarlyExercise.of(spot, forward, years, rate, givenYield, dividends);
      ParitySlice european = european(pairs, forward, exercise);
      fit = Forwards.fit(european, years, rate, 0);
      double next =
          fit.map(ForwardFit::forward)
              .orElseGet(() -> Forwards.firstGuess(european, discountFactor));
      double change = Math.abs(next - forward);
      forward = next;
      if (change <= SAME * forward) {
        break;
      }
    }
    return fit;
  }

  /** Returns the quotes without premiums; pairs that are left out have none. */
  private static ParitySlice european(ParitySlice pairs, double forward, EarlyExercise exercise) {
    int rows = pairs.size();
    ParitySlice european =
        new ParitySlice(
            pairs.strikes(),
            pairs.callBids().clone(),
            pairs.callAsks().clone(),
            pairs.putBids().clone(),
            pairs.putAsks().clone());
    double width = NEAR * forward;
    int near = 0;
    for (int row = 0; row < rows; row++) {
      boolean isNear = Math.abs(pairs.strikes()[row] - forward) <= width;
      near += pairs.isUsable(row) && isNear ? 1 : 0;
    }
    for (int row = 0; row < rows; row++) {
      boolean isNear = near < FEW || Math.abs(pairs.strikes()[row] - forward) <= width;
      if (!pairs.isUsable(row) || !isNear || !removePremiums(european, row, exercise, forward)) {
        for (double[] column :
            Arrays.asList(
                european.callBids(), european.callAsks(), european.putBids(), european.putAsks())) {
          column[row] = Double.NaN;
        }
      }
    }
    return european;
  }

  private static boolean removePremiums(
      ParitySlice quotes, int row, EarlyExercise exercise, double forward) {
    double strike = quotes.strikes()[row];
    boolean callIsOut = strike >= forward;
    OptionType out = callIsOut ? OptionType.CALL : OptionType.PUT;
    double[] bids = callIsOut ? quotes.callBids() : quotes.putBids();
    double[] asks = callIsOut ? quotes.callAsks() : quotes.putAsks();
    double volatility = exercise.volatility(out, strike, 0.5 * (bids[row] + asks[row]));
    if (!(volatility > 0)) {
      return false;
    }
    OptionType in = out.opposite();
    double worth = exercise.american(in, strike, volatility);
    double premiumIn = worth - exercise.european(in, strike, volatility);
    if (premiumIn > worth - exercise.intrinsic(in, strike)) {
      return false;
    }
    double premiumOut =
        exercise.american(out, strike, volatility) - exercise.european(out, strike, volatility);
    double callPremium = Math.max(0, callIsOut ? premiumOut : premiumIn);
    double putPremium = Math.max(0, callIsOut ? premiumIn : premiumOut);
    quotes.callBids()[row] -= callPremium;
    quotes.callAsks()[row] -= callPremium;
    quotes.putBids()[row] -= putPremium;
    quotes.putAsks()[row] -= putPremium;
    return true;
  }
}
