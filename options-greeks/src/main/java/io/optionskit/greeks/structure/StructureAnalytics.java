/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.structure;

import io.optionskit.contract.OptionType;
import io.optionskit.greeks.NormalDistribution;
import io.optionskit.greeks.internal.Arguments;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;

/**
 * Profit at expiry of any list of option legs on one underlying that all expire together.
 *
 * <p>All amounts are currency per share of one unit of the structure and before costs; times
 * multiplier and quantity they are money. Immutable; may be used from any thread.
 *
 * <p>Example: a 100/105 call spread bought for 2.00 wins at most 3.00, loses at most 2.00 and
 * breaks even at 102.
 */
public final class StructureAnalytics {

  /** Profits smaller than this part of the largest strike are rounding, and count as 0. */
  private static final double NOTHING = 1e-11;

  /** Above every break-even that strikes and entry prices can make. */
  private static final double HIGHEST = 1e200;

  private final OptionType[] types;
  private final double[] strikes;
  private final int[] ratios;
  private final int shares;
  private final double netPremium;

  /** 0 and the distinct strikes, ascending: between them the profit is a straight line. */
  private final double[] corners;

  private StructureAnalytics(
      OptionType[] types, double[] strikes, int[] ratios, int shares, double netPremium) {
    this.shares = shares;
    this.types = types;
    this.strikes = strikes;
    this.ratios = ratios;
    this.netPremium = netPremium;
    this.corners =
        DoubleStream.concat(DoubleStream.of(0), Arrays.stream(strikes))
            .sorted()
            .distinct()
            .toArray();
  }

  /**
   * Returns the analysis of a structure.
   *
   * @param types call or put of each leg
   * @param strikes exercise price of each leg, per share, 1e-100 to 1e100
   * @param ratios signed units of each leg per unit of the structure, not 0: positive = long,
   *     negative = short
   * @param entryPrices price per share at which each leg was bought or sold, −1e100 to 1e100; the
   *     sign is in the ratio
   * @return the analysis
   * @throws IllegalArgumentException if there is no leg, the arrays differ in length, or an element
   *     is out of range
   */
  public static StructureAnalytics of(
      OptionType[] types, double[] strikes, int[] ratios, double[] entryPrices) {
    int legs = types.length;
    if (legs == 0) {
      throw new IllegalArgumentException("structure must have at least one leg: 0");
    }
    Arguments.sameLength("strikes", strikes.length, legs);
    Arguments.sameLength("ratios", ratios.length, legs);
    Arguments.sameLength("entryPrices", entryPrices.length, legs);
    double netPremium = 0;
    for (int leg = 0; leg < legs; leg++) {
      Prices.positive("strike", strikes[leg]);
      if (ratios[leg] == 0) {
        throw new IllegalArgumentException("ratio must not be 0: leg " + leg);
      }
      Prices.signed("entry price", entryPrices[leg]);
      netPremium += ratios[leg] * entryPrices[leg];
    }
    return new StructureAnalytics(types.clone(), strikes.clone(), ratios.clone(), 0, netPremium);
  }

  /**
   * Returns this structure with shares of the underlying.
   *
   * <p>Example: a call written against shares bought at 100 is {@code withShares(1, 100)}.
   *
   * @param ratio signed units of as many shares as one contract delivers: positive = long
   * @param entryPrice price per share at which they were bought or sold, −1e100 to 1e100
   * @return a copy with these shares beside those it has
   * @throws IllegalArgumentException if the price is out of range, or the shares together are more
   *     than an {@code int} holds
   */
  public StructureAnalytics withShares(int ratio, double entryPrice) {
    Prices.signed("entry price", entryPrice);
    long together = (long) shares + ratio;
    if (together != (int) together) {
      throw new IllegalArgumentException(
          "ratio and the shares there are must be within an int: " + ratio + " and " + shares);
    }
    return new StructureAnalytics(
        types, strikes, ratios, (int) together, netPremium + ratio * entryPrice);
  }

  /**
   * Returns what one unit cost to enter.
   *
   * @return Σ ratio · entry price: positive = paid (debit), negative = received (credit)
   */
  public double netPremium() {
    return netPremium;
  }

  /**
   * Returns the profit at expiry.
   *
   * @param underlyingPrice settlement price of the underlying, per share, 0 to 1e200
   * @return payoff of all legs − net premium; negative = loss
   * @throws IllegalArgumentException if the price is out of range
   */
  public double profitAt(double underlyingPrice) {
    if (!(underlyingPrice >= 0 && underlyingPrice <= HIGHEST)) {
      throw new IllegalArgumentException(
          "underlyingPrice must be between 0 and 1e200: " + underlyingPrice);
    }
    double payoff = shares * underlyingPrice;
    for (int leg = 0; leg < types.length; leg++) {
      payoff += ratios[leg] * types[leg].intrinsic(underlyingPrice, strikes[leg]);
    }
    double profit = payoff - netPremium;
    return Math.abs(profit) <= NOTHING * corners[corners.length - 1] ? 0 : profit;
  }

  /**
   * Returns largest profit and loss and the break-even prices.
   *
   * @return the profile
   */
  public StructureProfile profile() {
    double most = 0;
    double least = 0;
    for (double corner : corners) {
      most = Math.max(most, profitAt(corner));
      least = Math.min(least, profitAt(corner));
    }
    long slope = slopeBeyondTheStrikes();
    return new StructureProfile(
        netPremium,
        slope > 0 ? OptionalDouble.empty() : OptionalDouble.of(most),
        slope < 0 ? OptionalDouble.empty() : OptionalDouble.of(0 - least),
        breakEvens());
  }

  /**
   * Returns the risk-neutral probability that the structure ends with a profit, if the underlying
   * is lognormal.
   *
   * <p>It says what the volatility implies, not what will happen.
   *
   * @param forward forward price of the underlying for the expiry, per share, 1e-100 to 1e100
   * @param years time to expiry, finite and ≥ 0
   * @param volatility annual volatility of log returns, finite and ≥ 0; 0.20 is 20 %
   * @return probability of a profit above 0, in [0, 1]
   * @throws IllegalArgumentException if an argument is out of range
   */
  public double probabilityOfProfit(double forward, double years, double volatility) {
    Prices.positive("forward", forward);
    Arguments.notNegative("years", years);
    Arguments.notNegative("volatility", volatility);
    double deviation = volatility * Math.sqrt(years);
    if (deviation == 0) {
      return profitAt(forward) > 0 ? 1 : 0;
    }
    return probabilityOfProfit(price -> probabilityBelow(price, forward, deviation));
  }

  /**
   * Returns the probability that the structure ends with a profit, for any distribution of the
   * underlying, such as that of a volatility surface.
   *
   * @param cumulative probability that the underlying ends at or below a price &gt; 0; rises from 0
   *     to 1
   * @return probability of a profit above 0, in [0, 1]
   * @throws IllegalArgumentException if the function returns what is no probability, or falls
   */
  public double probabilityOfProfit(DoubleUnaryOperator cumulative) {
    double probability = 0;
    double from = 0;
    double below = 0;
    for (double to : breakEvens()) {
      double belowTo = cumulative.applyAsDouble(to);
      if (!(belowTo >= below && belowTo <= 1)) {
        throw new IllegalArgumentException(
            "cumulative must rise from 0 to 1: " + belowTo + " at " + to + " after " + below);
      }
      if (profitAt(0.5 * (from + to)) > 0) {
        probability += belowTo - below;
      }
      from = to;
      below = belowTo;
    }
    double beyond = 2 * Math.max(from, corners[corners.length - 1]);
    if (profitAt(beyond) > 0) {
      probability += 1 - below;
    }
    return Math.min(1, probability);
  }

  private static double probabilityBelow(double price, double forward, double deviation) {
    return NormalDistribution.cumulative(
        StrictMath.log(price / forward) / deviation + 0.5 * deviation);
  }

  /** Returns what the profit gains per 1.00 of the underlying above the highest strike. */
  private long slopeBeyondTheStrikes() {
    long slope = shares;
    for (int leg = 0; leg < types.length; leg++) {
      slope += types[leg] == OptionType.CALL ? ratios[leg] : 0;
    }
    return slope;
  }

  private List<Double> breakEvens() {
    List<Double> prices = new ArrayList<>();
    for (int i = 0; i < corners.length; i++) {
      double here = profitAt(corners[i]);
      if (here == 0 && corners[i] > 0) {
        prices.add(corners[i]);
      }
      if (i + 1 < corners.length) {
        double next = profitAt(corners[i + 1]);
        if (here * next < 0) {
          prices.add(corners[i] + (corners[i + 1] - corners[i]) * (here / (here - next)));
        }
      } else if (here * slopeBeyondTheStrikes() < 0) {
        prices.add(corners[i] - here / slopeBeyondTheStrikes());
      }
    }
    return prices;
  }
}
