/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.chain;

import io.optionskit.contract.OptionContract;
import io.optionskit.contract.OptionType;
import io.optionskit.greeks.Black76;
import io.optionskit.greeks.Measure;
import io.optionskit.greeks.forward.ExpiryForward;
import io.optionskit.greeks.forward.ExpirySlice;
import io.optionskit.greeks.internal.Arguments;
import io.optionskit.market.OptionChain;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Gamma exposure of the open interest of a chain: how many dollars of the underlying dealers would
 * trade per 1 % move, if they were long every call and short every put.
 *
 * <p>That assumption is a convention, not a fact. Each option counts with open interest · gamma ·
 * multiplier · spot² · 0.01, calls positive and puts negative. Options without open interest or
 * gamma are left out and counted.
 *
 * <p>Immutable; may be used from any thread. The bits of the results do not depend on machine or
 * Java version.
 */
public final class GammaExposure {

  /** Width and number of steps of the search for a change of sign, on either side of the spot. */
  private static final double RANGE = 0.2;

  private static final int STEPS = 80;

  /** Halvings of a step: 0.25 % of the spot over 2⁴⁰ is below a billionth of a cent. */
  private static final int HALVINGS = 40;

  /**
   * Net exposure of one expiry.
   *
   * @param root option root
   * @param expiry expiry date printed in the symbol
   * @param net dollars per 1 % move of the underlying; positive = calls outweigh puts
   */
  public record OfExpiry(String root, LocalDate expiry, double net) {

    /**
     * Checks the exposure.
     *
     * @throws IllegalArgumentException if it is {@code NaN}
     */
    public OfExpiry {
      if (Double.isNaN(net)) {
        throw new IllegalArgumentException("net must be a number: " + net);
      }
    }
  }

  private final double spot;
  private final List<OfExpiry> expiries;
  private final List<Strip> strips;
  private final SortedMap<Double, Long> callInterest;
  private final SortedMap<Double, Long> putInterest;
  private final int leftOut;

  private GammaExposure(
      double spot,
      List<OfExpiry> expiries,
      List<Strip> strips,
      SortedMap<Double, Long> callInterest,
      SortedMap<Double, Long> putInterest,
      int leftOut) {
    this.spot = spot;
    this.expiries = List.copyOf(expiries);
    this.strips = List.copyOf(strips);
    this.callInterest = callInterest;
    this.putInterest = putInterest;
    this.leftOut = leftOut;
  }

  /**
   * Returns the exposure of all expiries of a chain.
   *
   * @param chain quotes with open interest
   * @param analysis analysis of that chain
   * @return the exposure; empty if the price of the underlying is unknown, or no option has both
   *     open interest and gamma
   * @throws IllegalArgumentException if the analysis is of a chain of another size
   */
  public static Optional<GammaExposure> of(OptionChain chain, ChainAnalysis analysis) {
    return of(ExpirySlice.of(chain), analysis);
  }

  /**
   * Returns the exposure of some expiries.
   *
   * @param slices expiries of one chain
   * @param analysis analysis of that chain
   * @return the exposure; empty if there is no slice, the price of the underlying is unknown, or no
   *     option has both open interest and gamma
   * @throws IllegalArgumentException if the analysis is of a chain of another size
   */
  public static Optional<GammaExposure> of(List<ExpirySlice> slices, ChainAnalysis analysis) {
    if (slices.isEmpty() || slices.get(0).chain().spot().isEmpty()) {
      return Optional.empty();
    }
    double spot = slices.get(0).chain().spot().getAsDouble();
    List<OfExpiry> expiries = new ArrayList<>();
    List<Strip> strips = new ArrayList<>();
    TreeMap<Double, Long> calls = new TreeMap<>();
    TreeMap<Double, Long> puts = new TreeMap<>();
    int leftOut = 0;
    int used = 0;
    for (ExpirySlice slice : slices) {
      OptionChain chain = slice.chain();
      analysis.requireRows(chain.size());
      double net = 0;
      int counted = 0;
      for (int row = slice.from(); row < slice.to(); row++) {
        int interest = chain.openInterest(row);
        OptionContract contract = chain.contract(row);
        if (interest >= 0) {
          (contract.type() == OptionType.CALL ? calls : puts)
              .merge(slice.strike(row), (long) interest, Long::sum);
        }
        double gamma = analysis.columns().gamma()[row];
        if (interest >= 0 && !Double.isNaN(gamma)) {
          net += dollars(contract, interest, spot) * gamma;
          counted++;
        } else {
          leftOut++;
        }
      }
      if (counted > 0) {
        expiries.add(new OfExpiry(slice.root(), slice.expiry(), net));
        analysis
            .findForward(slice.root(), slice.expiry())
            .ifPresent(forward -> strips.add(Strip.of(slice, forward, analysis, spot)));
        used += counted;
      }
    }
    return used == 0
        ? Optional.empty()
        : Optional.of(new GammaExposure(spot, expiries, strips, calls, puts, leftOut));
  }

  private static double dollars(OptionContract contract, int interest, double spot) {
    return contract.type().sign() * (double) interest * contract.multiplier() * spot * spot * 0.01;
  }

  /**
   * Returns the net exposure over all expiries.
   *
   * @return dollars per 1 % move; negative = hedging against the convention's dealers amplifies
   *     moves
   */
  public double net() {
    double net = 0;
    for (OfExpiry each : expiries) {
      net += each.net();
    }
    return net;
  }

  /**
   * Returns the net exposure by expiry.
   *
   * @return one per root and expiry with an option that counts, in the order of the chain
   */
  public List<OfExpiry> byExpiry() {
    return expiries;
  }

  /**
   * Returns how many options had no open interest or no gamma.
   *
   * @return number of rows that do not count
   */
  public int leftOut() {
    return leftOut;
  }

  /**
   * Returns the net exposure if the underlying stood elsewhere, every option keeping its
   * volatility.
   *
   * @param price price of the underlying, finite and &gt; 0
   * @return dollars per 1 % move
   * @throws IllegalArgumentException if the price is out of range
   */
  public double netAt(double price) {
    Arguments.positive("price", price);
    double net = 0;
    for (Strip strip : strips) {
      net += strip.net(price / spot);
    }
    return net;
  }

  /**
   * Returns the price of the underlying at which the net exposure changes its sign.
   *
   * @return the one nearest to the spot within 20 % of it; empty if there is none
   */
  public OptionalDouble flipLevel() {
    double below = netAt(spot);
    double above = below;
    for (int step = 1; step <= STEPS; step++) {
      double lower = spot * (1 - RANGE * step / STEPS);
      double upper = spot * (1 + RANGE * step / STEPS);
      double atLower = netAt(lower);
      double atUpper = netAt(upper);
      boolean isBelow = Math.signum(atLower) * Math.signum(below) < 0;
      boolean isAbove = Math.signum(atUpper) * Math.signum(above) < 0;
      double width = spot * RANGE / STEPS;
      if (isBelow || isAbove) {
        double low = isBelow ? root(lower, lower + width) : Double.NEGATIVE_INFINITY;
        double high = isAbove ? root(upper - width, upper) : Double.POSITIVE_INFINITY;
        return OptionalDouble.of(spot - low <= high - spot ? low : high);
      }
      below = atLower;
      above = atUpper;
    }
    return OptionalDouble.empty();
  }

  private double root(double from, double to) {
    boolean isPositive = netAt(from) > 0;
    double low = from;
    double high = to;
    for (int i = 0; i < HALVINGS; i++) {
      double middle = 0.5 * (low + high);
      if (netAt(middle) > 0 == isPositive) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return 0.5 * (low + high);
  }

  /**
   * Returns the strike of the largest open interest in calls, all expiries together.
   *
   * @return strike per share, the lowest of equals; empty if no call has open interest
   */
  public OptionalDouble callWall() {
    return wall(callInterest);
  }

  /**
   * Returns the strike of the largest open interest in puts, all expiries together.
   *
   * @return strike per share, the lowest of equals; empty if no put has open interest
   */
  public OptionalDouble putWall() {
    return wall(putInterest);
  }

  private static OptionalDouble wall(SortedMap<Double, Long> interest) {
    long largest = 0;
    OptionalDouble strike = OptionalDouble.empty();
    for (Map.Entry<Double, Long> each : interest.entrySet()) {
      if (each.getValue() > largest) {
        largest = each.getValue();
        strike = OptionalDouble.of(each.getKey());
      }
    }
    return strike;
  }

  /**
   * The options of one expiry that count.
   *
   * @param weights signed dollars per unit of forward² · gamma to the forward
   */
  @SuppressWarnings("ArrayRecordComponent") // columns that stay inside
  private record Strip(
      double forward,
      double discountFactor,
      double years,
      double[] strikes,
      double[] volatilities,
      double[] weights) {

    static Strip of(ExpirySlice slice, ExpiryForward forward, ChainAnalysis analysis, double spot) {
      double clockRatio = Math.sqrt(slice.years(analysis.clock()) / forward.years());
      int count = 0;
      double[][] columns = new double[3][slice.to() - slice.from()];
      double scale = 1;
      double nearest = Double.POSITIVE_INFINITY;
      for (int row = slice.from(); row < slice.to(); row++) {
        double gamma = analysis.columns().gamma()[row];
        int interest = slice.chain().openInterest(row);
        if (interest < 0 || Double.isNaN(gamma)) {
          continue;
        }
        double strike = slice.strike(row);
        double volatility = analysis.columns().impliedVolatility()[row] * clockRatio;
        double away = Math.abs(strike - forward.forward());
        if (away < nearest) {
          double own = dollarGamma(forward, strike, volatility, 1);
          nearest = away;
          scale = own > 0 ? gamma * spot * spot / own : 1;
        }
        columns[0][count] = strike;
        columns[1][count] = volatility;
        columns[2][count] = dollars(slice.chain().contract(row), interest, 1);
        count++;
      }
      double[] weights = Arrays.copyOf(columns[2], count);
      for (int i = 0; i < count; i++) {
        weights[i] *= scale;
      }
      return new Strip(
          forward.forward(),
          forward.discountFactor(),
          forward.years(),
          Arrays.copyOf(columns[0], count),
          Arrays.copyOf(columns[1], count),
          weights);
    }

    private static double dollarGamma(
        ExpiryForward forward, double strike, double volatility, double factor) {
      return dollarGamma(
          forward.forward() * factor,
          strike,
          forward.years(),
          forward.discountFactor(),
          volatility);
    }

    /** Returns gamma times the square of the forward, which is spot² times gamma to the spot. */
    private static double dollarGamma(
        double forward, double strike, double years, double discountFactor, double volatility) {
      return forward
          * forward
          * Black76.measure(
              Measure.GAMMA, OptionType.CALL, forward, strike, years, discountFactor, volatility);
    }

    double net(double factor) {
      double net = 0;
      for (int i = 0; i < strikes.length; i++) {
        net +=
            weights[i]
                * dollarGamma(forward * factor, strikes[i], years, discountFactor, volatilities[i]);
      }
      return net;
    }
  }
}
