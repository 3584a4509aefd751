/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.chain;

import io.optionskit.contract.OptionType;
import io.optionskit.greeks.forward.ExpirySlice;
import io.optionskit.greeks.internal.Arguments;
import io.optionskit.market.OptionChain;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the quotes, volumes and open interest of one expiry say, above all on its last day.
 *
 * <p>At the money is the listed strike nearest to the price of the underlying, the lower of two.
 * What cannot be known from the quotes is empty, never a substitute.
 *
 * @param atTheMoneyStrike strike at the money, per share; empty if the price of the underlying is
 *     unknown
 * @param expectedMove middle of the straddle at the money, currency per share; empty unless its
 *     call and put are quoted on both sides and uncrossed
 * @param atTheMoneySkew implied volatility of the put less that of the call at the money, 0.01 =
 *     one point; empty unless both were solved from their own quotes
 * @param putCallVolumeRatio volume of the puts over that of the calls; empty if no call traded
 * @param putCallOpenInterestRatio open interest of the puts over that of the calls; empty if the
 *     calls have none
 * @param highGammaStrikes strikes with an option whose gamma is above 0.01 and whose volume is
 *     above 100 contracts, ascending
 * @param pinLevels strikes whose open interest, calls and puts together, is at least half of the
 *     largest of the expiry, ascending
 */
public record ExpiryStatistics(
    OptionalDouble atTheMoneyStrike,
    OptionalDouble expectedMove,
    OptionalDouble atTheMoneySkew,
    OptionalDouble putCallVolumeRatio,
    OptionalDouble putCallOpenInterestRatio,
    List<Double> highGammaStrikes,
    List<Double> pinLevels) {

  private static final double HIGH_GAMMA = 0.01;
  private static final long HIGH_VOLUME = 100;
  private static final double PIN_SHARE = 0.5;

  /** Copies the lists. */
  public ExpiryStatistics {
    highGammaStrikes = List.copyOf(highGammaStrikes);
    pinLevels = List.copyOf(pinLevels);
  }

  /**
   * Returns the statistics of an expiry.
   *
   * @param slice rows of the expiry
   * @param analysis analysis of its chain
   * @return the statistics
   * @throws IllegalArgumentException if the analysis is of a chain of another size
   */
  public static ExpiryStatistics of(ExpirySlice slice, ChainAnalysis analysis) {
    analysis.requireRows(slice.chain().size());
    int money = atTheMoney(slice);
    boolean isPair = money >= 0 && slice.isPair(money);
    return new ExpiryStatistics(
        money < 0 ? OptionalDouble.empty() : OptionalDouble.of(slice.strike(money)),
        isPair ? straddle(slice.chain(), money) : OptionalDouble.empty(),
        isPair ? skew(analysis, money) : OptionalDouble.empty(),
        ratio(slice, slice.chain()::volume),
        ratio(slice, slice.chain()::openInterest),
        highGammaStrikes(slice, analysis),
        pinLevels(slice));
  }

  /**
   * Returns the one-standard-deviation move that a volatility expects.
   *
   * <p>Example: 20 % for a quarter of a year at a forward of 100 is a move of 10.00.
   *
   * @param forward forward price of the underlying, currency per share, finite and &gt; 0
   * @param volatility annual volatility, 0.20 = 20 %, finite and ≥ 0
   * @param years time on the clock of the volatility, finite and ≥ 0
   * @return forward · volatility · √years, currency per share; the middle of a straddle at the
   *     money, {@link #expectedMove}, is about 0.8 times as much
   * @throws IllegalArgumentException if an argument is out of range
   */
  public static double expectedMove(double forward, double volatility, double years) {
    Arguments.positive("forward", forward);
    Arguments.notNegative("volatility", volatility);
    Arguments.notNegative("years", years);
    return forward * volatility * Math.sqrt(years);
  }

  /** Returns the first row of the strike at the money, −1 without a price of the underlying. */
  private static int atTheMoney(ExpirySlice slice) {
    OptionalDouble spot = slice.chain().spot();
    if (spot.isEmpty()) {
      return -1;
    }
    int nearest = slice.from();
    for (int row = slice.from(); row < slice.to(); row++) {
      double distance = Math.abs(slice.strike(row) - spot.getAsDouble());
      if (distance < Math.abs(slice.strike(nearest) - spot.getAsDouble())) {
        nearest = row;
      }
    }
    return nearest;
  }

  private static OptionalDouble straddle(OptionChain chain, int call) {
    double middle = 0;
    for (int row = call; row <= call + 1; row++) {
      double bid = chain.bid(row);
      double ask = chain.ask(row);
      if (!(bid >= 0 && ask >= bid)) {
        return OptionalDouble.empty();
      }
      middle += 0.5 * (bid + ask);
    }
    return OptionalDouble.of(middle);
  }

  private static OptionalDouble skew(ChainAnalysis analysis, int call) {
    if (analysis.reason(call) != IvReason.SOLVED || analysis.reason(call + 1) != IvReason.SOLVED) {
      return OptionalDouble.empty();
    }
    double[] volatility = analysis.columns().impliedVolatility();
    return OptionalDouble.of(volatility[call + 1] - volatility[call]);
  }

  /** Counts of a row, −1 for unknown. */
  private interface Counts {
    long of(int row);
  }

  private static OptionalDouble ratio(ExpirySlice slice, Counts counts) {
    long calls = 0;
    long puts = 0;
    boolean isKnown = false;
    for (int row = slice.from(); row < slice.to(); row++) {
      long count = counts.of(row);
      if (count >= 0) {
        isKnown |= slice.chain().contract(row).type() == OptionType.PUT;
        calls += slice.chain().contract(row).type() == OptionType.CALL ? count : 0;
        puts += slice.chain().contract(row).type() == OptionType.PUT ? count : 0;
      }
    }
    return isKnown && calls > 0 ? OptionalDouble.of(puts / (double) calls) : OptionalDouble.empty();
  }

  private static List<Double> highGammaStrikes(ExpirySlice slice, ChainAnalysis analysis) {
    TreeSet<Double> strikes = new TreeSet<>();
    for (int row = slice.from(); row < slice.to(); row++) {
      if (analysis.columns().gamma()[row] > HIGH_GAMMA && slice.chain().volume(row) > HIGH_VOLUME) {
        strikes.add(slice.strike(row));
      }
    }
    return List.copyOf(strikes);
  }

  private static List<Double> pinLevels(ExpirySlice slice) {
    TreeMap<Double, Long> interest = new TreeMap<>();
    for (int row = slice.from(); row < slice.to(); row++) {
      interest.merge(
          slice.strike(row), (long) Math.max(0, slice.chain().openInterest(row)), Long::sum);
    }
    long largest = interest.values().stream().mapToLong(Long::longValue).max().orElse(0);
    return interest.entrySet().stream()
        .filter(each -> each.getValue() > 0 && each.getValue() >= PIN_SHARE * largest)
        .map(Map.Entry::getKey)
        .toList();
  }
}
