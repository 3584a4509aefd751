/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.surface;

import io.optionskit.contract.OptionType;
import io.optionskit.greeks.ImpliedVolatility;
import io.optionskit.greeks.IvStatus;
import io.optionskit.greeks.forward.ChainForwards;
import io.optionskit.greeks.forward.EuropeanEquivalents;
import io.optionskit.greeks.forward.ExpiryForward;
import io.optionskit.greeks.forward.ExpirySlice;
import io.optionskit.greeks.forward.ParitySlice;
import io.optionskit.greeks.internal.Arguments;
import io.optionskit.market.OptionChain;
import io.optionskit.time.YearClock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/**
 * Quotes of one expiry as a fit needs them: per strike the volatilities that bid and ask imply.
 *
 * <p>Bad rows are data, not errors: they are kept with the reason why they are not used ({@link
 * #use}). Immutable.
 */
public final class SliceQuotes {

  private static final double LOWEST = 1e-3;
  private static final double HIGHEST = 20;
  private static final double FARTHEST = 8;
  private static final double LONGEST = 1000;
  private static final double SHORTEST = 1e-12;

  private final String name;
  private final double years;
  private final double forward;
  private final double discountFactor;
  private final double[] strikes;
  private final double[] bids;
  private final double[] asks;
  private final double[] weights;
  private final boolean[] crossed;
  private final QuoteUse[] uses;

  private SliceQuotes(
      String name,
      double years,
      double forward,
      double discountFactor,
      double[] strikes,
      double[] bids,
      double[] asks,
      double[] weights,
      boolean[] crossed) {
    if (!(years >= SHORTEST && years <= LONGEST)) {
      throw new IllegalArgumentException("years must be from 1e-12 to 1000: " + years);
    }
    Arguments.positive("forward", forward);
    Arguments.positive("discountFactor", discountFactor);
    Arguments.sameLength("bids", bids.length, strikes.length);
    Arguments.sameLength("asks", asks.length, strikes.length);
    Arguments.sameLength("weights", weights.length, strikes.length);
    this.name = name;
    this.years = years;
    this.forward = forward;
    this.discountFactor = discountFactor;
    this.strikes = strikes;
    this.bids = bids;
    this.asks = asks;
    this.weights = weights;
    this.crossed = crossed;
    this.uses = new QuoteUse[strikes.length];
    for (int i = 0; i < uses.length; i++) {
      uses[i] = classify(i);
    }
  }

  /**
   * Returns quotes given as volatilities, for example those of American options.
   *
   * @param name what reports call the expiry, such as {@code "SPXW 2026-01-05"}
   * @param years time to settlement on the clock of the variance, 1e-12 to 1000
   * @param forward forward price of the underlying for the expiry, currency per share, &gt; 0
   * @param discountFactor value today of 1.00 paid at expiry, &gt; 0
   * @param strikes exercise prices, currency per share, in any order
   * @param bidVolatilities volatility of the bid per strike; {@code NaN} or 0 without a bid
   * @param askVolatilities volatility of the ask per strike; {@code NaN} without an ask
   * @return the quotes
   * @throws IllegalArgumentException if a number is outside its range or the arrays differ in
   *     length
   */
  public static SliceQuotes ofVolatilities(
      String name,
      double years,
      double forward,
      double discountFactor,
      double[] strikes,
      double[] bidVolatilities,
      double[] askVolatilities) {
    return new SliceQuotes(
        name,
        years,
        forward,
        discountFactor,
        strikes.clone(),
        bidVolatilities.clone(),
        askVolatilities.clone(),
        ones(strikes.length),
        new boolean[strikes.length]);
  }

  /**
   * Returns quotes given as prices of European options, or of American ones without their
   * early-exercise premium.
   *
   * <p>Of each strike only the option out of the money counts: the other one says the same less
   * exactly, and of American options something else.
   *
   * @param name what reports call the expiry
   * @param years time to settlement on the clock of the variance, 1e-12 to 1000
   * @param forward forward price of the underlying for the expiry, currency per share, &gt; 0
   * @param discountFactor value today of 1.00 paid at expiry, &gt; 0
   * @param strikes exercise prices, currency per share, in any order
   * @param callBids bids of the calls, per share; {@code NaN} or 0 without a bid
   * @param callAsks asks of the calls, per share; {@code NaN} without an ask
   * @param putBids bids of the puts
   * @param putAsks asks of the puts
   * @return the quotes
   * @throws IllegalArgumentException if a number is outside its range or the arrays differ in
   *     length
   */
  public static SliceQuotes ofPrices(
      String name,
      double years,
      double forward,
      double discountFactor,
      double[] strikes,
      double[] callBids,
      double[] callAsks,
      double[] putBids,
      double[] putAsks) {
    Arguments.sameLength("callBids", callBids.length, strikes.length);
    Arguments.sameLength("callAsks", callAsks.length, strikes.length);
    Arguments.sameLength("putBids", putBids.length, strikes.length);
    Arguments.sameLength("putAsks", putAsks.length, strikes.length);
    double[] bids = new double[strikes.length];
    double[] asks = new double[strikes.length];
    boolean[] crossed = new boolean[strikes.length];
    for (int i = 0; i < strikes.length; i++) {
      boolean takesCall = strikes[i] >= forward;
      OptionType type = takesCall ? OptionType.CALL : OptionType.PUT;
      double bid = takesCall ? callBids[i] : putBids[i];
      double ask = takesCall ? callAsks[i] : putAsks[i];
      bids[i] = volatility(type, forward, strikes[i], years, discountFactor, bid);
      asks[i] = volatility(type, forward, strikes[i], years, discountFactor, ask);
      crossed[i] = bid > ask;
    }
    return new SliceQuotes(
        name,
        years,
        forward,
        discountFactor,
        strikes.clone(),
        bids,
        asks,
        ones(strikes.length),
        crossed);
  }

  /**
   * Returns the quotes of all expiries of a chain that have time left and a forward.
   *
   * <p>The prices are taken as those of European options; of American ones only the options out of
   * the money, which count here, are close to that.
   *
   * @param chain quotes at one instant
   * @param forwards gives forward and discount factor of each expiry
   * @param clock clock of the variance
   * @return one per root and expiry, in the order of the chain; the name is root and date
   */
  public static List<SliceQuotes> of(OptionChain chain, ChainForwards forwards, YearClock clock) {
    List<SliceQuotes> quotes = new ArrayList<>();
    for (ExpirySlice slice : ExpirySlice.of(chain)) {
      double years = slice.years(clock);
      if (years > 0) {
        forwards
            .fit(slice)
            .map(forward -> of(slice, forward, years, chain::bid, chain::ask))
            .ifPresent(quotes::add);
      }
    }
    return List.copyOf(quotes);
  }

  /**
   * Returns the quotes of all expiries of a chain whose early-exercise premiums have been taken
   * out.
   *
   * @param chain the chain they were taken out of
   * @param european what its options are worth without early exercise, with their forwards
   * @param clock clock of the variance
   * @return one per root and expiry, in the order of the chain; the name is root and date
   * @throws IllegalArgumentException if they were taken out of another chain
   */
  public static List<SliceQuotes> of(
      OptionChain chain, EuropeanEquivalents european, YearClock clock) {
    european.checkChain(chain);
    List<SliceQuotes> quotes = new ArrayList<>();
    for (ExpirySlice slice : ExpirySlice.of(chain)) {
      double years = slice.years(clock);
      for (ExpiryForward forward : european.forwards()) {
        if (years > 0
            && forward.root().equals(slice.root())
            && forward.expiry().equals(slice.expiry())) {
          quotes.add(of(slice, forward, years, european::bid, european::ask));
        }
      }
    }
    return List.copyOf(quotes);
  }

  private static SliceQuotes of(
      ExpirySlice slice,
      ExpiryForward forward,
      double years,
      IntToDoubleFunction bid,
      IntToDoubleFunction ask) {
    ParitySlice quotes = slice.columns(bid, ask);
    return ofPrices(
        slice.root() + " " + slice.expiry(),
        years,
        forward.forward(),
        forward.discountFactor(),
        quotes.strikes(),
        quotes.callBids(),
        quotes.callAsks(),
        quotes.putBids(),
        quotes.putAsks());
  }

  /**
   * Returns these quotes with weights of their own. By default each counts by the inverse square of
   * its half band in volatility.
   *
   * @param factors one per strike, by which that is multiplied, ≥ 0
   * @return a copy
   * @throws IllegalArgumentException if there are not as many as strikes
   */
  public SliceQuotes withWeights(double[] factors) {
    return new SliceQuotes(
        name, years, forward, discountFactor, strikes, bids, asks, factors.clone(), crossed);
  }

  private static double volatility(
      OptionType type,
      double forward,
      double strike,
      double years,
      double discountFactor,
      double price) {
    if (Double.isNaN(price) || price == 0) {
      return Double.NaN;
    }
    IvStatus status = ImpliedVolatility.status(type, forward, strike, years, discountFactor, price);
    return switch (status) {
      case OK -> ImpliedVolatility.solve(type, forward, strike, years, discountFactor, price);
      case ZERO_VOLATILITY, BELOW_INTRINSIC -> price > 0 ? 0 : -1;
      case ABOVE_MAXIMUM, ZERO_TIME -> Double.NaN;
      case INVALID -> -1;
    };
  }

  private static double[] ones(int length) {
    double[] ones = new double[length];
    Arrays.fill(ones, 1);
    return ones;
  }

  private QuoteUse classify(int row) {
    double strike = strikes[row];
    double bid = bids[row];
    double ask = asks[row];
    double weight = weights[row];
    if (!(strike > 0 && strike < Double.POSITIVE_INFINITY)
        || !(weight >= 0 && weight < Double.POSITIVE_INFINITY)
        || bid < 0
        || ask < 0
        || bid == Double.POSITIVE_INFINITY
        || ask == Double.POSITIVE_INFINITY) {
      return QuoteUse.INVALID;
    }
    boolean hasBid = bid > 0;
    boolean hasAsk = ask > 0;
    if (weight > 0 && (crossed[row] || bid > ask)) {
      return QuoteUse.CROSSED;
    }
    if ((!hasBid && !hasAsk) || weight == 0) {
      return QuoteUse.NO_QUOTE;
    }
    if (!(Math.abs(logMoneyness(row)) <= FARTHEST)
        || (hasBid && !isPlausible(bid))
        || (hasAsk && !isPlausible(ask))) {
      return QuoteUse.IMPLAUSIBLE;
    }
    if (!hasBid) {
      return QuoteUse.UPPER_BOUND;
    }
    return hasAsk ? QuoteUse.USED : QuoteUse.LOWER_BOUND;
  }

  private static boolean isPlausible(double volatility) {
    return volatility >= LOWEST && volatility <= HIGHEST;
  }

  /**
   * Returns the name of the expiry.
   *
   * @return as given
   */
  public String name() {
    return name;
  }

  /**
   * Returns the time to settlement on the clock of the variance.
   *
   * @return years, &gt; 0
   */
  public double years() {
    return years;
  }

  /**
   * Returns the forward price of the underlying for the expiry.
   *
   * @return currency per share, &gt; 0
   */
  public double forward() {
    return forward;
  }

  /**
   * Returns the value today of 1.00 paid at expiry.
   *
   * @return discount factor, &gt; 0
   */
  public double discountFactor() {
    return discountFactor;
  }

  /**
   * Returns the number of strikes.
   *
   * @return rows, also those that are not used
   */
  public int size() {
    return strikes.length;
  }

  /**
   * Returns the strike of a row.
   *
   * @param row 0 to size − 1
   * @return exercise price as given
   */
  public double strike(int row) {
    return strikes[row];
  }

  /**
   * Returns ln(strike / forward) of a row.
   *
   * @param row 0 to size − 1
   * @return log-moneyness; {@code NaN} or infinite for an invalid strike
   */
  public double logMoneyness(int row) {
    return StrictMath.log(strikes[row] / forward);
  }

  /**
   * Returns the volatility of the bid.
   *
   * @param row 0 to size − 1
   * @return volatility, &gt; 0 if the row is used and has a bid
   */
  public double bidVolatility(int row) {
    return bids[row];
  }

  /**
   * Returns the volatility of the ask.
   *
   * @param row 0 to size − 1
   * @return volatility, &gt; 0 if the row is used and has an ask
   */
  public double askVolatility(int row) {
    return asks[row];
  }

  /**
   * Returns what the quote of a row can do for a fit.
   *
   * @param row 0 to size − 1
   * @return never {@link QuoteUse#OUTLIER}, which only a fit can find
   */
  public QuoteUse use(int row) {
    return uses[row];
  }

  double weight(int row) {
    return weights[row];
  }
}
