/* SPDX-License-Identifier: Apache-2.0 */
package io.optionskit.greeks.american;

import io.optionskit.contract.OptionType;

/**
 * Options that wait for their boundaries, which are solved together. Those with years, rates and
 * volatility of the last one of their type share its boundary.
 *
 * <p>Belongs to one thread at a time.
 */
final class AmericanBlock {

  static final int ROWS = 128;

  private static final int TOGETHER = 16;

  int rows;

  final int[] row = new int[ROWS];
  final OptionType[] type = new OptionType[ROWS];
  final double[] spot = new double[ROWS];
  final double[] strike = new double[ROWS];
  final double[] years = new double[ROWS];
  final double[] rate = new double[ROWS];
  final double[] yield = new double[ROWS];
  final double[] volatility = new double[ROWS];

  private final double[][] european = new double[ROWS][AmericanPricer.EUROPEAN];
  private final double[] m = new double[ROWS];
  private final int[] lane = new int[ROWS];
  private final int[] last = {-1, -1};
  private int problems;

  private final BoundaryLanes lanes;
  private final Premium premium;
  private final int[] waiting = new int[TOGETHER];
  private final double[] squares;
  private final double[] volatilitySquares;
  private final double[] rateSquares;

  AmericanBlock(Accuracy accuracy) {
    Collocation grid = accuracy.grids.get(0);
    lanes = new BoundaryLanes(grid, ROWS);
    premium = new Premium(accuracy.rule, accuracy.quick, TOGETHER);
    squares = new double[grid.nodes + 1];
    volatilitySquares = new double[grid.nodes + 1];
    rateSquares = new double[grid.nodes + 1];
  }

  /** Receives the options that are done, in any order. */
  interface Sink {
    /** Receives a result. */
    void put(int row, AmericanPricer pricer);
  }

  /** Adds an option that a pricer has prepared. */
  void add(
      int row,
      OptionType type,
      double spot,
      double strike,
      double years,
      double rate,
      double yield,
      double volatility,
      AmericanPricer pricer) {
    int i = rows++;
    this.row[i] = row;
    this.type[i] = type;
    this.spot[i] = spot;
    this.strike[i] = strike;
    this.years[i] = years;
    this.rate[i] = rate;
    this.yield[i] = yield;
    this.volatility[i] = volatility;
    pricer.saveEuropean(european[i]);
    m[i] = pricer.m;
    int kind = type == OptionType.CALL ? 1 : 0;
    int before = last[kind];
    if (before < 0
        || lanes.years[before] != years
        || lanes.rate[before] != pricer.putRate
        || lanes.yield[before] != pricer.putYield
        || lanes.volatility[before] != volatility) {
      before = problems++;
      last[kind] = before;
      lanes.years[before] = years;
      lanes.rate[before] = pricer.putRate;
      lanes.yield[before] = pricer.putYield;
      lanes.volatility[before] = volatility;
      lanes.byYield[before] = kind;
    }
    lane[i] = before;
  }

  /** Values all options and forgets them. */
  void finish(AmericanPricer calls, AmericanPricer puts, boolean greeks, Sink sink) {
    lanes.solve(problems, greeks);
    premium.clear();
    for (int i = 0; i < rows; i++) {
      AmericanPricer pricer = type[i] == OptionType.CALL ? calls : puts;
      int option = lane[i];
      if (!lanes.isSolved(option)) {
        pricer.evaluate(
            type[i], spot[i], strike[i], years[i], rate[i], yield[i], volatility[i], greeks);
        sink.put(row[i], pricer);
      } else if (m[i] > lanes.log(option)) {
        hold(i, option, greeks);
        if (premium.options() == TOGETHER) {
          integrate(calls, puts, greeks, sink);
        }
      } else {
        pricer.exercise(type[i], spot[i], strike[i], lanes.log(option));
        sink.put(row[i], pricer);
      }
    }
    integrate(calls, puts, greeks, sink);
    rows = 0;
    problems = 0;
    last[0] = -1;
    last[1] = -1;
  }

  private void hold(int i, int option, boolean greeks) {
    waiting[premium.options()] = i;
    for (int k = 0; k < squares.length; k++) {
      squares[k] = lanes.square[k][option];
      volatilitySquares[k] = lanes.volatilitySquare[k][option];
      rateSquares[k] = lanes.rateSquare[k][option];
    }
    premium.add(
        m[i],
        years[i],
        years[i],
        lanes.rate[option],
        lanes.yield[option],
        volatility[i],
        squares,
        volatilitySquares,
        rateSquares,
        greeks,
        type[i] == OptionType.CALL);
  }

  private void integrate(AmericanPricer calls, AmericanPricer puts, boolean greeks, Sink sink) {
    premium.integrate(greeks, greeks);
    for (int k = 0; k < premium.options(); k++) {
      int i = waiting[k];
      AmericanPricer pricer = type[i] == OptionType.CALL ? calls : puts;
      pricer.loadEuropean(european[i], type[i], strike[i], lanes.log(lane[i]));
      pricer.addPremium(
          premium.value[k],
          greeks ? premium.slope[k] : 0,
          greeks ? premium.curvature[k] : 0,
          greeks ? premium.vega[k] : 0,
          greeks ? premium.rho[k] : 0,
          type[i],
          spot[i],
          strike[i],
          years[i],
          rate[i],
          yield[i],
          volatility[i]);
      sink.put(row[i], pricer);
    }
    premium.clear();
  }
}
