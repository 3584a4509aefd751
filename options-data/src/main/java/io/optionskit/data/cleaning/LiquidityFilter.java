/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.data.cleaning;

import io.optionskit.market.ChainSelection;
import io.optionskit.market.OptionChain;
import io.optionskit.market.OptionQuote;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Which options are liquid enough. What is unknown is not enough. Immutable; may be used by several
 * threads.
 *
 * @param leastVolume least contracts traded in the session, &ge; 0
 * @param leastOpenInterest least open contracts, &ge; 0
 * @param spreadBelow the spread must be below this share of the middle of bid and ask, 0.20 = 20 %,
 *     &gt; 0
 */
public record LiquidityFilter(long leastVolume, long leastOpenInterest, double spreadBelow) {

  /**
   * Checks the limits.
   *
   * @throws IllegalArgumentException if one is out of its range
   */
  public LiquidityFilter {
    if (leastVolume < 0 || leastOpenInterest < 0 || !(spreadBelow > 0)) {
      throw new IllegalArgumentException(
          "limits of liquidity must not be negative: "
              + leastVolume
              + ", "
              + leastOpenInterest
              + ", "
              + spreadBelow);
    }
  }

  /**
   * Returns the filter for options held for days: more than 10 traded, more than 100 open, a spread
   * below 20 % of the middle.
   *
   * @return filter
   */
  public static LiquidityFilter weekly() {
    return new LiquidityFilter(11, 101, 0.20);
  }

  /**
   * Returns the filter for options that expire on the day: 100 or more traded, more than 100 open,
   * a spread below 20 % of the middle.
   *
   * @return filter
   */
  public static LiquidityFilter zeroDte() {
    return new LiquidityFilter(100, 101, 0.20);
  }

  /**
   * Returns what a quote lacks.
   *
   * @param quote any quote
   * @return reasons in the order of their enum; empty if it is liquid
   */
  public Set<Illiquidity> lacks(OptionQuote quote) {
    return lacks(
        quote.bid(),
        quote.ask(),
        quote.volume(),
        quote.openInterest().isPresent()
            ? OptionalLong.of(quote.openInterest().getAsInt())
            : OptionalLong.empty());
  }

  Set<Illiquidity> lacks(
      OptionalDouble bid, OptionalDouble ask, OptionalLong volume, OptionalLong openInterest) {
    EnumSet<Illiquidity> lacks = EnumSet.noneOf(Illiquidity.class);
    if (volume.isEmpty()) {
      lacks.add(Illiquidity.VOLUME_UNKNOWN);
    } else if (volume.getAsLong() < leastVolume) {
      lacks.add(Illiquidity.LOW_VOLUME);
    }
    if (openInterest.isEmpty()) {
      lacks.add(Illiquidity.OPEN_INTEREST_UNKNOWN);
    } else if (openInterest.getAsLong() < leastOpenInterest) {
      lacks.add(Illiquidity.LOW_OPEN_INTEREST);
    }
    if (bid.isEmpty() || ask.isEmpty() || bid.getAsDouble() > ask.getAsDouble()) {
      lacks.add(Illiquidity.NO_SPREAD);
    } else {
      double mid = 0.5 * (bid.getAsDouble() + ask.getAsDouble());
      if (!(ask.getAsDouble() - bid.getAsDouble() < spreadBelow * mid)) {
        lacks.add(Illiquidity.WIDE_SPREAD);
      }
    }
    return Collections.unmodifiableSet(lacks);
  }

  /**
   * Returns the liquid quotes of a chain.
   *
   * @param chain any chain
   * @return selection of those rows
   */
  public ChainSelection of(OptionChain chain) {
    return chain.all().where(quote -> lacks(quote).isEmpty());
  }

  /**
   * Returns how many quotes of a chain lack what.
   *
   * @param chain any chain
   * @return quotes by reason, without reasons that none has
   */
  public Map<Illiquidity, Integer> count(OptionChain chain) {
    EnumMap<Illiquidity, Integer> counts = new EnumMap<>(Illiquidity.class);
    chain.all().stream()
        .forEach(quote -> lacks(quote).forEach(lack -> counts.merge(lack, 1, Integer::sum)));
    return Collections.unmodifiableMap(counts);
  }
}
