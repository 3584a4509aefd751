/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.ml.feature;

import io.optionskit.contract.OptionContract;
import io.optionskit.contract.OptionType;
import io.optionskit.market.ChainColumns;
import io.optionskit.market.OptionChain;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.function.IntToDoubleFunction;

/** The contracts of one root and expiry date in a chain, calls and puts paired by strike. */
final class Expiration {

  private final OptionChain chain;
  private final double[] strikes;
  private final int[] calls;
  private final int[] puts;

  private Expiration(OptionChain chain, double[] strikes, int[] calls, int[] puts) {
    this.chain = chain;
    this.strikes = strikes;
    this.calls = calls;
    this.puts = puts;
  }

  static Expiration of(OptionChain chain, String root, LocalDate expiry) {
    double[] strikes = new double[chain.size()];
    int[] calls = new int[chain.size()];
    int[] puts = new int[chain.size()];
    int count = 0;
    for (int row = 0; row < chain.size(); row++) {
      OptionContract contract = chain.contract(row);
      if (!contract.expiry().equals(expiry) || !contract.root().equals(root)) {
        continue;
      }
      double strike = contract.strike().doubleValue();
      if (count == 0 || strikes[count - 1] != strike) {
        strikes[count] = strike;
        calls[count] = -1;
        puts[count++] = -1;
      }
      (contract.type() == OptionType.CALL ? calls : puts)[count - 1] = row;
    }
    return new Expiration(
        chain,
        Arrays.copyOf(strikes, count),
        Arrays.copyOf(calls, count),
        Arrays.copyOf(puts, count));
  }

  /** Returns the position of a strike, negative if it is not listed. */
  int position(double strike) {
    return Arrays.binarySearch(strikes, strike);
  }

  double strike(int position) {
    return strikes[position];
  }

  /** Returns the row of the call at a position of {@link #position(double)}, or −1. */
  int call(int position) {
    return position < 0 ? -1 : calls[position];
  }

  /** Returns the row of the put at a position of {@link #position(double)}, or −1. */
  int put(int position) {
    return position < 0 ? -1 : puts[position];
  }

  /**
   * Returns the position of the listed strike nearest to a price, the lower one of two; −1 if none
   * is listed.
   */
  int nearest(double price) {
    int nearest = -1;
    for (int i = 0; i < strikes.length; i++) {
      if (nearest < 0 || Math.abs(strikes[i] - price) < Math.abs(strikes[nearest] - price)) {
        nearest = i;
      }
    }
    return Double.isNaN(price) ? -1 : nearest;
  }

  /** Returns the middle of a row's quote, or NaN. */
  double mid(int row) {
    return row < 0 ? Double.NaN : 0.5 * (chain.bid(row) + chain.ask(row));
  }

  /** Returns a column of the analysis at a row, or NaN. */
  double column(int row, java.util.function.Function<ChainColumns, double[]> column) {
    return row < 0
        ? Double.NaN
        : chain.columns().map(columns -> column.apply(columns)[row]).orElse(Double.NaN);
  }

  double impliedVolatility(int row) {
    return column(row, ChainColumns::impliedVolatility);
  }

  /**
   * Returns the forward: the strike at which call and put would cost the same, between the listed
   * strikes where the difference of their middles changes its sign. It needs no interest rate. If
   * noise makes it change more than once, the change nearest to the spot counts; NaN without one.
   */
  double forward(double spot) {
    double forward = Double.NaN;
    int below = -1;
    for (int i = 0; i < strikes.length; i++) {
      if (Double.isNaN(callLessPut(i))) {
        continue;
      }
      if (below >= 0 && callLessPut(below) >= 0 && callLessPut(i) < 0) {
        double left = callLessPut(below);
        double crossing =
            strikes[below] + (strikes[i] - strikes[below]) * left / (left - callLessPut(i));
        if (Double.isNaN(forward) || Math.abs(crossing - spot) < Math.abs(forward - spot)) {
          forward = crossing;
        }
      }
      below = i;
    }
    return forward;
  }

  /**
   * Returns the implied volatility at a price, interpolated in the strike between the nearest
   * strikes below and above it at which call and put both have one; at each strike the mean of the
   * two counts. NaN outside those strikes.
   */
  double impliedVolatilityAt(double price) {
    int below = -1;
    for (int i = 0; i < strikes.length; i++) {
      double volatility = meanVolatility(i);
      if (Double.isNaN(volatility)) {
        continue;
      }
      if (strikes[i] <= price) {
        below = i;
      } else if (below < 0) {
        return Double.NaN;
      } else {
        double weight = (price - strikes[below]) / (strikes[i] - strikes[below]);
        return meanVolatility(below) * (1 - weight) + volatility * weight;
      }
    }
    return below >= 0 && strikes[below] == price ? meanVolatility(below) : Double.NaN;
  }

  /** Returns the middle of call plus put at the listed strike nearest to the spot. */
  double straddle(double spot) {
    int atTheMoney = nearest(spot);
    return mid(call(atTheMoney)) + mid(put(atTheMoney));
  }

  /** Returns the sum of the volumes of a type; NaN if none is known. */
  double volume(OptionType type) {
    return sum(type, row -> chain.volume(row));
  }

  /** Returns the sum of the open interests of a type; NaN if none is known. */
  double openInterest(OptionType type) {
    return sum(type, row -> chain.openInterest(row));
  }

  private double sum(OptionType type, IntToDoubleFunction count) {
    double sum = Double.NaN;
    for (int row : type == OptionType.CALL ? calls : puts) {
      double value = row < 0 ? -1 : count.applyAsDouble(row);
      if (value >= 0) {
        sum = Double.isNaN(sum) ? value : sum + value;
      }
    }
    return sum;
  }

  private double callLessPut(int position) {
    return mid(calls[position]) - mid(puts[position]);
  }

  private double meanVolatility(int position) {
    return 0.5 * (impliedVolatility(calls[position]) + impliedVolatility(puts[position]));
  }
}
