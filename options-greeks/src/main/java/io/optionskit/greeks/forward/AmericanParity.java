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
 * <p>At each strike the option out of the money, less the premium it had in the round before, gives
 * the volatility of both. A pair whose option in the money has less time value left than premium
 * says hardly anything about the forward, and is left out.
 */
final class AmericanParity {

  /** Strikes within this part of the forward are worth the work. */
  private static final double NEAR = 0.1;

  private static final int FEW = 4;
  private static final int MOST_ROUNDS = 20;
  private static final double SAME = 1e-8;

  private final ParitySlice pairs;
  private final double[] callPremiums;
  private final double[] putPremiums;

  private AmericanParity(ParitySlice pairs) {
    this.pairs = pairs;
    this.callPremiums = new double[pairs.size()];
    this.putPremiums = new double[pairs.size()];
  }

  static Optional<ForwardFit> fit(
      ParitySlice pairs,
      double years,
      double rate,
      double spot,
      double givenYield,
      CashDividends dividends) {
    AmericanParity parity = new AmericanParity(pairs);
    double discountFactor = StrictMath.exp(-rate * years);
    double forward = Forwards.firstGuess(pairs, discountFactor);
    Optional<ForwardFit> fit = Optional.empty();
    for (int round = 0; round < MOST_ROUNDS && forward > 0; round++) {
      EarlyExercise exercise = EarlyExercise.of(spot, forward, years, rate, givenYield, dividends);
      ParitySlice european = parity.european(forward, exercise);
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
  private ParitySlice european(double forward, EarlyExercise exercise) {
    int[] rows = near(forward);
    int n = rows.length;
    OptionType[] types = new OptionType[2 * n]; // of each pair the option out of the money first
    double[] strikes = new double[2 * n];
    double[] volatilities = new double[2 * n];
    double[] values = new double[2 * n];
    for (int i = 0; i < n; i++) {
      double strike = pairs.strikes()[rows[i]];
      OptionType out = strike >= forward ? OptionType.CALL : OptionType.PUT;
      double price = pairs.middle(out, rows[i]) - premiums(out)[rows[i]];
      types[2 * i] = out;
      types[2 * i + 1] = out.opposite();
      Arrays.fill(strikes, 2 * i, 2 * i + 2, strike);
      Arrays.fill(volatilities, 2 * i, 2 * i + 2, exercise.europeanVolatility(out, strike, price));
    }
    exercise.american(types, strikes, volatilities, values);
    boolean[] isUsed = new boolean[pairs.size()];
    for (int i = 0; i < n; i++) {
      double worth = values[2 * i + 1] - exercise.intrinsic(types[2 * i + 1], strikes[2 * i]);
      for (int option = 2 * i; option < 2 * i + 2; option++) {
        double value =
            volatilities[option] > 0
                ? exercise.european(types[option], strikes[option], volatilities[option])
                : Double.NaN;
        premiums(types[option])[rows[i]] = Math.max(0, values[option] - value);
      }
      isUsed[rows[i]] = premiums(types[2 * i + 1])[rows[i]] <= worth;
    }
    return new ParitySlice(
        pairs.strikes(),
        less(pairs.callBids(), callPremiums, isUsed),
        less(pairs.callAsks(), callPremiums, isUsed),
        less(pairs.putBids(), putPremiums, isUsed),
        less(pairs.putAsks(), putPremiums, isUsed));
  }

  private double[] premiums(OptionType type) {
    return type == OptionType.CALL ? callPremiums : putPremiums;
  }

  /** Returns the rows that are worth the work: those near the forward, all if there are few. */
  private int[] near(double forward) {
    int[] rows = new int[pairs.size()];
    int usable = 0;
    for (int row = 0; row < rows.length; row++) {
      if (pairs.isUsable(row)) {
        rows[usable++] = row;
      }
    }
    int[] all = Arrays.copyOf(rows, usable);
    int[] near =
        Arrays.stream(all)
            .filter(row -> Math.abs(pairs.strikes()[row] - forward) <= NEAR * forward)
            .toArray();
    return near.length < FEW ? all : near;
  }

  private static double[] less(double[] prices, double[] premiums, boolean[] isUsed) {
    double[] result = new double[prices.length];
    for (int row = 0; row < result.length; row++) {
      result[row] = isUsed[row] ? prices[row] - premiums[row] : Double.NaN;
    }
    return result;
  }
}
