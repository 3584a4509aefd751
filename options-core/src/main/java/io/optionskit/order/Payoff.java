/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.order;

import io.optionskit.contract.OptionContract;
import java.util.List;
import java.util.OptionalDouble;
import java.util.TreeSet;

/**
 * What one unit of some legs is worth at expiry, as a function of the price of the underlying.
 *
 * <p>Defined for options on one underlying with one expiry date, and for the underlying itself. The
 * payoff is piecewise linear with kinks at the strikes. Immutable.
 */
public final class Payoff {

  private final List<Leg> legs;
  private final TreeSet<Double> kinks = new TreeSet<>();

  private Payoff(List<Leg> legs) {
    this.legs = legs;
    kinks.add(0.0);
    for (Leg leg : legs) {
      if (leg.asset() instanceof OptionContract contract) {
        kinks.add(contract.strike().doubleValue());
      }
    }
  }

  /**
   * Returns the payoff of an order's legs.
   *
   * @param legs legs of one unit
   * @return the payoff, empty if they have several underlyings or expiry dates
   */
  public static java.util.Optional<Payoff> of(List<Leg> legs) {
    boolean oneUnderlying =
        legs.stream().map(leg -> leg.asset().underlying()).distinct().count() == 1;
    boolean oneExpiry =
        legs.stream()
                .filter(leg -> leg.asset() instanceof OptionContract)
                .map(leg -> ((OptionContract) leg.asset()).expiry())
                .distinct()
                .count()
            <= 1;
    return oneUnderlying && oneExpiry
        ? java.util.Optional.of(new Payoff(List.copyOf(legs)))
        : java.util.Optional.empty();
  }

  /**
   * Returns the value at expiry.
   *
   * @param underlyingPrice price of the underlying, per share, ≥ 0
   * @return dollars per unit, before what was paid for it
   */
  public double at(double underlyingPrice) {
    double value = 0;
    for (Leg leg : legs) {
      double perShare =
          leg.asset() instanceof OptionContract contract
              ? contract.type().intrinsic(underlyingPrice, contract.strike().doubleValue())
              : underlyingPrice;
      value += perShare * leg.ratio() * leg.asset().multiplier();
    }
    return value;
  }

  /**
   * Returns the lowest value at expiry over all prices of the underlying.
   *
   * @return dollars per unit; empty if it falls without bound
   */
  public OptionalDouble lowest() {
    return slopeAbove() < 0 ? OptionalDouble.empty() : kinks.stream().mapToDouble(this::at).min();
  }

  /**
   * Returns the highest value at expiry over all prices of the underlying.
   *
   * @return dollars per unit; empty if it rises without bound
   */
  public OptionalDouble highest() {
    return slopeAbove() > 0 ? OptionalDouble.empty() : kinks.stream().mapToDouble(this::at).max();
  }

  /** Dollars per dollar of the underlying above the highest strike. */
  private long slopeAbove() {
    long slope = 0;
    for (Leg leg : legs) {
      boolean rises =
          !(leg.asset() instanceof OptionContract contract) || contract.type().sign() > 0;
      slope += rises ? (long) leg.ratio() * leg.asset().multiplier() : 0;
    }
    return slope;
  }
}
