/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.examples.report;

import io.optionskit.contract.OptionContract;
import io.optionskit.order.Leg;
import io.optionskit.portfolio.Trade;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a trade is worth at expiry for every price of the underlying: a line with a kink at each
 * strike.
 *
 * <p>Dollars of the whole trade, with the premium and without commissions.
 */
final class Payoff {

  private final Trade trade;
  private final double[] strikes;

  private Payoff(Trade trade, double[] strikes) {
    this.trade = trade;
    this.strikes = strikes;
  }

  /** Returns the payoff; empty if the legs do not expire together on one underlying. */
  static Optional<Payoff> of(Trade trade) {
    List<OptionContract> options =
        trade.legs().stream()
            .map(Leg::asset)
            .filter(OptionContract.class::isInstance)
            .map(OptionContract.class::cast)
            .toList();
    List<LocalDate> expiries = options.stream().map(OptionContract::expiry).distinct().toList();
    long underlyings =
        trade.legs().stream().map(leg -> leg.asset().underlying()).distinct().count();
    if (expiries.size() != 1 || underlyings != 1) {
      return Optional.empty();
    }
    double[] strikes =
        options.stream().mapToDouble(o -> o.strike().doubleValue()).distinct().sorted().toArray();
    return Optional.of(new Payoff(trade, strikes));
  }

  String underlying() {
    return trade.legs().get(0).asset().underlying();
  }

  /** Strikes ascending. */
  double[] strikes() {
    return strikes.clone();
  }

  /** Profit at expiry, dollars. */
  double at(double price) {
    double value = trade.openCash().doubleValue();
    for (Leg leg : trade.legs()) {
      double perShare =
          leg.asset() instanceof OptionContract option
              ? option.type().intrinsic(price, option.strike().doubleValue())
              : price;
      value += perShare * leg.ratio() * trade.quantity() * leg.asset().multiplier();
    }
    return value;
  }

  /** Prices within a range at which the trade neither wins nor loses, ascending. */
  List<Double> breakEvens(double low, double high) {
    List<Double> found = new ArrayList<>();
    double from = low;
    for (int i = 0; i <= strikes.length; i++) {
      double to = i < strikes.length ? Math.min(Math.max(strikes[i], low), high) : high;
      double left = at(from);
      double right = at(to);
      if (to > from && left * right < 0) {
        found.add(from + (to - from) * left / (left - right));
      }
      from = to;
    }
    return found;
  }

  /** Corners of the line within a range, its ends included. */
  List<Double> corners(double low, double high) {
    List<Double> corners = new ArrayList<>(List.of(low));
    for (double strike : strikes) {
      if (strike > low && strike < high) {
        corners.add(strike);
      }
    }
    corners.addAll(breakEvens(low, high));
    corners.add(high);
    return corners.stream().sorted().toList();
  }
}
