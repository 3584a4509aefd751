/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.examples.report;

import io.optionskit.contract.OptionContract;
import io.optionskit.order.Leg;
import io.optionskit.order.Payoff;
import io.optionskit.portfolio.Trade;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a trade is worth at expiry for every price of the underlying: a line with a kink at each
 * strike.
 *
 * <p>Dollars of the whole trade, with the premium and without commissions.
 */
final class TradePayoff {

  private final Trade trade;
  private final Payoff unit;
  private final double[] strikes;

  private TradePayoff(Trade trade, Payoff unit, double[] strikes) {
    this.trade = trade;
    this.unit = unit;
    this.strikes = strikes;
  }

  /**
   * Returns the payoff; empty if the legs are no options that expire together on one underlying.
   */
  static Optional<TradePayoff> of(Trade trade) {
    double[] strikes =
        trade.legs().stream()
            .map(Leg::asset)
            .filter(OptionContract.class::isInstance)
            .mapToDouble(asset -> ((OptionContract) asset).strike().doubleValue())
            .distinct()
            .sorted()
            .toArray();
    return Payoff.of(trade.legs())
        .filter(unit -> strikes.length > 0)
        .map(unit -> new TradePayoff(trade, unit, strikes));
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
    return trade.openCash().doubleValue() + unit.at(price) * trade.quantity();
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
